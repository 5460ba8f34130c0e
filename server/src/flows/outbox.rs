//! Mail: written here in the transaction of what it tells of, and kept in the outbox until it is
//! delivered. In the demo the outbox is where it arrives.

use std::{collections::HashMap, fmt};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use web::words::Language;

use super::{
    Email,
    person::{Kept, Person},
    session::{Act, NotAllowed, Viewer},
};
pub use crate::store::mail::Kind;
use crate::{
    app::App,
    effects::instant_of,
    id::{CredentialId, IssuerId, MailId},
    mail::Reply,
    problem::Problem,
    store::{
        StoreError, Tx,
        mail::{self, MailProgress, NewMail, SealedMail},
    },
};

/// A mail, as the demo's outbox shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text, with the link in a line of its own.
    pub body: String,
    /// Where its button leads, if it has one.
    pub link: Option<String>,
    /// When it was written.
    pub created_at: OffsetDateTime,
}

/// A letter: its parts, from which text and HTML are made when it is sent.
///
/// All of it is plain text, one line a member; whoever shows it escapes it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Letter {
    /// The language it is written in. Kept beside the sealed parts.
    #[serde(skip)]
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// How it begins, such as `Hello Ada Obi,`.
    pub greeting: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// What to do about it.
    pub button: Option<Button>,
    /// What to know besides, in smaller letters; may be empty.
    pub closing: String,
}

/// The one button of a letter.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// Where it leads: a whole address.
    pub link: String,
}

/// A letter to be put into the outbox.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    /// To whom.
    pub(crate) to: &'a Email,
    /// What it is.
    pub(crate) kind: Kind,
    /// What it says.
    pub(crate) letter: Letter,
    /// What it is about. The institution named here is the one that sends it: answers go to its
    /// address. Absent: the service writes for itself.
    pub(crate) about: Option<About>,
}

/// What a letter is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About {
    /// Whose desk.
    pub(crate) issuer: IssuerId,
    /// Which of its credentials, if it is one.
    pub(crate) credential: Option<CredentialId>,
}

/// An institution's own words in its letters, in the language of its letters. Both are text that
/// may have several lines, and may be empty.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
pub struct OwnWords {
    /// Stands after the news of an award.
    pub award: String,
    /// Stands under every letter, such as an office and its hours.
    pub signature: String,
}

impl OwnWords {
    /// Reads the words as the institution's row has them; what does not read is empty.
    pub fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// As the institution's row has them.
    pub fn json(&self) -> String {
        serde_json::json!({ "award": self.award, "signature": self.signature }).to_string()
    }
}

impl Letter {
    /// The letter as text: paragraphs with an empty line between them, the link in a line of its
    /// own.
    pub fn text(&self) -> String {
        let mut parts = vec![self.greeting.clone()];
        parts.extend(self.paragraphs.iter().cloned());
        if let Some(Button { label, link }) = &self.button {
            parts.push(format!("{label}:\n{link}"));
        }
        parts.push(self.closing.clone());
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n") + "\n"
    }
}

/// How far a letter has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Delivery {
    /// Its turn has not come yet, or nobody could be reached who takes mail.
    Waiting {
        /// When it was written.
        since: OffsetDateTime,
    },
    /// It was tried, and will be again.
    PutOff {
        /// When.
        again_at: OffsetDateTime,
        /// What was wrong.
        fault: Fault,
    },
    /// The mail server has taken it. What comes back later (a full mailbox, somebody unknown)
    /// comes to the address that mail is from.
    Sent {
        /// When.
        at: OffsetDateTime,
        /// It may have been sent before, too.
        maybe_twice: bool,
    },
    /// It will not be tried again.
    Failed {
        /// When it was given up.
        at: OffsetDateTime,
        /// What was wrong.
        fault: Fault,
    },
}

/// What was wrong with a mail. Names nobody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The mail server could not be reached, or took no mail at all.
    Away,
    /// The connection broke over this one.
    Broken,
    /// It was sealed under another master key.
    Unreadable,
    /// No mail goes to such an address, or not by this server.
    Unaddressable,
    /// The mail server said so.
    Reply(Reply),
}

/// Why a desk's letters are not shown.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The database failed.
    #[error("could not read the outbox")]
    Store(#[from] StoreError),
}

impl From<DeskError> for Problem {
    fn from(err: DeskError) -> Self {
        match err {
            DeskError::NotAllowed(source) => source.into(),
            DeskError::Store(source) => source.into(),
        }
    }
}

/// How far the latest letter about each of these credentials has come; those without one are
/// left out.
///
/// # Errors
/// When the database fails.
pub async fn of_credentials(
    tx: &mut Tx,
    ids: &[CredentialId],
) -> Result<HashMap<CredentialId, Delivery>, StoreError> {
    let mut found = HashMap::new();
    for id in ids {
        if let Some(row) = mail::latest_about(tx, *id).await? {
            found.insert(*id, Delivery::of(&row));
        }
    }
    Ok(found)
}

/// A letter that was given up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Undelivered {
    /// To whom.
    pub to: String,
    /// About which credential, if it was one.
    pub credential: Option<CredentialId>,
    /// When it was given up.
    pub at: OffsetDateTime,
    /// What was wrong.
    pub fault: Fault,
}

/// The letters of a desk that were given up and that nothing was sent after, the latest first, at
/// most `limit`. A teacher sees those about their own awards and classes.
///
/// # Errors
/// [`DeskError`].
pub async fn undelivered(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    limit: u32,
) -> Result<Vec<Undelivered>, DeskError> {
    let desk = viewer.at(slug, Act::See)?;
    let only = (!desk.sees_all()).then_some(viewer.account);
    let rows = mail::failed_of_issuer(&mut app.db.read().await?, desk.issuer, only, limit).await?;
    let undelivered = rows.into_iter().map(|row| Undelivered {
        to: row.recipient,
        credential: row.credential_id,
        at: instant_of(row.failed_at),
        fault: row.fault.as_deref().and_then(Fault::read).unwrap_or(Fault::Unreadable),
    });
    Ok(undelivered.collect())
}

/// The latest mails, newest first, at most `limit`; empty where this is no demo, because then
/// nobody but the addressee may read them.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, limit: u32) -> Result<Vec<Mail>, StoreError> {
    if !app.config.demo {
        return Ok(Vec::new());
    }
    let rows = mail::latest(&mut app.db.read().await?, limit).await?;
    let opened = rows.into_iter().filter_map(|row| {
        let letter = open(app, &row)?;
        Some(Mail {
            id: row.mail_id,
            to: row.recipient,
            body: letter.text(),
            subject: letter.subject,
            link: letter.button.map(|button| button.link),
            created_at: instant_of(row.created_at),
        })
    });
    Ok(opened.collect())
}

impl Delivery {
    fn of(row: &MailProgress) -> Self {
        let fault = row.fault.as_deref().and_then(Fault::read);
        match (row.sent_at, row.failed_at, row.next_try_at, fault) {
            (Some(at), ..) => Self::Sent { at: instant_of(at), maybe_twice: row.maybe_twice },
            (None, Some(at), _, fault) => {
                Self::Failed { at: instant_of(at), fault: fault.unwrap_or(Fault::Unreadable) }
            }
            (None, None, Some(again_at), Some(fault)) if fault != Fault::Away => {
                Self::PutOff { again_at: instant_of(again_at), fault }
            }
            _ => Self::Waiting { since: instant_of(row.created_at) },
        }
    }
}

impl Fault {
    /// Whether the address is the one thing that can be at fault: nobody has it, or its mailbox
    /// is closed. A registrar may correct it.
    ///
    /// Source: RFC 3463, sections 3.2 and 3.3; RFC 5321, section 4.2.3 for servers without status
    /// codes.
    pub fn is_of_the_address(self) -> bool {
        match self {
            Self::Unaddressable => true,
            Self::Reply(reply) => match reply.status {
                Some((_, subject, _)) => subject == 1 || subject == 2,
                None => matches!(reply.code, 550 | 551 | 553),
            },
            Self::Away | Self::Broken | Self::Unreadable => false,
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "away" => Some(Self::Away),
            "broken" => Some(Self::Broken),
            "unreadable" => Some(Self::Unreadable),
            "unaddressable" => Some(Self::Unaddressable),
            reply => Reply::read(reply).map(Self::Reply),
        }
    }
}

/// As the table has it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Away => f.write_str("away"),
            Self::Broken => f.write_str("broken"),
            Self::Unreadable => f.write_str("unreadable"),
            Self::Unaddressable => f.write_str("unaddressable"),
            Self::Reply(reply) => reply.fmt(f),
        }
    }
}

/// Puts a letter into the outbox, sealed: whoever reads its link can sign in with it. It goes out
/// if and when the caller's transaction is committed.
pub(crate) async fn write(app: &App, tx: &mut Tx, draft: &Draft<'_>) -> Result<(), StoreError> {
    send(app, tx, vec![sealed(app, draft)]).await
}

/// Puts sealed letters into the outbox.
pub(crate) async fn send(app: &App, tx: &mut Tx, mails: Vec<NewMail>) -> Result<(), StoreError> {
    mail::insert_many(tx, mails).await?;
    tx.ring(app.outbox());
    Ok(())
}

/// A letter, ready for the outbox.
pub(crate) fn sealed(app: &App, draft: &Draft<'_>) -> NewMail {
    let mail_id: MailId = app.new_id();
    let letter = serde_json::to_vec(&draft.letter).expect("text always serialises");
    let created_at = app.clock.now_ms();
    NewMail {
        mail_id,
        kind: draft.kind,
        recipient: draft.to.to_string(),
        sealed: app.sealer.seal(&place(mail_id), &letter),
        language: draft.letter.language.tag(),
        issuer_id: draft.about.map(|about| about.issuer),
        credential_id: draft.about.and_then(|about| about.credential),
        created_at,
        sent_at: app.config.demo.then_some(created_at),
    }
}

/// Opens a mail; one that was sealed under another master key is lost.
pub(super) fn open(app: &App, row: &SealedMail) -> Option<Letter> {
    let text = app.sealer.unseal(&place(row.mail_id), &row.sealed).ok()?;
    let letter: Letter = serde_json::from_slice(&text).ok()?;
    Some(Letter { language: Language::of(&row.language), ..letter })
}

/// A letter as it lies in the outbox.
struct KeptLetter {
    to: String,
    letter: Letter,
}

/// Opens what was sealed of a letter.
pub(crate) fn kept(to: &str, text: &[u8]) -> Option<Box<dyn Kept>> {
    Some(Box::new(KeptLetter { to: to.to_owned(), letter: serde_json::from_slice(text).ok()? }))
}

impl Kept for KeptLetter {
    fn told(&self, person: &Person, _at: Option<IssuerId>) -> Vec<serde_json::Value> {
        let (subject, text) = (&self.letter.subject, self.letter.text());
        let theirs = person.is_addressed(&self.to, &self.letter.greeting)
            || person.is_in_text(subject)
            || person.is_in_text(&text);
        let told = serde_json::json!({ "to": self.to, "subject": subject, "text": text });
        theirs.then_some(told).into_iter().collect()
    }
}

fn place(id: MailId) -> String {
    format!("mail/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::testing::{newest_token, person, with_app};

    #[tokio::test]
    async fn no_link_lies_open_in_the_database() {
        with_app(async |app| {
            person(&app, "ada@a.example").await;
            let token = newest_token(&app).await;
            let mut tx = app.db.read().await.unwrap();
            let row = mail::latest(&mut tx, 1).await.unwrap().remove(0);
            assert!(!row.sealed.contains(&token));
            let hashes: Vec<(String,)> = tx.fetch_all("select token_hash from sign_in", ()).await.unwrap();
            assert!(hashes.iter().all(|(hash,)| *hash != token));
            assert_eq!(list(&app, 9).await.unwrap().len(), 1);
        })
        .await;
    }

    #[test]
    fn a_letter_as_text_has_its_link_in_a_line_of_its_own() {
        let letter = Letter {
            greeting: "Hello,".to_owned(),
            paragraphs: vec!["One.".to_owned(), "Two.".to_owned()],
            button: Some(Button { label: "Go".to_owned(), link: "https://a.example/".to_owned() }),
            ..Letter::default()
        };
        assert_eq!(letter.text(), "Hello,\n\nOne.\n\nTwo.\n\nGo:\nhttps://a.example/\n");
    }
}

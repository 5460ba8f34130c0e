//! Mail: written here, kept in the outbox until somebody delivers it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::Email;
use crate::{
    app::App,
    effects::instant_of,
    id::MailId,
    store::{
        StoreError, Tx,
        mail::{self, SealedMail},
    },
};

/// A mail.
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
    /// The link.
    pub link: String,
    /// When it was written.
    pub created_at: OffsetDateTime,
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
    Ok(rows.iter().filter_map(|row| open(app, row)).collect())
}

/// A mail to be written.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    /// To whom.
    pub(super) to: &'a Email,
    /// Its subject.
    pub(super) subject: String,
    /// Its text, with the link in a line of its own.
    pub(super) body: String,
    /// The link.
    pub(super) link: &'a str,
}

#[derive(Deserialize, Serialize)]
struct Letter {
    subject: String,
    body: String,
    link: String,
}

/// Puts a mail into the outbox, sealed: whoever reads its link can sign in with it.
pub(super) async fn write(app: &App, tx: &mut Tx, draft: &Draft<'_>) -> Result<(), StoreError> {
    let mail_id: MailId = app.new_id();
    let letter =
        Letter { subject: draft.subject.clone(), body: draft.body.clone(), link: draft.link.to_owned() };
    let text = serde_json::to_vec(&letter).expect("text always serialises");
    let row = SealedMail {
        mail_id,
        recipient: draft.to.to_string(),
        sealed: app.sealer.seal(&place(mail_id), &text),
        created_at: app.clock.now_ms(),
    };
    mail::insert(tx, &row).await
}

/// Opens a mail; one that was sealed under another master key is lost, and left out.
fn open(app: &App, row: &SealedMail) -> Option<Mail> {
    let text = app.sealer.unseal(&place(row.mail_id), &row.sealed).ok()?;
    let letter: Letter = serde_json::from_slice(&text).ok()?;
    Some(Mail {
        id: row.mail_id,
        to: row.recipient.clone(),
        subject: letter.subject,
        body: letter.body,
        link: letter.link,
        created_at: instant_of(row.created_at),
    })
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
}

//! Letters about guardians. They name no record, nobody a link is for, and nothing of what is in a wallet.

use time::OffsetDateTime;
use web::words::{Language, language::Letters};

use super::{DAY_MS, LIFE_MS, LinkState};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        Email,
        outbox::{self, About, Button, Draft, Kind, Letter},
        renew::day,
        sign_in,
    },
    id::{AccountId, RecordId, ShareId},
    store::{StoreError, Tx, account, address, guardian::NamedRow},
};

/// What a letter says.
struct Said {
    subject: String,
    paragraphs: Vec<String>,
    button: Option<(&'static str, String)>,
    closing: String,
}

/// Asks the guardian.
pub(super) async fn ask_guardian(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    to: &Email,
) -> Result<(), StoreError> {
    let next = format!("/guardianships/{}", named.row.guardian_id);
    let words = Language::of(&named.issuer_language).letters();
    let said = Said {
        subject: (words.guardian.ask_subject)(&named.issuer_name),
        paragraphs: vec![
            (words.guardian.ask)(&named.issuer_name, &named.learner_name),
            (words.guardian.ask_means)(&until(words, named.row.ends_at)),
        ],
        button: None,
        closing: String::new(),
    };
    question(app, tx, named, (to, &next), said, words.guardian.ask_button).await
}

/// Asks the learner.
pub(super) async fn ask_learner(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    to: &Email,
) -> Result<(), StoreError> {
    let next = format!("/account/guardians/{}", named.row.guardian_id);
    let words = Language::of(&named.issuer_language).letters();
    let said = Said {
        subject: (words.guardian.learner_subject)(&named.issuer_name),
        paragraphs: vec![
            (words.guardian.learner)(&named.issuer_name, &named.row.email),
            (words.guardian.learner_means)(&until(words, named.row.ends_at)),
        ],
        button: None,
        closing: String::new(),
    };
    question(app, tx, named, (to, &next), said, words.guardian.learner_button).await
}

/// Tells both that it is in force.
pub(super) async fn begun(app: &App, tx: &mut Tx, named: &NamedRow) -> Result<(), StoreError> {
    let own = format!("/wallet/guardian/{}", named.row.guardian_id);
    for (to, ward) in [(named.row.learner_account_id, true), (named.row.account_id, false)] {
        let path = if ward { "/account#guardians" } else { own.as_str() };
        tell(app, tx, named, to, |words, until| {
            let guardian = &words.guardian;
            Said {
                subject: guardian.begun_subject.to_owned(),
                paragraphs: vec![if ward {
                    (guardian.begun_learner)(name(named), &named.issuer_name, until)
                } else {
                    (guardian.begun_guardian)(&named.learner_name, until)
                }],
                button: Some((guardian.look_button, app.config.public_url.join(path))),
                closing: String::new(),
            }
        })
        .await?;
    }
    Ok(())
}

/// Tells both that it has another last day.
pub(super) async fn moved(app: &App, tx: &mut Tx, named: &NamedRow, ends_at: i64) -> Result<(), StoreError> {
    for to in [named.row.learner_account_id, named.row.account_id] {
        tell(app, tx, named, to, |words, _| Said {
            subject: words.guardian.moved_subject.to_owned(),
            paragraphs: vec![(words.guardian.moved)(
                &named.issuer_name,
                &named.learner_name,
                name(named),
                &until(words, ends_at),
            )],
            button: None,
            closing: String::new(),
        })
        .await?;
    }
    Ok(())
}

/// Tells both that it is over.
pub(super) async fn ended(app: &App, tx: &mut Tx, named: &NamedRow) -> Result<(), StoreError> {
    for (to, ward) in [(named.row.learner_account_id, true), (named.row.account_id, false)] {
        tell(app, tx, named, to, |words, _| Said {
            subject: words.guardian.ended_subject.to_owned(),
            paragraphs: vec![if ward {
                (words.guardian.ended_learner)(name(named))
            } else {
                (words.guardian.ended_guardian)(&named.learner_name)
            }],
            button: None,
            closing: String::new(),
        })
        .await?;
    }
    Ok(())
}

/// Tells a guardian that a link waits.
pub(super) async fn waits(app: &App, tx: &mut Tx, named: &NamedRow, link: ShareId) -> Result<(), StoreError> {
    let path = format!("/wallet/guardian/{}/links/{link}", named.row.guardian_id);
    tell(app, tx, named, named.row.account_id, |words, _| Said {
        subject: (words.guardian.waits_subject)(&named.learner_name),
        paragraphs: vec![(words.guardian.waits)(&named.learner_name)],
        button: Some((words.guardian.waits_button, app.config.public_url.join(&path))),
        closing: String::new(),
    })
    .await
}

/// Tells the learner what was said to their link.
pub(super) async fn decided(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    record: RecordId,
    after: LinkState,
) -> Result<(), StoreError> {
    tell_of_link(app, tx, named, record, |words| {
        let guardian = &words.guardian;
        match after {
            LinkState::Paused => (guardian.approved_subject, (guardian.approved_paused)(name(named))),
            LinkState::HeldBack => (guardian.held_subject, (guardian.held)(name(named))),
            _ => (guardian.approved_subject, (guardian.approved)(name(named))),
        }
    })
    .await
}

/// Tells the learner that their link was ended.
pub(super) async fn link_ended(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    record: RecordId,
) -> Result<(), StoreError> {
    tell_of_link(app, tx, named, record, |words| {
        (words.guardian.link_ended_subject, (words.guardian.link_ended)(name(named)))
    })
    .await
}

async fn tell_of_link(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    record: RecordId,
    said: impl Fn(&'static Letters) -> (&'static str, String),
) -> Result<(), StoreError> {
    let path = format!("/wallet/records/{record}");
    tell(app, tx, named, named.row.learner_account_id, |words, _| {
        let (subject, paragraph) = said(words);
        Said {
            subject: subject.to_owned(),
            paragraphs: vec![paragraph],
            button: Some((words.guardian.record_button, app.config.public_url.join(&path))),
            closing: String::new(),
        }
    })
    .await
}

/// A letter in the institution's name and language, whose button signs in.
///
/// * `place`: to whom, and where the button leads.
async fn question(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    place: (&Email, &str),
    said: Said,
    label: &'static str,
) -> Result<(), StoreError> {
    let (to, next) = place;
    let link = sign_in::new_link(app, tx, to, next, false, LIFE_MS).await?;
    let language = Language::of(&named.issuer_language);
    let words = language.letters();
    let closing =
        (words.invitation.closing)(to.as_str(), LIFE_MS / DAY_MS, &app.config.public_url.join(next));
    let said = Said { button: Some((label, link)), closing, ..said };
    let about = Some(About { issuer: named.row.issuer_id, credential: None });
    write(app, tx, to, language, None, said, about).await
}

/// A letter to whoever has an account, in their language; none where there is none.
///
/// * `said`: takes the words and the last day.
async fn tell(
    app: &App,
    tx: &mut Tx,
    named: &NamedRow,
    to: Option<AccountId>,
    said: impl Fn(&'static Letters, &str) -> Said,
) -> Result<(), StoreError> {
    let Some(id) = to else { return Ok(()) };
    let emails = address::of_account(tx, id).await?;
    let Some(to) = emails.first().and_then(|email| Email::read(email)) else { return Ok(()) };
    let account = account::by_id(tx, id).await?;
    let chosen = account.as_ref().map_or("", |account| &account.language);
    let language =
        Language::known(chosen).unwrap_or_else(|| Language::of(&named.issuer_language)).in_letters();
    let words = language.letters();
    let said = said(words, &until(words, named.row.ends_at));
    let greeted = account.map(|account| account.name).filter(|name| !name.is_empty());
    write(app, tx, &to, language, greeted.as_deref(), said, None).await
}

async fn write(
    app: &App,
    tx: &mut Tx,
    to: &Email,
    language: Language,
    greeted: Option<&str>,
    said: Said,
    about: Option<About>,
) -> Result<(), StoreError> {
    let letter = Letter {
        language,
        subject: said.subject,
        greeting: (language.letters().common.greeting)(greeted),
        paragraphs: said.paragraphs,
        button: said.button.map(|(label, link)| Button { label: label.to_owned(), link }),
        closing: said.closing,
    };
    outbox::write(app, tx, &Draft { to, kind: Kind::Notice, letter, about }).await.map(drop)
}

/// The last day, in words.
fn until(words: &Letters, ends_at: i64) -> String {
    let last: OffsetDateTime = instant_of(ends_at - 1);
    day(words, last)
}

/// What the guardian is called.
fn name(named: &NamedRow) -> &str {
    if named.guardian_name.is_empty() { &named.row.email } else { &named.guardian_name }
}

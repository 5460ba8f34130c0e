//! What an account's owner is told by mail, so that what somebody else did does not go unseen.

use web::words::{
    Language,
    language::{AccountNews, spoken},
};

use crate::{
    app::App,
    flows::{
        Email,
        outbox::{self, Button, Draft, Kind, Letter},
        session::Viewer,
    },
    store::{StoreError, Tx},
};

/// What happened.
#[derive(Clone, Copy, Debug)]
pub(in crate::flows) enum News<'a> {
    /// Sessions were ended.
    SessionsEnded,
    /// A passkey was added.
    PasskeyAdded(&'a str),
    /// One was removed.
    PasskeyRemoved(&'a str),
    /// A key that signs what is shared was added; on which device, which may be empty.
    KeyAdded(&'a str),
    /// One was retired.
    KeyRetired(&'a str),
    /// An address was added.
    AddressAdded(&'a str),
    /// One was removed.
    AddressRemoved(&'a str),
    /// Codes were made.
    CodesMade,
    /// One was used.
    CodeUsed,
    /// The account is gone.
    Deleted,
}

/// Tells it to each of these addresses.
pub(in crate::flows) async fn tell(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    emails: &[String],
    news: News<'_>,
) -> Result<(), StoreError> {
    let language = language_of(viewer);
    let words = language.letters();
    let account = &words.account;
    let (AccountNews { subject, paragraph }, detail) = match news {
        News::SessionsEnded => (account.sessions_ended, ""),
        News::PasskeyAdded(name) => (account.passkey_added, name),
        News::PasskeyRemoved(name) => (account.passkey_removed, name),
        News::KeyAdded(device) => (account.key_added, device),
        News::KeyRetired(device) => (account.key_retired, device),
        News::AddressAdded(email) => (account.address_added, email),
        News::AddressRemoved(email) => (account.address_removed, email),
        News::CodesMade => (account.codes_made, ""),
        News::CodeUsed => (account.code_used, ""),
        News::Deleted => (account.deleted, ""),
    };
    let (gone, removed) = match news {
        News::Deleted => (true, None),
        News::AddressRemoved(email) => (false, Some(email)),
        _ => (false, None),
    };
    // A link that is sent to the address that was removed opens another account, with nothing in it.
    let lost = app.config.public_url.join("/lost");
    for email in emails.iter().filter_map(|email| Email::read(email)) {
        let outside = gone || removed == Some(email.as_str());
        let button =
            Button { label: account.button.to_owned(), link: app.config.public_url.join("/account") };
        let closing = match removed {
            _ if gone => String::new(),
            Some(removed) if removed == email.as_str() => (account.removed_closing)(&lost),
            _ => account.closing.to_owned(),
        };
        let letter = Letter {
            language,
            subject: subject.to_owned(),
            greeting: (words.common.greeting)(Some(viewer.name.as_str()).filter(|name| !name.is_empty())),
            paragraphs: vec![paragraph(detail)],
            button: (!outside).then_some(button),
            closing,
        };
        let mail = Draft { to: &email, kind: Kind::Notice, letter, about: None };
        outbox::write(app, tx, &mail).await?;
    }
    Ok(())
}

/// The language of letters to somebody: the one that they chose, else that of their pages.
fn language_of(viewer: &Viewer) -> Language {
    Language::known(&viewer.language).unwrap_or_else(spoken).in_letters()
}

/// The letter with the link that adds an address.
pub(super) async fn confirm(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    to: &Email,
    link: String,
    minutes: i64,
) -> Result<(), StoreError> {
    let language = language_of(viewer);
    let words = language.letters();
    let letter = Letter {
        language,
        subject: words.account.confirm_subject.to_owned(),
        greeting: (words.common.greeting)(None),
        paragraphs: vec![(words.account.confirm)(&viewer.email)],
        button: Some(Button { label: words.account.confirm_button.to_owned(), link }),
        closing: (words.account.confirm_closing)(minutes),
    };
    let mail = Draft { to, kind: Kind::SignIn, letter, about: None };
    outbox::write(app, tx, &mail).await.map(drop)
}

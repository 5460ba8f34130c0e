//! The letters that tell learners of their awards.

use rayon::prelude::*;
use web::words::Language;

use super::{Order, Press};
use crate::{
    app::App,
    flows::{
        Email,
        outbox::{self, About, Button, Draft, Kind, Letter, OwnWords},
        sign_in::{self, AWARD_LIFE_MS},
    },
    id::CredentialId,
    store::{StoreError, Tx, mail::NewMail, sign_in::NewSignIn},
};

/// Letters, written and sealed, and the links in them: not yet in the outbox.
pub(in crate::flows) struct Letters {
    links: Vec<NewSignIn>,
    mails: Vec<NewMail>,
}

impl Letters {
    /// A letter to each learner with a link that signs them in and leads to the offer; whoever has
    /// no address gets none. Written on all processors: work for a thread that holds up nobody.
    pub(in crate::flows) fn write<'o>(
        app: &App,
        press: &Press,
        awards: impl IntoParallelIterator<Item = (&'o Order, CredentialId)>,
    ) -> Self {
        let pen = Pen::of(app, press);
        let addressed =
            awards.into_par_iter().filter_map(|(order, id)| Some((order, order.to.email.as_ref()?, id)));
        let (links, mails) =
            addressed.map(|(order, email, id)| pen.write(News::Awarded, &order.to.name, email, id)).unzip();
        Self { links, mails }
    }

    /// The same for those who hold it already, and in whose hands it changes.
    pub(in crate::flows) fn of_changes(app: &App, press: &Press, changed: &[(Order, CredentialId)]) -> Self {
        let pen = Pen::of(app, press);
        let addressed =
            changed.par_iter().filter_map(|(order, id)| Some((order, order.to.email.as_ref()?, *id)));
        let (links, mails) =
            addressed.map(|(order, email, id)| pen.write(News::Changed, &order.to.name, email, id)).unzip();
        Self { links, mails }
    }

    /// Puts them into the outbox. They go out if and when the caller's transaction is committed.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::flows) async fn send(self, app: &App, tx: &mut Tx) -> Result<(), StoreError> {
        sign_in::keep(app, tx, self.links).await?;
        outbox::send(app, tx, self.mails).await
    }
}

/// Writes and sends these letters at once.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell(
    app: &App,
    tx: &mut Tx,
    press: &Press,
    told: &[(&Order, CredentialId)],
) -> Result<(), StoreError> {
    Letters::write(app, press, told.to_vec()).send(app, tx).await
}

/// What a letter tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum News {
    /// It was awarded.
    Awarded,
    /// It says something else from now on.
    Changed,
}

/// What is the same in all letters about one achievement.
struct Pen<'a> {
    app: &'a App,
    press: &'a Press,
    language: Language,
    own: String,
}

impl<'a> Pen<'a> {
    fn of(app: &'a App, press: &'a Press) -> Self {
        let language = Language::of(&press.issuer().language);
        Self { app, press, language, own: OwnWords::read(&press.issuer().letter).award }
    }

    fn write(&self, news: News, name: &str, email: &Email, id: CredentialId) -> (NewSignIn, NewMail) {
        let words = self.language.letters();
        let (issuer, achievement) = (&self.press.issuer().name, self.press.name());
        let next = format!("/wallet/credentials/{id}");
        let (row, link) = sign_in::link(self.app, email, next, false, AWARD_LIFE_MS);
        let days = AWARD_LIFE_MS / (24 * 60 * 60 * 1000);
        let sign_in = self.app.config.public_url.join("/sign-in");
        let (subject, mut paragraphs) = match news {
            News::Awarded => (
                (words.award.subject)(issuer, achievement),
                vec![(words.award.paragraph)(issuer, achievement), self.own.clone()],
            ),
            News::Changed => (
                (words.award.changed_subject)(issuer, achievement),
                vec![(words.award.changed)(issuer, achievement)],
            ),
        };
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let button = if news == News::Changed { words.expiry.button } else { words.award.button };
        let letter = Letter {
            language: self.language,
            subject,
            greeting: (words.common.greeting)(Some(name)),
            paragraphs,
            button: Some(Button { label: button.to_owned(), link }),
            closing: (words.award.closing)(email.as_str(), days, &sign_in),
        };
        let about = Some(About { issuer: self.press.issuer().issuer_id, credential: Some(id) });
        (row, outbox::sealed(self.app, &Draft { to: email, kind: Kind::Award, letter, about }))
    }
}

//! The languages, which of them is spoken, and the words of letters.
//!
//! A page speaks the language of whoever asked for it: the server says so around each request
//! ([`speaking`]), and every word follows. A module of the browser speaks one language for good,
//! so that nobody loads the words of the others. A letter is read far from the page, by somebody
//! who may not share the institution's language, so it names its own. To add a language: a folder
//! beside `en`, a variant here and a line in the build script; the compiler says what is missing.

use super::{en, es};

/// A language that pages and letters are written in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Arabic.
    Arabic,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::Arabic];
    /// Those that letters are written in.
    pub const OF_LETTERS: [Self; 2] = [Self::English, Self::Spanish];

    /// Its language tag, such as `en`.
    ///
    /// Source: BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// What stands behind the name of a module of the browser that speaks it; English ones, which have
    /// nothing there, do where there is none.
    pub fn module(self) -> &'static str {
        match self {
            Self::English | Self::Arabic => "",
            Self::Spanish => "_es",
        }
    }

    /// Which way it is written, as `dir` says it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Spanish => "ltr",
            Self::Arabic => "rtl",
        }
    }

    /// The language of a tag such as `es-MX`, where we have words in it.
    pub fn known(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language of a tag such as `es-MX`, or the default where we have no words in it.
    pub fn of(tag: &str) -> Self {
        Self::known(tag).unwrap_or_default()
    }

    /// The same where letters are written in it, else the default.
    #[must_use]
    pub fn in_letters(self) -> Self {
        if Self::OF_LETTERS.contains(&self) { self } else { Self::default() }
    }

    /// Its words for letters.
    pub fn letters(self) -> &'static Letters {
        match self {
            Self::English | Self::Arabic => &en::letters::LETTERS,
            Self::Spanish => &es::letters::LETTERS,
        }
    }
}

#[cfg(feature = "ssr")]
tokio::task_local! {
    static SPOKEN: Language;
}

/// The language of the words around here: the request's, else English.
#[cfg(feature = "ssr")]
pub fn spoken() -> Language {
    SPOKEN.try_with(|language| *language).unwrap_or_default()
}

/// The language of this module's words.
#[cfg(not(feature = "ssr"))]
pub const fn spoken() -> Language {
    if cfg!(feature = "spanish") { Language::Spanish } else { Language::English }
}

/// Everything that `work` says is in this language. What it spawns is not: see [`speaking_here`].
#[cfg(feature = "ssr")]
pub async fn speaking<Answer>(language: Language, work: impl Future<Output = Answer>) -> Answer {
    SPOKEN.scope(language, work).await
}

/// Everything that `work` says is in this language; for work on a thread of its own.
#[cfg(feature = "ssr")]
pub fn speaking_here<Answer>(language: Language, work: impl FnOnce() -> Answer) -> Answer {
    SPOKEN.sync_scope(language, work)
}

/// The words of letters, one member per letter.
#[derive(Debug)]
pub struct Letters {
    /// On every letter.
    pub common: Common,
    /// The letter with a link that signs in.
    pub sign_in: SignIn,
    /// The letter that tells of an award.
    pub award: Award,
    /// The letter that invites to work at a desk.
    pub invitation: Invitation,
    /// The letter that tells once more of an award that waits.
    pub waiting: Waiting,
    /// The letters about the end of an award.
    pub expiry: Expiry,
    /// The letters about a correction that a holder asks for.
    pub amendment: Amendment,
    /// The letters to whoever has an account, about it.
    pub account: Account,
    /// The letters to whoever has made a link to a record.
    pub share: Share,
    /// The letters about guardians.
    pub guardian: Guardian,
}

/// Words on every letter.
#[derive(Debug)]
pub struct Common {
    /// Before a name, or alone where the name is unknown.
    pub greeting: fn(name: Option<&str>) -> String,
    /// Before the address that the button leads to, for those whose program shows no button.
    pub link: &'static str,
    /// At the foot: who sends this, and from where.
    pub foot: fn(institution: &str, site: &str) -> String,
    /// The same when the service writes for itself.
    pub foot_alone: fn(site: &str) -> String,
    /// A day, with the month in words.
    ///
    /// * `month`: 1 to 12.
    pub day: fn(year: i32, month: u8, day: u8) -> String,
}

/// Words of the letter with a link that signs in.
#[derive(Debug)]
pub struct SignIn {
    /// Its subject.
    pub subject: &'static str,
    /// What happened, and what to do.
    pub paragraph: &'static str,
    /// The button.
    pub button: &'static str,
    /// For how long the link works, and what to do when nobody asked for it.
    pub closing: fn(minutes: i64) -> String,
}

/// Words of the letter that tells of an award.
#[derive(Debug)]
pub struct Award {
    /// Its subject.
    pub subject: fn(institution: &str, achievement: &str) -> String,
    /// What was awarded.
    pub paragraph: fn(institution: &str, achievement: &str) -> String,
    /// The subject where something that is held has changed,
    pub changed_subject: fn(institution: &str, achievement: &str) -> String,
    /// and what that means.
    pub changed: fn(institution: &str, achievement: &str) -> String,
    /// The button.
    pub button: &'static str,
    /// For whom and for how long the link works, and what to do after that.
    pub closing: fn(email: &str, days: i64, sign_in: &str) -> String,
}

/// Words of the letter that invites to work at a desk.
#[derive(Debug)]
pub struct Invitation {
    /// Its subject.
    pub subject: fn(institution: &str) -> String,
    /// Who invites, and to what.
    pub paragraph: fn(by: &str, institution: &str) -> String,
    /// What the role (`owner`, `registrar`, `issuer`, `viewer`) may do.
    pub role: fn(role: &str) -> String,
    /// The button.
    pub button: &'static str,
    /// For whom and for how long the link works, and what to do when it has been used.
    pub closing: fn(email: &str, days: i64, address: &str) -> String,
}

/// Words of the letter that tells once more of an award that waits; its button and closing are
/// those of [`Award`].
#[derive(Debug)]
pub struct Waiting {
    /// Its subject.
    pub subject: fn(institution: &str, achievement: &str) -> String,
    /// What waits.
    pub paragraph: fn(institution: &str, achievement: &str) -> String,
}

/// Words of the letters about the end of an award: that it comes, and that it was put off.
#[derive(Debug)]
pub struct Expiry {
    /// The subject when it was put off.
    pub renewed_subject: fn(institution: &str, achievement: &str) -> String,
    /// Until when it counts now.
    pub renewed: fn(institution: &str, achievement: &str, day: &str) -> String,
    /// The subject when it comes.
    pub ends_subject: fn(achievement: &str, day: &str) -> String,
    /// When it comes.
    pub ends: fn(institution: &str, achievement: &str, day: &str) -> String,
    /// Stands after that where nobody has claimed it yet.
    pub unclaimed: &'static str,
    /// The button.
    pub button: &'static str,
    /// For whom and for how long the link works, and what to do after that.
    pub closing: fn(email: &str, days: i64, sign_in: &str) -> String,
}

/// Words of the letters about a correction that a holder asks for.
#[derive(Debug)]
pub struct Amendment {
    /// To the institution: the subject.
    pub asked_subject: fn(achievement: &str) -> String,
    /// That somebody has asked.
    pub asked: fn(achievement: &str) -> String,
    /// The button.
    pub asked_button: &'static str,
    /// To the holder: the subject when it was corrected.
    pub corrected_subject: fn(achievement: &str) -> String,
    /// That it was.
    pub corrected: fn(institution: &str, achievement: &str) -> String,
    /// The subject when it was declined.
    pub declined_subject: fn(achievement: &str) -> String,
    /// That it was; the reason stands after it.
    pub declined: fn(institution: &str, achievement: &str) -> String,
    /// What the holder may do then.
    pub statement: &'static str,
}

/// Words of the letters to whoever has made a link to a record.
#[derive(Debug)]
pub struct Share {
    /// The subject when it ends soon.
    pub ends_subject: fn(record: &str, day: &str) -> String,
    /// That it does; for whom it is may be empty.
    pub ends: fn(record: &str, recipient: &str, day: &str) -> String,
    /// The subject when too many passcodes were wrong.
    pub locked_subject: &'static str,
    /// That they were, and what is so now.
    pub locked: fn(record: &str, recipient: &str) -> String,
    /// The button.
    pub button: &'static str,
    /// At the end.
    pub closing: &'static str,
}

/// Words of the letters to whoever has an account, about it.
#[derive(Debug)]
pub struct Account {
    /// To a new address: the subject.
    pub confirm_subject: &'static str,
    /// Who wants to add it.
    ///
    /// * `email`: the address that the account has so far.
    pub confirm: fn(email: &str) -> String,
    /// The button.
    pub confirm_button: &'static str,
    /// For how long the link works, and what to do when nobody asked for it.
    pub confirm_closing: fn(minutes: i64) -> String,
    /// Sessions were ended.
    pub sessions_ended: AccountNews,
    /// A passkey was added; takes its name.
    pub passkey_added: AccountNews,
    /// One was removed; takes its name.
    pub passkey_removed: AccountNews,
    /// A key that signs what is shared was added; takes the device it was made on.
    pub key_added: AccountNews,
    /// One was retired; takes the same.
    pub key_retired: AccountNews,
    /// An address was added; takes it.
    pub address_added: AccountNews,
    /// One was removed; takes it.
    pub address_removed: AccountNews,
    /// Recovery codes were made.
    pub codes_made: AccountNews,
    /// One was used.
    pub code_used: AccountNews,
    /// The account is gone.
    pub deleted: AccountNews,
    /// The button under news.
    pub button: &'static str,
    /// What to do when it was somebody else.
    pub closing: &'static str,
    /// The same at an address that was removed.
    ///
    /// * `lost`: the page for whoever cannot sign in.
    pub removed_closing: fn(lost: &str) -> String,
    /// An address ends: the subject.
    pub ends_subject: fn(day: &str) -> String,
    /// Which, when, and what that means.
    pub ends: fn(institution: &str, email: &str, day: &str) -> String,
    /// What to do.
    pub ends_help: &'static str,
    /// The button.
    pub ends_button: &'static str,
}

/// Words of the letters about guardians.
#[derive(Debug)]
pub struct Guardian {
    /// To whoever is asked to look after a wallet: the subject.
    pub ask_subject: fn(institution: &str) -> String,
    /// Who asks, and for whom.
    pub ask: fn(institution: &str, learner: &str) -> String,
    /// What they would see and do, and until when.
    pub ask_means: fn(day: &str) -> String,
    /// The button.
    pub ask_button: &'static str,
    /// To the learner: the subject.
    pub learner_subject: fn(institution: &str) -> String,
    /// Who asks, and for whom.
    ///
    /// * `email`: the guardian's address.
    pub learner: fn(institution: &str, email: &str) -> String,
    /// What the guardian would see and do, and until when.
    pub learner_means: fn(day: &str) -> String,
    /// The button.
    pub learner_button: &'static str,
    /// Both have said yes: the subject.
    pub begun_subject: &'static str,
    /// To the learner.
    pub begun_learner: fn(guardian: &str, institution: &str, day: &str) -> String,
    /// To the guardian.
    pub begun_guardian: fn(learner: &str, day: &str) -> String,
    /// The button.
    pub look_button: &'static str,
    /// It has another last day: the subject.
    pub moved_subject: &'static str,
    /// Which.
    pub moved: fn(institution: &str, learner: &str, guardian: &str, day: &str) -> String,
    /// It is over: the subject.
    pub ended_subject: &'static str,
    /// To the learner.
    pub ended_learner: fn(guardian: &str) -> String,
    /// To the guardian.
    pub ended_guardian: fn(learner: &str) -> String,
    /// A link waits for the guardian: the subject.
    pub waits_subject: fn(learner: &str) -> String,
    /// What to do.
    pub waits: fn(learner: &str) -> String,
    /// The button.
    pub waits_button: &'static str,
    /// To the learner: a link is approved.
    pub approved_subject: &'static str,
    /// By whom.
    pub approved: fn(guardian: &str) -> String,
    /// By whom, where the learner has paused it.
    pub approved_paused: fn(guardian: &str) -> String,
    /// A link is held back.
    pub held_subject: &'static str,
    /// By whom.
    pub held: fn(guardian: &str) -> String,
    /// A link was ended.
    pub link_ended_subject: &'static str,
    /// By whom.
    pub link_ended: fn(guardian: &str) -> String,
    /// The button under these.
    pub record_button: &'static str,
}

/// A letter that tells what happened to an account.
#[derive(Clone, Copy, Debug)]
pub struct AccountNews {
    /// Its subject.
    pub subject: &'static str,
    /// What happened.
    pub paragraph: fn(detail: &str) -> String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_language_or_the_default() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.tag()), language);
        }
        assert_eq!(Language::of("ES-mx"), Language::Spanish);
        assert_eq!(Language::of("est"), Language::English);
        assert_eq!(Language::of(""), Language::English);
    }
}

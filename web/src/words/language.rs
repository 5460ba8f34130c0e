//! The languages in which letters are written, and the words that every one of them has.
//!
//! Pages speak one language so far. A letter is read far from the page, by somebody who may not
//! share the institution's language, so it names its own. To add a language: a folder beside
//! `en` with a `letters.rs`, and a variant here; the compiler says what is missing.

use super::{en, es};

/// A language that letters are written in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// Its language tag, such as `en`.
    ///
    /// Source: BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// The language of a tag such as `es-MX`, or the default where we have no words in it.
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
            .unwrap_or_default()
    }

    /// Its words for letters.
    pub fn letters(self) -> &'static Letters {
        match self {
            Self::English => &en::letters::LETTERS,
            Self::Spanish => &es::letters::LETTERS,
        }
    }
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

//! For how many days what is kept: each kind has a number that suits most, and whoever runs the service may set
//! another.

use std::collections::BTreeMap;

/// A kind of data that goes when it has had its time.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// Mail that was sent or given up.
    Mail,
    /// Files of awards that nobody started.
    Files,
    /// What became of which row of a file or an import, after its end, or after nobody went on with it.
    Rows,
    /// That there was a file of awards, an import or a renewal of many, after its end.
    Jobs,
    /// Answers to requests of programs that could have been sent again.
    Answers,
    /// Files of evidence whose form was never sent.
    Evidence,
    /// Requests for awards that were decided.
    Requests,
    /// Invitations to a desk that ran out.
    Invitations,
}

impl Kind {
    /// All that there are.
    pub const ALL: [Self; 8] = [
        Self::Mail,
        Self::Files,
        Self::Rows,
        Self::Jobs,
        Self::Answers,
        Self::Evidence,
        Self::Requests,
        Self::Invitations,
    ];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Files => "files",
            Self::Rows => "rows",
            Self::Jobs => "jobs",
            Self::Answers => "answers",
            Self::Evidence => "evidence",
            Self::Requests => "requests",
            Self::Invitations => "invitations",
        }
    }

    /// What it is, for whoever runs the service.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Mail => "mail that was sent or given up",
            Self::Files => "files of awards that nobody started",
            Self::Rows => {
                "what became of each row of a file of awards or an import, after its end or its stop"
            }
            Self::Jobs => "files of awards, imports and renewals of many, after their end",
            Self::Answers => "answers to programs' requests that could have been sent again",
            Self::Evidence => "files of evidence whose form was never sent",
            Self::Requests => "requests for awards that were decided",
            Self::Invitations => "invitations to a desk that ran out",
        }
    }

    const fn usual_days(self) -> u32 {
        match self {
            Self::Mail | Self::Rows | Self::Invitations => 30,
            Self::Files => 7,
            Self::Jobs | Self::Requests => 365,
            Self::Answers | Self::Evidence => 1,
        }
    }
}

/// For how many days each kind is kept.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Retain(BTreeMap<Kind, u32>);

/// A setting that says nothing of the kind.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0:?} is not a kind and a number of days, such as mail=30; kinds are {kinds}", kinds = kinds())]
pub struct NotADuration(String);

fn kinds() -> String {
    Kind::ALL.map(Kind::name).join(", ")
}

impl Retain {
    /// The longest that can be set: a hundred years.
    const MOST_DAYS: u32 = 36_525;

    /// Reads what a file says, and what was given besides, which overrules it.
    ///
    /// * `given`: each as `mail=30`.
    ///
    /// # Errors
    /// [`NotADuration`].
    pub fn read(file: &BTreeMap<String, u32>, given: &[String]) -> Result<Self, NotADuration> {
        let mut retain = Self::default();
        let file = file.iter().map(|(kind, days)| format!("{kind}={days}"));
        for text in file.chain(given.iter().cloned()) {
            let read = text.split_once('=').and_then(|(name, days)| {
                let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name.trim())?;
                Some((kind, days.trim().parse().ok().filter(|days| *days <= Self::MOST_DAYS)?))
            });
            let (kind, days) = read.ok_or(NotADuration(text))?;
            retain.0.insert(kind, days);
        }
        Ok(retain)
    }

    /// For how many days a kind is kept.
    pub fn days(&self, kind: Kind) -> u32 {
        self.0.get(&kind).copied().unwrap_or(kind.usual_days())
    }

    /// Before which moment what is of a kind goes, in milliseconds since 1970.
    pub(super) fn before(&self, kind: Kind, now: i64) -> i64 {
        now - i64::from(self.days(kind)) * 24 * 60 * 60 * 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_overrules_the_file_and_the_rest_is_as_usual() {
        let file = BTreeMap::from([("mail".to_owned(), 10), ("rows".to_owned(), 20)]);
        let retain = Retain::read(&file, &["rows=5".to_owned(), " jobs = 0".to_owned()]).unwrap();
        let days = [Kind::Mail, Kind::Rows, Kind::Jobs, Kind::Files].map(|kind| retain.days(kind));
        assert_eq!(days, [10, 5, 0, 7]);
        for bad in ["mail", "mail=", "mail=-1", "letters=3", "mail=99999"] {
            assert!(Retain::read(&BTreeMap::new(), &[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}

//! Links: looking up what somebody gave as the address of a credential.

use serde::{Deserialize, Serialize};

/// An address at which there should be a credential.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// An https address, as somebody typed or pasted it.
    pub url: String,
}

/// Why a link gave nothing to verify: the `type` of the problem that answers instead.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum LinkProblem {
    /// The text is not an address on the web.
    NotALink,
    /// An address that is not asked: not https, not public, or with a password in it.
    RefusedAddress,
    /// There is nothing there.
    DeadLink,
    /// It is shown only to whoever signs in there.
    LockedLink,
    /// The server did not answer, broke off, took too long, or had a fault of its own.
    UnreachableLink,
    /// What is there is longer than 10 MiB.
    TooLong,
    /// What is there is nothing that a credential can be in.
    NotACredential,
}

impl LinkProblem {
    /// Every one of them.
    pub const ALL: [Self; 7] = [
        Self::NotALink,
        Self::RefusedAddress,
        Self::DeadLink,
        Self::LockedLink,
        Self::UnreachableLink,
        Self::TooLong,
        Self::NotACredential,
    ];

    /// The problem's `type`: an address relative to the service.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::NotALink => "/problems/not-a-link",
            Self::RefusedAddress => "/problems/refused-address",
            Self::DeadLink => "/problems/dead-link",
            Self::LockedLink => "/problems/locked-link",
            Self::UnreachableLink => "/problems/unreachable-link",
            Self::TooLong => "/problems/too-long",
            Self::NotACredential => "/problems/not-a-credential",
        }
    }

    /// The one that a problem's `type` stands for.
    pub fn of_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.kind() == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_known_again_by_its_type() {
        for problem in LinkProblem::ALL {
            assert_eq!(LinkProblem::of_kind(problem.kind()), Some(problem));
        }
        assert_eq!(LinkProblem::of_kind("about:blank"), None);
    }
}

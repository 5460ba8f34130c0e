//! Letters: what goes out by mail.

use crate::words::language::{Award, Common, Invitation, Letters, SignIn, Waiting};

/// The words.
pub(in crate::words) static LETTERS: Letters = Letters {
    common: Common {
        greeting: |name| name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},")),
        link: "If the button does not work, open this address:",
        foot: |institution, site| format!("{institution} sends this through Laurel, {site}"),
        foot_alone: |site| format!("Sent by Laurel, {site}"),
    },
    sign_in: SignIn {
        subject: "Your sign-in link",
        paragraph: "Somebody, we hope you, asked to sign in to Laurel with this address. \
            Open the link and press the button there.",
        button: "Sign in",
        closing: |minutes| {
            format!(
                "The link works once, for {minutes} minutes. If it was not you, do nothing: \
                nobody gets in without it."
            )
        },
    },
    award: Award {
        subject: |institution, achievement| {
            format!("{institution} has awarded you \u{201c}{achievement}\u{201d}")
        },
        paragraph: |institution, achievement| {
            format!("Congratulations: {institution} has awarded you \u{201c}{achievement}\u{201d}.")
        },
        button: "See it and keep it",
        closing: |email, days, sign_in| {
            format!(
                "The link is for {email} alone. It works once, for {days} days; after that, sign in at \
                {sign_in} with this address, and the award will be waiting for you."
            )
        },
    },
    invitation: Invitation {
        subject: |institution| format!("Work with {institution} on Laurel"),
        paragraph: |by, institution| {
            format!("{by} invites you to the desk of {institution}, where its credentials are awarded.")
        },
        role: |role| {
            match role {
                "owner" => "As an owner you may do everything there.",
                "registrar" => {
                    "As a registrar you describe achievements, keep learners and classes, award and revoke."
                }
                "issuer" => "As a teacher you award to your classes.",
                _ => "You may look at everything there, and change nothing.",
            }
            .to_owned()
        },
        button: "See the invitation",
        closing: |email, days, address| {
            format!(
                "The invitation is for {email} alone, for {days} days. The link works once; after that, open \
                {address} and sign in with this address."
            )
        },
    },
    waiting: Waiting {
        subject: |institution, achievement| {
            format!("\u{201c}{achievement}\u{201d} from {institution} is waiting for you")
        },
        paragraph: |institution, achievement| {
            format!(
                "{institution} has awarded you \u{201c}{achievement}\u{201d}. It is waiting for you: one press, \
                and it is yours to keep and to show."
            )
        },
    },
};

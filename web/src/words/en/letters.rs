//! Letters: what goes out by mail.

use crate::words::language::{Amendment, Award, Common, Expiry, Invitation, Letters, SignIn, Waiting};

/// The words.
pub(in crate::words) static LETTERS: Letters = Letters {
    common: Common {
        greeting: |name| name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},")),
        link: "If the button does not work, open this address:",
        foot: |institution, site| format!("{institution} sends this through Laurel, {site}"),
        foot_alone: |site| format!("Sent by Laurel, {site}"),
        day: |year, month, day| format!("{day} {} {year}", super::dates::month(month)),
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
        changed_subject: |institution, achievement| {
            format!("{institution} has changed your \u{201c}{achievement}\u{201d}")
        },
        changed: |institution, achievement| {
            format!(
                "{institution} has added to your \u{201c}{achievement}\u{201d}, or corrected something in it. What it \
                says now is in your wallet already, and what you share from there follows it. If something in it is \
                wrong, you can ask for a correction there."
            )
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
                "issuer" => {
                    "As a teacher you award to your classes and to single people, and see what you awarded."
                }
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
    expiry: Expiry {
        renewed_subject: |institution, achievement| {
            format!("{institution} has renewed \u{201c}{achievement}\u{201d}")
        },
        renewed: |institution, achievement, day| {
            format!(
                "{institution} has renewed your \u{201c}{achievement}\u{201d}. It is good until {day} now. The \
                renewed one is in your wallet already; what you share from there is up to date."
            )
        },
        ends_subject: |achievement, day| format!("\u{201c}{achievement}\u{201d} expires on {day}"),
        ends: |institution, achievement, day| {
            format!(
                "Your \u{201c}{achievement}\u{201d} from {institution} expires on {day}. After that day, whoever \
                checks it is told that it has expired. If you need it for longer, ask {institution} how to renew it."
            )
        },
        unclaimed: "You have not claimed it yet: one press, and it is yours to keep and to show.",
        button: "See it",
        closing: |email, days, sign_in| {
            format!(
                "The link is for {email} alone. It works once, for {days} days; after that, sign in at {sign_in} \
                with this address."
            )
        },
    },
    amendment: Amendment {
        asked_subject: |achievement| format!("Somebody asks you to correct \u{201c}{achievement}\u{201d}"),
        asked: |achievement| {
            format!(
                "Somebody who holds \u{201c}{achievement}\u{201d} from you says that something in it is wrong. \
                Read what they write, and correct it or say why it stays as it is."
            )
        },
        asked_button: "See the request",
        corrected_subject: |achievement| format!("\u{201c}{achievement}\u{201d} is corrected"),
        corrected: |institution, achievement| {
            format!(
                "You asked for a correction, and {institution} has corrected your \u{201c}{achievement}\u{201d}. The \
                corrected one is in your wallet already. Copies of what it said before no longer verify."
            )
        },
        declined_subject: |achievement| format!("\u{201c}{achievement}\u{201d} stays as it is"),
        declined: |institution, achievement| {
            format!(
                "You asked for a correction, and {institution} has decided that your \u{201c}{achievement}\u{201d} \
                stays as it is. This is the reason they give:"
            )
        },
        statement: "If you see it differently, you can add a statement of your own to your request, in your wallet.",
    },
};

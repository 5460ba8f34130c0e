//! Letters: what goes out by mail.

use crate::words::language::{
    Account, AccountNews, Amendment, Award, Common, Expiry, Guardian, Invitation, Letters, Share, SignIn,
    Waiting,
};

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
    account: Account {
        confirm_subject: "Add this address to your account",
        confirm: |email| {
            format!(
                "Whoever has the Laurel account of {email} wants to add this address to it. If that is you, open the \
                link while you are signed in there, and press the button."
            )
        },
        confirm_button: "Add this address",
        confirm_closing: |minutes| {
            format!(
                "The link works once, for {minutes} minutes. If it was not you, do nothing: without your mailbox \
                nobody can add this address."
            )
        },
        sessions_ended: AccountNews {
            subject: "Your account was signed out elsewhere",
            paragraph: |_| {
                "Somebody, we hope you, has ended sessions of your account on other devices.".to_owned()
            },
        },
        passkey_added: AccountNews {
            subject: "A passkey was added to your account",
            paragraph: |name| format!("From now on the passkey “{name}” signs in to your account."),
        },
        passkey_removed: AccountNews {
            subject: "A passkey was removed from your account",
            paragraph: |name| format!("The passkey “{name}” no longer signs in to your account."),
        },
        key_added: AccountNews {
            subject: "A key was added to your account",
            paragraph: |device| {
                let on = if device.is_empty() { String::new() } else { format!(" (made with {device})") };
                format!("From now on a new key{on} can sign what you share, as you.")
            },
        },
        key_retired: AccountNews {
            subject: "A key of your account was retired",
            paragraph: |device| {
                let of = if device.is_empty() { String::new() } else { format!(" (made with {device})") };
                format!("One of your keys{of} signs nothing more. What it signed stays as it is.")
            },
        },
        address_added: AccountNews {
            subject: "An address was added to your account",
            paragraph: |email| {
                format!("From now on {email} belongs to your account, and links sent there sign in to it.")
            },
        },
        address_removed: AccountNews {
            subject: "An address was removed from your account",
            paragraph: |email| format!("{email} no longer belongs to your account."),
        },
        codes_made: AccountNews {
            subject: "Recovery codes were made for your account",
            paragraph: |_| {
                "New recovery codes were made. Codes that you had before no longer work.".to_owned()
            },
        },
        code_used: AccountNews {
            subject: "A recovery code was used for your account",
            paragraph: |_| {
                "Somebody, we hope you, has signed in to your account with a recovery code.".to_owned()
            },
        },
        deleted: AccountNews {
            subject: "Your account is deleted",
            paragraph: |_| {
                "Your account is deleted, with your wallet, your records and your links. What institutions awarded \
                to you stays with them."
                    .to_owned()
            },
        },
        button: "Look at your account",
        closing: "If it was not you, sign in, end all other sessions and remove what you do not know.",
        removed_closing: |lost| {
            format!(
                "If it was not you, sign in with another of your addresses, a passkey or a recovery code, and end all \
                other sessions: {lost}. A link that is sent here opens a new account with nothing in it."
            )
        },
        ends_subject: |day| format!("Your address ends on {day}: add another"),
        ends: |institution, email, day| {
            format!(
                "{institution} says that {email} ends on {day}. Your wallet stays yours, but after that day no link \
                reaches you there."
            )
        },
        ends_help: "Add an address of your own to your account now. It takes a minute, and loses nothing.",
        ends_button: "Add an address",
    },
    share: Share {
        ends_subject: |record, day| format!("The link to “{record}” ends on {day}"),
        ends: |record, recipient, day| {
            let whom = if recipient.is_empty() { String::new() } else { format!(" for {recipient}") };
            format!(
                "The link{whom} to your record “{record}” works until {day}. After that nobody sees the record by it. \
                You can let it live longer, or leave it to end."
            )
        },
        locked_subject: "Somebody guessed at the passcode of your link",
        locked: |record, recipient| {
            let whom = if recipient.is_empty() { String::new() } else { format!(" for {recipient}") };
            format!(
                "Too many wrong passcodes were given for the link{whom} to your record “{record}”. Nobody has seen it \
                by them. No passcode is taken any more until you set one again: a new one, should somebody \
                know the old."
            )
        },
        button: "Look after the link",
        closing: "Only you see how your links stand.",
    },
    guardian: Guardian {
        ask_subject: |institution| format!("{institution} asks you to look after a wallet"),
        ask: |institution, learner| {
            format!("{institution} asks you to be the guardian of {learner} on Laurel.")
        },
        ask_means: |day| {
            format!(
                "Until {day} you would see their credentials, their records without notes, and their links: for \
                whom, what for and how often they were opened. You could hold back or end a link. Nothing else. It \
                counts once the learner has agreed too."
            )
        },
        ask_button: "See what it means",
        learner_subject: |institution| format!("{institution} asks about a guardian for your wallet"),
        learner: |institution, email| {
            format!(
                "{institution} would like {email} to be your guardian on Laurel. It counts only if you agree."
            )
        },
        learner_means: |day| {
            format!(
                "Until {day} they would see your credentials, your records without your notes, and your links: for \
                whom, what for and how often they were opened. They could hold back or end a link. You can look at \
                exactly what they see at any time."
            )
        },
        learner_button: "See what it means",
        begun_subject: "The guardianship has begun",
        begun_learner: |guardian, institution, day| {
            format!(
                "You and {guardian} have both said yes to {institution}. Until {day} they see your wallet without your \
                notes. In your account you can look at exactly what they see."
            )
        },
        begun_guardian: |learner, day| {
            format!(
                "You and {learner} have both said yes. Until {day} you see their wallet without their notes."
            )
        },
        look_button: "Look",
        moved_subject: "The guardianship has another last day",
        moved: |institution, learner, guardian, day| {
            format!(
                "{institution} has changed the last day on which {guardian} is the guardian of {learner}: it is {day} now."
            )
        },
        ended_subject: "The guardianship has ended",
        ended_learner: |guardian| {
            format!(
                "{guardian} is not your guardian any more, and sees nothing of your wallet from now on. A link that \
                waited for them stays closed until you make it live."
            )
        },
        ended_guardian: |learner| {
            format!(
                "You are not the guardian of {learner} any more, and see nothing of their wallet from now on."
            )
        },
        waits_subject: |learner| format!("A link of {learner} waits for you"),
        waits: |learner| {
            format!("{learner} would like to share a record. Until you approve, the link leads nowhere.")
        },
        waits_button: "Look at it",
        approved_subject: "Your link is approved",
        approved: |guardian| format!("{guardian} has approved your link. It works now."),
        approved_paused: |guardian| {
            format!("{guardian} has approved your link. You have paused it: it works once you let it go on.")
        },
        held_subject: "Your link is held back",
        held: |guardian| {
            format!("{guardian} holds your link back: it leads nowhere for now. Talk to them about it.")
        },
        link_ended_subject: "Your link has ended",
        link_ended: |guardian| format!("{guardian} has ended a link of yours. Nobody can open it any more."),
        record_button: "See the record",
    },
};

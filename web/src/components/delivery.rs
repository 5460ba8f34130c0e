//! How far the letter about an award has come, in a line.

use leptos::prelude::*;

use crate::words::{dates, delivery as words};

/// How far a letter has come. Instants are RFC 3339.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Delivery {
    /// Its turn has not come yet.
    Waiting,
    /// The mail server has taken it.
    Sent {
        /// When.
        at: String,
        /// It may have been sent before, too.
        maybe_twice: bool,
    },
    /// It was tried, and will be again.
    PutOff {
        /// When.
        again_at: String,
        /// What was wrong.
        fault: Fault,
    },
    /// It was given up.
    Failed {
        /// What was wrong.
        fault: Fault,
    },
}

/// What was wrong with a letter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// What, as far as it helps to know.
    pub cause: Cause,
    /// What the mail server answered, such as `550 5.1.1`.
    pub reply: Option<String>,
}

/// What is at fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Cause {
    /// The address: it may be corrected.
    Address,
    /// The mail server refused it for another reason.
    Refused,
    /// The mail server asks to try later.
    Later,
    /// The connection.
    Broken,
    /// Nobody takes mail at the moment.
    Away,
    /// It cannot be opened any more.
    Unreadable,
}

/// The line: `Mail sent 22 November 2026, 10:00 UTC`.
pub fn delivery(letter: &Delivery) -> impl IntoView + use<> {
    let class = match letter {
        Delivery::Failed { .. } => "state is-bad",
        Delivery::Waiting | Delivery::Sent { .. } | Delivery::PutOff { .. } => "hint",
    };
    view! { <span class=class>{line(letter)}</span> }
}

fn line(letter: &Delivery) -> String {
    match letter {
        Delivery::Waiting => words::waiting().to_owned(),
        Delivery::Sent { at, maybe_twice: false } => words::sent(&dates::minute(at)),
        Delivery::Sent { at, maybe_twice: true } => words::perhaps_twice(&dates::minute(at)),
        Delivery::PutOff { again_at, fault } => words::put_off(&dates::minute(again_at), &said(fault)),
        Delivery::Failed { fault } => words::failed(&said(fault)),
    }
}

/// What was wrong, in words.
pub(crate) fn said(fault: &Fault) -> String {
    let cause = match fault.cause {
        Cause::Address => words::address(),
        Cause::Refused => words::refused(),
        Cause::Later => words::later(),
        Cause::Broken => words::broken(),
        Cause::Away => words::away(),
        Cause::Unreadable => words::unreadable(),
    };
    match &fault.reply {
        Some(reply) => format!("{cause} ({reply})"),
        None => cause.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_it_came_and_why_not_further() {
        let at = "2026-11-22T10:00:00Z".to_owned();
        let fault = |cause, reply: &str| Fault { cause, reply: Some(reply.to_owned()) };
        let lines = [
            Delivery::Waiting,
            Delivery::Sent { at: at.clone(), maybe_twice: false },
            Delivery::Sent { at: at.clone(), maybe_twice: true },
            Delivery::PutOff { again_at: at, fault: fault(Cause::Later, "450 4.2.2") },
            Delivery::Failed { fault: fault(Cause::Address, "550 5.1.1") },
        ];
        let lines = lines.each_ref().map(line).join("\n");
        insta::assert_snapshot!(lines, @r"
        Mail waits to be sent
        Mail sent 22 November 2026, 10:00 UTC
        Mail sent 22 November 2026, 10:00 UTC, perhaps twice
        Mail not delivered yet: the other side asks for patience (450 4.2.2); next try 22 November 2026, 10:00 UTC
        Mail not delivered: nobody has this address, or it takes no mail (550 5.1.1)
        ");
    }
}

//! A credential in a list: its picture, its name, its verdict in a line.

use crypto::verify::{CheckId, Headline, Outcome, Report};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::badge::{Badge, badge};
use super::report::{issuer_name, title_of};
use super::seal::{class_of, seal};
use crate::words::report as words;

/// What a card says, decided.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CardLine {
    /// The credential's name.
    pub title: String,
    /// Its issuer, in quotation marks unless vouched for.
    pub issuer: String,
    /// The headline in words, and the day when a date or a revocation is why.
    pub state: String,
    /// Which headline.
    pub headline: Headline,
}

impl CardLine {
    /// Reads a report down to a card.
    pub fn of(report: &Report) -> Self {
        let headline = report.headline();
        let dated = [CheckId::Status, CheckId::Dates]
            .into_iter()
            .filter_map(|id| report.check(id))
            .find(|check| check.outcome == Outcome::Failed)
            .map(words::line);
        let proof_holds = report.check(CheckId::Proof).is_some_and(|check| check.outcome == Outcome::Passed);
        let state = match dated {
            _ if report.replaced_on().is_some() || report.ended_inside().is_some() => {
                words::headline_of(report)
            }
            Some(line) if headline == Headline::NotValid && proof_holds => {
                format!("{}: {line}", words::headline(headline))
            }
            _ => words::headline(headline).to_owned(),
        };
        Self { title: title_of(report), issuer: issuer_name(report), state, headline }
    }
}

/// The card. `href`: where its name leads.
pub fn badge_card(line: &CardLine, picture: &Badge, href: String) -> impl IntoView + use<> {
    let class = format!("card {}", class_of(line.headline));
    let CardLine { title, issuer, state, headline } = line.clone();
    view! {
        <article class=class>
            {badge(picture, "badge-medium")}
            <div class="card-text">
                <h3 class="title"><a href=href>{title}</a></h3>
                <p class="issuer">{issuer}</p>
                <p class="card-state">{seal(headline)}<span>{state}</span></p>
            </div>
        </article>
    }
    .into_any()
}

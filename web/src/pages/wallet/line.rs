//! A credential in a list of the wallet: what it has come to, and whose it is, told without a check.

use crypto::verify::Headline;
use leptos::prelude::*;

use crate::components::badge::{Badge, badge};
use crate::components::seal;
use crate::words::{content, dates, general, report, wallet_find as words};

/// What a credential has come to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum WalletState {
    /// Good, and somebody vouches for its issuer.
    Verified,
    /// Good, by whoever holds that key.
    Genuine,
    /// Not everything could be checked.
    #[default]
    Unknown,
    /// Good from a day on that is to come.
    NotYet,
    /// Good until a day that has passed.
    Expired,
    /// Taken back.
    Revoked,
    /// Taken back for the time being.
    Suspended,
    /// Corrected.
    Replaced,
    /// Not valid.
    Invalid,
}

impl WalletState {
    /// The seal that it wears.
    pub(super) fn headline(self) -> Headline {
        match self {
            Self::Verified => Headline::Verified,
            Self::Genuine => Headline::GenuineUnknownIssuer,
            Self::Unknown => Headline::CouldNotCheck,
            Self::NotYet
            | Self::Expired
            | Self::Revoked
            | Self::Suspended
            | Self::Replaced
            | Self::Invalid => Headline::NotValid,
        }
    }

    /// In words.
    ///
    /// * `until`: RFC 3339, the day on which it ends, where it has one.
    pub(super) fn words(self, until: Option<&str>) -> String {
        match (self, until) {
            (Self::NotYet, _) => words::not_yet_label().to_owned(),
            (Self::Expired, Some(until)) => words::expired(&dates::day(until)),
            (Self::Expired, None) => words::expired_label().to_owned(),
            (Self::Revoked, _) => words::revoked_label().to_owned(),
            (Self::Suspended, _) => words::suspended_label().to_owned(),
            (Self::Replaced, _) => words::replaced_label().to_owned(),
            _ => report::headline(self.headline()).to_owned(),
        }
    }

    fn class(self) -> &'static str {
        match self.headline() {
            Headline::Verified => "is-verified",
            Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => "is-genuine",
            Headline::NotValid => "is-invalid",
            Headline::CouldNotCheck => "is-unknown",
        }
    }
}

/// A credential in a list.
#[derive(Clone, Debug, Default)]
pub struct WalletLine {
    /// The id under which this wallet keeps it.
    pub credential: String,
    /// Its name.
    pub title: String,
    /// Its issuer, in quotation marks unless vouched for.
    pub issuer: String,
    /// Its `achievementType`, or `ClrCredential`.
    pub kind: String,
    /// Credentials in it.
    pub entries: u64,
    /// When it was awarded, RFC 3339.
    pub awarded_at: String,
    /// Until when it counts, RFC 3339.
    pub valid_until: Option<String>,
    /// What it has come to.
    pub state: WalletState,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
    /// Whether it is of Open Badges 2.0.
    pub open_badges_2: bool,
    /// Its picture.
    pub badge: Badge,
}

/// A kind in words.
pub(super) fn kind_in_words(kind: &str) -> String {
    match kind {
        "ClrCredential" => content::record().to_owned(),
        kind => general::achievement_type(kind),
    }
}

/// Labels that stay with a credential wherever it is listed.
pub(in crate::pages) fn labels(on_word: bool, open_badges_2: bool) -> Option<AnyView> {
    let labels: Vec<_> = [(on_word, words::word_label()), (open_badges_2, words::old_label())]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, label)| view! { <span class="wallet-label">{label}</span> })
        .collect();
    (!labels.is_empty()).then(|| view! { <p class="wallet-labels">{labels}</p> }.into_any())
}

/// Where a credential's page is.
pub(in crate::pages) fn path(credential: &str) -> String {
    format!("/wallet/credentials/{credential}")
}

/// Its seal, and what it has come to.
pub(in crate::pages) fn state(line: &WalletLine) -> AnyView {
    let text = line.state.words(line.valid_until.as_deref());
    view! { {seal(line.state.headline())}<span>{text}</span> }.into_any()
}

/// A card for each.
pub(super) fn cards(lines: &[WalletLine]) -> AnyView {
    let cards: Vec<_> = lines
        .iter()
        .map(|line| {
            let class = format!("card {}", line.state.class());
            view! {
                <li>
                    <article class=class>
                        {badge(&line.badge, "badge-medium")}
                        <div class="card-text">
                            <h3 class="title"><a href=path(&line.credential)>{line.title.clone()}</a></h3>
                            <p class="issuer">{line.issuer.clone()}</p>
                            <p class="card-state">{state(line)}</p>
                            {labels(line.on_word, line.open_badges_2)}
                        </div>
                    </article>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

/// A row for each.
pub(super) fn table(lines: &[WalletLine]) -> AnyView {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let entries = (line.entries > 0).then(|| format!(", {}", words::entries(line.entries)));
            let kind = format!("{}{}", kind_in_words(&line.kind), entries.unwrap_or_default());
            view! {
                <tr>
                    <th scope="row">
                        <a href=path(&line.credential)>{line.title.clone()}</a>
                        {labels(line.on_word, line.open_badges_2)}
                    </th>
                    <td>{line.issuer.clone()}</td>
                    <td>{kind}</td>
                    <td class="wallet-day">{dates::day(&line.awarded_at)}</td>
                    <td><span class="card-state">{state(line)}</span></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::list() tabindex="0">
            <table class="wallet-table">
                <thead>
                    <tr>
                        <th scope="col">{words::column_name()}</th>
                        <th scope="col">{words::issuer()}</th>
                        <th scope="col">{words::kind()}</th>
                        <th scope="col">{words::column_awarded()}</th>
                        <th scope="col">{words::state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// By year, latest first: the lines come in that order.
pub(super) fn timeline(lines: &[WalletLine]) -> AnyView {
    let year = |line: &WalletLine| line.awarded_at.get(..4).unwrap_or_default().to_owned();
    let years: Vec<_> = lines
        .chunk_by(|one, other| year(one) == year(other))
        .map(|lines| {
            let items: Vec<_> = lines.iter().map(moment).collect();
            view! {
                <section class="wallet-year">
                    <h3>{year(&lines[0])}</h3>
                    <ol class="wallet-moments">{items}</ol>
                </section>
            }
            .into_any()
        })
        .collect();
    view! { <div class="wallet-timeline">{years}</div> }.into_any()
}

fn moment(line: &WalletLine) -> AnyView {
    view! {
        <li>
            <time datetime=line.awarded_at.clone()>{dates::day(&line.awarded_at)}</time>
            <div>
                <a class="title" href=path(&line.credential)>{line.title.clone()}</a>
                <p class="issuer">{line.issuer.clone()}</p>
                <p class="card-state">{state(line)}</p>
                {labels(line.on_word, line.open_badges_2)}
            </div>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_told_in_words_of_its_own_and_never_by_colour_alone() {
        let until = Some("2026-11-22T10:00:00Z");
        assert_eq!(WalletState::Expired.words(until), "Expired on 22 November 2026");
        assert_eq!(WalletState::Revoked.words(until), "Revoked by its issuer");
        assert_eq!(WalletState::Verified.words(None), "Verified");
        assert_eq!(WalletState::Genuine.words(None), "Genuine signature, unknown issuer");
    }
}

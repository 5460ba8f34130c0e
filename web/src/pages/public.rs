//! Pages that anybody may see: a credential, an achievement, an issuer.

use leptos::prelude::*;

use super::certificate::on_paper;
use super::document::{Head, Preview, document};
use super::transcript_sheet::transcript_sheet;
use super::wallet::Held;
use crate::chrome::{Chrome, IssuerLink};
use crate::components::badge::{Badge, badge};
use crate::components::markdown;
use crate::components::{CardLine, report_view};
use crate::words::{
    achievements as writing, dates, desk as words, desk_institution as institution, general, verify, wallet,
};

/// `/credentials/{id}` as HTML.
#[derive(Clone, Debug)]
pub struct CredentialPage {
    /// The credential and the server's report on it.
    pub held: Held,
    /// The viewer holds it: the page links to the wallet.
    pub own: bool,
    /// Whoever looks may only because its holder made the page public: it describes itself to link previews, and is
    /// for whoever has the address, not for search engines.
    pub public: bool,
    /// Whether all of it fits into a QR code.
    pub fits_on_paper: bool,
}

/// `/achievements/{id}`.
#[derive(Clone, Debug, Default)]
pub struct AchievementPage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// What an award of it is worth, and for how long.
    pub terms: AchievementTerms,
    /// Its picture.
    pub badge: Badge,
    /// Who awards it.
    pub issuer: IssuerLink,
    /// The number of the version that is shown, where it is not the one that is awarded.
    pub older: Option<u32>,
    /// Whether it is awarded no longer.
    pub retired: bool,
}

/// What an award of an achievement is worth, and for how long.
#[derive(Clone, Copy, Debug, Default)]
pub struct AchievementTerms {
    /// How many credits it brings: `creditsAvailable`.
    pub credits: Option<f64>,
    /// For how many days it is good, unless the award says otherwise.
    pub valid_days: Option<u32>,
    /// Whether it can be suspended.
    pub suspendable: bool,
}

/// `/issuers/{slug}`.
#[derive(Clone, Debug, Default)]
pub struct IssuerPage {
    /// Its part of an address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says of itself; may be empty.
    pub description: String,
    /// Its own site, if any.
    pub url: Option<String>,
    /// Where people write to, if anywhere.
    pub email: Option<String>,
    /// Its telephone number, if any.
    pub phone: Option<String>,
    /// Where it is, one line a member; may be empty.
    pub address: Vec<String>,
    /// What it is called elsewhere: pairs of kind and identifier.
    pub identifiers: Vec<(String, String)>,
    /// Whether it has a picture, at `/issuers/{slug}/image`.
    pub pictured: bool,
    /// Its DID.
    pub did: String,
    /// Its keys, the newest first.
    pub keys: Vec<IssuerKey>,
    /// The registries that name it, as pages call them.
    pub vouched_by: Vec<String>,
    /// What it awards.
    pub achievements: Vec<AchievementCard>,
}

/// A key of an issuer, as everybody may know it. Instants are RFC 3339.
#[derive(Clone, Debug, Default)]
pub struct IssuerKey {
    /// The DID URL by which proofs name it.
    pub method: String,
    /// Since when it signs.
    pub created_at: String,
    /// Since when it signs no more.
    pub retired_at: Option<String>,
    /// Since when nothing that it signed is good.
    pub revoked_at: Option<String>,
}

/// An achievement on its issuer's page.
#[derive(Clone, Debug, Default)]
pub struct AchievementCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
}

/// A credential.
pub fn credential_page(chrome: &Chrome, data: &CredentialPage) -> String {
    let CredentialPage { held, own, public, fits_on_paper } = data.clone();
    let line = CardLine::of(&held.report);
    let head = Head {
        title: line.title.clone(),
        preview: public.then(|| Preview {
            title: line.title.clone(),
            description: format!("{}: {}", line.issuer, line.state),
            path: format!("/credentials/{}", held.credential),
            image: None,
        }),
        private: true,
        ..Head::default()
    };
    document(chrome, &head, || {
        let checked = verify::checked_by_server(&dates::minute(&held.report.checked_at));
        let back = own.then(|| {
            let href = format!("/wallet/credentials/{}", held.credential);
            view! { <p class="eyebrow"><a href=href>{wallet::back()}</a></p> }
        });
        view! {
            {back}
            <h1 class="unseen">{line.title}</h1>
            {report_view(&held.report, Some(&held.badge), Some(checked), false)}
            {transcript_sheet(&held.report)}
            {on_paper(&held.credential, fits_on_paper, !held.report.nested.is_empty())}
        }
    })
}

/// An achievement.
pub fn achievement_page(chrome: &Chrome, data: &AchievementPage) -> String {
    let data = data.clone();
    let path = format!("/achievements/{}", data.id);
    let head = Head {
        title: data.name.clone(),
        preview: Some(Preview {
            title: format!("{} · {}", data.name, data.issuer.name),
            description: data.description.clone(),
            image: Some(format!("{path}/image.png")),
            path,
        }),
        ..Head::default()
    };
    document(chrome, &head, || {
        let kind = general::achievement_type(&data.achievement_type);
        let issuer = format!("/issuers/{}", data.issuer.slug);
        let older = data.older.map(|version| {
            let text = writing::older(version);
            let href = format!("/achievements/{}", data.id);
            view! { <p class="notice">{text}" "<a href=href>{writing::newest()}</a></p> }
        });
        let retired = data.retired.then(|| view! { <p class="notice">{writing::retired_note()}</p> });
        view! {
            {older}
            {retired}
            <article class="sheet">
                <header class="certificate">
                    {badge(&data.badge, "badge-large")}
                    <div>
                        <p class="eyebrow">{kind}</p>
                        <h1 class="title">{data.name}</h1>
                        <p class="byline">{words::awarded_by()}" "<a class="issuer" href=issuer>{data.issuer.name}</a></p>
                    </div>
                </header>
                <p class="description">{data.description}</p>
                <div class="criteria">
                    <h2>{words::criteria_head()}</h2>
                    <div class="prose" inner_html=markdown(&data.criteria)></div>
                </div>
                {terms(&data.terms)}
            </article>
            <p class="hint">{words::achievement_note()}</p>
        }
    })
}

/// The terms of an achievement; nothing where there are none.
pub(in crate::pages) fn terms(terms: &AchievementTerms) -> Option<AnyView> {
    let credits = terms.credits.map(|credits| (writing::credits().0, credits.to_string()));
    let valid = terms.valid_days.map(|days| (writing::terms_valid(), writing::days(days)));
    let suspendable =
        terms.suspendable.then(|| (writing::terms_suspended(), writing::terms_resumed().to_owned()));
    let lines: Vec<_> = [credits, valid, suspendable]
        .into_iter()
        .flatten()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    (!lines.is_empty()).then(|| view! { <dl class="particulars">{lines}</dl> }.into_any())
}

/// An issuer.
pub fn issuer_page(chrome: &Chrome, data: &IssuerPage) -> String {
    let data = data.clone();
    let head = Head {
        title: data.name.clone(),
        preview: Some(Preview {
            title: data.name.clone(),
            description: words::issuer_preview(&data.name, data.achievements.len()),
            path: format!("/issuers/{}", data.slug),
            image: None,
        }),
        ..Head::default()
    };
    document(chrome, &head, || {
        let (class, vouched) = if data.vouched_by.is_empty() {
            ("state is-over", words::not_vouched().to_owned())
        } else {
            ("state is-good", words::vouched(&data.vouched_by))
        };
        let description = (!data.description.is_empty())
            .then(|| view! { <p class="lead lines-kept">{data.description.clone()}</p> });
        let picture = data.pictured.then(|| {
            let source = format!("/issuers/{}/image", data.slug);
            view! { <img class="crest" src=source alt="" /> }
        });
        view! {
            <article class="sheet">
                <header class="institution-head">
                    {picture}
                    <div>
                        <p class="eyebrow">{words::issuer()}</p>
                        <h1 class="title">{data.name.clone()}</h1>
                        {description}
                        <p><span class=class>{vouched}</span></p>
                    </div>
                </header>
                {contact(&data)}
            </article>
            <section>
                <h2>{words::awards_these()}</h2>
                {achievements(data.achievements)}
            </section>
            <details class="fold">
                <summary>{words::key_details()}</summary>
                <dl class="facts">
                    <div><dt>{words::did()}</dt><dd>{data.did}</dd></div>
                    {data.keys.iter().map(key_fact).collect::<Vec<_>>()}
                </dl>
            </details>
        }
    })
}

/// Where an issuer is and how it is reached; nothing where it has not said.
fn contact(data: &IssuerPage) -> Option<AnyView> {
    let fact = |term: &'static str, view: AnyView| view! { <div><dt>{term}</dt><dd>{view}</dd></div> };
    let site = data.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let site = site.map(|href| {
        let shown = href.trim_start_matches("https://").trim_end_matches('/').to_owned();
        let link = view! { <a href=href rel="noopener nofollow">{shown}</a> };
        fact(institution::site(), link.into_any())
    });
    let email = data.email.clone().map(|email| {
        // What has a meaning of its own in such an address is left to be copied.
        let view = if email.contains(['?', '&', '%', '#']) {
            email.into_any()
        } else {
            view! { <a href=format!("mailto:{email}")>{email.clone()}</a> }.into_any()
        };
        fact(institution::write_to(), view)
    });
    let phone = data.phone.clone().map(|phone| fact(institution::call(), phone.into_any()));
    let address =
        (!data.address.is_empty()).then(|| fact(institution::address(), data.address.join("\n").into_any()));
    let known = data.identifiers.iter().map(|(kind, value)| {
        format!("{}: {value}", institution::identifier_type(kind.trim_start_matches("ext:")))
    });
    let known: Vec<_> = known.collect();
    let known = (!known.is_empty()).then(|| fact(institution::also_known(), known.join("\n").into_any()));
    let facts: Vec<_> = [site, email, phone, address, known].into_iter().flatten().collect();
    (!facts.is_empty()).then(|| view! { <dl class="contact">{facts}</dl> }.into_any())
}

fn key_fact(key: &IssuerKey) -> AnyView {
    let from = dates::day(&key.created_at);
    let text = match (&key.revoked_at, &key.retired_at) {
        (Some(at), _) => institution::key_stolen(&from, &dates::day(at)),
        (None, Some(at)) => institution::key_retired(&from, &dates::day(at)),
        (None, None) => institution::key_current(&from),
    };
    view! { <div><dt>{text}</dt><dd>{key.method.clone()}</dd></div> }.into_any()
}

fn achievements(achievements: Vec<AchievementCard>) -> AnyView {
    if achievements.is_empty() {
        return view! { <p class="empty">{words::awards_nothing()}</p> }.into_any();
    }
    let cards: Vec<_> = achievements
        .into_iter()
        .map(|card| {
            let href = format!("/achievements/{}", card.id);
            let kind = general::achievement_type(&card.achievement_type);
            view! {
                <li>
                    <article class="card">
                        {badge(&card.badge, "badge-medium")}
                        <div class="card-text">
                            <p class="eyebrow">{kind}</p>
                            <h3 class="title"><a href=href>{card.name}</a></h3>
                            <p class="issuer">{card.description}</p>
                        </div>
                    </article>
                </li>
            }
        })
        .collect();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

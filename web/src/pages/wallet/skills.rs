//! `/wallet/skills`: what the credentials say that their holder can do, and which of them say it.

use leptos::prelude::*;

use super::line::{WalletLine, labels, path, state};
use crate::chrome::Chrome;
use crate::pages::document::{Head, document};
use crate::words::{wallet, wallet_find as words};

/// A skill.
#[derive(Clone, Debug, Default)]
pub struct WalletSkill {
    /// What tells it from others, as the wallet is searched by it.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Its code; may be empty.
    pub code: String,
    /// Its framework; may be empty.
    pub framework: String,
    /// Its address; a link is made of it only where it is https.
    pub url: String,
    /// The newest credentials that say it, newest first.
    pub said_by: Vec<WalletLine>,
    /// How many say it.
    pub credentials: u64,
}

/// A page of skills.
#[derive(Clone, Debug, Default)]
pub struct WalletSkills {
    /// Those on this page, in the order of their frameworks.
    pub skills: Vec<WalletSkill>,
    /// How many are on all pages together.
    pub shown: u64,
    /// How many there are; more than are shown where there are very many.
    pub total: u64,
    /// Which page this is, from 1,
    pub page: u32,
    /// of how many.
    pub pages: u32,
}

/// The view of skills.
pub fn wallet_skills(chrome: &Chrome, data: &WalletSkills) -> String {
    document(chrome, &Head::private(words::skills_label(), "/wallet"), || {
        view! {
            <p class="eyebrow"><a href="/wallet">{wallet::back()}</a></p>
            <header class="page-head">
                <h1>{words::skills_label()}</h1>
                <p class="lead">{words::skills_lead()}</p>
            </header>
            {frameworks(data)}
            {pages(data)}
        }
    })
}

fn pages(data: &WalletSkills) -> Option<AnyView> {
    if data.pages <= 1 {
        return None;
    }
    let turn = |page: u32, text: &'static str| {
        view! { <a class="button" href=format!("/wallet/skills?page={page}")>{text}</a> }
    };
    let before = (data.page > 1).then(|| turn(data.page - 1, words::before()));
    let next = (data.page < data.pages).then(|| turn(data.page + 1, words::next()));
    Some(
        view! {
            <nav class="wallet-pages" aria-label=words::skill_pages()>
                {before}
                <span class="hint">{words::page(data.page, data.pages)}</span>
                {next}
            </nav>
        }
        .into_any(),
    )
}

fn frameworks(data: &WalletSkills) -> AnyView {
    let WalletSkills { skills, shown, total, .. } = data;
    if skills.is_empty() {
        return view! { <p class="empty">{words::no_skills()}</p> }.into_any();
    }
    let hint = if total > shown { words::skills_of(*shown, *total) } else { words::skills(*total) };
    let frameworks: Vec<_> = skills
        .chunk_by(|one, other| one.framework == other.framework)
        .map(|skills| {
            let name = match skills[0].framework.as_str() {
                "" => words::no_framework().to_owned(),
                name => name.to_owned(),
            };
            let items: Vec<_> = skills.iter().map(skill).collect();
            view! { <section><h2>{name}</h2><ul class="wallet-skills">{items}</ul></section> }.into_any()
        })
        .collect();
    view! { <p class="hint">{hint}</p>{frameworks} }.into_any()
}

fn skill(skill: &WalletSkill) -> AnyView {
    let name = skill.name.clone();
    let name = if skill.url.starts_with("https://") {
        let href = skill.url.clone();
        view! { <a href=href rel="noreferrer nofollow">{name}</a> }.into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    };
    let code = (!skill.code.is_empty() && skill.code != skill.name)
        .then(|| view! { <span class="hint">{skill.code.clone()}</span> });
    let said: Vec<_> = skill
        .said_by
        .iter()
        .map(|line| {
            view! {
                <li>
                    <a href=path(&line.credential)>{line.title.clone()}</a>
                    <span class="hint">{line.issuer.clone()}</span>
                    <span class="card-state">{state(line)}</span>
                    {labels(line.on_word, false)}
                </li>
            }
            .into_any()
        })
        .collect();
    let more = skill.credentials.saturating_sub(skill.said_by.len() as u64);
    // A skill is looked for like anything else: in a form, so that it stands in no address.
    let more = (more > 0).then(|| {
        view! {
            <form method="post" action="/wallet">
                <input type="hidden" name="skill" value=skill.skill.clone() />
                <button class="plain" aria-label=words::and_more_of(more, &skill.name)>{words::and_more(more)}</button>
            </form>
        }
    });
    view! {
        <li>
            <h3>{name}" "{code}</h3>
            <p class="unseen">{words::said_by()}</p>
            <ul class="wallet-said">{said}</ul>
            {more}
        </li>
    }
    .into_any()
}

//! What every page of a desk has around it: whose desk, and the ways to its parts.

use leptos::prelude::*;

use crate::chrome::{Chrome, IssuerLink};
use crate::pages::document::{Head, Islands, document};
use crate::words::desk as words;

/// The parts of a desk, as its navigation has them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::pages) enum Section {
    /// What it awards.
    Achievements,
    /// Whom it has awarded.
    Awards,
    /// Learners and classes.
    Classes,
    /// Awards from a file.
    Bulk,
    /// Transcripts, and the imports that they are made from.
    Transcripts,
    /// Links and codes by which people claim.
    Claims,
    /// Numbers.
    Insights,
    /// What was done.
    Audit,
    /// Profile, staff, keys, programs.
    Institution,
}

impl Section {
    const ALL: [Self; 9] = [
        Self::Achievements,
        Self::Awards,
        Self::Classes,
        Self::Bulk,
        Self::Transcripts,
        Self::Claims,
        Self::Insights,
        Self::Audit,
        Self::Institution,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Achievements => "",
            Self::Awards => "/credentials",
            Self::Classes => "/classes",
            Self::Bulk => "/bulk",
            Self::Transcripts => "/transcripts",
            Self::Claims => "/claims",
            Self::Insights => "/insights",
            Self::Audit => "/audit",
            Self::Institution => "/institution",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Achievements => words::nav_achievements(),
            Self::Awards => words::nav_awards(),
            Self::Classes => words::nav_classes(),
            Self::Bulk => words::nav_bulk(),
            Self::Transcripts => words::nav_transcripts(),
            Self::Claims => words::nav_claims(),
            Self::Insights => words::nav_insights(),
            Self::Audit => words::nav_audit(),
            Self::Institution => words::nav_institution(),
        }
    }

    fn is_for(self, issuer: &IssuerLink) -> bool {
        let rights = issuer.rights;
        match self {
            Self::Achievements | Self::Awards | Self::Classes | Self::Insights => true,
            Self::Bulk | Self::Transcripts | Self::Claims => rights.enrol,
            Self::Audit => rights.audit,
            Self::Institution => rights.govern,
        }
    }
}

/// A page of a desk, which nobody links to from outside.
///
/// * `islands`: whether it has islands, so that it loads the script that brings them to life.
pub(in crate::pages) fn desk_page<View: IntoView>(
    chrome: &Chrome,
    issuer: &IssuerLink,
    section: Section,
    title: &str,
    islands: bool,
    body: impl FnOnce() -> View,
) -> String {
    let islands = if islands { Islands::Wallet } else { Islands::None };
    let head = Head { islands, ..Head::private(title, "/desk") };
    document(chrome, &head, || {
        view! {
            <header class="desk-head">
                <p class="eyebrow">{words::eyebrow()}</p>
                <p class="desk-name"><a href=format!("/desk/{}", issuer.slug)>{issuer.name.clone()}</a></p>
                <nav class="desk-nav" aria-label=words::desk_navigation()>{ways(issuer, section)}</nav>
            </header>
            {body().into_any()}
        }
    })
}

fn ways(issuer: &IssuerLink, current: Section) -> AnyView {
    let links: Vec<_> = Section::ALL
        .into_iter()
        .filter(|section| section.is_for(issuer))
        .map(|section| {
            let href = format!("/desk/{}{}", issuer.slug, section.path());
            let here = (section == current).then_some("page");
            view! { <li><a href=href aria-current=here>{section.words()}</a></li> }
        })
        .collect();
    view! { <ul>{links}</ul> }.into_any()
}

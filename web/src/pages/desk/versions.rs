//! An achievement's state, what can be done with it, its versions, and the questions before harm.

use leptos::prelude::*;

use super::achievement::DeskAchievement;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink, Notice, Tone};
use crate::components::notice;
use crate::words::{achievements as words, dates, general};

/// One version of an achievement.
#[derive(Clone, Debug, Default)]
pub struct VersionLine {
    /// Its number.
    pub number: u32,
    /// `draft`, `current` or `earlier`.
    pub state: String,
    /// When it was published or begun, RFC 3339.
    pub at: String,
    /// The members that it changed; of the first version absent.
    pub changes: Option<Vec<String>>,
}

/// The page that asks before an achievement is retired, or a draft discarded. Posts to itself.
#[derive(Clone, Debug, Default)]
pub struct AchievementQuestion {
    /// The institution.
    pub issuer: IssuerLink,
    /// The achievement's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it was ever published.
    pub published: bool,
    /// Whether the question is about its draft.
    pub discards: bool,
}

/// The question.
pub fn achievement_question(chrome: &Chrome, data: &AchievementQuestion) -> String {
    let data = data.clone();
    let (title, button, path) = if data.discards {
        (words::discard_title(), words::discard(), "discard")
    } else {
        (words::retire_title(), words::retire(), "retire")
    };
    desk_page(chrome, &data.issuer, Section::Achievements, title, false, || {
        let back = format!("/desk/{}/achievements/{}", data.issuer.slug, data.id);
        let action = format!("{back}/{path}");
        let lead = if data.discards {
            words::discard_lead(&data.name, data.published)
        } else {
            words::retire_lead(&data.name)
        };
        view! {
            <div class="narrow">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <form method="post" action=action class="row">
                    <button class="danger">{button}</button>
                    <a href=back>{general::cancel()}</a>
                </form>
            </div>
        }
    })
}

/// Why it is not awarded, where it is not.
pub(super) fn state_note(data: &DeskAchievement) -> Option<AnyView> {
    let text = match data.state.as_str() {
        "draft" => words::draft_note(),
        "retired" => words::retired_note(),
        _ => return None,
    };
    Some(notice(&Notice { tone: Tone::Plain, text: text.to_owned() }).into_any())
}

/// What can be done with it, for whoever may.
pub(super) fn actions(data: &DeskAchievement) -> AnyView {
    let base = format!("/desk/{}/achievements/{}", data.issuer.slug, data.id);
    let preview = format!("{base}/preview");
    let export = format!("{base}/export");
    if !data.issuer.rights.describe {
        return view! { <p class="row"><a href=preview>{words::preview()}</a></p> }.into_any();
    }
    let edit = if data.has_draft { words::edit_draft() } else { words::edit() };
    let post = |path: &str, text: &'static str| {
        let action = format!("{base}/{path}");
        view! { <form method="post" action=action><button class="button">{text}</button></form> }.into_any()
    };
    let publish = data.has_draft.then(|| post("publish", words::publish()));
    let reinstate = (data.state == "retired").then(|| post("reinstate", words::reinstate()));
    let link = |path: &str, text: &'static str| {
        let href = format!("{base}/{path}");
        view! { <a href=href>{text}</a> }
    };
    let discard = data.has_draft.then(|| link("discard", words::discard()));
    let retire = (data.state == "published").then(|| link("retire", words::retire()));
    view! {
        <div class="row">
            <a class="button" href=format!("{base}/edit")>{edit}</a>
            {publish}
            {reinstate}
            <a href=preview>{words::preview()}</a>
            <a href=export download="">{words::export()}</a>
            {discard}
            {retire}
        </div>
    }
    .into_any()
}

/// The versions, the newest first.
pub(super) fn history(id: &str, versions: Vec<VersionLine>) -> Option<AnyView> {
    if versions.is_empty() {
        return None;
    }
    let lines: Vec<_> = versions
        .into_iter()
        .map(|version| {
            let told = words::version(version.number);
            let name = if version.state == "draft" {
                view! { <strong>{told}</strong> }.into_any()
            } else {
                let href = format!("/achievements/{id}?version={}", version.number);
                view! { <a href=href>{told}</a> }.into_any()
            };
            let state = words::version_state(&version.state, &dates::day(&version.at));
            let changes = version.changes.map(|changes| {
                view! { <p class="hint">{words::changes(&changes)}</p> }
            });
            view! { <li>{name}", "{state}{changes}</li> }
        })
        .collect();
    Some(
        view! {
            <section>
                <h2>{words::history()}</h2>
                <ul class="versions">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

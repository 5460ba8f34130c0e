//! An achievement as a learner and an employer will see it, and the page that imports achievements.

use crypto::verify::Report;
use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Tone};
use crate::components::{Badge, CardLine, Field, badge_card, field, long_field, notice, report_view};
use crate::words::{achievements as words, general};

/// An achievement as it will be seen when it is awarded.
#[derive(Clone, Debug)]
pub struct AchievementPreview {
    /// The institution.
    pub issuer: IssuerLink,
    /// The achievement's id.
    pub id: String,
    /// The report on an award of it to somebody made up.
    pub report: Report,
    /// Its picture.
    pub badge: Badge,
}

/// The form that imports. Posts multipart to `/desk/{slug}/achievements/import`.
#[derive(Clone, Debug, Default)]
pub struct AchievementImport {
    /// The institution.
    pub issuer: IssuerLink,
    /// What was pasted.
    pub text: String,
    /// What was wrong with it: `file`, `text`.
    pub errors: Vec<FieldError>,
    /// What came of it: id and name of each draft, and what was left out of it, in sentences.
    pub made: Vec<(String, String, Vec<String>)>,
}

/// The preview.
pub fn achievement_preview(chrome: &Chrome, data: &AchievementPreview) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, words::preview_title(), false, || {
        let back = format!("/desk/{}/achievements/{}", data.issuer.slug, data.id);
        let mark = Notice { tone: Tone::Plain, text: words::preview_mark().to_owned() };
        let card = badge_card(&CardLine::of(&data.report), &data.badge, "#report".to_owned());
        view! {
            <p class="eyebrow"><a href=back>{words::back()}</a></p>
            <h1>{words::preview_title()}</h1>
            {notice(&mark)}
            <section>
                <h2>{words::preview_wallet()}</h2>
                <ul class="cards"><li>{card}</li></ul>
            </section>
            <section id="report">
                <h2>{words::preview_report()}</h2>
                {report_view(&data.report, Some(&data.badge), Some(words::preview_mark().to_owned()), true)}
            </section>
        }
    })
}

/// The form that imports, and what came of it.
pub fn achievement_import(chrome: &Chrome, data: &AchievementImport) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, words::import_title(), false, || {
        let action = format!("/desk/{}/achievements/import", data.issuer.slug);
        let back = format!("/desk/{}", data.issuer.slug);
        view! {
            <div class="narrow">
                <h1>{words::import_title()}</h1>
                <p class="lead">{words::import_lead()}</p>
                {made(&data)}
                {form_problem(&data.errors)}
                <form method="post" action=action enctype="multipart/form-data" class="stack">
                    {field(Field::text("file", words::import_file()).optional().kind("file"), "", &data.errors)}
                    {long_field(Field::text("text", words::import_text()).optional(), &data.text, 8, &data.errors)}
                    <p class="row">
                        <button class="main">{words::import_button()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

fn made(data: &AchievementImport) -> Option<AnyView> {
    if data.made.is_empty() {
        return None;
    }
    let told = Notice { tone: Tone::Good, text: words::imported(data.made.len()) };
    let lines: Vec<_> = data
        .made
        .iter()
        .map(|(id, name, left_out)| {
            let href = format!("/desk/{}/achievements/{id}/edit", data.issuer.slug);
            let left_out = (!left_out.is_empty()).then(|| {
                let lines: Vec<_> = left_out.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
                view! { <p class="hint">{words::left_out()}</p><ul class="hint">{lines}</ul> }
            });
            view! { <li><a href=href>{name.clone()}</a>{left_out}</li> }
        })
        .collect();
    Some(view! { {notice(&told)}<ul class="versions">{lines}</ul> }.into_any())
}

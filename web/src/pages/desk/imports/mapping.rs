//! What an export's records mean: the form.

use leptos::prelude::*;

use crate::words::desk_imports as words;

/// Something that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct ImportChoice {
    /// Its value.
    pub value: String,
    /// Its words.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What is chosen. Posts `school`, `taught_at` (several), `category`, `line_item`, `credits`, `failed`,
/// `no_credit`, `pass_mark` and `part_of_diploma` to `…/mapping`.
#[derive(Clone, Debug, Default)]
pub struct ImportMapping {
    /// Schools.
    pub schools: Vec<ImportChoice>,
    /// Schools whose classes count; empty where there is nothing to be chosen.
    pub taught_at: Vec<ImportChoice>,
    /// Categories.
    pub categories: Vec<ImportChoice>,
    /// Titles of line items; empty where none has to be chosen.
    pub line_items: Vec<ImportChoice>,
    /// Where credits may come from.
    pub credits: Vec<ImportChoice>,
    /// Grades that there are.
    pub grades: Vec<String>,
    /// Grades that mean failed, with commas between them.
    pub failed: String,
    /// Others that earn nothing.
    pub no_credit: String,
    /// The lowest score that earns credit, may be empty; `None` where all results have letters.
    pub pass_mark: Option<String>,
    /// Whether courses count towards the diploma; `None` where there is no diploma.
    pub part_of_diploma: Option<bool>,
}

/// The form; after it has been used nothing can be changed.
pub(super) fn mapping(base: &str, data: &ImportMapping, used: bool) -> AnyView {
    let diploma = data.part_of_diploma.map(|chosen| {
        view! {
            <p class="check">
                <input type="checkbox" id="part_of_diploma" name="part_of_diploma" value="yes" checked=chosen />
                <label for="part_of_diploma">{words::part_of_diploma()}</label>
            </p>
        }
    });
    let schools = (data.schools.len() > 1)
        .then(|| select("school", words::school(), "", Some(words::all_schools()), &data.schools));
    let school = (data.schools.len() == 1).then(|| {
        let value = data.schools.first().filter(|one| one.chosen).map(|one| one.value.clone());
        view! { <input type="hidden" name="school" value=value.unwrap_or_default() /> }
    });
    let line_item = (!data.line_items.is_empty()).then(|| {
        select(
            "line_item",
            words::line_item(),
            words::line_item_hint(),
            Some(words::ask_me()),
            &data.line_items,
        )
    });
    let taught_at = (!data.taught_at.is_empty()).then(|| taught_at(&data.taught_at));
    let pass_mark = data
        .pass_mark
        .as_ref()
        .map(|mark| line("pass_mark", words::pass_mark(), words::pass_mark_hint().to_owned(), mark));
    let chosen = data.categories.iter().any(|one| one.chosen);
    let choose = (!chosen).then_some(words::choose());
    let save = (!used).then(|| view! { <p><button>{words::map()}</button></p> });
    view! {
        <form method="post" action=format!("{base}/mapping") class="stack narrow">
            {school}
            {schools}
            {taught_at}
            {select("category", words::category_label(), words::category_hint(), choose, &data.categories)}
            {line_item}
            {select("credits", words::credits(), words::credits_hint(), None, &data.credits)}
            {line("failed", words::failed(), words::failed_hint(&data.grades), &data.failed)}
            {line("no_credit", words::no_credit(), words::no_credit_hint().to_owned(), &data.no_credit)}
            {pass_mark}
            {diploma}
            {save}
        </form>
    }
    .into_any()
}

fn taught_at(schools: &[ImportChoice]) -> AnyView {
    let ticks: Vec<_> = schools
        .iter()
        .map(|one| {
            view! {
                <label class="roll-tick">
                    <input type="checkbox" name="taught_at" value=one.value.clone() checked=one.chosen />
                    <span>{one.text.clone()}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field ticks">
            <legend>{words::taught_at()}</legend>
            <p class="hint">{words::taught_at_hint()}</p>
            {ticks}
        </fieldset>
    }
    .into_any()
}

fn select(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    none: Option<&'static str>,
    choices: &[ImportChoice],
) -> AnyView {
    let id = format!("import-{name}");
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> });
    let none = none.map(|text| view! { <option value="">{text}</option> });
    let options: Vec<_> = choices
        .iter()
        .map(|one| view! { <option value=one.value.clone() selected=one.chosen>{one.text.clone()}</option> })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint}
            <select id=id name=name aria-describedby=described>{none}{options}</select>
        </div>
    }
    .into_any()
}

fn line(name: &'static str, label: &'static str, hint: String, value: &str) -> AnyView {
    let (id, hint_id) = (format!("import-{name}"), format!("import-{name}-hint"));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint_id.clone()>{hint}</p>
            <input id=id name=name value=value.to_owned() maxlength="500" aria-describedby=hint_id />
        </div>
    }
    .into_any()
}

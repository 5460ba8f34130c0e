//! The composer: one form, in which every button saves the words along with what it does. A browser
//! that runs scripts does the same piece by piece.

use api::{Cover, RecordContent, RecordItem, RecordSection};
use leptos::prelude::*;

use super::{MOST_INTRODUCTION, MOST_TITLE, Record, RecordCard, shares};
use crate::components::badge::badge;
use crate::components::{Field, field, long_field, text_as_html};
use crate::pages::wallet::line::{labels, path, state as standing};
use crate::words::record as words;

const UP: &str = "M10 16V4M4.500 9.500L10 4L15.500 9.500";
const DOWN: &str = "M10 4V16M4.500 10.500L10 16L15.500 10.500";

/// All of it.
pub(super) fn inside(data: &Record) -> AnyView {
    let RecordContent { title, introduction, cover, sections } = &data.content;
    let empty = data.content.items().next().is_none();
    let empty = empty.then(|| view! { <p class="empty">{words::record_empty()}</p> });
    let titles: Vec<_> = sections
        .iter()
        .enumerate()
        .map(|(place, section)| (section.id.clone(), section_title(section, place)))
        .collect();
    let sections: Vec<_> =
        sections.iter().enumerate().map(|(place, of)| section(data, place, of, &titles)).collect();
    let title_field = Field::text("title", words::title_field()).most(MOST_TITLE);
    let introduction_field =
        Field::text("introduction", words::introduction_field()).optional().most(MOST_INTRODUCTION);
    view! {
        <div id="composer-state">{state(data)}</div>
        <div class="record-words">
            {field(title_field, title, &data.errors)}
            {long_field(introduction_field, introduction, 3, &data.errors)}
            {covers(*cover)}
        </div>
        {sections}
        {empty}
        <p class="row">
            <button id="add-section" class="button" name="edit" value="add-section">{words::add_section()}</button>
        </p>
    }
    .into_any()
}

/// The buttons above, and the revision that the form is of.
pub(super) fn state(data: &Record) -> AnyView {
    let preview = format!("/wallet/records/{}/preview", data.id);
    let step = |id: &'static str, text: &'static str, possible: bool| {
        view! { <button id=id class="small" name="edit" value=id disabled=!possible formnovalidate>{text}</button> }
    };
    // The form for a link is outside of this one, and follows it.
    let holds = data.moved.map(|education| {
        view! { <span id="record-holds" class=shares::class(education, &data.content) hidden></span> }
    });
    view! {
        {holds}
        <input type="hidden" name="revision" value=data.revision.to_string() />
        <p class="row record-steps">
            <button id="save-words" class="main" name="edit" value="save">{words::save_words()}</button>
            {step("undo", words::undo_step(), data.can_undo)}
            {step("redo", words::redo_step(), data.can_redo)}
            <a id="preview" class="button" href=preview>{words::preview()}</a>
        </p>
    }
    .into_any()
}

fn covers(chosen: Cover) -> AnyView {
    let covers: Vec<_> = Cover::ALL
        .into_iter()
        .map(|cover| {
            let (name, id) = (cover.name(), format!("cover-{}", cover.name()));
            let (class, checked) = (format!("record-swatch cover-{name}"), cover == chosen);
            view! {
                <li>
                    <input type="radio" id=id.clone() name="cover" value=name checked=checked />
                    <label for=id><span class=class aria-hidden="true"></span>{words::cover(name)}</label>
                </li>
            }
        })
        .collect();
    view! { <fieldset class="record-covers"><legend>{words::cover_label()}</legend><ul>{covers}</ul></fieldset> }
        .into_any()
}

fn section_title(section: &RecordSection, place: usize) -> String {
    if section.heading.is_empty() { words::section(place + 1) } else { section.heading.clone() }
}

fn section(data: &Record, place: usize, section: &RecordSection, titles: &[(String, String)]) -> AnyView {
    let (number, id) = (place + 1, section.id.clone());
    let (field, name) = (format!("heading-{id}"), words::heading_of(number));
    let items: Vec<_> = section
        .items
        .iter()
        .map(|item| entry(data, item, (&id, titles), data.cards.get(&item.holding)))
        .collect();
    let several = titles.len() > 1;
    let moves = several.then(|| {
        view! {
            {step("section-up", &id, words::section_up(number), UP)}
            {step("section-down", &id, words::section_down(number), DOWN)}
            <button
                id=format!("section-gone-{id}")
                class="plain"
                name="edit"
                value=format!("remove-section:{id}")
                aria-label=words::section_gone(number)
            >
                {words::section_remove()}
            </button>
        }
    });
    view! {
        <section class="record-section" data-section=id.clone() aria-label=words::section(number)>
            <div class="record-section-head">
                <div class="field">
                    <label for=field.clone()>{name}</label>
                    <input id=field.clone() name=field type="text" maxlength="120" value=section.heading.clone() />
                </div>
                <div class="moves">{moves}</div>
            </div>
            <ol class="record-items">{items}</ol>
            <p class="empty record-none">{words::section_empty()}</p>
        </section>
    }
    .into_any()
}

fn step(edit: &str, id: &str, name: String, sign: &'static str) -> AnyView {
    view! {
        <button id=format!("{edit}-{id}") class="icon" name="edit" value=format!("{edit}:{id}") aria-label=name>
            <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=sign /></svg>
        </button>
    }
    .into_any()
}

/// * `within`: the id of the item's section, and all sections by id and title.
fn entry(
    data: &Record,
    item: &RecordItem,
    within: (&str, &[(String, String)]),
    card: Option<&RecordCard>,
) -> AnyView {
    let id = item.id.clone();
    let title = card.map_or_else(|| words::item_lost().to_owned(), |card| card.line.title.clone());
    let out = view! {
        <button
            id=format!("remove-{id}")
            class="plain"
            name="edit"
            value=format!("remove:{id}")
            aria-label=words::item_gone(&title)
        >
            {words::item_remove()}
        </button>
    };
    let more = card.map(|card| {
        let (field, note) = (format!("note-{id}"), text_as_html(&item.note));
        let parts = (card.line.entries > 0).then(|| choose(&data.id, item, card));
        view! {
            <div class="field record-note">
                <label for=field.clone()>{words::note()}</label>
                <textarea
                    id=field.clone()
                    name=field
                    rows="2"
                    maxlength="1000"
                    aria-label=words::note_on(&title)
                    inner_html=note
                ></textarea>
            </div>
            {parts}
        }
    });
    view! {
        <li class="record-item" id=format!("item-{id}") data-item=id.clone() data-title=title.clone()>
            <span class="handle" aria-hidden="true" title=words::item_drag(&title)>
                <svg viewBox="0 0 20 20" focusable="false">
                    <path d="M7 4h.01M13 4h.01M7 10h.01M13 10h.01M7 16h.01M13 16h.01" />
                </svg>
            </span>
            {about(item, card, &title)}
            <div class="moves">
                {step("up", &id, words::item_up(&title), UP)}
                {step("down", &id, words::item_down(&title), DOWN)}
            </div>
            {more}
            <div class="row record-item-foot">{elsewhere(&id, &title, within)}{out}</div>
        </li>
    }
    .into_any()
}

fn about(item: &RecordItem, card: Option<&RecordCard>, title: &str) -> AnyView {
    let Some(card) = card else {
        return view! { <div class="card-text"><p class="hint">{title.to_owned()}</p></div> }.into_any();
    };
    view! {
        {badge(&card.line.badge, "badge-small")}
        <div class="card-text">
            <p class="title"><a href=path(&item.holding)>{title.to_owned()}</a></p>
            <p class="issuer">{card.line.issuer.clone()}</p>
            <p class="card-state">{standing(&card.line)}</p>
            {labels(card.line.on_word, card.line.open_badges_2)}
        </div>
    }
    .into_any()
}

fn choose(record: &str, item: &RecordItem, card: &RecordCard) -> AnyView {
    let href = format!("/wallet/records/{record}/items/{}/parts", item.id);
    let all = usize::try_from(card.line.entries).unwrap_or(usize::MAX);
    let shown = match &item.parts {
        None => words::entries_all(all),
        Some(_) => words::entries_of(card.chosen, all),
    };
    let gone = item.parts.as_ref().map_or(0, Vec::len).saturating_sub(card.chosen);
    let gone = (gone > 0).then(|| view! { <span class="hint">{words::entries_gone(gone)}</span> });
    view! {
        <p class="row record-parts-line">
            <span>{shown}</span>
            {gone}
            <a id=format!("parts-{}", item.id) href=href aria-label=words::choose_entries(&card.line.title)>{words::choose()}</a>
        </p>
    }
    .into_any()
}

fn elsewhere(id: &str, title: &str, (here, titles): (&str, &[(String, String)])) -> Option<AnyView> {
    if titles.len() < 2 {
        return None;
    }
    let field = format!("to-{id}");
    let options: Vec<_> = titles
        .iter()
        .map(|(section, words)| {
            let selected = section == here;
            view! { <option value=section.clone() selected=selected>{words.clone()}</option> }
        })
        .collect();
    Some(
        view! {
            <span class="record-to">
                <select id=field.clone() name=field aria-label=words::section_for(title)>{options}</select>
                <button
                    id=format!("go-{id}")
                    class="small"
                    name="edit"
                    value=format!("to:{id}")
                    aria-label=words::go_there(title)
                >
                    {words::go()}
                </button>
            </span>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::record_composer;
    use super::*;
    use crate::pages::wallet::WalletLine;

    #[test]
    fn entries_that_a_newer_edition_has_not_are_not_counted_as_shown() {
        let mut content = RecordContent::new("Work");
        content.add("transcript");
        content.sections[0].items[0].parts = Some(["a", "b", "c"].map(str::to_owned).to_vec());
        let card = |chosen| RecordCard { line: WalletLine { entries: 8, ..WalletLine::default() }, chosen };
        let drawn = |chosen| {
            let cards = [("transcript".to_owned(), card(chosen))].into();
            record_composer(&Record { content: content.clone(), cards, ..Record::default() })
        };
        assert!(drawn(3).contains(&words::entries_of(3, 8)));
        assert!(!drawn(3).contains("newest edition"));
        assert!(drawn(1).contains(&words::entries_of(1, 8)));
        assert!(drawn(1).contains(&words::entries_gone(2)));
    }
}

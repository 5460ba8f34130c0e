//! `/wallet/records…`: composing what to show.
//!
//! One form holds all of it. Whatever button is pressed, the words that stand in the form are saved
//! with what the button does, so that nothing typed is lost where no script runs.

use std::collections::BTreeMap;

use api::{Cover, KeptRecord, RecordContent, RecordEdit};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    components::SignedBy,
    pages::{
        Record, RecordCard, RecordOthers, ShareForm, ShareLine, WalletLine, record as page, record_composer,
        record_others, record_state,
    },
    words::{record as words, wallet_find},
};

use super::{field_errors, first_problem, notice::Notice, see_other, shared, shares, wallet};
use crate::{
    app::App,
    flows::{
        guardian,
        hold::{find, read},
        present,
        record::{self, RecordError, shown, whole},
        session::Viewer,
        share,
    },
    id::{CredentialId, RecordId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Form, Params},
        visit::Visit,
    },
};

/// Bytes of the form: all words of a record in a script that forms spell with six or nine characters to
/// a letter.
pub(super) const MAX_FORM_BYTES: usize = 4 << 20;

/// The fields beside which it is said what is wrong with them.
const NAMES: [(&str, &str); 2] = [("/title", "title"), ("/introduction", "introduction")];

#[derive(Deserialize)]
pub(super) struct About {
    #[serde(default)]
    title: String,
}

/// Records are listed in the wallet.
pub(super) async fn list(visit: Visit) -> Result<Redirect, Problem> {
    visit.viewer()?;
    Ok(Redirect::to("/wallet#records"))
}

pub(super) async fn create(visit: Visit, Form(form): Form<About>) -> Result<Response, Problem> {
    match record::create(&visit.app, visit.viewer()?, &form.title).await {
        Ok(id) => Ok(see_other(&format!("/wallet/records/{id}"), Notice::RecordMade)),
        Err(RecordError::Fields(fields)) => {
            let new = wallet::NewRecord { problem: first_problem(&fields), title: form.title };
            wallet::show_again(&visit, new).await
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn show(visit: Visit, Params(id): Params<RecordId>) -> Result<Response, Problem> {
    let record = record::open(&visit.app, visit.viewer()?, id).await?;
    let data = page_data(&visit, record, "", 1).await?;
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// The record's page with something wrong in the form that makes a link.
pub(super) async fn show_share_again(
    visit: &Visit,
    id: RecordId,
    typed: ShareForm,
) -> Result<Response, Problem> {
    let record = record::open(&visit.app, visit.viewer()?, id).await?;
    let mut data = page_data(visit, record, "", 1).await?;
    let ShareForm { education, suggested, .. } = data.share_form;
    data.share_form = ShareForm { education, suggested, ..typed };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
}

/// What a posted form comes to.
enum Came {
    /// It is saved; this is where to look.
    Saved(Option<String>),
    /// It is not, and this is what was typed and why.
    Not(Box<record::Record>, StatusCode, Wrong),
}

/// What was wrong with what was typed.
#[derive(Default)]
struct Wrong {
    /// Fields that have a place for it on the page,
    fields: Vec<FieldError>,
    /// and anything else.
    other: Option<String>,
}

impl Wrong {
    fn changed_elsewhere() -> Self {
        Self { other: Some(words::changed_elsewhere().to_owned()), ..Self::default() }
    }

    fn with(problems: &[FieldProblem]) -> Self {
        let (other, fields): (Vec<_>, Vec<_>) =
            field_errors(problems, &NAMES).into_iter().partition(|error| error.field.is_empty());
        Self { fields, other: other.into_iter().next().map(|error| error.message) }
    }
}

/// The whole form, with or without something to do besides.
pub(super) async fn update(
    visit: Visit,
    Params(id): Params<RecordId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let asked = fields.text("find");
    match compose(&visit, id, &fields).await? {
        // What is looked for stands in no address, so there is none to lead to.
        Came::Saved(_) if let Some(number) = looks_for(&fields) => {
            let record = record::open(&visit.app, visit.viewer()?, id).await?;
            let data = page_data(&visit, record, asked, number).await?;
            Ok(visit.page(page(&visit.chrome(), &data)))
        }
        Came::Saved(at) => {
            let at = at.map(|id| format!("#{id}")).unwrap_or_default();
            Ok(see_other(&format!("/wallet/records/{id}{at}"), Notice::RecordSaved))
        }
        Came::Not(record, status, Wrong { fields: errors, other: problem }) => {
            let data = Record { errors, problem, ..page_data(&visit, *record, asked, 1).await? };
            Ok(visit.page_with(status, page(&visit.chrome(), &data)))
        }
    }
}

/// Which page of what is looked for is asked for; none where something else is.
fn looks_for(fields: &Fields) -> Option<u32> {
    match fields.text("edit") {
        "find" => Some(1),
        // Enter in the field presses the first button of the form.
        "save" if !fields.text("find").is_empty() => Some(1),
        edit => edit.strip_prefix("find-page:")?.parse().ok(),
    }
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Find {
    find: String,
    page: u32,
}

impl Default for Find {
    fn default() -> Self {
        Self { find: String::new(), page: 1 }
    }
}

/// What can be added, for a page that is open.
pub(super) async fn others_live(
    visit: Visit,
    Params(id): Params<RecordId>,
    Form(asked): Form<Find>,
) -> Result<Html<String>, Problem> {
    record::is_own(&visit.app, visit.viewer()?, id).await?;
    Ok(Html(record_others(&others(&visit, id, &asked.find, asked.page).await?)))
}

async fn others(visit: &Visit, id: RecordId, asked: &str, page: u32) -> Result<RecordOthers, Problem> {
    read::catch_up(&visit.app, visit.viewer()?).await?;
    let found = find::besides(&visit.app, visit.viewer()?, id, asked, page).await?;
    Ok(RecordOthers {
        asked: asked.to_owned(),
        lines: found.lines.iter().map(wallet::find::line).collect(),
        total: found.total,
        page: found.page,
        pages: found.pages,
    })
}

/// The same for the page itself, which takes the part of it that is new.
pub(super) async fn compose_live(
    visit: Visit,
    Params(id): Params<RecordId>,
    fields: Fields,
) -> Result<Response, Problem> {
    match compose(&visit, id, &fields).await? {
        Came::Saved(_) => {
            let record = record::open(&visit.app, visit.viewer()?, id).await?;
            // Nothing is verified where no credential is drawn.
            let html = if fields.first("quick").is_some() {
                let moved = fields.first("edit").is_some_and(|edit| edit.starts_with("remove:"));
                let moved = moved.then(|| shown(&record.content, &record.held).is_education());
                record_state(&Record { moved, ..bare(&record) })
            } else {
                record_composer(&record_data(&visit, record).await?)
            };
            Ok(Html(html).into_response())
        }
        Came::Not(_, status, _) => Ok((status, Html(String::new())).into_response()),
    }
}

async fn compose(visit: &Visit, id: RecordId, fields: &Fields) -> Result<Came, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let mut record = record::open(app, viewer, id).await?;
    // Who names none knows of none: a program, which means the record as it is.
    let revision = fields.text("revision").parse().unwrap_or(record.revision);
    let before = record.content.clone();
    write_into(&mut record.content, fields);
    if revision != record.revision && record.content != before {
        return Ok(Came::Not(Box::new(record), StatusCode::CONFLICT, Wrong::changed_elsewhere()));
    }
    let edit = fields.text("edit");
    let asked = edit_of(edit, fields);
    let mut content = record.content.clone();
    let at = asked.as_ref().filter(|asked| content.edit(asked)).map(|asked| place_of(asked, &content));
    // What was typed is a step of its own: taking back what a button did does not take back the words.
    let mut steps = vec![content];
    if record.content != before && record.content != steps[0] {
        steps.insert(0, record.content.clone());
    }
    let saved = match in_steps(app, viewer, &record, steps).await {
        Ok(saved) => saved,
        Err(RecordError::Fields(problems)) => {
            let wrong = Wrong::with(&problems);
            return Ok(Came::Not(Box::new(record), StatusCode::UNPROCESSABLE_ENTITY, wrong));
        }
        Err(RecordError::Changed) => {
            return Ok(Came::Not(Box::new(record), StatusCode::CONFLICT, Wrong::changed_elsewhere()));
        }
        Err(err) => return Err(err.into()),
    };
    match edit {
        "undo" if saved.can_undo => drop(record::undo(app, viewer, id, saved.revision).await?),
        "redo" if saved.can_redo => drop(record::redo(app, viewer, id, saved.revision).await?),
        _ => {}
    }
    Ok(Came::Saved(at.flatten()))
}

/// Saves one after the other; what was saved stays where the next is refused.
async fn in_steps(
    app: &App,
    viewer: &Viewer,
    record: &record::Record,
    steps: Vec<RecordContent>,
) -> Result<KeptRecord, RecordError> {
    let mut steps = steps.into_iter();
    let first = steps.next().unwrap_or_default();
    let mut kept = record::save(app, viewer, record.id, record.revision, first).await?;
    for step in steps {
        kept = record::save(app, viewer, record.id, kept.revision, step).await?;
    }
    Ok(kept)
}

/// The words of the form, into what is kept: each into what it is about, as far as that is there.
fn write_into(content: &mut RecordContent, fields: &Fields) {
    // Browsers post line breaks as two characters, and nobody types spaces at the ends on purpose.
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    if let Some(title) = fields.first("title") {
        content.title = plain(title);
    }
    if let Some(introduction) = fields.first("introduction") {
        content.introduction = plain(introduction);
    }
    content.cover = Cover::named(fields.text("cover")).unwrap_or(content.cover);
    for (section, heading) in fields.beginning("heading-") {
        if let Some(section) = content.section_mut(section) {
            section.heading = plain(heading);
        }
    }
    for (item, note) in fields.beginning("note-") {
        if let Some(item) = content.item_mut(item) {
            item.note = plain(note);
        }
    }
}

/// What a button asks for. To which section something goes is in a list beside it.
fn edit_of(edit: &str, fields: &Fields) -> Option<RecordEdit> {
    match edit.split_once(':') {
        Some(("to", item)) if !item.contains(':') => {
            Some(RecordEdit::To(item.to_owned(), fields.text(&format!("to-{item}")).to_owned()))
        }
        _ => edit.parse().ok(),
    }
}

/// The id of the element that a change is about, to come back to it.
fn place_of(edit: &RecordEdit, content: &RecordContent) -> Option<String> {
    match edit {
        RecordEdit::Up(item)
        | RecordEdit::Down(item)
        | RecordEdit::Place(item, ..)
        | RecordEdit::To(item, _) => Some(format!("item-{item}")),
        RecordEdit::Add(holding) => {
            let item = content.items().find(|item| item.holding == *holding)?;
            Some(format!("item-{}", item.id))
        }
        RecordEdit::AddSection => Some(format!("heading-{}", content.sections.last()?.id)),
        RecordEdit::SectionUp(section) | RecordEdit::SectionDown(section) => {
            Some(format!("heading-{section}"))
        }
        RecordEdit::Remove(_) | RecordEdit::RemoveSection(_) => None,
    }
}

/// A record without what has to be verified.
fn bare(record: &record::Record) -> Record {
    Record {
        id: record.id.to_string(),
        revision: record.revision,
        can_undo: record.can_undo,
        can_redo: record.can_redo,
        content: record.content.clone(),
        ..Record::default()
    }
}

/// All that the page shows.
async fn page_data(visit: &Visit, record: record::Record, asked: &str, page: u32) -> Result<Record, Problem> {
    let others = others(visit, record.id, asked, page).await?;
    Ok(Record { others, ..record_data(visit, record).await? })
}

/// All but what can be added. Nothing is verified here: what each credential came to is known.
async fn record_data(visit: &Visit, record: record::Record) -> Result<Record, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    read::catch_up(app, viewer).await?;
    let lines = find::within(app, viewer, record.id).await?;
    let mut lines: BTreeMap<_, _> =
        lines.iter().map(|line| (line.id.to_string(), wallet::find::line(line))).collect();
    let mut data = bare(&record);
    for item in record.content.items() {
        let Some(held) = record.held.get(&item.holding) else { continue };
        let nameless = || WalletLine {
            credential: item.holding.clone(),
            title: wallet_find::nameless().to_owned(),
            ..WalletLine::default()
        };
        let line = lines.remove(&item.holding).unwrap_or_else(nameless);
        let chosen = item.parts.as_ref().map_or(0, |parts| {
            let whole = whole(&held.document);
            parts.iter().filter(|id| whole.part(id).is_some()).count()
        });
        data.cards.insert(item.holding.clone(), RecordCard { line, chosen });
    }
    let mut held_back = guardian::held_back(app, viewer, record.id).await?;
    let education = share::asks_for_whom(app, viewer, record.id).await?;
    data.shares = record
        .shares
        .iter()
        .map(|share| ShareLine {
            approval: held_back.remove(&share.id).map(shares::approval),
            leaves_education: education && !share.frozen && !share.says_for_whom(),
            ..shares::line(visit, share, &record.content.title, 0)
        })
        .collect();
    data.moved = Some(education);
    data.share_form = ShareForm { education, suggested: share::suggested(app), ..ShareForm::default() };
    data.account = viewer.account.to_string();
    let to_sign = present::to_sign(app, viewer, Some(record.id)).await?;
    data.to_sign = to_sign.into_iter().map(|id| id.to_string()).collect();
    data.content = record.content;
    Ok(data)
}

/// The record as whoever has a link sees it, before there is one.
pub(super) async fn preview(visit: Visit, Params(id): Params<RecordId>) -> Result<Response, Problem> {
    let record = record::open(&visit.app, visit.viewer()?, id).await?;
    let html = shared::html(&visit, shown(&record.content, &record.held), None, SignedBy::Nobody).await?;
    Ok(visit.page(html))
}

pub(super) async fn delete(visit: Visit, Params(id): Params<RecordId>) -> Result<Response, Problem> {
    record::delete(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other("/wallet", Notice::RecordDeleted))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    credential: String,
}

/// Adds a credential from its own page.
pub(super) async fn add(
    visit: Visit,
    Params(id): Params<RecordId>,
    Form(form): Form<Chosen>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let credential: CredentialId = form.credential.parse().map_err(|_| RecordError::UnknownCredential)?;
    record::add(&visit.app, viewer, id, credential).await?;
    Ok(see_other(&format!("/wallet/records/{id}"), Notice::Added))
}

#[cfg(test)]
mod tests {
    use axum::http::{StatusCode, header};

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_record_goes_by_its_own_button_and_says_what_goes_with_it() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@a.example").await;
        let made = ada.post_form("/wallet/records", "title=Work").await.expect(StatusCode::SEE_OTHER);
        let path = made.header(header::LOCATION).to_owned();
        let path = path.split('?').next().unwrap();
        for _ in 0..2 {
            ada.post_form(&format!("{path}/shares"), "days=7").await.expect(StatusCode::SEE_OTHER);
        }
        let page = ada.get(path).await.expect(StatusCode::OK).text();
        assert!(page.contains("It goes with its 2 live links"), "{page}");
        let gone = ada.post_form(&format!("{path}/delete"), "").await.expect(StatusCode::SEE_OTHER);
        assert!(gone.header(header::LOCATION).starts_with("/wallet"));
        ada.get(path).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_title_stands_beside_its_field_with_what_was_typed() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@a.example").await;
        let long = "x".repeat(121);
        let refused = ada.post_form("/wallet/records", &format!("title={long}")).await;
        let page = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("title-problem\"") && page.contains(&format!("value=\"{long}\"")), "{page}");
        let made = ada.post_form("/wallet/records", "title=Work").await.expect(StatusCode::SEE_OTHER);
        let path = made.header(header::LOCATION).to_owned();
        let refused = ada.post_form(&path, &format!("title={long}&edit=save")).await;
        let page = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("id=\"title-problem\"") && !page.contains("role=\"alert\""), "{page}");
        let listed = ada.get("/wallet/records").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(listed.header(header::LOCATION), "/wallet#records");
    }

    #[tokio::test]
    async fn whoever_makes_a_link_sees_it_at_once() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@a.example").await;
        let made = ada.post_form("/wallet/records", "title=Work").await.expect(StatusCode::SEE_OTHER);
        let shares = format!("{}/shares", made.header(header::LOCATION));
        let made = ada.post_form(&shares, "days=7&recipient=The+Garden").await.expect(StatusCode::SEE_OTHER);
        let path = made.header(header::LOCATION);
        assert!(path.starts_with("/wallet/shares/"), "{path}");
        let page = ada.get(path).await.expect(StatusCode::OK).text();
        assert!(page.contains("For The Garden") && page.contains("id=\"link\""), "{page}");
        let until = page.split("value=\"keep\" selected>").nth(1).and_then(|rest| rest.split('<').next());
        assert!(until.is_some_and(|until| until.starts_with("As it is, until ")), "{page}");
        let kept = ada.post_form(&format!("{path}/days"), "days=keep").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(kept.header(header::LOCATION), path);
    }

    #[tokio::test]
    async fn taking_back_what_a_button_did_leaves_what_was_typed_before() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@a.example").await;
        let made = ada.post_form("/wallet/records", "title=Work").await.expect(StatusCode::SEE_OTHER);
        let path = made.header(header::LOCATION).to_owned();
        let words = "title=Work&introduction=Typed+just+before";
        ada.post_form(&path, &format!("{words}&edit=add-section")).await.expect(StatusCode::SEE_OTHER);
        let sections = |page: &str| page.matches("<section data-section=").count();
        let page = ada.get(&path).await.text();
        assert!(page.contains("Typed just before") && sections(&page) == 2, "{page}");
        ada.post_form(&path, &format!("{words}&edit=undo")).await.expect(StatusCode::SEE_OTHER);
        let page = ada.get(&path).await.text();
        assert!(page.contains("Typed just before") && sections(&page) == 1, "{page}");
    }

    #[tokio::test]
    async fn a_form_full_of_notes_is_not_too_large() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@a.example").await;
        let made = ada.post_form("/wallet/records", "title=Work").await.expect(StatusCode::SEE_OTHER);
        let path = made.header(header::LOCATION).to_owned();
        let path = path.split('?').next().unwrap();
        let note = "%D8%A3".repeat(1000);
        let form = (0..400).fold("title=New".to_owned(), |form, item| format!("{form}&note-i{item}={note}"));
        assert!(form.len() > 2 << 20);
        ada.post_form(path, &form).await.expect(StatusCode::SEE_OTHER);
        ada.post_form(&format!("{path}/compose"), &format!("quick=1&{form}")).await.expect(StatusCode::OK);
    }
}

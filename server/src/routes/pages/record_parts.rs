//! `/wallet/records/{id}/items/{item}/parts`: which entries of a record are shown.

use std::collections::BTreeSet;

use api::KeptRecord;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use crypto::verify::Report;
use web::{
    components::CardLine,
    pages::{RecordPart, RecordParts, record_parts as page, record_parts_state},
    words::{record as words, report},
};

use super::{notice::Notice, see_other};
use crate::{
    flows::{
        record::{self, Part, Record, RecordError, Whole, whole},
        verify,
    },
    id::RecordId,
    problem::Problem,
    routes::{
        extract::{Fields, Params},
        visit::Visit,
    },
};

pub(super) async fn form(
    visit: Visit,
    Params((id, item)): Params<(RecordId, String)>,
) -> Result<Response, Problem> {
    let (record, whole, document) = opened(&visit, id, &item).await?;
    let report = verify::verify(&visit.app, document.as_bytes()).await?;
    let data = parts_data(&record, &item, &whole, &report);
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// Keeps the choice; or ticks, or unticks, all of a term besides.
pub(super) async fn choose(
    visit: Visit,
    Params((id, item)): Params<(RecordId, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (record, whole, document) = opened(&visit, id, &item).await?;
    let whole_again = fields.first("whole").is_some();
    let mut ticked = ticked(&fields);
    let place = |name: &str| fields.first(name).and_then(|place| place.parse().ok());
    let (all, none): (Option<usize>, Option<usize>) = (place("all"), place("none"));
    if all.or(none).is_some() {
        let report = verify::verify(&visit.app, document.as_bytes()).await?;
        let data = parts_data(&record, &item, &whole, &report);
        ticked.extend(all.map(|term| data.of_term(term)).unwrap_or_default());
        for id in none.map(|term| data.of_term(term)).unwrap_or_default() {
            ticked.remove(&id);
        }
    }
    let revision = from(&fields, &record);
    let chosen = (!whole_again).then(|| chosen(&whole, &ticked)).flatten();
    match keep(&visit, &record, revision, &item, chosen).await {
        Ok(_) => {}
        Err(RecordError::Changed) => return changed(&visit, id, &item, &ticked).await,
        Err(err) => return Err(err.into()),
    }
    let path = if all.or(none).is_some() {
        format!("/wallet/records/{id}/items/{item}/parts")
    } else {
        format!("/wallet/records/{id}#item-{item}")
    };
    Ok(see_other(&path, Notice::RecordSaved))
}

/// The same for the page itself, with every tick; answers what is chosen now.
pub(super) async fn choose_live(
    visit: Visit,
    Params((id, item)): Params<(RecordId, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (record, whole, _) = opened(&visit, id, &item).await?;
    let ticked = ticked(&fields);
    let parts = whole.parts.iter().map(|part| RecordPart {
        chosen: part.as_ref().is_some_and(|part| ticked.contains(&part.id)),
        ..RecordPart::default()
    });
    let kept = keep(&visit, &record, from(&fields, &record), &item, chosen(&whole, &ticked)).await?;
    let data = RecordParts { revision: kept.revision, parts: parts.collect(), ..RecordParts::default() };
    Ok(Html(record_parts_state(&data)).into_response())
}

fn ticked(fields: &Fields) -> BTreeSet<String> {
    fields.all("part").map(str::to_owned).collect()
}

/// The revision that a choice was made from. Who names none means the record as it is.
fn from(fields: &Fields, record: &Record) -> i64 {
    fields.text("revision").parse().unwrap_or(record.revision)
}

/// The page with what was ticked, above a record that went on elsewhere meanwhile.
async fn changed(
    visit: &Visit,
    id: RecordId,
    item: &str,
    ticked: &BTreeSet<String>,
) -> Result<Response, Problem> {
    let (record, whole, document) = opened(visit, id, item).await?;
    let report = verify::verify(&visit.app, document.as_bytes()).await?;
    let mut data = parts_data(&record, item, &whole, &report);
    for part in &mut data.parts {
        part.chosen = part.id.as_ref().is_some_and(|id| ticked.contains(id));
    }
    data.problem = Some(words::choice_changed().to_owned());
    Ok(visit.page_with(StatusCode::CONFLICT, page(&visit.chrome(), &data)))
}

/// The record, what its item is of, and the signed text of that.
async fn opened(visit: &Visit, id: RecordId, item: &str) -> Result<(Record, Whole, String), Problem> {
    let record = record::open(&visit.app, visit.viewer()?, id).await?;
    let holding = record.content.items().find(|known| known.id == item).map(|item| item.holding.clone());
    let held = holding.and_then(|holding| record.held.get(&holding)).ok_or(RecordError::UnknownCredential)?;
    let document = held.document.clone();
    Ok((record, whole(&document), document))
}

/// What a record keeps of what was ticked: with everything ticked the whole is shown, and what a later
/// edition adds to it too.
fn chosen(whole: &Whole, ticked: &BTreeSet<String>) -> Option<Vec<String>> {
    let is_ticked = |part: &&Part| ticked.contains(&part.id);
    let all = whole.parts.iter().all(|part| part.as_ref().is_some_and(|part| is_ticked(&part)));
    (!all).then(|| whole.parts.iter().flatten().filter(is_ticked).map(|part| part.id.clone()).collect())
}

async fn keep(
    visit: &Visit,
    record: &Record,
    revision: i64,
    item: &str,
    parts: Option<Vec<String>>,
) -> Result<KeptRecord, RecordError> {
    let mut content = record.content.clone();
    if let Some(item) = content.item_mut(item) {
        item.parts = parts;
    }
    let viewer = visit.viewer().map_err(|_| RecordError::Unknown)?;
    record::save(&visit.app, viewer, record.id, revision, content).await
}

fn parts_data(record: &Record, item: &str, whole: &Whole, report: &Report) -> RecordParts {
    let chosen = record.content.items().find(|known| known.id == item).and_then(|item| item.parts.as_ref());
    let entries = whole.parts.iter().enumerate().map(|(place, part)| {
        let id = part.as_ref().map(|part| part.id.clone());
        let shown = match (chosen, &id) {
            (None, _) => true,
            (Some(chosen), Some(id)) => chosen.contains(id),
            (Some(_), None) => false,
        };
        // Reports have the entries in the same order.
        entry(id, shown, report.nested.get(place))
    });
    RecordParts {
        record: record.id.to_string(),
        item: item.to_owned(),
        title: CardLine::of(report).title,
        revision: record.revision,
        problem: None,
        parts: entries.collect(),
    }
}

fn entry(id: Option<String>, chosen: bool, report: Option<&Report>) -> RecordPart {
    let summary = report.and_then(|report| report.credential.clone()).unwrap_or_default();
    let results = summary.results.iter().filter_map(|result| result.value.clone().or(result.status.clone()));
    let results: Vec<_> = results.collect();
    let results = Some(results.join(", ")).filter(|text| !text.is_empty());
    let verdict = report.map(report::headline_of);
    let about = [summary.human_code, results, summary.credits_earned, verdict];
    RecordPart {
        id,
        name: summary.name.unwrap_or_else(|| report::untitled().to_owned()),
        about: about.into_iter().flatten().collect(),
        term: summary.term,
        chosen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        flows::hold,
        routes::testing::{TestApp, Visitor},
    };

    /// A record of entries `urn:e:1`, `urn:e:2`, and of one more that is not signed where `stuck`; where
    /// they are chosen.
    async fn chosen_at(app: &TestApp, ada: &Visitor, stuck: bool) -> String {
        let entry = |number| format!(r#"{{"@context":"c","id":"urn:e:{number}","proof":{{}}}}"#);
        let mut entries = vec![entry(1), entry(2)];
        entries.extend(stuck.then(|| r#"{"id":"urn:e:3"}"#.to_owned()));
        let document = format!(
            r#"{{"type":["VerifiableCredential"],"credentialSubject":{{"verifiableCredential":[{}]}}}}"#,
            entries.join(",")
        );
        let held = hold::hold_foreign(&app.app, &ada.viewer(app).await, &document).await.unwrap();
        let made = ada.post_form("/wallet/records", "title=Mine").await.expect(StatusCode::SEE_OTHER);
        let record = made.header(axum::http::header::LOCATION).to_owned();
        let chosen = format!("credential={held}");
        ada.post_form(&format!("{record}/items"), &chosen).await.expect(StatusCode::SEE_OTHER);
        format!("{record}/items/i1/parts")
    }

    fn revision(html: &str) -> String {
        let (_, rest) = html.split_once(r#"name="revision" value=""#).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    #[tokio::test]
    async fn a_choice_from_a_page_that_knows_less_is_not_kept_and_stays_on_the_page() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let path = chosen_at(&app, &ada, false).await;
        let stale = revision(&ada.get(&path).await.text());
        let live = format!("{path}/chosen");
        let first = ada.post_form(&live, &format!("revision={stale}&part=urn:e:1")).await;
        let next = revision(&first.expect(StatusCode::OK).text());
        assert_ne!(next, stale, "every answer brings the revision that the next tick is from");
        let late = format!("revision={stale}&part=urn:e:1&part=urn:e:2");
        ada.post_form(&live, &late).await.expect(StatusCode::CONFLICT);
        let again = ada.post_form(&path, &late).await.expect(StatusCode::CONFLICT).text();
        assert!(again.contains(words::choice_changed()));
        assert_eq!(again.matches("checked").count(), 2, "what was ticked stands there");
        assert_eq!(revision(&again), next);
        assert_eq!(ada.get(&path).await.text().matches("checked").count(), 1);
        let save = format!("revision={next}&part=urn:e:1&part=urn:e:2");
        ada.post_form(&path, &save).await.expect(StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn a_record_with_an_entry_that_is_not_signed_by_itself_can_be_whole_again() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let path = chosen_at(&app, &ada, true).await;
        let record = path.trim_end_matches("/items/i1/parts").to_owned();
        let line = "The whole record, 3 entries";
        assert!(ada.get(&record).await.text().contains(line));
        ada.post_form(&path, "part=urn:e:1&part=urn:e:2").await.expect(StatusCode::SEE_OTHER);
        assert!(ada.get(&record).await.text().contains("2 of 3 entries shown"));
        assert!(ada.get(&path).await.text().contains(r#"name="whole""#));
        ada.post_form(&path, "part=urn:e:1&whole=1").await.expect(StatusCode::SEE_OTHER);
        assert!(ada.get(&record).await.text().contains(line));
    }
}

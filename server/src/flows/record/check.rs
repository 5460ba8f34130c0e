//! What a record may say, and how much of it.

use std::collections::BTreeSet;

use api::{RecordContent, RecordItem};

use super::{
    RecordError,
    parts::{MOST_PART_ID, whole},
};
use crate::{
    flows::fields::Fields,
    id::{AccountId, CredentialId, RecordId},
    problem::FieldProblem,
    store::{StoreError, Tx, holding, record_item},
};

/// Characters of a title or a heading at most,
pub(super) const MOST_TITLE: usize = 120;
/// of an introduction,
const MOST_INTRODUCTION: usize = 2000;
/// and of a note.
const MOST_NOTE: usize = 1000;
/// Sections of a record at most,
const MOST_SECTIONS: usize = 40;
/// items in all of them together,
const MOST_ITEMS: usize = 500;
/// and chosen entries of one.
const MOST_PARTS: usize = 2000;
/// Characters of all credentials in it together.
const MOST_CHARACTERS: i64 = 20_000_000;
/// Bytes of all of it together, as it is kept at every step.
const MOST_BYTES: usize = 512 << 10;

/// Brings the words into shape.
///
/// # Errors
/// All that is wrong with the words, the ids or the numbers, by JSON pointers.
pub(super) fn worded(mut content: RecordContent) -> Result<RecordContent, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    content.title = fields.line("/title", &content.title, MOST_TITLE);
    content.introduction = fields.lines("/introduction", &content.introduction, MOST_INTRODUCTION);
    let (mut ids, mut holdings) = (BTreeSet::new(), BTreeSet::new());
    if content.sections.is_empty() || content.sections.len() > MOST_SECTIONS {
        fields.wrong("/sections", format!("keep 1 to {MOST_SECTIONS} sections"));
    }
    if content.items().count() > MOST_ITEMS {
        fields.wrong("/sections", format!("keep at most {MOST_ITEMS} credentials"));
    }
    for (place, section) in content.sections.iter_mut().enumerate() {
        let pointer = format!("/sections/{place}");
        own_id(&mut fields, &pointer, &section.id, &mut ids);
        if section.heading.trim().is_empty() {
            section.heading.clear();
        } else {
            section.heading = fields.line(&format!("{pointer}/heading"), &section.heading, MOST_TITLE);
        }
        for (place, item) in section.items.iter_mut().enumerate() {
            let pointer = format!("{pointer}/items/{place}");
            own_id(&mut fields, &pointer, &item.id, &mut ids);
            // Each one is read and verified for everybody who looks, be it as large as it may.
            if !holdings.insert(item.holding.clone()) {
                fields.wrong(&format!("{pointer}/holding"), "keep each credential once");
            }
            item.note = fields.lines(&format!("{pointer}/note"), &item.note, MOST_NOTE);
            let parts = item.parts.as_deref().unwrap_or_default();
            if parts.len() > MOST_PARTS || parts.iter().any(|id| id.chars().count() > MOST_PART_ID + 20) {
                fields.wrong(&format!("{pointer}/parts"), format!("choose at most {MOST_PARTS} entries"));
            }
        }
    }
    if serde_json::to_vec(&content).map_or(0, |text| text.len()) > MOST_BYTES {
        fields.wrong("", "keep it shorter: all of a record is too much");
    }
    fields.right(content)
}

fn own_id(fields: &mut Fields, pointer: &str, id: &str, taken: &mut BTreeSet<String>) {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if id.is_empty() || id.len() > 20 || !id.bytes().all(legal) {
        fields.wrong(&format!("{pointer}/id"), "use 1 to 20 letters, digits and hyphens");
    } else if !taken.insert(id.to_owned()) {
        fields.wrong(&format!("{pointer}/id"), "use each id once");
    }
}

/// Looks whether what is new against `before` is there to be shown: each credential in the wallet,
/// each chosen entry in its credential. What was in the record before may have gone since; it stays,
/// and is not shown.
///
/// # Errors
/// When the database fails; inside, all that is not there, by JSON pointers.
pub(super) async fn held(
    tx: &mut Tx,
    account: AccountId,
    before: &RecordContent,
    content: &RecordContent,
) -> Result<Result<(), Vec<FieldProblem>>, StoreError> {
    let mut fields = Fields::default();
    for Asked { pointer, holding, parts } in asked(before, content) {
        let row = match holding.parse::<CredentialId>() {
            Ok(id) => holding::by_id(tx, account, id).await?,
            Err(_) => None,
        };
        let Some(row) = row else {
            fields.wrong(&format!("{pointer}/holding"), "there is no such credential in your wallet");
            continue;
        };
        let whole = (!parts.is_empty()).then(|| whole(&row.document));
        if whole.is_some_and(|whole| parts.iter().any(|id| whole.part(id).is_none())) {
            fields.wrong(&format!("{pointer}/parts"), "there is no such entry in this credential");
        }
    }
    Ok(fields.right(()))
}

/// Looks whether the credentials of a record, as they are noted, are few enough to be read for everybody who looks.
///
/// # Errors
/// [`RecordError::Fields`] (`/sections`), [`RecordError::Store`].
pub(super) async fn fits(tx: &mut Tx, record: RecordId) -> Result<(), RecordError> {
    if record_item::length(tx, record).await? <= MOST_CHARACTERS {
        return Ok(());
    }
    let said = "keep fewer credentials in one record: together these are larger than 20 MB";
    Err(RecordError::Fields(vec![FieldProblem::new("/sections", said)]))
}

/// What has to be there.
struct Asked {
    /// Where it is asked for.
    pointer: String,
    /// The credential,
    holding: String,
    /// and entries of it.
    parts: Vec<String>,
}

/// What is new against `before`.
fn asked(before: &RecordContent, content: &RecordContent) -> Vec<Asked> {
    let known: BTreeSet<&str> = before.items().map(|item| item.holding.as_str()).collect();
    let mut asked = Vec::new();
    for (section, of) in content.sections.iter().enumerate() {
        for (place, item) in of.items.iter().enumerate() {
            let parts: Vec<String> = new_parts(before, item).into_iter().map(str::to_owned).collect();
            if !known.contains(item.holding.as_str()) || !parts.is_empty() {
                let pointer = format!("/sections/{section}/items/{place}");
                asked.push(Asked { pointer, holding: item.holding.clone(), parts });
            }
        }
    }
    asked
}

/// The chosen entries of an item that were not chosen of its credential before.
fn new_parts<'i>(before: &RecordContent, item: &'i RecordItem) -> Vec<&'i str> {
    let Some(parts) = &item.parts else { return Vec::new() };
    let known: BTreeSet<&str> = before
        .items()
        .filter(|known| known.holding == item.holding)
        .flat_map(|known| known.parts.iter().flatten().map(String::as_str))
        .collect();
    parts.iter().map(String::as_str).filter(|id| !known.contains(id)).collect()
}

//! What a record shows of itself to others: what was chosen, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use api::{Cover, PartOf, RecordContent, RecordItem};

use super::parts::{Whole, whole};
use crate::{id::CredentialId, store::record_item::ItemRow};

/// A credential that is in the wallet of a record's owner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InWallet {
    /// The signed text.
    pub document: String,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
}

impl InWallet {
    /// By the id that a record has for it.
    pub fn named(row: ItemRow) -> (String, Self) {
        (row.holding_id.to_string(), Self { document: row.document, on_word: row.on_word })
    }
}

/// A record as others see it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Shown {
    /// Its title.
    pub title: String,
    /// A few words above the credentials; may be empty.
    pub introduction: String,
    /// Its colour.
    pub cover: Cover,
    /// Its sections that have something to show, in order.
    pub sections: Vec<ShownSection>,
}

impl Shown {
    /// Everything in it, in order.
    pub fn items(&self) -> impl Iterator<Item = &ShownItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// Whether there is a record of an education in it.
    pub fn is_education(&self) -> bool {
        self.items().any(ShownItem::is_education)
    }

    /// The same without records of an education.
    pub(in crate::flows) fn without_education(mut self) -> Self {
        for section in &mut self.sections {
            section.items.retain(|item| !item.is_education());
        }
        self.sections.retain(|section| !section.items.is_empty());
        self
    }

    /// The signed documents, in order.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.items().flat_map(|item| &item.documents).map(String::as_str)
    }
}

/// Some of it under a heading.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ShownSection {
    /// The heading; may be empty.
    pub heading: String,
    /// What is under it, in order; never empty.
    pub items: Vec<ShownItem>,
}

/// A credential, or some of the entries of one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ShownItem {
    /// Which one it is in its owner's wallet.
    pub holding: CredentialId,
    /// The owner's words beside it; may be empty.
    pub note: String,
    /// The credential, or the chosen entries in its order: each byte for byte as it was signed.
    pub documents: Vec<String>,
    /// What the entries were chosen from, which is not shown itself.
    pub part_of: Option<PartOf>,
    /// Whether the owner alone says that it is theirs.
    pub on_word: bool,
}

impl ShownItem {
    /// Whether it is a Comprehensive Learner Record, or entries of one.
    fn is_education(&self) -> bool {
        self.part_of.is_some() || self.documents.iter().any(|document| !whole(document).parts.is_empty())
    }
}

/// What is to be shown of a record. What is not in the wallet, or not in a credential any more, is left
/// out.
///
/// * `held`: what is in the wallet, by the ids that the record has for it.
pub fn shown(content: &RecordContent, held: &BTreeMap<String, InWallet>) -> Shown {
    let mut wholes = BTreeMap::new();
    let sections = content.sections.iter().map(|section| ShownSection {
        heading: section.heading.clone(),
        items: section.items.iter().filter_map(|of| item(of, held, &mut wholes)).collect(),
    });
    Shown {
        title: content.title.clone(),
        introduction: content.introduction.clone(),
        cover: content.cover,
        sections: sections.filter(|section| !section.items.is_empty()).collect(),
    }
}

fn item<'d>(
    item: &RecordItem,
    held: &'d BTreeMap<String, InWallet>,
    wholes: &mut BTreeMap<&'d str, Whole>,
) -> Option<ShownItem> {
    let (name, InWallet { document, on_word }) = held.get_key_value(&item.holding)?;
    let on_word = *on_word;
    let holding = item.holding.parse().ok()?;
    let note = item.note.clone();
    let Some(chosen) = &item.parts else {
        return Some(ShownItem { holding, note, documents: vec![document.clone()], part_of: None, on_word });
    };
    let whole = wholes.entry(name).or_insert_with(|| whole(document));
    let chosen: BTreeSet<&str> = chosen.iter().map(String::as_str).collect();
    let parts = whole.parts.iter().flatten().filter(|part| chosen.contains(part.id.as_str()));
    let documents: Vec<_> = parts.map(|part| part.document.clone()).collect();
    let part_of = PartOf {
        name: whole.name.clone(),
        issuer_name: whole.issuer_name.clone(),
        chosen: documents.len(),
        all: whole.parts.len(),
    };
    (!documents.is_empty()).then_some(ShownItem { holding, note, documents, part_of: Some(part_of), on_word })
}

//! What a learner composes: words, sections, and credentials in them.

use serde::{Deserialize, Serialize};

/// All that a learner says and chooses in a record; saved whole.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordContent {
    /// What the learner calls it.
    pub title: String,
    /// A few words before the credentials; may be empty.
    #[serde(default)]
    pub introduction: String,
    /// Its colour.
    #[serde(default)]
    pub cover: Cover,
    /// Its sections, in order; at least one.
    pub sections: Vec<RecordSection>,
}

/// The colour of a record.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Cover {
    /// Green.
    #[default]
    Laurel,
    /// Nearly black.
    Ink,
    /// Blue.
    Sea,
    /// Violet.
    Plum,
    /// Red brown.
    Clay,
    /// Grey.
    Slate,
}

impl Cover {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Laurel, Self::Ink, Self::Sea, Self::Plum, Self::Clay, Self::Slate];

    /// Its name in JSON, in forms and in styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Laurel => "laurel",
            Self::Ink => "ink",
            Self::Sea => "sea",
            Self::Plum => "plum",
            Self::Clay => "clay",
            Self::Slate => "slate",
        }
    }

    /// The one with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cover| cover.name() == name)
    }
}

/// Credentials under a heading.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordSection {
    /// Tells it from the record's other sections: letters, digits and hyphens.
    pub id: String,
    /// Its heading; may be empty.
    #[serde(default)]
    pub heading: String,
    /// What is in it, in order.
    #[serde(default)]
    pub items: Vec<RecordItem>,
}

/// A credential in a record, or some of the entries of one.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordItem {
    /// Tells it from the record's other items: letters, digits and hyphens.
    pub id: String,
    /// The credential's id in the wallet.
    pub holding: String,
    /// Which of its entries are shown, by their ids; all of it where this is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<String>>,
    /// A few words beside it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl RecordContent {
    /// An empty record.
    pub fn new(title: impl Into<String>) -> Self {
        let section = RecordSection { id: "s1".to_owned(), ..RecordSection::default() };
        Self { title: title.into(), sections: vec![section], ..Self::default() }
    }

    /// All items, in order.
    pub fn items(&self) -> impl Iterator<Item = &RecordItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The item with an id, to change it.
    pub fn item_mut(&mut self, id: &str) -> Option<&mut RecordItem> {
        self.sections.iter_mut().flat_map(|section| &mut section.items).find(|item| item.id == id)
    }

    /// The section with an id, to change it.
    pub fn section_mut(&mut self, id: &str) -> Option<&mut RecordSection> {
        self.sections.iter_mut().find(|section| section.id == id)
    }

    /// Adds a credential at the end of the last section; gives the new item's id.
    pub fn add(&mut self, holding: impl Into<String>) -> String {
        let id = fresh("i", self.items().map(|item| item.id.as_str()));
        if self.sections.is_empty() {
            self.add_section();
        }
        if let Some(last) = self.sections.last_mut() {
            let (parts, note) = (None, String::new());
            last.items.push(RecordItem { id: id.clone(), holding: holding.into(), parts, note });
        }
        id
    }

    /// Adds an empty section at the end; gives its id.
    pub fn add_section(&mut self) -> String {
        let id = fresh("s", self.sections.iter().map(|section| section.id.as_str()));
        self.sections.push(RecordSection { id: id.clone(), ..RecordSection::default() });
        id
    }
}

/// The first id of a letter and a number above all that are taken.
fn fresh<'i>(letter: &str, taken: impl Iterator<Item = &'i str>) -> String {
    let numbers = taken.filter_map(|id| id.strip_prefix(letter)?.parse::<u32>().ok());
    format!("{letter}{}", numbers.max().unwrap_or(0).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_has_an_id_of_its_own() {
        let mut content = RecordContent::new("Work");
        assert_eq!((content.add("a"), content.add("b")), ("i1".to_owned(), "i2".to_owned()));
        assert_eq!(content.add_section(), "s2");
        content.sections[0].items.remove(0);
        assert_eq!(content.add("c"), "i3");
        assert_eq!(content.sections[1].items[0].holding, "c", "at the end of the last section");
    }

    #[test]
    fn every_cover_is_named_as_in_json() {
        for cover in Cover::ALL {
            assert_eq!(serde_json::to_string(&cover).unwrap(), format!("\"{}\"", cover.name()));
            assert_eq!(Cover::named(cover.name()), Some(cover));
        }
    }
}

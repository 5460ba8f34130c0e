//! What one does with sections and credentials of a record, decided without a page or a database:
//! the server does it to what it keeps, and a browser to what it shows.

use std::{fmt, str::FromStr};

use super::{RecordContent, RecordItem};

/// One change of order, or something that comes or goes. As text, such as in the value of a button:
/// `up:i3`, `place:i3:s2:0`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RecordEdit {
    /// An item goes one place up; over a section's first place into the section before.
    Up(String),
    /// An item goes one place down; past a section's last place into the section after.
    Down(String),
    /// An item goes to a place in a section, counted from 0 without the item itself.
    Place(String, String, usize),
    /// An item goes to the end of a section.
    To(String, String),
    /// A held credential comes to the end, unless it is there already.
    Add(String),
    /// An item goes out.
    Remove(String),
    /// A section comes to the end.
    AddSection,
    /// A section goes before the one before it,
    SectionUp(String),
    /// or after the one after it.
    SectionDown(String),
    /// A section goes; what is in it joins the section before, or after the first one. The last one stays.
    RemoveSection(String),
}

impl fmt::Display for RecordEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Up(item) => write!(f, "up:{item}"),
            Self::Down(item) => write!(f, "down:{item}"),
            Self::Place(item, section, place) => write!(f, "place:{item}:{section}:{place}"),
            Self::To(item, section) => write!(f, "to:{item}:{section}"),
            Self::Add(holding) => write!(f, "add:{holding}"),
            Self::Remove(item) => write!(f, "remove:{item}"),
            Self::AddSection => write!(f, "add-section"),
            Self::SectionUp(section) => write!(f, "section-up:{section}"),
            Self::SectionDown(section) => write!(f, "section-down:{section}"),
            Self::RemoveSection(section) => write!(f, "remove-section:{section}"),
        }
    }
}

/// A text that is no [`RecordEdit`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("there is no such change")]
pub struct NoSuchEdit;

impl FromStr for RecordEdit {
    type Err = NoSuchEdit;

    fn from_str(text: &str) -> Result<Self, NoSuchEdit> {
        let text_of = |part: &str| part.to_owned();
        Ok(match text.split(':').collect::<Vec<_>>()[..] {
            ["up", item] => Self::Up(text_of(item)),
            ["down", item] => Self::Down(text_of(item)),
            ["place", item, section, place] => {
                Self::Place(text_of(item), text_of(section), place.parse().map_err(|_| NoSuchEdit)?)
            }
            ["to", item, section] => Self::To(text_of(item), text_of(section)),
            ["add", holding] => Self::Add(text_of(holding)),
            ["remove", item] => Self::Remove(text_of(item)),
            ["add-section"] => Self::AddSection,
            ["section-up", section] => Self::SectionUp(text_of(section)),
            ["section-down", section] => Self::SectionDown(text_of(section)),
            ["remove-section", section] => Self::RemoveSection(text_of(section)),
            _ => return Err(NoSuchEdit),
        })
    }
}

impl RecordContent {
    /// Does it; says whether anything is different now: what names something that is not there, or
    /// leads over an end, changes nothing.
    pub fn edit(&mut self, edit: &RecordEdit) -> bool {
        match edit {
            RecordEdit::Up(item) => self.step(item, true),
            RecordEdit::Down(item) => self.step(item, false),
            RecordEdit::Place(item, section, place) => self.place(item, section, *place),
            RecordEdit::To(item, section) => self.place(item, section, usize::MAX),
            RecordEdit::Add(holding) if self.items().any(|item| item.holding == *holding) => false,
            RecordEdit::Add(holding) => !self.add(holding).is_empty(),
            RecordEdit::Remove(item) => self.take(item).is_some(),
            RecordEdit::AddSection => {
                self.add_section();
                true
            }
            RecordEdit::SectionUp(section) => self.swap(section, true),
            RecordEdit::SectionDown(section) => self.swap(section, false),
            RecordEdit::RemoveSection(section) => self.remove_section(section),
        }
    }

    /// Where an item is: the section's place and its own in that, both counted from 0.
    pub fn place_of(&self, item: &str) -> Option<(usize, usize)> {
        self.sections
            .iter()
            .enumerate()
            .find_map(|(section, of)| Some((section, of.items.iter().position(|known| known.id == item)?)))
    }

    fn step(&mut self, item: &str, up: bool) -> bool {
        let Some((section, place)) = self.place_of(item) else { return false };
        let last = self.sections[section].items.len() - 1;
        let (to, at) = match up {
            true if place > 0 => (section, place - 1),
            true if section > 0 => (section - 1, usize::MAX),
            false if place < last => (section, place + 1),
            false if section + 1 < self.sections.len() => (section + 1, 0),
            _ => return false,
        };
        let to = self.sections[to].id.clone();
        self.place(item, &to, at)
    }

    fn place(&mut self, item: &str, section: &str, place: usize) -> bool {
        let Some(before) = self.place_of(item) else { return false };
        let Some(to) = self.sections.iter().position(|known| known.id == section) else { return false };
        let Some(item) = self.take(item) else { return false };
        let items = &mut self.sections[to].items;
        let at = place.min(items.len());
        items.insert(at, item);
        before != (to, at)
    }

    fn take(&mut self, item: &str) -> Option<RecordItem> {
        let (section, place) = self.place_of(item)?;
        Some(self.sections[section].items.remove(place))
    }

    fn swap(&mut self, section: &str, up: bool) -> bool {
        let Some(from) = self.sections.iter().position(|known| known.id == section) else { return false };
        let Some(to) = (if up { from.checked_sub(1) } else { Some(from + 1) }) else { return false };
        if to >= self.sections.len() {
            return false;
        }
        self.sections.swap(from, to);
        true
    }

    fn remove_section(&mut self, section: &str) -> bool {
        let Some(at) = self.sections.iter().position(|known| known.id == section) else { return false };
        if self.sections.len() == 1 {
            return false;
        }
        let items = self.sections.remove(at).items;
        match at.checked_sub(1) {
            Some(before) => self.sections[before].items.extend(items),
            None => drop(self.sections[0].items.splice(0..0, items)),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sections with their items, such as `s1:i1,i2 s2:`.
    fn drawn(content: &RecordContent) -> String {
        let section = |section: &super::super::RecordSection| {
            let items: Vec<_> = section.items.iter().map(|item| item.id.as_str()).collect();
            format!("{}:{}", section.id, items.join(","))
        };
        content.sections.iter().map(section).collect::<Vec<_>>().join(" ")
    }

    fn content() -> RecordContent {
        let mut content = RecordContent::new("Work");
        content.add("a");
        content.add("b");
        content.add_section();
        content.add("c");
        content
    }

    fn done(edits: &[&str]) -> String {
        let mut content = content();
        for edit in edits {
            let edit: RecordEdit = edit.parse().unwrap();
            assert_eq!(edit.to_string().parse(), Ok(edit.clone()));
            assert!(content.edit(&edit), "{edit}");
        }
        drawn(&content)
    }

    #[test]
    fn an_item_goes_up_and_down_and_over_the_borders_of_sections() {
        assert_eq!(done(&[]), "s1:i1,i2 s2:i3");
        assert_eq!(done(&["up:i2"]), "s1:i2,i1 s2:i3");
        assert_eq!(done(&["down:i2"]), "s1:i1 s2:i2,i3");
        assert_eq!(done(&["down:i2", "up:i2"]), "s1:i1,i2 s2:i3");
        assert_eq!(done(&["up:i3"]), "s1:i1,i2,i3 s2:");
    }

    #[test]
    fn an_item_goes_to_a_place_and_to_the_end_of_a_section() {
        assert_eq!(done(&["place:i3:s1:1"]), "s1:i1,i3,i2 s2:");
        assert_eq!(done(&["place:i1:s1:1"]), "s1:i2,i1 s2:i3");
        assert_eq!(done(&["place:i1:s2:99"]), "s1:i2 s2:i3,i1");
        assert_eq!(done(&["to:i1:s2"]), "s1:i2 s2:i3,i1");
        assert_eq!(done(&["remove:i1", "add:a"]), "s1:i2 s2:i3,i4");
    }

    #[test]
    fn what_is_in_a_section_that_goes_stays_in_the_record() {
        assert_eq!(done(&["remove-section:s2"]), "s1:i1,i2,i3");
        assert_eq!(done(&["remove-section:s1"]), "s2:i1,i2,i3");
        assert_eq!(done(&["section-down:s1"]), "s2:i3 s1:i1,i2");
        assert_eq!(done(&["add-section", "section-up:s3"]), "s1:i1,i2 s3: s2:i3");
    }

    #[test]
    fn what_leads_over_an_end_or_names_nothing_changes_nothing() {
        for edit in [
            "up:i1",
            "down:i3",
            "up:i9",
            "place:i1:s9:0",
            "place:i1:s1:0",
            "to:i3:s2",
            "remove:i9",
            "add:a",
            "section-up:s1",
            "section-down:s2",
            "remove-section:s9",
        ] {
            let mut changed = content();
            assert!(!changed.edit(&edit.parse().unwrap()), "{edit}");
            assert_eq!(changed, content(), "{edit}");
        }
        let mut only = RecordContent::new("Work");
        assert!(!only.edit(&RecordEdit::RemoveSection("s1".to_owned())));
        assert_eq!("fly:i1".parse::<RecordEdit>(), Err(NoSuchEdit));
    }
}

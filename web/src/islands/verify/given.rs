//! From what somebody gave to the lines of a table: what is to be done for each, and what its
//! line says before anything is done.

use reader::{Item, What};

use crate::results::{Came, Line, Said};
use crate::words::given::refusal;
use crate::words::verify as words;

/// What is to be done for one line.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) enum Task {
    /// Nothing: the line says already what came of it.
    #[default]
    Nothing,
    /// Judge these documents.
    Judge {
        /// The title of a shared record.
        title: Option<String>,
        /// What to judge; at least one.
        documents: Vec<Vec<u8>>,
    },
    /// Look up this address, and judge what is there.
    LookUp(String),
}

/// One line and what belongs to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// What the table says.
    pub(super) line: Line,
    /// What is to be done.
    pub(super) task: Task,
    /// The documents, once they are here.
    pub(super) documents: Vec<Vec<u8>>,
    /// Addresses that were asked for on its behalf.
    pub(super) asked: Vec<String>,
    /// Somebody is at it.
    pub(super) taken: bool,
}

/// A line for what was recognised; its place is given to it when all are there.
pub(super) fn entry(item: Item) -> Entry {
    let line = Line { source: item.name, ..Line::default() };
    match item.what {
        What::Document(document) => {
            Entry { line, task: Task::Judge { title: None, documents: vec![document] }, ..Entry::default() }
        }
        What::Record { title, documents } => record(line, title, documents),
        What::Link(link) => {
            let line = Line { source: link.clone(), ..line };
            Entry { line, task: Task::LookUp(link), ..Entry::default() }
        }
        What::Applicant { name, email, link, .. } => {
            let said = Said { name, email, link: Some(link.clone()) };
            Entry { line: Line { said, ..line }, task: Task::LookUp(link), ..Entry::default() }
        }
        What::Refused(why) => {
            let param =
                |wanted: &str| why.params.iter().find(|(it, _)| it == wanted).map(|(_, it)| it.clone());
            let said = Said { name: param("name"), email: param("email"), link: None };
            let came = Came::Refused(refusal(&why));
            Entry { line: Line { said, came, ..line }, ..Entry::default() }
        }
    }
}

/// A line for something that could not even be read; why, and the way out, as sentences.
pub(super) fn unread(source: String, why: String) -> Entry {
    Entry { line: Line { source, came: Came::Refused(why), ..Line::default() }, ..Entry::default() }
}

/// A record of nothing has nothing to judge.
fn record(line: Line, title: String, documents: Vec<Vec<u8>>) -> Entry {
    if documents.is_empty() {
        let came = Came::Refused(words::shared_empty().to_owned());
        return Entry { line: Line { came, ..line }, ..Entry::default() };
    }
    Entry { line, task: Task::Judge { title: Some(title), documents }, ..Entry::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, what: What) -> Item {
        Item { name: name.to_owned(), what }
    }

    #[test]
    fn an_applicant_keeps_what_the_list_says_and_is_looked_up() {
        let applicant = What::Applicant {
            row: 3,
            name: Some("Ada".to_owned()),
            email: None,
            link: "https://a.example/s/1".to_owned(),
        };
        let entry = entry(item("list.csv, row 3", applicant));
        assert_eq!(entry.task, Task::LookUp("https://a.example/s/1".to_owned()));
        assert_eq!(entry.line.said.name.as_deref(), Some("Ada"));
        assert_eq!(entry.line.source, "list.csv, row 3");
    }

    #[test]
    fn a_refusal_needs_nothing_done_and_says_the_way_out() {
        let entry = entry(Item::refused("cv.pdf", "pdf", &[]));
        assert_eq!(entry.task, Task::Nothing);
        assert!(matches!(&entry.line.came, Came::Refused(why) if why.contains("PDF")));
    }
}

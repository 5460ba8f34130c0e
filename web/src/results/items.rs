//! What was recognised, where a line is made of it.

use reader::{Item, What};

use crate::words::given::refusal;
use crate::words::verify as words;

/// What is behind one link, as one thing to judge: the title of a record, and documents.
///
/// # Errors
/// Why it is nothing to judge, and the way out, as sentences.
pub fn behind_link(items: Vec<Item>) -> Result<(Option<String>, Vec<Vec<u8>>), String> {
    let mut title = None;
    let mut all = Vec::new();
    let mut why = None;
    for item in items {
        match item.what {
            What::Document(document) => all.push(document),
            What::Record { title: of_record, documents } => {
                title = Some(of_record);
                all.extend(documents);
            }
            What::Link(_) | What::Applicant { .. } => why = Some(words::link_to_list().to_owned()),
            What::Refused(refused) => why = Some(refusal(&refused)),
        }
    }
    match why {
        _ if !all.is_empty() => Ok((title, all)),
        None if title.is_some() => Err(words::shared_empty().to_owned()),
        why => Err(why.unwrap_or_else(|| words::link_empty().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, what: What) -> Item {
        Item { name: name.to_owned(), what }
    }

    #[test]
    fn what_is_behind_a_link_is_one_thing_whatever_its_parts() {
        let record = What::Record { title: "Mine".to_owned(), documents: vec![b"1".to_vec(), b"2".to_vec()] };
        let (title, documents) = behind_link(vec![item("a", record)]).unwrap();
        assert_eq!((title.as_deref(), documents.len()), (Some("Mine"), 2));
        let link = What::Link("https://b.example".to_owned());
        assert!(behind_link(vec![item("a", link)]).unwrap_err().contains("a list"));
        let empty = What::Record { title: "Mine".to_owned(), documents: Vec::new() };
        assert!(behind_link(vec![item("a", empty)]).unwrap_err().contains("empty"));
    }
}

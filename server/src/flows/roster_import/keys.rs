//! By which keys entries of classes go.
//!
//! A class that is graded once goes by `class/CLASS`, and one that is graded session by session by
//! `class/CLASS#SESSION`. Some systems give a class the same id year after year: what stands already
//! under a key with a session that is none of the class any more is another entry. No id of the
//! binding has a `#` or a `+` in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    flows::transcript::Draft,
    id::IssuerId,
    store::{StoreError, Tx, transcript_part},
};

/// Keys that stand in an institution's transcripts, and the sessions of what stands there.
pub(super) type Standing = HashMap<String, BTreeSet<String>>;
/// The terms of classes that are graded as a whole, by the keys of their entries.
pub(super) type Terms = BTreeMap<String, Vec<String>>;

/// The key of a class as a whole, or of a session of it.
pub(super) fn of_class(class: &str, session: Option<&str>) -> String {
    match session {
        None => format!("class/{class}"),
        Some(session) => format!("class/{class}#{session}"),
    }
}

/// What stands in an institution's transcripts.
///
/// # Errors
/// When the database fails.
pub(super) async fn standing(tx: &mut Tx, issuer: IssuerId) -> Result<Standing, StoreError> {
    let mut standing = Standing::new();
    for (key, session) in transcript_part::of_classes(tx, issuer).await? {
        standing.entry(key).or_default().insert(session);
    }
    Ok(standing)
}

/// Gives entries keys of their own where what stands under theirs is of another year.
pub(super) fn settle(draft: &mut Draft, terms: &Terms, standing: &Standing) {
    let moved: HashMap<&str, String> = terms
        .iter()
        .filter_map(|(key, terms)| {
            let own = format!("{key}#{}", terms.join("+"));
            let taken = standing.get(key).is_some_and(|known| !terms.iter().any(|term| known.contains(term)));
            (taken || standing.contains_key(&own)).then_some((key.as_str(), own))
        })
        .collect();
    for line in draft.pupils.iter_mut().flat_map(|pupil| &mut pupil.lines) {
        if let Some(own) = moved.get(line.key.as_str()) {
            line.key.clone_from(own);
        }
    }
}

#[cfg(test)]
mod tests {
    use api::open_badges::SubjectContent;

    use super::*;
    use crate::flows::transcript::{Line, Pupil};

    fn settled(terms: &[&str], standing: &[(&str, &str)]) -> String {
        let line = Line {
            key: of_class("k1", None),
            course: "course/c1".to_owned(),
            session: Some("spring-26".to_owned()),
            gone: false,
            content: SubjectContent::default(),
            part_of: None,
        };
        let mut draft =
            Draft { pupils: vec![Pupil { lines: vec![line], ..Pupil::default() }], ..Draft::default() };
        let terms: Terms =
            [("class/k1".to_owned(), terms.iter().map(|term| (*term).to_owned()).collect())].into();
        let mut known = Standing::new();
        for (key, session) in standing {
            known.entry((*key).to_owned()).or_default().insert((*session).to_owned());
        }
        settle(&mut draft, &terms, &known);
        draft.pupils.remove(0).lines.remove(0).key
    }

    #[test]
    fn a_class_keeps_its_key_until_the_same_id_stands_for_one_of_another_year() {
        assert_eq!(settled(&["spring-26"], &[]), "class/k1");
        assert_eq!(settled(&["spring-26"], &[("class/k1", "spring-26")]), "class/k1");
        assert_eq!(settled(&["spring-26"], &[("class/k1", "spring-25")]), "class/k1#spring-26");
        // Once it goes by that, it does so whatever becomes of the other.
        assert_eq!(settled(&["spring-26"], &[("class/k1#spring-26", "spring-26")]), "class/k1#spring-26");
        // A class that got another term is still the same.
        assert_eq!(settled(&["autumn-25", "spring-26"], &[("class/k1", "autumn-25")]), "class/k1");
        assert_eq!(
            settled(&["autumn-25", "spring-26"], &[("class/k1", "s-1")]),
            "class/k1#autumn-25+spring-26"
        );
    }
}

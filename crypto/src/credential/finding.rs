//! Findings: where a document strays from a standard, in words that name the place.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Severity {
    /// The W3C data model forbids it, or it is not what the rest of the document calls it.
    Error,
    /// Open Badges asks for more, or the data model advises against it.
    Advice,
}

/// What kind of rule a document strays from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Rule {
    /// A member has to be there.
    Missing,
    /// A value is text, a number, an object, one or several.
    Form,
    /// An object names its `type`.
    Type,
    /// A word comes from a list of words.
    Vocabulary,
    /// A date is a date, and names its offset from UTC.
    Date,
    /// The contexts stand in their order.
    Context,
    /// An object has no members but those of its class.
    Extra,
    /// An id or address is absolute.
    Address,
    /// An id that is referred to is there.
    Reference,
    /// A value lies within what is allowed for it.
    Range,
    /// An id is given once.
    Duplicate,
    /// An object says something.
    Empty,
}

impl Rule {
    /// Whether the official JSON schemas have rules of this kind too.
    pub fn is_of_schema(self) -> bool {
        use Rule::{Context, Date, Extra, Form, Missing, Type, Vocabulary};
        matches!(self, Missing | Form | Type | Vocabulary | Date | Context | Extra)
    }
}

/// Where a document strays from a standard.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// Where, as a JSON pointer.
    pub path: String,
    /// What kind of rule it breaks.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong and where, as a sentence without its full stop, such as
    /// `The achievement has no criteria (credentialSubject.achievement.criteria)`.
    pub words: String,
}

/// Findings of each severity that are kept, so that a long document of one fault after the other
/// costs no more memory than a short one.
const MAX_FINDINGS: usize = 100;

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    errors: usize,
    advice: usize,
    /// How deep the reader stands within documents of others, whose faults are not this one's.
    pub(super) within_others: usize,
}

impl Findings {
    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }

    /// Whether one more of this severity is kept.
    fn has_room(&mut self, severity: Severity) -> bool {
        let count = if severity == Severity::Error { &mut self.errors } else { &mut self.advice };
        *count += 1;
        *count <= MAX_FINDINGS
    }

    /// Notes a fault of the object at `place`, or of its member of that name and number.
    #[cold]
    pub(super) fn add(
        &mut self,
        (rule, severity): (Rule, Severity),
        place: &Place<'_>,
        member: Option<(&str, Option<usize>)>,
        said: &str,
    ) {
        let severity = if self.within_others > 0 { Severity::Advice } else { severity };
        if !self.has_room(severity) {
            return;
        }
        let at = member.map(|(key, index)| Place { above: Some(place), key, index, noun: place.noun });
        let at = at.as_ref().unwrap_or(place);
        let (mut path, mut dotted) = (String::new(), String::new());
        at.write(&mut path, &mut dotted);
        let mut words = format!("The {}", place.noun);
        if let Some((key, _)) = member {
            words.push_str(if rule == Rule::Missing { " has no " } else { "'s " });
            words.push_str(&plain(key));
        }
        for part in [if said.is_empty() { "" } else { " " }, said] {
            words.push_str(part);
        }
        if !dotted.is_empty() {
            for part in [" (", &dotted, ")"] {
                words.push_str(part);
            }
        }
        self.list.push(Finding { path, rule, severity, words });
    }
}

/// Where an object stands in a document. Written out only where something is wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'p> {
    /// The place of the object that holds it; none for the document itself.
    pub(super) above: Option<&'p Place<'p>>,
    /// The member that holds it.
    pub(super) key: &'p str,
    /// Its number in a list, counted from 0.
    pub(super) index: Option<usize>,
    /// What to call the object.
    pub(super) noun: &'static str,
}

impl Place<'_> {
    /// Writes it as a JSON pointer, and with dots as people write it.
    fn write(&self, path: &mut String, dotted: &mut String) {
        let Some(above) = self.above else { return };
        above.write(path, dotted);
        path.push('/');
        path.push_str(self.key);
        if !dotted.is_empty() {
            dotted.push('.');
        }
        dotted.push_str(self.key);
        if let Some(index) = self.index {
            let number = index.to_string();
            for (text, parts) in [(path, ["/", &number, ""]), (dotted, ["[", &number, "]"])] {
                for part in parts {
                    text.push_str(part);
                }
            }
        }
    }
}

/// A member's name as people would say it: `resultDescription` becomes `result description`.
fn plain(key: &str) -> String {
    let own = [
        ("@context", "context"),
        ("credentialSubject", "subject"),
        ("validFrom", "beginning of validity"),
        ("validUntil", "end of validity"),
        ("issuanceDate", "date of issue"),
        ("expirationDate", "date of expiry"),
        ("verifiableCredential", "list of credentials"),
        ("parentOrg", "parent organization"),
        ("valueMin", "lowest value"),
        ("valueMax", "highest value"),
    ];
    if let Some((_, words)) = own.iter().find(|(name, _)| *name == key) {
        return (*words).to_owned();
    }
    let mut words = String::new();
    for letter in key.chars() {
        if letter.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// A piece of a document in quotation marks, cut short where it is long.
pub(super) fn quoted(text: &str) -> String {
    const MAX_CHARACTERS: usize = 60;
    match text.char_indices().nth(MAX_CHARACTERS) {
        None => format!("\"{text}\""),
        Some((end, _)) => format!("\"{}…\"", text.get(..end).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_as_a_sentence_that_names_the_place() {
        let document = Place { above: None, key: "", index: None, noun: "credential" };
        let subject =
            Place { above: Some(&document), key: "credentialSubject", index: Some(1), noun: "subject" };
        let achievement =
            Place { above: Some(&subject), key: "achievement", index: None, noun: "achievement" };
        let mut findings = Findings::default();
        findings.add((Rule::Missing, Severity::Advice), &achievement, Some(("criteria", None)), "");
        findings.add(
            (Rule::Date, Severity::Error),
            &document,
            Some(("validFrom", None)),
            "is not a date and time",
        );
        findings.add((Rule::Empty, Severity::Advice), &subject, None, "names nobody");
        findings.add((Rule::Empty, Severity::Advice), &document, None, "says nothing");
        let said: Vec<_> = findings.into_list().into_iter().map(|found| (found.path, found.words)).collect();
        let said: Vec<_> = said.iter().map(|(path, words)| (path.as_str(), words.as_str())).collect();
        assert_eq!(
            said,
            [
                (
                    "/credentialSubject/1/achievement/criteria",
                    "The achievement has no criteria (credentialSubject[1].achievement.criteria)"
                ),
                ("/validFrom", "The credential's beginning of validity is not a date and time (validFrom)"),
                ("/credentialSubject/1", "The subject names nobody (credentialSubject[1])"),
                ("", "The credential says nothing"),
            ]
        );
    }

    #[test]
    fn findings_are_kept_up_to_a_number_and_errors_are_never_crowded_out() {
        let place = Place { above: None, key: "", index: None, noun: "credential" };
        let mut findings = Findings::default();
        for _ in 0..1000 {
            findings.add((Rule::Missing, Severity::Advice), &place, Some(("name", None)), "");
        }
        findings.add((Rule::Missing, Severity::Error), &place, Some(("issuer", None)), "");
        let list = findings.into_list();
        assert_eq!(list.len(), MAX_FINDINGS + 1);
        assert_eq!(list.last().map(|finding| finding.severity), Some(Severity::Error));
    }

    #[test]
    fn a_long_quotation_is_cut() {
        assert_eq!(quoted("Program"), "\"Program\"");
        assert_eq!(quoted(&"ü".repeat(1000)).chars().count(), 63);
    }
}

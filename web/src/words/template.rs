//! Sentences with places for parameters, such as those of a report's checks, in any language.

use std::collections::BTreeMap;

/// Reasons of reasons that a sentence goes into.
const MAX_REASONS: usize = 4;

/// The sentences of a language, and how it says days and minutes.
pub(in crate::words) struct Template {
    /// The sentence of each code; `{name}` stands for a parameter.
    pub(in crate::words) sentences: &'static [(&'static str, &'static str)],
    pub(in crate::words) day: fn(&str) -> String,
    pub(in crate::words) minute: fn(&str) -> String,
}

impl Template {
    /// The sentence of a code; `None` for a code without words here or with a parameter missing.
    pub(in crate::words) fn by_code(&self, code: &str, params: &BTreeMap<String, String>) -> Option<String> {
        let because = params.get("because").map(String::as_str);
        // A report may be somebody else's, and each reason is a call.
        if because.is_some_and(|codes| codes.split(' ').nth(MAX_REASONS).is_some()) {
            return None;
        }
        self.sentence(code, params, because)
    }

    /// * `because`: the codes whose sentences stand for `{reason}`, one within the other.
    fn sentence(
        &self,
        code: &str,
        params: &BTreeMap<String, String>,
        because: Option<&str>,
    ) -> Option<String> {
        let (_, template) = self.sentences.iter().find(|(name, _)| *name == code)?;
        let mut out = String::new();
        let mut rest = *template;
        // One pass, so that braces in a parameter are never read as a parameter.
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}')?;
            out.push_str(before);
            match (name, because) {
                ("reason", Some(codes)) => {
                    let (first, others) =
                        codes.split_once(' ').map_or((codes, None), |(one, all)| (one, Some(all)));
                    out.push_str(self.sentence(first, params, others)?.trim_end_matches('.'));
                }
                ("until" | "from" | "revoked" | "on", _) => out.push_str(&(self.day)(params.get(name)?)),
                ("at", _) => out.push_str(&(self.minute)(params.get(name)?)),
                _ => out.push_str(params.get(name)?),
            }
            rest = tail;
        }
        out.push_str(rest);
        Some(out)
    }

    /// A fact behind a check: as it came, but for one that is a finding of its own.
    pub(in crate::words) fn evidence_value(&self, name: &str, value: &str) -> String {
        let found = if name == "statusListProof" { self.by_code(value, &BTreeMap::new()) } else { None };
        found.unwrap_or_else(|| value.to_owned())
    }
}

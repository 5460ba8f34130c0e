//! A result, drawn on the scale that it was measured by.
//!
//! The sentence under it says all that the drawing shows, so the drawing has no name of its own.

use std::cmp::Ordering;

use crypto::verify::{ResultSummary, Scale};
use leptos::prelude::*;

use super::node::{drawing, line, node, silent, text};
use crate::words::{content as words, general};

/// Steps that are still drawn one by one.
const MAX_DRAWN: usize = 12;

/// One result as a line of a list.
pub(super) fn result(result: &ResultSummary) -> AnyView {
    let kind = result.kind.as_deref().map(general::achievement_type);
    let name = result.name.clone().or(kind).unwrap_or_else(|| words::result().to_owned());
    let mut head = vec![line("span", "result-name", name)];
    if let Some(value) = &result.value {
        head.extend([text(" "), line("strong", "result-value", value)]);
    }
    if let Some(status) = &result.status {
        head.extend([text(" "), line("span", "result-status", general::achievement_type(status))]);
    }
    let scale = result.scale.as_ref();
    let drawn = scale.and_then(|scale| drawn(result.value.as_deref(), scale));
    let told = scale.and_then(words::scale).map(|told| line("p", "hint", told));
    node("li", "", [Some(node("p", "", head)), drawn, told].into_iter().flatten().collect())
}

fn drawn(value: Option<&str>, scale: &Scale) -> Option<AnyView> {
    if (2..=MAX_DRAWN).contains(&scale.steps.len())
        && let Some(reached) = scale.reached
    {
        let step = |(place, step): (usize, &String)| {
            let class = match place.cmp(&reached) {
                Ordering::Less => "step is-below",
                Ordering::Equal => "step is-reached",
                Ordering::Greater => "step",
            };
            line("li", class, step)
        };
        return Some(silent("ol", "steps", scale.steps.iter().enumerate().map(step).collect()));
    }
    let share = tenths(self::share(value?, scale)?);
    let required = scale.required.as_deref().and_then(|required| self::share(required, scale));
    let mark = required.map(tenths).map_or_else(String::new, |x| {
        format!("<rect class=\"range-mark\" x=\"{x}\" y=\"0\" width=\"0.600\" height=\"8\"/>")
    });
    let svg = format!(
        "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" focusable=\"false\">\
         <rect class=\"range-all\" x=\"0\" y=\"2\" width=\"100\" height=\"4\"/>\
         <rect class=\"range-part\" x=\"0\" y=\"2\" width=\"{share}\" height=\"4\"/>{mark}</svg>"
    );
    Some(drawing("range", svg))
}

fn tenths(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// Where a value lies on a range, 0 to 1; `None` for one outside, or that is no number.
fn share(value: &str, scale: &Scale) -> Option<f64> {
    let (value, min, max) =
        (number(value)?, number(scale.min.as_deref().unwrap_or("0"))?, number(scale.max.as_deref()?)?);
    (min < max && (min..=max).contains(&value)).then(|| (value - min) / (max - min))
}

/// A decimal number of up to 15 digits, a per cent sign aside. The library's own reading of numbers
/// brings tables that weigh more than all the rest of a report.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [whole, part].concat();
    let plain = !whole.is_empty() && all.len() <= 15 && all.bytes().all(|byte| byte.is_ascii_digit());
    let (mut value, mut unit) = (0.0, 1.0);
    for byte in plain.then_some(all)?.bytes() {
        value = value * 10.0 + f64::from(byte - b'0');
    }
    for _ in 0..part.len() {
        unit *= 10.0;
    }
    Some(sign * value / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(min: &str, max: &str, required: Option<&str>) -> Scale {
        Scale {
            min: Some(min.to_owned()),
            max: Some(max.to_owned()),
            required: required.map(str::to_owned),
            ..Scale::default()
        }
    }

    fn html(value: &str, scale: Scale) -> String {
        let value = Some(value.to_owned());
        result(&ResultSummary {
            name: Some("Score".to_owned()),
            value,
            scale: Some(scale),
            ..ResultSummary::default()
        })
        .to_html()
    }

    #[test]
    fn a_number_is_drawn_on_its_range_and_told_in_words() {
        let html = html("87.5 %", range("0", "100", Some("50")));
        assert!(html.contains("width=\"87.5\"") && html.contains("x=\"50.0\""), "{html}");
        assert!(html.contains("From 0 to 100. It takes 50 to pass."), "{html}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in
            [("87.5 %", Some(87.5)), ("-3", Some(-3.0)), ("0.05", Some(0.05)), (" 100% ", Some(100.0))]
        {
            assert_eq!(number(text), expected, "{text}");
        }
        for text in ["", "-", ".5", "1e3", "nan", "B+", "1.2.3", "1,5", "1234567890123456", "٣"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn what_lies_outside_its_range_is_not_drawn() {
        for (value, min, max) in [
            ("101", "0", "100"),
            ("-1", "0", "100"),
            ("A", "0", "100"),
            ("5", "9", "1"),
            ("nan", "0", "1"),
            ("1", "1", "1"),
        ] {
            let html = html(value, range(min, max, None));
            assert!(!html.contains("<svg") && html.contains(value), "{html}");
        }
    }

    #[test]
    fn a_level_stands_among_the_levels_and_the_words_say_which() {
        let steps = ["Seen", "Practised", "Mastered"].map(str::to_owned).to_vec();
        let html = html("Practised", Scale { steps, reached: Some(1), ..Scale::default() });
        assert!(html.contains("step is-reached\">Practised"), "{html}");
        assert!(html.contains("2 of 3, from lowest to highest: Seen, Practised, Mastered."), "{html}");
        assert!(html.contains("aria-hidden=\"true\""), "{html}");
    }

    #[test]
    fn a_scale_of_unknown_place_is_told_and_not_drawn() {
        let steps = ["C", "B", "A"].map(str::to_owned).to_vec();
        let html = html("Z", Scale { steps, ..Scale::default() });
        assert!(
            !html.contains("<ol") && html.contains("Possible, from lowest to highest: C, B, A."),
            "{html}"
        );
    }
}

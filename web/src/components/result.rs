//! A result, drawn on the scale that it was measured by.
//!
//! The sentence under it says all that the drawing shows, so the drawing has no name of its own.

use crypto::verify::{ResultSummary, Scale};
use leptos::prelude::*;

use crate::words::{content as words, general};

/// Steps that are still drawn one by one.
const MAX_DRAWN: usize = 12;

/// One result as a line of a list.
pub(super) fn result(result: &ResultSummary) -> AnyView {
    let kind = result.kind.as_deref().map(general::achievement_type);
    let name = result.name.clone().or(kind).unwrap_or_else(|| words::RESULT.to_owned());
    let value = result.value.clone().map(|value| view! { " "<strong class="result-value">{value}</strong> });
    let status = result.status.as_deref().map(general::achievement_type);
    let status = status.map(|status| view! { " "<span class="result-status">{status}</span> });
    let scale = result.scale.as_ref();
    let drawing = scale.and_then(|scale| drawing(result.value.as_deref(), scale));
    let text = scale.and_then(words::scale).map(|text| view! { <p class="hint">{text}</p> });
    view! { <li><p><span class="result-name">{name}</span>{value}{status}</p>{drawing}{text}</li> }.into_any()
}

fn drawing(value: Option<&str>, scale: &Scale) -> Option<AnyView> {
    if (2..=MAX_DRAWN).contains(&scale.steps.len())
        && let Some(reached) = scale.reached
    {
        let steps: Vec<_> = scale
            .steps
            .iter()
            .enumerate()
            .map(|(place, step)| {
                let class = match place.cmp(&reached) {
                    std::cmp::Ordering::Less => "step is-below",
                    std::cmp::Ordering::Equal => "step is-reached",
                    std::cmp::Ordering::Greater => "step",
                };
                view! { <li class=class>{step.clone()}</li> }
            })
            .collect();
        return Some(view! { <ol class="steps" aria-hidden="true">{steps}</ol> }.into_any());
    }
    let share = share(value?, scale)?;
    let required = scale.required.as_deref().and_then(|required| self::share(required, scale));
    let mark = required.map(|at| {
        let x = tenths(at);
        view! { <rect class="range-mark" x=x y="0" width="0.600" height="8" /> }
    });
    Some(
        view! {
            <svg class="range" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="range-all" x="0" y="2" width="100" height="4" />
                <rect class="range-part" x="0" y="2" width=tenths(share) height="4" />
                {mark}
            </svg>
        }
        .into_any(),
    )
}

fn tenths(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// Where a value lies on a range, 0 to 1; `None` for one outside, or that is no number.
fn share(value: &str, scale: &Scale) -> Option<f64> {
    let number = |text: &str| {
        let text = text.trim();
        let number: f64 = text.strip_suffix('%').unwrap_or(text).trim_end().parse().ok()?;
        number.is_finite().then_some(number)
    };
    let (value, min, max) =
        (number(value)?, number(scale.min.as_deref().unwrap_or("0"))?, number(scale.max.as_deref()?)?);
    (min < max && (min..=max).contains(&value)).then(|| (value - min) / (max - min))
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

//! A small chart of columns: one for each of a few things in a row, such as months.
//!
//! Written as text: nothing in it moves. What is hidden has one shape, whatever it hides: a dashed
//! column of one height. Every column says its number, so that nothing is told by colour.

use std::fmt::Write as _;

use super::markup::{element, escaped};

/// Units of the drawing: of a column with the space around it,
const STEP: u32 = 24;
/// of the space for the tallest one,
const TALL: u32 = 60;
/// and of the words above and below.
const LINE: u32 = 12;
/// A column that hides its number.
const HIDDEN: u32 = 8;

/// One column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Under it: a letter or two.
    pub(crate) under: String,
    /// Over it: its number as it is told; empty for none.
    pub(crate) over: String,
    /// How tall, where that is told.
    pub(crate) told: Option<u64>,
    /// Whether it hides a number.
    pub(crate) hidden: bool,
}

/// The drawing, called `name` to those who don't see it.
pub(crate) fn columns(name: &str, columns: &[Column]) -> String {
    let tallest = columns.iter().filter_map(|column| column.told).max().unwrap_or_default().max(1);
    let count = u32::try_from(columns.len()).unwrap_or(1).max(1);
    let base = LINE + TALL;
    let mut inside = String::new();
    for (place, column) in (0_u32..).zip(columns) {
        let left = place * STEP;
        let height = match column.told {
            _ if column.hidden => HIDDEN,
            Some(told) => height(told, tallest),
            None => 0,
        };
        if height > 0 {
            let class = if column.hidden { "column-hidden" } else { "column" };
            // Writing to a String can't fail.
            let _ = write!(
                inside,
                r#"<rect class="{class}" x="{}" y="{}" width="14" height="{height}"/>"#,
                left + 5,
                base - height
            );
        }
        let middle = left + STEP / 2;
        let mut words = |y: u32, text: &str| {
            let _ = write!(inside, r#"<text x="{middle}" y="{y}">{}</text>"#, escaped(text));
        };
        words(base - height - 3, &column.over);
        words(base + LINE - 2, &column.under);
    }
    let _ = write!(inside, r#"<path class="column-base" d="M0 {base}H{}"/>"#, count * STEP);
    let frame = format!("0 0 {} {}", count * STEP, base + LINE + 2);
    element(
        "svg",
        &[("class", "columns"), ("role", "img"), ("aria-label", name), ("viewBox", &frame)],
        &inside,
    )
}

/// How tall a column is; whatever is not nought can be seen.
fn height(told: u64, tallest: u64) -> u32 {
    if told == 0 {
        return 0;
    }
    let share = u128::from(told) * u128::from(TALL) / u128::from(tallest);
    u32::try_from(share).unwrap_or(TALL).clamp(1, TALL)
}

/// A bar beside a number in a table.
///
/// * `told`: how long, where that is told; `hidden`: whether it hides a number.
pub(crate) fn bar(told: Option<u64>, hidden: bool, longest: u64) -> String {
    let (class, width) = match told {
        _ if hidden => ("column-hidden", 8),
        Some(told) if told > 0 => {
            let share = u128::from(told) * 98 / u128::from(longest.max(1));
            ("column", u32::try_from(share).unwrap_or(98).clamp(1, 98))
        }
        _ => return String::new(),
    };
    let rect = format!(r#"<rect class="{class}" x="1" y="1" width="{width}" height="6"/>"#);
    let attributes = [
        ("class", "bar"),
        ("aria-hidden", "true"),
        ("viewBox", "0 0 100 8"),
        ("preserveAspectRatio", "none"),
    ];
    element("svg", &attributes, &rect)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(columns_of: &[Column]) -> String {
        columns("Issued", columns_of)
    }

    fn hidden(told: Option<u64>) -> Column {
        Column { under: "J".to_owned(), over: "<10".to_owned(), told, hidden: true }
    }

    #[test]
    fn what_is_hidden_has_one_shape_whatever_it_hides() {
        let tall = Column { told: Some(400), over: "400+".to_owned(), ..Column::default() };
        let shape = |told| drawn(&[hidden(told), tall.clone()]);
        assert_eq!(shape(None), shape(Some(9)));
        assert_eq!(bar(None, true, 400), bar(Some(9), true, 10));
        assert!(shape(None).contains("&lt;10") && shape(None).contains("400+"));
    }

    #[test]
    fn the_tallest_fills_the_drawing_and_nought_is_not_drawn() {
        let of = |told| Column { told: Some(told), ..Column::default() };
        let html = drawn(&[of(0), of(1), of(50), of(u64::MAX)]);
        assert_eq!(html.matches("<rect").count(), 3, "{html}");
        assert!(html.contains("height=\"60\"") && html.contains("height=\"1\""), "{html}");
    }
}

//! What came of checking several things, as HTML: rows of the table, what is listed apart, what
//! stands over the reports of one line. The server's page and the browser's are made of the same.

use super::markup::{element, escaped, text_in};
use super::seal::seal_html;
use crate::results::{Came, Compared, Found, Line, Row, Said};
use crate::words::{dates, report as report_words, results as words, verify};

/// How a row leads to its report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Leads {
    /// By a link, on a page without script.
    #[cfg_attr(not(any(feature = "ssr", test)), expect(dead_code, reason = "browsers have buttons"))]
    Link,
    /// By a button called `open-{place}`.
    Button,
}

/// The id of what opens a row's report.
pub(crate) fn opener(place: usize) -> String {
    format!("open-{place}")
}

/// The id of a row's report on a page without script.
pub(crate) fn report_id(place: usize) -> String {
    format!("report-{place}")
}

/// One row of the table. Roles are spelt out, because a phone shows rows as cards.
pub(crate) fn row_html(row: &Row, leads: Leads) -> String {
    let label = words::row_name(&row.what, &row.who);
    let place = row.place.to_string();
    let name = match leads {
        Leads::Link => {
            let href = format!("#{}", report_id(row.place));
            element("a", &[("href", &href), ("aria-label", &label)], &escaped(&row.what))
        }
        Leads::Button => element(
            "button",
            &[
                ("type", "button"),
                ("class", "plain"),
                ("id", &opener(row.place)),
                ("data-do", "open"),
                ("data-place", &place),
                ("aria-label", &label),
            ],
            &escaped(&row.what),
        ),
    };
    let mut whose = escaped(&row.who);
    for part in [&row.said.name, &row.said.email].into_iter().flatten() {
        whose.push_str(&text_in("span", "hint", &words::said(part)));
    }
    let compared = [
        row.name.map(|it| (it, words::compared_name(it))),
        row.email.map(|it| (it, words::compared_email(it))),
    ];
    for (compared, text) in compared.into_iter().flatten() {
        whose.push_str(&text_in("span", class_of_compared(compared), &text));
    }
    let verdict = format!("{}{}", seal_html(row.headline), element("span", &[], &escaped(&row.verdict)));
    let cell = |class: &str, inside: &str| element("td", &[("role", "cell"), ("class", class)], inside);
    let cells = [
        cell("place", &place),
        cell("to", &whose),
        element("th", &[("role", "rowheader"), ("scope", "row")], &name),
        cell("by", &escaped(&row.issuer)),
        cell("found", &element("span", &[("class", "card-state")], &verdict)),
        cell("day", &escaped(&dates::day(&row.awarded))),
    ];
    element("tr", &[("role", "row")], &cells.concat())
}

fn class_of_compared(compared: Compared) -> &'static str {
    match compared {
        Compared::Same => "state is-good",
        Compared::Unclear => "state",
        Compared::Other => "state is-bad",
    }
}

/// What could not be opened, each list with its heading.
pub(crate) fn apart_html<'l>(lines: impl IntoIterator<Item = &'l Line>) -> String {
    let (mut dead, mut refused, mut broken) = (String::new(), String::new(), String::new());
    for line in lines {
        let list = match &line.came {
            Came::Dead(_) | Came::Locked => &mut dead,
            Came::Refused(_) => &mut refused,
            Came::Broken => &mut broken,
            Came::Waiting | Came::Checked(_) => continue,
        };
        list.push_str(&apart_line(line));
    }
    let lists = [(words::dead(), dead), (words::refused(), refused), (words::broken(), broken)];
    lists
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(title, lines)| {
            let list = element("ul", &[("class", "lines")], &lines);
            element("section", &[("class", "apart")], &format!("{}{list}", element("h3", &[], title)))
        })
        .collect()
}

fn apart_line(line: &Line) -> String {
    let mut name = text_in("strong", "address", &line.source);
    let parts = [&line.said.name, &line.said.email, &line.said.link];
    for part in parts.into_iter().flatten().filter(|part| **part != line.source) {
        name.push_str(&text_in("span", "hint address", part));
    }
    let why = element("p", &[], &escaped(why_not(&line.came).unwrap_or_default()));
    element("li", &[], &format!("{}{why}", element("p", &[], &name)))
}

/// Why a line has no verdict, as sentences; `None` where it has one or nobody looked yet.
fn why_not(came: &Came) -> Option<&str> {
    match came {
        Came::Refused(why) | Came::Dead(why) => Some(why),
        Came::Locked => Some(words::locked()),
        Came::Broken => Some(words::broke()),
        Came::Waiting | Came::Checked(_) => None,
    }
}

/// What stands over the reports of one line, or instead of them.
pub(crate) fn head_html(line: &Line) -> String {
    match &line.came {
        Came::Checked(found) => found_head(found, &line.said),
        Came::Waiting => text_in("p", "hint", verify::checking()),
        came => {
            let why = escaped(why_not(came).unwrap_or_default());
            element("p", &[("class", "notice is-bad"), ("role", "alert")], &why)
        }
    }
}

fn found_head(found: &Found, said: &Said) -> String {
    let mut html = String::new();
    if let Some(title) = &found.title {
        html.push_str(&text_in("p", "hint", &report_words::learners_title(title)));
    }
    if found.reports.len() > 1 {
        html.push_str(&text_in(
            "p",
            "summary-line",
            &words::of_several(found.verified(), found.reports.len()),
        ));
    }
    for (compared, asked) in [(found.name, &said.name), (found.email, &said.email)] {
        if let (Some(compared), Some(asked)) = (compared, asked) {
            html.push_str(&answer_html(compared, asked));
        }
    }
    html
}

/// Whether it is theirs, in words.
pub(crate) fn answer_html(compared: Compared, asked: &str) -> String {
    let class = match compared {
        Compared::Same => "notice is-good",
        Compared::Unclear => "notice",
        Compared::Other => "notice is-bad",
    };
    let (answer, meaning) = verify::whose(compared, asked);
    let answer = element("p", &[], &element("strong", &[], &escaped(&answer)));
    element("div", &[("class", class)], &format!("{answer}{}", element("p", &[], &escaped(meaning))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_recognised_is_listed_apart_with_the_way_out() {
        let line = Line {
            source: "cv<.pdf".to_owned(),
            came: Came::Refused("Ask for the file.".to_owned()),
            ..Line::default()
        };
        let html = apart_html([&line]);
        assert!(html.contains("Not recognised") && html.contains("Ask for the file."), "{html}");
        assert!(html.contains("cv&lt;.pdf"), "{html}");
        assert_eq!(apart_html([&Line::default()]), "");
    }
}

//! The server's answer: everything at once, for a page without script.

use leptos::prelude::*;

use crate::components::report_view;
use crate::components::results::{Leads, apart_html, head_html, report_id, row_html};
use crate::results::{Came, Column, Filter, Line, Order, Sum, rows};
use crate::words::results as words;

/// One line with its report, or a table, exceptions first, with all reports below.
///
/// * `checked`: who checked and when, as a sentence.
pub(super) fn results_view(lines: &[Line], checked: &str) -> AnyView {
    if let [line] = lines {
        return line_view(line, checked);
    }
    let rows = rows(lines, &Filter::default(), Order::default());
    let reports: Vec<_> = rows
        .iter()
        .filter_map(|row| lines.iter().find(|line| line.place == row.place))
        .map(|line| {
            view! {
                <section id=report_id(line.place) class="opened">
                    <p class="hint address">{words::from(&line.source)}</p>
                    {line_view(line, checked)}
                    <p><a href="#results">{words::back()}</a></p>
                </section>
            }
        })
        .collect();
    let table = (!rows.is_empty()).then(|| {
        let headings: Vec<_> = Column::ALL
            .map(|column| view! { <th scope="col" role="columnheader">{words::column(column)}</th> })
            .into();
        let body: String = rows.iter().map(|row| row_html(row, Leads::Link)).collect();
        view! {
            <table class="results" role="table" aria-label=words::table()>
                <caption class="hint">{words::table_hint_plain()}</caption>
                <thead role="rowgroup"><tr role="row">{headings}</tr></thead>
                <tbody role="rowgroup" inner_html=body></tbody>
            </table>
        }
    });
    let reports = (!reports.is_empty()).then(|| view! { <h3>{words::reports()}</h3>{reports} });
    view! {
        <p class="summary-line" id="results">{words::sum(&Sum::of(lines))}</p>
        {table}
        <div inner_html=apart_html(lines)></div>
        {reports}
    }
    .into_any()
}

fn line_view(line: &Line, checked: &str) -> AnyView {
    let reports = match &line.came {
        Came::Checked(found) => found.reports.as_slice(),
        _ => &[],
    };
    let several = reports.len() > 1;
    let reports: Vec<_> =
        reports.iter().map(|report| report_view(report, None, Some(checked.to_owned()), several)).collect();
    view! {
        <div class="stack" inner_html=head_html(line)></div>
        {reports}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use crypto::verify::Headline;

    use super::*;
    use crate::results::testing::one;

    #[test]
    fn one_thing_is_shown_at_once_and_several_as_a_table_that_leads_to_each() {
        let single = results_view(&[one(1, Headline::Verified)], "Checked.").to_html();
        assert!(single.contains("verdict-headline") && !single.contains("<table"), "{single}");
        let several =
            results_view(&[one(1, Headline::Verified), one(2, Headline::NotValid)], "Checked.").to_html();
        assert!(several.contains("2 checked: 1 verified, 1 not valid."), "{several}");
        let first = several.find("href=\"#report-2\"").unwrap();
        assert!(first < several.find("href=\"#report-1\"").unwrap(), "exceptions first");
        assert!(several.contains("id=\"report-1\"") && several.contains("id=\"report-2\""), "{several}");
    }
}

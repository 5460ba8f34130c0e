//! `/desk/{slug}/insights`: issued, claimed, shared, verified, in numbers.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink};
use crate::components::columns::{Column, bar, columns};
use crate::words::insights as words;

/// The numbers of a desk.
#[derive(Clone, Debug, Default)]
pub struct Insights {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its months, the oldest first, by names such as `2026-11`.
    pub months: Vec<InsightLine>,
    /// Its achievements, by name.
    pub achievements: Vec<InsightLine>,
    /// All together.
    pub total: [Figure; 4],
    /// Since when shared and verified are counted, RFC 3339.
    pub since: Option<String>,
    /// Whether nothing was ever awarded.
    pub empty: bool,
}

/// A row of either table: issued, claimed, shared, verified.
#[derive(Clone, Debug, Default)]
pub struct InsightLine {
    /// The achievement's id; empty for a month.
    pub id: String,
    /// The month or the achievement.
    pub name: String,
    /// The numbers.
    pub figures: [Figure; 4],
}

/// A number as it may be told.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// `12`, `40+`, `<10`; empty where nobody counted.
    pub text: String,
    /// What is certain of it; absent where it is hidden or was not counted.
    pub told: Option<u64>,
}

impl Figure {
    fn is_hidden(&self) -> bool {
        self.told.is_none() && !self.text.is_empty()
    }
}

/// The page.
pub fn insights(chrome: &Chrome, data: &Insights) -> String {
    desk_page(chrome, &data.issuer, Section::Insights, words::title(), false, || {
        let path = format!("/desk/{}/insights", data.issuer.slug);
        let body = if data.empty {
            view! { <p class="empty">{words::empty()}</p> }.into_any()
        } else {
            view! {
                <section>
                    <h2>{words::by_month()}</h2>
                    <div class="insight-charts">{charts(data)}</div>
                    {months(data)}
                    {download(&format!("{path}/months.csv"), words::by_month())}
                </section>
                <section>
                    <h2>{words::by_achievement()}</h2>
                    {achievements(data)}
                    {download(&format!("{path}/achievements.csv"), words::by_achievement())}
                </section>
                <p class="hint">{words::signs()}</p>
            }
            .into_any()
        };
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {body}
            <p class="hint">{words::since(data.since.as_deref())} " " {words::own_looks()}</p>
        }
    })
}

fn charts(data: &Insights) -> Vec<AnyView> {
    let chart = |(kind, (name, hint)): (usize, &(&'static str, &'static str))| {
        let column = |line: &InsightLine| {
            let figure = &line.figures[kind];
            Column {
                under: words::month_letter(&line.name),
                over: if figure.text.is_empty() { words::uncounted() } else { &figure.text }.to_owned(),
                told: figure.told,
                hidden: figure.is_hidden(),
            }
        };
        let drawn: Vec<_> = data.months.iter().map(column).collect();
        let drawing = columns(&words::chart(name), &drawn);
        let total = data.total[kind].text.clone();
        view! {
            <figure class="insight-chart">
                <figcaption>
                    <p class="insight-kind"><span>{*name}</span> <strong>{total}</strong></p>
                    <p class="hint">{*hint}</p>
                </figcaption>
                <div class="insight-drawing" inner_html=drawing></div>
            </figure>
        }
        .into_any()
    };
    words::kinds().iter().enumerate().map(chart).collect()
}

fn head(first: &'static str) -> AnyView {
    let kinds: Vec<_> = words::kinds()
        .iter()
        .map(|(name, _)| view! { <th scope="col" class="insight-number">{*name}</th> })
        .collect();
    view! { <thead><tr><th scope="col">{first}</th>{kinds}</tr></thead> }.into_any()
}

/// The cells of a row.
///
/// * `longest`: what the longest bar stands for; `None` for no bars.
fn cells(figures: &[Figure; 4], longest: Option<u64>) -> Vec<AnyView> {
    let cell = |(figure, (name, _)): (&Figure, &(&'static str, &'static str))| {
        let drawn = longest.map(|longest| bar(figure.told, figure.is_hidden(), longest));
        let drawn = drawn.map(|drawn| view! { <span class="insight-bar" inner_html=drawn></span> });
        let number = if figure.text.is_empty() {
            view! {
                <span aria-hidden="true">{words::uncounted()}</span>
                <span class="unseen">{words::uncounted_name()}</span>
            }
            .into_any()
        } else {
            figure.text.clone().into_any()
        };
        view! {
            <td class="insight-number">
                <span class="insight-label">{*name}</span>
                <span>{number}</span>
                {drawn}
            </td>
        }
        .into_any()
    };
    figures.iter().zip(&words::kinds()).map(cell).collect()
}

fn months(data: &Insights) -> AnyView {
    let rows: Vec<_> = data
        .months
        .iter()
        .map(|line| {
            view! { <tr><th scope="row">{words::month(&line.name)}</th>{cells(&line.figures, None)}</tr> }
        })
        .collect();
    view! {
        <table class="insight-months">
            {head(words::month_label())}
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row">{words::total()}</th>{cells(&data.total, None)}</tr></tfoot>
        </table>
    }
    .into_any()
}

fn achievements(data: &Insights) -> AnyView {
    let told = data.achievements.iter().flat_map(|line| &line.figures).filter_map(|figure| figure.told);
    let longest = told.max().unwrap_or_default();
    let rows: Vec<_> = data
        .achievements
        .iter()
        .map(|line| {
            let href = format!("/desk/{}/achievements/{}", data.issuer.slug, line.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{line.name.clone()}</a></th>
                    {cells(&line.figures, Some(longest))}
                </tr>
            }
        })
        .collect();
    view! {
        <table class="insight-achievements">
            {head(words::achievement())}
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row">{words::total()}</th>{cells(&data.total, None)}</tr></tfoot>
        </table>
    }
    .into_any()
}

fn download(href: &str, heading: &'static str) -> AnyView {
    let href = href.to_owned();
    view! {
        <p class="row not-printed">
            <a class="button small" href=href download="" aria-label=words::download(heading)>{words::download_label()}</a>
        </p>
    }
    .into_any()
}

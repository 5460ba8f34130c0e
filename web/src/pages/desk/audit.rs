//! `/desk/{slug}/audit`: what was done, for those who answer for it.

use leptos::prelude::*;

use super::form::hidden;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink, Notice, Tone};
use crate::components::{Field, choice, field, notice};
use crate::words::{dates, desk_audit as words};

/// What the page shows. Posts `act`, `who`, `subject`, `from`, `until` and `before` to itself, and the same with
/// `format` to `/desk/{slug}/audit/export`.
#[derive(Clone, Debug, Default)]
pub struct AuditPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// What is searched for.
    pub search: AuditSearch,
    /// What was found, the latest first.
    pub lines: Vec<AuditLine>,
    /// Where older ones begin, if there are any.
    pub older: Option<i64>,
    /// Whether it holds; where that was looked at.
    pub standing: Option<AuditStanding>,
}

/// What is searched for, as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AuditSearch {
    /// `act`: one, or a kind.
    pub act: String,
    /// `who`.
    pub who: String,
    /// `subject`.
    pub subject: String,
    /// `from`: a day.
    pub from: String,
    /// `until`: a day.
    pub until: String,
}

/// Whether anything was altered.
#[derive(Clone, Debug)]
pub enum AuditStanding {
    /// There is nothing yet to hold it against.
    NoHead,
    /// It was last gone through at this time, RFC 3339, which is too long ago.
    Overdue(String),
    /// What there is to hold it against cannot be read.
    BadHead,
    /// Nothing was, since then.
    Holds(String),
    /// Something was, since then, in so many places.
    Broken(String, u64),
}

/// One act.
#[derive(Clone, Debug, Default)]
pub struct AuditLine {
    /// Its number.
    pub sequence: i64,
    /// When, RFC 3339.
    pub at: String,
    /// What, by its name.
    pub act: String,
    /// By whom: a name and an address; empty for somebody who is gone, absent for nobody.
    pub who: Option<(String, String)>,
    /// To what.
    pub subject: Option<AuditSubject>,
    /// How: pairs of name and value.
    pub detail: Vec<(String, String)>,
    /// What changed: name, before, after.
    pub changes: Vec<(String, String, String)>,
    /// Whether who did it to whom was erased.
    pub forgotten: bool,
}

/// What something was done to.
#[derive(Clone, Debug, Default)]
pub struct AuditSubject {
    /// What it is called; empty where it is gone.
    pub name: String,
    /// More about it.
    pub more: String,
    /// Where it is.
    pub href: Option<String>,
}

impl AuditSearch {
    fn fields(&self) -> Vec<(String, String)> {
        let Self { act, who, subject, from, until } = self.clone();
        let fields = [("act", act), ("who", who), ("subject", subject), ("from", from), ("until", until)];
        fields.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }
}

/// What was done.
pub fn audit(chrome: &Chrome, data: &AuditPage) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Audit, words::title(), false, || {
        let action = format!("/desk/{}/audit", data.issuer.slug);
        let searched = data.search != AuditSearch::default();
        let list = if data.lines.is_empty() {
            let text = if searched { words::not_found() } else { words::nothing() };
            view! { <p class="empty">{text}</p> }.into_any()
        } else {
            let lines: Vec<_> = data.lines.into_iter().map(line).collect();
            view! { <ol class="audit-list" aria-label=words::list()>{lines}</ol> }.into_any()
        };
        let fields = data.search.fields();
        let older = data.older.map(|before| {
            view! {
                <form method="post" action=action.clone() class="row">
                    {hidden(fields.clone())}
                    <button name="before" value=before.to_string()>{words::older()}</button>
                </form>
            }
        });
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {data.standing.map(standing)}
            {search_form(&action, &data.search, searched)}
            {list}
            {older}
            {export_form(&action, fields)}
        }
    })
}

fn standing(standing: AuditStanding) -> AnyView {
    let (tone, text) = match standing {
        AuditStanding::NoHead => (Tone::Good, words::no_head().to_owned()),
        AuditStanding::BadHead => (Tone::Bad, words::bad_head().to_owned()),
        AuditStanding::Holds(at) => (Tone::Good, words::holds(&dates::minute(&at))),
        AuditStanding::Overdue(at) => (Tone::Bad, words::overdue(&dates::minute(&at))),
        AuditStanding::Broken(at, faults) => (Tone::Bad, words::broken(&dates::minute(&at), faults)),
    };
    match tone {
        Tone::Good => view! { <p class="audit-holds">{text}</p> }.into_any(),
        tone => notice(&Notice { tone, text }).into_any(),
    }
}

fn search_form(action: &str, search: &AuditSearch, searched: bool) -> AnyView {
    let mut acts = vec![(String::new(), words::anything().to_owned())];
    acts.extend(words::acts().iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())));
    if !acts.iter().any(|(name, _)| *name == search.act) {
        acts.push((search.act.clone(), search.act.clone()));
    }
    let all = searched.then(|| view! { <a href=action.to_owned()>{words::all()}</a> });
    view! {
        <details class="fold audit-search" open=searched>
            <summary>{words::search()}</summary>
            <form method="post" action=action.to_owned() class="stack">
                <div class="audit-fields">
                    {choice(Field::text("act", words::act_label()), &search.act, acts, &[])}
                    {field(Field::text("who", words::who()).optional(), &search.who, &[])}
                    {field(Field::text("subject", words::subject()).optional(), &search.subject, &[])}
                    {field(Field::text("from", words::from()).optional().kind("date"), &search.from, &[])}
                    {field(Field::text("until", words::until()).optional().kind("date"), &search.until, &[])}
                </div>
                <p class="row"><button class="main">{words::find()}</button>{all}</p>
            </form>
        </details>
    }
    .into_any()
}

fn export_form(action: &str, fields: Vec<(String, String)>) -> AnyView {
    view! {
        <section>
            <h2>{words::export()}</h2>
            <p class="hint">{words::export_hint()}</p>
            <form method="post" action=format!("{action}/export") class="row">
                {hidden(fields)}
                <button name="format" value="csv">{words::csv()}</button>
                <button name="format" value="json">{words::json()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn line(line: AuditLine) -> AnyView {
    let AuditLine { sequence, at, act, who, subject, detail, changes, forgotten } = line;
    let who = match who {
        None if forgotten => None,
        None => Some(view! { <span>{words::service()}</span> }.into_any()),
        Some((name, _)) if name.is_empty() => Some(view! { <span>{words::gone_person()}</span> }.into_any()),
        Some((name, more)) => {
            let more = (more != name).then(|| view! { <span class="hint">{more}</span> });
            Some(view! { <span>{name}</span>{more} }.into_any())
        }
    };
    let forgotten = forgotten.then(|| view! { <p class="hint">{words::forgotten()}</p> });
    let detail = (!detail.is_empty()).then(|| {
        let pairs: Vec<_> = detail
            .into_iter()
            .map(|(name, value)| view! { <dt>{words::field(&name).to_owned()}</dt><dd>{value}</dd> })
            .collect();
        view! { <dl class="audit-detail">{pairs}</dl> }
    });
    let changes = (!changes.is_empty()).then(|| {
        let pairs: Vec<_> = changes.into_iter().map(change).collect();
        view! { <dl class="audit-detail">{pairs}</dl> }
    });
    view! {
        <li class="audit-line">
            <p class="audit-when"><time datetime=at.clone()>{dates::minute(&at)}</time><span class="hint">{words::number(sequence)}</span></p>
            <div class="audit-what">
                <p><strong>{words::act(&act).to_owned()}</strong></p>
                {subject.map(subject_view)}
                {forgotten}
                {detail}
                {changes}
            </div>
            <p class="audit-who">{who}</p>
        </li>
    }
    .into_any()
}

fn subject_view(subject: AuditSubject) -> AnyView {
    let AuditSubject { name, more, href } = subject;
    let more = (!more.is_empty() && more != name).then(|| view! { " " <span class="hint">{more}</span> });
    match (name.is_empty(), href) {
        (true, _) => view! { <p class="hint">{words::gone()}</p> }.into_any(),
        (false, Some(href)) => view! { <p><a href=href>{name}</a>{more}</p> }.into_any(),
        (false, None) => view! { <p>{name}{more}</p> }.into_any(),
    }
}

fn change((name, before, after): (String, String, String)) -> AnyView {
    let shown = |text: String| if text.is_empty() { words::none().to_owned() } else { text };
    view! {
        <dt>{words::field(&name).to_owned()}</dt>
        <dd>
            <del>{shown(before)}</del>
            <span class="unseen">{format!(" {} ", words::became())}</span>
            <span aria-hidden="true">" → "</span>
            <ins>{shown(after)}</ins>
        </dd>
    }
    .into_any()
}

//! A credential on paper: the page to print, and the part of other pages that leads to it.

use leptos::prelude::*;

use super::document::{Head, document};
use super::transcript_sheet::transcript_sheet;
use super::wallet::Held;
use crate::chrome::Chrome;
use crate::components::{CardLine, badge::badge, verdict_line};
use crate::words::{content, dates, general, paper as words, report, transcript as transcript_words};

/// `/credentials/{id}/certificate`.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The credential and the server's report on it.
    pub held: Held,
    /// The code at `/credentials/{id}/qr.svg`; `None` when the credential does not fit into one.
    pub code: Option<CodeOnPaper>,
}

/// A QR code that holds a whole credential.
#[derive(Clone, Copy, Debug)]
pub struct CodeOnPaper {
    /// It is an edition without the picture.
    pub without_picture: bool,
}

/// The page to print.
pub fn certificate(chrome: &Chrome, data: &Certificate) -> String {
    let Certificate { held, code } = data.clone();
    let line = CardLine::of(&held.report);
    document(chrome, &Head::private(line.title.clone(), "/wallet"), || {
        let credential = held.report.credential.clone().unwrap_or_default();
        let kind = if held.report.nested.is_empty() {
            general::achievement_type(credential.achievement_type.as_deref().unwrap_or_default())
        } else {
            content::record().to_owned()
        };
        let recipient = credential.recipient_name.map(|name| {
            view! { <p class="recipient"><span>{report::awarded_to()}</span>" "<strong>{name}</strong></p> }
        });
        let awarded = credential.awarded_date.or(credential.valid_from);
        let awarded = awarded.map(|at| format!(" {}", report::awarded_on(&dates::day(&at))));
        let until =
            credential.valid_until.map(|at| view! { <p class="until">{report::until(&dates::day(&at))}</p> });
        let description = credential.description.map(|text| view! { <p class="description">{text}</p> });
        // Nobody is to print what no longer counts, or never did, without seeing that.
        let bad = (held.report.outcome == crypto::verify::Verdict::Invalid)
            .then(|| verdict_line(&held.report, None));
        let back = format!("/credentials/{}", held.credential);
        view! {
            <p class="eyebrow not-printed"><a href=back>{words::back()}</a></p>
            {bad}
            <article class="sheet on-certificate">
                <header class="certificate">
                    {badge(&held.badge, "badge-large")}
                    <div>
                        <p class="eyebrow">{kind}</p>
                        <h1 class="title">{line.title}</h1>
                        {recipient}
                        <p class="byline">
                            {report::awarded_by()}" "<span class="issuer">{line.issuer}</span>{awarded}
                        </p>
                        {until}
                    </div>
                </header>
                {description}
                {transcript_sheet(&held.report)}
                {match code {
                    Some(code) => code_on_paper(&held.credential, code),
                    None => view! {
                        <p class="hint not-printed">{words::too_large()}</p>
                        <p class="hint">{words::no_code()}</p>
                    }.into_any(),
                }}
            </article>
            {code.map(|_| view! { <p class="hint not-printed">{words::how_to_print()}</p> })}
        }
    })
}

fn code_on_paper(credential: &str, code: CodeOnPaper) -> AnyView {
    let svg = format!("/credentials/{credential}/qr.svg");
    let picture = code.without_picture.then(|| view! { " "{words::without_picture()} });
    view! {
        <aside class="paper-code">
            <img src=svg alt=words::code() />
            <div>
                <p><strong>{words::what_it_is()}</strong></p>
                <p>{words::how_to_check()}{picture}</p>
            </div>
        </aside>
    }
    .into_any()
}

/// The part of a credential's page that leads to paper.
///
/// * `transcript`: it is a record, which is printed as one.
pub(super) fn on_paper(credential: &str, fits: bool, transcript: bool) -> AnyView {
    let path = format!("/credentials/{credential}");
    let body = if fits {
        view! {
            <p>{words::what_it_is()}" "{words::whoever_has_it()}</p>
            <p><a class="button" href=format!("{path}/certificate")>{words::certificate()}</a></p>
            <p class="hint">
                <a href=format!("{path}/qr.svg") download="credential-qr.svg">{words::save_svg()}</a>" · "
                <a href=format!("{path}/qr.png") download="credential-qr.png">{words::save_png()}</a>
            </p>
        }
        .into_any()
    } else if transcript {
        let href = format!("{path}/certificate");
        view! { <p><a class="button" href=href>{transcript_words::to_print()}</a></p> }.into_any()
    } else {
        view! { <p>{words::too_large()}</p> }.into_any()
    };
    view! { <section class="not-printed"><h2>{words::head()}</h2>{body}</section> }.into_any()
}

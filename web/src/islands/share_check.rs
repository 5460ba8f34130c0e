//! On a shared record: the visitor's own browser repeats the check and says whether it agrees.

use api::SharedRecord;
use crypto::verify::{CheckId, Headline, Outcome, Report};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::checker::{CheckFailed, Checker};
use crate::client;
use crate::components::CardLine;
use crate::words::{keys, report, verify as words};

/// What one report comes to, short enough to travel with the page.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Finding {
    title: String,
    headline: Headline,
}

impl Finding {
    /// Reads a report down.
    pub fn of(report: &Report) -> Self {
        Self { title: CardLine::of(report).title, headline: report.headline() }
    }

    fn words(&self) -> String {
        words::browser_found(&self.title, report::headline(self.headline))
    }
}

/// How the browser's own check stands.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Stand {
    NotStarted,
    Checking,
    Agrees,
    Disagrees(Vec<Finding>),
    Failed,
}

/// Compares what the server wrote on the page with what the browser found.
///
/// Where the browser could not check everything and the server could, the browser has failed to
/// repeat the check, which is no contradiction; every other difference is one.
fn compare(server: &[Finding], browser: Vec<Finding>) -> Stand {
    if server == browser {
        return Stand::Agrees;
    }
    let differing: Vec<_> = browser
        .iter()
        .enumerate()
        .filter(|(place, finding)| server.get(*place) != Some(finding))
        .map(|(_, finding)| finding.clone())
        .collect();
    let same_length = server.len() == browser.len();
    if same_length && differing.iter().all(|finding| finding.headline == Headline::CouldNotCheck) {
        return Stand::Failed;
    }
    Stand::Disagrees(if same_length { differing } else { browser })
}

/// What the browser found.
struct Found {
    findings: Vec<Finding>,
    /// Whether the learner's signature is there and good; none where it could not be told.
    signed: Option<bool>,
}

/// Whether a presentation is signed by its holder, over the record as it came with it.
fn is_signed(report: &Report, record: &SharedRecord, presentation: &str) -> Option<bool> {
    let outcome = |id| report.check(id).map(|check| check.outcome);
    match (outcome(CheckId::Proof)?, outcome(CheckId::Issuer)?) {
        (Outcome::Failed, _) | (_, Outcome::Failed) => Some(false),
        (Outcome::Passed, Outcome::Passed) => {
            // What is signed is what is shown, each at its place, and nothing besides but a statement about its holder.
            let all = record.credentials.len();
            let whole = (all..=all + 1).contains(&report.nested.len());
            let same = report.record.as_ref().is_some_and(|signed| {
                let said = signed.sections.iter().flat_map(|section| {
                    section.entries.iter().map(|entry| (section.heading.as_ref(), entry.note.as_ref()))
                });
                let shown = record.credentials.iter().map(|it| (it.section.as_ref(), it.note.as_ref()));
                let entries = signed.sections.iter().flat_map(|section| &section.entries);
                signed.title == record.title
                    && signed.introduction == record.introduction
                    && said.eq(shown)
                    && entries.map(|entry| entry.position).eq(0..all)
            });
            let mut rest = presentation;
            let in_order = record.credentials.iter().all(|credential| {
                let document = credential.document.trim();
                rest.find(document).map(|at| rest = &rest[at + document.len()..]).is_some()
            });
            Some(whole && same && in_order)
        }
        _ => None,
    }
}

async fn check_all(token: &str, worker: &str) -> Result<Found, CheckFailed> {
    let record = client::shared_record(token).await.map_err(|_| CheckFailed::Broken)?;
    let checker = Checker::start(worker)?;
    let mut findings = Vec::new();
    for credential in &record.credentials {
        let checked = checker.check(credential.document.as_bytes(), &record.policy).await?;
        findings.push(Finding::of(&checked.report));
    }
    let signed = match &record.presentation {
        Some(presentation) => {
            let checked = checker.check(presentation.as_bytes(), &record.policy).await?;
            is_signed(&checked.report, &record, presentation)
        }
        None => Some(false),
    };
    Ok(Found { findings, signed })
}

/// The browser's word under the server's. Says nothing where scripts do not run.
#[island]
pub fn ShareCheck(token: String, worker: String, findings: Vec<Finding>, signed: bool) -> impl IntoView {
    let stand = RwSignal::new(Stand::NotStarted);
    let signature = RwSignal::new(None::<bool>);
    let given = StoredValue::new((token, worker, findings));
    Effect::new(move |_| {
        stand.set(Stand::Checking);
        let (token, worker, findings) = given.get_value();
        leptos::task::spawn_local(async move {
            let found = check_all(&token, &worker).await;
            if let Ok(found) = &found {
                signature.set(if signed { found.signed } else { None });
            }
            stand.set(found.map_or(Stand::Failed, |browser| compare(&findings, browser.findings)));
        });
    });
    view! {
        <div class="own-check" role="status">
            {move || stand.with(say)}
            {move || signature.get().map(say_signed)}
        </div>
    }
}

fn say_signed(good: bool) -> AnyView {
    if good {
        view! { <p class="own-agrees">{keys::browser_signed()}</p> }.into_any()
    } else {
        view! { <p class="notice is-bad" role="alert">{keys::browser_not_signed()}</p> }.into_any()
    }
}

fn say(stand: &Stand) -> AnyView {
    match stand {
        Stand::NotStarted => ().into_any(),
        Stand::Checking => view! { <p class="hint">{words::browser_checking()}</p> }.into_any(),
        Stand::Agrees => view! { <p class="own-agrees">{words::browser_agrees()}</p> }.into_any(),
        Stand::Failed => view! { <p class="notice">{words::browser_failed()}</p> }.into_any(),
        Stand::Disagrees(findings) => {
            let lines: Vec<_> =
                findings.iter().map(Finding::words).map(|text| view! { <li>{text}</li> }).collect();
            view! {
                <div class="notice is-bad" role="alert">
                    <p>{words::browser_disagrees()}</p>
                    <ul>{lines}</ul>
                </div>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(headline: Headline) -> Finding {
        Finding { title: "Botany".to_owned(), headline }
    }

    #[test]
    fn equal_findings_agree() {
        let findings = [finding(Headline::Verified)];
        assert_eq!(compare(&findings, findings.to_vec()), Stand::Agrees);
    }

    #[test]
    fn a_browser_that_finds_a_credential_invalid_contradicts_the_server() {
        let server = [finding(Headline::Verified), finding(Headline::Verified)];
        let browser = vec![finding(Headline::Verified), finding(Headline::NotValid)];
        assert_eq!(compare(&server, browser), Stand::Disagrees(vec![finding(Headline::NotValid)]));
    }

    #[test]
    fn a_browser_that_could_not_reach_something_has_failed_and_does_not_contradict() {
        let server = [finding(Headline::Verified)];
        assert_eq!(compare(&server, vec![finding(Headline::CouldNotCheck)]), Stand::Failed);
    }

    #[test]
    fn a_credential_too_many_is_a_contradiction() {
        assert!(matches!(compare(&[], vec![finding(Headline::Verified)]), Stand::Disagrees(_)));
    }
}

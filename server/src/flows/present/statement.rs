//! Link statements: this service says whose addresses the holder of a key has proven.

use crypto::{
    credential::IdentityObject,
    link::Link,
    proof::{self, ProofOptions, Purpose},
    record::LINK_TYPE,
    verify::{Report, Verdict, is_address, subjects},
};
use time::Duration;

use super::{PresentError, content::end_of_statement};
use crate::{
    app::App,
    effects::instant_of,
    flows::{receipt, record::Shown},
    id::LinkStatementId,
    store::share_proof::ShareProofRow,
};

/// For how long a statement is to be believed at the most.
const LIFE: Duration = Duration::days(90);
/// Identifiers in one statement.
const MOST: usize = 500;

/// A statement for whoever holds the key `did` and has proven `emails`: about those of the
/// credentials shown that name one of the addresses and do not name the key. `None` where there
/// is nothing to be said.
///
/// * `until`: when the link ends, ms; the statement does not outlive it.
pub(super) async fn for_holder(
    app: &App,
    did: &str,
    emails: &[String],
    shown: &Shown,
    until: i64,
) -> Result<Option<String>, PresentError> {
    let documents: Vec<String> = shown.documents().map(str::to_owned).collect();
    let (holder, emails) = (did.to_owned(), emails.to_vec());
    let identifiers = app.turns.take(move || to_link(&documents, &holder, &emails)).await?;
    if identifiers.is_empty() {
        return Ok(None);
    }
    let key = receipt::key(app).await?;
    let (issuer, method) = receipt::names(app, &key);
    let now = app.clock.now().truncate_to_second();
    let link = Link {
        id: &format!("urn:uuid:{}", app.new_id::<LinkStatementId>()),
        issuer: &issuer,
        issuer_name: receipt::host(app),
        holder: did,
        identifiers: &identifiers,
        valid_from: now,
        valid_until: (now + LIFE).min(instant_of(until)),
    };
    let options = ProofOptions::new(method, Purpose::AssertionMethod).created(now);
    let signed = proof::sign(&link.to_json(), &options, &key);
    Ok(Some(signed.map_err(receipt::ReceiptError::TooLong)?))
}

/// Whether the statement in what was signed ends long before it had to, because the link lives longer now.
///
/// * `until`: when the link ends, ms.
pub(super) fn is_cut_short(row: &ShareProofRow, until: i64) -> bool {
    let could = (instant_of(row.signed_at) + LIFE).min(instant_of(until));
    end_of_statement(&row.document).is_some_and(|end| end + Duration::HOUR < could)
}

/// The identifiers that are an address of `emails`, in documents that do not name the key.
fn to_link(documents: &[String], did: &str, emails: &[String]) -> Vec<IdentityObject> {
    let mut found = Vec::new();
    for document in documents {
        let subjects = subjects(document.as_bytes());
        if subjects.iter().any(|subject| subject.id.as_deref() == Some(did)) {
            continue;
        }
        for identifier in subjects.into_iter().flat_map(|subject| subject.identifiers) {
            let hers = emails.iter().any(|email| is_address(&identifier, email));
            if hers && found.len() < MOST && !found.contains(&identifier) {
                found.push(identifier);
            }
        }
    }
    found
}

/// Whether a report is on a good statement of this service's own.
pub(super) async fn is_ours(app: &App, report: Option<&Report>) -> bool {
    let Some(report) = report.filter(|report| report.outcome == Verdict::Valid) else { return false };
    let Some(summary) = &report.credential else { return false };
    let own = receipt::did(app).await.ok();
    summary.types.iter().any(|name| name == LINK_TYPE) && own.is_some() && summary.issuer_id == own
}

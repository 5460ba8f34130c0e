//! Whose is it: what a document says of whom it was awarded to, beside what somebody has proven.

use crypto::verify::{CheckId, Outcome, Policy, Report};

use crate::{
    app::App,
    flows::{
        hold::standing::{Whose, is_its_issuers},
        judge::Busy,
        verify::verify_by_each,
    },
    id::AccountId,
    store::{StoreError, Tx, account_key},
};

/// Addresses and keys of one person that a document is compared with.
const MOST_IDENTITIES: usize = 10;

/// By what somebody is known.
#[derive(Clone, Debug, Default)]
pub(in crate::flows::hold) struct Identity {
    emails: Vec<String>,
    dids: Vec<String>,
}

impl Identity {
    /// The addresses and keys that an account has proven.
    pub(in crate::flows::hold) async fn of(tx: &mut Tx, account: AccountId) -> Result<Self, StoreError> {
        let mut emails = crate::store::address::of_account(tx, account).await?;
        emails.truncate(MOST_IDENTITIES);
        let mut dids = account_key::of_account(tx, account).await?;
        dids.truncate(MOST_IDENTITIES);
        Ok(Self { emails, dids })
    }
}

/// What is true of each document, and whose it is.
pub(in crate::flows::hold) async fn judge(
    app: &App,
    identity: &Identity,
    documents: &[&[u8]],
) -> Result<Vec<(Report, Whose)>, Busy> {
    let mut judged = verify_by_each(app, documents, &policies(app, identity)).await?;
    let asked = judged.split_off(1);
    let plain = judged.pop().unwrap_or_default();
    Ok(plain
        .into_iter()
        .enumerate()
        .map(|(place, report)| {
            let whose = whose(&report, asked.iter().filter_map(|reports| reports.get(place)), identity);
            (report, whose)
        })
        .collect())
}

/// This service's own policy, and for each address the same that asks for it.
fn policies(app: &App, identity: &Identity) -> Vec<Policy> {
    let asking = |email: &String| Policy { recipient: Some(email.clone()), ..app.policy.clone() };
    std::iter::once(app.policy.clone()).chain(identity.emails.iter().map(asking)).collect()
}

fn whose<'r>(report: &Report, mut asked: impl Iterator<Item = &'r Report>, identity: &Identity) -> Whose {
    if asked.any(is_to_address) {
        Whose::Address
    } else if is_to_key(report, &identity.dids) {
        Whose::Key
    } else {
        Whose::Word
    }
}

/// Whether a report that was asked for an address found it; of a record that names nobody, in all that is
/// in it.
fn is_to_address(report: &Report) -> bool {
    let check = report.check(CheckId::Recipient);
    let found = |outcome| check.is_some_and(|check| check.outcome == outcome);
    let unnamed = check.is_some_and(|check| check.code == "recipient_unnamed");
    found(Outcome::Passed)
        || (unnamed && !report.nested.is_empty() && report.nested.iter().all(is_to_address))
}

/// Whether a credential whose signature is good is about one of these keys.
fn is_to_key(report: &Report, dids: &[String]) -> bool {
    let subject = report.credential.as_ref().and_then(|it| it.subject_id.as_ref());
    is_its_issuers(report) && subject.is_some_and(|id| dids.contains(id))
}

//! Putting right what is written about a person, and what was signed of it.

use serde_json::json;

use super::{Asker, Person, PersonError, Who, find};
use crate::{
    app::App,
    flows::{
        Email, audit,
        fields::Fields,
        issue::edition::{self, Change, Kind},
    },
    store::{Tx, account, claim_code, learner},
};

/// What is right, as typed; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct PersonCorrection {
    /// The name.
    pub name: Option<String>,
    /// The address, in place of the one that is known.
    pub email: Option<String>,
    /// Whether to sign corrected editions of what was issued and stands: copies of the earlier ones verify no
    /// more then.
    pub documents: bool,
    /// Why.
    pub reason: String,
}

/// Puts a person's name and address right wherever they are written; gives how many learners, accounts and
/// credentials that were. Field pointers are `/name`, `/email` and `/reason`.
///
/// * `trial`: only count.
///
/// # Errors
/// [`PersonError`].
pub async fn correct(
    app: &App,
    asker: Asker<'_>,
    who: &Who,
    typed: &PersonCorrection,
    trial: bool,
) -> Result<[u64; 3], PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.write().await?;
    let found = find(&mut tx, issuer, who, false).await?;
    let mut fields = Fields::default();
    let name = typed.name.as_ref().map(|name| fields.line("/name", name, 200));
    let email = typed.email.as_ref().and_then(|email| fields.email("/email", email));
    let reason = fields.line("/reason", &typed.reason, 500);
    if typed.name.is_none() && typed.email.is_none() {
        fields.wrong("/name", "say what is right: a name, an address, or both");
    }
    fields.right(()).map_err(PersonError::Fields)?;
    let learners =
        correct_learners(app, &mut tx, asker, &found, (name.as_deref(), email.as_ref()), &reason).await?;
    let mut accounts = 0;
    if let Some(name) = &name {
        for id in &found.accounts {
            account::rename(&mut tx, *id, name).await?;
            accounts += 1;
        }
    }
    let mut credentials = 0;
    for row in found.credentials.iter().filter(|row| typed.documents && row.revoked_at.is_none()) {
        let change = Change { name: name.clone(), email: email.clone(), ..Change::default() };
        if email.is_some() {
            // Whoever was given a code for the old address may be somebody else.
            claim_code::delete(&mut tx, row.credential_id).await?;
        }
        let (issuer, id) = (row.issuer_id, row.credential_id);
        edition::replace(app, &mut tx, issuer, id, Kind::Corrected, change, &reason).await?;
        let (before, after) = (
            json!({ "name": row.recipient_name, "email": row.recipient_email }),
            json!({
                "name": name.as_ref().unwrap_or(&row.recipient_name),
                "email": email.as_ref().map_or(row.recipient_email.as_str(), |email| email.as_str()),
            }),
        );
        let told = audit::Told { detail: &json!({ "reason": reason }), before: &before, after: &after };
        let subject = format!("credential/{id}");
        audit::note_change(app, &mut tx, issuer, asker.account(), "credential.corrected", subject, told);
        credentials += 1;
    }
    super::note(app, &mut tx, asker, &found, "person.corrected", &json!({ "reason": reason })).await?;
    if !trial {
        tx.commit().await?;
    }
    Ok([learners, accounts, credentials])
}

async fn correct_learners(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    found: &Person,
    (name, email): (Option<&str>, Option<&Email>),
    reason: &str,
) -> Result<u64, PersonError> {
    let mut number = 0;
    for known in &found.learners {
        let Some(old) = learner::by_id(tx, known.issuer_id, known.learner_id).await? else { continue };
        let mut new = old.clone();
        if let Some(name) = name {
            name.clone_into(&mut new.name);
        }
        if let Some(email) = email {
            new.email = Some(email.to_string());
        }
        learner::update(tx, &new).await?;
        let (before, after) = (
            json!({ "name": old.name, "email": old.email }),
            json!({ "name": new.name, "email": new.email }),
        );
        let told = audit::Told { detail: &json!({ "reason": reason }), before: &before, after: &after };
        let subject = format!("learner/{}", known.learner_id);
        audit::note_change(app, tx, known.issuer_id, asker.account(), "learner.changed", subject, told);
        number += 1;
    }
    Ok(number)
}

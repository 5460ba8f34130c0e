//! Correcting what was issued: a later edition takes the place of one that said something wrong.

use api::open_badges::SubjectContent;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{
    amendment, audit,
    document::rfc3339,
    fields::Fields,
    issue::{
        IssueError, Issued, content,
        edition::{self, Change, Kind},
    },
    session::{NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AmendmentId, CredentialId},
    store::{
        achievement, claim_code,
        credential::{self, StandingRow},
    },
};

/// What a credential should have said, as typed; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// The recipient's name.
    pub name: Option<String>,
    /// The recipient's e-mail address.
    pub email: Option<String>,
    /// What is particular to the award.
    pub content: Option<SubjectContent>,
    /// Until when it counts; `Some(None)`: for ever.
    pub valid_until: Option<Option<OffsetDateTime>>,
    /// What was wrong, in a few words.
    pub reason: String,
    /// The holder's request that it answers.
    pub answers: Option<AmendmentId>,
}

/// Replaces a credential of the institution called `slug` by an edition that is right: when this
/// returns, it stands, and the status list says that the earlier one does not. Field pointers are
/// `/recipient/name`, `/recipient/email`, `/content/…`, `/validUntil`, `/reason`.
///
/// # Errors
/// [`IssueError`].
pub async fn correct(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    typed: Correction,
) -> Result<Issued, IssueError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.write().await?;
    let row = credential::lock(&mut tx, desk.issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
    if !desk.may_change(viewer, row.awarded_by) {
        return Err(NotAllowed::Role.into());
    }
    let (known, _) = achievement::version(&mut tx, row.achievement_id, row.achievement_version)
        .await?
        .ok_or(IssueError::UnknownAchievement)?;
    let mut fields = Fields::default();
    let reason = fields.line("/reason", &typed.reason, 500);
    let known = super::achievement::content_of(&known.content);
    let change = Change {
        name: typed.name.map(|name| fields.line("/recipient/name", &name, 200)),
        email: typed.email.and_then(|email| fields.email("/recipient/email", &email)),
        did: None,
        content: typed.content.map(|content| content::checked(&mut fields, &known, content)),
        valid_until: typed.valid_until,
    };
    if let Some(until) = change.valid_until.flatten() {
        fields.near("/validUntil", app.clock.now(), until);
    }
    if change.valid_until.flatten().is_some_and(|until| until <= app.clock.now()) {
        fields.wrong("/validUntil", "choose a day in the future");
    }
    fields.right(()).map_err(IssueError::Fields)?;
    if change.email.as_ref().is_some_and(|email| email.as_str() != row.recipient_email) {
        // Whoever was given a code for the old address may be somebody else.
        claim_code::delete(&mut tx, id).await?;
    }
    let issued = edition::replace(app, &mut tx, desk.issuer, id, Kind::Corrected, change, &reason).await?;
    let detail = json!({ "reason": reason, "edition": row.edition + 1 });
    let (by, subject) = (Some(viewer.account), format!("credential/{id}"));
    let new = credential::lock(&mut tx, desk.issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
    let told = audit::Told { detail: &detail, before: &said(&row), after: &said(&new) };
    audit::note_change(app, &mut tx, desk.issuer, by, "credential.corrected", subject, told);
    if let Some(request) = typed.answers {
        // One that was answered meanwhile stays as it was answered.
        let corrected = ("corrected", "");
        amendment::decide(app, &mut tx, desk.issuer, viewer.account, (id, request), corrected).await?;
    }
    tx.commit().await?;
    tracing::info!(credential.id = %id, issuer.id = %desk.issuer, "corrected a credential");
    Ok(issued)
}

/// What a credential says of whoever has it, for the note of a correction.
fn said(row: &StandingRow) -> Value {
    json!({
        "name": row.recipient_name,
        "email": row.recipient_email,
        "validUntil": row.valid_until.map(|at| rfc3339(instant_of(at))),
        "content": serde_json::from_str::<Value>(&row.details).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use crypto::verify::{CheckId, Headline, Verdict};

    use super::*;
    use crate::flows::{
        testing::{achievement, award, desk, teacher, with_app},
        verify::verify,
    };

    #[tokio::test]
    async fn a_correction_says_all_that_is_wrong_with_it_and_changes_nothing() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let typed = Correction {
                name: Some(" ".to_owned()),
                email: Some("nobody".to_owned()),
                valid_until: Some(Some(app.clock.now())),
                ..Correction::default()
            };
            let Err(IssueError::Fields(fields)) = correct(&app, &staff, "marlow", issued.id, typed).await
            else {
                panic!("not refused")
            };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/reason", "/recipient/name", "/recipient/email", "/validUntil"]);
            let row = credential::by_id(&mut app.db.read().await.unwrap(), issued.id).await.unwrap().unwrap();
            assert_eq!(row.document, issued.document);
        })
        .await;
    }

    #[tokio::test]
    async fn the_address_of_a_corrected_award_is_the_one_that_can_claim_it() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let issued = award(&app, &staff, achievement, "adda@a.example").await;
            let typed = Correction {
                email: Some("ada@a.example".to_owned()),
                reason: "A slip.".to_owned(),
                ..Correction::default()
            };
            let other = teacher(&app, "marlow").await;
            let refused = correct(&app, &other, "marlow", issued.id, typed.clone()).await;
            assert!(matches!(refused, Err(IssueError::NotAllowed(NotAllowed::Role))));
            correct(&app, &staff, "marlow", issued.id, typed.clone()).await.unwrap();
            let row = credential::by_id(&mut app.db.read().await.unwrap(), issued.id).await.unwrap().unwrap();
            assert_eq!(row.recipient_email, "ada@a.example");
            crate::flows::revoke::revoke(&app, &staff, "marlow", issued.id, "Mistake.").await.unwrap();
            let refused = correct(&app, &staff, "marlow", issued.id, typed).await;
            assert!(matches!(refused, Err(IssueError::Revoked)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_copy_of_what_was_corrected_reads_replaced_until_the_award_is_taken_back() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let status = async || {
                let report = verify(&app, old.document.as_bytes()).await.unwrap();
                assert_eq!(report.outcome == Verdict::Invalid, report.headline() == Headline::NotValid);
                let code = report.check(CheckId::Status).unwrap().code.clone();
                (code, report.replaced_on().map(str::to_owned))
            };
            assert_eq!(status().await, ("not_revoked".to_owned(), None));
            app.clock.advance(time::Duration::days(2));
            let typed = Correction {
                name: Some("Ada Lee".to_owned()),
                reason: "A slip.".to_owned(),
                ..Correction::default()
            };
            correct(&app, &staff, "marlow", old.id, typed).await.unwrap();
            let replaced = ("replaced".to_owned(), Some("2026-11-24T00:00:00Z".to_owned()));
            assert_eq!(status().await, replaced);
            assert_eq!(status().await, replaced, "from what is kept");
            crate::flows::revoke::revoke(&app, &staff, "marlow", old.id, "Mistake.").await.unwrap();
            assert_eq!(status().await, ("revoked".to_owned(), None));
        })
        .await;
    }
}

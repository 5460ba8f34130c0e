//! An achievement as it will be seen: a report on an award of it to somebody made up.
//!
//! The award is signed by a key that is thrown away at once, so that it can be shown with all that
//! a report has; nothing of it is kept or given to anybody, and the institution's key is not used.

use api::open_badges::{Result as Reached, SubjectContent};
use crypto::{
    did::{did_key, did_key_method},
    key::SecretKey,
    proof::{self, ProofOptions, Purpose},
    verify::{Policy, Report, TrustRegistry, TrustedIssuer},
};
use web::words::achievements as words;

use super::{AchievementError, content_of, versions::of_desk};
use crate::{
    app::App,
    flows::{
        document::{self, Picture},
        issue::profile_text,
        judge::Busy,
        session::{Act, Viewer},
        verify::verify_by,
    },
    id::{AchievementId, CredentialId},
    secrets::hex,
    store::{achievement, issuer},
};

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The desk is somebody else's, or the database failed.
    #[error(transparent)]
    Achievement(#[from] AchievementError),
    /// The award was not signed.
    #[error("could not sign the preview")]
    Sign(#[from] proof::SignError),
    /// Too much is verified just now.
    #[error(transparent)]
    Busy(#[from] Busy),
}

impl From<crate::store::StoreError> for PreviewError {
    fn from(err: crate::store::StoreError) -> Self {
        Self::Achievement(err.into())
    }
}

impl From<PreviewError> for crate::problem::Problem {
    fn from(err: PreviewError) -> Self {
        match err {
            PreviewError::Achievement(source) => source.into(),
            PreviewError::Sign(_) => Self::internal(&err),
            PreviewError::Busy(source) => source.into(),
        }
    }
}

/// What a reader will be told of an award of this achievement's newest version, be it a draft.
///
/// # Errors
/// [`PreviewError`].
///
/// # Panics
/// Never: one document has one report.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<Report, PreviewError> {
    let desk = viewer.at(slug, Act::See).map_err(AchievementError::from)?;
    let mut tx = app.db.read().await?;
    of_desk(&mut tx, desk.issuer, id).await?;
    let unknown = || AchievementError::Unknown;
    let newest = achievement::versions(&mut tx, id).await?.into_iter().next().ok_or_else(unknown)?;
    let image = achievement::image_of(&mut tx, id, newest.version).await?.ok_or_else(unknown)?;
    let issuer = issuer::by_id(&mut tx, desk.issuer).await?.ok_or_else(unknown)?;
    drop(tx);
    let content = content_of(&newest.content);
    let key = SecretKey::from_seed(&app.random.bytes());
    let did = did_key(&key.public());
    let url = &app.config.public_url;
    let achievement = document::Achievement {
        id: &url.join(&format!("/achievements/{id}")),
        content: &content,
        picture: Some(Picture {
            media_type: &image.image_type,
            file: &image.image,
            url: &url.join(&format!("/desk/{slug}/achievements/{id}/image")),
            travels: true,
        }),
        endorsements: &[],
    };
    let now = app.clock.now();
    let valid_until = newest.valid_days.map(|days| now + time::Duration::days(days));
    let result = content.result_description.first().map(|result| Reached {
        result_description: Some(result.id.clone()),
        value: result.required_value.clone().or_else(|| result.allowed_value.last().cloned()),
        achieved_level: result.rubric_criterion_level.last().map(|level| level.id.clone()),
        status: (result.result_type == "Status").then(|| "Completed".to_owned()),
        ..Reached::default()
    });
    let unsigned = document::credential(&document::Credential {
        id: &url.join(&format!("/credentials/{}", app.new_id::<CredentialId>())),
        name: &content.name,
        issuer: &profile_text(app, &issuer, &did),
        achievement: &achievement.raw(),
        recipient: document::Recipient {
            name: words::preview_person(),
            email: None,
            student_id: None,
            did: None,
            salt: &hex(&app.random.bytes::<16>()),
        },
        content: &SubjectContent { result: result.into_iter().collect(), ..SubjectContent::default() },
        awarded_at: now,
        valid_from: now,
        valid_until,
        status: None,
        refresh: None,
    });
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod)
        .created(now.truncate_to_second());
    let signed = proof::sign(&unsigned, &options, &key)?;
    let mut reports = verify_by(app, &[signed.as_bytes()], &policy(app, &issuer.did, &did)).await?;
    Ok(reports.pop().expect("one report for one document"))
}

/// A policy that trusts the key for a moment where it trusts the institution.
fn policy(app: &App, own: &str, did: &str) -> Policy {
    let registries = app.policy.registries.iter().filter(|registry| {
        own.starts_with("did:web:") || registry.issuers.iter().any(|issuer| issuer.did == own)
    });
    let registries: Vec<_> = registries
        .map(|registry| TrustRegistry {
            name: registry.name.clone(),
            issuers: vec![TrustedIssuer { did: did.to_owned(), name: String::new() }],
        })
        .collect();
    Policy { registries, ..app.policy.clone() }
}

#[cfg(test)]
mod tests {
    use crypto::verify::Verdict;

    use super::*;
    use crate::flows::testing::{achievement, desk, with_app};

    #[tokio::test]
    async fn a_preview_shows_all_that_a_reader_will_see_and_leaves_nothing() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = achievement(&app, &staff).await;
            let report = preview(&app, &staff, "marlow", id).await.unwrap();
            assert_eq!(report.outcome, Verdict::Valid, "{:#?}", report.checks);
            let shown = report.credential.unwrap();
            assert_eq!(shown.recipient_name.as_deref(), Some("Ada Example"));
            assert_eq!(shown.issuer_name.as_deref(), Some("School of marlow"));
            let awards = crate::flows::issue::awarded(&app, &staff, "marlow", None, 9).await.unwrap();
            assert_eq!(awards, []);
        })
        .await;
    }
}

//! The refresh service: the edition of a credential that stands now, for whoever has an earlier
//! one, where its institution switched that on.
//!
//! Nobody signs in here: the address stands in the credential and nowhere else, and to have it is
//! to have had a copy. What was taken back is given to nobody any more; the earlier copy's own
//! status says that it was.
//!
//! Source: 1EdTech Verifiable Credential Refresh Service v1.0.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    id::CredentialId,
    problem::Problem,
    secrets::hex,
    store::{StoreError, credential, issuer},
};

/// How long a reader may keep an edition, in seconds.
pub const TTL_S: u32 = 60;

/// The edition that stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Edition {
    /// The signed document, byte for byte as stored.
    pub document: String,
    /// An entity tag of the document, with its quotation marks.
    pub etag: String,
}

/// Why there is no edition to be had.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// There is no such credential, or its later editions are not given away.
    #[error("there is no credential here whose later editions can be fetched")]
    Unknown,
    /// It was taken back.
    #[error("the issuer has revoked this credential")]
    Revoked,
    /// The database failed.
    #[error("could not read the credential")]
    Store(#[from] StoreError),
}

impl From<RefreshError> for Problem {
    fn from(err: RefreshError) -> Self {
        match err {
            RefreshError::Unknown => Self::not_found(&err),
            RefreshError::Revoked => Self::new(axum::http::StatusCode::GONE, &err),
            RefreshError::Store(source) => source.into(),
        }
    }
}

/// The edition of a credential that stands, if it names this service and the institution still
/// wants it to.
///
/// # Errors
/// [`RefreshError`].
pub async fn latest(app: &App, id: CredentialId) -> Result<Edition, RefreshError> {
    let mut tx = app.db.read().await?;
    let row = credential::by_id(&mut tx, id).await?.ok_or(RefreshError::Unknown)?;
    let issuer = issuer::by_id(&mut tx, row.issuer_id).await?;
    if !issuer.is_some_and(|issuer| issuer.refreshable) || !names_a_service(&row.document) {
        return Err(RefreshError::Unknown);
    }
    if row.revoked_at.is_some() {
        return Err(RefreshError::Revoked);
    }
    let etag = format!("\"{}\"", &hex(&Sha256::digest(&row.document))[..32]);
    Ok(Edition { document: row.document, etag })
}

fn names_a_service(document: &str) -> bool {
    serde_json::from_str::<Value>(document).is_ok_and(|document| !document["refreshService"].is_null())
}

#[cfg(test)]
mod tests {
    use crypto::verify::{CheckId, Outcome, Verdict};
    use time::Duration;

    use super::*;
    use crate::flows::{
        correct::{Correction, correct},
        issuer::{Picture, Profile, profile, update},
        revoke::revoke,
        session::Viewer,
        testing::{achievement, award, desk, with_app},
        verify::verify,
    };

    async fn switch(app: &App, staff: &Viewer, refreshable: bool) {
        let profile = profile(app, staff, "marlow").await.unwrap();
        update(app, staff, "marlow", Profile { refreshable, ..profile }, Picture::Keep).await.unwrap();
    }

    fn renamed(name: &str) -> Correction {
        Correction { name: Some(name.to_owned()), reason: "A slip.".to_owned(), ..Correction::default() }
    }

    #[tokio::test]
    async fn whoever_has_an_earlier_edition_learns_that_there_is_a_newer_one() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let plain = award(&app, &staff, bees, "ada@a.example").await.id;
            switch(&app, &staff, true).await;
            let old = award(&app, &staff, bees, "ada@a.example").await;
            assert_eq!(latest(&app, old.id).await.unwrap().document, old.document);
            let refresh = async |document: &str| {
                let report = verify(&app, document.as_bytes()).await.unwrap();
                let check = report.check(CheckId::Refresh).unwrap().clone();
                (report.outcome, check.outcome, check.code)
            };
            let newest = (Verdict::Valid, Outcome::Passed, "newest_edition".to_owned());
            assert_eq!(refresh(&old.document).await, newest);
            app.clock.advance(Duration::HOUR);
            let new = correct(&app, &staff, "marlow", old.id, renamed("Ada Obi-Lee")).await.unwrap();
            assert_eq!(latest(&app, old.id).await.unwrap().document, new.document);
            assert_eq!(refresh(&new.document).await, newest);
            let newer = (Verdict::Invalid, Outcome::Warning, "newer_edition".to_owned());
            assert_eq!(refresh(&old.document).await, newer);
            // It names no service.
            assert!(matches!(latest(&app, plain).await, Err(RefreshError::Unknown)));
        })
        .await;
    }

    #[tokio::test]
    async fn what_was_taken_back_or_is_not_to_be_had_any_more_is_given_to_nobody() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            switch(&app, &staff, true).await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            switch(&app, &staff, false).await;
            assert!(matches!(latest(&app, issued.id).await, Err(RefreshError::Unknown)));
            switch(&app, &staff, true).await;
            revoke(&app, &staff, "marlow", issued.id, "Mistake.").await.unwrap();
            assert!(matches!(latest(&app, issued.id).await, Err(RefreshError::Revoked)));
            let report = verify(&app, issued.document.as_bytes()).await.unwrap();
            assert_eq!(report.check(CheckId::Status).unwrap().code, "revoked");
            assert_eq!(report.check(CheckId::Refresh).unwrap().code, "refresh_unreachable");
            assert!(matches!(latest(&app, app.new_id()).await, Err(RefreshError::Unknown)));
        })
        .await;
    }
}

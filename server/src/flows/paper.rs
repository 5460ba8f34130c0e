//! A credential on paper: an address that holds all of it, for a QR code.
//!
//! What has its picture inside fits no code. Of what was issued here the issuer signs an edition
//! without the picture: the same id, dates and place in the status list, so that whatever becomes
//! of the one becomes of the other. It is made when asked for, and not kept.

use crypto::{
    compact::{self, PackError},
    json::{Limits, Object, Value, read},
    proof::SignError,
};

use super::{hold::Seen, issue::State, issuer::Signer};
use crate::{
    app::App,
    problem::Problem,
    secrets::Unsealable,
    store::{StoreError, credential, issuer_key},
};

/// A credential as an address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Paper {
    /// `https://…/verify#1…`.
    pub address: String,
    /// Whether it is an edition without the picture.
    pub without_picture: bool,
}

/// Why an edition for paper was not made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// It was not signed.
    #[error("could not sign the edition for paper")]
    Sign(#[from] SignError),
    /// The database failed.
    #[error("could not read the issuer's key")]
    Store(#[from] StoreError),
}

impl From<PaperError> for Problem {
    fn from(err: PaperError) -> Self {
        match err {
            PaperError::Store(source) => source.into(),
            err => Self::internal(&err),
        }
    }
}

/// The credential as an address; `None` when it does not fit into a QR code that paper carries.
///
/// # Errors
/// [`PaperError`].
pub async fn paper(app: &App, seen: &Seen) -> Result<Option<Paper>, PaperError> {
    let origin = app.config.public_url.as_str();
    match compact::address(origin, seen.document.as_bytes()) {
        Ok(address) => return Ok(Some(Paper { address, without_picture: false })),
        Err(PackError::TooLong { .. }) => {}
        Err(PackError::Json(_) | PackError::Token(_)) => return Ok(None),
    }
    // Nobody signs anew what was taken back.
    if seen.state != Some(State::Issued) {
        return Ok(None);
    }
    let Some(plain) = without_picture(&seen.document) else { return Ok(None) };
    let mut tx = app.db.read().await?;
    let Some(row) = credential::by_id(&mut tx, seen.id).await? else { return Ok(None) };
    let Some(key) = issuer_key::current(&mut tx, row.issuer_id).await? else { return Ok(None) };
    drop(tx);
    let edition = Signer::open(app, &key)?.sign(&plain, app.clock.now())?;
    let address = compact::address(origin, edition.as_bytes()).ok();
    Ok(address.map(|address| Paper { address, without_picture: true }))
}

/// The document without its proof and the achievement's picture; `None` where it has no picture.
fn without_picture(document: &str) -> Option<String> {
    let Ok(Value::Object(mut object)) = read(document.as_bytes(), Limits::CREDENTIAL) else { return None };
    let mut subject: Object<'_> = object.get("credentialSubject")?.as_object()?.clone();
    let mut achievement: Object<'_> = subject.get("achievement")?.as_object()?.clone();
    achievement.remove("image")?;
    subject.set("achievement", achievement.into());
    object.set("credentialSubject", subject.into());
    object.remove("proof");
    Some(Value::Object(object).to_json())
}

#[cfg(test)]
mod tests {
    use crypto::verify::{CheckId, Outcome};

    use super::*;
    use crate::flows::{
        hold,
        revoke::revoke,
        testing::{achievement, award, desk, person, with_app},
        verify::verify,
    };

    #[tokio::test]
    async fn an_edition_for_paper_says_the_same_without_the_picture_and_verifies() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let ada = person(&app, "ada@a.example").await;
            hold::claim(&app, &ada, issued.id).await.unwrap();
            let see = async || hold::see(&app, &ada, issued.id).await.unwrap().unwrap();
            let on_paper = paper(&app, &see().await).await.unwrap().unwrap();
            assert!(on_paper.without_picture && on_paper.address.starts_with("http://laurel.test/verify#1"));

            let edition = compact::find(&on_paper.address).unwrap().unwrap();
            let [mut whole, mut plain] =
                [issued.document.as_bytes(), &edition].map(|text| serde_json::from_slice(text).unwrap());
            for document in [&mut whole, &mut plain] {
                let document: &mut serde_json::Value = document;
                document.as_object_mut().unwrap().remove("proof").unwrap();
            }
            let picture = whole["credentialSubject"]["achievement"].as_object_mut().unwrap().remove("image");
            assert!(picture.is_some());
            assert_eq!(whole, plain);
            let report = verify(&app, &edition).await.unwrap();
            assert_eq!(report.outcome, crypto::verify::Verdict::Valid);

            // Taken back, the one on paper is taken back too, and none is signed any more.
            revoke(&app, &staff, "marlow", issued.id, "A mistake").await.unwrap();
            let report = verify(&app, &edition).await.unwrap();
            assert_eq!(report.check(CheckId::Status).unwrap().outcome, Outcome::Failed);
            assert_eq!(paper(&app, &see().await).await.unwrap(), None);
        })
        .await;
    }
}

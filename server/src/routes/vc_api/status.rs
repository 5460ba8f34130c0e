//! `GET /status/1`: the one status list, of which every entry is free for a credential.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use crypto::{
    did::{did_key, did_key_method},
    json::{Object, Value},
    proof::{ProofOptions, Purpose, sign},
    status::{Bitstring, LIST_LEN},
    verify::{Known, Need},
};

use super::{Service, VcApi};
use crate::{
    flows::{document, status::permuted},
    problem::Problem,
    store::status_list,
};

/// How long a reader may keep the list.
const TTL_S: u32 = 300;
/// When to come back when all entries are taken: a server like this does not live that long.
const RETRY_AFTER_S: u32 = 3_600;

/// Who has which entry: nobody learns from an index what was issued before or after.
#[derive(Debug)]
pub struct List {
    permutation_key: [u8; 16],
    next: AtomicU32,
}

/// Every entry is taken.
#[derive(Debug, thiserror::Error)]
#[error("every entry of the status list is taken")]
struct Full;

impl List {
    /// A list without credentials, whose indexes follow `permutation_key`.
    pub fn new(permutation_key: [u8; 16]) -> Self {
        Self { permutation_key, next: AtomicU32::new(0) }
    }

    fn take(&self) -> Option<u32> {
        let place = self
            .next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| (next < LIST_LEN).then(|| next + 1));
        place.ok().map(|place| permuted(&self.permutation_key, place))
    }
}

impl VcApi {
    fn list_url(&self) -> String {
        format!("{}/status/1", self.public_url)
    }

    /// A `credentialStatus` that no other credential has.
    pub(super) fn take_entry(&self) -> Result<Value<'static>, Problem> {
        let index = self.list.take().ok_or_else(|| Problem::busy(Full, RETRY_AFTER_S))?;
        let list = self.list_url();
        let mut entry = Object::new();
        for (member, value) in [
            ("id", format!("{list}#{index}")),
            ("type", "BitstringStatusListEntry".to_owned()),
            ("statusPurpose", "revocation".to_owned()),
            ("statusListIndex", index.to_string()),
            ("statusListCredential", list),
        ] {
            entry.set(member, value.into());
        }
        Ok(entry.into())
    }

    /// The list as anybody gets it: nothing is ever revoked here.
    fn signed_list(&self) -> Result<String, Problem> {
        let (now, public) = (self.clock.now(), self.key.public());
        let bits = Bitstring::empty().encode();
        let text = document::status_list(
            &self.list_url(),
            &did_key(&public),
            status_list::Purpose::Revocation,
            now,
            &bits,
            TTL_S,
        );
        let options = ProofOptions::new(did_key_method(&public), Purpose::AssertionMethod).created(now);
        sign(&text, &options, &self.key).map_err(|err| Problem::internal(&err))
    }

    /// What we know ourselves of what has to be known.
    pub(super) fn own(&self, need: &Need) -> Option<Known> {
        let ours = matches!(need, Need::StatusList { url } if *url == self.list_url());
        ours.then(|| self.signed_list().ok()).flatten().map(Known::found)
    }
}

pub(super) async fn list(State(Service(service)): State<Service>) -> Result<Response, Problem> {
    Ok(([(header::CONTENT_TYPE, "application/vc+ld+json")], service.signed_list()?).into_response())
}

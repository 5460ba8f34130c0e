//! Passkeys, as far as the protocol goes: what a browser is asked, and whether its answer is right.
//!
//! What is asked travels with the page, sealed, and comes back with the answer: nothing is kept of questions that
//! nobody answers, and any node can judge the answer. The library's own clock decides whether it came in time.
//!
//! Source: Web Authentication Level 3, `WebAuthn` Relying Party Operations.

use std::num::NonZeroU32;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, ExtensionInfo, PublicKeyCredentialDescriptor, RpId, TimedCeremony,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
            UserHandle16, Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        register::{DynamicState, StaticState},
    },
};

use crate::{app::App, config::PublicUrl, id::AccountId, store::passkey::Passkey};

/// For how long a page may lie open before its passkey is asked for: 20 minutes.
pub(super) const OPEN_MS: u32 = 20 * 60 * 1000;

/// What a page hands to the browser.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    /// For the browser: `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub options: String,
    /// For us, to come back with the answer: sealed.
    pub state: String,
}

/// A passkey that was just made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) credential_id: String,
    pub(super) transports: i64,
    pub(super) static_state: String,
    pub(super) dynamic_state: String,
}

/// An answer that is right.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    /// What its device says now.
    pub(super) dynamic_state: String,
    /// What was asked, to be answered once.
    pub(super) challenge: String,
}

/// An answer that is not right: altered, late, of another site, or of a passkey that is not known here.
#[derive(Debug, thiserror::Error)]
#[error("the passkey was not accepted")]
pub struct Refused(#[source] Option<Box<dyn std::error::Error + Send + Sync>>);

impl Refused {
    /// For no reason that the protocol has.
    pub(super) const fn plain() -> Self {
        Self(None)
    }

    fn because(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(cause)))
    }
}

/// The name that passkeys are bound to: our host. Absent where it is an address of digits, which has none.
pub(super) fn rp_id(url: &PublicUrl) -> Option<RpId> {
    let url = url::Url::parse(url.as_str()).ok()?;
    let url::Host::Domain(host) = url.host()? else { return None };
    AsciiDomain::try_from(host.to_owned()).ok().map(RpId::Domain)
}

/// What a browser is asked for a new passkey of an account.
pub(super) fn ask_for_new(
    app: &App,
    account: AccountId,
    (email, name): (&str, &str),
    known: &[Passkey],
) -> Option<Question> {
    let rp_id = rp_id(&app.config.public_url)?;
    let handle = handle_of(account);
    let username = Username::try_from(email).or_else(|_| Username::try_from("Laurel")).ok()?;
    let display_name = Nickname::try_from(name).ok();
    let user = PublicKeyCredentialUserEntity { name: username, id: &handle, display_name };
    let known = known.iter().filter_map(|passkey| {
        Some(PublicKeyCredentialDescriptor {
            id: CredentialId::<Vec<u8>>::decode(bytes(&passkey.credential_id)?).ok()?,
            transports: AuthTransports::decode(u8::try_from(passkey.transports).unwrap_or(0)).ok()?,
        })
    });
    let mut options = PublicKeyCredentialCreationOptions::passkey(&rp_id, user, known.collect());
    // Enforced, it would shut out phones and password managers that know no such policy. Whoever signs in is
    // verified in any case.
    options.extensions.cred_protect =
        CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
    options.timeout = NonZeroU32::new(OPEN_MS)?;
    let (server, client) = options.start_ceremony().ok()?;
    let state = server.encode().ok()?;
    Some(Question {
        options: serde_json::to_string(&client).ok()?,
        state: app.sealer.seal(&place_of_new(account), &state),
    })
}

/// Judges the answer to [`ask_for_new`].
pub(super) fn take_new(app: &App, account: AccountId, state: &str, answer: &str) -> Result<Made, Refused> {
    let rp_id = rp_id(&app.config.public_url).ok_or_else(Refused::plain)?;
    let state = app.sealer.unseal(&place_of_new(account), state).map_err(Refused::because)?;
    let state = RegistrationServerState::<16>::decode(&state).map_err(Refused::because)?;
    let answer = Registration::from_json_relaxed(answer.as_bytes()).map_err(Refused::because)?;
    let origins = [app.config.public_url.as_str()];
    let options = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        // Some devices tell more than they are asked.
        error_on_unsolicited_extensions: false,
        ..RegistrationVerificationOptions::default()
    };
    let made = state.verify(&rp_id, &answer, &options).map_err(Refused::because)?;
    let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let static_state = made.static_state().encode().map_err(|_| Refused::plain())?;
    let Ok(dynamic_state) = made.dynamic_state().encode();
    let Ok(transports) = made.transports().encode();
    Ok(Made {
        credential_id: encode(made.id().as_ref()),
        transports: i64::from(transports),
        static_state: encode(&static_state),
        dynamic_state: encode(&dynamic_state),
    })
}

/// What a browser is asked for whoever signs in; which passkey, their device knows.
///
/// * `account`: whose passkeys alone are taken; `None`: anybody's.
pub(super) fn ask_to_sign_in(app: &App, account: Option<AccountId>) -> Option<Question> {
    let rp_id = rp_id(&app.config.public_url)?;
    let mut options = DiscoverableCredentialRequestOptions::passkey(&rp_id);
    options.0.timeout = NonZeroU32::new(OPEN_MS)?;
    let (server, client) = options.start_ceremony().ok()?;
    let state = server.encode().ok()?;
    let place = account.map_or(SIGN_IN_PLACE.to_owned(), place_of_proof);
    Some(Question { options: serde_json::to_string(&client).ok()?, state: app.sealer.seal(&place, &state) })
}

/// The id of the passkey that an answer to [`ask_to_sign_in`] comes from, as its device knows it.
pub(super) fn credential_of(answer: &str) -> Result<String, Refused> {
    let answer =
        DiscoverableAuthentication16::from_json_relaxed(answer.as_bytes()).map_err(Refused::because)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(answer.raw_id().as_ref()))
}

/// Judges the answer to [`ask_to_sign_in`], of this passkey.
pub(super) fn take_sign_in(
    app: &App,
    passkey: &Passkey,
    state: &str,
    answer: &str,
) -> Result<Answered, Refused> {
    let rp_id = rp_id(&app.config.public_url).ok_or_else(Refused::plain)?;
    let of_account = place_of_proof(passkey.account_id);
    let state = app.sealer.unseal(SIGN_IN_PLACE, state).or_else(|_| app.sealer.unseal(&of_account, state));
    let state = state.map_err(Refused::because)?;
    let state = DiscoverableAuthenticationServerState::decode(&state).map_err(Refused::because)?;
    let challenge = state.sent_challenge().0.to_string();
    let answer =
        DiscoverableAuthentication16::from_json_relaxed(answer.as_bytes()).map_err(Refused::because)?;
    let origins = [app.config.public_url.as_str()];
    let options = AuthenticationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..AuthenticationVerificationOptions::default()
    };
    let handle = handle_of(passkey.account_id);
    let (id, static_state, dynamic_state) = kept(passkey).ok_or_else(Refused::plain)?;
    let id = CredentialId::<&[u8]>::decode(id.as_slice()).map_err(Refused::because)?;
    let static_state = StaticState::decode(static_state.as_slice()).map_err(Refused::because)?;
    let dynamic_state = DynamicState::decode(dynamic_state).map_err(Refused::because)?;
    let mut credential =
        AuthenticatedCredential::new(id, &handle, static_state, dynamic_state).map_err(Refused::because)?;
    state.verify(&rp_id, &answer, &mut credential, &options).map_err(Refused::because)?;
    let Ok(dynamic_state) = credential.dynamic_state().encode();
    Ok(Answered { dynamic_state: BASE64_URL_SAFE_NO_PAD.encode(dynamic_state), challenge })
}

const SIGN_IN_PLACE: &str = "passkey/sign-in";

fn place_of_new(account: AccountId) -> String {
    format!("passkey/new/{account}")
}

fn place_of_proof(account: AccountId) -> String {
    format!("passkey/proof/{account}")
}

/// What a device knows an account by: its id, which says nothing of who it is.
fn handle_of(account: AccountId) -> UserHandle16 {
    let Ok(handle) = UserHandle16::decode(Uuid::from(account).into_bytes());
    handle
}

/// A passkey's own id, what its device said when it was made, and what it said last.
fn kept(passkey: &Passkey) -> Option<(Vec<u8>, Vec<u8>, [u8; 7])> {
    let dynamic_state = bytes(&passkey.dynamic_state)?.try_into().ok()?;
    Some((bytes(&passkey.credential_id)?, bytes(&passkey.static_state)?, dynamic_state))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

//! Compact JWTs as credentials and presentations.
//!
//! The header's `kid` names a key to look up, and is never more than a name; its `jwk` lets the
//! signature be checked and proves nothing of whose key it is, until the issuer's own document
//! lists that very key. `jku` and `x5u` are never followed.
//!
//! Source: RFC 7515; RFC 8725; Securing Verifiable Credentials using JOSE and COSE, sections 3
//! and 4; Open Badges 3.0, JSON Web Token Proof Format.

use super::Ground;
use super::form::{format, unsupported};
use super::key::{Key, find_key, owner};
use super::proof::Proven;
use super::report::{Check, CheckId, Outcome};
use crate::did;
use crate::extent::extended;
use crate::instant;
use crate::jose::claims::{self, ClaimsFault, Meaning};
use crate::jose::{Compact, HeaderFault};
use crate::json::{Limits, Object, Value, read};
use crate::key::{Algorithm, KeyError, VerifyingKey};
use crate::proof::Purpose;

pub(super) use crate::jose::open_data_url;

/// A signed token, and the document in it.
pub(super) struct Token {
    compact: Compact,
    meaning: Meaning,
}

impl Token {
    /// The credential or presentation that the payload means.
    pub(super) fn document(&self) -> &Object<'static> {
        &self.meaning.document
    }

    /// The verification method that the header names, as an absolute address; for a key that the
    /// header brings along, whoever is said to have signed.
    pub(super) fn method(&self) -> Option<String> {
        self.kid().or_else(|| self.meaning.issuer.clone()).or_else(|| {
            let owner = if self.meaning.is_presentation { "holder" } else { "issuer" };
            let owner = self.document().get(owner)?;
            owner.as_str().or_else(|| owner.get("id")?.as_str()).map(str::to_owned)
        })
    }

    /// The DID (or other id) whose key the header names.
    pub(super) fn signer(&self) -> Option<String> {
        let of_kid = self.kid().filter(|kid| kid.starts_with("did:")).map(|kid| did::did_of(&kid).to_owned());
        of_kid.or_else(|| self.meaning.issuer.clone())
    }

    /// `kid`, made absolute by the issuer where it is the bare name of a key.
    fn kid(&self) -> Option<String> {
        let kid = self.compact.header().get("kid")?.as_str()?;
        match &self.meaning.issuer {
            Some(issuer) if !crate::rdf::is_absolute_iri(kid) => {
                let issuer = issuer.split('#').next().unwrap_or_default();
                Some(format!("{issuer}#{}", kid.strip_prefix('#').unwrap_or(kid)))
            }
            _ => Some(kid.to_owned()),
        }
    }
}

/// Reads a compact JWT.
///
/// # Errors
/// The `format` check to report.
pub(super) fn open(text: &str) -> Result<Token, Check> {
    if !extended() {
        return Err(unsupported("JWT"));
    }
    let unreadable = |reason: &str| format(Outcome::Failed, "unreadable_jwt", &[("reason", reason)]);
    let compact = Compact::read(text.trim_ascii()).map_err(|err| unreadable(&err.to_string()))?;
    let payload = match read(compact.payload(), Limits::RECORD) {
        Ok(value) => value.into_owned(),
        Err(err) => return Err(unreadable(&err.to_string())),
    };
    let Value::Object(payload) = payload else { return Err(format(Outcome::Failed, "not_an_object", &[])) };
    let meaning = claims::read(payload).map_err(|err| unreadable(&err.to_string()))?;
    Ok(Token { compact, meaning })
}

fn proof(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Proof, outcome, code, params)
}

/// Checks the signature of a token, made for `purpose` by `controller`: a credential's issuer,
/// or a presentation's holder.
pub(super) fn check(
    token: &Token,
    controller: Option<&str>,
    purpose: Purpose,
    ground: &Ground<'_>,
) -> Proven {
    let issuer = |outcome, code| Check::new(CheckId::Issuer, outcome, code, &[]);
    match verify(token, purpose, ground) {
        Ok((proof, key)) => {
            let dated = token.meaning.issued_at.or(token.meaning.not_before);
            Proven { proof, issuer: owner(&key, controller, dated, purpose, ground) }
        }
        Err(proof) if proof.outcome == Outcome::Unknown => {
            Proven { proof, issuer: issuer(Outcome::Unknown, "proof_not_checked") }
        }
        Err(proof) => Proven { proof, issuer: issuer(Outcome::NotApplicable, "proof_not_good") },
    }
}

/// The `proof` check that passes, and the key that signed.
///
/// # Errors
/// The `proof` check that does not pass.
fn verify(token: &Token, purpose: Purpose, ground: &Ground<'_>) -> Result<(Check, Key), Check> {
    if !extended() {
        return Err(proof(Outcome::Unknown, "suite_unsupported", &[("suite", "JWT")])); // None was read.
    }
    let algorithm = algorithm(token)?;
    beside_the_signature(&token.meaning, purpose, ground)?;
    let key = key_of(token, purpose, ground)?;
    if key.public.algorithm() != algorithm {
        let params = [("kind", key.public.kind()), ("method", key.name.as_str())];
        return Err(proof(Outcome::Failed, "key_kind_wrong", &params));
    }
    let mut check = if token.compact.verify(&key.public) {
        proof(Outcome::Passed, "signature_good", &[])
    } else {
        proof(Outcome::Failed, "signature_mismatch", &[])
    };
    for (name, value) in [("verificationMethod", key.name.as_str()), ("algorithm", algorithm.as_str())] {
        check.note(name, value);
    }
    if check.outcome == Outcome::Passed { Ok((check, key)) } else { Err(check) }
}

/// What the header says of the signature, and of the kind of document.
fn algorithm(token: &Token) -> Result<Algorithm, Check> {
    let header = |fault| match fault {
        HeaderFault::Malformed(member) => proof(Outcome::Failed, "proof_malformed", &[("member", member)]),
        HeaderFault::Refused(name) => {
            proof(Outcome::Failed, "jwt_algorithm_refused", &[("algorithm", &name)])
        }
        HeaderFault::Unsupported(name) => proof(Outcome::Unknown, "suite_unsupported", &[("suite", &name)]),
        HeaderFault::Critical(name) => {
            proof(Outcome::Failed, "jwt_extension_refused", &[("extension", &name)])
        }
    };
    let media_type = token.compact.media_type().map_err(header)?;
    let fits = match media_type.as_deref() {
        None | Some("jwt") => true,
        Some("vc+jwt" | "vc+ld+jwt" | "vc-ld+jwt") => !token.meaning.is_presentation,
        Some("vp+jwt" | "vp+ld+jwt" | "vp-ld+jwt") => token.meaning.is_presentation,
        Some(_) => false,
    };
    if !fits {
        let media_type = media_type.unwrap_or_default();
        return Err(proof(Outcome::Failed, "jwt_type_wrong", &[("type", &media_type)]));
    }
    token.compact.algorithm().map_err(header)
}

/// What the claims say that stands against the token, whatever the signature is worth.
fn beside_the_signature(meaning: &Meaning, purpose: Purpose, ground: &Ground<'_>) -> Result<(), Check> {
    match &meaning.fault {
        Some(ClaimsFault::Malformed(claim)) => {
            return Err(proof(Outcome::Failed, "proof_malformed", &[("member", claim)]));
        }
        Some(ClaimsFault::Disagree(claims)) => {
            return Err(proof(Outcome::Failed, "claims_disagree", &[("claims", claims)]));
        }
        None => {}
    }
    // Where the document itself has the dates, `dates` tells them.
    let dated = purpose == Purpose::AssertionMethod;
    let has =
        |members: [&str; 2]| dated && members.iter().any(|member| meaning.document.get(member).is_some());
    if let Some(until) = meaning.expires.filter(|until| *until < ground.now)
        && !has(["validUntil", "expirationDate"])
    {
        return Err(proof(Outcome::Failed, "proof_expired", &[("until", &instant::write(until))]));
    }
    if let Some(from) = meaning.not_before.filter(|from| *from > ground.now)
        && !has(["validFrom", "issuanceDate"])
    {
        return Err(proof(Outcome::Failed, "proof_not_yet_valid", &[("from", &instant::write(from))]));
    }
    if purpose != Purpose::Authentication {
        return Ok(());
    }
    if let Some(wanted) = ground.policy.domain.as_deref()
        && meaning.audience.as_ref().map(Value::items) != Some(&[wanted.into()])
    {
        return Err(proof(Outcome::Failed, "proof_domain_wrong", &[("wanted", wanted)]));
    }
    if let Some(wanted) = ground.policy.challenge.as_deref()
        && meaning.nonce.as_deref() != Some(wanted)
    {
        return Err(proof(Outcome::Failed, "proof_challenge_wrong", &[("wanted", wanted)]));
    }
    Ok(())
}

/// The key that the header names or brings along.
fn key_of(token: &Token, purpose: Purpose, ground: &Ground<'_>) -> Result<Key, Check> {
    let malformed = |member| proof(Outcome::Failed, "proof_malformed", &[("member", member)]);
    let header = token.compact.header();
    let brought = match header.get("jwk").map(VerifyingKey::from_jwk) {
        None => None,
        Some(Ok(key)) => Some(key),
        Some(Err(KeyError::UnsupportedType)) => {
            return Err(proof(Outcome::Unknown, "key_method_unsupported", &[("method", "jwk")]));
        }
        Some(Err(_)) => return Err(malformed("jwk")),
    };
    let issuer = token.meaning.issuer.as_deref();
    let named = match (header.get("kid"), &brought) {
        (Some(_), _) => token.kid().ok_or_else(|| malformed("kid"))?,
        (None, Some(key)) => return Ok(Key::brought(key.clone())),
        // A DID that is a key needs no other name for it.
        (None, None) => match issuer.filter(|issuer| did::computed(issuer).is_some()) {
            Some(issuer) => issuer.to_owned(),
            None => return Err(malformed("kid")),
        },
    };
    match (find_key(&named, purpose, ground), brought) {
        (Ok(key), Some(brought)) if key.public != brought => Err(malformed("jwk")),
        (Err(check), Some(brought)) if check.outcome == Outcome::Unknown => Ok(Key::brought(brought)),
        (found, _) => found,
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use time::OffsetDateTime;
    use time::macros::datetime;

    use crate::did::{did_key_method_of, did_key_of};
    use crate::jose::{prepare_presentation, sign_credential};
    use crate::key::{P256SecretKey, SecretKey, SigningKey};
    use crate::verify::{
        CheckId, Knowledge, Known, Need, Outcome, Policy, Report, TrustRegistry, TrustedIssuer, Verdict,
        needs, run,
    };

    const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);
    const HTTPS: &str = "https://example.edu/issuers/1";

    fn ed25519(seed: u8) -> SigningKey {
        SigningKey::Ed25519(SecretKey::from_seed(&[seed; 32]))
    }

    fn p256(seed: u8) -> SigningKey {
        SigningKey::P256(P256SecretKey::from_bytes(&[seed; 32]).unwrap())
    }

    fn badge(issuer: &str) -> String {
        format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id":"urn:uuid:1","type":["VerifiableCredential","OpenBadgeCredential"],"name":"Welding",
            "issuer":{{"id":"{issuer}","type":["Profile"],"name":"Harbour College"}},
            "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z",
            "credentialSubject":{{"id":"did:example:ada","type":["AchievementSubject"],
            "achievement":{{"id":"urn:uuid:2","type":["Achievement"],"name":"Welding","description":"Joins metal",
            "criteria":{{"narrative":"Weld three seams."}}}}}}}}"#
        )
    }

    fn judge(text: &str, known: &[(&str, &str)], policy: &Policy) -> Report {
        let found = |text: &str| Known::found(text);
        let knowledge = Knowledge(known.iter().map(|(id, text)| ((*id).to_owned(), found(text))).collect());
        run(text.as_bytes(), &knowledge, NOW, policy)
    }

    fn code(report: &Report, id: CheckId) -> (Outcome, &str) {
        let check = report.check(id).unwrap();
        (check.outcome, &check.code)
    }

    /// The outcomes and codes of `proof` and `issuer`.
    fn found(report: &Report) -> [(Outcome, &str); 2] {
        [code(report, CheckId::Proof), code(report, CheckId::Issuer)]
    }

    fn plain(text: &str) -> Report {
        judge(text, &[], &Policy::default())
    }

    /// A token of any header and payload, really signed.
    fn token(header: &str, payload: &str, key: &SigningKey) -> String {
        let input =
            format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(header), BASE64_URL_SAFE_NO_PAD.encode(payload));
        format!("{input}.{}", BASE64_URL_SAFE_NO_PAD.encode(key.sign(input.as_bytes())))
    }

    fn with_jwk(key: &SigningKey, payload: &str) -> String {
        let public = key.public();
        let header = format!(r#"{{"alg":"{}","jwk":{}}}"#, public.algorithm().as_str(), public.to_jwk());
        token(&header, payload, key)
    }

    const GOOD: (Outcome, &str) = (Outcome::Passed, "signature_good");
    const OWN: (Outcome, &str) = (Outcome::Passed, "key_is_issuers");
    const IDLE: (Outcome, &str) = (Outcome::NotApplicable, "proof_not_good");

    #[test]
    fn a_token_of_either_kind_of_key_is_valid_and_no_change_is() {
        for key in [ed25519(1), p256(1)] {
            let multibase = key.multibase();
            let document = badge(&did_key_of(&multibase));
            let signed = sign_credential(&document, &key, &did_key_method_of(&multibase)).unwrap();
            let report = plain(&signed);
            assert_eq!((report.outcome, found(&report)), (Verdict::Valid, [GOOD, OWN]), "{report:#?}");
            let (text, signature) = signed.rsplit_once('.').unwrap();
            let (header, payload) = text.split_once('.').unwrap();
            let payload = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
            let changed = BASE64_URL_SAFE_NO_PAD.encode(payload.replace("Joins", "Likes"));
            let report = plain(&format!("{header}.{changed}.{signature}"));
            let mismatch = (Outcome::Failed, "signature_mismatch");
            assert_eq!((report.outcome, found(&report)), (Verdict::Invalid, [mismatch, IDLE]));
        }
    }

    #[test]
    fn a_key_in_the_header_counts_as_the_issuers_only_where_the_issuer_says_so() {
        let key = p256(1);
        let stranger = p256(2);
        let own = badge(&did_key_of(&key.multibase()));
        assert_eq!(found(&plain(&with_jwk(&key, &own))), [GOOD, OWN]);
        let not = (Outcome::Failed, "key_not_issuers");
        assert_eq!(found(&plain(&with_jwk(&stranger, &own))), [GOOD, not]);

        let on_the_web = with_jwk(&key, &badge(HTTPS));
        assert_eq!(found(&plain(&on_the_web)), [GOOD, (Outcome::Unknown, "issuer_unproven")]);
        assert_eq!(plain(&on_the_web).outcome, Verdict::Unknown);
        let profile = |key: &SigningKey| {
            format!(
                r##"{{"id":"{HTTPS}","assertionMethod":[{{"id":"#1","type":"Multikey","controller":"{HTTPS}",
                "publicKeyMultibase":"{}"}}]}}"##,
                key.multibase()
            )
        };
        let with = |key| judge(&on_the_web, &[(HTTPS, &profile(key))], &Policy::default());
        assert_eq!(found(&with(&key)), [GOOD, OWN]);
        assert_eq!(found(&with(&stranger)), [GOOD, not]);
        let asked = needs(on_the_web.as_bytes(), &Knowledge::default());
        assert_eq!(asked, [Need::KeySet { url: HTTPS.to_owned() }]);
    }

    #[test]
    fn a_key_by_name_is_looked_up_and_must_be_the_one_in_the_header() {
        let (key, stranger) = (ed25519(1), ed25519(2));
        let keys = format!(r#"{{"keys":[{}]}}"#, key.public().to_jwk().replacen('{', r#"{"kid":"1","#, 1));
        let address = "https://example.edu/jwks.json";
        let signed = sign_credential(&badge(HTTPS), &key, "https://example.edu/jwks.json#1").unwrap();
        let report = judge(&signed, &[(address, &keys)], &Policy::default());
        assert_eq!(found(&report), [GOOD, (Outcome::Unknown, "issuer_unproven")]);
        let profile = format!(r#"{{"id":"{HTTPS}","type":"Profile"}}"#);
        let issuers = vec![TrustedIssuer { did: HTTPS.to_owned(), name: "Harbour College".to_owned() }];
        let registries = vec![TrustRegistry { name: "The registry".to_owned(), issuers }];
        let trusting = Policy { registries, ..Policy::default() };
        let report = judge(&signed, &[(address, &keys), (HTTPS, &profile)], &trusting);
        assert_eq!(found(&report), [GOOD, (Outcome::Warning, "key_at_issuers_site")]);
        assert_eq!(code(&report, CheckId::Trust), (Outcome::Warning, "nobody_vouches"));
        let asked = needs(signed.as_bytes(), &Knowledge::default());
        assert_eq!(asked, [HTTPS, address].map(|url| Need::KeySet { url: url.to_owned() }));
        let both = |jwk: &SigningKey| {
            let header = format!(r#"{{"alg":"EdDSA","kid":"{address}#1","jwk":{}}}"#, jwk.public().to_jwk());
            token(&header, &badge(HTTPS), jwk)
        };
        let report = judge(&both(&stranger), &[(address, &keys)], &Policy::default());
        assert_eq!(found(&report), [(Outcome::Failed, "proof_malformed"), IDLE]);
        assert_eq!(found(&plain(&both(&key))), [GOOD, (Outcome::Unknown, "issuer_unproven")]);
    }

    #[test]
    fn a_header_that_promises_too_little_or_asks_too_much_is_refused() {
        let key = ed25519(1);
        let document = badge(&did_key_of(&key.multibase()));
        let kid = did_key_method_of(&key.multibase());
        let with = |members: &str| plain(&token(&format!(r#"{{"kid":"{kid}",{members}}}"#), &document, &key));
        for (members, outcome, why) in [
            (r#""alg":"none""#, Outcome::Failed, "jwt_algorithm_refused"),
            (r#""alg":"HS256""#, Outcome::Failed, "jwt_algorithm_refused"),
            (r#""alg":"ES256""#, Outcome::Failed, "key_kind_wrong"),
            (r#""alg":"PS256""#, Outcome::Unknown, "suite_unsupported"),
            (r#""alg":"EdDSA","crit":["b64"],"b64":false"#, Outcome::Failed, "jwt_extension_refused"),
            (r#""alg":"EdDSA","typ":"vp+jwt""#, Outcome::Failed, "jwt_type_wrong"),
            (r#""alg":"EdDSA","typ":"at+jwt""#, Outcome::Failed, "jwt_type_wrong"),
            (r#""alg":"EdDSA","typ":1"#, Outcome::Failed, "proof_malformed"),
            (r#""alg":"EdDSA","typ":"application/VC+JWT""#, Outcome::Passed, "signature_good"),
            (r#""alg":"Ed25519","jku":"https://evil.example/keys""#, Outcome::Passed, "signature_good"),
        ] {
            let report = with(members);
            assert_eq!(code(&report, CheckId::Proof), (outcome, why), "{members}");
        }
        let nameless = token(r#"{"alg":"EdDSA"}"#, &badge(HTTPS), &key);
        assert_eq!(code(&plain(&nameless), CheckId::Proof), (Outcome::Failed, "proof_malformed"));
        let unsigned = format!("{}.e30.", BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#));
        assert_eq!(code(&plain(&unsigned), CheckId::Proof), (Outcome::Failed, "jwt_algorithm_refused"));
        for torn in ["eyJ.e30.e30", "eyJhbGciOiJFZERTQSJ9.e30=.e30", "eyJhbGciOiJFZERTQSJ9.W10.e30"] {
            let report = plain(torn);
            assert_eq!(code(&report, CheckId::Format).0, Outcome::Failed, "{torn}");
        }
    }

    #[test]
    fn claims_that_contradict_the_document_are_wrong() {
        let key = ed25519(1);
        let document = badge(&did_key_of(&key.multibase()));
        let with = |claims: &str| plain(&with_jwk(&key, &document.replacen('{', &format!("{{{claims},"), 1)));
        for (claims, why) in [
            (r#""sub":"did:example:bob""#, "claims_disagree"),
            (r#""iss":"did:example:bob""#, "claims_disagree"),
            (r#""exp":1"#, "claims_disagree"),
            (r#""exp":"1""#, "proof_malformed"),
            (r#""nbf":null"#, "proof_malformed"),
        ] {
            assert_eq!(code(&with(claims), CheckId::Proof), (Outcome::Failed, why), "{claims}");
        }
        let undated = document.replace(r#","validUntil":"2027-01-01T00:00:00Z""#, "");
        let expired = plain(&with_jwk(&key, &undated.replacen('{', r#"{"exp":1767225600,"#, 1)));
        assert_eq!(code(&expired, CheckId::Dates), (Outcome::Failed, "expired"));
    }

    #[test]
    fn a_presentation_is_made_for_one_reader_and_one_question() {
        let key = ed25519(5);
        let kid = did_key_method_of(&key.multibase());
        let document = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],
            "holder":"{}"}}"#,
            did_key_of(&key.multibase())
        );
        let algorithm = key.public().algorithm();
        let to_sign =
            prepare_presentation(&document, algorithm, &kid, Some("https://reader.example"), Some("77"))
                .unwrap();
        let signed = to_sign.finish(&key.sign(to_sign.bytes()));
        let asking = |domain: &str, challenge: &str| {
            let policy = Policy {
                domain: Some(domain.to_owned()),
                challenge: Some(challenge.to_owned()),
                ..Policy::default()
            };
            judge(&signed, &[], &policy)
        };
        assert_eq!(found(&asking("https://reader.example", "77")), [GOOD, OWN]);
        let wrong = |code| [(Outcome::Failed, code), IDLE];
        assert_eq!(found(&asking("https://other.example", "77")), wrong("proof_domain_wrong"));
        assert_eq!(found(&asking("https://reader.example", "78")), wrong("proof_challenge_wrong"));
        assert_eq!(found(&plain(&signed)), [GOOD, OWN]);
        let late = document.replacen('{', r#"{"exp":1767225600,"#, 1);
        assert_eq!(found(&plain(&with_jwk(&key, &late))), wrong("proof_expired"));
    }

    #[test]
    fn an_enveloped_credential_is_its_token() {
        let key = p256(1);
        let document = badge(&did_key_of(&key.multibase()));
        let signed = sign_credential(&document, &key, &did_key_method_of(&key.multibase())).unwrap();
        let envelope = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"EnvelopedVerifiableCredential",
            "id":"data:application/vc+jwt,{signed}"}}"#
        );
        assert_eq!(found(&plain(&envelope)), [GOOD, OWN]);
    }

    /// A badge that 1EdTech publishes: RS256, its key in the header, baked into an SVG image.
    #[test]
    fn a_published_token_is_genuine_and_its_issuer_unproven() {
        let file = "../../shared/reference/vectors/1edtech-validator/ob30/simple-jwt.svg";
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let Ok(image) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: {} is absent", path.display());
            return;
        };
        let token = image.split("verify=\"").nth(1).unwrap().split('"').next().unwrap();
        let unproven = (Outcome::Unknown, "issuer_unproven");
        let report = plain(token);
        assert_eq!(found(&report), [GOOD, unproven]);
        assert_eq!(found(&plain(&image)), [GOOD, unproven]);
        let changed = plain(&token.replacen(".eyJ", ".eyK", 1));
        assert_eq!(changed.outcome, Verdict::Invalid);
        assert_eq!(needs(token.as_bytes(), &Knowledge::default()).len(), 1);
    }
}

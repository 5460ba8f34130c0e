//! Short codes for one credential each: printed on a slip, or told by whoever awards.
//!
//! A code is single use, and dead when its credential is in a wallet or was revoked; to whoever
//! enters one, dead and unknown are the same. A credential that was sent to an address is never
//! claimed by a link alone: its code has to be typed.

use crate::{
    app::App,
    effects::Random,
    flows::{
        achievement::content_of,
        audit,
        issue::{Awarded, State},
        key,
        session::{Act, NotAllowed, Viewer},
    },
    id::{CredentialId, IssuerId},
    problem::{FieldProblem, Problem},
    store::{StoreError, Tx, claim_code, credential, holding},
};

/// What codes are made of: no sign that is taken for another of them when it is read or written.
const ALPHABET: &[u8; 27] = b"23456789ACDEFGHJKMNPQRTVWXY";
/// Signs in a code: 47 bits and a half.
const LENGTH: usize = 10;

/// A code for one credential.
#[derive(Clone, Eq, PartialEq)]
pub struct Code {
    /// The credential.
    pub credential: CredentialId,
    /// The code as people read it: `XXXXX-XXXXX`.
    pub code: String,
    /// Where to go with it: the page that has the code in its address, or, for a credential that
    /// was sent to an address, the one that asks for it.
    pub address: String,
}

/// A slip to print: a credential that waits, and the code that claims it.
#[derive(Clone)]
pub struct Slip {
    /// The credential.
    pub award: Awarded,
    /// Its code; `None` when it is claimed, or was revoked.
    pub code: Option<Code>,
}

/// What waits for whoever has a code; only as much as they need to know that it is theirs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Waiting {
    /// What was awarded.
    pub achievement_name: String,
    /// What that is.
    pub achievement_description: String,
    /// Where its picture is: an address under our own.
    pub image: String,
    /// Who awards it.
    pub issuer_name: String,
    /// The first of the recipient's names.
    pub first_name: String,
    /// Whether whoever asks can take it by the link alone.
    pub by_link: bool,
}

/// How a code came to us.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Came {
    /// Somebody typed it.
    Typed,
    /// It was part of an address that somebody opened.
    Linked,
}

/// Why a code gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// The desk, or the credential, is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Unknown, used, or of a revoked credential: all the same to the caller.
    #[error(
        "this code is not known, or has been used already; look at it again, or ask whoever gave it to you"
    )]
    Unknown,
    /// The credential was sent to an address, and the link alone does not do.
    #[error("type the code that you were given")]
    Type,
    /// The database failed.
    #[error("could not claim the credential")]
    Store(#[from] StoreError),
}

impl From<CodeError> for Problem {
    fn from(err: CodeError) -> Self {
        match err {
            CodeError::NotAllowed(source) => source.into(),
            CodeError::Unknown => Self::not_found(&err),
            CodeError::Type => Self::unprocessable(&err, vec![FieldProblem::new("/code", err.to_string())]),
            CodeError::Store(source) => source.into(),
        }
    }
}

/// One code for each of an institution's credentials, made where there is none yet; those that
/// were revoked or are in a wallet are left out.
///
/// # Errors
/// When the database fails.
pub async fn codes_for(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    credentials: &[CredentialId],
) -> Result<Vec<Code>, StoreError> {
    let mut codes = Vec::with_capacity(credentials.len());
    for &credential in credentials {
        let fresh = new_code(&app.random);
        let (hash, sealed) = (hash(app, &fresh), seal(app, credential, &fresh));
        let now = app.clock.now_ms();
        claim_code::insert(tx, issuer, credential, &hash, &sealed, now).await?;
        let Some(row) = claim_code::of_credential(tx, issuer, credential).await? else { continue };
        let code = if let Ok(text) = app.sealer.unseal(&place(credential), &row.sealed_code) {
            String::from_utf8_lossy(&text).into_owned()
        } else {
            // Sealed under another master key: nobody can enter it either.
            claim_code::replace(tx, credential, &hash, &sealed, now).await?;
            fresh
        };
        let shown = shown(&code);
        let path =
            if row.recipient_email.is_empty() { format!("/claim/{shown}") } else { "/claim".to_owned() };
        codes.push(Code { credential, address: app.config.public_url.join(&path), code: shown });
    }
    Ok(codes)
}

/// The code of one credential of the institution called `slug`, for whoever gives it by hand.
///
/// # Errors
/// [`CodeError::NotAllowed`]; [`CodeError::Unknown`] where nothing of the kind waits.
pub async fn give(app: &App, viewer: &Viewer, slug: &str, id: CredentialId) -> Result<Code, CodeError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.write().await?;
    let row = credential::lock(&mut tx, desk.issuer, id).await?.ok_or(CodeError::Unknown)?;
    if !desk.may_change(viewer, row.awarded_by) {
        return Err(NotAllowed::Role.into());
    }
    let code = codes_for(app, &mut tx, desk.issuer, &[id]).await?.pop().ok_or(CodeError::Unknown)?;
    let (by, subject) = (Some(viewer.account), format!("credential/{id}"));
    let detail = serde_json::json!({});
    audit::note(app, &mut tx, desk.issuer, by, "credential.code_given", subject, &detail).await?;
    tx.commit().await?;
    Ok(code)
}

/// Slips for these credentials of the institution called `slug`, in this order.
///
/// # Errors
/// [`CodeError::NotAllowed`], where one of them is not the viewer's to help on its way;
/// [`CodeError::Unknown`].
pub async fn slips(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    ids: &[CredentialId],
) -> Result<Vec<Slip>, CodeError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.write().await?;
    let mut slips = Vec::with_capacity(ids.len());
    for &id in ids {
        let row = credential::awarded(&mut tx, desk.issuer, desk.sees_of(viewer), id).await?;
        let award = Awarded::from(row.ok_or(CodeError::Unknown)?);
        // A code for what was sent to an address is more than help.
        let may = if award.recipient_email.is_empty() {
            super::may_help(&mut tx, viewer, desk, award.awarded_by, award.class).await?
        } else {
            desk.may_change(viewer, award.awarded_by)
        };
        if !may {
            return Err(NotAllowed::Role.into());
        }
        let waits = award.claimed_at.is_none() && !matches!(award.state, State::Revoked { .. });
        let code = if waits { codes_for(app, &mut tx, desk.issuer, &[id]).await?.pop() } else { None };
        if code.is_some() {
            let (by, subject) = (Some(viewer.account), format!("credential/{id}"));
            let detail = serde_json::json!({});
            audit::note(app, &mut tx, desk.issuer, by, "credential.code_given", subject, &detail).await?;
        }
        slips.push(Slip { award, code });
    }
    tx.commit().await?;
    Ok(slips)
}

/// What a code would give, which stays where it is.
///
/// * `viewer`: whoever asks, if they are signed in.
///
/// # Errors
/// [`CodeError::Unknown`], [`CodeError::Store`].
pub async fn look(app: &App, viewer: Option<&Viewer>, code: &str) -> Result<Waiting, CodeError> {
    let code = read(code).ok_or(CodeError::Unknown)?;
    let row = claim_code::look(&mut app.db.read().await?, &hash(app, &code)).await?;
    let row = row.ok_or(CodeError::Unknown)?;
    Ok(Waiting {
        by_link: is_by_link(viewer, &row.recipient_email),
        achievement_description: content_of(&row.content).description,
        achievement_name: row.achievement_name,
        image: format!("/achievements/{}/image", row.achievement_id),
        issuer_name: row.issuer_name,
        first_name: first_name(&row.recipient_name).to_owned(),
    })
}

/// Spends a code, and puts its credential into this person's wallet.
///
/// # Errors
/// [`CodeError`].
pub async fn claim(app: &App, viewer: &Viewer, code: &str, came: Came) -> Result<CredentialId, CodeError> {
    let code = read(code).ok_or(CodeError::Unknown)?;
    let (hash, now) = (hash(app, &code), app.clock.now_ms());
    let mut tx = app.db.write().await?;
    let row = claim_code::look(&mut tx, &hash).await?.ok_or(CodeError::Unknown)?;
    if came == Came::Linked && !is_by_link(Some(viewer), &row.recipient_email) {
        return Err(CodeError::Type);
    }
    // Locked, and looked at once more: it may be sent to another address in the same moment.
    credential::lock_any(&mut tx, row.credential_id).await?;
    let id = claim_code::spend(&mut tx, &hash, viewer.account, now).await?.ok_or(CodeError::Unknown)?;
    if !holding::insert(&mut tx, viewer.account, id, now).await? {
        return Err(CodeError::Unknown);
    }
    let subject = format!("credential/{id}");
    let detail = serde_json::json!({ "by": "code" });
    audit::note(app, &mut tx, row.issuer_id, Some(viewer.account), "credential.claimed", subject, &detail)
        .await?;
    tx.commit().await?;
    key::bind_claimed(app, viewer.account, id).await;
    Ok(id)
}

/// Whether the link alone does: for what was sent to no address, or to one of this person's.
fn is_by_link(viewer: Option<&Viewer>, recipient_email: &str) -> bool {
    recipient_email.is_empty()
        || viewer.is_some_and(|viewer| viewer.emails.iter().any(|email| email == recipient_email))
}

fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

fn new_code(random: &Random) -> String {
    // Bytes from the last, incomplete round through the alphabet would favour its beginning.
    let even = 256 / ALPHABET.len() * ALPHABET.len();
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let fair = random.bytes::<32>().into_iter().filter(|byte| usize::from(*byte) < even);
        code.extend(
            fair.map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]))
                .take(LENGTH - code.len()),
        );
    }
    code
}

/// A code as typed, in capitals and without what people put between its signs; `None` for what
/// can be none. Signs that are in no code are read as those that look like them.
fn read(text: &str) -> Option<String> {
    let mut code = String::with_capacity(LENGTH);
    for sign in text
        .chars()
        .filter(|sign| !matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '.') && !sign.is_whitespace())
    {
        let sign = match sign.to_ascii_uppercase() {
            'B' => '8',
            'S' => '5',
            'Z' => '2',
            'O' | '0' => 'Q',
            'U' => 'V',
            sign => sign,
        };
        if code.len() == LENGTH || !u8::try_from(sign).is_ok_and(|byte| ALPHABET.contains(&byte)) {
            return None;
        }
        code.push(sign);
    }
    (code.len() == LENGTH).then_some(code)
}

/// With a hyphen in its middle.
fn shown(code: &str) -> String {
    code.split_at_checked(LENGTH / 2)
        .map_or_else(|| code.to_owned(), |(left, right)| format!("{left}-{right}"))
}

fn hash(app: &App, code: &str) -> String {
    app.sealer.hash("claim_code", code)
}

fn seal(app: &App, credential: CredentialId, code: &str) -> String {
    app.sealer.seal(&place(credential), code.as_bytes())
}

fn place(credential: CredentialId) -> String {
    format!("claim_code/{credential}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        hold,
        issue::{Order, Press, To},
        revoke::revoke,
        testing::{achievement, award, desk, person, with_app},
    };

    async fn code_for(app: &App, staff: &Viewer, id: CredentialId) -> Option<Code> {
        let mut tx = app.db.write().await.unwrap();
        let codes = codes_for(app, &mut tx, staff.desks[0].issuer, &[id]).await.unwrap();
        tx.commit().await.unwrap();
        codes.into_iter().next()
    }

    /// A credential for somebody without an address.
    async fn unaddressed(app: &App, staff: &Viewer) -> CredentialId {
        let (issuer, achievement) = (staff.desks[0].issuer, achievement(app, staff).await);
        let mut tx = app.db.write().await.unwrap();
        let press = Press::open(app, &mut tx, issuer, achievement).await.unwrap();
        let now = app.clock.now();
        let order = Order {
            to: To { name: "Ada Obi".to_owned(), email: None, learner: None, source_id: None, did: None },
            content: api::open_badges::SubjectContent::default(),
            awarded_at: now,
            valid_from: now,
            valid_until: None,
            class: None,
            bulk: None,
            by: None,
        };
        let id = press.issue(app, &mut tx, &[order]).await.unwrap()[0].id;
        tx.commit().await.unwrap();
        id
    }

    #[test]
    fn a_code_is_read_however_people_write_it() {
        assert_eq!(read("acdef-ghjkm").as_deref(), Some("ACDEFGHJKM"));
        assert_eq!(read(" ACDEF \u{2013} GHJKM\n").as_deref(), Some("ACDEFGHJKM"));
        assert_eq!(read("bszO0-uvBSZ").as_deref(), Some("852QQVV852"));
        for bad in
            ["", "ACDEF-GHJK", "ACDEF-GHJKMN", "ACDEF-GHJK1", "ACDEF-GHJKI", "ACDEF-GHJKé", "ACDEFGHJK\0"]
        {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_code_uses_the_whole_alphabet_evenly_and_reads_back() {
        let random = Random::seeded(1);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..2_700 {
            let code = new_code(&random);
            assert_eq!(read(&shown(&code)).as_deref(), Some(code.as_str()));
            code.bytes().for_each(|byte| *counts.entry(byte).or_insert(0) += 1);
        }
        assert_eq!(counts.len(), ALPHABET.len());
        assert!(counts.values().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }

    #[tokio::test]
    async fn a_code_is_printed_again_as_it_was_and_lies_open_nowhere() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = unaddressed(&app, &staff).await;
            let code = code_for(&app, &staff, id).await.unwrap();
            assert_eq!(code.address, format!("http://laurel.test/claim/{}", code.code));
            assert!(code_for(&app, &staff, id).await.unwrap() == code);
            let mut tx = app.db.read().await.unwrap();
            let (hash, sealed): (String, String) =
                tx.fetch_one("select code_hash, sealed_code from claim_code", ()).await.unwrap();
            let bare = code.code.replace('-', "");
            assert!(!hash.contains(&bare) && !sealed.contains(&bare));
            assert_ne!(hash, crate::secrets::token_hash(&bare), "a plain hash of so few bits is soon undone");
            let other = desk(&app, "harrow").await;
            assert!(code_for(&app, &other, id).await.is_none());
        })
        .await;
    }

    #[tokio::test]
    async fn a_code_claims_once_and_is_then_as_unknown_as_any_other() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = unaddressed(&app, &staff).await;
            let code = code_for(&app, &staff, id).await.unwrap().code;
            let waiting = look(&app, None, &code).await.unwrap();
            assert_eq!((waiting.first_name.as_str(), waiting.by_link), ("Ada", true));
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            assert_eq!(claim(&app, &ada, &code.to_lowercase(), Came::Linked).await.unwrap(), id);
            assert_eq!(hold::held(&app, &ada).await.unwrap()[0].id, id);
            for viewer in [&ada, &eve] {
                assert!(matches!(claim(&app, viewer, &code, Came::Typed).await, Err(CodeError::Unknown)));
                assert!(matches!(look(&app, Some(viewer), &code).await, Err(CodeError::Unknown)));
            }
            assert!(code_for(&app, &staff, id).await.is_none());
        })
        .await;
    }

    #[tokio::test]
    async fn of_many_who_enter_one_code_at_once_one_gets_it() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let code = code_for(&app, &staff, unaddressed(&app, &staff).await).await.unwrap().code;
            let mut claims = tokio::task::JoinSet::new();
            for place in 0..8 {
                let viewer = person(&app, &format!("p{place}@a.example")).await;
                let (app, code) = (app.clone(), code.clone());
                claims.spawn(async move { claim(&app, &viewer, &code, Came::Typed).await.is_ok() });
            }
            assert_eq!(claims.join_all().await.into_iter().filter(|claimed| *claimed).count(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_link_alone_never_claims_what_was_sent_to_an_address() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            let code = code_for(&app, &staff, id).await.unwrap();
            assert_eq!(code.address, "http://laurel.test/claim");
            let (ada, ben) = (person(&app, "ada@a.example").await, person(&app, "ben@b.example").await);
            assert!(look(&app, Some(&ada), &code.code).await.unwrap().by_link);
            assert!(!look(&app, None, &code.code).await.unwrap().by_link);
            let refused = claim(&app, &ben, &code.code, Came::Linked).await;
            assert!(matches!(refused, Err(CodeError::Type)));
            claim(&app, &ben, &code.code, Came::Typed).await.unwrap();
            assert_eq!(hold::offers(&app, &ada).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn a_code_of_a_revoked_credential_is_dead() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = unaddressed(&app, &staff).await;
            let code = code_for(&app, &staff, id).await.unwrap().code;
            revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
            let ada = person(&app, "ada@a.example").await;
            assert!(matches!(look(&app, None, &code).await, Err(CodeError::Unknown)));
            assert!(matches!(claim(&app, &ada, &code, Came::Typed).await, Err(CodeError::Unknown)));
            assert!(code_for(&app, &staff, id).await.is_none());
        })
        .await;
    }
}

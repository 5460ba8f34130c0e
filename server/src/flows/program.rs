//! Programs that work at a desk: keys that an owner makes, and takes back.
//!
//! A program is a registrar as far as its scopes go, at one institution; it has no wallet and no
//! pages. Its account is its own: it has no address, so nobody signs in with it, and whatever is
//! noted as done by it was done with its key. A key is looked up with every request, so that it is
//! dead at once.

use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{
    audit,
    fields::Fields,
    session::{Act, Desk, NotAllowed, Role, Viewer},
};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    id::ApiKeyId,
    problem::{FieldProblem, Problem},
    secrets::{new_token, token_hash},
    store::{
        StoreError, account,
        api_key::{self, ApiKeyRow},
        issuer,
    },
};

/// How each key begins, so that one that got out is known for what it is.
const PREFIX: &str = "laurel_";
/// Keys of one institution that may be good at a time.
const MOST_LIVE: usize = 100;
/// Days of the longest life that ends.
const MOST_DAYS: u32 = 3650;
/// How exactly it is known when a key was last used.
const USED_EACH_MS: i64 = 60 * 1000;

/// What a program may be given: everything but to govern.
pub const SCOPES: [Act; 6] = [Act::See, Act::Award, Act::Describe, Act::Revoke, Act::Enrol, Act::Audit];

/// A program that works, or worked, at a desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Program {
    /// The id of its key.
    pub id: ApiKeyId,
    /// What it is called.
    pub name: String,
    /// The last four characters of its key.
    pub last_four: String,
    /// What it may do.
    pub scopes: Vec<Act>,
    /// Who made the key; empty where that is not known any more.
    pub made_by: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when it is good; absent: until it is revoked.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was last used, to the minute.
    pub used_at: Option<OffsetDateTime>,
    /// Whether it is good.
    pub state: KeyState,
}

/// Whether a key is good.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyState {
    /// It is.
    Live,
    /// Its time is over.
    Expired,
    /// Somebody took it back.
    Revoked {
        /// When.
        at: OffsetDateTime,
    },
}

/// A program, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewProgram {
    /// What it is called.
    pub name: String,
    /// What it may do, by the names of [`SCOPES`]; it may look whether that is among them or not.
    pub scopes: Vec<String>,
    /// For how many days its key is good; absent: until it is revoked.
    pub days: Option<u32>,
    /// What its form was called, which makes one key however often it is sent; absent: no form.
    pub once: Option<ApiKeyId>,
}

/// A key that was made. This is the only time that it can be read.
#[derive(Clone, Eq, PartialEq)]
pub struct Made {
    /// Its id.
    pub id: ApiKeyId,
    /// The key.
    pub key: String,
}

/// Why no key was made or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such key.
    #[error("this institution has no such key")]
    Unknown,
    /// The form was sent before, and has made its key.
    #[error("this form has made its key already, and a key is shown only once")]
    Made,
    /// It was revoked before.
    #[error("this key has been revoked already")]
    Already,
    /// Fields need another look.
    #[error("the key needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the key")]
    Store(#[from] StoreError),
}

impl From<ProgramError> for Problem {
    fn from(err: ProgramError) -> Self {
        match err {
            ProgramError::NotAllowed(source) => source.into(),
            ProgramError::Unknown => Self::not_found(&err),
            ProgramError::Made | ProgramError::Already => Self::conflict(&err),
            ProgramError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            ProgramError::Store(source) => source.into(),
        }
    }
}

/// The programs of the institution called `slug`, the newest first.
///
/// # Errors
/// [`ProgramError::NotAllowed`], [`ProgramError::Store`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Program>, ProgramError> {
    let desk = viewer.at(slug, Act::Govern)?;
    let mut tx = app.db.read().await?;
    let mut programs = Vec::new();
    for row in api_key::of_issuer(&mut tx, desk.issuer).await? {
        let maker = match row.made_by {
            Some(id) => account::by_id(&mut tx, id).await?,
            None => None,
        };
        programs.push(described(row, maker.map(|account| account.name), app.clock.now()));
    }
    Ok(programs)
}

/// One of them.
///
/// # Errors
/// [`ProgramError::NotAllowed`], [`ProgramError::Unknown`], [`ProgramError::Store`].
pub async fn open(app: &App, viewer: &Viewer, slug: &str, id: ApiKeyId) -> Result<Program, ProgramError> {
    let programs = list(app, viewer, slug).await?;
    programs.into_iter().find(|program| program.id == id).ok_or(ProgramError::Unknown)
}

/// Makes a key for a program of the institution called `slug`. Field pointers are `/name`, `/scopes`
/// and `/days`.
///
/// # Errors
/// [`ProgramError`].
pub async fn make(app: &App, viewer: &Viewer, slug: &str, new: NewProgram) -> Result<Made, ProgramError> {
    let desk = viewer.at(slug, Act::Govern)?;
    let mut fields = Fields::default();
    let name = fields.line("/name", &new.name, 100);
    let chosen = |act: &Act| new.scopes.iter().any(|name| name == act.name());
    // Whoever does something at a desk looks at it, too.
    let scopes: Vec<Act> = SCOPES.into_iter().filter(|act| *act == Act::See || chosen(act)).collect();
    if new.scopes.is_empty() || new.scopes.iter().any(|name| SCOPES.iter().all(|act| act.name() != name)) {
        fields.wrong("/scopes", "choose at least one of the things that a program may do");
    }
    if new.days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
        fields.wrong("/days", format!("choose 1 to {MOST_DAYS} days, or no end"));
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    issuer::lock(&mut tx, desk.issuer).await?;
    let rows = api_key::of_issuer(&mut tx, desk.issuer).await?;
    if rows.iter().filter(|row| state(row, now) == KeyState::Live).count() >= MOST_LIVE {
        fields.wrong("/name", format!("at most {MOST_LIVE} keys may be good at a time; revoke some first"));
    }
    fields.right(()).map_err(ProgramError::Fields)?;
    let key = format!("{PREFIX}{}", new_token(&app.random));
    let row = ApiKeyRow {
        api_key_id: new.once.unwrap_or_else(|| app.new_id()),
        issuer_id: desk.issuer,
        account_id: app.new_id(),
        last_four: key[key.len() - 4..].to_owned(),
        scopes: scopes.iter().map(|act| act.name()).collect::<Vec<_>>().join(" "),
        made_by: Some(viewer.account),
        created_at: ms_of(now),
        expires_at: new.days.map(|days| ms_of(now + Duration::days(days.into()))),
        used_at: None,
        revoked_at: None,
        name,
    };
    account::insert(&mut tx, row.account_id, &row.name, row.created_at).await?;
    if !api_key::insert(&mut tx, &row, &token_hash(&key)).await? {
        return Err(ProgramError::Made);
    }
    let subject = format!("program/{}", row.api_key_id);
    let detail = json!({ "name": row.name, "scopes": row.scopes, "account": row.account_id });
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "program.made", subject, &detail).await?;
    tx.commit().await?;
    Ok(Made { id: row.api_key_id, key })
}

/// Takes a key back: from now on it opens nothing.
///
/// # Errors
/// [`ProgramError`].
pub async fn revoke(app: &App, viewer: &Viewer, slug: &str, id: ApiKeyId) -> Result<(), ProgramError> {
    let desk = viewer.at(slug, Act::Govern)?;
    let mut tx = app.db.write().await?;
    if !api_key::revoke(&mut tx, desk.issuer, id, app.clock.now_ms()).await? {
        let known = api_key::of_issuer(&mut tx, desk.issuer).await?;
        let already = known.iter().any(|row| row.api_key_id == id);
        return Err(if already { ProgramError::Already } else { ProgramError::Unknown });
    }
    let subject = format!("program/{id}");
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "program.revoked", subject, &json!({}))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The program that a key belongs to; `None` when it is unknown, was revoked or has expired.
///
/// # Errors
/// When the database fails.
pub async fn viewer(app: &App, key: &str) -> Result<Option<Viewer>, StoreError> {
    if !key.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = app.clock.now_ms();
    let mut tx = app.db.read().await?;
    let Some(row) = api_key::live(&mut tx, &token_hash(key), now).await? else { return Ok(None) };
    let Some(issuer) = issuer::by_id(&mut tx, row.issuer_id).await? else { return Ok(None) };
    drop(tx);
    if row.used_at.is_none_or(|used_at| used_at <= now - USED_EACH_MS) {
        let mut tx = app.db.write().await?;
        api_key::touch(&mut tx, row.api_key_id, now).await?;
        tx.commit().await?;
    }
    let desk = Desk {
        issuer: issuer.issuer_id,
        slug: issuer.slug,
        name: issuer.name,
        role: Role::Registrar,
        scopes: Some(scopes(&row)),
    };
    Ok(Some(Viewer {
        account: row.account_id,
        email: String::new(),
        emails: Vec::new(),
        name: row.name,
        desks: vec![desk],
        language: String::new(),
        theme: String::new(),
        proven_at: None,
    }))
}

fn scopes(row: &ApiKeyRow) -> Vec<Act> {
    row.scopes.split(' ').filter_map(Act::of_name).filter(|act| SCOPES.contains(act)).collect()
}

fn state(row: &ApiKeyRow, now: OffsetDateTime) -> KeyState {
    match (row.revoked_at, row.expires_at) {
        (Some(at), _) => KeyState::Revoked { at: instant_of(at) },
        (None, Some(at)) if at <= ms_of(now) => KeyState::Expired,
        _ => KeyState::Live,
    }
}

fn described(row: ApiKeyRow, made_by: Option<String>, now: OffsetDateTime) -> Program {
    Program {
        id: row.api_key_id,
        scopes: scopes(&row),
        state: state(&row, now),
        name: row.name,
        last_four: row.last_four,
        made_by: made_by.unwrap_or_default(),
        created_at: instant_of(row.created_at),
        expires_at: row.expires_at.map(instant_of),
        used_at: row.used_at.map(instant_of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::testing::{achievement, award, desk, teacher, with_app};
    use crate::store::audit as notes;

    fn new(scopes: &[&str]) -> NewProgram {
        let scopes = scopes.iter().map(|name| (*name).to_owned()).collect();
        NewProgram { name: "Records system".to_owned(), scopes, ..NewProgram::default() }
    }

    #[tokio::test]
    async fn a_key_opens_what_it_was_made_for_at_its_own_institution_alone() {
        with_app(async |app| {
            let (staff, _) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let made = make(&app, &staff, "marlow", new(&["award"])).await.unwrap();
            assert!(made.key.starts_with("laurel_") && made.key.len() == 50, "{}", made.key.len());
            let program = viewer(&app, &made.key).await.unwrap().unwrap();
            assert!(program.at("marlow", Act::See).is_ok() && program.at("marlow", Act::Award).is_ok());
            for act in [Act::Describe, Act::Revoke, Act::Enrol, Act::Audit, Act::Govern] {
                assert_eq!(program.at("marlow", act), Err(NotAllowed::Scope), "{}", act.name());
            }
            assert_eq!(program.at("harrow", Act::See), Err(NotAllowed::Stranger));
            assert_eq!(viewer(&app, &made.key[..49]).await.unwrap(), None);
            assert_eq!(viewer(&app, &made.key["laurel_".len()..]).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_key_is_dead_from_the_moment_that_it_is_revoked_or_runs_out() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let short = NewProgram { days: Some(1), ..new(&["see"]) };
            let [long, short] = [new(&["see"]), short].map(|new| (app.clone(), staff.clone(), new));
            let make = async |(app, staff, new)| make(&app, &staff, "marlow", new).await.unwrap();
            let (long, short) = (make(long).await, make(short).await);
            app.clock.advance(Duration::DAY - Duration::MILLISECOND);
            assert!(viewer(&app, &short.key).await.unwrap().is_some());
            app.clock.advance(Duration::MILLISECOND);
            assert_eq!(viewer(&app, &short.key).await.unwrap(), None);
            assert!(viewer(&app, &long.key).await.unwrap().is_some());
            revoke(&app, &staff, "marlow", long.id).await.unwrap();
            assert_eq!(viewer(&app, &long.key).await.unwrap(), None);
            assert!(matches!(revoke(&app, &staff, "marlow", long.id).await, Err(ProgramError::Already)));
            let states: Vec<_> = list(&app, &staff, "marlow")
                .await
                .unwrap()
                .into_iter()
                .map(|program| program.state)
                .collect();
            assert_eq!(states, [KeyState::Expired, KeyState::Revoked { at: app.clock.now() }]);
        })
        .await;
    }

    #[tokio::test]
    async fn a_form_that_is_sent_twice_makes_one_key() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let form = NewProgram { once: Some(app.new_id()), ..new(&["see"]) };
            let made = make(&app, &staff, "marlow", form.clone()).await.unwrap();
            for (somebody, slug) in [(&staff, "marlow"), (&other, "harrow")] {
                let again = make(&app, somebody, slug, form.clone()).await;
                assert!(matches!(again, Err(ProgramError::Made)), "{slug}");
            }
            assert_eq!(list(&app, &staff, "marlow").await.unwrap().len(), 1);
            assert_eq!(list(&app, &other, "harrow").await.unwrap(), []);
            assert!(viewer(&app, &made.key).await.unwrap().is_some());
        })
        .await;
    }

    #[tokio::test]
    async fn only_owners_make_keys_and_none_that_governs() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let teacher = teacher(&app, "marlow").await;
            for somebody in [&teacher, &other] {
                let refused = make(&app, somebody, "marlow", new(&["see"])).await;
                assert!(matches!(refused, Err(ProgramError::NotAllowed(_))));
                let refused = list(&app, somebody, "marlow").await;
                assert!(matches!(refused, Err(ProgramError::NotAllowed(_))));
            }
            let made = make(&app, &staff, "marlow", new(&SCOPES.map(Act::name))).await.unwrap();
            let program = viewer(&app, &made.key).await.unwrap().unwrap();
            assert!(matches!(
                make(&app, &program, "marlow", new(&["see"])).await,
                Err(ProgramError::NotAllowed(_))
            ));
            assert!(matches!(revoke(&app, &other, "harrow", made.id).await, Err(ProgramError::Unknown)));
            let wrong = NewProgram { name: " ".to_owned(), days: Some(0), ..new(&["govern"]) };
            let Err(ProgramError::Fields(fields)) = make(&app, &staff, "marlow", wrong).await else {
                panic!("not refused")
            };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/name", "/scopes", "/days"]);
        })
        .await;
    }

    #[tokio::test]
    async fn what_a_program_did_is_noted_as_its_own() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let made = make(&app, &staff, "marlow", new(&["award"])).await.unwrap();
            let program = viewer(&app, &made.key).await.unwrap().unwrap();
            let issued = award(&app, &program, achievement, "ada@a.example").await;
            let mut tx = app.db.read().await.unwrap();
            let subject = format!("credential/{}", issued.id);
            let notes = notes::of_subject(&mut tx, staff.desks[0].issuer, &subject).await.unwrap();
            assert_eq!(notes[0].act, "credential.awarded");
            assert_eq!(notes[0].account_id, Some(program.account.to_string()));
            assert_ne!(program.account, staff.account);
            drop(tx);
            app.clock.advance(Duration::MINUTE);
            viewer(&app, &made.key).await.unwrap();
            let shown = open(&app, &staff, "marlow", made.id).await.unwrap();
            assert_eq!((shown.used_at, shown.made_by.as_str()), (Some(app.clock.now()), "Registrar"));
            assert!(made.key.ends_with(&shown.last_four));
        })
        .await;
    }
}

//! Asking an institution to correct what it has written, and its answer.
//!
//! Whoever holds a credential may ask; whoever may correct that award answers: by correcting it, or
//! by declining with a reason, to which the holder may add a statement.
//!
//! Source: 34 CFR 99.20 to 99.22; 99.10 (45 days, for what a learner wants to see).

use serde_json::json;
use time::OffsetDateTime;
use web::words::Language;

use super::{
    Email, audit,
    fields::Fields,
    outbox::{self, About, Button, Draft, Kind, Letter},
    renew::{self, News},
    session::{Act, Desk, NotAllowed, Role, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AccountId, AmendmentId, CredentialId, IssuerId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx,
        amendment::{self, AmendmentRow, RequestRow},
        credential, holding, issuer, staff,
    },
};

/// Characters of each text.
const MOST_TEXT: usize = 2_000;
/// Requests that an account may make in a day.
const MOST_A_DAY: u64 = 5;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Requests on a desk's page, at most.
const MOST_LISTED: u32 = 500;
/// Owners who are written to where an institution has no address of its own.
const MOST_OWNERS: usize = 5;
/// Days in which an institution should have answered.
pub const DUE_DAYS: i64 = 45;

/// Where a request stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// Nobody has decided.
    Waiting,
    /// The credential was corrected.
    Corrected {
        /// When.
        at: OffsetDateTime,
    },
    /// It stays as it is.
    Declined {
        /// When that was decided.
        at: OffsetDateTime,
        /// Why, in the institution's words.
        reason: String,
    },
}

/// What a holder has asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Amendment {
    /// Its id.
    pub id: AmendmentId,
    /// About which credential.
    pub credential: CredentialId,
    /// What is wrong,
    pub wrong: String,
    /// and what it should say.
    pub instead: String,
    /// When they asked.
    pub asked_at: OffsetDateTime,
    /// Where it stands.
    pub state: State,
    /// What they said to a decline, and when.
    pub statement: Option<(String, OffsetDateTime)>,
}

/// The same on a desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// What is asked for.
    pub amendment: Amendment,
    /// What was awarded, by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// Whole days that it has waited.
    pub days: i64,
    /// Whether the credential was corrected since it was asked for.
    pub corrected_since: bool,
    /// Whether it was taken back, so that it cannot be corrected.
    pub revoked: bool,
}

/// Why something was not asked for or not answered.
#[derive(Debug, thiserror::Error)]
pub enum AmendmentError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No such credential of ours in this wallet, or no such request.
    #[error("there is no such credential or request")]
    Unknown,
    /// One waits already.
    #[error("you have asked about this credential already; wait for the answer")]
    Waiting,
    /// There were too many.
    #[error("you can ask for {MOST_A_DAY} corrections a day; come back tomorrow")]
    TooMany,
    /// It was decided before.
    #[error("this request was answered before")]
    Decided,
    /// The credential is as it was.
    #[error("the credential was not corrected since this was asked for")]
    NotCorrected,
    /// Fields need another look.
    #[error("the request needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the request")]
    Store(#[from] StoreError),
}

impl From<AmendmentError> for Problem {
    fn from(err: AmendmentError) -> Self {
        match err {
            AmendmentError::NotAllowed(source) => source.into(),
            AmendmentError::Unknown => Self::not_found(&err),
            AmendmentError::Waiting | AmendmentError::Decided | AmendmentError::NotCorrected => {
                Self::conflict(&err)
            }
            AmendmentError::TooMany => Self::unprocessable(&err, Vec::new()),
            AmendmentError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AmendmentError::Store(source) => source.into(),
        }
    }
}

/// Asks the institution that issued a credential in this wallet to correct it, and writes to it. Field
/// pointers are `/wrong` and `/instead`.
///
/// # Errors
/// [`AmendmentError`].
pub async fn ask(
    app: &App,
    viewer: &Viewer,
    credential: CredentialId,
    wrong: &str,
    instead: &str,
) -> Result<AmendmentId, AmendmentError> {
    let mut fields = Fields::default();
    let wrong = text(&mut fields, "/wrong", wrong);
    let instead = text(&mut fields, "/instead", instead);
    fields.right(()).map_err(AmendmentError::Fields)?;
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let issuer_id = issuer_of(&mut tx, viewer, credential).await?;
    if amendment::asked_since(&mut tx, viewer.account, now - DAY_MS).await? >= MOST_A_DAY {
        return Err(AmendmentError::TooMany);
    }
    let row = AmendmentRow {
        amendment_id: app.new_id(),
        issuer_id,
        credential_id: credential,
        account_id: viewer.account,
        wrong,
        instead,
        state: String::new(),
        asked_at: now,
        decided_at: None,
        reason: String::new(),
        statement: String::new(),
        stated_at: None,
    };
    if !amendment::insert(&mut tx, &row).await? {
        return Err(AmendmentError::Waiting);
    }
    note(app, &mut tx, issuer_id, viewer.account, "amendment.asked", credential, row.amendment_id).await?;
    tell_desk(app, &mut tx, issuer_id, credential).await?;
    tx.commit().await?;
    Ok(row.amendment_id)
}

/// Several lines that must not be empty.
fn text(fields: &mut Fields, pointer: &str, typed: &str) -> String {
    let text = fields.lines(pointer, typed, MOST_TEXT);
    if text.is_empty() {
        fields.wrong(pointer, "write something here");
    }
    text
}

/// Who issued a credential that is in this wallet, if that was one of ours.
async fn issuer_of(tx: &mut Tx, viewer: &Viewer, id: CredentialId) -> Result<IssuerId, AmendmentError> {
    if holding::holder(tx, id).await? != Some(viewer.account) {
        return Err(AmendmentError::Unknown);
    }
    let (issuer, _) = credential::what(tx, id).await?.ok_or(AmendmentError::Unknown)?;
    Ok(issuer)
}

/// What the holder of a credential has asked for, the latest first.
///
/// # Errors
/// [`AmendmentError::Unknown`] when they hold no such credential of ours, [`AmendmentError::Store`].
pub async fn of_holder(
    app: &App,
    viewer: &Viewer,
    credential: CredentialId,
) -> Result<Vec<Amendment>, AmendmentError> {
    let mut tx = app.db.read().await?;
    issuer_of(&mut tx, viewer, credential).await?;
    let rows = amendment::of_holder(&mut tx, viewer.account, credential).await?;
    Ok(rows.into_iter().map(Amendment::from).collect())
}

/// About what a holder asks: the achievement's name, and the institution's.
///
/// # Errors
/// [`AmendmentError::Unknown`] when they hold no such credential of ours, [`AmendmentError::Store`].
pub async fn names(
    app: &App,
    viewer: &Viewer,
    credential: CredentialId,
) -> Result<(String, String), AmendmentError> {
    let mut tx = app.db.read().await?;
    let issuer = issuer_of(&mut tx, viewer, credential).await?;
    let (achievement, _) = named(&mut tx, credential).await?;
    let issuer = issuer::by_id(&mut tx, issuer).await?.ok_or(AmendmentError::Unknown)?;
    Ok((achievement, issuer.name))
}

/// About which credential one of a holder's requests is.
///
/// # Errors
/// [`AmendmentError::Unknown`], [`AmendmentError::Store`].
pub async fn about(app: &App, viewer: &Viewer, id: AmendmentId) -> Result<CredentialId, AmendmentError> {
    let found = amendment::about(&mut app.db.read().await?, viewer.account, id).await?;
    found.ok_or(AmendmentError::Unknown)
}

/// Adds what the holder says to a decline; once. Gives the credential. Field pointer `/statement`.
///
/// # Errors
/// [`AmendmentError`].
pub async fn state(
    app: &App,
    viewer: &Viewer,
    id: AmendmentId,
    statement: &str,
) -> Result<CredentialId, AmendmentError> {
    let mut fields = Fields::default();
    let statement = text(&mut fields, "/statement", statement);
    fields.right(()).map_err(AmendmentError::Fields)?;
    let mut tx = app.db.write().await?;
    let stated = amendment::state(&mut tx, viewer.account, id, &statement, app.clock.now_ms()).await?;
    let (issuer, credential) = stated.ok_or(AmendmentError::Unknown)?;
    note(app, &mut tx, issuer, viewer.account, "amendment.stated", credential, id).await?;
    tx.commit().await?;
    Ok(credential)
}

/// What is asked of the institution called `slug`: what waits first. A teacher sees what is asked about
/// their own awards.
///
/// # Errors
/// [`AmendmentError`].
pub async fn requests(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Request>, AmendmentError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.read().await?;
    let rows = amendment::of_issuer(&mut tx, desk.issuer, only(desk, viewer), MOST_LISTED).await?;
    Ok(rows.into_iter().map(|row| Request::of(row, app.clock.now_ms())).collect())
}

/// How many of those wait; none for those who may not answer.
///
/// # Errors
/// When the database fails.
pub async fn waiting(app: &App, viewer: &Viewer, slug: &str) -> Result<u64, StoreError> {
    let Ok(desk) = viewer.to_change(slug) else { return Ok(0) };
    amendment::waiting(&mut app.db.read().await?, desk.issuer, only(desk, viewer)).await
}

/// One of them.
///
/// # Errors
/// [`AmendmentError`].
pub async fn request(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AmendmentId,
) -> Result<Request, AmendmentError> {
    let desk = viewer.to_change(slug)?;
    let row = amendment::one(&mut app.db.read().await?, desk.issuer, only(desk, viewer), id).await?;
    row.map(|row| Request::of(row, app.clock.now_ms())).ok_or(AmendmentError::Unknown)
}

/// Whose awards alone somebody may change; absent: all.
fn only(desk: &Desk, viewer: &Viewer) -> Option<AccountId> {
    (!desk.may(Act::Revoke)).then_some(viewer.account)
}

/// Leaves the credential as it is, and says why to its holder. Field pointer `/reason`.
///
/// # Errors
/// [`AmendmentError`].
pub async fn decline(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AmendmentId,
    reason: &str,
) -> Result<(), AmendmentError> {
    let request = request(app, viewer, slug, id).await?;
    let mut fields = Fields::default();
    let reason = text(&mut fields, "/reason", reason);
    fields.right(()).map_err(AmendmentError::Fields)?;
    answer(app, viewer, slug, &request, ("declined", &reason)).await
}

/// Says that a credential was corrected since, in another way than by this request.
///
/// # Errors
/// [`AmendmentError`].
pub async fn done(app: &App, viewer: &Viewer, slug: &str, id: AmendmentId) -> Result<(), AmendmentError> {
    let request = request(app, viewer, slug, id).await?;
    if !request.corrected_since {
        return Err(AmendmentError::NotCorrected);
    }
    answer(app, viewer, slug, &request, ("corrected", "")).await
}

async fn answer(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    request: &Request,
    decision: (&str, &str),
) -> Result<(), AmendmentError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.write().await?;
    let Amendment { id, credential, .. } = request.amendment;
    if !decide(app, &mut tx, desk.issuer, viewer.account, (credential, id), decision).await? {
        return Err(AmendmentError::Decided);
    }
    tx.commit().await?;
    Ok(())
}

/// Decides a request in the caller's transaction, and writes to the holder; false when it does not
/// wait. That whoever decides may change the credential was checked before.
pub(super) async fn decide(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    by: AccountId,
    (credential, id): (CredentialId, AmendmentId),
    (state, reason): (&str, &str),
) -> Result<bool, StoreError> {
    let now = app.clock.now_ms();
    if !amendment::decide(tx, credential, id, (state, reason), by, now).await? {
        return Ok(false);
    }
    let act = if state == "declined" { "amendment.declined" } else { "amendment.corrected" };
    note(app, tx, issuer, by, act, credential, id).await?;
    tell_holder(app, tx, issuer, credential, (state == "declined").then_some(reason)).await?;
    Ok(true)
}

async fn note(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    by: AccountId,
    act: &str,
    credential: CredentialId,
    id: AmendmentId,
) -> Result<(), StoreError> {
    // What was written stands in the request alone.
    let detail = json!({ "amendment": id });
    audit::note(app, tx, issuer, Some(by), act, format!("credential/{credential}"), &detail).await
}

/// Writes to the institution, or to its owners where it has no address. Names no learner.
async fn tell_desk(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    credential: CredentialId,
) -> Result<(), StoreError> {
    let Some(row) = issuer::by_id(tx, issuer).await? else { return Ok(()) };
    let (achievement, _) = named(tx, credential).await?;
    let language = Language::of(&row.language);
    let words = language.letters();
    let owners = staff::members(tx, issuer).await?.into_iter().filter(|one| one.role == Role::Owner.name());
    let owners = owners.filter_map(|one| one.email).take(MOST_OWNERS);
    let to: Vec<String> = row.email.clone().map_or_else(|| owners.collect(), |email| vec![email]);
    let letter = Letter {
        language,
        subject: (words.amendment.asked_subject)(&achievement),
        greeting: (words.common.greeting)(None),
        paragraphs: vec![(words.amendment.asked)(&achievement)],
        button: Some(Button {
            label: words.amendment.asked_button.to_owned(),
            link: app.config.public_url.join(&format!("/desk/{}/requests", row.slug)),
        }),
        closing: String::new(),
    };
    for email in to.iter().filter_map(|email| Email::read(email)) {
        let about = Some(About { issuer, credential: None });
        let draft = Draft { to: &email, kind: Kind::Notice, letter: letter.clone(), about };
        outbox::write(app, tx, &draft).await?;
    }
    Ok(())
}

/// Writes to the holder what was decided.
///
/// * `declined`: why, where it was.
async fn tell_holder(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    credential: CredentialId,
    declined: Option<&str>,
) -> Result<(), StoreError> {
    let Some(email) = renew::holder(tx, credential).await? else { return Ok(()) };
    let Some(row) = issuer::by_id(tx, issuer).await? else { return Ok(()) };
    let (achievement, name) = named(tx, credential).await?;
    let words = &Language::of(&row.language).letters().amendment;
    let (subject, paragraphs) = match declined {
        None => ((words.corrected_subject)(&achievement), vec![(words.corrected)(&row.name, &achievement)]),
        Some(reason) => {
            let mut paragraphs = vec![(words.declined)(&row.name, &achievement)];
            paragraphs.extend(reason.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
            paragraphs.push(words.statement.to_owned());
            ((words.declined_subject)(&achievement), paragraphs)
        }
    };
    let news = News { id: credential, name, email, subject, paragraphs };
    renew::write(app, tx, &row, &[news]).await
}

/// The achievement's name, and the recipient's.
async fn named(tx: &mut Tx, id: CredentialId) -> Result<(String, String), StoreError> {
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let (issuer, _) = credential::what(tx, id).await?.ok_or_else(missing)?;
    let row = credential::awarded(tx, issuer, None, id).await?.ok_or_else(missing)?;
    Ok((row.achievement_name, row.recipient_name))
}

impl From<AmendmentRow> for Amendment {
    fn from(row: AmendmentRow) -> Self {
        let at = instant_of(row.decided_at.unwrap_or_default());
        Self {
            id: row.amendment_id,
            credential: row.credential_id,
            wrong: row.wrong,
            instead: row.instead,
            asked_at: instant_of(row.asked_at),
            state: match row.state.as_str() {
                "corrected" => State::Corrected { at },
                "declined" => State::Declined { at, reason: row.reason },
                _ => State::Waiting,
            },
            statement: row.stated_at.map(|at| (row.statement, instant_of(at))),
        }
    }
}

impl Request {
    fn of(row: RequestRow, now: i64) -> Self {
        Self {
            days: (row.row.decided_at.unwrap_or(now) - row.row.asked_at) / DAY_MS,
            amendment: row.row.into(),
            achievement_name: row.achievement_name,
            recipient_name: row.recipient_name,
            corrected_since: row.corrected_since,
            revoked: row.revoked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        correct::{Correction, correct},
        hold,
        revoke::revoke,
        testing::{achievement, award, desk, person, teacher, with_app},
    };

    /// A desk, and a learner with an award of it in the wallet.
    async fn scene(app: &App) -> (Viewer, Viewer, CredentialId) {
        let staff = desk(app, "marlow").await;
        let issued = award(app, &staff, achievement(app, &staff).await, "ada@a.example").await;
        let ada = person(app, "ada@a.example").await;
        hold::claim(app, &ada, issued.id).await.unwrap();
        (staff, ada, issued.id)
    }

    fn letter(mails: &[outbox::Mail], to: &str) -> String {
        let mail = mails.iter().find(|mail| mail.to == to).unwrap();
        format!("{}\n{}", mail.subject, mail.body)
    }

    #[tokio::test]
    async fn correcting_by_a_request_closes_it_and_tells_the_holder() {
        with_app(async |app| {
            let (staff, ada, id) = scene(&app).await;
            let asked = ask(&app, &ada, id, "My name.", "Ada Obi-Lee").await.unwrap();
            let mails = outbox::list(&app, 9).await.unwrap();
            let told = letter(&mails, "registrar@marlow.example");
            assert!(told.contains("/desk/marlow/requests") && !told.contains("Ada"), "{told}");
            assert!(matches!(ask(&app, &ada, id, "a", "b").await, Err(AmendmentError::Waiting)));
            app.clock.advance(time::Duration::days(3));
            let request = &requests(&app, &staff, "marlow").await.unwrap()[0];
            assert_eq!((request.amendment.id, request.days, request.corrected_since), (asked, 3, false));
            assert!(matches!(done(&app, &staff, "marlow", asked).await, Err(AmendmentError::NotCorrected)));
            assert_eq!(waiting(&app, &staff, "marlow").await.unwrap(), 1);
            let typed = Correction {
                name: Some("Ada Obi-Lee".to_owned()),
                reason: "The holder asked.".to_owned(),
                answers: Some(asked),
                ..Correction::default()
            };
            correct(&app, &staff, "marlow", id, typed).await.unwrap();
            let state = &of_holder(&app, &ada, id).await.unwrap()[0].state;
            assert_eq!(*state, State::Corrected { at: app.clock.now() });
            assert_eq!(waiting(&app, &staff, "marlow").await.unwrap(), 0);
            let told = letter(&outbox::list(&app, 9).await.unwrap(), "ada@a.example");
            assert!(told.contains("has corrected"), "{told}");
            let refused = decline(&app, &staff, "marlow", asked, "No.").await;
            assert!(matches!(refused, Err(AmendmentError::Decided)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_decline_says_why_and_its_holder_may_answer_once() {
        with_app(async |app| {
            let (staff, ada, id) = scene(&app).await;
            let asked = ask(&app, &ada, id, "The grade.", "An A.").await.unwrap();
            let refused = decline(&app, &staff, "marlow", asked, " ").await;
            assert!(matches!(refused, Err(AmendmentError::Fields(_))));
            assert!(matches!(state(&app, &ada, asked, "Early.").await, Err(AmendmentError::Unknown)));
            decline(&app, &staff, "marlow", asked, "The paper says B.").await.unwrap();
            let told = letter(&outbox::list(&app, 9).await.unwrap(), "ada@a.example");
            assert!(told.contains("The paper says B."), "{told}");
            let eve = person(&app, "eve@a.example").await;
            assert!(matches!(state(&app, &eve, asked, "Mine.").await, Err(AmendmentError::Unknown)));
            assert_eq!(state(&app, &ada, asked, "I saw an A on it.").await.unwrap(), id);
            assert!(matches!(state(&app, &ada, asked, "More.").await, Err(AmendmentError::Unknown)));
            let request = &requests(&app, &staff, "marlow").await.unwrap()[0];
            let statement = request.amendment.statement.as_ref().map(|(text, _)| text.as_str());
            assert_eq!(statement, Some("I saw an A on it."));
            // Asking again is allowed.
            ask(&app, &ada, id, "Still the grade.", "An A.").await.unwrap();
            revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
            assert!(requests(&app, &staff, "marlow").await.unwrap()[0].revoked);
        })
        .await;
    }

    #[tokio::test]
    async fn holders_alone_ask_and_those_alone_answer_who_may_correct() {
        with_app(async |app| {
            let (staff, ada, id) = scene(&app).await;
            let (eve, other) = (person(&app, "eve@a.example").await, desk(&app, "harrow").await);
            for viewer in [&eve, &staff] {
                let refused = ask(&app, viewer, id, "a", "b").await;
                assert!(matches!(refused, Err(AmendmentError::Unknown)));
                assert!(of_holder(&app, viewer, id).await.is_err());
            }
            let foreign =
                hold::hold_foreign(&app, &ada, "{\"type\":\"VerifiableCredential\"}").await.unwrap();
            let refused = ask(&app, &ada, foreign, "a", "b").await;
            assert!(matches!(refused, Err(AmendmentError::Unknown)));
            let asked = ask(&app, &ada, id, "a", "b").await.unwrap();
            let teacher = teacher(&app, "marlow").await;
            assert_eq!(requests(&app, &teacher, "marlow").await.unwrap(), []);
            for (viewer, slug) in [(&teacher, "marlow"), (&other, "harrow"), (&ada, "marlow")] {
                assert!(decline(&app, viewer, slug, asked, "No.").await.is_err());
            }
            assert_eq!(of_holder(&app, &ada, id).await.unwrap()[0].state, State::Waiting);
        })
        .await;
    }

    #[tokio::test]
    async fn a_holder_asks_so_often_a_day_and_no_more() {
        with_app(async |app| {
            let (staff, ada, id) = scene(&app).await;
            for _ in 0..MOST_A_DAY {
                let asked = ask(&app, &ada, id, "a", "b").await.unwrap();
                decline(&app, &staff, "marlow", asked, "No.").await.unwrap();
            }
            assert!(matches!(ask(&app, &ada, id, "a", "b").await, Err(AmendmentError::TooMany)));
            app.clock.advance(time::Duration::days(1));
            ask(&app, &ada, id, "a", "b").await.unwrap();
            let long = "x".repeat(MOST_TEXT + 1);
            let Err(AmendmentError::Fields(fields)) = ask(&app, &ada, id, &long, " ").await else {
                panic!("not refused")
            };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/wrong", "/instead"]);
        })
        .await;
    }
}

//! Open links, as whoever comes sees them.

use subtle::ConstantTimeEq;
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

use super::link::{self, LinkState, word_place};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        achievement::content_of,
        audit,
        fields::Fields,
        issue::{IssueError, Press},
        session::Viewer,
    },
    id::CredentialId,
    problem::{FieldProblem, Problem},
    secrets::token_hash,
    store::{
        StoreError,
        claim_link::{self, ClaimLinkRow},
        claim_request::{self, ClaimRequestRow},
        claim_try,
    },
};

/// This many wrong code words
const MOST_WRONG: i64 = 10;
/// in this time, by one account.
pub(in crate::flows) const WRONG_WINDOW_MS: i64 = 60 * 60 * 1000;

/// What an open link gives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event {
    /// What the link is for.
    pub title: String,
    /// What it gives.
    pub achievement_name: String,
    /// What that is.
    pub achievement_description: String,
    /// Where its picture is: an address under our own.
    pub image: String,
    /// Who awards it.
    pub issuer_name: String,
    /// Until when it is open.
    pub closes_at: Option<OffsetDateTime>,
    /// Whether it asks for a code word.
    pub asks_word: bool,
    /// Whether somebody at the desk approves each request.
    pub approved: bool,
    /// Whether it gives anything, and to whoever looks.
    pub standing: Standing,
}

/// Whether a link gives anything, and to whoever looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It does.
    Open,
    /// Not before that moment.
    NotYet(OffsetDateTime),
    /// No more.
    Over,
    /// All are taken.
    Full,
    /// Not just now.
    Paused,
    /// Whoever looks has asked.
    Asked,
    /// They have it.
    Have,
    /// They were refused.
    Declined,
}

/// Somebody asks by an open link.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The name as it shall stand.
    pub name: String,
    /// To which of their addresses; empty: the first.
    pub email: String,
    /// The code word.
    pub word: String,
}

/// What somebody got who asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Got {
    /// It is in their wallet.
    Issued(CredentialId),
    /// It waits for somebody at the desk.
    Waiting,
}

/// Why somebody got nothing.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is no such link.
    #[error("this link leads nowhere: look at it again, or ask whoever gave it to you")]
    Unknown,
    /// It does not give now, or not to them: [`look`] says why.
    #[error("this link gives nothing just now")]
    Not(Standing),
    /// Fields need another look; pointers are `/name`, `/email`.
    #[error("the request needs another look")]
    Fields(Vec<FieldProblem>),
    /// Not the code word.
    #[error("this is not the code word")]
    WrongWord,
    /// Too many wrong code words.
    #[error("several code words were wrong; wait a little, and ask for it")]
    TooMany {
        /// How long.
        retry_after_s: u32,
    },
    /// Nothing was issued.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The database failed.
    #[error("could not claim the award")]
    Store(#[from] StoreError),
}

impl From<AskError> for Problem {
    fn from(err: AskError) -> Self {
        match err {
            AskError::Unknown => Self::not_found(&err),
            AskError::Not(_) => Self::conflict(&err),
            AskError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AskError::WrongWord => {
                Self::unprocessable(&err, vec![FieldProblem::new("/word", err.to_string())])
            }
            AskError::TooMany { retry_after_s } => Self::too_many(&err, retry_after_s),
            AskError::Issue(source) => source.into(),
            AskError::Store(source) => source.into(),
        }
    }
}

/// What an open link gives; `None` when there is no such link.
///
/// # Errors
/// When the database fails.
pub async fn look(app: &App, viewer: Option<&Viewer>, token: &str) -> Result<Option<Event>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(row) = claim_link::by_token(&mut tx, &token_hash(token)).await? else { return Ok(None) };
    let asked = match viewer {
        Some(viewer) => claim_request::of_account(&mut tx, row.claim_link_id, viewer.account).await?,
        None => None,
    };
    Ok(Some(Event {
        standing: standing(app, &row, asked.as_ref()),
        title: row.title,
        achievement_name: row.achievement_name,
        achievement_description: content_of(&row.content).description,
        image: format!("/achievements/{}/image", row.achievement_id),
        issuer_name: row.issuer_name,
        closes_at: row.closes_at.map(instant_of),
        asks_word: row.sealed_word.is_some(),
        approved: row.approved,
    }))
}

/// Asks by an open link: once for each account, and never more than the link gives, however many
/// come at once.
///
/// # Errors
/// [`AskError`].
pub async fn ask(app: &App, viewer: &Viewer, token: &str, request: Request) -> Result<Got, AskError> {
    let mut tx = app.db.write().await?;
    let row = claim_link::by_token(&mut tx, &token_hash(token)).await?.ok_or(AskError::Unknown)?;
    let (link, now) = (row.claim_link_id, app.clock.now_ms());
    let asked = claim_request::of_account(&mut tx, link, viewer.account).await?;
    let standing = standing(app, &row, asked.as_ref());
    if standing != Standing::Open {
        return Err(AskError::Not(standing));
    }
    let asked = read(app, viewer, &row, &request)?;
    let since = now - WRONG_WINDOW_MS;
    let wrong = claim_try::wrong_since(&mut tx, link, viewer.account, since).await?;
    if let Some((wrong, first_at)) = wrong
        && wrong >= MOST_WRONG
    {
        let wait_ms = first_at - since;
        return Err(AskError::TooMany { retry_after_s: u32::try_from(wait_ms / 1000 + 1).unwrap_or(1) });
    }
    if !is_word(app, &row, &request.word) {
        claim_try::add(&mut tx, link, viewer.account, since, now).await?;
        tx.commit().await?;
        return Err(AskError::WrongWord);
    }
    if !claim_link::take(&mut tx, link, now).await? {
        return Err(AskError::Not(Standing::Full));
    }
    if !claim_request::insert(&mut tx, &asked).await? {
        return Err(AskError::Not(Standing::Asked));
    }
    let got = if row.approved {
        Got::Waiting
    } else {
        let press = Press::open(app, &mut tx, row.issuer_id, row.achievement_id).await?;
        let given = link::give(app, &mut tx, &press, &[asked], row.created_by).await?;
        given.first().map_or(Got::Waiting, |(_, id)| Got::Issued(*id))
    };
    let (act, subject) = match got {
        Got::Issued(id) => ("credential.awarded", format!("credential/{id}")),
        Got::Waiting => ("claim_link.asked", format!("claim_link/{link}")),
    };
    let detail = serde_json::json!({ "by": "link", "link": link.to_string() });
    audit::note(app, &mut tx, row.issuer_id, Some(viewer.account), act, subject, &detail).await?;
    tx.commit().await?;
    Ok(got)
}

fn read(
    app: &App,
    viewer: &Viewer,
    row: &ClaimLinkRow,
    request: &Request,
) -> Result<ClaimRequestRow, AskError> {
    let mut fields = Fields::default();
    let name = fields.line("/name", &request.name, 200);
    let wanted = request.email.trim();
    let email = if wanted.is_empty() {
        viewer.emails.first()
    } else {
        viewer.emails.iter().find(|own| *own == wanted)
    };
    if email.is_none() {
        fields.wrong("/email", "choose one of your own addresses");
    }
    let row = ClaimRequestRow {
        claim_request_id: app.new_id(),
        claim_link_id: row.claim_link_id,
        account_id: viewer.account,
        name,
        email: email.cloned().unwrap_or_default(),
        state: "waiting".to_owned(),
        credential_id: None,
        asked_at: app.clock.now_ms(),
        decided_at: None,
    };
    fields.right(row).map_err(AskError::Fields)
}

fn standing(app: &App, row: &ClaimLinkRow, asked: Option<&ClaimRequestRow>) -> Standing {
    let now = app.clock.now();
    match asked.map(|asked| asked.state.as_str()) {
        Some("issued") => return Standing::Have,
        Some("waiting") => return Standing::Asked,
        Some(_) => return Standing::Declined,
        None => {}
    }
    let (opens_at, closes_at) = (row.opens_at.map(instant_of), row.closes_at.map(instant_of));
    match (LinkState::of_name(&row.state), opens_at, closes_at) {
        (Some(LinkState::Closed) | None, ..) => Standing::Over,
        (_, _, Some(closes)) if closes <= now => Standing::Over,
        (Some(LinkState::Paused), ..) => Standing::Paused,
        (_, Some(opens), _) if opens > now => Standing::NotYet(opens),
        _ if row.most.is_some_and(|most| row.taken >= most) => Standing::Full,
        _ => Standing::Open,
    }
}

/// Whether this is the link's code word, or it has none. One that was sealed under another master
/// key fits nothing.
fn is_word(app: &App, row: &ClaimLinkRow, typed: &str) -> bool {
    let Some(sealed) = &row.sealed_word else { return true };
    let Ok(word) = app.sealer.unseal(&word_place(row.claim_link_id), sealed) else { return false };
    let (word, typed) = (folded(&String::from_utf8_lossy(&word)), folded(typed));
    word.as_bytes().ct_eq(typed.as_bytes()).into()
}

/// As two people write the same word.
fn folded(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.to_lowercase().nfkc().collect()
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        claim::link::{NewLink, create, decide, list, set, show},
        hold, outbox,
        testing::{achievement, desk, person, with_app},
    };

    fn new(achievement: crate::id::AchievementId) -> NewLink {
        NewLink {
            title: "Open day".to_owned(),
            achievement: Some(achievement),
            opens_at: None,
            closes_at: None,
            most: None,
            word: String::new(),
            approved: false,
        }
    }

    /// A desk, a link of it and that link's token.
    async fn linked(
        app: &App,
        change: impl FnOnce(NewLink) -> NewLink,
    ) -> (Viewer, crate::id::ClaimLinkId, String) {
        let staff = desk(app, "marlow").await;
        let id = create(app, &staff, "marlow", change(new(achievement(app, &staff).await))).await.unwrap();
        let (link, _) = show(app, &staff, "marlow", id).await.unwrap();
        let token = link.address.unwrap().rsplit('/').next().unwrap().to_owned();
        (staff, id, token)
    }

    fn as_ada() -> Request {
        Request { name: "Ada Obi".to_owned(), ..Request::default() }
    }

    #[tokio::test]
    async fn whoever_comes_has_it_in_their_wallet_and_once() {
        with_app(async |app| {
            let (staff, _, token) = linked(&app, |new| new).await;
            let ada = person(&app, "ada@a.example").await;
            assert_eq!(look(&app, None, &token).await.unwrap().unwrap().standing, Standing::Open);
            let Got::Issued(id) = ask(&app, &ada, &token, as_ada()).await.unwrap() else {
                panic!("it waits")
            };
            assert_eq!(hold::held(&app, &ada).await.unwrap()[0].id, id);
            assert!(matches!(ask(&app, &ada, &token, as_ada()).await, Err(AskError::Not(Standing::Have))));
            assert_eq!(look(&app, Some(&ada), &token).await.unwrap().unwrap().standing, Standing::Have);
            assert_eq!(list(&app, &staff, "marlow").await.unwrap()[0].given, 1);
            assert!(matches!(ask(&app, &ada, "made-up", as_ada()).await, Err(AskError::Unknown)));
        })
        .await;
    }

    #[tokio::test]
    async fn fifty_at_once_on_a_limit_of_twenty_are_twenty() {
        with_app(async |app| {
            let (staff, _, token) = linked(&app, |new| NewLink { most: Some(20), ..new }).await;
            let mut people = Vec::new();
            for place in 0..50 {
                people.push(person(&app, &format!("p{place}@a.example")).await);
            }
            let mut asks = tokio::task::JoinSet::new();
            for viewer in people {
                let (app, token) = (app.clone(), token.clone());
                asks.spawn(async move { ask(&app, &viewer, &token, as_ada()).await });
            }
            let (given, refused): (Vec<_>, Vec<_>) =
                asks.join_all().await.into_iter().partition(std::result::Result::is_ok);
            assert_eq!(given.len(), 20);
            assert!(
                refused.iter().all(|got| matches!(got, Err(AskError::Not(Standing::Full)))),
                "{refused:?}"
            );
            assert_eq!(list(&app, &staff, "marlow").await.unwrap()[0].given, 20);
            let (count,): (i64,) =
                app.db.read().await.unwrap().fetch_one("select count(*) from credential", ()).await.unwrap();
            assert_eq!(count, 20);
        })
        .await;
    }

    #[tokio::test]
    async fn one_account_that_asks_many_times_at_once_has_it_once() {
        with_app(async |app| {
            let (_, _, token) = linked(&app, |new| new).await;
            let ada = person(&app, "ada@a.example").await;
            let mut asks = tokio::task::JoinSet::new();
            for _ in 0..8 {
                let (app, token, ada) = (app.clone(), token.clone(), ada.clone());
                asks.spawn(async move { ask(&app, &ada, &token, as_ada()).await.is_ok() });
            }
            assert_eq!(asks.join_all().await.into_iter().filter(|got| *got).count(), 1);
            assert_eq!(hold::held(&app, &ada).await.unwrap().len(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_link_gives_within_its_window_and_while_it_is_open() {
        with_app(async |app| {
            let now = app.clock.now();
            let window = |new| NewLink {
                opens_at: Some(now + Duration::HOUR),
                closes_at: Some(now + Duration::hours(2)),
                ..new
            };
            let (staff, id, token) = linked(&app, window).await;
            let ada = person(&app, "ada@a.example").await;
            let refused = async |standing: Standing| {
                let refused = ask(&app, &ada, &token, as_ada()).await;
                assert!(matches!(refused, Err(AskError::Not(found)) if found == standing), "{refused:?}");
            };
            refused(Standing::NotYet(now + Duration::HOUR)).await;
            app.clock.advance(Duration::HOUR);
            set(&app, &staff, "marlow", id, LinkState::Paused).await.unwrap();
            refused(Standing::Paused).await;
            set(&app, &staff, "marlow", id, LinkState::Open).await.unwrap();
            let ben = person(&app, "ben@a.example").await;
            ask(&app, &ben, &token, as_ada()).await.unwrap();
            app.clock.advance(Duration::HOUR);
            refused(Standing::Over).await;
            set(&app, &staff, "marlow", id, LinkState::Closed).await.unwrap();
            let reopened = set(&app, &staff, "marlow", id, LinkState::Open).await;
            assert!(matches!(reopened, Err(link::LinkError::Closed)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_code_word_is_asked_for_in_any_case_and_not_guessed() {
        with_app(async |app| {
            let (_, _, token) = linked(&app, |new| NewLink { word: "Honey  Bee".to_owned(), ..new }).await;
            let ada = person(&app, "ada@a.example").await;
            let with = |word: &str| Request { word: word.to_owned(), ..as_ada() };
            for _ in 0..MOST_WRONG {
                assert!(matches!(ask(&app, &ada, &token, with("wasp")).await, Err(AskError::WrongWord)));
            }
            let right = || with(" hONEY bee ");
            assert!(matches!(
                ask(&app, &ada, &token, right()).await,
                Err(AskError::TooMany { retry_after_s: 3601 })
            ));
            let ben = person(&app, "ben@a.example").await;
            ask(&app, &ben, &token, right()).await.unwrap();
            app.clock.advance(Duration::HOUR);
            ask(&app, &ada, &token, right()).await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_request_waits_until_somebody_approves_it_and_keeps_its_place() {
        with_app(async |app| {
            let (staff, id, token) =
                linked(&app, |new| NewLink { approved: true, most: Some(2), ..new }).await;
            let people = [
                person(&app, "ada@a.example").await,
                person(&app, "ben@a.example").await,
                person(&app, "cy@a.example").await,
            ];
            for viewer in &people[..2] {
                assert_eq!(ask(&app, viewer, &token, as_ada()).await.unwrap(), Got::Waiting);
            }
            let refused = ask(&app, &people[2], &token, as_ada()).await;
            assert!(matches!(refused, Err(AskError::Not(Standing::Full))));
            assert_eq!(hold::held(&app, &people[0]).await.unwrap(), []);
            let (_, asked) = show(&app, &staff, "marlow", id).await.unwrap();
            let ben = asked.iter().find(|asked| asked.email == "ben@a.example").unwrap().id;
            assert_eq!(decide(&app, &staff, "marlow", id, Some(ben), false).await.unwrap(), 1);
            assert_eq!(
                look(&app, Some(&people[1]), &token).await.unwrap().unwrap().standing,
                Standing::Declined
            );
            ask(&app, &people[2], &token, as_ada()).await.unwrap();
            assert_eq!(decide(&app, &staff, "marlow", id, None, true).await.unwrap(), 2);
            assert_eq!(decide(&app, &staff, "marlow", id, None, true).await.unwrap(), 0);
            assert_eq!(hold::held(&app, &people[0]).await.unwrap().len(), 1);
            assert_eq!(hold::held(&app, &people[1]).await.unwrap(), []);
            let told = outbox::list(&app, 2).await.unwrap();
            assert!(told.iter().all(|mail| mail.subject.contains("has awarded you")), "{told:?}");
            let (link, _) = show(&app, &staff, "marlow", id).await.unwrap();
            assert_eq!((link.given, link.waiting), (2, 0));
        })
        .await;
    }

    #[tokio::test]
    async fn an_award_goes_to_an_address_that_was_proven() {
        with_app(async |app| {
            let (_, _, token) = linked(&app, |new| new).await;
            let ada = person(&app, "ada@a.example").await;
            let request = Request { email: "rector@a.example".to_owned(), ..as_ada() };
            let refused = ask(&app, &ada, &token, request).await;
            assert!(matches!(refused, Err(AskError::Fields(fields)) if fields[0].pointer == "/email"));
        })
        .await;
    }

    #[tokio::test]
    async fn a_link_is_made_right_by_its_own_registrar() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let achievement = achievement(&app, &staff).await;
            let wrong = NewLink {
                title: " ".to_owned(),
                closes_at: Some(app.clock.now()),
                most: Some(0),
                word: "a\nb".to_owned(),
                ..new(achievement)
            };
            let refused = create(&app, &staff, "marlow", wrong).await;
            let Err(link::LinkError::Fields(fields)) = refused else { panic!("{refused:?}") };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/title", "/closesAt", "/most", "/word"]);
            let refused = create(&app, &other, "harrow", new(achievement)).await;
            assert!(
                matches!(refused, Err(link::LinkError::Fields(fields)) if fields[0].pointer == "/achievement")
            );
            let id = create(&app, &staff, "marlow", new(achievement)).await.unwrap();
            assert!(matches!(show(&app, &other, "harrow", id).await, Err(link::LinkError::Unknown)));
            assert!(matches!(show(&app, &other, "marlow", id).await, Err(link::LinkError::NotAllowed(_))));
        })
        .await;
    }
}

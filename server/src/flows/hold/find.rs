//! Finding: in a wallet of thousands, by words and by what each credential is. Nothing is verified here.

use time::{Duration, OffsetDateTime};

use super::{standing::Standing, summary::fold};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::session::Viewer,
    id::{CredentialId, RecordId},
    store::{
        StoreError, count, holding_skill, holding_summary, like,
        shelf::{self, ChoiceRow, LineRow, Looked},
    },
};

/// Credentials on one page.
pub const PAGE: u32 = 60;
/// Pages that can be turned to.
const MOST_PAGES: u32 = 1_000;
/// Credentials in a record.
const MOST_IN_RECORD: u32 = 500;
/// Characters of what is looked for.
const MOST_CHARACTERS: usize = 200;
/// Choices of each kind.
const MOST_CHOICES: u32 = 300;
/// Skills that are looked through, how many of them are on one page, and credentials shown of each.
const MOST_SKILLS: u32 = 1_000;
const SKILLS_ON_A_PAGE: usize = 100;
const MOST_SAID: u32 = 3;
/// How long before its end a credential is told of, and how long after it.
const SOON: Duration = Duration::days(45);
const LATE: Duration = Duration::days(30);
/// What is told of at once.
const MOST_NEWS: u32 = 12;
/// What was removed and is shown.
const MOST_REMOVED: u32 = 500;

/// What somebody looks for; what is empty stands for anything.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Find {
    /// Words, each of which has to be there.
    pub text: String,
    /// An issuer's id.
    pub issuer: String,
    /// A kind.
    pub kind: String,
    /// A skill, as [`Skill::skill`] tells it.
    pub skill: String,
    /// A year.
    pub year: Option<i64>,
    /// `verified`, `genuine`, `unknown`, `invalid`, `ended`, or `word`.
    pub state: String,
    /// Which page, from 1.
    pub page: u32,
}

impl Find {
    /// Whether anything in particular is looked for.
    pub fn is_everything(&self) -> bool {
        Self { page: 0, ..self.clone() } == Self::default()
    }
}

/// A credential in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Its id.
    pub id: CredentialId,
    /// Its name.
    pub title: String,
    /// Its issuer's id.
    pub issuer_id: String,
    /// Its issuer, in quotation marks unless vouched for.
    pub issuer: String,
    /// Its `achievementType`, or `ClrCredential`.
    pub kind: String,
    /// Where its picture is; empty where one is drawn.
    pub image: String,
    /// Credentials in it.
    pub entries: u64,
    /// Whether it is of Open Badges 2.0.
    pub open_badges_2: bool,
    /// When it was awarded.
    pub awarded_at: OffsetDateTime,
    /// Until when it counts.
    pub valid_until: Option<OffsetDateTime>,
    /// What it has come to, today.
    pub standing: Standing,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
}

/// A part of what was found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Found {
    /// The credentials, newest award first.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
}

/// Finds credentials in a wallet.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, viewer: &Viewer, find: &Find) -> Result<Found, StoreError> {
    page_of(app, viewer, &looked(find), find.page).await
}

/// Finds credentials in a wallet by words, but for those in one record.
///
/// # Errors
/// When the database fails.
pub async fn besides(
    app: &App,
    viewer: &Viewer,
    record: RecordId,
    text: &str,
    page: u32,
) -> Result<Found, StoreError> {
    let find = Find { text: text.to_owned(), ..Find::default() };
    let looked = Looked { besides: record.to_string(), ..looked(&find) };
    page_of(app, viewer, &looked, page).await
}

async fn page_of(app: &App, viewer: &Viewer, looked: &Looked, page: u32) -> Result<Found, StoreError> {
    let now = app.clock.now();
    let page = page.clamp(1, MOST_PAGES);
    let mut tx = app.db.read().await?;
    let mut rows =
        shelf::find(&mut tx, viewer.account, looked, ms_of(now), ((page - 1) * PAGE, PAGE)).await?;
    let mut shown = page;
    if rows.is_empty() && page > 1 {
        // The list has become shorter meanwhile.
        shown = 1;
        rows = shelf::find(&mut tx, viewer.account, looked, ms_of(now), (0, PAGE)).await?;
    }
    let total = rows.first().map_or(0, |row| count(row.found));
    let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(MOST_PAGES).clamp(1, MOST_PAGES);
    Ok(Found { lines: lines(rows, now), total, page: shown, pages })
}

/// What one record of this wallet has, as far as it was ever read.
///
/// # Errors
/// When the database fails.
pub async fn within(app: &App, viewer: &Viewer, record: RecordId) -> Result<Vec<Line>, StoreError> {
    let now = app.clock.now();
    let looked = Looked { within: record.to_string(), ..looked(&Find::default()) };
    let mut tx = app.db.read().await?;
    let rows = shelf::find(&mut tx, viewer.account, &looked, ms_of(now), (0, MOST_IN_RECORD)).await?;
    Ok(lines(rows, now))
}

fn lines(rows: Vec<LineRow>, now: OffsetDateTime) -> Vec<Line> {
    rows.into_iter()
        .map(|row| {
            let valid_until = row.valid_until.map(instant_of);
            Line {
                id: row.holding_id,
                title: row.title,
                issuer_id: row.issuer_id,
                issuer: row.issuer_name,
                kind: row.kind,
                image: row.image,
                entries: count(row.entries),
                open_badges_2: row.open_badges_2,
                awarded_at: instant_of(row.awarded_at),
                valid_until,
                standing: Standing::read(&row.state).at(now, valid_until),
                on_word: row.on_word,
            }
        })
        .collect()
}

/// As the store looks for it: what is no text that could be in a summary finds nothing.
fn looked(find: &Find) -> Looked {
    let clipped = |text: &str| -> String {
        text.trim().chars().filter(|c| !c.is_control()).take(MOST_CHARACTERS).collect()
    };
    let folded = fold(&clipped(&find.text));
    let mut words = folded.splitn(Looked::WORDS, ' ');
    Looked {
        patterns: std::array::from_fn(|_| like(words.next().unwrap_or_default())),
        issuer: find.issuer.chars().filter(|c| *c != '\0').take(300).collect(),
        kind: find.kind.chars().filter(|c| *c != '\0').take(300).collect(),
        skill: find.skill.chars().filter(|c| *c != '\0').take(900).collect(),
        year: find.year.unwrap_or_default(),
        state: clipped(&find.state),
        ..Looked::default()
    }
}

/// What a credential of a wallet is called; `None` where it was never read.
///
/// # Errors
/// When the database fails.
pub async fn title(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<String>, StoreError> {
    shelf::title(&mut app.db.read().await?, viewer.account, id).await
}

/// Something to look for, and how many credentials have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Choice {
    /// What is looked for.
    pub value: String,
    /// As people call it.
    pub name: String,
    /// How many have it.
    pub credentials: u64,
}

impl Choice {
    fn all(rows: Vec<ChoiceRow>) -> Vec<Self> {
        let one =
            |row: ChoiceRow| Self { value: row.value, name: row.name, credentials: count(row.credentials) };
        rows.into_iter().map(one).collect()
    }
}

/// What a wallet can be searched by.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Choices {
    /// Issuers, by name.
    pub issuers: Vec<Choice>,
    /// Kinds, the most frequent first.
    pub kinds: Vec<Choice>,
    /// Skills, by name.
    pub skills: Vec<Choice>,
    /// Years, latest first.
    pub years: Vec<Choice>,
}

/// What this wallet can be searched by.
///
/// # Errors
/// When the database fails.
pub async fn choices(app: &App, viewer: &Viewer) -> Result<Choices, StoreError> {
    let mut tx = app.db.read().await?;
    let skills = holding_skill::of_account(&mut tx, viewer.account, MOST_CHOICES).await?;
    let mut skills: Vec<_> = skills
        .into_iter()
        .map(|row| Choice { value: row.skill, name: row.name, credentials: count(row.credentials) })
        .collect();
    let mut issuers = Choice::all(shelf::issuers(&mut tx, viewer.account, MOST_CHOICES).await?);
    // Databases differ in how they order names.
    for choices in [&mut skills, &mut issuers] {
        choices.sort_by_cached_key(|choice| fold(&choice.name));
    }
    Ok(Choices {
        issuers,
        kinds: Choice::all(shelf::kinds(&mut tx, viewer.account, MOST_CHOICES).await?),
        skills,
        years: Choice::all(shelf::years(&mut tx, viewer.account, MOST_CHOICES).await?),
    })
}

/// Something that a wallet says its holder can do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Skill {
    /// What tells it from others.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Its code; may be empty.
    pub code: String,
    /// Its framework; may be empty.
    pub framework: String,
    /// Its address; may be empty. Whoever makes a link of it has to look at its scheme first.
    pub url: String,
    /// The credentials that say it, newest first, up to three.
    pub said_by: Vec<Said>,
    /// How many say it.
    pub credentials: u64,
}

/// The skills of a wallet.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Skills {
    /// A page of those that most credentials say, by framework and name.
    pub skills: Vec<Skill>,
    /// How many the pages show together; fewer than there are in all where there are very many.
    pub shown: u64,
    /// How many there are in all.
    pub total: u64,
    /// Which page this is, from 1,
    pub page: u32,
    /// of how many.
    pub pages: u32,
}

/// A credential that says so.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Said {
    /// Its id.
    pub id: CredentialId,
    /// Its name.
    pub title: String,
    /// Its issuer.
    pub issuer: String,
    /// What it has come to, today.
    pub standing: Standing,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
}

/// What each credential in a wallet is called, by its id.
///
/// # Errors
/// When the database fails.
pub async fn titles(
    app: &App,
    viewer: &Viewer,
) -> Result<std::collections::BTreeMap<String, String>, StoreError> {
    let mut tx = app.db.read().await?;
    let names = holding_summary::names(&mut tx, viewer.account).await?;
    Ok(names.into_iter().map(|(id, (title, _))| (id.to_string(), title)).collect())
}

/// What a wallet says that its holder can do, by framework and name.
///
/// * `page`: which page, from 1; the last where there are fewer.
///
/// # Errors
/// When the database fails.
pub async fn skills(app: &App, viewer: &Viewer, page: u32) -> Result<Skills, StoreError> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let rows = holding_skill::of_account(&mut tx, viewer.account, MOST_SKILLS).await?;
    let total = rows.first().map_or(0, |row| count(row.found));
    let mut said = std::collections::BTreeMap::<String, Vec<Said>>::new();
    for row in holding_skill::said(&mut tx, viewer.account, MOST_SKILLS, MOST_SAID).await? {
        let standing = Standing::read(&row.state).at(now, row.valid_until.map(instant_of));
        said.entry(row.skill).or_default().push(Said {
            id: row.holding_id,
            title: row.title,
            issuer: row.issuer_name,
            standing,
            on_word: row.on_word,
        });
    }
    let mut skills: Vec<_> = rows
        .into_iter()
        .map(|row| Skill {
            said_by: said.remove(&row.skill).unwrap_or_default(),
            skill: row.skill,
            name: row.name,
            code: row.code,
            framework: row.framework,
            url: row.url,
            credentials: count(row.credentials),
        })
        .collect();
    // Databases differ in how they order names.
    skills.sort_by_cached_key(|skill| (fold(&skill.framework), skill.framework.clone(), fold(&skill.name)));
    let shown = skills.len();
    let pages = shown.div_ceil(SKILLS_ON_A_PAGE).max(1);
    let page = usize::try_from(page).unwrap_or(pages).clamp(1, pages);
    let skills = skills.into_iter().skip((page - 1) * SKILLS_ON_A_PAGE).take(SKILLS_ON_A_PAGE).collect();
    let number = |number: usize| u32::try_from(number).unwrap_or(1);
    Ok(Skills { skills, shown: shown as u64, total, page: number(page), pages: number(pages) })
}

/// What has become of a credential.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
    /// It ends soon, or ended lately.
    Ends(OffsetDateTime),
    /// Its issuer took it back.
    Revoked,
    /// For the time being.
    Suspended,
    /// It is good again.
    Resumed,
    /// Its issuer corrected it.
    Replaced,
    /// It is not valid any more.
    Invalid,
    /// A newer edition has come.
    Renewed,
}

/// News of a credential.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct News {
    /// Which one.
    pub id: CredentialId,
    /// Its name.
    pub title: String,
    /// Its issuer.
    pub issuer: String,
    /// What has become of it.
    pub event: Event,
}

/// What has become of a wallet's credentials that its holder has not put aside.
///
/// # Errors
/// When the database fails.
pub async fn news(app: &App, viewer: &Viewer) -> Result<Vec<News>, StoreError> {
    let now = app.clock.now();
    let about = (ms_of(now - LATE), ms_of(now + SOON));
    let rows = shelf::news(&mut app.db.read().await?, viewer.account, about, MOST_NEWS).await?;
    let event = |news: &str, until: Option<i64>| match news {
        "revoked" => Some(Event::Revoked),
        "suspended" => Some(Event::Suspended),
        "resumed" => Some(Event::Resumed),
        "replaced" => Some(Event::Replaced),
        "invalid" => Some(Event::Invalid),
        "renewed" => Some(Event::Renewed),
        _ => until.map(|until| Event::Ends(instant_of(until))),
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let event = event(&row.news, row.valid_until)?;
            Some(News { id: row.holding_id, title: row.title, issuer: row.issuer_name, event })
        })
        .collect())
}

/// Puts aside what has become of a credential.
///
/// # Errors
/// When the database fails.
pub async fn put_aside(app: &App, viewer: &Viewer, id: CredentialId) -> Result<bool, StoreError> {
    let mut tx = app.db.write().await?;
    let until = ms_of(app.clock.now() + SOON);
    let done = shelf::put_aside(&mut tx, viewer.account, id, until).await?;
    tx.commit().await?;
    Ok(done)
}

/// What was taken out of a wallet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Removed {
    /// Its id.
    pub id: CredentialId,
    /// Its name; empty where it was never read.
    pub title: String,
    /// Its issuer.
    pub issuer: String,
    /// Whether it was issued here: then its issuer has it, whatever becomes of it in the wallet.
    pub ours: bool,
    /// When.
    pub removed_at: OffsetDateTime,
}

/// What was taken out of a wallet and can be put back, latest first.
///
/// # Errors
/// When the database fails.
pub async fn removed(app: &App, viewer: &Viewer) -> Result<Vec<Removed>, StoreError> {
    let rows = shelf::removed(&mut app.db.read().await?, viewer.account, MOST_REMOVED).await?;
    Ok(rows
        .into_iter()
        .map(|row| Removed {
            id: row.holding_id,
            title: row.title,
            issuer: row.issuer_name,
            ours: row.ours,
            removed_at: instant_of(row.removed_at),
        })
        .collect())
}

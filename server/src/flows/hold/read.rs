//! Reading what is held: summaries are written when something comes in, when it changes at the desk that
//! issued it, and when its time to be checked again has come.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{
    add::{AddError, Identity, judge, renew},
    standing::{Standing, Whose},
    summary::{self, Of},
};
use crate::{
    app::App,
    flows::session::Viewer,
    id::{AccountId, CredentialId},
    store::{
        StoreError, Tx, holding,
        holding_summary::{self, DueRow},
        shelf,
    },
};
use crypto::verify::{CheckId, Report, Verdict};

/// Credentials of one wallet that are read while its owner waits.
const WHILE_WAITING: u32 = 100;
/// Credentials that are checked at once in the background.
const AT_ONCE: u32 = 25;
/// Rounds of that in one turn.
const MOST_ROUNDS: u32 = 40;
/// For how long whoever takes a credential to check it has it.
const LEASE_MS: i64 = 10 * 60 * 1000;
/// For how long a credential is let be whose summary could not be kept.
const DEFERRED_MS: i64 = 24 * 60 * 60 * 1000;
/// How often [`always`] looks.
const EVERY: Duration = Duration::from_mins(5);

/// Reads what of a wallet was never read, or changed since; gives whether all of it is read now.
///
/// # Errors
/// When the database fails.
pub async fn catch_up(app: &App, viewer: &Viewer) -> Result<bool, StoreError> {
    let rows = holding_summary::unread(&mut app.db.read().await?, viewer.account, WHILE_WAITING).await?;
    let all = rows.len() < WHILE_WAITING as usize;
    match check(app, rows).await {
        Ok(_) => Ok(all),
        Err(AddError::Store(err)) => Err(err),
        Err(_) => Ok(false),
    }
}

/// Checks one credential of a wallet now; `None` when it is not there.
///
/// # Errors
/// [`AddError::Busy`], [`AddError::Store`].
pub async fn check_one(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<Report>, AddError> {
    let row = holding_summary::one(&mut app.db.read().await?, viewer.account, id).await?;
    Ok(check(app, row.into_iter().collect()).await?.pop())
}

/// The report of the last check, with its moment; `None` when it was never checked.
///
/// # Errors
/// When the database fails.
pub async fn last_report(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<Report>, StoreError> {
    let text = holding_summary::report(&mut app.db.read().await?, viewer.account, id).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Checks what is due, the longest due first, and what was never read; gives how many credentials it was. A
/// turn is bounded, the next goes on.
///
/// # Errors
/// [`AddError::Busy`], [`AddError::Store`].
pub async fn recheck(app: &App) -> Result<usize, AddError> {
    let mut checked = 0;
    for _ in 0..MOST_ROUNDS {
        let mut rows = holding_summary::unread_anywhere(&mut app.db.read().await?, AT_ONCE).await?;
        let left = AT_ONCE - u32::try_from(rows.len()).unwrap_or(AT_ONCE);
        if left > 0 {
            let now = app.clock.now_ms();
            let mut tx = app.db.write().await?;
            rows.extend(holding_summary::take_due(&mut tx, now, now + LEASE_MS, left).await?);
            tx.commit().await?;
        }
        if rows.is_empty() {
            break;
        }
        checked += check(app, rows).await?.len();
    }
    Ok(checked)
}

/// Checks again now and every few minutes, until it is dropped. A time that fails is made up for by the next.
pub async fn always(app: App) {
    let mut times = interval(EVERY);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        times.tick().await;
        match recheck(&app).await {
            Ok(checked) => tracing::debug!(checked, "checked what is held again"),
            Err(err) => tracing::warn!(cause = ?err, "could not check what is held again"),
        }
    }
}

/// Checks some credentials and keeps what was found out. One that cannot be kept stops no other: it is let be
/// for a day.
async fn check(app: &App, mut rows: Vec<DueRow>) -> Result<Vec<Report>, AddError> {
    // Of each account together: whose a credential is depends on it.
    rows.sort_by_key(|row| row.account_id);
    let mut reports = Vec::with_capacity(rows.len());
    let wallets: Vec<_> = rows.chunk_by(|one, other| one.account_id == other.account_id).collect();
    for rows in wallets {
        match check_of(app, rows[0].account_id, rows).await {
            Err(AddError::Store(_)) => {
                for row in rows {
                    reports.extend(check_alone(app, row).await?);
                }
            }
            checked => reports.extend(checked?),
        }
    }
    Ok(reports)
}

async fn check_alone(app: &App, row: &DueRow) -> Result<Vec<Report>, AddError> {
    let err = match check_of(app, row.account_id, std::slice::from_ref(row)).await {
        Err(AddError::Store(err)) => err,
        checked => return checked,
    };
    let mut tx = app.db.write().await?;
    let until = app.clock.now_ms() + DEFERRED_MS;
    holding_summary::defer(&mut tx, row.holding_id, row.account_id, &row.mark, until).await?;
    tx.commit().await?;
    tracing::warn!(holding.id = %row.holding_id, cause = ?err, "could not keep what a check found");
    Ok(Vec::new())
}

async fn check_of(app: &App, account: AccountId, rows: &[DueRow]) -> Result<Vec<Report>, AddError> {
    let identity = if rows.iter().any(asks_whose) {
        Identity::of(&mut app.db.read().await?, account).await?
    } else {
        Identity::default()
    };
    let documents: Vec<&[u8]> = rows.iter().map(|row| row.document.as_bytes()).collect();
    let judged = judge(app, &identity, &documents).await?;
    let mut newer = Vec::with_capacity(rows.len());
    for (row, (report, whose)) in rows.iter().zip(&judged) {
        newer.push(newer_edition(app, row, report, *whose).await?);
    }
    let mut tx = app.db.write().await?;
    let mut reports = Vec::with_capacity(rows.len());
    for ((row, (report, whose)), newer) in rows.iter().zip(judged).zip(newer) {
        reports.push(keep(app, &mut tx, row, report, whose, newer).await?);
    }
    tx.commit().await?;
    Ok(reports)
}

/// Whether it is still to be found out, or proven, whose a credential is.
fn asks_whose(row: &DueRow) -> bool {
    !row.ours && matches!(row.whose.as_str(), "" | "word")
}

/// Keeps what a check found, and what has become of the credential since the one before.
async fn keep(
    app: &App,
    tx: &mut Tx,
    row: &DueRow,
    report: Report,
    whose: Whose,
    newer: Option<Newer>,
) -> Result<Report, StoreError> {
    let now = app.clock.now_ms();
    // What was replaced or removed meanwhile is somebody else's to read.
    let still = holding::by_id(tx, row.account_id, row.holding_id).await?;
    if still.is_none_or(|still| still.document != row.document) {
        return Ok(report);
    }
    if asks_whose(row) && whose.name() != row.whose {
        holding::set_whose(tx, row.holding_id, whose.name(), &row.document).await?;
    }
    let (report, renewed) = if let Some(Newer { text, report, whose }) = newer {
        renew(app, tx, row.account_id, row.holding_id, &text, &report, whose, None).await?;
        (report, true)
    } else {
        let of = Of {
            id: row.holding_id,
            account: row.account_id,
            ours: row.ours,
            mark: row.mark.clone(),
            held_at: row.held_at,
        };
        summary::keep(app, tx, &of, &report).await?;
        (report, is_renewed(row))
    };
    if let Some(news) = news(row, Standing::of(&report), renewed) {
        shelf::tell(tx, row.holding_id, news, now).await?;
    }
    Ok(report)
}

/// Whether one that was issued here has another edition than when it was looked at, by more than the key of
/// its holder.
fn is_renewed(row: &DueRow) -> bool {
    let edition = |mark: &str| mark.split('/').next().map(str::to_owned);
    !row.seen.is_empty() && edition(&row.seen) != edition(&row.mark) && row.change != "bound"
}

/// What has become of a credential since it was last known, where that is worth telling; an empty text where what
/// was told of it does not hold any more.
fn news(row: &DueRow, standing: Standing, renewed: bool) -> Option<&'static str> {
    if row.state.is_empty() {
        return None;
    }
    // That it could not be checked in between says nothing of it.
    let before = (!row.told.is_empty()).then(|| Standing::read(&row.told));
    // What begins on a later day has begun when it is good.
    let was_good = matches!(before, None | Some(Standing::Verified | Standing::Genuine | Standing::NotYet));
    match standing {
        Standing::Revoked if before != Some(standing) => Some("revoked"),
        Standing::Replaced if before != Some(standing) => Some("replaced"),
        Standing::Suspended if before != Some(standing) => Some("suspended"),
        Standing::Invalid if was_good => Some("invalid"),
        Standing::Verified | Standing::Genuine if before == Some(Standing::Suspended) => Some("resumed"),
        _ if renewed => Some("renewed"),
        Standing::Verified | Standing::Genuine if !was_good => Some(""),
        _ => None,
    }
}

/// A newer edition of what came from elsewhere, and what it is known to be its holder's by.
struct Newer {
    text: String,
    report: Report,
    whose: Whose,
}

/// The newer edition that the issuer's own service has of what came from elsewhere, where it is good and names
/// the same person, as far as that was ever known.
async fn newer_edition(
    app: &App,
    row: &DueRow,
    before: &Report,
    whose: Whose,
) -> Result<Option<Newer>, AddError> {
    let check = before.check(CheckId::Refresh).filter(|check| !row.ours && check.code == "newer_edition");
    let service = check.and_then(|check| check.evidence.iter().find(|it| it.name == "refreshService"));
    let Some(service) = service else { return Ok(None) };
    let Some(text) = crate::flows::verify::refreshed(app, &service.value).await else { return Ok(None) };
    let identity = Identity::of(&mut app.db.read().await?, row.account_id).await?;
    let Some((report, named)) = judge(app, &identity, &[text.as_bytes()]).await?.pop() else {
        return Ok(None);
    };
    let known = if asks_whose(row) { whose } else { Whose::read(row.ours, &row.whose) };
    let theirs = named != Whose::Word || known == Whose::Word;
    let names = |report: &Report| report.credential.as_ref().map(|it| (it.id.clone(), it.issuer_id.clone()));
    let later = summary::valid_from(&report) > summary::valid_from(before);
    let good = report.outcome == Verdict::Valid && names(&report) == names(before);
    Ok((good && later && theirs).then_some(Newer { text, report, whose: named }))
}

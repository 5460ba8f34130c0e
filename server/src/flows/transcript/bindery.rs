//! Binds signed credentials into transcripts: new ones, and later editions of those that stand.
//!
//! Whoever calls decides what becomes of each part; here it is signed and kept. A part that takes
//! nothing back keeps its place in the status list, one that corrects something gets another, as with
//! [editions](crate::flows::issue::edition) of any credential.
//!
//! The transcript itself gets a place of its own whenever it has more in it: when an entry turns out
//! to be wrong, every edition that has it is taken back, and those from before it stay good.

use std::{
    collections::{HashMap, hash_map::Entry as Slot},
    sync::Arc,
};

use api::open_badges::SubjectContent;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::{
        Email,
        document::{self, Recipient},
        issue::{
            IssueError, Issued, Order, Press, To,
            edition::{Change, Kind, counts_from, order},
        },
        revoke::{Entries, in_list},
        status::{self, Entry},
    },
    id::{AccountId, AchievementId, BatchId, CredentialId, IssuerId, StatusListId},
    secrets::hex,
    store::{
        StoreError, Tx,
        credential::{self, NewCredential, StandingRow},
        edition::{self, EditionRow},
        status_list::Purpose,
        transcript::{self, TranscriptRow},
        transcript_part::{self, Ended, PartRow},
    },
};

/// What becomes of one transcript.
pub(super) struct Work {
    /// The edition that stands, locked, and why another takes its place; absent: a new transcript.
    pub(super) old: Option<(StandingRow, Kind, String)>,
    /// Whose it is.
    pub(super) to: To,
    /// Until when it counts; absent: for good.
    pub(super) valid_until: Option<OffsetDateTime>,
    /// Whether the institution knows of more.
    pub(super) partial: bool,
    /// What its grades mean.
    pub(super) legend: String,
    /// The import that it comes from.
    pub(super) batch: Option<BatchId>,
    /// By whom.
    pub(super) by: Option<AccountId>,
    /// What is in it, in its order.
    pub(super) leaves: Vec<Leaf>,
    /// What is in it no more.
    pub(super) withdrawn: Vec<PartRow>,
}

/// What becomes of one part.
#[expect(clippy::large_enum_variant, reason = "most parts of most transcripts are those that stay")]
pub(super) enum Leaf {
    /// It stays as it was signed.
    Kept(PartRow),
    /// It is new.
    New(Said),
    /// It says something else, or names another key.
    Again(PartRow, Ended, Said),
}

/// What a part says.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Said {
    /// What it is to the system that it came from.
    pub(super) key: String,
    /// What was awarded, and which version of that.
    pub(super) achievement: (AchievementId, i64),
    /// The achievement that it is a part of.
    pub(super) part_of: Option<AchievementId>,
    /// The session that it belongs to.
    pub(super) session: Option<String>,
    /// What is particular to it.
    pub(super) content: SubjectContent,
}

impl Work {
    /// Whether it says what stands, and nothing else or more.
    fn says_the_same(&self) -> bool {
        let same = |leaf: &Leaf| matches!(leaf, Leaf::Kept(_) | Leaf::Again(_, Ended::Bound, _));
        self.withdrawn.is_empty() && self.leaves.iter().all(same)
    }
}

impl Said {
    /// What a part says now.
    pub(super) fn of(row: &PartRow) -> Self {
        Self {
            key: row.part_key.clone(),
            achievement: (row.achievement_id, row.achievement_version),
            part_of: row.part_of,
            session: row.session_id.clone(),
            content: serde_json::from_str(&row.details).unwrap_or_default(),
        }
    }
}

impl Leaf {
    /// What it says.
    fn said(&self) -> Option<&Said> {
        match self {
            Self::Kept(_) => None,
            Self::New(said) | Self::Again(_, _, said) => Some(said),
        }
    }
}

/// Where transcripts of one institution are bound. Cheap to ask again: what is the same for all is
/// read once.
pub(super) struct Bindery {
    issuer: IssuerId,
    cover: Press,
    presses: HashMap<(AchievementId, i64), Press>,
    lists: HashMap<StatusListId, (String, Purpose)>,
}

impl Bindery {
    /// * `cover`: the institution's achievement that stands for transcripts.
    pub(super) fn new(issuer: IssuerId, cover: Press) -> Self {
        Self { issuer, cover, presses: HashMap::new(), lists: HashMap::new() }
    }

    /// What all its transcripts are awards of.
    pub(super) fn cover(&self) -> &Press {
        &self.cover
    }

    /// Signs and keeps transcripts, in the caller's transaction and in the order of `works`.
    ///
    /// * `entries`: takes the places in status lists that the caller has to set before the
    ///   transaction ends.
    ///
    /// # Errors
    /// [`IssueError`].
    pub(super) async fn bind(
        &mut self,
        app: &App,
        tx: &mut Tx,
        works: Vec<Work>,
        entries: &mut Entries,
    ) -> Result<Vec<Issued>, IssueError> {
        let mut placed = Vec::with_capacity(works.len());
        for work in works {
            placed.push(self.place(app, tx, work).await?);
        }
        let missing = placed.iter().map(Placed::missing).sum();
        let mut fresh = self.cover.places(app, tx, missing).await?.into_iter();
        for placed in &mut placed {
            placed.fill(&mut fresh);
        }
        let (with, cover, presses) = (app.clone(), self.cover.clone(), Arc::new(self.presses.clone()));
        let print = move || -> Result<Vec<Bound>, IssueError> {
            placed.into_par_iter().map(|placed| placed.print(&with, &cover, &presses)).collect()
        };
        let bound = tokio::task::spawn_blocking(print).await.map_err(IssueError::Interrupted)??;
        self.keep(app, tx, bound, entries).await
    }

    /// Reads what a work needs: the presses of what it says, and which places it keeps.
    async fn place(&mut self, app: &App, tx: &mut Tx, work: Work) -> Result<Placed, IssueError> {
        let own = match &work.old {
            Some((old, kind, _)) if *kind != Kind::Corrected && work.says_the_same() => {
                self.held(app, tx, old.status_list_id, old.status_index).await?
            }
            _ => None,
        };
        let mut places = Vec::with_capacity(work.leaves.len());
        for leaf in &work.leaves {
            if let Some(said) = leaf.said()
                && let Slot::Vacant(slot) = self.presses.entry(said.achievement)
            {
                let (id, version) = said.achievement;
                slot.insert(Press::within(app, tx, self.issuer, id, version).await?);
            }
            places.push(match leaf {
                Leaf::Again(row, Ended::Bound | Ended::Extended, _) => {
                    self.held(app, tx, row.status_list_id, row.status_index).await?
                }
                _ => None,
            });
        }
        Ok(Placed { work, own, places })
    }

    /// The place that an earlier edition has, where the next one keeps it: a list speaks for the DID
    /// that signs it, and under another DID an edition needs another list.
    async fn held(
        &mut self,
        app: &App,
        tx: &mut Tx,
        list: StatusListId,
        index: i64,
    ) -> Result<Option<Entry>, StoreError> {
        let (did, purpose) = match self.lists.entry(list) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(slot) => {
                slot.insert((status::did_of(tx, list).await?, status::purpose_of(tx, list).await?))
            }
        };
        Ok((did == self.cover.did()).then(|| Entry::at(app, list, index, *purpose)))
    }

    async fn keep(
        &self,
        app: &App,
        tx: &mut Tx,
        bound: Vec<Bound>,
        entries: &mut Entries,
    ) -> Result<Vec<Issued>, IssueError> {
        let now = app.clock.now_ms();
        let (mut rows, mut parts) = (Vec::new(), Vec::new());
        let new: Vec<NewCredential<'_>> =
            bound.iter().filter(|bound| bound.work.old.is_none()).map(|bound| self.row(bound)).collect();
        credential::insert_many(tx, &new).await?;
        drop(new);
        let mut issued = Vec::with_capacity(bound.len());
        for Bound { id, work, entry, document, valid_from, leaves } in bound {
            let row = TranscriptRow {
                credential_id: id,
                learner_id: work.to.learner,
                partial: work.partial,
                legend: work.legend,
                batch_id: work.batch,
            };
            if let Some((old, kind, reason)) = work.old {
                if kind == Kind::Corrected {
                    entries.add((old.status_list_id, in_list(old.status_index)));
                    let since = taken_back(tx, &work.withdrawn, &leaves, entries).await?;
                    if let Some(since) = since {
                        for (list, index) in edition::places_since(tx, id, Some(since)).await? {
                            entries.add((list, in_list(index)));
                        }
                    }
                }
                let next = StandingRow {
                    achievement_version: self.cover.version(),
                    recipient_name: work.to.name,
                    recipient_email: work
                        .to
                        .email
                        .map_or_else(String::new, |email| email.as_str().to_owned()),
                    recipient_did: work.to.did,
                    document: document.clone(),
                    issuer_key_id: Some(self.cover.key()),
                    status_list_id: entry.list,
                    status_index: i64::from(entry.index),
                    valid_from: ms_of(valid_from),
                    valid_until: work.valid_until.map(ms_of),
                    edition: old.edition + 1,
                    ..old.clone()
                };
                edition::insert(tx, &EditionRow::of(old, kind.name(), reason, now)).await?;
                credential::replace(tx, &next).await?;
                transcript::update(tx, &row).await?;
            } else {
                rows.push(row);
            }
            for gone in work.withdrawn {
                transcript_part::set_aside(tx, gone.part_id, Ended::Withdrawn, now).await?;
                transcript_part::withdraw(tx, gone.part_id, now).await?;
            }
            for (row, before) in leaves {
                match before {
                    None => parts.push(row),
                    Some(Before::Moved) => transcript_part::replace(tx, &row).await?,
                    Some(Before::Ended(ended, ..)) => {
                        transcript_part::set_aside(tx, row.part_id, ended, now).await?;
                        transcript_part::replace(tx, &row).await?;
                    }
                    Some(Before::Kept) => {}
                }
            }
            issued.push(Issued { id, document });
        }
        transcript::insert_many(tx, &rows).await?;
        transcript_part::insert_many(tx, parts).await?;
        Ok(issued)
    }

    fn row<'a>(&self, bound: &'a Bound) -> NewCredential<'a> {
        let Bound { id, work, entry, document, valid_from, .. } = bound;
        NewCredential {
            credential_id: *id,
            issuer_id: self.issuer,
            achievement_id: self.cover.achievement(),
            achievement_version: self.cover.version(),
            recipient_name: &work.to.name,
            recipient_email: work.to.email.as_ref().map_or("", Email::as_str),
            recipient_did: work.to.did.as_deref(),
            learner_id: work.to.learner,
            class_id: None,
            bulk_id: None,
            awarded_by: work.by,
            details: "{}".to_owned(),
            document,
            issuer_key_id: self.cover.key(),
            status_list_id: entry.list,
            status_index: entry.index,
            awarded_at: ms_of(*valid_from),
            valid_from: ms_of(*valid_from),
            valid_until: work.valid_until.map(ms_of),
        }
    }
}

/// Takes back the parts that are wrong, in every edition that says the same; since when the oldest
/// of these counts.
async fn taken_back(
    tx: &mut Tx,
    withdrawn: &[PartRow],
    leaves: &[(PartRow, Option<Before>)],
    entries: &mut Entries,
) -> Result<Option<i64>, StoreError> {
    let corrected = leaves.iter().filter_map(|(row, before)| match before {
        Some(Before::Ended(Ended::Corrected, place, counted)) => Some((row.part_id, *place, *counted)),
        _ => None,
    });
    let gone = withdrawn
        .iter()
        .map(|row| (row.part_id, (row.status_list_id, in_list(row.status_index)), row.valid_from));
    let mut since: Option<i64> = None;
    for (part, place, counted) in gone.chain(corrected) {
        entries.add(place);
        let mut oldest = counted;
        for (counted, list, index) in transcript_part::same_before(tx, part).await? {
            entries.add((list, in_list(index)));
            oldest = oldest.min(counted);
        }
        since = Some(since.map_or(oldest, |since| since.min(oldest)));
    }
    Ok(since)
}

/// Work with its places in status lists.
struct Placed {
    work: Work,
    own: Option<Entry>,
    /// Of each leaf.
    places: Vec<Option<Entry>>,
}

/// Work that was signed.
struct Bound {
    id: CredentialId,
    work: Work,
    entry: Entry,
    document: String,
    valid_from: OffsetDateTime,
    /// Each part as it stands from now on, and what was there before.
    leaves: Vec<(PartRow, Option<Before>)>,
}

/// What there was of a part before.
enum Before {
    /// The same.
    Kept,
    /// The same in another place of the transcript.
    Moved,
    /// An edition that ended so, had this place in a status list, and counted from then on.
    Ended(Ended, (StatusListId, u32), i64),
}

impl Placed {
    /// How many new places it needs.
    fn missing(&self) -> usize {
        let signed = self.work.leaves.iter().zip(&self.places);
        usize::from(self.own.is_none())
            + signed.filter(|(leaf, place)| leaf.said().is_some() && place.is_none()).count()
    }

    /// Gives it those.
    fn fill(&mut self, fresh: &mut impl Iterator<Item = Entry>) {
        for (leaf, place) in self.work.leaves.iter().zip(&mut self.places) {
            if leaf.said().is_some() && place.is_none() {
                *place = fresh.next();
            }
        }
        if self.own.is_none() {
            self.own = fresh.next();
        }
    }

    /// Signs the parts that say something new, and all of it.
    fn print(
        mut self,
        app: &App,
        cover: &Press,
        presses: &HashMap<(AchievementId, i64), Press>,
    ) -> Result<Bound, IssueError> {
        let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
        let id = self.work.old.as_ref().map_or_else(|| app.new_id(), |(old, ..)| old.credential_id);
        let leaves = std::mem::take(&mut self.work.leaves);
        let mut bound = Vec::with_capacity(leaves.len());
        for ((position, leaf), place) in (0_i64..).zip(leaves).zip(self.places) {
            bound.push(match leaf {
                Leaf::Kept(row) if row.position == position => (row, Some(Before::Kept)),
                Leaf::Kept(row) => (PartRow { position, ..row }, Some(Before::Moved)),
                Leaf::New(said) => {
                    let press = presses.get(&said.achievement).ok_or_else(missing)?;
                    let entry = place.ok_or_else(missing)?;
                    (sign_part(app, press, &self.work, (id, position), None, said, &entry)?, None)
                }
                Leaf::Again(row, ended, said) => {
                    let press = presses.get(&said.achievement).ok_or_else(missing)?;
                    let entry = place.ok_or_else(missing)?;
                    let place = (row.status_list_id, in_list(row.status_index));
                    let before = Before::Ended(ended, place, row.valid_from);
                    let old = Some((&row, ended));
                    (sign_part(app, press, &self.work, (id, position), old, said, &entry)?, Some(before))
                }
            });
        }
        let entry = self.own.ok_or_else(missing)?;
        let valid_from = self.work.old.as_ref().map_or_else(
            || app.clock.now(),
            |(old, kind, _)| counts_from(app, *kind == Kind::Bound, old.valid_from, self.work.valid_until),
        );
        let awarded_at = self.work.old.as_ref().map_or(valid_from, |(old, ..)| instant_of(old.awarded_at));
        let text = cover_text(app, cover, &self.work, id, (awarded_at, valid_from), &entry, &bound)?;
        let document = cover.sign_text(&text, app.clock.now())?;
        Ok(Bound { id, work: self.work, entry, document, valid_from, leaves: bound })
    }
}

fn sign_part(
    app: &App,
    press: &Press,
    work: &Work,
    (transcript, position): (CredentialId, i64),
    old: Option<(&PartRow, Ended)>,
    said: Said,
    entry: &Entry,
) -> Result<PartRow, IssueError> {
    // Never later than the transcript that it stands in.
    let valid_from = old.map_or_else(
        || work.valid_until.map_or_else(|| app.clock.now(), |end| end.min(app.clock.now())),
        |(old, ended)| counts_from(app, ended == Ended::Bound, old.valid_from, work.valid_until),
    );
    let old = old.map(|(old, _)| old);
    let part_id = old.map_or_else(|| app.new_id(), |old| old.part_id);
    // What was reached on a day was awarded then, and not when it is signed.
    let reached = said.content.activity_end_date.as_deref();
    let reached = reached.and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok());
    let awarded_at = reached
        .filter(|day| *day <= valid_from)
        .unwrap_or_else(|| old.map_or(valid_from, |old| instant_of(old.awarded_at)));
    let order = Order {
        to: work.to.clone(),
        content: said.content,
        awarded_at,
        valid_from,
        valid_until: None,
        class: None,
        bulk: None,
        by: None,
    };
    let document = press.sign(app, part_id, &order, entry)?;
    Ok(PartRow {
        part_id,
        credential_id: transcript,
        part_key: said.key,
        position,
        achievement_id: said.achievement.0,
        achievement_version: said.achievement.1,
        part_of: said.part_of,
        session_id: said.session,
        details: serde_json::to_string(&order.content).expect("text and numbers always serialise"),
        document,
        issuer_key_id: press.key(),
        status_list_id: entry.list,
        status_index: i64::from(entry.index),
        awarded_at: ms_of(awarded_at),
        valid_from: ms_of(valid_from),
        edition: old.map_or(1, |old| old.edition + 1),
    })
}

/// The unsigned text of a transcript whose parts are signed.
fn cover_text(
    app: &App,
    cover: &Press,
    work: &Work,
    id: CredentialId,
    (awarded_at, valid_from): (OffsetDateTime, OffsetDateTime),
    entry: &Entry,
    leaves: &[(PartRow, Option<Before>)],
) -> Result<String, IssueError> {
    let url = &app.config.public_url;
    let broken = |err: serde_json::Error| StoreError::Sql(sqlx::Error::Decode(Box::new(err)));
    let credentials: Vec<&RawValue> = leaves
        .iter()
        .map(|(row, _)| serde_json::from_str(&row.document))
        .collect::<Result<_, _>>()
        .map_err(broken)?;
    let at = |id: AchievementId| url.join(&format!("/achievements/{id}"));
    let mut parts: Vec<(String, String)> = Vec::new();
    for (row, _) in leaves {
        // An association needs both its ends.
        let Some(whole) =
            row.part_of.filter(|whole| leaves.iter().any(|(row, _)| row.achievement_id == *whole))
        else {
            continue;
        };
        let pair = (at(row.achievement_id), at(whole));
        if row.achievement_id != whole && !parts.contains(&pair) {
            parts.push(pair);
        }
    }
    let salt = hex(&app.random.bytes::<16>());
    Ok(document::transcript(&document::Transcript {
        id: &url.join(&format!("/credentials/{id}")),
        name: cover.name(),
        description: &work.legend,
        issuer: cover.issuer_text(),
        recipient: Recipient {
            name: &work.to.name,
            email: work.to.email.as_ref().map(Email::as_str),
            student_id: work.to.source_id.as_deref().filter(|_| cover.issuer().shows_student_id),
            did: work.to.did.as_deref(),
            salt: &salt,
        },
        partial: work.partial,
        credentials: &credentials,
        parts: &parts,
        awarded_at,
        valid_from,
        valid_until: work.valid_until,
        status: Some(document::Status { list: &entry.list_url, index: entry.index, purpose: entry.purpose }),
        refresh: cover.issuer().refreshable.then(|| url.join(&format!("/refresh/{id}"))).as_deref(),
    }))
}

/// A later edition of a transcript for what concerns all of it: it is bound to its learner's key,
/// counts for longer, names its learner otherwise, or was signed by a key that was stolen. As
/// [`replace_with`](crate::flows::issue::edition::replace_with) has it.
///
/// # Errors
/// [`IssueError`].
pub(in crate::flows) async fn again(
    app: &App,
    tx: &mut Tx,
    cover: &Press,
    old: StandingRow,
    (kind, reason): (Kind, &str),
    change: Change,
    entries: &mut Entries,
) -> Result<Issued, IssueError> {
    let (id, issuer, by) = (old.credential_id, old.issuer_id, old.awarded_by);
    let head = transcript::find(tx, id).await?.ok_or(IssueError::UnknownCredential)?;
    let order = order(app, tx, &old, kind, change).await?;
    let leaf = |row: PartRow| {
        let said = Said::of(&row);
        match kind {
            Kind::Bound => Leaf::Again(row, Ended::Bound, said),
            Kind::Corrected => Leaf::Again(row, Ended::Corrected, said),
            Kind::Extended => Leaf::Kept(row),
        }
    };
    let leaves = transcript_part::of_transcript(tx, id).await?.into_iter().map(leaf).collect();
    let work = Work {
        old: Some((old, kind, reason.to_owned())),
        to: order.to,
        valid_until: order.valid_until,
        partial: head.partial,
        legend: head.legend,
        batch: head.batch_id,
        by,
        leaves,
        withdrawn: Vec::new(),
    };
    let mut bindery = Bindery::new(issuer, cover.clone());
    bindery.bind(app, tx, vec![work], entries).await?.pop().ok_or(IssueError::UnknownCredential)
}

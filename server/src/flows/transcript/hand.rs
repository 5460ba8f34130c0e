//! A transcript made by hand: for one learner, of the institution's own achievements.

use api::open_badges::{AchievementContent, SubjectContent};
use serde_json::json;

use super::{
    bindery::{Bindery, Leaf, Said, Work},
    course,
};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        Email,
        achievement::content_of,
        audit,
        fields::Fields,
        issue::{IssueError, Issued, Order, Press, To, content, edition::Kind, tell},
        revoke::Entries,
        session::{Act, Viewer},
    },
    id::{AchievementId, LearnerId, PartId},
    problem::FieldProblem,
    store::{
        Tx, achievement, credential, issuer,
        learner::{self, LearnerRow},
        transcript, transcript_part,
    },
};

/// Entries of a transcript that are made at once, at most.
pub const MOST_ENTRIES: usize = 100;
/// Characters of the longest legend.
const MOST_LEGEND: usize = 2_000;

/// A transcript, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewTranscript {
    /// Whether there is more than what is in it.
    pub partial: bool,
    /// What the grades mean; may be empty.
    pub legend: String,
    /// What is in it, or added to the complete one that there is.
    pub entries: Vec<NewEntry>,
    /// What its form is called: sent twice, it is signed once.
    pub once: Option<PartId>,
}

/// An entry, as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    /// What was achieved.
    pub achievement: AchievementId,
    /// Results, credits, term and dates.
    pub content: SubjectContent,
}

/// Whether a learner of the institution called `slug` has a complete transcript; the learner's name.
///
/// # Errors
/// [`IssueError`].
pub async fn look(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: LearnerId,
) -> Result<(String, bool), IssueError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let learner = learner::by_id(&mut tx, issuer, id).await?.ok_or_else(unknown)?;
    Ok((learner.name, transcript::of_learner(&mut tx, issuer, id).await?.is_some()))
}

/// Signs a transcript for a learner of the institution called `slug`: when this returns, it is on
/// disk and the letter queued. Field pointers are `/entries`, `/entries/N/…`, `/legend`.
///
/// # Errors
/// [`IssueError`].
pub async fn make(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: LearnerId,
    new: NewTranscript,
) -> Result<Issued, IssueError> {
    viewer.at(slug, Act::Award)?;
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    issuer::lock(&mut tx, issuer).await?;
    let learner = learner::by_id(&mut tx, issuer, id).await?.ok_or_else(unknown)?;
    let once = new.once.unwrap_or_else(|| app.new_id());
    let key = |place: usize| format!("hand/{once}/{place}");
    if let Some((id, document)) = transcript_part::of_key(&mut tx, id, &key(0)).await? {
        return Ok(Issued { id, document });
    }
    let (legend, added) = checked(&mut tx, viewer, slug, new.legend, new.entries).await?;
    let entries = added.len();
    let mut work = work(&mut tx, &learner, new.partial, legend).await?;
    work.by = Some(viewer.account);
    work.leaves.extend(added.into_iter().enumerate().map(|(place, (achievement, content))| {
        Leaf::New(Said { key: key(place), achievement, part_of: None, session: None, content })
    }));
    let (cover, version) = course::cover(app, &mut tx, issuer).await?;
    let press = Press::of_version(app, &mut tx, issuer, cover, version).await?;
    let (to, first) = (work.to.clone(), work.old.is_none());
    let (mut bindery, mut places) = (Bindery::new(issuer, press), Entries::default());
    let issued = bindery.bind(app, &mut tx, vec![work], &mut places).await?.pop();
    let issued = issued.ok_or(IssueError::UnknownCredential)?;
    places.set(app, &mut tx, true).await?;
    if first {
        tell(app, &mut tx, bindery.cover(), &[(&Order::for_letter(app, to), issued.id)]).await?;
    }
    let act = if first { "transcript.issued" } else { "transcript.extended" };
    let (by, subject) = (Some(viewer.account), format!("credential/{}", issued.id));
    let detail = json!({ "entries": entries, "partial": new.partial });
    audit::note(app, &mut tx, issuer, by, act, subject, &detail).await?;
    tx.commit().await?;
    tracing::info!(credential.id = %issued.id, issuer.id = %issuer, "signed a transcript");
    Ok(issued)
}

fn unknown() -> IssueError {
    let detail = "this institution has no such learner";
    IssueError::Fields(vec![FieldProblem::new("/learner", detail)])
}

/// What was typed, made right, or all that is wrong with it.
async fn checked(
    tx: &mut Tx,
    viewer: &Viewer,
    slug: &str,
    legend: String,
    entries: Vec<NewEntry>,
) -> Result<(String, Vec<((AchievementId, i64), SubjectContent)>), IssueError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut wrong = Vec::new();
    if !(1..=MOST_ENTRIES).contains(&entries.len()) {
        wrong.push(FieldProblem::new("/entries", format!("choose 1 to {MOST_ENTRIES} entries")));
    }
    let mut fields = Fields::default();
    let legend = fields.lines("/legend", &legend, MOST_LEGEND);
    if let Err(problems) = fields.right(()) {
        wrong.extend(problems);
    }
    let mut right = Vec::new();
    for (place, entry) in entries.into_iter().enumerate().take(MOST_ENTRIES) {
        let row = achievement::by_id(tx, entry.achievement).await?;
        let row = row
            .filter(|row| row.issuer_id == issuer && row.state == "published" && row.kind == "achievement");
        let Some(row) = row else {
            let detail = "choose one of the institution’s published achievements";
            wrong.push(FieldProblem::new(format!("/entries/{place}/achievement"), detail));
            continue;
        };
        let known: AchievementContent = content_of(&row.content);
        let mut fields = Fields::default();
        let content = content::checked(&mut fields, &known, entry.content);
        match fields.right(content) {
            Ok(content) => right.push(((entry.achievement, row.version), content)),
            Err(problems) => wrong.extend(problems.into_iter().map(|problem| {
                let pointer = problem.pointer.trim_start_matches("/content");
                FieldProblem::new(format!("/entries/{place}{pointer}"), problem.detail)
            })),
        }
    }
    if wrong.is_empty() { Ok((legend, right)) } else { Err(IssueError::Fields(wrong)) }
}

/// A new transcript, or the complete one that there is, as it stands.
async fn work(tx: &mut Tx, learner: &LearnerRow, partial: bool, legend: String) -> Result<Work, IssueError> {
    let mut work = Work {
        old: None,
        to: To {
            name: learner.name.clone(),
            email: learner.email.as_deref().and_then(Email::read),
            learner: Some(learner.learner_id),
            source_id: learner.source_id.clone(),
            did: learner.did.clone(),
        },
        valid_until: None,
        partial,
        legend,
        batch: None,
        by: None,
        leaves: Vec::new(),
        withdrawn: Vec::new(),
    };
    let standing = if partial {
        None
    } else {
        transcript::of_learner(tx, learner.issuer_id, learner.learner_id).await?
    };
    if let Some((id, _)) = standing {
        let old = credential::lock(tx, learner.issuer_id, id).await?.ok_or(IssueError::UnknownCredential)?;
        let head = transcript::find(tx, id).await?.ok_or(IssueError::UnknownCredential)?;
        work.to.did.clone_from(&old.recipient_did);
        work.valid_until = old.valid_until.map(instant_of);
        if work.legend.is_empty() {
            work.legend = head.legend;
        }
        work.leaves = transcript_part::of_transcript(tx, id).await?.into_iter().map(Leaf::Kept).collect();
        work.old = Some((old, Kind::Extended, String::new()));
    }
    Ok(work)
}

#[cfg(test)]
mod tests {
    use crypto::verify::Verdict;

    use super::*;
    use crate::flows::{
        learner::{NewLearner, enrol},
        testing::{achievement, desk, teacher, with_app},
        verify::verify,
    };

    #[tokio::test]
    async fn a_transcript_by_hand_is_signed_entry_by_entry_and_the_complete_one_is_extended() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let new = NewLearner { name: "Ada Obi".to_owned(), ..NewLearner::default() };
            let ada = enrol(&app, &staff, "marlow", &new).await.unwrap();
            let entry = |term: &str| NewEntry {
                achievement: bees,
                content: SubjectContent { term: Some(term.to_owned()), ..SubjectContent::default() },
            };
            let typed = |partial, terms: &[&str]| NewTranscript {
                partial,
                legend: String::new(),
                entries: terms.iter().map(|term| entry(term)).collect(),
                once: None,
            };
            assert_eq!(look(&app, &staff, "marlow", ada).await.unwrap(), ("Ada Obi".to_owned(), false));
            let first = make(&app, &staff, "marlow", ada, typed(false, &["Spring", "Autumn"])).await.unwrap();
            assert!(look(&app, &staff, "marlow", ada).await.unwrap().1);
            app.clock.advance(time::Duration::HOUR);
            let partial = make(&app, &staff, "marlow", ada, typed(true, &["Winter"])).await.unwrap();
            let second = make(&app, &staff, "marlow", ada, typed(false, &["Winter"])).await.unwrap();
            assert_ne!(partial.id, first.id);
            assert_eq!(second.id, first.id);
            for (issued, entries, partial) in [(&first, 2, false), (&partial, 1, true), (&second, 3, false)] {
                let report = verify(&app, issued.document.as_bytes()).await.unwrap();
                assert_eq!(report.outcome, Verdict::Valid, "{:#?}", report.checks);
                let document: serde_json::Value = serde_json::from_str(&issued.document).unwrap();
                let inside = document["credentialSubject"]["verifiableCredential"].as_array().unwrap();
                assert_eq!((inside.len(), &document["partial"]), (entries, &json!(partial)));
            }
            let twice = NewTranscript { once: Some(app.new_id()), ..typed(false, &["Summer"]) };
            let third = make(&app, &staff, "marlow", ada, twice.clone()).await.unwrap();
            assert_eq!(make(&app, &staff, "marlow", ada, twice).await.unwrap(), third, "pressed twice");
            let other = teacher(&app, "marlow").await;
            let refused = make(&app, &other, "marlow", ada, typed(false, &["Winter"])).await;
            assert!(matches!(refused, Err(IssueError::NotAllowed(_))));
            for bad in [typed(false, &[]), typed(false, &[&"x".repeat(300)])] {
                let Err(IssueError::Fields(wrong)) = make(&app, &staff, "marlow", ada, bad).await else {
                    panic!("not refused")
                };
                assert!(["/entries", "/entries/0/term"].contains(&wrong[0].pointer.as_str()), "{wrong:?}");
            }
        })
        .await;
    }
}

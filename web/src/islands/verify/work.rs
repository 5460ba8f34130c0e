//! Doing what is to be done for one line: looking it up, judging it, comparing whose it is.

use std::rc::Rc;

use crypto::verify::{Policy, Report};

use reader::{Item, What};

use super::bench::Bench;
use super::given::Task;
use super::links::look_up;
use crate::islands::checker::{CheckFailed, Checker};
use crate::results::{Came, Compared, Found, Said, behind_link};

/// What came of one task.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) came: Came,
    pub(super) documents: Vec<Vec<u8>>,
    pub(super) asked: Vec<String>,
}

impl From<Came> for Looked {
    fn from(came: Came) -> Self {
        Self { came, documents: Vec::new(), asked: Vec::new() }
    }
}

/// Does `task` for a line of which a list said `said`; `None` once nobody wants to know any more.
pub(super) async fn look_at(
    bench: &Rc<Bench>,
    policy: &Policy,
    task: Task,
    said: &Said,
    round: u32,
) -> Option<Looked> {
    let (title, documents) = match task {
        Task::Nothing => return None,
        Task::Judge { title, documents } => (title, documents),
        Task::LookUp(link) => match open(bench, &link, round).await? {
            Ok(behind) => behind,
            Err(came) => return Some(came.into()),
        },
    };
    let looked = judge(&bench.checker, policy, title, documents, said).await;
    Some(looked.unwrap_or_else(|_| Came::Broken.into()))
}

/// What is to be judged: the title of a record, and documents.
type ToJudge = (Option<String>, Vec<Vec<u8>>);

/// What is behind a link, or what came of it instead.
async fn open(bench: &Rc<Bench>, link: &str, round: u32) -> Option<Result<ToJudge, Came>> {
    // A credential may be in the link itself, behind its #; what stands there never leaves the
    // device, whatever it is.
    let (address, behind) = link.split_once('#').unwrap_or((link, ""));
    if behind.starts_with(|first: char| first.is_ascii_digit()) {
        let Ok(items) = bench.checker.sort(link, link.as_bytes()).await else {
            return Some(Err(Came::Broken));
        };
        if !matches!(items.as_slice(), [Item { what: What::Link(_), .. }]) {
            return Some(behind_link(items).map_err(Came::Dead));
        }
    }
    let link = address;
    let bytes = match look_up(bench, link, round).await? {
        Ok(bytes) => bytes,
        Err(came) => return Some(Err(came)),
    };
    Some(match bench.checker.sort(link, &bytes).await {
        Ok(items) => behind_link(items).map_err(Came::Dead),
        Err(_) => Err(Came::Broken),
    })
}

async fn judge(
    checker: &Checker,
    policy: &Policy,
    title: Option<String>,
    documents: Vec<Vec<u8>>,
    said: &Said,
) -> Result<Looked, CheckFailed> {
    let mut reports = Vec::new();
    let mut asked = Vec::new();
    for document in &documents {
        let checked = checker.check(document, policy).await?;
        reports.push(checked.report);
        asked.extend(checked.asked);
    }
    asked.sort();
    asked.dedup();
    let mut compared = [None, None];
    for (slot, part) in compared.iter_mut().zip([&said.name, &said.email]) {
        if let Some(part) = part {
            *slot = Some(compare(checker, policy, &documents, part).await?);
        }
    }
    let [name, email] = compared;
    let came = Came::Checked(Box::new(Found { title, reports, name, email }));
    Ok(Looked { came, documents, asked })
}

/// How the signed identifiers of `documents` compare with what somebody was told.
pub(in crate::islands) async fn compare(
    checker: &Checker,
    policy: &Policy,
    documents: &[Vec<u8>],
    asked: &str,
) -> Result<Compared, CheckFailed> {
    let policy = Policy { recipient: Some(asked.to_owned()), ..policy.clone() };
    let mut reports: Vec<Report> = Vec::new();
    for document in documents {
        reports.push(checker.check(document, &policy).await?.report);
    }
    Ok(Compared::of(&reports).unwrap_or(Compared::Unclear))
}

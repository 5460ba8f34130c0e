//! What is known, and where more comes from. Shared by all documents of one call, so that each
//! address is asked once.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use crypto::verify::{Knowledge, Known, Need, needs_all};
use tokio::task::JoinSet;

use crate::{
    cli::{Usage, read_text},
    fetch::{FetchError, Fetcher},
};

/// Rounds of asking and fetching after which a document that wants ever more is judged as it is.
const MAX_ROUNDS: usize = 4;
/// Addresses asked at the same time.
const AT_ONCE: usize = 64;
/// Bytes of what was fetched; when there is more, all is forgotten, and asked for again.
const MOST_BYTES: usize = 256 << 20;

pub(super) struct Source {
    /// What is known: what was given with the call, and what was fetched since.
    pub(super) knowledge: Knowledge,
    given: Knowledge,
    fetched_bytes: usize,
    fetcher: Option<Arc<Fetcher>>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Source {
    /// * `documents`: a JSON object of address to file.
    /// * `fetcher`: `None` where nothing is to be fetched.
    pub(super) fn new(documents: Option<&Path>, fetcher: Option<Fetcher>) -> anyhow::Result<Self> {
        let given = documents.map(read_map).transpose()?.unwrap_or_default();
        let fetcher = fetcher.map(Arc::new);
        Ok(Self { knowledge: given.clone(), given, fetched_bytes: 0, fetcher, runtime: None })
    }

    /// Finds out what these documents need.
    pub(super) fn bring_for(&mut self, documents: &[Vec<u8>]) -> anyhow::Result<()> {
        if self.fetched_bytes > MOST_BYTES {
            (self.knowledge, self.fetched_bytes) = (self.given.clone(), 0);
        }
        for _ in 0..MAX_ROUNDS {
            let wanted = needs_all(documents, &self.knowledge);
            if wanted.is_empty() {
                break;
            }
            for (key, known) in self.ask(wanted)? {
                self.fetched_bytes += match &known {
                    Known::Found { text, .. } => text.len(),
                    Known::Unreachable { reason } => reason.len(),
                };
                self.knowledge.0.insert(key, known);
            }
        }
        Ok(())
    }

    fn ask(&mut self, wanted: Vec<Need>) -> anyhow::Result<Vec<(String, Known)>> {
        let Some(fetcher) = &self.fetcher else {
            let reason = FetchError::Offline.to_string();
            let unknown = |need: Need| (need.key().to_owned(), Known::Unreachable { reason: reason.clone() });
            return Ok(wanted.into_iter().map(unknown).collect());
        };
        let runtime = match self.runtime.take() {
            Some(runtime) => runtime,
            None => tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .context("could not start the network")?,
        };
        let answers = runtime.block_on(async {
            let mut answers = Vec::new();
            let mut asked = JoinSet::new();
            for need in wanted {
                while asked.len() >= AT_ONCE {
                    answers.extend(asked.join_next().await);
                }
                let fetcher = fetcher.clone();
                asked.spawn(async move { (need.key().to_owned(), fetcher.ask(&need).await) });
            }
            answers.extend(asked.join_all().await.into_iter().map(Ok));
            answers.into_iter().collect::<Result<_, _>>()
        });
        self.runtime = Some(runtime);
        answers.context("asking another server failed")
    }
}

/// Reads `--documents`: file names are relative to the map's own folder.
fn read_map(path: &Path) -> anyhow::Result<Knowledge> {
    let names: BTreeMap<String, PathBuf> = serde_json::from_str(&read_text(path)?)
        .map_err(|err| Usage(format!("{} is no JSON object of address to file: {err}", path.display())))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut known = BTreeMap::new();
    for (address, file) in names {
        known.insert(address, Known::found(read_text(&folder.join(file))?));
    }
    Ok(Knowledge(known))
}

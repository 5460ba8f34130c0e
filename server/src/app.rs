//! The service as a value: database, settings, clock, randomness, keys, trust, network.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crypto::verify::{Policy, TrustRegistry};
use tokio::sync::Notify;

use crate::{
    config::Config,
    effects::{Clock, Fetch, Random},
    flows::{audit, batch::Batches, insight::Looks, judge::Turns, status::Replaced},
    id::Id,
    registry::{self, RegistryError},
    secrets::{Sealer, SecretsError},
    store::{Db, OpenError, StoreError, issuer_key, service_key},
};

/// Everything that a request needs. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct App {
    parts: Arc<Parts>,
    ids: Arc<Mutex<LastId>>,
    outbox: Arc<Notify>,
    bulk: Arc<Notify>,
    replaced: Arc<Replaced>,
    looks: Arc<Looks>,
    here: Arc<OnceLock<Policy>>,
}

/// The moment of the last id, in milliseconds since 1970, and how many ids that moment had.
#[derive(Debug, Default)]
struct LastId {
    ms: u64,
    count: u16,
}

/// What an [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The settings.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// Seals what must not lie open in the database.
    pub sealer: Sealer,
    /// Whom this service takes the word of.
    pub policy: Policy,
    /// Other servers.
    pub fetch: Fetch,
    /// Who may use a processor for verification.
    pub turns: Turns,
    /// Many documents at once, for whoever comes back for the reports.
    pub batches: Batches,
}

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("could not make the data folder {0}")]
    Data(PathBuf, #[source] std::io::Error),
    /// The database did not open.
    #[error("could not open the database")]
    Db(#[from] OpenError),
    /// The database does not answer.
    #[error("could not read the database")]
    Store(#[from] StoreError),
    /// The master key cannot be had.
    #[error("could not read the master key")]
    Secrets(#[from] SecretsError),
    /// A trust file cannot be used.
    #[error(transparent)]
    Trust(#[from] RegistryError),
}

impl App {
    /// Opens the data folder, the database and the keys; brings the tables up to date.
    ///
    /// # Errors
    /// [`StartError`], naming what would not open.
    pub async fn open(config: Config, fetch: Fetch) -> Result<Self, StartError> {
        let random = Random::Os;
        make_private(&config.data).map_err(|source| StartError::Data(config.data.clone(), source))?;
        let db = Db::open(&config).await?;
        let mut tx = db.read().await?;
        let in_use = issuer_key::any(&mut tx).await? || service_key::any(&mut tx).await?;
        drop(tx);
        let sealer = Sealer::open(&config.data, in_use, &random)?;
        let policy = Policy { registries: registry::read_all(&config.trust)?, ..Policy::default() };
        let (clock, turns) = (Clock::System, Turns::default());
        let batches = Batches::default();
        let app = Self::new(Parts { db, config, clock, random, sealer, policy, fetch, turns, batches });
        let linked = audit::adopt(&app).await?;
        if linked > 0 {
            tracing::info!(acts = linked, "what was done before is in the chains now");
        }
        Ok(app)
    }

    /// Opens what is there, beside a service that may be running on it: see [`Db::open_beside`].
    ///
    /// # Errors
    /// [`StartError`], naming what would not open.
    pub async fn open_beside(config: Config, fetch: Fetch) -> Result<Self, StartError> {
        let random = Random::Os;
        let db = Db::open_beside(&config).await?;
        let sealer = Sealer::open(&config.data, true, &random)?;
        let (clock, turns, batches) = (Clock::System, Turns::default(), Batches::default());
        let policy = Policy::default();
        let app = Self::new(Parts { db, config, clock, random, sealer, policy, fetch, turns, batches });
        // What has just been brought up to date has its acts where nobody would look for them.
        audit::adopt(&app).await?;
        Ok(app)
    }

    /// An app of these parts.
    pub fn new(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
            ids: Arc::default(),
            outbox: Arc::default(),
            bulk: Arc::default(),
            replaced: Arc::default(),
            looks: Arc::default(),
            here: Arc::default(),
        }
    }

    /// The same app, taking the word of these registries too. The database stays open.
    #[must_use]
    pub fn trusting(&self, registries: Vec<TrustRegistry>) -> Self {
        let mut policy = self.policy.clone();
        policy.registries.extend(registries);
        let here = Arc::default();
        Self { parts: Arc::new(Parts { policy, ..self.parts() }), here, ..self.clone() }
    }

    /// The same app with other settings.
    #[cfg(test)]
    pub(crate) fn with_config(&self, config: Config) -> Self {
        let here = Arc::default();
        Self { parts: Arc::new(Parts { config, ..self.parts() }), here, ..self.clone() }
    }

    /// The same app, asking other servers in another way.
    #[cfg(test)]
    pub(crate) fn with_fetch(&self, fetch: Fetch) -> Self {
        Self { parts: Arc::new(Parts { fetch, ..self.parts() }), ..self.clone() }
    }

    /// The same app with other turns at verifying.
    #[cfg(test)]
    pub(crate) fn with_turns(&self, turns: Turns) -> Self {
        Self { parts: Arc::new(Parts { turns, ..self.parts() }), ..self.clone() }
    }

    /// Rung when there is mail to be sent.
    pub(crate) fn outbox(&self) -> &Arc<Notify> {
        &self.outbox
    }

    /// What is known of our status lists.
    pub(crate) fn replaced(&self) -> &Replaced {
        &self.replaced
    }

    /// What others looked at, and is not kept yet.
    pub(crate) fn looks(&self) -> &Looks {
        &self.looks
    }

    /// Rung when there are many awards to be made.
    pub(crate) fn bulk(&self) -> &Arc<Notify> {
        &self.bulk
    }

    /// The policy with the service's own name in it: see [`crate::flows::receipt::policy`].
    pub(crate) fn here(&self) -> &OnceLock<Policy> {
        &self.here
    }

    fn parts(&self) -> Parts {
        Parts {
            db: self.db.clone(),
            config: self.config.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            sealer: self.sealer.clone(),
            policy: self.policy.clone(),
            fetch: self.fetch.clone(),
            turns: self.turns.clone(),
            batches: self.batches.clone(),
        }
    }

    /// A fresh id: `UUIDv7` of this moment, larger than all that this app gave before.
    ///
    /// Source: RFC 9562, section 6.2, method 1: a counter in the 12 bits after the time.
    pub fn new_id<T: Id>(&self) -> T {
        let now = u64::try_from(self.clock.now_ms()).unwrap_or_default();
        let mut last = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if now > last.ms {
            *last = LastId { ms: now, count: 0 };
        } else if last.count == 0xfff {
            *last = LastId { ms: last.ms + 1, count: 0 };
        } else {
            last.count += 1;
        }
        let mut bytes: [u8; 10] = self.random.bytes();
        bytes[..2].copy_from_slice(&last.count.to_be_bytes());
        T::from_uuid(uuid::Builder::from_unix_timestamp_millis(last.ms, &bytes).into_uuid())
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

/// Makes a folder that only its owner can look into; one that is there stays as it is.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        flows::{
            issuer::{NewIssuer, found},
            testing::app_on,
        },
        id::MailId,
        store::testing::sqlite,
    };

    #[tokio::test]
    async fn a_database_without_its_master_key_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let database = tempfile::tempdir().unwrap();
        let mut config = app_on(sqlite(database.path()).await).config.clone();
        config.data = folder.path().to_owned();
        let open = async || App::open(config.clone(), Fetch::offline()).await;

        let close = async |app: App| app.db.close().await;
        close(open().await.unwrap()).await;
        std::fs::remove_dir_all(folder.path().join("secrets")).unwrap();
        let app = open().await.unwrap();
        let new = NewIssuer {
            slug: "marlow".to_owned(),
            name: "Marlow".to_owned(),
            description: "Teaches.".to_owned(),
            url: None,
            email: None,
        };
        found(&app, new).await.unwrap();
        close(app).await;
        std::fs::remove_dir_all(folder.path().join("secrets")).unwrap();
        let refused = open().await.unwrap_err();
        assert!(matches!(&refused, StartError::Secrets(SecretsError::Missing(_))), "{refused:?}");
        assert!(!folder.path().join("secrets").exists());
    }

    #[tokio::test]
    async fn ids_of_one_moment_keep_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let app = app_on(sqlite(folder.path()).await);
        let ids: Vec<MailId> = (0..10_000).map(|_| app.new_id()).collect();
        assert!(ids.is_sorted());
        assert_eq!(&ids[0].to_string()[14..15], "7");
    }
}

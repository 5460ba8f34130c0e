//! The Laurel service and its command line.

pub mod app;
pub mod config;
pub mod effects;
pub mod fetch;
pub mod flows;
pub mod id;
pub mod problem;
pub mod secrets;
pub mod store;

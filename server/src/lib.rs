//! The Laurel service and its command line.
//!
//! [`router`] is the whole service as a value: it needs an [`App`](app::App) and no port.

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod effects;
pub mod fetch;
pub mod flows;
pub mod id;
pub mod image;
pub mod mail;
pub mod problem;
pub mod registry;
pub mod routes;
pub mod secrets;
pub mod sheet;
pub mod store;

pub use routes::router;

//! Verification on the server: gathers what must be known, then lets `crypto` judge.

use crypto::verify::{Knowledge, Need, Report};

use crate::app::App;

/// What other servers said a moment ago.
#[derive(Debug, Default)]
pub struct KnowledgeCache {}

/// What is true of `document` now.
pub async fn verify(app: &App, document: &[u8]) -> Report {
    let _ = (app, document);
    unimplemented!("verification")
}

/// What is true of each document now, in the order given; what they need is fetched once.
pub async fn verify_all(app: &App, documents: &[&[u8]]) -> Vec<Report> {
    let _ = (app, documents);
    unimplemented!("verification")
}

/// What we know, or can find out, about each need: our own addresses from the store, others
/// from the network. Every need gets an answer.
pub async fn knowledge(app: &App, needs: Vec<Need>) -> Knowledge {
    let _ = (app, needs);
    unimplemented!("verification")
}

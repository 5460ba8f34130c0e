//! How far a job is, as server-sent events: a page's region is kept up to date by them.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, Sse},
};
use futures_util::stream;
use tokio::time::{Instant, sleep};

/// How often a browser is told,
const EVERY: Duration = Duration::from_secs(1);
/// and how long on one connection: it then asks again, and a server that stops waits for nobody.
const STREAM: Duration = Duration::from_secs(20);

/// What there is to tell.
pub(super) enum Told {
    /// It is under way: the region's HTML, in one line.
    UnderWay(String),
    /// There is no more to come.
    Over,
}

/// The events: HTML, and `done` when there is no more to come.
///
/// * `look`: looks how far it is; `None` ends the stream, and the browser asks again.
pub(super) fn told<Look, Looked>(look: Look) -> Response
where
    Look: Fn() -> Looked + Send + 'static,
    Looked: Future<Output = Option<Told>> + Send,
{
    let until = Instant::now() + STREAM;
    let events = stream::unfold(Some((look, true)), move |state| async move {
        let (look, first) = state?;
        if !first {
            sleep(EVERY).await;
        }
        if Instant::now() > until {
            return None;
        }
        match look().await? {
            Told::Over => Some((Ok::<_, Infallible>(Event::default().event("done").data("done")), None)),
            Told::UnderWay(html) => Some((Ok(Event::default().data(html).retry(EVERY)), Some((look, false)))),
        }
    });
    Sse::new(events).into_response()
}

//! Looking up a link through this site, and what its answer means.

use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

use super::bench::Bench;
use crate::client::{self, Refusal};
use crate::results::Came;
use crate::words::verify as words;

/// What to do about a link that did not open.
#[derive(Clone, Debug, PartialEq)]
enum Next {
    Tell(Came),
    AskAgain { after_s: u32 },
}

/// Seconds to wait where the service names none,
const USUAL_PATIENCE_S: u32 = 10;
/// and at most, whatever it names.
const MOST_PATIENCE_S: u32 = 120;

fn next(refusal: &Refusal) -> Next {
    match refusal.status {
        0 => Next::Tell(Came::Dead(words::link_unreachable().to_owned())),
        429 | 503 => {
            let after_s = refusal.retry_after_s.unwrap_or(USUAL_PATIENCE_S).clamp(1, MOST_PATIENCE_S);
            Next::AskAgain { after_s }
        }
        _ => Next::Tell(Came::of_link(&refusal.kind)),
    }
}

/// Looks a link up, however long the service asks to wait: its bytes, or what came of it instead;
/// `None` once nobody wants to know.
pub(super) async fn look_up(bench: &Rc<Bench>, link: &str, round: u32) -> Option<Result<Vec<u8>, Came>> {
    loop {
        let refusal = match client::linked(link).await {
            Ok(bytes) => return Some(Ok(bytes)),
            Err(refusal) => refusal,
        };
        match next(&refusal) {
            Next::Tell(came) => return Some(Err(came)),
            Next::AskAgain { after_s } => {
                bench.waiting.set(bench.waiting.get() + 1);
                bench.draw_soon();
                sleep(after_s * 1000).await;
                bench.waiting.set(bench.waiting.get() - 1);
            }
        }
        if !bench.is_current(round) {
            return None;
        }
    }
}

/// Lets the page do other things for a while.
pub(super) async fn sleep(duration_ms: u32) {
    let duration = i32::try_from(duration_ms).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |done, _| {
        // A window that can't set a timer is going away.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, duration);
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, kind: &str) -> Refusal {
        Refusal { status, kind: format!("/problems/{kind}"), retry_after_s: None }
    }

    #[test]
    fn too_many_links_at_once_are_asked_again_when_the_service_says() {
        assert_eq!(next(&refusal(429, "too-many")), Next::AskAgain { after_s: 10 });
        let soon = Refusal { retry_after_s: Some(3), ..refusal(429, "too-many") };
        assert_eq!(next(&soon), Next::AskAgain { after_s: 3 });
        let never = Refusal { retry_after_s: Some(u32::MAX), ..refusal(503, "busy") };
        assert_eq!(next(&never), Next::AskAgain { after_s: 120 });
    }

    #[test]
    fn a_lost_connection_is_not_the_links_fault() {
        let lost = next(&Refusal::default());
        assert_eq!(lost, Next::Tell(Came::Dead(words::link_unreachable().to_owned())));
        assert_eq!(next(&refusal(422, "dead-link")), Next::Tell(Came::of_link("/problems/dead-link")));
    }
}

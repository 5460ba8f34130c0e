//! A key of one's own.

use web::chrome::Chrome;
use web::pages::{OwnKeyLine, OwnKeys, SealedLine, own_keys};

/// The page of somebody's keys: with some, and with none.
pub(super) fn pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let key = |did: &str, label: &str, made: &str, retired: Option<&str>| OwnKeyLine {
        did: did.to_owned(),
        label: label.to_owned(),
        made_at: made.to_owned(),
        retired_at: retired.map(str::to_owned),
    };
    let full = OwnKeys {
        to_sign: Vec::new(),
        account: "a1".to_owned(),
        keys: vec![
            key("did:key:z6MkNew", "Chrome, Android", "2026-11-20T08:00:00Z", None),
            key("did:key:z6MkMac", "Safari, Mac", "2026-09-01T18:30:00Z", None),
            key("did:key:z6MkOld", "", "2026-05-03T09:00:00Z", Some("2026-11-20T08:05:00Z")),
        ],
        sealed: vec![SealedLine {
            did: "did:key:z6MkMac".to_owned(),
            label: "Safari, Mac".to_owned(),
            sealed: "{}".to_owned(),
            made_at: "2026-09-01T18:30:00Z".to_owned(),
        }],
        bound: Some((12, 28, 3)),
    };
    let done = OwnKeys { bound: Some((40, 0, 1)), ..full.clone() };
    vec![
        ("keys", own_keys(signed_in, &full)),
        ("keys-bound", own_keys(signed_in, &done)),
        ("keys-none", own_keys(signed_in, &OwnKeys { account: "a1".to_owned(), ..OwnKeys::default() })),
    ]
}

//! What other servers said, kept for as long as they say that it is good, within our own bounds.
//!
//! A revocation has to be seen soon, so a status list is kept for minutes at most, whatever its
//! server says; a page of ten credentials asks once, so everything that may be kept at all is kept
//! for some seconds. What has had its time is asked for again with its validators, which costs the
//! other server no body. Whoever asks for what is just being asked for waits for that answer.
//!
//! Source: RFC 9111, HTTP Caching, as a shared cache.

use std::{sync::Arc, time::SystemTime};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, header};
use crypto::verify::{Known, Need};
use http_cache_semantics::{CacheOptions, CachePolicy};
use quick_cache::{
    DefaultHashBuilder, OptionsBuilder, Weighter,
    sync::{Cache as Entries, DefaultLifecycle, EntryAction, EntryResult, PlaceholderGuard},
};
use serde::Deserialize;
use serde_json::value::RawValue;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::effects::ms_of;

const SECOND_MS: i64 = 1_000;
/// How long an answer is good for where its server says nothing,
const UNSAID_MS: i64 = 60 * SECOND_MS;
/// at least, where it may be kept,
const LEAST_MS: i64 = 5 * SECOND_MS;
/// and at most, where it can take a credential back,
const MOST_OF_STATUS_MS: i64 = 5 * 60 * SECOND_MS;
/// or cannot.
const MOST_MS: i64 = 60 * 60 * SECOND_MS;
/// How long it is remembered that nothing came.
const UNREACHABLE_MS: i64 = 30 * SECOND_MS;
/// All answers together take about this much memory.
const MOST_BYTES: u64 = 32 << 20;
/// Parts that are locked apart. Each takes the longest answer several times.
const SHARDS: usize = 4;

/// Bytes of the longest header that is remembered.
const MOST_HEADER_BYTES: usize = 500;

/// Headers that say how long an answer is good, and by what to ask for it again.
const HEADERS: [HeaderName; 9] = [
    header::AGE,
    header::CACHE_CONTROL,
    header::DATE,
    header::ETAG,
    header::EXPIRES,
    header::LAST_MODIFIED,
    header::PRAGMA,
    header::SET_COOKIE,
    header::VARY,
];

/// The answers, by what was asked for: the same address may be asked for as two kinds of thing.
pub(super) struct Cache(Entries<Need, Arc<Kept>, Size>);

/// One answer.
struct Kept {
    known: Known,
    until_ms: i64,
    headers: HeaderMap,
    /// Where nothing came, what had come before: the server need not send it again.
    before: Option<Arc<Self>>,
}

impl Kept {
    /// The last text that came.
    fn came(self: &Arc<Self>) -> Option<&Arc<Self>> {
        match self.known {
            Known::Found { .. } => Some(self),
            Known::Unreachable { .. } => self.before.as_ref(),
        }
    }

    fn bytes(&self) -> usize {
        let text = match &self.known {
            Known::Found { text, .. } => text.len(),
            Known::Unreachable { reason } => reason.len(),
        };
        let headers = self.headers.values().map(HeaderValue::len).sum::<usize>();
        text + headers + 500 + self.before.as_ref().map_or(0, |before| before.bytes())
    }
}

#[derive(Clone)]
struct Size;

impl Weighter<Need, Arc<Kept>> for Size {
    fn weight(&self, need: &Need, kept: &Arc<Kept>) -> u64 {
        (2 * need.key().len() + kept.bytes()) as u64
    }
}

/// What is there for a need.
pub(super) enum Looked<'c> {
    /// An answer that is still good.
    Good(Known),
    /// None; whoever gets this asks, and everybody else waits for it.
    Missing(Missing<'c>),
}

/// The place of an answer that is to be fetched. Dropped without one, it goes to whoever waits, with
/// what was there before.
pub(super) struct Missing<'c> {
    /// `None` once there is an answer.
    guard: Option<Guard<'c>>,
    old: Option<Arc<Kept>>,
}

type Guard<'c> =
    PlaceholderGuard<'c, Need, Arc<Kept>, Size, DefaultHashBuilder, DefaultLifecycle<Need, Arc<Kept>>>;

impl Drop for Missing<'_> {
    fn drop(&mut self) {
        if let (Some(guard), Some(old)) = (self.guard.take(), self.old.take()) {
            // It has had its time, so whoever comes next asks; by its validators.
            let _ = guard.insert(old);
        }
    }
}

impl Cache {
    pub(super) fn new() -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(1_000)
            .weight_capacity(MOST_BYTES)
            .shards(SHARDS)
            .build()
            .expect("both capacities are given");
        Self(Entries::with_options(options, Size, DefaultHashBuilder::default(), DefaultLifecycle::default()))
    }

    /// What is known of `need`; where somebody is asking just now, once that answer is here.
    pub(super) async fn look(&self, need: &Need, now: OffsetDateTime) -> Looked<'_> {
        let now_ms = ms_of(now);
        loop {
            let entry = self.0.entry_async(need, |_, kept: &mut Arc<Kept>| {
                if now_ms < kept.until_ms {
                    EntryAction::Retain(kept.clone())
                } else {
                    EntryAction::ReplaceWithGuard
                }
            });
            match entry.await {
                EntryResult::Retained(kept) => return Looked::Good(kept.known.clone()),
                EntryResult::Replaced(guard, old) => {
                    return Looked::Missing(Missing { guard: Some(guard), old: Some(old) });
                }
                EntryResult::Vacant(guard) => {
                    return Looked::Missing(Missing { guard: Some(guard), old: None });
                }
                // Neither is asked for here.
                EntryResult::Removed(..) | EntryResult::Timeout => {}
            }
        }
    }
}

impl Missing<'_> {
    fn came(&self) -> Option<&Arc<Kept>> {
        self.old.as_ref()?.came()
    }

    /// The headers by which the server can say that nothing has changed.
    pub(super) fn validators(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let Some(old) = self.came() else { return headers };
        for (said, asked) in
            [(header::ETAG, header::IF_NONE_MATCH), (header::LAST_MODIFIED, header::IF_MODIFIED_SINCE)]
        {
            if let Some(value) = old.headers.get(said) {
                headers.insert(asked, value.clone());
            }
        }
        headers
    }

    /// The text that was there before, when the server says that it is there still; kept anew.
    pub(super) fn unchanged(self, need: &Need, headers: &HeaderMap, now: OffsetDateTime) -> Option<Known> {
        let old = self.came()?.clone();
        let Known::Found { text, .. } = &old.known else { return None };
        // What the server does not repeat is as it was.
        let mut merged = old.headers.clone();
        merged.remove(header::AGE);
        merged.remove(header::DATE);
        merged.extend(said(headers));
        Some(self.found(need, text.clone(), &merged, now))
    }

    /// Notes that this text came now, with these headers.
    pub(super) fn found(
        mut self,
        need: &Need,
        text: String,
        headers: &HeaderMap,
        now: OffsetDateTime,
    ) -> Known {
        let headers = said(headers);
        let life_ms = life_ms(need, &text, &headers, now);
        let known = Known::found(text).as_of(now.format(&Rfc3339).unwrap_or_default());
        // Where this may not be kept, what was there before is not what is there now.
        self.old = None;
        if let Some(life_ms) = life_ms {
            let until_ms = ms_of(now) + life_ms;
            self.keep(Kept { known: known.clone(), until_ms, headers, before: None });
        }
        known
    }

    /// Notes that nothing came this time.
    pub(super) fn nothing(self, reason: String, now: OffsetDateTime) -> Known {
        let known = Known::Unreachable { reason };
        let until_ms = ms_of(now) + UNREACHABLE_MS;
        let before = self.came().cloned();
        self.keep(Kept { known: known.clone(), until_ms, headers: HeaderMap::new(), before });
        known
    }

    fn keep(mut self, kept: Kept) {
        if let Some(guard) = self.guard.take() {
            // The answer stands whether or not there is room to keep it.
            let _ = guard.insert(Arc::new(kept));
        }
    }
}

/// The headers that matter later. A longer one is not worth its place.
fn said(headers: &HeaderMap) -> HeaderMap {
    let of_name = |name: HeaderName| Some((name.clone(), headers.get(name)?.clone()));
    let short = |(_, value): &(HeaderName, HeaderValue)| value.len() <= MOST_HEADER_BYTES;
    HEADERS.into_iter().filter_map(of_name).filter(short).collect()
}

/// For how long an answer is good; `None` when it may not be kept at all.
fn life_ms(need: &Need, text: &str, headers: &HeaderMap, now: OffsetDateTime) -> Option<i64> {
    let most_ms = match need {
        Need::StatusList { .. } => ttl_ms(text).unwrap_or(MOST_OF_STATUS_MS).min(MOST_OF_STATUS_MS),
        Need::Refresh { .. } | Need::Document { .. } => MOST_OF_STATUS_MS,
        Need::DidDocument { .. } | Need::KeySet { .. } | Need::Schema { .. } => MOST_MS,
    };
    let speaks = [header::CACHE_CONTROL, header::EXPIRES, header::LAST_MODIFIED, header::PRAGMA];
    let mut response = Response::new(());
    *response.headers_mut() = headers.clone();
    let policy = CachePolicy::new_options(&Request::new(()), &response, now.into(), CacheOptions::default());
    if !policy.is_storable() {
        return None;
    }
    let said_ms = if speaks.iter().any(|name| headers.contains_key(name)) {
        i64::try_from(policy.time_to_live(SystemTime::from(now)).as_millis()).unwrap_or(MOST_MS)
    } else {
        UNSAID_MS
    };
    Some(said_ms.min(most_ms).max(LEAST_MS))
}

/// What a status list says of itself, in milliseconds.
///
/// Source: Bitstring Status List v1.0, `credentialSubject.ttl`.
fn ttl_ms(text: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct List<'t> {
        #[serde(borrow, rename = "credentialSubject")]
        subject: &'t RawValue,
    }
    #[derive(Deserialize)]
    struct Subject {
        ttl: i64,
    }
    let subject = serde_json::from_str::<List>(text).ok()?.subject.get();
    let one = serde_json::from_str::<Subject>(subject);
    let subject = one.or_else(|_| serde_json::from_str(subject).map(|[subject]: [Subject; 1]| subject));
    Some(subject.ok()?.ttl)
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

    fn list() -> Need {
        Need::StatusList { url: "https://uni.example/1".to_owned() }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn an_answer_lives_as_long_as_its_server_says_within_bounds() {
        let list = list();
        let did = Need::DidDocument { did: "did:web:uni.example".to_owned() };
        let minute = Some(60_000);
        for (need, text, said, expected) in [
            (&list, "{}", &[][..], minute),
            (&list, "{}", &[("cache-control", "max-age=120")], Some(120_000)),
            (&list, "{}", &[("cache-control", "max-age=120"), ("age", "70")], Some(50_000)),
            (&list, "{}", &[("cache-control", "max-age=86400")], Some(300_000)),
            (&did, "{}", &[("cache-control", "max-age=86400")], Some(3_600_000)),
            (&did, "{}", &[("cache-control", "max-age=99999999999999999999")], Some(5_000)),
            (&list, "{}", &[("expires", "Sun, 22 Nov 2026 10:01:30 GMT")], Some(90_000)),
            (&list, "{}", &[("expires", "0")], Some(5_000)),
            (&list, "{}", &[("cache-control", "no-cache")], Some(5_000)),
            (&list, "{}", &[("cache-control", "max-age=0")], Some(5_000)),
            (&list, "{}", &[("cache-control", "max-age=60"), ("age", "18446744073709551615")], Some(5_000)),
            (&list, "{}", &[("cache-control", "no-store")], None),
            (&list, "{}", &[("cache-control", "private, max-age=60")], None),
            (
                &list,
                r#"{"credentialSubject":{"ttl":30000}}"#,
                &[("cache-control", "max-age=120")],
                Some(30_000),
            ),
            (&list, r#"{"credentialSubject":[{"ttl":1}]}"#, &[], Some(5_000)),
            (&list, r#"{"credentialSubject":{"ttl":99999999}}"#, &[], minute),
            (&list, r#"{"credentialSubject":{"ttl":"7"}}"#, &[], minute),
        ] {
            assert_eq!(life_ms(need, text, &headers(said), NOW), expected, "{text} {said:?}");
        }
    }

    #[tokio::test]
    async fn what_has_had_its_time_is_asked_for_by_its_validators() {
        let cache = Cache::new();
        let Looked::Missing(missing) = cache.look(&list(), NOW).await else { panic!("nothing is known yet") };
        assert_eq!(missing.validators(), HeaderMap::new());
        let said = headers(&[("etag", "\"1\""), ("cache-control", "max-age=60"), ("server", "x")]);
        let first = missing.found(&list(), "{}".to_owned(), &said, NOW);
        assert_eq!(first, Known::found("{}").as_of("2026-11-22T10:00:00Z"));
        let later = NOW + Duration::seconds(59);
        assert!(matches!(cache.look(&list(), later).await, Looked::Good(known) if known == first));

        let stale = NOW + Duration::MINUTE;
        let Looked::Missing(missing) = cache.look(&list(), stale).await else {
            panic!("it has had its time")
        };
        assert_eq!(missing.validators(), headers(&[("if-none-match", "\"1\"")]));
        let again = missing.unchanged(&list(), &HeaderMap::new(), stale).unwrap();
        assert_eq!(again, Known::found("{}").as_of("2026-11-22T10:01:00Z"));
        let later = stale + Duration::seconds(59);
        assert!(matches!(cache.look(&list(), later).await, Looked::Good(known) if known == again));
        let key_set = Need::KeySet { url: list().key().to_owned() };
        assert!(matches!(cache.look(&key_set, later).await, Looked::Missing(_)), "another kind of thing");
    }

    #[tokio::test]
    async fn what_was_known_outlives_a_failure_and_whoever_gave_up() {
        let cache = Cache::new();
        let etag = headers(&[("if-none-match", "\"1\"")]);
        let said = headers(&[("etag", "\"1\""), ("cache-control", "max-age=60")]);
        let ask = async |now| match cache.look(&list(), now).await {
            Looked::Missing(missing) => missing,
            Looked::Good(known) => panic!("{known:?} is good still"),
        };
        ask(NOW).await.found(&list(), "{}".to_owned(), &said, NOW);
        let mut now = NOW + Duration::MINUTE;
        for _ in 0..3 {
            let missing = ask(now).await;
            assert_eq!(missing.validators(), etag);
            let nothing = missing.nothing("gone".to_owned(), now);
            assert!(matches!(cache.look(&list(), now).await, Looked::Good(known) if known == nothing));
            now += Duration::seconds(30);
        }
        // Somebody gives up while another waits.
        let missing = ask(now).await;
        let (other, ()) = tokio::join!(ask(now), async { drop(missing) });
        assert_eq!(other.validators(), etag);
        let again = other.unchanged(&list(), &HeaderMap::new(), now).unwrap();
        assert!(matches!(again, Known::Found { text, .. } if text == "{}"));
    }

    #[tokio::test]
    async fn what_may_not_be_kept_takes_the_place_of_what_was() {
        let cache = Cache::new();
        let etag = headers(&[("etag", "\"1\"")]);
        let Looked::Missing(missing) = cache.look(&list(), NOW).await else { panic!("new") };
        missing.found(&list(), "{}".to_owned(), &etag, NOW);
        let later = NOW + Duration::HOUR;
        let Looked::Missing(missing) = cache.look(&list(), later).await else { panic!("stale") };
        missing.found(&list(), "[]".to_owned(), &headers(&[("cache-control", "no-store")]), later);
        let Looked::Missing(missing) = cache.look(&list(), later).await else { panic!("not kept") };
        assert_eq!(missing.validators(), HeaderMap::new());
    }

    #[tokio::test]
    async fn all_answers_together_stay_within_their_bound() {
        let cache = Cache::new();
        for number in 0..200 {
            let need = Need::StatusList { url: format!("https://uni.example/{number}") };
            let Looked::Missing(missing) = cache.look(&need, NOW).await else { panic!("new each time") };
            missing.found(&need, "x".repeat(1 << 20), &HeaderMap::new(), NOW);
            assert!(cache.0.weight() <= MOST_BYTES);
        }
        assert!(cache.0.len() >= 16, "{}", cache.0.len());
    }
}

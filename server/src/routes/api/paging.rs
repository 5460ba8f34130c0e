//! Lists in parts: `?limit=` and `?cursor=`, answered with `items` and `next`.
//!
//! A cursor says after which item to go on, so that what is added or taken away meanwhile neither
//! repeats nor hides anything else. `Link: <…>; rel="next"` has the whole address of the next part.

use api::List;
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use url::form_urlencoded;
use utoipa::IntoParams;

use crate::{app::App, problem::Problem};

/// Items in an answer that was not asked for more or fewer,
const LIMIT: u32 = 50;
/// and at most.
const MOST: u32 = 100;

/// Which part of a list, as the OpenAPI document has it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document alone")]
pub(super) struct PageQuery {
    /// Items in the answer, at most.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// Where to go on: `next` of the answer before.
    cursor: Option<String>,
}

/// Which part of a list is asked for.
#[derive(Debug)]
pub(super) struct Paging {
    /// Items, at most.
    pub(super) limit: u32,
    /// The item before it.
    pub(super) after: Option<String>,
    /// What else is asked for: pairs of name and value.
    others: Vec<(String, String)>,
}

/// A part of a list.
pub(super) struct Page<T> {
    /// The items.
    pub(super) items: Vec<T>,
    /// After which item the next part begins; absent where this is the last.
    pub(super) next: Option<String>,
}

impl FromRequestParts<App> for Paging {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let mut paging = Self { limit: LIMIT, after: None, others: Vec::new() };
        for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            match &*name {
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                    paging.limit = limit
                        .ok_or_else(|| Problem::bad_request(format!("limit is a number from 1 to {MOST}")))?;
                }
                "cursor" => paging.after = Some(read(&value).ok_or_else(bad_cursor)?),
                _ => paging.others.push((name.into_owned(), value.into_owned())),
            }
        }
        Ok(paging)
    }
}

impl Paging {
    /// The part that is asked for of a list that is all there.
    ///
    /// * `key`: what tells an item from all others.
    ///
    /// # Errors
    /// 400 when the item to go on after is not there any more.
    pub(super) fn part<T>(&self, mut all: Vec<T>, key: impl Fn(&T) -> String) -> Result<Page<T>, Problem> {
        if let Some(after) = &self.after {
            let place = all.iter().position(|item| key(item) == *after).ok_or_else(bad_cursor)?;
            all.drain(..=place);
        }
        Ok(self.cut(all, key))
    }

    /// A part, from items of which one more was looked for than are asked for.
    pub(super) fn cut<T>(&self, mut items: Vec<T>, key: impl Fn(&T) -> String) -> Page<T> {
        let most = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = items.len() > most;
        items.truncate(most);
        Page { next: items.last().filter(|_| more).map(key), items }
    }

    /// The answer.
    pub(super) fn answer<T, A: Serialize>(&self, page: Page<T>, shown: impl FnMut(T) -> A) -> Response {
        let next = page.next.map(|key| BASE64_URL_SAFE_NO_PAD.encode(key));
        let mut headers = HeaderMap::new();
        if let Some(cursor) = &next {
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&self.others)
                .append_pair("limit", &self.limit.to_string())
                .append_pair("cursor", cursor)
                .finish();
            let link = HeaderValue::try_from(format!("<?{query}>; rel=\"next\""));
            headers.extend(link.ok().map(|link| (header::LINK, link)));
        }
        let items = page.items.into_iter().map(shown).collect();
        (headers, Json(List { items, next })).into_response()
    }
}

fn read(cursor: &str) -> Option<String> {
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

/// 400: the cursor is none, or the list has changed too much.
pub(super) fn bad_cursor() -> Problem {
    Problem::bad_request("this cursor leads nowhere: begin the list again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(limit: u32, after: Option<&str>) -> Paging {
        let others = vec![("state".to_owned(), "a&b".to_owned())];
        Paging { limit, after: after.map(str::to_owned), others }
    }

    #[test]
    fn a_list_is_had_whole_in_parts() {
        let all: Vec<u32> = (0..7).collect();
        for limit in 1..=8 {
            let (mut found, mut after) = (Vec::new(), None);
            loop {
                let page = paging(limit, after.as_deref()).part(all.clone(), ToString::to_string).unwrap();
                assert!(!page.items.is_empty());
                found.extend(page.items);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found, all, "in parts of {limit}");
        }
        assert!(paging(3, Some("9")).part(all, ToString::to_string).is_err());
    }

    #[test]
    fn the_next_part_is_linked_with_all_that_was_asked_for() {
        let asked = paging(2, None);
        let page = asked.part(vec!["a", "b", "c"], |item| (*item).to_owned()).unwrap();
        let answer = asked.answer(page, |item| item);
        assert_eq!(answer.headers()[header::LINK], r#"<?state=a%26b&limit=2&cursor=Yg>; rel="next""#);
    }
}

//! What must be known about a document before it can be judged.

use std::collections::BTreeSet;

use super::credential::Source;
use super::form::{self, Content};
use super::inside::{self, Inside};
use super::run::{Kind, MAX_CREDENTIALS, MAX_LEVELS, envelope};
use super::{Knowledge, Known, Need, jwt, key, refresh, schema, status};
use crate::extent::extended;
use crate::json::{Object, Value};
use crate::open_badges_2::{Given, Signed, gather};

/// Needs that [`needs`] gives at once; more are not asked for, so that a document cannot make us
/// ask the whole world.
pub const MAX_NEEDS: usize = 64;

/// What must be known about `document` and is not in `knowledge` yet.
///
/// Call it again after each round of fetching, until it gives nothing: a fetched status list
/// may be signed by an issuer whose DID document is needed in turn, and a fetched edition may name
/// lists. Three rounds suffice; a caller should stop at four.
pub fn needs(document: &[u8], knowledge: &Knowledge) -> Vec<Need> {
    let mut walk = Walk { knowledge, found: BTreeSet::new(), left: MAX_CREDENTIALS, follows: true };
    walk.document(document);
    let unknown = walk.found.into_iter().filter(|need| !knowledge.0.contains_key(need.key()));
    unknown.take(MAX_NEEDS).collect()
}

/// [`needs`] of many documents, each once and sorted; on all processors where the build has the
/// feature `parallel`.
pub fn needs_all<D: AsRef<[u8]> + Sync>(documents: &[D], knowledge: &Knowledge) -> Vec<Need> {
    let of_one = |document: &D| needs(document.as_ref(), knowledge);
    #[cfg(feature = "parallel")]
    let all: BTreeSet<Need> = {
        use rayon::prelude::*;
        documents.par_iter().flat_map_iter(of_one).collect()
    };
    #[cfg(not(feature = "parallel"))]
    let all: BTreeSet<Need> = documents.iter().flat_map(of_one).collect();
    all.into_iter().collect()
}

/// A walk through a document and all that stands inside it.
struct Walk<'k> {
    knowledge: &'k Knowledge,
    found: BTreeSet<Need>,
    left: usize,
    /// Whether a refresh service is asked; not that of an edition that came from one.
    follows: bool,
}

impl Walk<'_> {
    fn document(&mut self, document: &[u8]) {
        if let Ok(opened) = form::open(document)
            && let Ok(content) = opened.content()
        {
            match content {
                Content::Object(object) => self.object(&object, 0),
                Content::Token(text) => self.text(&text, 0),
                Content::Address(url) => {
                    self.found.extend(gather(Given::Address(&url), self.knowledge).needs);
                }
            }
        }
    }

    fn object(&mut self, object: &Object<'_>, level: usize) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        match Kind::of(object) {
            Kind::Credential | Kind::Presentation => self.source(&Source::Plain(object), level),
            Kind::EnvelopedCredential | Kind::EnvelopedPresentation => {
                if let Ok(text) = envelope(object) {
                    self.text(text, level);
                }
            }
            Kind::OpenBadges2 if extended() => {
                self.found.extend(gather(Given::Assertion(object), self.knowledge).needs);
            }
            Kind::Receipt if extended() && level == 0 => self.keys(&Source::Plain(object)),
            Kind::OpenBadges2 | Kind::Receipt | Kind::Mixed => {}
        }
    }

    fn text(&mut self, text: &str, level: usize) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let unwrapped = if form::is_token(text) { None } else { jwt::open_data_url(text) };
        let text = unwrapped.as_deref().unwrap_or(text);
        if let Some(signed) = Signed::open(text) {
            self.found.extend(gather(Given::Signed(&signed), self.knowledge).needs);
        } else if let Ok(token) = jwt::open(text) {
            self.source(&Source::Token(&token), level);
        }
    }

    fn source(&mut self, source: &Source<'_, '_>, level: usize) {
        if level > MAX_LEVELS {
            return;
        }
        let object = source.document();
        self.keys(source);
        if Kind::of(object) == Kind::Credential {
            self.found.extend(schema::needs(object));
            self.lists(object);
            if level == 0 && self.follows {
                self.edition(object);
            }
        }
        let endorsements = inside::endorsements(object).into_iter().map(|endorsement| endorsement.inside);
        for inside in inside::credentials(object).into_iter().chain(endorsements) {
            match inside {
                Inside::Object(object) => self.object(object, level + 1),
                Inside::Text(text) => self.text(text, level + 1),
                Inside::Neither => {}
            }
        }
    }

    /// The keys by which a document is signed, and the documents that say whose they are.
    fn keys(&mut self, source: &Source<'_, '_>) {
        let object = source.document();
        let controller = controller_of(object);
        if let Source::Token(token) = source
            && let Some(method) = token.method()
        {
            self.found.extend(key::needs(&method, controller));
        }
        for proof in object.get("proof").map(Value::items).unwrap_or_default() {
            let method = proof.get("verificationMethod").and_then(Value::as_str).unwrap_or_default();
            self.found.extend(key::needs(method, controller));
        }
    }

    /// The newest edition of the document itself, and what has to be known about that.
    fn edition(&mut self, object: &Object<'_>) {
        let Some(url) = refresh::address(object).filter(|_| extended()) else { return };
        self.found.insert(Need::Refresh { url: url.to_owned() });
        if let Some(Known::Found { text, .. }) = self.knowledge.0.get(url) {
            self.follows = false;
            self.document(text.as_bytes());
        }
    }

    /// The lists that say whether a credential still stands, and who signed these.
    fn lists(&mut self, object: &Object<'_>) {
        for url in status::addresses(object) {
            if self.found.insert(Need::StatusList { url: url.to_owned() })
                && let Some(Known::Found { text, .. }) = self.knowledge.0.get(url)
                && let Ok(opened) = form::open(text.as_bytes())
                && let Ok(content) = opened.content()
            {
                match content {
                    Content::Object(list) => self.keys(&Source::Plain(&list)),
                    Content::Address(_) => {}
                    Content::Token(text) => {
                        if let Ok(token) = jwt::open(&text) {
                            self.keys(&Source::Token(&token));
                        }
                    }
                }
            }
        }
    }
}

/// The id of a credential's issuer, or of a presentation's holder.
fn controller_of<'v>(object: &'v Object<'_>) -> Option<&'v str> {
    let value = object.get("issuer").or_else(|| object.get("holder"))?;
    value.as_str().or_else(|| value.get("id")?.as_str())
}

//! What somebody took along from another wallet: each credential with the day that it came there, and its
//! earlier editions.

use crypto::verify::Report;

use super::{AddError, Came, Doubtful, Weighed, place, place::Room, weigh};
use crate::{
    app::App,
    flows::{
        hold::{
            standing::is_its_issuers,
            unpack::{Piece, What, unpack},
        },
        session::Viewer,
        verify::verify_by,
    },
    id::{AccountId, CredentialId},
    store::{StoreError, Tx, along},
};

/// Earlier editions that come along with one credential.
pub const MOST_EDITIONS: usize = 200;

/// A credential that somebody took along from another wallet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Packed {
    /// Where it was found.
    pub name: String,
    /// The signed text.
    pub document: String,
    /// The picture that it came in.
    pub picture: Option<Vec<u8>>,
    /// When it came into that wallet, in milliseconds.
    pub held_at: i64,
    /// Its earlier editions, the first first.
    pub earlier: Vec<PackedEdition>,
}

/// An edition that another took the place of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PackedEdition {
    /// Where it was found.
    pub name: String,
    /// The signed text.
    pub document: String,
    /// When the next took its place, in milliseconds.
    pub replaced_at: i64,
}

/// What became of a credential that was taken along.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CamePacked {
    /// What became of it.
    pub came: Came,
    /// Where the earlier editions were found that did not come with it: not signed by its issuer, of another
    /// credential, or too many.
    pub left: Vec<String>,
}

/// What comes beside a credential.
struct Beside {
    held_at: i64,
    earlier: Vec<PackedEdition>,
}

/// Keeps what somebody took along from another wallet, each checked as any other; what does not name them, or
/// is not good, on their word. One answer for each, in their order.
///
/// An earlier edition comes with its credential where both have one issuer and one id, and its own signature is
/// good. What of it is there already stays.
///
/// # Errors
/// [`AddError`]; nothing is kept then, but what was issued here for them may have been claimed.
pub async fn bring_packed(app: &App, viewer: &Viewer, all: Vec<Packed>) -> Result<Vec<CamePacked>, AddError> {
    let unpacking = move || -> (Vec<Piece>, Vec<Beside>) { all.into_iter().map(packed).unzip() };
    let (pieces, besides) = app.turns.take(unpacking).await?;
    let weighed = weigh(app, viewer, pieces).await?;
    let texts: Vec<&[u8]> =
        besides.iter().flat_map(|it| &it.earlier).map(|edition| edition.document.as_bytes()).collect();
    let judged = if texts.is_empty() { Vec::new() } else { verify_by(app, &texts, &app.policy).await? };
    let mut judged = judged.into_iter();
    let mut tx = app.db.write().await?;
    let mut room = Room::of(&mut tx, viewer.account).await?;
    let mut arrived = Vec::with_capacity(weighed.len());
    for (one, Beside { held_at, earlier }) in weighed.into_iter().zip(besides) {
        let (its, others): (Vec<_>, Vec<_>) =
            earlier.into_iter().zip(judged.by_ref()).partition(|(_, report)| is_edition_of(report, &one));
        let mut left: Vec<String> = others.into_iter().map(|(edition, _)| edition.name).collect();
        let came = place(app, &mut tx, viewer.account, &mut room, one, Doubtful::Kept).await?.came;
        match came {
            Came::Kept(id) | Came::Renewed(id) | Came::Already(id) => {
                along::came_at(&mut tx, viewer.account, id, held_at).await?;
                let its = its.into_iter().map(|(edition, _)| edition).collect();
                left.extend(keep_editions(&mut tx, viewer.account, id, its).await?);
            }
            Came::Waits(..) | Came::Asks(_) | Came::NotACredential | Came::Full => left.clear(),
        }
        arrived.push(CamePacked { came, left });
    }
    tx.commit().await?;
    Ok(arrived)
}

/// A picture comes with its credential only where that is in it.
fn packed(it: Packed) -> (Piece, Beside) {
    let Packed { name, document, picture, held_at, earlier } = it;
    let mut found = picture.map(|bytes| unpack(&name, &bytes)).unwrap_or_default();
    let picture = found.pop().filter(|_| found.is_empty()).and_then(|piece| match &piece.what {
        What::Document(text) if *text == document => piece.picture,
        // The oldest pictures have but the address of it.
        What::Address(_) => piece.picture,
        _ => None,
    });
    (Piece { name, what: What::Document(document), picture }, Beside { held_at, earlier })
}

/// Whether a document is an edition of another, by the word of the issuer of both.
fn is_edition_of(report: &Report, of: &Weighed) -> bool {
    let named = |report: &Report| {
        let it = report.credential.as_ref()?;
        let (issuer, id) = (it.issuer_id.clone()?, it.id.clone()?);
        (!issuer.is_empty() && !id.is_empty()).then_some((issuer, id))
    };
    let of = of.judged.as_ref().and_then(|(report, _)| named(report));
    of.is_some() && of == named(report) && is_its_issuers(report)
}

/// Keeps those earlier editions that are not there, in the order of the days when they were replaced; gives
/// where those were found for which there is no room.
async fn keep_editions(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    earlier: Vec<PackedEdition>,
) -> Result<Vec<String>, StoreError> {
    if earlier.is_empty() {
        return Ok(Vec::new());
    }
    // The editions of what was issued here are its issuer's to keep.
    let Some(now) = along::text(tx, account, id).await? else { return Ok(Vec::new()) };
    let mut all = along::editions(tx, id).await?;
    // Of two that were replaced at one moment, the one that is earlier in the zip is the earlier.
    let order: Vec<String> = earlier.iter().map(|edition| edition.document.clone()).collect();
    let (mut left, mut changed) = (Vec::new(), false);
    for edition in earlier.into_iter().filter(|edition| edition.document != now) {
        if let Some((_, replaced_at)) = all.iter_mut().find(|(document, _)| *document == edition.document) {
            changed |= edition.replaced_at < *replaced_at;
            *replaced_at = edition.replaced_at.min(*replaced_at);
        } else if all.len() >= MOST_EDITIONS {
            left.push(edition.name);
        } else {
            changed = true;
            all.push((edition.document, edition.replaced_at));
        }
    }
    if changed {
        all.sort_by_cached_key(|(document, replaced_at)| {
            (*replaced_at, order.iter().position(|known| known == document))
        });
        along::set_editions(tx, id, &all).await?;
    }
    Ok(left)
}

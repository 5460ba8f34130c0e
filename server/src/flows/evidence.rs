//! Files as evidence: a pupil's essay, a photograph of what was made.
//!
//! A file is brought with the form that awards, and kept beside it, so that a mistake in another field does
//! not cost the upload; a form that is never sent loses its files after a day. Once awarded, the file is the
//! credential's: its address stands in it, and whoever has the credential can open the file. What a file is
//! said to be is of no account: its content decides, and nothing that could run in a browser is taken.

use api::open_badges::{Evidence, SubjectContent};
use serde_json::json;

use super::{
    audit,
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    id::{AwardingId, CredentialId},
    problem::Problem,
    secrets::new_token,
    store::{
        StoreError, Tx, credential,
        evidence_file::{self, EvidenceFileRow, NewEvidenceFile},
    },
};

/// The largest file: 5 MiB.
pub const MOST_BYTES: usize = 5 << 20;
/// Files that one form can bring, those that it leaves out again among them.
const MOST_FILES: usize = 12;
/// Characters of a file's name.
const MOST_NAME: usize = 120;

/// A file that was kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Kept {
    /// What its address ends in.
    pub token: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How long it is, in bytes.
    pub length: u64,
}

/// A file, as whoever has its address gets it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// One of the few that are taken, such as `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a file was not taken, in words for whoever brought it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// Too long.
    #[error("the file is larger than 5 MB")]
    TooLarge,
    /// Something else.
    #[error("the file is none of PDF, PNG, JPEG, WebP or plain text; save it as one of them")]
    Kind,
    /// Too many.
    #[error("this form has brought too many files; begin a new one")]
    TooMany,
}

/// Why nothing was done with a file.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The file was not taken.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No such credential here, or no such file of it.
    #[error("there is no such file")]
    Unknown,
    /// The database failed.
    #[error("could not store the file")]
    Store(#[from] StoreError),
}

impl From<EvidenceError> for Problem {
    fn from(err: EvidenceError) -> Self {
        match err {
            EvidenceError::NotAllowed(source) => source.into(),
            EvidenceError::Refused(source) => Self::unprocessable(source, Vec::new()),
            EvidenceError::Unknown => Self::not_found(&err),
            EvidenceError::Store(source) => source.into(),
        }
    }
}

/// Keeps a file beside the form whose own id is `form`.
///
/// * `name`: what it is called where it comes from.
///
/// # Errors
/// [`EvidenceError`].
pub async fn keep(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    form: AwardingId,
    name: &str,
    bytes: &[u8],
) -> Result<Kept, EvidenceError> {
    let desk = viewer.at(slug, Act::Award)?;
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge.into());
    }
    let media_type = media_type(bytes).ok_or(Refused::Kind)?;
    let mut tx = app.db.write().await?;
    if evidence_file::of_awarding(&mut tx, desk.issuer, viewer.account, form).await?.len() >= MOST_FILES {
        return Err(Refused::TooMany.into());
    }
    let (token, name) = (new_token(&app.random), tidy(name, media_type));
    let new = NewEvidenceFile {
        token: &token,
        issuer_id: desk.issuer,
        account_id: viewer.account,
        awarding_id: form,
        name: &name,
        media_type,
        file: bytes,
        created_at: app.clock.now_ms(),
    };
    evidence_file::insert(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(Kept { token, name, media_type: media_type.to_owned(), length: bytes.len() as u64 })
}

/// The files that the viewer brought with a form.
///
/// # Errors
/// [`EvidenceError::NotAllowed`], [`EvidenceError::Store`].
pub async fn of_form(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    form: AwardingId,
) -> Result<Vec<Kept>, EvidenceError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.read().await?;
    let rows = evidence_file::of_awarding(&mut tx, desk.issuer, viewer.account, form).await?;
    Ok(rows.into_iter().map(Kept::from).collect())
}

/// The files of a credential that is the viewer's to see.
///
/// # Errors
/// [`EvidenceError::NotAllowed`], [`EvidenceError::Unknown`], [`EvidenceError::Store`].
pub async fn of_credential(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
) -> Result<Vec<Kept>, EvidenceError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let seen = credential::awarded(&mut tx, desk.issuer, desk.sees_of(viewer), id).await?;
    seen.ok_or(EvidenceError::Unknown)?;
    Ok(evidence_file::of_credential(&mut tx, id).await?.into_iter().map(Kept::from).collect())
}

/// What stands in a credential about a file, as far as nobody has said it better.
pub fn described(app: &App, kept: &Kept, said: Evidence) -> Evidence {
    Evidence {
        id: Some(app.config.public_url.join(&format!("{PATH}{}", kept.token))),
        name: said.name.or_else(|| Some(kept.name.clone())),
        description: Some(format!("{}, {}", kind(&kept.media_type), size(kept.length))),
        ..said
    }
}

/// What a file is, for whoever brought it.
pub fn in_words(kept: &Kept) -> String {
    format!("{}, {}", kept.name, size(kept.length))
}

/// Gives the files that `content` names to the credential that says it, in the caller's transaction.
pub(super) async fn give(
    app: &App,
    tx: &mut Tx,
    form: AwardingId,
    content: &SubjectContent,
    credential: CredentialId,
) -> Result<(), StoreError> {
    for url in content.evidence.iter().filter_map(|one| one.id.as_deref()) {
        let path = app.config.public_url.path_of(url);
        if let Some(token) = path.and_then(|path| path.strip_prefix(PATH)) {
            evidence_file::give(tx, form, token, credential).await?;
        }
    }
    Ok(())
}

/// A file, for whoever has its address.
///
/// # Errors
/// When the database fails.
pub async fn open(app: &App, token: &str) -> Result<Option<File>, StoreError> {
    if token.len() > 64 || !token.is_ascii() {
        return Ok(None);
    }
    let row = evidence_file::by_token(&mut app.db.read().await?, token).await?;
    Ok(row.map(|row| File { name: row.name, media_type: row.media_type, bytes: row.file }))
}

/// Deletes a file of a credential for good. The credential goes on naming an address where there is nothing.
///
/// # Errors
/// [`EvidenceError::NotAllowed`], [`EvidenceError::Unknown`], [`EvidenceError::Store`].
pub async fn delete(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    token: &str,
) -> Result<(), EvidenceError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.write().await?;
    let row = credential::lock(&mut tx, desk.issuer, id).await?.ok_or(EvidenceError::Unknown)?;
    if !desk.may_change(viewer, row.awarded_by) {
        return Err(NotAllowed::Role.into());
    }
    if !evidence_file::delete(&mut tx, id, token).await? {
        return Err(EvidenceError::Unknown);
    }
    let subject = format!("credential/{id}");
    let act = "credential.evidence_deleted";
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), act, subject, &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// Where files are, under our own address.
const PATH: &str = "/evidence/";

/// What a file is, from its first bytes; `None` for what is not taken.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 3] =
        [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];
    if let Some((_, found)) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return Some(found);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    // Markup is text to us and a page to somebody else.
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    (!text.is_empty() && !text.starts_with('<') && text.chars().all(plain)).then_some("text/plain")
}

/// A kind of file, in a word.
fn kind(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "image/png" => "PNG",
        "image/jpeg" => "JPEG",
        "image/webp" => "WebP",
        _ => "text",
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The last part of a name, without what a file system or a header could take amiss, and with the ending
/// that is right for what the file is.
fn tidy(name: &str, media_type: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let fits = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')' | ',' | '’');
    let stem: String = stem.chars().filter(fits).take(MOST_NAME).collect();
    let stem = stem.trim().trim_start_matches('.');
    let ending = match media_type {
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "txt",
    };
    format!("{}.{ending}", if stem.is_empty() { "evidence" } else { stem })
}

impl From<EvidenceFileRow> for Kept {
    fn from(row: EvidenceFileRow) -> Self {
        let length = u64::try_from(row.length).unwrap_or_default();
        Self { token: row.token, name: row.name, media_type: row.media_type, length }
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        issue::{award_once, awarded},
        purge::purge,
        testing::{achievement, an_award, desk, teacher, with_app},
    };

    #[test]
    fn a_file_is_what_is_in_it_and_nothing_that_runs_is_taken() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Some("application/pdf")),
            (b"\x89PNG\r\n\x1a\n\0", Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"RIFF\0\0\0\0WAVE", None),
            ("An essay. Über Hecken.\n".as_bytes(), Some("text/plain")),
            (b"  <!doctype html><script>", None),
            ("\u{feff}<svg xmlns=".as_bytes(), None),
            (b"MZ\x90\0", None),
            (b"caf\xe9", None),
            (b"", None),
        ] {
            assert_eq!(media_type(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_name_keeps_nothing_that_a_header_or_a_folder_could_take_amiss() {
        assert_eq!(tidy("C:\\Users\\x\\My essay.final.PDF", "application/pdf"), "My essay.final.pdf");
        assert_eq!(tidy("../../etc/passwd", "text/plain"), "passwd.txt");
        assert_eq!(tidy("a\"\r\nb;<x>.html", "image/png"), "abx.png");
        assert_eq!(tidy(".htaccess", "text/plain"), "evidence.txt");
        assert_eq!(tidy("Übung Nr. 3.jpeg", "image/jpeg"), "Übung Nr. 3.jpg");
    }

    #[tokio::test]
    async fn a_file_becomes_the_credentials_and_what_is_never_sent_is_forgotten() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let form: AwardingId = app.new_id();
            let essay = keep(&app, &staff, "marlow", form, "essay.txt", b"On hedges.").await.unwrap();
            let spare = keep(&app, &staff, "marlow", form, "spare.txt", b"Not this.").await.unwrap();
            let mut award = an_award(achievement(&app, &staff).await, "ada@a.example");
            award.content.evidence = vec![described(&app, &essay, Evidence::default())];
            award_once(&app, &staff, "marlow", award, form).await.unwrap();
            let id = awarded(&app, &staff, "marlow", None, 9).await.unwrap()[0].id;
            assert_eq!(
                of_credential(&app, &staff, "marlow", id).await.unwrap(),
                std::slice::from_ref(&essay)
            );
            app.clock.advance(Duration::hours(25));
            assert_eq!(purge(&app).await.unwrap().of("evidence"), 1);
            assert_eq!(open(&app, &spare.token).await.unwrap(), None);
            assert_eq!(open(&app, &essay.token).await.unwrap().unwrap().bytes, b"On hedges.");
            let teacher = teacher(&app, "marlow").await;
            let refused = delete(&app, &teacher, "marlow", id, &essay.token).await;
            assert!(matches!(refused, Err(EvidenceError::NotAllowed(NotAllowed::Role))));
            delete(&app, &staff, "marlow", id, &essay.token).await.unwrap();
            assert_eq!(open(&app, &essay.token).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_form_brings_so_many_files_and_none_too_large() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let form: AwardingId = app.new_id();
            let long = vec![b'a'; MOST_BYTES + 1];
            let refused = keep(&app, &staff, "marlow", form, "long.txt", &long).await;
            assert!(matches!(refused, Err(EvidenceError::Refused(Refused::TooLarge))));
            for _ in 0..MOST_FILES {
                keep(&app, &staff, "marlow", form, "a.txt", b"a").await.unwrap();
            }
            let refused = keep(&app, &staff, "marlow", form, "a.txt", b"a").await;
            assert!(matches!(refused, Err(EvidenceError::Refused(Refused::TooMany))));
        })
        .await;
    }
}

//! The summary of a holding: what lists, searches and the view of skills need of its report, written when
//! it was checked.

use base64::{Engine, prelude::BASE64_STANDARD};
use crypto::verify::{AlignmentSummary, CredentialSummary, Report};
use time::{Duration, OffsetDateTime};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use web::components::CardLine;

use super::standing::Standing;
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    id::{AccountId, CredentialId},
    store::{
        StoreError, Tx,
        holding_edition::{self, PictureRow},
        holding_skill::{self, NewSkill},
        holding_summary::{self, NewSummary},
    },
};

/// Characters of a name, an id, an address in a summary.
const MOST_CHARACTERS: usize = 300;
/// Bytes that a search looks through, of one credential.
const MOST_WORDS: usize = 16 << 10;
/// Skills of one credential, those of what is in it included.
const MOST_SKILLS: usize = 400;
/// Bytes of a picture that a document carries.
const MOST_PICTURE_BYTES: usize = 2 << 20;

/// Which holding a report is about.
#[derive(Clone, Debug)]
pub(super) struct Of {
    pub(super) id: CredentialId,
    pub(super) account: AccountId,
    pub(super) ours: bool,
    /// Which edition and state of it, as the store marks them.
    pub(super) mark: String,
    pub(super) held_at: i64,
}

/// Keeps what a report says in the place of what the one before said.
pub(super) async fn keep(app: &App, tx: &mut Tx, of: &Of, report: &Report) -> Result<(), StoreError> {
    let mut image = own_path(app, report);
    if image.is_empty() && !of.ours {
        if let Some(picture) = carried(report) {
            holding_edition::keep_picture(tx, of.id, &picture).await?;
        }
        if holding_edition::has_picture(tx, of.id).await? {
            image = format!("/wallet/credentials/{}/picture", of.id);
        }
    }
    let skills = skills(report);
    let summary = summary(app.clock.now(), of, report, image, &skills);
    holding_summary::keep(tx, of.id, of.account, &summary).await?;
    holding_skill::keep(tx, of.id, of.account, &skills).await?;
    let report = serde_json::to_string(&without_pictures(report.clone())).unwrap_or_default();
    holding_summary::keep_report(tx, of.id, &report).await
}

fn summary(now: OffsetDateTime, of: &Of, report: &Report, image: String, skills: &[NewSkill]) -> NewSummary {
    let line = CardLine::of(report);
    let none = CredentialSummary::default();
    let it = report.credential.as_ref().unwrap_or(&none);
    let awarded_at = [&it.awarded_date, &it.valid_from].into_iter().flatten().find_map(|at| instant(at));
    let awarded_at = awarded_at.unwrap_or_else(|| instant_of(of.held_at));
    let is = |name: &str| it.types.iter().any(|known| known == name);
    let kind = match it.achievement_type.as_deref() {
        None if is("ClrCredential") => "ClrCredential",
        kind => kind.unwrap_or_default(),
    };
    let standing = Standing::of(report);
    let checked_at = instant(&report.checked_at).unwrap_or(now);
    // What waited before it was kept is checked again at once.
    let waited = now - checked_at > Duration::minutes(5);
    let due_at = if waited { now } else { now + again_after(standing, of.ours) };
    NewSummary {
        seen: of.mark.clone(),
        document_id: clipped(it.id.as_deref().unwrap_or_default()),
        issuer_id: clipped(it.issuer_id.as_deref().unwrap_or_default()),
        words: words(report, &line, skills),
        issuer_name: clipped(&line.issuer),
        title: clipped(&line.title),
        kind: clipped(kind),
        image,
        entries: i64::try_from(report.nested.len()).unwrap_or_default(),
        open_badges_2: is_open_badges_2(report),
        awarded_at: ms_of(awarded_at),
        year: i64::from(awarded_at.year()),
        valid_from: valid_from(report),
        valid_until: it.valid_until.as_deref().and_then(instant).map(ms_of),
        state: standing.name().to_owned(),
        checked_at: ms_of(checked_at),
        due_at: ms_of(due_at),
    }
}

/// After how long a credential is checked again: what was issued here tells by itself when it changes.
fn again_after(standing: Standing, ours: bool) -> Duration {
    match standing {
        _ if ours => Duration::days(7),
        // The latter becomes good on its day.
        Standing::Unknown | Standing::NotYet => Duration::hours(6),
        Standing::Verified | Standing::Genuine | Standing::Suspended => Duration::days(2),
        Standing::Expired | Standing::Revoked | Standing::Replaced | Standing::Invalid => Duration::days(14),
    }
}

/// Whether a report is on an assertion of Open Badges 2.0 or earlier.
pub fn is_open_badges_2(report: &Report) -> bool {
    let types = report.credential.as_ref().map(|it| it.types.as_slice()).unwrap_or_default();
    report.receipt.is_none()
        && !types.is_empty()
        && !types.iter().any(|name| name == "VerifiableCredential" || name == "VerifiablePresentation")
}

/// From when an edition counts, in milliseconds; of one that does not say, since ever.
pub(super) fn valid_from(report: &Report) -> i64 {
    let it = report.credential.as_ref();
    let from = it.and_then(|it| it.valid_from.as_deref().or(it.awarded_date.as_deref()));
    from.and_then(instant).map_or(0, ms_of)
}

/// An instant as credentials write it: some leave out the offset, or the time.
fn instant(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim();
    crypto::rfc3339(text)
        .or_else(|| crypto::rfc3339(&format!("{text}Z")))
        .or_else(|| crypto::rfc3339(&format!("{text}T00:00:00Z")))
}

/// Where a credential's picture is, if that is here.
fn own_path(app: &App, report: &Report) -> String {
    let image = report.credential.as_ref().and_then(|it| it.image.as_deref());
    clipped(image.and_then(|image| app.config.public_url.path_of(image)).unwrap_or_default())
}

/// The picture that a document carries.
pub(super) fn carried(report: &Report) -> Option<PictureRow> {
    let image = report.credential.as_ref()?.image.as_deref()?;
    let (media_type, encoded) = image.strip_prefix("data:")?.split_once(";base64,")?;
    let known = ["image/png", "image/jpeg", "image/svg+xml"].contains(&media_type);
    let picture = BASE64_STANDARD.decode(encoded).ok().filter(|it| it.len() <= MOST_PICTURE_BYTES)?;
    known.then(|| PictureRow { media_type: media_type.to_owned(), baked: false, picture })
}

/// A report without the pictures that the document has anyway.
pub(super) fn without_pictures(mut report: Report) -> Report {
    if let Some(it) = &mut report.credential {
        for image in [&mut it.image, &mut it.issuer_image] {
            if image.as_ref().is_some_and(|image| image.starts_with("data:")) {
                *image = None;
            }
        }
    }
    report.nested = report.nested.into_iter().map(without_pictures).collect();
    report.endorsements = report.endorsements.into_iter().map(without_pictures).collect();
    report
}

/// What a credential and those in it say that somebody can do, each skill once.
fn skills(report: &Report) -> Vec<NewSkill> {
    let mut all: Vec<NewSkill> = Vec::new();
    let mut reports = vec![report];
    while let Some(report) = reports.pop() {
        let alignments = report.credential.iter().flat_map(|it| &it.alignments);
        for skill in alignments.filter_map(skill) {
            if all.len() < MOST_SKILLS && !all.iter().any(|known| known.skill == skill.skill) {
                all.push(skill);
            }
        }
        reports.extend(report.nested.iter().rev());
    }
    all
}

/// A skill, told from others by its address, else by its framework and code, else by its name.
fn skill(alignment: &AlignmentSummary) -> Option<NewSkill> {
    let text = |value: &Option<String>| clipped(value.as_deref().unwrap_or_default().trim());
    let (name, code) = (text(&alignment.name), text(&alignment.code));
    let (framework, url) = (text(&alignment.framework), text(&alignment.url));
    let shown = [&name, &code, &url].into_iter().find(|text| !text.is_empty())?.clone();
    let told = if code.is_empty() { &shown } else { &code };
    let skill = if url.is_empty() { format!("{} {}", fold(&framework), fold(told)) } else { url.clone() };
    Some(NewSkill { skill, name: shown, code, framework, url })
}

/// What a search looks through: names, codes, skills, and the beginning of the description.
fn words(report: &Report, line: &CardLine, skills: &[NewSkill]) -> String {
    let mut words = fold(&format!("{} {}", line.title, line.issuer));
    let mut add = |text: &str| {
        if !text.is_empty() && words.len() + text.len() < MOST_WORDS {
            words.push(' ');
            words.push_str(&fold(text));
        }
    };
    for skill in skills {
        add(&skill.name);
        add(&skill.code);
    }
    let mut reports = vec![report];
    while let Some(report) = reports.pop() {
        let none = CredentialSummary::default();
        let it = report.credential.as_ref().unwrap_or(&none);
        let texts = [&it.name, &it.achievement_type, &it.human_code, &it.field_of_study, &it.term];
        texts.into_iter().flatten().for_each(|text| add(&clipped(text)));
        add(&clipped(it.description.as_deref().unwrap_or_default()));
        reports.extend(report.nested.iter().rev());
    }
    words
}

/// A text as a search compares it: in small letters, without accents, on one line.
pub(super) fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text from outside, of a bounded length and without what a database or a line does not take.
pub(super) fn clipped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MOST_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_knows_no_accents_and_no_capitals() {
        assert_eq!(fold("  Éducation\n CÍVICA ﬁn "), "education civica fin");
        assert_eq!(fold("Ελλάδα"), "ελλαδα");
        assert_eq!(fold("\u{0}"), "");
    }

    #[test]
    fn a_skill_is_the_same_by_its_address_else_by_framework_and_code() {
        let alignment = |name: &str, code: &str, url: &str| AlignmentSummary {
            name: Some(name.to_owned()),
            code: (!code.is_empty()).then(|| code.to_owned()),
            url: (!url.is_empty()).then(|| url.to_owned()),
            framework: Some("Trades".to_owned()),
        };
        let told = |name, code, url| skill(&alignment(name, code, url)).unwrap().skill;
        assert_eq!(told("TIG", "", "https://a.example/1"), told("Tig welding", "T", "https://a.example/1"));
        assert_eq!(told("TIG", "T.1", ""), told("Tig welding", "t.1", ""));
        assert_ne!(told("TIG", "", ""), told("MIG", "", ""));
        assert_eq!(skill(&AlignmentSummary::default()), None);
    }

    #[test]
    fn an_instant_is_read_as_credentials_write_it() {
        for text in ["2026-11-22T00:00:00Z", "2026-11-22T00:00:00", "2026-11-22", " 2026-11-22 "] {
            assert_eq!(instant(text).map(OffsetDateTime::unix_timestamp), Some(1_795_305_600), "{text}");
        }
        assert_eq!(instant("soon"), None);
    }
}

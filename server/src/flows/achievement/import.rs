//! Achievements from elsewhere, as drafts: Open Badges 3.0 achievements, credentials that hold one,
//! Open Badges 2.0 badge classes.
//!
//! What they say is taken over as far as it fits; what does not fit is told. Their ids stay theirs:
//! an achievement's becomes a `related` one or another identifier, those of its parts are made anew.

use api::open_badges::{AchievementContent, Criteria, IdentifierEntry, Related, ResultDescription};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{AchievementError, NewAchievement, Picture, versions::begin};
use crate::{
    app::App,
    flows::{
        audit,
        issue::content::is_web_address,
        session::{Act, Viewer},
    },
    id::AchievementId,
    image,
    problem::{FieldProblem, Problem},
    store::StoreError,
};

const MOST_BYTES: usize = 1 << 20;
const MOST_AT_ONCE: usize = 100;

/// A draft that was made of something from elsewhere.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Imported {
    /// The draft.
    pub id: AchievementId,
    /// Its name.
    pub name: String,
    /// What could not be taken over: sentences.
    pub left_out: Vec<String>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Too many bytes.
    #[error("the file is larger than 1 MB; import its achievements in several parts")]
    TooLarge,
    /// No JSON.
    #[error("this is not JSON: {0}")]
    Json(#[source] serde_json::Error),
    /// JSON of something else.
    #[error("there is no Open Badges achievement, credential or badge class in this")]
    Nothing,
    /// Too many achievements.
    #[error("these are more than 100 achievements; import them in several parts")]
    TooMany,
    /// One says what ours cannot say.
    #[error("“{name}” cannot be taken over: {}", told(.problems))]
    Content {
        /// Which.
        name: String,
        /// Why.
        problems: Vec<FieldProblem>,
    },
    /// The desk is somebody else's, or the database failed.
    #[error(transparent)]
    Achievement(#[from] AchievementError),
}

impl From<StoreError> for ImportError {
    fn from(err: StoreError) -> Self {
        Self::Achievement(err.into())
    }
}

fn told(problems: &[FieldProblem]) -> String {
    let each = problems.iter().map(|problem| format!("{}: {}", problem.pointer, problem.detail));
    each.collect::<Vec<_>>().join("; ")
}

impl From<ImportError> for Problem {
    fn from(err: ImportError) -> Self {
        match err {
            ImportError::TooLarge => Self::too_large(&err),
            ImportError::Json(_) => Self::bad_request(&err),
            ImportError::Nothing | ImportError::TooMany => Self::unprocessable(&err, Vec::new()),
            ImportError::Content { ref problems, .. } => Self::unprocessable(&err, problems.clone()),
            ImportError::Achievement(source) => source.into(),
        }
    }
}

/// Makes drafts of all achievements in a file; of none when one of them does not fit.
///
/// # Errors
/// [`ImportError`].
pub async fn import(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    bytes: &[u8],
) -> Result<Vec<Imported>, ImportError> {
    let desk = viewer.at(slug, Act::Describe).map_err(AchievementError::from)?;
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    let value = serde_json::from_slice(bytes).map_err(ImportError::Json)?;
    let mut found = Vec::new();
    collect(value, &mut found);
    match found.len() {
        0 => return Err(ImportError::Nothing),
        1..=MOST_AT_ONCE => {}
        _ => return Err(ImportError::TooMany),
    }
    let mut made = Vec::new();
    let mut tx = app.db.write().await?;
    for object in found {
        let mut reader = Reader { object, left_out: Vec::new() };
        let new = reader.read();
        let left_out = reader.rest();
        let name: String = new.content.name.trim().chars().take(80).collect();
        let id = begin(app, &mut tx, desk.issuer, new).await.map_err(|err| match err {
            AchievementError::Fields(problems) => ImportError::Content { name: name.clone(), problems },
            err => err.into(),
        })?;
        let (subject, by) = (format!("achievement/{id}"), Some(viewer.account));
        audit::note(app, &mut tx, desk.issuer, by, "achievement.imported", subject, &json!({})).await?;
        made.push(Imported { id, name, left_out });
    }
    tx.commit().await?;
    Ok(made)
}

/// The achievements and badge classes in a document.
fn collect(value: Value, found: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| collect(item, found)),
        Value::Object(mut object) => {
            let is = |name: &str| has_type(&object, name);
            if is("Achievement") || is("BadgeClass") {
                found.push(object);
            } else if is("AchievementCredential") || is("OpenBadgeCredential") {
                for subject in flat(object.remove("credentialSubject")) {
                    if let Value::Object(mut subject) = subject {
                        flat(subject.remove("achievement")).for_each(|one| collect(one, found));
                    }
                }
            } else if is("Assertion") {
                flat(object.remove("badge")).for_each(|one| collect(one, found));
            }
        }
        _ => {}
    }
}

fn has_type(object: &Map<String, Value>, name: &str) -> bool {
    match object.get("type") {
        Some(Value::String(text)) => text == name,
        Some(Value::Array(all)) => all.iter().any(|one| one == name),
        _ => false,
    }
}

fn flat(value: Option<Value>) -> impl Iterator<Item = Value> {
    match value {
        Some(Value::Array(items)) => items,
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    }
    .into_iter()
}

/// Takes members out of an object; what stays is told.
struct Reader {
    object: Map<String, Value>,
    left_out: Vec<String>,
}

impl Reader {
    fn read(&mut self) -> NewAchievement {
        let second = has_type(&self.object, "BadgeClass");
        self.object.remove("type");
        self.object.remove("@context");
        let kind = self.text("achievementType").unwrap_or_else(|| "Badge".to_owned());
        let mut content = AchievementContent {
            achievement_type: kind,
            name: self.text("name").unwrap_or_default(),
            description: self.text("description").unwrap_or_default(),
            criteria: self.criteria(),
            tag: self.texts(if second { "tags" } else { "tag" }),
            alignment: self.parts("alignment"),
            credits_available: self.number("creditsAvailable"),
            human_code: self.text("humanCode"),
            field_of_study: self.text("fieldOfStudy"),
            specialization: self.text("specialization"),
            other_identifier: self.parts("otherIdentifier"),
            related: self.parts("related"),
            in_language: self.text("inLanguage"),
            version: self.text("version"),
            result_description: self.parts("resultDescription"),
        };
        content.result_description.iter_mut().for_each(own_ids);
        if let Some(id) = self.text("id") {
            keep_id(&mut content, id);
        }
        NewAchievement { content, picture: self.picture(), ..NewAchievement::default() }
    }

    /// Everything that was not taken over.
    fn rest(mut self) -> Vec<String> {
        for name in ["creator", "issuer"] {
            if self.object.remove(name).is_some() {
                self.left_out.push("Who made it: with you, it is your institution’s.".to_owned());
            }
        }
        for name in ["endorsement", "endorsementJwt"] {
            if self.object.remove(name).is_some() {
                self.left_out.push("Endorsements: paste those that still hold on its page.".to_owned());
            }
        }
        for name in self.object.keys().take(20) {
            let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            self.left_out.push(format!("“{name}”, which an achievement here has no place for."));
        }
        self.left_out
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.object.remove(name)? {
            Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            // The words of one language of several.
            Value::Object(words) => {
                self.left_out.push(format!("All languages of “{name}” but the first."));
                words.into_iter().find_map(|(_, text)| text.as_str().map(str::to_owned))
            }
            Value::Null => None,
            _ => {
                self.left_out.push(format!("“{name}”, which is no text."));
                None
            }
        }
    }

    fn texts(&mut self, name: &str) -> Vec<String> {
        let texts = flat(self.object.remove(name)).filter_map(|one| one.as_str().map(str::to_owned));
        texts.filter(|text| !text.trim().is_empty()).collect()
    }

    fn number(&mut self, name: &str) -> Option<f64> {
        let value = self.object.remove(name)?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        if number.is_none() {
            self.left_out.push(format!("“{name}”, which is no number."));
        }
        number
    }

    fn criteria(&mut self) -> Criteria {
        match self.object.remove("criteria") {
            Some(Value::String(text)) if is_web_address(&text) => {
                Criteria { id: Some(text), narrative: None }
            }
            Some(Value::String(text)) => Criteria { id: None, narrative: Some(text) },
            Some(Value::Object(object)) => {
                let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
                Criteria { id: text("id").filter(|id| is_web_address(id)), narrative: text("narrative") }
            }
            _ => Criteria::default(),
        }
    }

    /// Parts of one kind; what one of them says that has no place here, and one that cannot be read,
    /// is told.
    fn parts<T: DeserializeOwned + serde::Serialize>(&mut self, name: &str) -> Vec<T> {
        let mut parts = Vec::new();
        for (place, mut value) in flat(self.object.remove(name)).enumerate() {
            for _ in 0..20 {
                match serde_json::from_value(value.clone()) {
                    Ok(part) => {
                        parts.push(part);
                        break;
                    }
                    Err(err) => {
                        let place = place + 1;
                        let Some(unknown) = unknown_member(&err.to_string(), &mut value) else {
                            self.left_out.push(format!("“{name}” number {place}, which cannot be read."));
                            break;
                        };
                        self.left_out.push(format!("“{unknown}” of “{name}” number {place}."));
                    }
                }
            }
        }
        parts
    }

    fn picture(&mut self) -> Picture {
        let image = match self.object.remove("image") {
            Some(Value::String(url)) => url,
            Some(Value::Object(object)) => {
                object.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            _ => return Picture::Drawn,
        };
        let file = image.strip_prefix("data:").and_then(|rest| {
            let (_, data) = rest.split_once(";base64,")?;
            BASE64_STANDARD.decode(data).ok()
        });
        match file.map(|file| (image::check(&file), file)) {
            Some((Ok(_), file)) => return Picture::File(file),
            Some((Err(err), _)) => self.left_out.push(format!("The picture: {err}.")),
            None => {
                let told =
                    "The picture, which is not in the file; download it there and add it in the editor.";
                self.left_out.push(told.to_owned());
            }
        }
        Picture::Drawn
    }
}

/// Takes out of `value` the member that an error says is unknown.
fn unknown_member(err: &str, value: &mut Value) -> Option<String> {
    let name = err.strip_prefix("unknown field `")?.split('`').next()?.to_owned();
    remove_everywhere(value, &name).then_some(name)
}

fn remove_everywhere(value: &mut Value, name: &str) -> bool {
    match value {
        Value::Object(object) => {
            let here = object.remove(name).is_some();
            object.values_mut().fold(here, |gone, inner| remove_everywhere(inner, name) || gone)
        }
        Value::Array(items) => {
            // Each is looked through, whatever came of those before it.
            items.iter_mut().filter_map(|inner| remove_everywhere(inner, name).then_some(())).count() > 0
        }
        _ => false,
    }
}

/// Parts are ours from now on: a level is required by its name until it has an id of ours.
fn own_ids(result: &mut ResultDescription) {
    let levels = &mut result.rubric_criterion_level;
    if let Some(required) = &mut result.required_level
        && let Some(level) = levels.iter().find(|level| level.id == *required)
    {
        required.clone_from(&level.name);
    }
    for level in levels {
        level.id.clear();
    }
    result.id.clear();
}

fn keep_id(content: &mut AchievementContent, id: String) {
    if is_web_address(&id) {
        content.related.push(Related { id, ..Related::default() });
    } else {
        let identifier_type = "identifier".to_owned();
        content.other_identifier.push(IdentifierEntry {
            identifier: id,
            identifier_type,
            ..IdentifierEntry::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        achievement::{self as flow, export, export_all},
        testing::{achievement, desk, with_app},
    };

    async fn imported(app: &App, staff: &Viewer, text: &str) -> (Imported, AchievementContent) {
        let one = import(app, staff, "marlow", text.as_bytes()).await.unwrap().remove(0);
        let content = flow::edit(app, staff, "marlow", one.id).await.unwrap().achievement.content;
        (one, content)
    }

    #[tokio::test]
    async fn what_is_exported_comes_back_with_its_old_id_beside_it() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = achievement(&app, &staff).await;
            let text = export(&app, &staff, "marlow", id).await.unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value["type"], json!(["Achievement"]));
            assert!(value["image"]["id"].as_str().unwrap().starts_with("data:image/svg+xml;base64,"));
            let (one, content) = imported(&app, &staff, &text).await;
            assert_eq!((one.name.as_str(), one.left_out), ("Bees", Vec::new()));
            assert_eq!(content.related[0].id, value["id"].as_str().unwrap());
            let picture = |id| flow::desk_image(&app, &staff, "marlow", id, None);
            assert_eq!(picture(one.id).await.unwrap(), picture(id).await.unwrap());
            let all = export_all(&app, &staff, "marlow").await.unwrap();
            assert_eq!(serde_json::from_str::<Vec<Value>>(&all).unwrap().len(), 2);
            assert_eq!(import(&app, &staff, "marlow", all.as_bytes()).await.unwrap().len(), 2);
        })
        .await;
    }

    #[tokio::test]
    async fn a_badge_class_of_open_badges_2_becomes_a_draft_and_what_is_left_out_is_told() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let text = r#"{"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass",
                "id":"https://old.example/badges/7","name":"Bees","description":"Keeps bees.",
                "image":"https://old.example/bees.png","criteria":"https://old.example/bees",
                "tags":["bees"],"issuer":"https://old.example/","colour":"red",
                "alignment":[{"targetName":"Bees","targetUrl":"https://a.example/b","extra":1}]}"#;
            let (one, content) = imported(&app, &staff, text).await;
            assert_eq!(content.criteria.id.as_deref(), Some("https://old.example/bees"));
            assert_eq!((content.tag, content.alignment.len()), (vec!["bees".to_owned()], 1));
            let told = one.left_out.join("\n");
            for what in ["picture", "Who made it", "“colour”", "“extra” of “alignment” number 1"]
            {
                assert!(told.contains(what), "{what}: {told}");
            }
            assert_eq!(flow::show(&app, one.id, None).await.unwrap(), None, "it is a draft");
        })
        .await;
    }

    #[tokio::test]
    async fn a_credential_gives_its_achievement_and_the_ids_of_its_parts_are_made_anew() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let text = r#"{"type":["VerifiableCredential","AchievementCredential"],"credentialSubject":{
                "type":"AchievementSubject","achievement":{"id":"urn:uuid:1","type":["Achievement"],
                "name":"Bees","description":"Keeps bees.","criteria":{"narrative":"Keep bees."},
                "resultDescription":[{"id":"urn:uuid:r","type":"ResultDescription","name":"Rubric",
                "resultType":"RubricCriterionLevel","requiredLevel":"urn:uuid:l","rubricCriterionLevel":
                [{"id":"urn:uuid:l","type":"RubricCriterionLevel","name":"Done"}]}]}}}"#;
            let (_, content) = imported(&app, &staff, text).await;
            let result = &content.result_description[0];
            assert_ne!(result.id, "urn:uuid:r");
            assert_eq!(result.required_level.as_ref(), Some(&result.rubric_criterion_level[0].id));
            assert_ne!(result.rubric_criterion_level[0].id, "urn:uuid:l");
            assert_eq!(content.other_identifier[0].identifier, "urn:uuid:1");
        })
        .await;
    }

    #[tokio::test]
    async fn what_does_not_fit_is_refused_in_words_and_leaves_nothing() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let refused = async |text: &str| {
                import(&app, &staff, "marlow", text.as_bytes()).await.unwrap_err().to_string()
            };
            assert!(refused("{").await.starts_with("this is not JSON"));
            assert!(refused("[{\"type\":\"Profile\"}]").await.starts_with("there is no Open Badges"));
            let two = r#"[{"type":"Achievement","name":"Bees","description":"B.","criteria":{"narrative":"N."}},
                {"type":"Achievement","name":"Ants"}]"#;
            let told = refused(two).await;
            assert!(told.starts_with("“Ants” cannot be taken over: /description: "), "{told}");
            assert_eq!(flow::list(&app, &staff, "marlow").await.unwrap(), []);
        })
        .await;
    }
}

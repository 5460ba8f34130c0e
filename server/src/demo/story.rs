//! The demo's story, as `fixtures/demo/hedgerow.toml` tells it. People and achievements go by a
//! `key` there; days are counted from the day of seeding.

use std::collections::BTreeMap;

use api::{
    Cover,
    open_badges::{AchievementContent, SubjectContent},
};
use serde::Deserialize;
use web::components::designer::Design;

#[derive(Deserialize)]
pub(super) struct Story {
    pub(super) issuer: IssuerPart,
    pub(super) staff: Vec<StaffPart>,
    pub(super) achievement: Vec<AchievementPart>,
    pub(super) learner: Vec<LearnerPart>,
    pub(super) award: Vec<AwardPart>,
    pub(super) class: Vec<ClassPart>,
    pub(super) link: LinkPart,
    pub(super) foreign: Vec<ForeignPart>,
    pub(super) record: Vec<RecordPart>,
}

#[derive(Deserialize)]
pub(super) struct IssuerPart {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) url: String,
    pub(super) email: String,
    pub(super) registry: String,
}

#[derive(Clone, Deserialize)]
pub(super) struct PersonPart {
    pub(super) name: String,
    pub(super) email: String,
    /// Who they are, in words.
    pub(super) about: String,
}

#[derive(Deserialize)]
pub(super) struct StaffPart {
    pub(super) key: String,
    /// As what they work at the desk.
    pub(super) role: String,
    #[serde(flatten)]
    pub(super) person: PersonPart,
}

#[derive(Deserialize)]
pub(super) struct LearnerPart {
    pub(super) key: String,
    #[serde(flatten)]
    pub(super) person: PersonPart,
}

#[derive(Deserialize)]
pub(super) struct AchievementPart {
    pub(super) key: String,
    pub(super) content: AchievementContent,
    /// A file of `fixtures/demo/images`,
    pub(super) image: Option<String>,
    /// or a drawing; else it is drawn from its id.
    pub(super) design: Option<Design>,
    #[serde(default)]
    pub(super) suspendable: bool,
    pub(super) valid_days: Option<u32>,
    /// Being written still.
    #[serde(default)]
    pub(super) draft: bool,
    /// Awarded no longer.
    #[serde(default)]
    pub(super) retired: bool,
}

/// Values by the names of the achievement's result descriptions.
pub(super) type Results = BTreeMap<String, String>;

#[derive(Deserialize)]
pub(super) struct AwardPart {
    pub(super) to: String,
    /// Who of the staff awards it.
    pub(super) by: String,
    pub(super) achievement: String,
    pub(super) days_ago: i64,
    pub(super) from: Option<i64>,
    pub(super) until: Option<i64>,
    #[serde(default)]
    pub(super) content: SubjectContent,
    #[serde(default)]
    pub(super) results: Results,
    /// Why it was taken back, or
    pub(super) revoked: Option<String>,
    /// suspended, or
    pub(super) suspended: Option<String>,
    /// what it should have said.
    pub(super) corrected: Option<CorrectedPart>,
    /// Not claimed yet.
    #[serde(default)]
    pub(super) waiting: bool,
}

#[derive(Deserialize)]
pub(super) struct CorrectedPart {
    pub(super) reason: String,
    pub(super) results: Results,
}

#[derive(Deserialize)]
pub(super) struct ClassPart {
    pub(super) name: String,
    pub(super) term: String,
    /// Who of the staff teaches it.
    pub(super) teacher: String,
    /// The pupils, as a teacher would paste them.
    pub(super) pupils: String,
    #[serde(default)]
    pub(super) award: Vec<ClassAwardPart>,
}

#[derive(Deserialize)]
pub(super) struct ClassAwardPart {
    pub(super) achievement: String,
    pub(super) days_ago: i64,
    /// Who was not there, by name.
    #[serde(default)]
    pub(super) absent: Vec<String>,
    /// What is said of one pupil, by name.
    #[serde(default)]
    pub(super) notes: BTreeMap<String, String>,
    /// By the names of result descriptions: values that go round the class in turn.
    #[serde(default)]
    pub(super) results: BTreeMap<String, Vec<String>>,
    /// How many of those who have an address have claimed it; the others wait.
    pub(super) claimed: usize,
}

#[derive(Deserialize)]
pub(super) struct LinkPart {
    pub(super) title: String,
    pub(super) achievement: String,
    pub(super) closes: i64,
    /// To how many it gives.
    pub(super) most: u32,
}

#[derive(Deserialize)]
pub(super) struct ForeignPart {
    pub(super) to: String,
    pub(super) issuer: String,
    pub(super) issuer_description: String,
    pub(super) content: AchievementContent,
    pub(super) days_ago: i64,
    pub(super) status_list: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RecordPart {
    pub(super) of: String,
    pub(super) title: String,
    pub(super) introduction: String,
    #[serde(default)]
    pub(super) cover: Cover,
    pub(super) items: Vec<ItemPart>,
}

#[derive(Deserialize)]
pub(super) struct ItemPart {
    pub(super) achievement: Option<String>,
    pub(super) foreign: Option<String>,
    /// Begins a section.
    pub(super) heading: Option<String>,
    #[serde(default)]
    pub(super) note: String,
}

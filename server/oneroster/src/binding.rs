//! The files of a bundle and their columns, as facts.
//!
//! Source: 1EdTech `OneRoster` CSV Binding 1.2 (2022), section 4, and 1.1, section 3.

use serde::{Deserialize, Serialize};

/// A release of the binding.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub enum Version {
    /// 1.1.
    #[serde(rename = "1.1")]
    V1p1,
    /// 1.2.
    #[default]
    #[serde(rename = "1.2")]
    V1p2,
}

/// A file with records.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Table {
    /// School years, terms, grading periods.
    AcademicSessions,
    /// Kinds of line items.
    Categories,
    /// Courses as they are taught to somebody.
    Classes,
    /// Resources of classes.
    ClassResources,
    /// What is taught.
    Courses,
    /// Resources of courses.
    CourseResources,
    /// Birth dates and the like; never kept.
    Demographics,
    /// Who is in which class.
    Enrollments,
    /// Competencies of line items.
    LineItemLearningObjectiveIds,
    /// What is graded.
    LineItems,
    /// Scales of line items.
    LineItemScoreScales,
    /// Schools, districts, departments.
    Orgs,
    /// Things to learn with.
    Resources,
    /// Competencies of results.
    ResultLearningObjectiveIds,
    /// Grades.
    Results,
    /// Scales of results.
    ResultScoreScales,
    /// What people are where.
    Roles,
    /// What grades mean.
    ScoreScales,
    /// Accounts of people elsewhere; never kept.
    UserProfiles,
    /// Resources of people.
    UserResources,
    /// People.
    Users,
}

/// A column of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) kind: Kind,
}

/// Whether a cell may be empty.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Need {
    Always,
    /// In a delta; in bulk it has to be empty.
    Delta,
    No,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// The record's own id.
    Id,
    /// The id of a record in another file, or this.
    Ref(Table),
    /// A list of those.
    Refs(Table),
    Text,
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or one of the school's own with `ext:` before it.
    OpenWord(&'static [&'static str]),
    /// A list of those.
    OpenWords(&'static [&'static str]),
    Date,
    DateTime,
    Year,
    Integer,
    Float,
    /// `true` or `false`.
    Flag,
    /// What nobody here needs and nobody shall see: looked at by no check, and never kept.
    Secret,
}

use Kind::{
    Date, DateTime, Flag, Float, Id, Integer, OpenWord, OpenWords, Ref, Refs, Secret, Text, Texts, Word, Year,
};
use Need::{Always, Delta, No};

const fn column(name: &'static str, need: Need, kind: Kind) -> Column {
    Column { name, need, kind }
}

/// What every record begins with, and more.
macro_rules! columns {
    ($($name:literal $need:ident $kind:expr),* $(,)?) => {
        &[
            column("sourcedId", Always, Id),
            column("status", Delta, Word(STATUS)),
            column("dateLastModified", Delta, DateTime),
            $(column($name, $need, $kind)),*
        ]
    };
}

pub(crate) const STATUS: &[&str] = &["active", "tobedeleted"];
const SESSION: &[&str] = &["gradingPeriod", "semester", "schoolYear", "term"];
const CLASS: &[&str] = &["homeroom", "scheduled"];
pub(crate) const ORG: &[&str] = &["department", "school", "district", "local", "state", "national"];
const ENROLLED: &[&str] = &["administrator", "proctor", "student", "teacher"];
const SOURCE: &[&str] = &["case", "unknown"];
const SCORE: &[&str] = &["exempt", "fully graded", "not submitted", "partially graded", "submitted"];
const RANK: &[&str] = &["primary", "secondary"];
const PEOPLE: &[&str] =
    &["administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher"];
const ROLE: &[&str] = &[
    "aide",
    "counselor",
    "districtAdministrator",
    "guardian",
    "parent",
    "principal",
    "proctor",
    "relative",
    "siteAdministrator",
    "student",
    "systemAdministrator",
    "teacher",
];

const ACADEMIC_SESSIONS: &[Column] = columns! {
    "title" Always Text,
    "type" Always OpenWord(SESSION),
    "startDate" Always Date,
    "endDate" Always Date,
    "parentSourcedId" No Ref(Table::AcademicSessions),
    "schoolYear" Always Year,
};
const CATEGORIES: &[Column] = columns! { "title" Always Text, "weight" No Integer };
const CATEGORIES_1P1: &[Column] = columns! { "title" Always Text };
const CLASSES: &[Column] = columns! {
    "title" Always Text,
    "grades" No Texts,
    "courseSourcedId" Always Ref(Table::Courses),
    "classCode" No Text,
    "classType" Always OpenWord(CLASS),
    "location" No Text,
    "schoolSourcedId" Always Ref(Table::Orgs),
    "termSourcedIds" Always Refs(Table::AcademicSessions),
    "subjects" No Texts,
    "subjectCodes" No Texts,
    "periods" No Texts,
};
const CLASS_RESOURCES: &[Column] = columns! {
    "title" No Text,
    "classSourcedId" Always Ref(Table::Classes),
    "resourceSourcedId" Always Ref(Table::Resources),
};
const COURSES: &[Column] = columns! {
    "schoolYearSourcedId" No Ref(Table::AcademicSessions),
    "title" Always Text,
    "courseCode" No Text,
    "grades" No Texts,
    "orgSourcedId" Always Ref(Table::Orgs),
    "subjects" No Texts,
    "subjectCodes" No Texts,
};
const COURSE_RESOURCES: &[Column] = columns! {
    "title" No Text,
    "courseSourcedId" Always Ref(Table::Courses),
    "resourceSourcedId" Always Ref(Table::Resources),
};
const DEMOGRAPHICS: &[Column] = columns! {
    "birthDate" No Secret,
    "sex" No Secret,
    "americanIndianOrAlaskaNative" No Secret,
    "asian" No Secret,
    "blackOrAfricanAmerican" No Secret,
    "nativeHawaiianOrOtherPacificIslander" No Secret,
    "white" No Secret,
    "demographicRaceTwoOrMoreRaces" No Secret,
    "hispanicOrLatinoEthnicity" No Secret,
    "countryOfBirthCode" No Secret,
    "stateOfBirthAbbreviation" No Secret,
    "cityOfBirth" No Secret,
    "publicSchoolResidenceStatus" No Secret,
};
const ENROLLMENTS: &[Column] = columns! {
    "classSourcedId" Always Ref(Table::Classes),
    "schoolSourcedId" Always Ref(Table::Orgs),
    "userSourcedId" Always Ref(Table::Users),
    "role" Always OpenWord(ENROLLED),
    "primary" No Flag,
    "beginDate" No Date,
    "endDate" No Date,
};
const LINE_ITEM_LEARNING_OBJECTIVE_IDS: &[Column] = columns! {
    "lineItemSourcedId" Always Ref(Table::LineItems),
    "source" Always OpenWord(SOURCE),
    "learningObjectiveId" Always Text,
};
const LINE_ITEMS: &[Column] = columns! {
    "title" Always Text,
    "description" No Text,
    "assignDate" Always Date,
    "dueDate" Always Date,
    "classSourcedId" Always Ref(Table::Classes),
    "categorySourcedId" Always Ref(Table::Categories),
    "academicSessionSourcedId" Always Ref(Table::AcademicSessions),
    "resultValueMin" No Float,
    "resultValueMax" No Float,
    "schoolSourcedId" Always Ref(Table::Orgs),
};
const LINE_ITEMS_1P1: &[Column] = columns! {
    "title" Always Text,
    "description" No Text,
    "assignDate" Always Date,
    "dueDate" Always Date,
    "classSourcedId" Always Ref(Table::Classes),
    "categorySourcedId" Always Ref(Table::Categories),
    "gradingPeriodSourcedId" Always Ref(Table::AcademicSessions),
    "resultValueMin" Always Float,
    "resultValueMax" Always Float,
};
const LINE_ITEM_SCORE_SCALES: &[Column] = columns! {
    "title" No Text,
    "lineItemSourcedId" Always Ref(Table::LineItems),
    "scoreScaleSourcedId" Always Ref(Table::ScoreScales),
};
const ORGS: &[Column] = columns! {
    "name" Always Text,
    "type" Always OpenWord(ORG),
    "identifier" No Text,
    "parentSourcedId" No Ref(Table::Orgs),
};
const RESOURCES: &[Column] = columns! {
    "vendorResourceId" Always Text,
    "title" No Text,
    "roles" No OpenWords(PEOPLE),
    "importance" No Word(RANK),
    "vendorId" No Text,
    "applicationId" No Text,
};
const RESULT_LEARNING_OBJECTIVE_IDS: &[Column] = columns! {
    "resultSourcedId" Always Ref(Table::Results),
    "source" Always OpenWord(SOURCE),
    "learningObjectiveId" Always Text,
    "score" No Float,
    "textScore" No Text,
};
const RESULTS: &[Column] = columns! {
    "lineItemSourcedId" Always Ref(Table::LineItems),
    "studentSourcedId" Always Ref(Table::Users),
    "scoreStatus" Always OpenWord(SCORE),
    "score" No Float,
    "scoreDate" Always Date,
    "comment" No Text,
    "textScore" No Text,
    "classSourcedId" No Ref(Table::Classes),
    "inProgress" No Flag,
    "incomplete" No Flag,
    "late" No Flag,
    "missing" No Flag,
};
const RESULTS_1P1: &[Column] = columns! {
    "lineItemSourcedId" Always Ref(Table::LineItems),
    "studentSourcedId" Always Ref(Table::Users),
    "scoreStatus" Always OpenWord(SCORE),
    "score" Always Float,
    "scoreDate" Always Date,
    "comment" No Text,
};
const RESULT_SCORE_SCALES: &[Column] = columns! {
    "title" No Text,
    "resultSourcedId" Always Ref(Table::Results),
    "scoreScaleSourcedId" Always Ref(Table::ScoreScales),
};
const ROLES: &[Column] = columns! {
    "userSourcedId" Always Ref(Table::Users),
    "roleType" Always Word(RANK),
    "role" Always OpenWord(ROLE),
    "beginDate" No Date,
    "endDate" No Date,
    "orgSourcedId" Always Ref(Table::Orgs),
    "userProfileSourcedId" No Ref(Table::UserProfiles),
};
const SCORE_SCALES: &[Column] = columns! {
    "title" Always Text,
    "type" Always Text,
    "orgSourcedId" Always Ref(Table::Orgs),
    "courseSourcedId" Always Ref(Table::Courses),
    "classSourcedId" Always Ref(Table::Classes),
    "scoreScaleValue" Always Texts,
};
const USER_PROFILES: &[Column] = columns! {
    "userSourcedId" Always Ref(Table::Users),
    "profileType" Always Text,
    "vendorId" Always Text,
    "applicationId" No Text,
    "description" No Text,
    "credentialType" Always Text,
    "username" Always Secret,
    "password" No Secret,
};
const USER_RESOURCES: &[Column] = columns! {
    "userSourcedId" Always Ref(Table::Users),
    "orgSourcedId" No Ref(Table::Orgs),
    "classSourcedId" No Ref(Table::Classes),
    "resourceSourcedId" Always Ref(Table::Resources),
};
const USERS: &[Column] = columns! {
    "enabledUser" Always Flag,
    "username" Always Text,
    "userIds" No Texts,
    "givenName" Always Text,
    "familyName" Always Text,
    "middleName" No Text,
    "identifier" No Text,
    "email" No Text,
    "sms" No Secret,
    "phone" No Secret,
    "agentSourcedIds" No Refs(Table::Users),
    "grades" No Text,
    "password" No Secret,
    "userMasterIdentifier" No Text,
    "resourceSourcedIds" No Refs(Table::Resources),
    "preferredGivenName" No Text,
    "preferredMiddleName" No Text,
    "preferredFamilyName" No Text,
    "primaryOrgSourcedId" No Ref(Table::Orgs),
    "pronouns" No Secret,
};
const USERS_1P1: &[Column] = columns! {
    "enabledUser" Always Flag,
    "orgSourcedIds" Always Refs(Table::Orgs),
    "role" Always OpenWord(PEOPLE),
    "username" Always Text,
    "userIds" No Texts,
    "givenName" Always Text,
    "familyName" Always Text,
    "middleName" No Text,
    "identifier" No Text,
    "email" No Text,
    "sms" No Secret,
    "phone" No Secret,
    "agentSourcedIds" No Refs(Table::Users),
    "grades" No Text,
    "password" No Secret,
};

impl Table {
    /// All files of 1.2, in the order of their names.
    pub const ALL: [Self; 21] = [
        Self::AcademicSessions,
        Self::Categories,
        Self::Classes,
        Self::ClassResources,
        Self::Courses,
        Self::CourseResources,
        Self::Demographics,
        Self::Enrollments,
        Self::LineItemLearningObjectiveIds,
        Self::LineItems,
        Self::LineItemScoreScales,
        Self::Orgs,
        Self::Resources,
        Self::ResultLearningObjectiveIds,
        Self::Results,
        Self::ResultScoreScales,
        Self::Roles,
        Self::ScoreScales,
        Self::UserProfiles,
        Self::UserResources,
        Self::Users,
    ];

    /// Its name in the manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AcademicSessions => "academicSessions",
            Self::Categories => "categories",
            Self::Classes => "classes",
            Self::ClassResources => "classResources",
            Self::Courses => "courses",
            Self::CourseResources => "courseResources",
            Self::Demographics => "demographics",
            Self::Enrollments => "enrollments",
            Self::LineItemLearningObjectiveIds => "lineItemLearningObjectiveIds",
            Self::LineItems => "lineItems",
            Self::LineItemScoreScales => "lineItemScoreScales",
            Self::Orgs => "orgs",
            Self::Resources => "resources",
            Self::ResultLearningObjectiveIds => "resultLearningObjectiveIds",
            Self::Results => "results",
            Self::ResultScoreScales => "resultScoreScales",
            Self::Roles => "roles",
            Self::ScoreScales => "scoreScales",
            Self::UserProfiles => "userProfiles",
            Self::UserResources => "userResources",
            Self::Users => "users",
        }
    }

    /// The file's name in the zip.
    pub fn file(self) -> String {
        format!("{}.csv", self.name())
    }

    /// The file of this name, and nearly of it: 1.2 itself once writes `courseResourses`.
    pub(crate) fn called(name: &str) -> Option<Self> {
        let name = if name == "courseResourses" { Self::CourseResources.name() } else { name };
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// Its columns in this release, in the order in which they have to stand; none where the
    /// release has no such file.
    pub(crate) const fn columns(self, version: Version) -> &'static [Column] {
        match (self, version) {
            (Self::AcademicSessions, _) => ACADEMIC_SESSIONS,
            (Self::Categories, Version::V1p1) => CATEGORIES_1P1,
            (Self::Categories, Version::V1p2) => CATEGORIES,
            (Self::Classes, _) => CLASSES,
            (Self::ClassResources, _) => CLASS_RESOURCES,
            (Self::Courses, _) => COURSES,
            (Self::CourseResources, _) => COURSE_RESOURCES,
            (Self::Demographics, _) => DEMOGRAPHICS,
            (Self::Enrollments, _) => ENROLLMENTS,
            (Self::LineItems, Version::V1p1) => LINE_ITEMS_1P1,
            (Self::LineItems, Version::V1p2) => LINE_ITEMS,
            (Self::Orgs, _) => ORGS,
            (Self::Resources, _) => RESOURCES,
            (Self::Results, Version::V1p1) => RESULTS_1P1,
            (Self::Results, Version::V1p2) => RESULTS,
            (Self::Users, Version::V1p1) => USERS_1P1,
            (Self::Users, Version::V1p2) => USERS,
            (_, Version::V1p1) => &[],
            (Self::LineItemLearningObjectiveIds, _) => LINE_ITEM_LEARNING_OBJECTIVE_IDS,
            (Self::LineItemScoreScales, _) => LINE_ITEM_SCORE_SCALES,
            (Self::ResultLearningObjectiveIds, _) => RESULT_LEARNING_OBJECTIVE_IDS,
            (Self::ResultScoreScales, _) => RESULT_SCORE_SCALES,
            (Self::Roles, _) => ROLES,
            (Self::ScoreScales, _) => SCORE_SCALES,
            (Self::UserProfiles, _) => USER_PROFILES,
            (Self::UserResources, _) => USER_RESOURCES,
        }
    }

    /// Whether it is part of every whole roster.
    pub(crate) const fn is_core(self, version: Version) -> bool {
        match self {
            Self::AcademicSessions
            | Self::Classes
            | Self::Courses
            | Self::Enrollments
            | Self::Orgs
            | Self::Users => true,
            Self::Roles => matches!(version, Version::V1p2),
            _ => false,
        }
    }
}

impl Version {
    /// Its number.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1p1 => "1.1",
            Self::V1p2 => "1.2",
        }
    }

    /// The files of this release.
    pub(crate) fn tables(self) -> impl Iterator<Item = Table> {
        Table::ALL.into_iter().filter(move |table| !table.columns(self).is_empty())
    }
}

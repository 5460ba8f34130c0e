//! Writing achievements: the editor, versions, import and export.

use super::general::count;

/// What `achievementType` may say, in groups, each with its words.
///
/// Source: Open Badges 3.0, `AchievementType` enumeration.
pub const KINDS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Badges and the like",
        &[
            ("Badge", "Badge"),
            ("Achievement", "Achievement of another kind"),
            ("Award", "Award or prize"),
            ("Competency", "Skill or competency"),
            ("MicroCredential", "Micro-credential"),
            ("Membership", "Membership"),
            ("CommunityService", "Community service"),
            ("CoCurricular", "Activity beside the lessons"),
        ],
    ),
    (
        "Certificates and licences",
        &[
            ("Certificate", "Certificate"),
            ("CertificateOfCompletion", "Certificate of completion"),
            ("Certification", "Professional certification"),
            ("License", "Licence to practise"),
            ("ApprenticeshipCertificate", "Apprenticeship certificate"),
            ("JourneymanCertificate", "Journeyman’s certificate"),
            ("MasterCertificate", "Master craftsman’s certificate"),
            ("QualityAssuranceCredential", "Mark of quality assurance"),
        ],
    ),
    (
        "Lessons, courses and school",
        &[
            ("Course", "Course"),
            ("Assessment", "Exam or assessment"),
            ("Assignment", "Assignment"),
            ("Fieldwork", "Fieldwork or placement"),
            ("LearningProgram", "Programme of learning"),
            ("SecondarySchoolDiploma", "Secondary school diploma"),
            ("GeneralEducationDevelopment", "School equivalency (GED)"),
            ("Diploma", "Diploma"),
        ],
    ),
    (
        "Degrees",
        &[
            ("AssociateDegree", "Associate degree"),
            ("BachelorDegree", "Bachelor’s degree"),
            ("MasterDegree", "Master’s degree"),
            ("DoctoralDegree", "Doctoral degree"),
            ("ProfessionalDoctorate", "Professional doctorate"),
            ("ResearchDoctorate", "Research doctorate"),
            ("Degree", "Degree of another kind"),
        ],
    ),
];

/// What a result may be measured by.
///
/// Source: Open Badges 3.0, `ResultType` enumeration.
pub const RESULT_KINDS: [(&str, &str); 12] = [
    ("LetterGrade", "Grade, such as A, B or C"),
    ("Percent", "Per cent"),
    ("RawScore", "Points"),
    ("GradePointAverage", "Grade point average"),
    ("Status", "Status, such as completed or failed"),
    ("RubricCriterionLevel", "Level of a rubric"),
    ("RubricCriterion", "Criterion of a rubric"),
    ("RubricScore", "Score by a rubric"),
    ("PerformanceLevel", "Level of performance"),
    ("PredictedScore", "Predicted score"),
    ("ScaledScore", "Scaled score"),
    ("Result", "Something else"),
];

/// What a standard may be.
///
/// Source: Open Badges 3.0, `AlignmentTargetType` enumeration.
pub const TARGET_KINDS: [(&str, &str); 8] = [
    ("", "Not said"),
    ("CFItem", "Item of a framework (CASE)"),
    ("CFRubric", "Rubric (CASE)"),
    ("CFRubricCriterion", "Criterion of a rubric (CASE)"),
    ("CFRubricCriterionLevel", "Level of a criterion (CASE)"),
    ("ceasn:Competency", "Competency (CTDL-ASN)"),
    ("ceterms:Credential", "Credential (CTDL)"),
    ("CTDL", "Something else in CTDL"),
];

/// What an identifier may be.
///
/// Source: Open Badges 3.0, `IdentifierTypeEnum`.
pub const IDENTIFIER_KINDS: [(&str, &str); 8] = [
    ("identifier", "Identifier"),
    ("systemId", "Number in our system"),
    ("sourcedId", "Sourced id"),
    ("productId", "Product number"),
    ("oneRosterSourcedId", "OneRoster id"),
    ("lisSourcedId", "LIS id"),
    ("ltiContextId", "LTI context"),
    ("isbn", "ISBN"),
];

/// The form for a new achievement.
pub const NEW_TITLE: &str = "New achievement";
/// What it is for.
pub const NEW_LEAD: &str = "Describe it once; then award it as often as you like. Whoever checks an award reads these words. Only the first part is needed.";
/// The form for one that there is.
pub fn edit_title(name: &str) -> String {
    format!("Edit {name}")
}
/// What editing does to what is published.
pub const EDIT_LEAD: &str = "What you have awarded stays as it is. Your changes hold for awards that you make after you publish them.";
/// A draft goes on.
pub const DRAFT_LEAD: &str = "This is a draft: only your desk sees it. Publish it to award it.";

/// Its fields: label and hint.
pub const NAME: (&str, &str) = ("Name", "As it stands on the certificate, such as Field Botany.");
/// Description.
pub const DESCRIPTION: (&str, &str) =
    ("Description", "What somebody with it knows or can do, in one or two sentences.");
/// Criteria.
pub const CRITERIA: (&str, &str) = (
    "What one has to do for it",
    "The work, the exam, the hours. An employer reads this. A line that starts with - becomes a list; **two stars** make bold.",
);
/// Criteria elsewhere.
pub const CRITERIA_URL: (&str, &str) = ("Page with the full criteria", "A web address, if there is one.");
/// Type.
pub const TYPE_LABEL: (&str, &str) = ("Kind", "What employers and other systems file it under.");
/// Heads what the criteria will look like.
pub const CRITERIA_PREVIEW: &str = "How it will read";

/// Heads the picture.
pub const PICTURE: &str = "Picture";
/// The choices: value, words.
pub const PICTURES: [(&str, &str); 4] = [
    ("kept", "Keep the picture that it has"),
    ("drawn", "Draw one for me"),
    ("designed", "Design one here"),
    ("file", "Use a file of mine"),
];
/// The file.
pub const IMAGE: (&str, &str) = ("Picture file", "PNG or SVG, square, up to 256 kB.");
/// A file that was sent before the form came back.
pub const IMAGE_KEPT: &str = "Your file is kept; choose another to replace it.";

/// Parts that open: title and what they are for.
pub const RESULTS: (&str, &str) = (
    "Grades and results",
    "What an award can say about how well it was done: a grade, points, a level. Leave out if it is simply earned or not.",
);
/// Standards.
pub const ALIGNMENTS: (&str, &str) = (
    "Standards and skills",
    "Curricula or skill frameworks that it meets, so that others can find and compare it.",
);
/// Catalogue.
pub const CATALOGUE: (&str, &str) =
    ("Catalogue", "Course code, credits, subject, search words, language: as in your prospectus.");
/// Related.
pub const RELATED: (&str, &str) = (
    "Related achievements and other numbers",
    "A translation, an earlier edition, a similar achievement; what other systems call this one.",
);
/// Settings.
pub const SETTINGS: (&str, &str) =
    ("How long it is good", "Whether awards run out, and whether they can be suspended.");

/// Search words.
pub const TAGS: (&str, &str) = ("Search words", "Separated by commas, such as nature, plants.");
/// Code.
pub const HUMAN_CODE: (&str, &str) = ("Code in the catalogue", "Such as BIO-101.");
/// Credits.
pub const CREDITS: (&str, &str) = ("Credits", "A number, such as 6 or 1.5.");
/// Subject.
pub const FIELD_OF_STUDY: (&str, &str) = ("Subject", "Such as Biology.");
/// Part of it.
pub const SPECIALIZATION: (&str, &str) = ("Specialization", "Such as Botany.");
/// Language.
pub const LANGUAGE: (&str, &str) = ("Language of these words", "Its code, such as en, es or de-CH.");
/// Version.
pub const VERSION_LABEL: (&str, &str) =
    ("Your name for this version", "Such as 2026/27. We count versions ourselves.");
/// Validity.
pub const VALID_DAYS: (&str, &str) = (
    "Good for so many days",
    "Such as 730 for two years. Leave empty if it is good for ever; each award can say otherwise.",
);
/// Validity, said of an achievement.
pub const TERMS_VALID: &str = "Good for";
/// So many days.
pub fn days(days: u32) -> String {
    count(days.into(), "day", "days")
}
/// Suspension, said of an achievement.
pub const TERMS_SUSPENDED: &str = "Suspension";
/// What that means for an award.
pub const TERMS_RESUMED: &str = "It can be suspended, and resumed later.";
/// Suspension.
pub const SUSPENDABLE: &str = "Awards can be suspended and resumed";
/// What that means.
pub const SUSPENDABLE_HINT: &str = "For licences and memberships that can rest for a while.";

/// Rows: the title of one, by its number.
pub fn row(name: &str, number: usize) -> String {
    format!("{name} {number}")
}
/// A standard.
pub const ALIGNMENT: &str = "Standard";
/// Its fields.
pub const ALIGNMENT_FIELDS: [(&str, &str); 6] = [
    ("Name", "Such as Identifies common plants."),
    ("Web address", "Where it is described."),
    ("Code", "Such as LS1.A."),
    ("Framework", "The name of the curriculum or list."),
    ("Description", ""),
    ("What it is", ""),
];
/// A result.
pub const RESULT: &str = "Result";
/// Its fields.
pub const RESULT_FIELDS: [(&str, &str); 7] = [
    ("What is measured", "Such as Final grade."),
    ("By", ""),
    (
        "Possible values",
        "One on each line, the lowest first, such as F, D, C, B, A. Leave empty for numbers.",
    ),
    ("Least number", "Such as 0."),
    ("Greatest number", "Such as 100."),
    ("Needed to pass", "One of the values, or a number."),
    ("Level needed to pass", "The name of one of the levels below."),
];
/// A level.
pub const LEVEL: &str = "Level";
/// Its fields.
pub const LEVEL_FIELDS: [(&str, &str); 4] =
    [("Name", "Such as Mastered."), ("What it takes", ""), ("Rank", "Such as 3."), ("Points", "Such as 10.")];
/// A related achievement.
pub const RELATED_ONE: &str = "Related achievement";
/// Its fields.
pub const RELATED_FIELDS: [(&str, &str); 3] =
    [("Web address", "The address of its page."), ("Language", "Such as es."), ("Version", "")];
/// Offered beside that address.
pub const RELATED_OWN: &str = "Achievements of your own:";
/// An identifier.
pub const IDENTIFIER: &str = "Other number";
/// Its fields.
pub const IDENTIFIER_FIELDS: [(&str, &str); 2] = [("Number or name", ""), ("What it is", "")];

/// Adds a row.
pub fn add(name: &str) -> String {
    format!("Add: {}", name.to_lowercase())
}
/// Takes a row away.
pub const REMOVE_LABEL: &str = "Remove";
/// The same for screen readers.
pub fn remove(name: &str, number: usize) -> String {
    format!("Remove {} {number}", name.to_lowercase())
}

/// Buttons.
pub const PUBLISH: &str = "Publish";
/// Saves a draft.
pub const SAVE: &str = "Save as draft";
/// Shows what it will look like.
pub const PREVIEW: &str = "Preview";
/// Drops a draft.
pub const DISCARD: &str = "Discard the draft";
/// Opens the editor.
pub const EDIT: &str = "Edit";
/// Opens the editor on a draft.
pub const EDIT_DRAFT: &str = "Go on with the draft";
/// Ends awarding.
pub const RETIRE: &str = "Retire";
/// Takes it up again.
pub const REINSTATE: &str = "Award it again";
/// As a file.
pub const EXPORT: &str = "Export (JSON)";
/// All as a file.
pub const EXPORT_ALL: &str = "Export all (JSON)";
/// From a file.
pub const IMPORT: &str = "Import";

/// Names of states on the desk.
pub const STATES: [(&str, &str); 3] =
    [("draft", "Draft"), ("published", "Published"), ("retired", "Retired")];
/// Beside a published achievement that is being edited.
pub const HAS_DRAFT: &str = "Changes not yet published";
/// Why it cannot be awarded.
pub const DRAFT_NOTE: &str = "This is a draft: it cannot be awarded before you publish it.";
/// Why it cannot be awarded.
pub const RETIRED_NOTE: &str =
    "This achievement is retired: it is awarded no longer. What was awarded stays good.";
/// Why a version that is shown is not what is awarded.
pub fn older(number: u32) -> String {
    format!("This is version {number}, as it was awarded before. There is a newer one.")
}
/// The newer one.
pub const NEWEST: &str = "See what is awarded now";

/// Heads the list of versions.
pub const HISTORY: &str = "Versions";
/// A version by its number.
pub fn version(number: u32) -> String {
    format!("Version {number}")
}
/// States of a version.
pub fn version_state(state: &str, day: &str) -> String {
    match state {
        "draft" => format!("draft, begun on {day}"),
        "current" => format!("awarded since {day}"),
        _ => format!("published on {day}"),
    }
}
/// What a version changed, by the names of the members.
pub fn changes(members: &[String]) -> String {
    let name = |member: &String| match member.as_str() {
        "name" => "name",
        "description" => "description",
        "criteria" => "criteria",
        "achievementType" => "kind",
        "tag" => "search words",
        "alignment" => "standards",
        "resultDescription" => "results",
        "creditsAvailable" => "credits",
        "humanCode" => "code",
        "fieldOfStudy" => "subject",
        "specialization" => "specialization",
        "otherIdentifier" => "other numbers",
        "related" => "related achievements",
        "inLanguage" => "language",
        "version" => "name of the version",
        "image" => "picture",
        "suspendable" => "suspension",
        "validDays" => "validity",
        _ => "something else",
    };
    let names: Vec<_> = members.iter().map(name).collect();
    if names.is_empty() { "Nothing changed".to_owned() } else { format!("Changed: {}", names.join(", ")) }
}

/// The question before retiring.
pub const RETIRE_TITLE: &str = "Retire this achievement?";
/// What it means.
pub fn retire_lead(name: &str) -> String {
    format!(
        "{name} will be awarded no longer, and disappears from your public page. What was awarded stays good. You can take it up again."
    )
}
/// The question before discarding.
pub const DISCARD_TITLE: &str = "Discard this draft?";
/// What it means.
pub fn discard_lead(name: &str, published: bool) -> String {
    if published {
        format!("The changes to {name} that you have not published are lost. What is published stays.")
    } else {
        format!("{name} was never published. Discarding the draft deletes it.")
    }
}

/// The search on the desk.
pub const SEARCH: &str = "Search by name";
/// The button.
pub const SEARCH_BUTTON: &str = "Show";
/// The filter.
pub const FILTER: &str = "State";
/// All states.
pub const ALL_STATES: &str = "All";
/// Nothing found.
pub const NONE_FOUND: &str = "No achievement goes by that.";

/// The preview.
pub const PREVIEW_TITLE: &str = "Preview";
/// Its mark, above all of it.
pub const PREVIEW_MARK: &str = "Preview — nothing is signed. “Ada Example” is made up.";
/// Heads the wallet's card.
pub const PREVIEW_WALLET: &str = "In the learner’s wallet";
/// Heads the report.
pub const PREVIEW_REPORT: &str = "What an employer reads";
/// The person.
pub const PREVIEW_PERSON: &str = "Ada Example";
/// Where the verdict will stand.
pub const PREVIEW_VERDICT: &str =
    "Here stands the verdict once it is awarded: whether the signature is yours and the award still stands.";
/// Back.
pub const BACK: &str = "Back to the achievement";

/// The page that imports.
pub const IMPORT_TITLE: &str = "Import achievements";
/// What it takes.
pub const IMPORT_LEAD: &str = "From another system: an Open Badges 3.0 achievement, several of them, a credential that holds one, or an Open Badges 2.0 badge class. Each becomes a draft that you can look through.";
/// The file.
pub const IMPORT_FILE: (&str, &str) = ("File", "JSON, up to 1 MB.");
/// The text.
pub const IMPORT_TEXT: (&str, &str) = ("Or paste it here", "");
/// The button.
pub const IMPORT_BUTTON: &str = "Import as drafts";
/// What came of it.
pub fn imported(number: usize) -> String {
    format!("{} imported as drafts.", count(number as u64, "achievement was", "achievements were"))
}
/// Heads what did not come along.
pub const LEFT_OUT: &str = "What could not be taken over";

//! Setting up an institution, what it says of itself, and its public page.

/// The ways to the parts of an institution, as a landmark.
pub const PARTS: &str = "Institution";
/// What it says of itself.
pub const PART_PROFILE: &str = "Profile";
/// Who works there.
pub const PART_STAFF: &str = "Staff";
/// With what it signs.
pub const PART_KEYS: &str = "Keys";
/// Programs that work at its desk.
pub const PART_PROGRAMS: &str = "Programs";

/// The way to the form, on the page that asks which desk.
pub const FOUND_LINK: &str = "Set up an institution";
/// The same beside one that is there.
pub const FOUND_ANOTHER: &str = "Set up another institution";
/// Heads the form.
pub const FOUND_TITLE: &str = "Set up an institution";
/// What it is for.
pub const FOUND_LEAD: &str = "A school, a college, a club, a company: whoever stands behind what is awarded. You will own it, and can ask others to work with you.";
/// Name.
pub const NAME: (&str, &str) = ("Name", "As it stands on every credential.");
/// Slug.
pub const SLUG: (&str, &str) = (
    "Short name",
    "For addresses: letters from a to z, digits and hyphens. Leave it empty and it is made from the name. It can’t be changed later.",
);
/// Description.
pub const DESCRIPTION: (&str, &str) =
    ("What it is", "One or two sentences for whoever checks a credential and has never heard of it.");
/// Website.
pub const URL: (&str, &str) = ("Website", "Its own, such as https://www.example.edu.");
/// E-mail.
pub const EMAIL: (&str, &str) =
    ("E-mail address", "Where learners and employers write to. Answers to letters go there too.");
/// The button.
pub const FOUND_BUTTON: &str = "Set it up";
/// Heads the page of whoever may not.
pub const FOUND_REFUSED: &str = "You can’t set up an institution here";
/// Before the reason.
pub const FOUND_REFUSED_WHY: &str = "On this site,";

/// Heads the profile.
pub const PROFILE_TITLE: &str = "What the institution says of itself";
/// When it counts.
pub const PROFILE_LEAD: &str = "What you change here is in credentials issued from now on. Those that are out already stay as they were signed.";
/// The page for everybody.
pub const SEE_PUBLIC: &str = "See the public page";
/// Heads a part of the form.
pub const WHO: &str = "Who it is";
/// Heads a part of the form.
pub const WHERE_LABEL: &str = "Where it is";
/// Phone.
pub const PHONE: (&str, &str) = ("Telephone", "With the country’s code, such as +31 20 555 0100.");
/// Street.
pub const STREET: (&str, &str) = ("Street and number", "");
/// Box.
pub const BOX_LABEL: (&str, &str) = ("Post office box", "");
/// Postal code.
pub const POSTAL_CODE: (&str, &str) = ("Postal code", "");
/// Town.
pub const TOWN: (&str, &str) = ("Town", "");
/// Region.
pub const REGION: (&str, &str) = ("State or region", "");
/// Country.
pub const COUNTRY: (&str, &str) = ("Country", "");
/// Country code.
pub const COUNTRY_CODE: (&str, &str) = ("Country code", "Two letters, such as NL.");
/// Heads the part with the picture.
pub const PICTURE_HEAD: &str = "Picture";
/// Picture.
pub const PICTURE: (&str, &str) =
    ("Crest or logo", "PNG or SVG, up to 256 kB. A PNG up to 100 kB also stands on letters.");
/// What the picture shows, for who cannot see it.
pub fn picture_of(name: &str) -> String {
    format!("The picture of {name}")
}
/// Takes the picture away.
pub const PICTURE_REMOVE: (&str, &str) = ("Take the picture away", "");
/// Heads the identifiers.
pub const IDENTIFIERS: &str = "What it is called elsewhere";
/// What they are.
pub const IDENTIFIERS_HINT: &str = "Numbers that registers have for it, such as a school number. They go into every credential. Empty lines are left out.";
/// The kind of the nth.
pub fn identifier_kind(number: usize) -> String {
    format!("Kind of number {number}")
}
/// The nth.
pub fn identifier_value(number: usize) -> String {
    format!("Number {number}")
}
/// Kinds of identifiers by the standard's names.
pub fn identifier_type(name: &str) -> String {
    match name {
        "identifier" => "Number in a register",
        "sourcedId" => "Number in a student system",
        "systemId" => "Number in another system",
        "accountId" => "Account number",
        "userName" => "User name",
        "lisSourcedId" => "LIS number",
        "oneRosterSourcedId" => "OneRoster number",
        "sisSourcedId" => "SIS number",
        other => other,
    }
    .to_owned()
}
/// Heads the letters.
pub const LETTERS: &str = "Letters to learners";
/// Language.
pub const LANGUAGE_LABEL: (&str, &str) = ("Language", "Of the letters that tell of an award.");
/// The languages by tag.
pub fn language(tag: &str) -> String {
    match tag {
        "en" => "English",
        "es" => "Spanish (español)",
        other => other,
    }
    .to_owned()
}
/// Own words.
pub const LETTER_AWARD: (&str, &str) =
    ("Your own words about an award", "They stand below the news. In the language of the letters.");
/// Signature.
pub const LETTER_SIGNATURE: (&str, &str) =
    ("Under every letter", "Such as the office, its hours and its telephone.");
/// Heads the switches.
pub const SWITCHES: &str = "What credentials reveal";
/// Student number.
pub const SHOWS_STUDENT_ID: (&str, &str) = (
    "Say our number for the learner in credentials",
    "Whoever sees a credential can then read it. Leave it off unless somebody needs it.",
);
/// Refresh.
pub const REFRESHABLE: (&str, &str) = (
    "Later editions can be fetched by whoever has the credential",
    "A corrected credential reaches wallets and employers by itself. But whoever ever got a copy can read every later edition too, without the learner’s knowing.",
);
/// Approval by guardians.
pub const GUARDIAN_APPROVAL: (&str, &str) = (
    "A link that a learner with a guardian makes needs the guardian’s approval",
    "It counts for guardians that you invited and whom the learner has agreed to. Until one of them approves, such a link leads nowhere. Links that are there already stay.",
);
/// Reminders.
pub const REMINDER_DAYS: (&str, &str) = (
    "Remind holders before what they hold expires: how many days before",
    "They get one letter, such as 30 days before. Leave it empty to send none.",
);
/// The button.
pub const SAVE: &str = "Save";

/// On the public page: where it is.
pub const ADDRESS: &str = "Address";
/// On the public page: its e-mail.
pub const WRITE_TO: &str = "E-mail";
/// On the public page: its telephone.
pub const CALL: &str = "Telephone";
/// On the public page: its site.
pub const SITE: &str = "Website";
/// On the public page: other identifiers.
pub const ALSO_KNOWN: &str = "Also known as";
/// A key that signs.
pub fn key_current(from: &str) -> String {
    format!("Signs since {from}")
}
/// A key that was retired.
pub fn key_retired(from: &str, until: &str) -> String {
    format!("Signed from {from} to {until}; what it signed is good")
}
/// A key that was stolen.
pub fn key_stolen(from: &str, at: &str) -> String {
    format!("Signed since {from}; withdrawn on {at}, and nothing that it signed is good any more")
}

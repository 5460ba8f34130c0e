//! Taking everything along, and bringing it.

/// The page.
pub const TITLE: &str = "Take everything along";
/// What it is for.
pub const LEAD: &str = "Your wallet is yours. Take all of it to another Laurel, or keep a copy at home.";
/// Leads to the page.
pub const LINK: &str = "Take all of my wallet along";
/// Heads the download.
pub const TAKE: &str = "One file with all of it";
/// What is in it.
pub const INSIDE: &[&str] = &[
    "Your credentials, byte for byte as they were signed, with the pictures that they came in and earlier editions.",
    "Your records with your notes.",
    "Receipts of what you agreed to share, with whom and what for.",
    "Your own keys, sealed with your passphrase, where you keep such copies here.",
    "Your name, language and addresses.",
];
/// What is not in it.
pub const NO_SECRETS: &str = "Links to your records, passkeys and recovery codes are not in it. Whoever has the file can read all of it: keep it as you keep a diploma.";
/// Button.
pub const DOWNLOAD: &str = "Download all of it (zip)";
/// Why it may ask to sign in.
pub const PROOF_HINT: &str =
    "If you signed in a while ago, this asks first that you show once more who you are.";
/// Heads the form.
pub const BRING: &str = "Bring such a file here";
/// What it does.
pub const BRING_LEAD: &str = "Each credential is checked as if you added it now. What does not name an address or a key of yours is kept on your word. Bringing the same file again adds nothing twice.";
/// The field.
pub const FILE: &str = "The zip from your other wallet";
/// Its hint.
pub const FILE_HINT: &str = "Up to 64 MiB. Nothing in this wallet is lost by it: a newer edition of a credential takes the place of an older one, which is kept beside it.";
/// Button.
pub const BRING_BUTTON: &str = "Bring it";
/// No file.
pub const NOTHING: &str = "Choose a file first.";
/// Refused.
pub const DAMAGED: &str =
    "This file is no zip, or a damaged one. Download it again where you got it. Nothing was changed.";
/// Refused.
pub const TOO_LARGE: &str = "This file is too large, or holds too much. Nothing was changed. In your other wallet, take out what is largest one by one, on its own page, and add it here.";
/// Refused for its size.
pub fn larger_than(mib: usize, most: usize) -> String {
    format!(
        "This file is {mib} MiB; up to {most} MiB can be brought at once. Nothing was changed. In your other wallet, take out what is largest one by one, on its own page, and add it here."
    )
}
/// Said before it is sent.
pub const TOO_LARGE_HERE: &str = "This file is larger than 64 MiB, so it was not sent. In your other wallet, take out what is largest one by one, on its own page, and add it here.";
/// The connection broke.
pub const NOT_SENT: &str = "The answer did not arrive. Bring the file again: nothing is added twice.";
/// While it is sent.
pub const SENDING: &str = "The file is being sent. Keep this page open.";
/// After that.
pub const CHECKING: &str = "It is here. Each credential is being checked; keep this page open.";
/// Refused.
pub const FOREIGN: &str = "This zip is not from a Laurel wallet. To add single credentials, use “Add credentials” in your wallet. Nothing was changed.";
/// Refused.
pub const UNREADABLE: &str =
    "Something in this zip is missing or was changed, so it cannot be read. Nothing was changed here.";
/// Refused.
pub const NAMED_TWICE: &str = "This zip names one file twice, so it cannot be read. Download it again where you got it. Nothing was changed.";
/// More than fits.
pub const TOO_MUCH: &str = "Your wallet holds more than fits into one file: 256 MiB, or 64 MiB once packed. Take out what is largest one by one, on its own page.";
/// Heads what came.
pub const CAME: &str = "What came along";
/// How much came.
pub fn came_numbers(credentials: u64, already: u64, records: u64, receipts: u64, keys: u64) -> String {
    format!(
        "New credentials: {credentials}. There already: {already}. New records: {records}. Receipts: {receipts}. Sealed keys: {keys}."
    )
}
/// How many of the new ones are kept on the learner's word.
pub fn kept_on_word(number: u64) -> String {
    match number {
        1 => "1 is kept on your word: it names no address or key of yours, or did not check out.".to_owned(),
        _ => format!(
            "{number} are kept on your word: they name no address or key of yours, or did not check out."
        ),
    }
}
/// Button: shows these.
pub const SEE_ON_WORD: &str = "See what is kept on your word";
/// Opens the names of what is new.
pub fn newly_there(number: u64) -> String {
    format!("New in your wallet: {number}")
}
/// Opens the names of what was there.
pub fn there_already(number: u64) -> String {
    format!("There already: {number}")
}
/// Heads what was left out.
pub const LEFT: &str = "These were left out, because they could not be kept here:";
/// What stood in a record about a credential that was left out; both are names of files.
pub fn left_item(record: &str, credential: &str) -> String {
    format!("{record}: the place and the note of {credential}, which is not in this wallet")
}
/// A sealed key that was left out.
pub fn left_key(name: &str) -> String {
    format!("keys.json: the sealed copy of the key “{name}”")
}
/// Receipts that were left out.
pub fn left_receipts(number: u64) -> String {
    format!("receipts.json: the oldest receipts, {number} in number. There is no room for more.")
}
/// Heads the files of one credential.
pub const ONE_TITLE: &str = "Take it along";
/// Button: a signed text that is JSON.
pub const AS_JSON: &str = "Signed text (JSON)";
/// Button: a signed text that is a token.
pub const AS_TOKEN: &str = "Signed text (JWT)";
/// Button.
pub const AS_PICTURE: &str = "Picture with the credential in it";
/// What the text is.
pub const JSON_HINT: &str = "The text is byte for byte as its issuer signed it. It came as JSON with its signature inside, so there is no JWT of it.";
/// What the token is.
pub const TOKEN_HINT: &str = "The token is byte for byte as its issuer signed it.";
/// What the picture is.
pub const PICTURE_HINT: &str =
    "The picture is the file that it came in; else its badge with the text inside. Other wallets read both.";
/// Button: a record of just this credential.
pub const PAPER: &str = "Print with a code";
/// What it does.
pub const PAPER_HINT: &str = "Makes a record with just this in it. Share that by a link and print the page of the link: its code leads whoever has the paper to a check, for as long as the link lives.";
/// Title of such a record where the credential has no name.
pub const PAPER_UNTITLED: &str = "To print";

//! Credentials on paper, and the code that holds all of one.

/// Heads the part of a credential's page.
pub const HEAD: &str = "On paper";
/// What the code is.
pub const WHAT_IT_IS: &str = "This code holds the whole credential, with its signature.";
/// How somebody with the paper checks it.
pub const HOW_TO_CHECK: &str = "Point a phone at it: a verify page opens, and the check runs on the phone. The page of any other Laurel reads it too, also when this site is gone, and says what could not be looked up any more.";
/// What giving it away means.
pub const WHOEVER_HAS_IT: &str =
    "Whoever has the code has all that the credential says, and nobody can take the code back.";
/// An edition for paper.
pub const WITHOUT_PICTURE: &str = "The credential in it has no picture; all else is the same.";
/// Leads to the page to print.
pub const CERTIFICATE: &str = "Certificate to print";
/// Saves the code.
pub const SAVE_SVG: &str = "Save the code (SVG)";
/// Saves the code.
pub const SAVE_PNG: &str = "Save the code (PNG)";
/// The code, for those who do not see it.
pub const CODE: &str = "QR code that holds the whole credential";
/// Where it does not fit.
pub const TOO_LARGE: &str = "This credential does not fit into a QR code. Put it into a record and share that by a link: the code of a link is small.";
/// Back to the credential.
pub const BACK: &str = "Back to the credential";
/// How to print, without a script.
pub const HOW_TO_PRINT: &str = "Print this page at its own size (100 %), so that phones can read the code. It needs to be 5 cm wide or more.";
/// On paper without a code.
pub const NO_CODE: &str =
    "This print proves nothing by itself. Ask its holder for a link: there it can be checked.";

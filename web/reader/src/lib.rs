//! What somebody gave to be checked, recognised by its content and never by its name.
//!
//! A file, a paste or the text of a QR code becomes [`Item`]s: documents for
//! `crypto::verify::run`, addresses to be looked up, applicants of a table, and refusals that say
//! why something is none of these. Everything is bounded, whatever the bytes.
//!
//! It is built three ways: natively with everything; as a WASM module that a worker loads when it
//! needs it, in which pictures are left to the browser; and as bare types with [`plain`], which
//! recognises what needs no more than that.
#![forbid(unsafe_code)]

#[cfg(feature = "full")]
mod archive;
#[cfg(feature = "pictures")]
mod picture;
mod plain;
#[cfg(feature = "full")]
mod scan;
#[cfg(feature = "full")]
mod sort;
#[cfg(feature = "full")]
mod table;
#[cfg(feature = "full")]
mod text;
#[cfg(feature = "worker")]
pub mod worker;

pub use plain::plain;
#[cfg(feature = "full")]
pub use scan::scan;
#[cfg(feature = "pictures")]
pub use sort::sort;

/// Items that one call gives at most.
pub const MAX_ITEMS: usize = 2_000;
/// Bytes of the largest file that is looked at: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// One thing to be checked, or one that can't be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// Where it was found, for people: `badges.zip / ada.json`, `applicants.csv, row 3`.
    pub name: String,
    /// What it is.
    pub what: What,
}

/// What an [`Item`] is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum What {
    /// Something for `crypto::verify::run`: JSON, a compact JWT, or an image with one of these
    /// in it. A presentation or a comprehensive learner record is one document.
    Document(Vec<u8>),
    /// A shared record, as `/api/v1/shares/{token}` answers it. Its policy is left out: whose word
    /// counts is never for the sender to say.
    Record {
        /// What the learner calls it.
        title: String,
        /// The credentials, in the learner's order.
        documents: Vec<Vec<u8>>,
    },
    /// An http or https address to be looked up.
    Link(String),
    /// One row of a table.
    Applicant {
        /// Which row, as a spreadsheet counts: the first is 1, and may hold the headings.
        row: usize,
        /// Whom the row names.
        name: Option<String>,
        /// The row's e-mail address.
        email: Option<String>,
        /// The row's http or https address. It may carry a whole credential behind its `#`:
        /// sorting it again tells.
        link: String,
    },
    /// Nothing that can be checked.
    Refused(Refusal),
}

/// Why something given is nothing that can be checked.
///
/// `code` is stable; the words for people are made from it and `params`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// One of [`CODES`].
    pub code: String,
    /// Pairs of name and value, such as `limit` and `64 MiB`.
    pub params: Vec<(String, String)>,
}

/// Every code of a [`Refusal`], and what it means.
pub const CODES: [(&str, &str); 18] = [
    ("nothing", "nothing but blanks was given"),
    ("too_large", "more bytes than are looked at; `limit`"),
    ("too_many", "more items than are looked at; `limit`"),
    ("form_unknown", "none of the forms that are read"),
    ("pdf", "a PDF file"),
    ("office", "a document of an office program, such as a spreadsheet that is no CSV"),
    ("web_page", "an HTML page"),
    ("text_encoding", "a text in an encoding that can't be told for sure"),
    ("table_unreadable", "a table that breaks off or is damaged; `row`"),
    (
        "row_without_link",
        "a row of a table without an http address; `row`, and where it has them `name` and `email`",
    ),
    ("address_unreadable", "an address that should carry a credential and doesn't; `reason`"),
    ("picture_empty", "a picture with neither a credential nor a QR code in it"),
    ("picture_unreadable", "a picture that can't be decoded"),
    ("qr_unknown", "a QR code with something else in it; `text`"),
    ("archive_unreadable", "an archive, or a file in one, that is damaged"),
    ("archive_encrypted", "a file in an archive that takes a password"),
    ("archive_too_large", "an archive that unpacks to more than is looked at; `limit`"),
    ("archive_nested", "an archive in an archive in an archive"),
];

impl Item {
    /// A document called `name`.
    fn document(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), what: What::Document(bytes.into()) }
    }

    /// A link found at `name`.
    fn link(name: impl Into<String>, address: impl Into<String>) -> Self {
        Self { name: name.into(), what: What::Link(address.into()) }
    }

    /// A refusal of what is called `name`.
    pub fn refused(name: impl Into<String>, code: &str, params: &[(&str, &str)]) -> Self {
        debug_assert!(CODES.iter().any(|(known, _)| *known == code), "{code} is not listed");
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { name: name.into(), what: What::Refused(Refusal { code: code.to_owned(), params }) }
    }
}

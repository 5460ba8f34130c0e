//! Parts of pages: plain values in, a view out. They fetch nothing and decide only how things look.

#[cfg(feature = "ssr")]
mod approval;
pub mod badge;
mod badge_card;
mod check_list;
#[cfg(feature = "ssr")]
pub(crate) mod columns;
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod designer;
mod draw;
mod field;
mod link;
#[cfg(feature = "ssr")]
mod markdown;
#[cfg(any(feature = "ssr", feature = "app"))]
pub(crate) mod markup;
mod node;
mod notice;
#[cfg(feature = "ssr")]
pub(crate) mod plain_field;
#[cfg(feature = "ssr")]
mod preferences;
mod receipt;
mod report;
mod result;
#[cfg(any(feature = "ssr", feature = "app"))]
pub(crate) mod results;
mod seal;
#[cfg(feature = "ssr")]
mod signed_by;

#[cfg(feature = "ssr")]
pub(crate) use approval::approval_words;
#[cfg(feature = "ssr")]
pub use approval::{Approval, approval};
pub use badge::{Badge, drawn_badge};
pub use badge_card::{CardLine, badge_card};
pub use check_list::check_list;
#[cfg(feature = "ssr")]
pub(crate) use field::text_as_html;
pub use field::{Field, choice, field, long_field};
#[cfg(feature = "ssr")]
pub use markdown::markdown;
pub(crate) use notice::capital;
pub use notice::notice;
#[cfg(feature = "ssr")]
pub(crate) use preferences::preferences;
#[cfg(feature = "ssr")]
pub use report::{proof_view, record_view, report_rows};
pub use report::{report_view, verdict_line};
pub use seal::{mark, seal};
#[cfg(feature = "ssr")]
pub use signed_by::{SignedBy, signed_by};

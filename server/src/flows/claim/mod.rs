//! How a credential comes to whom it was awarded to.
//!
//! Whoever has proven the address that it was sent to takes it
//! ([`hold::claim`](super::hold::claim)). Where there is no address, or it cannot be proven, a
//! code that was given by hand does ([`code`]). Whoever comes by an [open link](link) is awarded
//! what it gives ([`event`]).

pub mod amend;
pub mod code;
pub mod event;
pub mod link;
pub mod resend;

use super::session::{Act, Desk, Viewer};
use crate::{
    id::{AccountId, ClassId},
    store::{StoreError, Tx, class_staff},
};

/// Whether somebody may help an award on its way: write again, correct its address.
/// Besides those who may change it, that is whoever teaches the class in which it was awarded.
///
/// * `by`: who awarded it; `class`: in which class.
pub(super) async fn may_help(
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    by: Option<AccountId>,
    class: Option<ClassId>,
) -> Result<bool, StoreError> {
    if desk.may_change(viewer, by) {
        return Ok(true);
    }
    match class {
        Some(class) if desk.may(Act::Award) => class_staff::teaches(tx, class, viewer.account).await,
        _ => Ok(false),
    }
}

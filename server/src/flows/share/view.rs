//! Who looked: when, and with what kind of device. No address is kept, and no name.

use std::collections::BTreeSet;

use super::{ShareError, Shared};
use crate::{
    app::App,
    flows::{insight, session::Viewer},
    id::ViewId,
    store::share,
};

/// Looks with one kind of device within this time are one.
const ONE_LOOK_MS: i64 = 5 * 60 * 1000;
/// Looks that are kept of a link.
const MOST_KEPT: u32 = 500;

/// A kind of device.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Device {
    /// A telephone.
    Phone,
    /// A tablet.
    Tablet,
    /// A computer with a browser.
    Computer,
    /// A program that is no browser.
    Program,
}

impl Device {
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Phone, "phone"),
        (Self::Tablet, "tablet"),
        (Self::Computer, "computer"),
        (Self::Program, "program"),
    ];

    /// Whether a person holds it, as far as it says.
    pub fn is_browser(self) -> bool {
        self != Self::Program
    }

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(device, _)| *device == self).map_or("", |(_, name)| name)
    }

    /// The one of that name; what nobody knows is a program.
    pub fn read(name: &str) -> Self {
        Self::NAMES.iter().find(|(_, known)| *known == name).map_or(Self::Program, |(device, _)| *device)
    }
}

/// What programs call themselves, in part, that fetch a link for a preview or for an index: nobody looks.
const BOTS: [&str; 21] = [
    "bot/",
    "bot;",
    "bot)",
    "mediapartners-google",
    "slurp",
    "ia_archiver",
    "meta-externalagent",
    "crawler",
    "spider",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "slack",
    "telegram",
    "discord",
    "skypeuri",
    "embedly",
    "pinterestbot",
    "vkshare",
    "iframely",
    "google-read-aloud",
];

/// The kind of device that a `User-Agent` speaks of; `None` where nobody looks.
pub fn device(user_agent: &str) -> Option<Device> {
    // A make of telephones.
    let text = user_agent.to_ascii_lowercase().replace("cubot", "");
    if BOTS.iter().any(|bot| text.contains(bot)) {
        return None;
    }
    let has = |word: &str| text.contains(word);
    Some(if !has("mozilla") {
        Device::Program
    } else if has("ipad") || has("tablet") || (has("android") && !has("mobile")) {
        Device::Tablet
    } else if has("mobile") || has("iphone") || has("android") {
        Device::Phone
    } else {
        Device::Computer
    })
}

/// Notes that somebody looked at what a link shows, and counts it for the institutions whose credentials are in it:
/// the same looks, so that both numbers agree. Its owner's own are none.
///
/// * `by`: who looks, where somebody is signed in.
///
/// # Errors
/// [`ShareError::Store`].
pub async fn seen(app: &App, shared: &Shared, device: Device, by: Option<&Viewer>) -> Result<(), ShareError> {
    if shared.own {
        return Ok(());
    }
    let (id, now) = (shared.share, app.clock.now_ms());
    let view = app.new_id::<ViewId>().to_string();
    let mut tx = app.db.write().await?;
    if !share::note_view(&mut tx, &view, id, device.name(), now, now - ONE_LOOK_MS).await? {
        return Ok(());
    }
    share::trim_views(&mut tx, id, MOST_KEPT).await?;
    tx.commit().await?;
    let each: BTreeSet<_> = shared.record.items().map(|item| item.holding).collect();
    insight::opened(app, by, each);
    Ok(())
}

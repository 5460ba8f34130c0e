//! A device with passkeys, as Chromium plays it.
//!
//! Source: Web Authentication Level 3, `WebDriver` Extension Capability.

use anyhow::Result;
use serde_json::json;

use super::{Browser, Post};

impl Browser {
    /// Gives the browser a device that keeps passkeys and knows its owner by a finger, which is always there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn has_passkeys(&self) -> Result<()> {
        let device = json!({
            "protocol": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        Ok(self.client.issue_cmd(Post("webauthn/authenticator", device)).await.map(drop)?)
    }
}

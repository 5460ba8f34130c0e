//! What a page looks like, to axe and to a camera, and what the browser says of it.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use super::{Browser, Post};

/// Widths of the screenshots, in CSS pixels: a phone, a desk.
const WIDTHS: [u32; 2] = [390, 1280];

/// Where the screenshots go.
pub fn screenshots() -> PathBuf {
    crate::root().join("target/screenshots")
}

/// Which colours a person has asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scheme {
    /// Dark ink on light paper.
    Light,
    /// The other way round.
    Dark,
}

impl Browser {
    /// Looks at the page that is shown: axe, pictures, and no complaint of the browser.
    ///
    /// # Errors
    /// When something is found.
    pub async fn look(&self, name: &str) -> Result<()> {
        self.is_accessible().await?;
        self.photograph(name, Scheme::Light).await?;
        let complaints = self.complaints().await?;
        ensure!(complaints.is_empty(), "on {name}: {complaints:#?}");
        Ok(())
    }

    /// Runs axe on the page.
    ///
    /// # Errors
    /// When it finds a violation; the message lists them.
    pub async fn is_accessible(&self) -> Result<()> {
        self.client.execute(&self.axe, Vec::new()).await?;
        let run = "const done = arguments[0]; axe.run(document).then(r => done(r.violations.map(v => \
                   v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join('; '))), e => done([String(e)]))";
        let violations = self.client.execute_async(run, Vec::new()).await?;
        match violations.as_array().map(Vec::as_slice) {
            Some([]) => Ok(()),
            _ => bail!("axe on {}: {violations:#}", self.path().await?),
        }
    }

    /// Keeps a picture of the whole page, as on a phone and as on a desk.
    ///
    /// # Errors
    /// When it can't be taken or written.
    pub async fn photograph(&self, name: &str, scheme: Scheme) -> Result<()> {
        let folder = screenshots();
        std::fs::create_dir_all(&folder)?;
        let suffix = if scheme == Scheme::Dark { "-dark" } else { "" };
        self.prefer(scheme).await?;
        for width in WIDTHS {
            let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
            let shot = json!({ "format": "png", "captureBeyondViewport": true });
            let shot = self.devtools("Page.captureScreenshot", shot).await?;
            let png = BASE64_STANDARD.decode(shot["data"].as_str().context("no picture")?)?;
            std::fs::write(folder.join(format!("{name}-{width}{suffix}.png")), png)?;
            let wide = self.client.execute("return document.documentElement.scrollWidth", Vec::new()).await?;
            if wide.as_u64() > Some(width.into()) {
                bail!("{} is {wide} pixels wide in a window of {width}", self.path().await?);
            }
        }
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?;
        self.prefer(Scheme::Light).await
    }

    /// Makes the window so many pixels wide, until the next picture.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn narrow(&self, width: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    /// Asks pages for these colours from now on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn prefer(&self, scheme: Scheme) -> Result<()> {
        let value = if scheme == Scheme::Dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", media).await.map(drop)
    }

    /// What the browser complained about since the last call: errors of scripts, refused loads.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self.client.issue_cmd(Post("se/log", json!({ "type": "browser" }))).await?;
        let lines = log.as_array().cloned().unwrap_or_default();
        let severe = lines.iter().filter(|line| line["level"] == "SEVERE");
        Ok(severe.filter_map(|line| line["message"].as_str()).map(str::to_owned).collect())
    }
}

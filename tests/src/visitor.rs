//! Somebody without an account who checks what they were given at `/verify`, in a browser whose
//! every request is kept.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::server::Server;
use crate::wire::{Sent, Wire};

/// The field that takes files.
pub const FILES: &str = "Choose files";
/// The field that takes text.
pub const TEXT: &str = "Paste a link, a credential, or a whole list";
/// The button that starts the camera.
pub const CAMERA: &str = "Scan a QR code with the camera";

/// The visitor, a demo that takes the word of the fixtures' registry too, and what lies between.
pub struct Visitor {
    /// The site.
    pub demo: Server,
    /// Their browser.
    pub browser: Browser,
    /// All that it sends.
    pub wire: Wire,
    folder: TempDir,
}

impl Visitor {
    /// Starts it all.
    ///
    /// * `arguments`: more for Chromium.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn come(arguments: &[String]) -> Result<Self> {
        let demo = Server::demo_trusting(&crate::fixtures().join("credentials/trust.json"))?;
        let wire = Wire::start()?;
        let arguments: Vec<String> = wire.arguments().into_iter().chain(arguments.iter().cloned()).collect();
        let browser = Browser::open_with(&demo.url(), &arguments).await?;
        Ok(Self { demo, browser, wire, folder: tempfile::Builder::new().prefix("laurel-test-").tempdir()? })
    }

    /// Opens `/verify` anew, with nothing given yet.
    ///
    /// # Errors
    /// When it does not come alive.
    pub async fn open(&self) -> Result<()> {
        self.browser.go("about:blank").await?;
        self.browser.go("/verify").await?;
        // It is there once the page listens.
        self.browser.find("button", CAMERA).await.map(drop)
    }

    /// Opens `/verify` and gives it files.
    ///
    /// # Errors
    /// When there is no field for them.
    pub async fn check(&self, files: &[PathBuf]) -> Result<()> {
        self.open().await?;
        self.browser.choose(FILES, files).await
    }

    /// Opens `/verify`, pastes a text, and presses the button.
    ///
    /// # Errors
    /// When there is no field for it.
    pub async fn check_text(&self, text: &str) -> Result<()> {
        self.open().await?;
        self.browser.paste(TEXT, text).await?;
        self.browser.click("button", "Check").await
    }

    /// Waits for the verdict of their own browser.
    ///
    /// # Errors
    /// When none comes in good time, or another than `headline`.
    pub async fn verdict(&self, headline: &str) -> Result<()> {
        self.browser.see("Checked by your own browser").await?;
        let script = "return document.querySelector('.verdict-headline')?.innerText";
        let shown = self.browser.execute(script, Vec::new()).await?;
        ensure!(shown == headline, "{shown} and not {headline}:\n{}", self.browser.text().await?);
        Ok(())
    }

    /// A file of their own.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn file(&self, name: &str, content: &[u8]) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content)?;
        Ok(path)
    }

    /// Makes sure of what left the browser since the last call: nothing that holds one of
    /// `secrets`, no body but lists of addresses to the service for knowledge, and nothing for
    /// anybody else. Gives the addresses.
    ///
    /// # Errors
    /// When something else was sent; the message says what.
    pub fn sent_only_addresses(&self, secrets: &[&str]) -> Result<Vec<String>> {
        let mut addresses = Vec::new();
        for sent in self.wire.sent() {
            let what = format!("{} {}", sent.method, sent.url);
            for secret in secrets {
                ensure!(!sent.holds(secret), "{what} holds “{secret}”");
            }
            if sent.url.starts_with(&self.demo.url()) && !sent.body.is_empty() {
                ensure!(sent.url.ends_with("/api/v1/knowledge"), "{what} has a body");
                addresses.extend(asked(&sent).with_context(|| what)?);
            }
        }
        Ok(addresses)
    }
}

/// The addresses in a request for knowledge, which holds nothing else.
fn asked(sent: &Sent) -> Result<Vec<String>> {
    let body: Value = serde_json::from_slice(&sent.body)?;
    let members = body.as_object().context("no object")?;
    let needs = members.get("needs").and_then(Value::as_array).context("no needs")?;
    ensure!(members.len() == 1, "more than needs: {body}");
    let mut addresses = Vec::new();
    for need in needs {
        for (name, value) in need.as_object().context("a need is an object")? {
            let value = value.as_str().context("a member of a need is text")?;
            match name.as_str() {
                "kind" => ensure!(value.len() < 32, "a kind: {value}"),
                "url" | "did" => addresses.push(value.to_owned()),
                _ => anyhow::bail!("a need has a {name}: {value}"),
            }
        }
    }
    Ok(addresses)
}

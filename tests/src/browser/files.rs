//! Files in a person's hands: chosen, dropped, pasted, and downloaded.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::{Browser, FIND, PATIENCE};

impl Browser {
    /// Chooses files in a field for files, instead of those that it holds.
    ///
    /// # Errors
    /// When the field isn't there.
    pub async fn choose(&self, name: &str, files: &[PathBuf]) -> Result<()> {
        let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        let field = self.find("file", name).await?;
        // The driver would add to them.
        self.execute("arguments[0].value = ''", vec![serde_json::to_value(&field)?]).await?;
        Ok(field.send_keys(&paths.join("\n")).await?)
    }

    /// Drags files over something and drops them there.
    ///
    /// # Errors
    /// When it isn't there.
    pub async fn drop_files(&self, role: &str, name: &str, files: &[PathBuf]) -> Result<()> {
        let script = format!(
            "{FIND}{GIVEN} const at = found(arguments[1], arguments[2])[0];
             for (const type of ['dragenter', 'dragover', 'drop'])
               at.dispatchEvent(new DragEvent(type, {{dataTransfer: data, bubbles: true, cancelable: true}}));"
        );
        self.find(role, name).await?;
        self.execute(&script, vec![given(files)?, json!(role), json!(name)]).await.map(drop)
    }

    /// Pastes files where the focus is.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn paste_files(&self, files: &[PathBuf]) -> Result<()> {
        let script = format!(
            "{GIVEN} (document.activeElement ?? document.body)
               .dispatchEvent(new ClipboardEvent('paste', {{clipboardData: data, bubbles: true, cancelable: true}}));"
        );
        self.execute(&script, vec![given(files)?]).await.map(drop)
    }

    /// Waits for a download whose name ends so; gives its content, and forgets it.
    ///
    /// # Errors
    /// When none comes in good time.
    pub async fn downloaded(&self, ending: &str) -> Result<Vec<u8>> {
        let waiting = async {
            loop {
                // A file under its own name is whole, or empty: its name is taken before its content comes, under one
                // that ends in `.crdownload`.
                for entry in std::fs::read_dir(self.downloads.path())? {
                    let path = entry?.path();
                    if path.to_string_lossy().ends_with(ending) {
                        let content = std::fs::read(&path)?;
                        if content.is_empty() {
                            continue;
                        }
                        std::fs::remove_file(&path)?;
                        return Ok(content);
                    }
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(content) => content,
            Err(_) => bail!("nothing that ends in {ending} was downloaded"),
        }
    }
}

/// `data`: what a person holds in their hand.
const GIVEN: &str = "const data = new DataTransfer();
    for (const {name, content} of arguments[0])
      data.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name));";

fn given(files: &[PathBuf]) -> Result<Value> {
    let one = |path: &PathBuf| {
        let name = path.file_name().context("a file has a name")?.to_string_lossy();
        let content =
            std::fs::read(path).with_context(|| format!("could not read {}", Path::display(path)))?;
        Ok(json!({ "name": name, "content": BASE64_STANDARD.encode(content) }))
    };
    files.iter().map(one).collect::<Result<Vec<_>>>().map(Value::Array)
}

//! A page on paper, as Chromium prints it.

use std::io::Read;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::ZlibDecoder;
use serde_json::json;

use super::{Browser, screenshots};

impl Browser {
    /// Prints the page that is shown, as its reader would, and keeps the PDF beside the pictures.
    ///
    /// Gives how many letters stand on each sheet.
    ///
    /// # Errors
    /// When it can't be printed, or the PDF is not of the form that Chromium writes.
    pub async fn print(&self, name: &str) -> Result<Vec<usize>> {
        let paper = json!({ "printBackground": false, "paperWidth": 8.27, "paperHeight": 11.69 });
        let printed = self.devtools("Page.printToPDF", paper).await?;
        let pdf = BASE64_STANDARD.decode(printed["data"].as_str().context("nothing was printed")?)?;
        let folder = screenshots();
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{name}.pdf")), &pdf)?;
        sheets(&pdf)
    }

    /// The text that stands on paper, as a person reads it.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn text_on_paper(&self) -> Result<String> {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        let text = self.text().await;
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;
        text
    }
}

/// How many glyphs are shown on each page of a PDF as Skia writes it: pages as plain objects in their order, each with
/// one compressed stream of content, in which text is hexadecimal glyph numbers of two bytes. Source: ISO 32000-1,
/// 7.3.8 (streams) and 9.4.3 (text-showing operators).
fn sheets(pdf: &[u8]) -> Result<Vec<usize>> {
    let text = String::from_utf8_lossy(pdf);
    let pages = text.split("endobj").filter(|object| object.contains("/Type /Page\n"));
    pages
        .map(|page| {
            let content = page.split_once("/Contents ").context("a page without content")?.1;
            let number = content.split_once(' ').context("a page without content")?.0;
            Ok(glyphs(&stream(pdf, &format!("\n{number} 0 obj\n"))?))
        })
        .collect()
}

/// The stream of an object, unpacked.
fn stream(pdf: &[u8], head: &str) -> Result<String> {
    let find = |from: usize, what: &[u8]| {
        let rest = pdf.get(from..)?;
        rest.windows(what.len()).position(|window| window == what).map(|at| from + at + what.len())
    };
    let start = find(0, head.as_bytes()).and_then(|at| find(at, b"stream\n")).context("no such stream")?;
    let mut unpacked = Vec::new();
    // What stands behind the stream is not read.
    ZlibDecoder::new(&pdf[start..]).read_to_end(&mut unpacked)?;
    Ok(String::from_utf8_lossy(&unpacked).into_owned())
}

fn glyphs(content: &str) -> usize {
    let shown = content.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
    shown.map(|(hexadecimal, _)| hexadecimal.len() / 4).sum()
}

//! Writes every page in its states as HTML files, to be looked at without a server.
//!
//! `cargo run -p web --example gallery -- target/gallery`, then open `index.html` there.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "gallery/reports.rs"]
mod reports;
#[path = "gallery/samples.rs"]
mod samples;

fn main() -> io::Result<()> {
    let dir = env::args().nth(1).map_or_else(|| PathBuf::from("target/gallery"), PathBuf::from);
    fs::create_dir_all(dir.join("assets"))?;
    let web = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(dir.join("assets/style.css"), style(&web.join("style"))?)?;
    fs::copy(web.join("static/icon.svg"), dir.join("assets/icon.svg"))?;
    let mut index = String::from("<!doctype html><title>Gallery</title><ul>");
    for (name, html) in samples::pages().into_iter().chain(reports::pages()) {
        // Opened from a folder, absolute paths lead nowhere.
        let html = html.replace("\"/assets/", "\"assets/");
        fs::write(dir.join(format!("{name}.html")), html)?;
        let _ = write!(index, "<li><a href=\"{name}.html\">{name}</a>"); // a String takes everything
    }
    fs::write(dir.join("index.html"), index)
}

/// All style sheets as one, in the order of their names.
fn style(dir: &Path) -> io::Result<String> {
    let mut paths = fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    paths.iter().map(fs::read_to_string).collect()
}

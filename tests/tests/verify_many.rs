//! Many credentials at once at `/verify`: a pile of files, an archive, a list of applicants.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use tests::browser::{self, Browser, Scheme, trial};
use tests::story;
use tests::visitor::Visitor;

fn main() {
    browser::run(vec![
        trial("twenty_files_make_a_table_with_the_exceptions_first", twenty_files),
        trial("an_archive_and_what_is_dropped_and_pasted_are_the_same_files", archive),
        trial("a_list_of_applicants_comes_back_on_its_own_rows", applicants),
    ]);
}

/// Nine files: six that are good, two of them by somebody unknown, and one each that is expired,
/// changed, and not to be told.
fn pile() -> Vec<PathBuf> {
    let folder = tests::fixtures().join("credentials");
    let bad = [
        "invalid/dates__expired.json",
        "invalid/proof__name_changed.json",
        "unknown/status__list_out_of_reach.json",
    ];
    let good = [
        "valid/smallest.json",
        "valid/badge_with_all_that_one_can_say.json",
        "valid/doctorate_of_a_famous_university_by_a_stranger.json",
        "valid/record_of_36.json",
        "valid/presentation_of_four.json",
        "valid/badge_on_p256_by_a_stranger.jwt",
    ];
    bad.iter().chain(&good).map(|name| folder.join(name)).collect()
}

/// The names of the rows that are shown, from the first to the last.
async fn rows(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('table.results tbody tr')].map(row => row.innerText)";
    Ok(serde_json::from_value(browser.execute(script, Vec::new()).await?)?)
}

async fn twenty_files() -> Result<()> {
    let visitor = Visitor::come(&[]).await?;
    let browser = &visitor.browser;
    let mut files = pile();
    while files.len() < 20 {
        let award = story::award_to(
            &story::sign_in(&visitor.demo, story::STAFF)?,
            0,
            &format!("Applicant {}", files.len()),
            &format!("applicant{}@learners.example", files.len()),
        )?;
        files.push(visitor.file(&format!("applicant-{}.json", files.len()), &award.document)?);
    }
    visitor.sent_only_addresses(&[])?;
    visitor.check(&files).await?;
    browser
        .see("20 checked: 15 verified, 2 genuine by an unknown issuer, 2 not valid, 1 could not be checked")
        .await?;
    visitor.sent_only_addresses(&["Applicant 1", "proofValue", "Greatford", "Ada Vogel"])?;
    browser.look("verify-twenty").await?;
    browser.photograph("verify-twenty", Scheme::Dark).await?;
    let shown = rows(browser).await?;
    ensure!(shown.len() == 20, "{} rows", shown.len());
    ensure!(shown[..2].iter().all(|row| row.contains("Not valid")), "exceptions first: {:?}", &shown[..4]);
    ensure!(shown[2].contains("Could not check"), "{:?}", &shown[..4]);

    // Sorted by the person, then filtered.
    browser.click("button", "Who").await?;
    let by_name = rows(browser).await?;
    ensure!(by_name != shown, "nothing moved");
    browser.find("combobox", "Show").await?.select_by_label("Not valid").await?;
    browser.see_no("Applicant 12").await?;
    ensure!(rows(browser).await?.len() == 2, "only what is not valid: {:?}", rows(browser).await?);
    browser.find("combobox", "Show").await?.select_by_label("All verdicts").await?;

    // One row opens its report, and leads back.
    browser.click("button", "Diploma in seamanship: transcript").await?;
    browser.see("Medical first aid").await?;
    browser.click("button", "Back to the table").await?;
    browser.see("20 checked").await?;

    browser.click("button", "Save the table (CSV)").await?;
    let csv = String::from_utf8(browser.downloaded(".csv").await?)?;
    ensure!(csv.lines().count() == 21, "a heading and twenty lines: {csv}");
    ensure!(csv.starts_with('\u{feff}') && csv.contains("University of Greatford"), "{csv}");
    let expired = csv.lines().find(|line| line.contains("dates__expired.json")).context("no such line")?;
    ensure!(expired.contains("Not valid"), "{expired}");
    visitor.browser.close().await
}

async fn archive() -> Result<()> {
    let visitor = Visitor::come(&[]).await?;
    let browser = &visitor.browser;
    let files = pile();
    let sum = "9 checked: 4 verified, 2 genuine by an unknown issuer, 2 not valid, 1 could not be checked.";
    visitor.check(&[visitor.file("badges.zip", &zip(&files)?)?]).await?;
    browser.see(sum).await?;

    visitor.open().await?;
    browser.drop_files("main", "", &files).await?;
    browser.see(sum).await?;

    visitor.open().await?;
    browser.paste_files(&files).await?;
    browser.see(sum).await?;
    visitor.browser.close().await
}

async fn applicants() -> Result<()> {
    let visitor = Visitor::come(&[]).await?;
    let browser = &visitor.browser;
    let site = visitor.demo.url();
    let share = format!("{site}{}", story::example_share(&visitor.demo)?);
    let list = format!(
        "Name,E-mail,Link\r\n\
         Noor Haddad,noor@learners.example,{share}\r\n\
         Ida Quill,ida@learners.example,{site}/s/AAAAAAAAAAAAAAAAAAAAAA\r\n\
         \"Bo, the second\",bo@learners.example,{share}\r\n"
    );
    visitor.sent_only_addresses(&[])?;
    visitor.check(&[visitor.file("applicants.csv", list.as_bytes())?]).await?;
    browser.see("2 checked").await?;
    browser.see("Links that could not be opened").await?;
    browser.see("Your list says: Noor Haddad").await?;
    browser.see("Name matches").await?;
    browser.see("Name is another").await?;
    for sent in visitor.wire.sent() {
        let told = ["noor@", "Noor Haddad", "Bo, the second"].iter().any(|text| sent.holds(text));
        ensure!(!told, "{} {} tells who is on the list", sent.method, sent.url);
    }
    // The browser rightly notes the dead link, so its complaints are not looked at.
    browser.is_accessible().await?;
    browser.photograph("verify-applicants", Scheme::Light).await?;
    browser.click("button", "Save the table (CSV)").await?;
    let csv = String::from_utf8(browser.downloaded(".csv").await?)?;
    ensure!(csv.lines().count() == 4, "a heading and three lines: {csv}");
    ensure!(csv.contains("\"Bo, the second\",bo@learners.example"), "{csv}");
    ensure!(csv.contains("Link could not be opened"), "{csv}");
    visitor.browser.close().await
}

/// An archive of these files, stored as they are.
fn zip(files: &[PathBuf]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for file in files {
        let name = file.file_name().context("a name")?.to_string_lossy();
        let (mut entry, config) = archive.new_file(&name).start()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(&std::fs::read(file)?)?;
        let (_, descriptor) = writer.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()?;
    Ok(bytes)
}

//! What a visitor without an account sees at `/verify`: one credential after another, each with the
//! one thing about it that is as it should be or is not, judged by their own browser.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use tests::browser::{self, Scheme, trial};
use tests::picture::Picture;
use tests::story;
use tests::visitor::{self, Visitor};

fn main() {
    browser::run(vec![
        trial("each_verdict_is_plain_and_the_credential_stays_on_the_device", verdicts),
        trial("a_page_that_was_loaded_checks_a_file_without_a_network", cut_off),
        trial("a_code_is_read_from_a_picture_and_before_the_camera", codes),
        trial("whose_it_is_and_a_receipt_that_is_recognised_again", whose),
        trial("without_script_the_server_reports_and_says_so", without_script),
    ]);
}

fn fixture(name: &str) -> PathBuf {
    tests::fixtures().join("credentials").join(name)
}

/// What is given, under which headline its report stands, and what it has to say.
struct Case {
    name: &'static str,
    file: PathBuf,
    headline: &'static str,
    says: &'static [&'static str],
}

async fn verdicts() -> Result<()> {
    const GENUINE: &str = "Genuine signature, unknown issuer";
    const UNKNOWN: &str = "Could not check everything";
    let visitor = Visitor::come(&[]).await?;
    let case = |name, file, headline, says| Case { name, file, headline, says };
    let award = story::award(&visitor.demo)?;
    let good = visitor.file("good.json", &award.document)?;
    let changed = String::from_utf8(award.document)?.replace("Ida Quill", "Ida Swift");
    let tampered = visitor.file("tampered.json", changed.as_bytes())?;
    let taken_back = story::award(&visitor.demo)?;
    story::revoke(&visitor.demo, &taken_back)?;
    let revoked = visitor.file("revoked.json", &taken_back.document)?;
    let cases = [
        case("good", good, "Verified", &["Hedgerow College", "Ida Quill"]),
        case(
            "famous-name",
            fixture("valid/doctorate_of_a_famous_university_by_a_stranger.json"),
            GENUINE,
            &["“University of Greatford”"],
        ),
        case("expired", fixture("invalid/dates__expired.json"), "Not valid", &["expired"]),
        case("revoked", revoked, "Not valid", &["revoked", "Hedgerow College"]),
        case("tampered", tampered, "Not valid", &["changed"]),
        case(
            "list-out-of-reach",
            fixture("unknown/status__list_out_of_reach.json"),
            UNKNOWN,
            &["taken it back"],
        ),
        case(
            "unknown-issuer",
            fixture("valid/badge_on_p256_by_a_stranger.jwt"),
            GENUINE,
            &["“Harbour College”"],
        ),
        case(
            "record-of-36",
            fixture("invalid/nested__one_revoked_and_one_changed_of_36.json"),
            "Not valid",
            &["34 of 36 verified, 1 not valid, 1 could not be checked", "Medical first aid"],
        ),
        case(
            "note-changed",
            fixture("invalid/proof__note_in_a_presentation_changed.json"),
            "Not valid",
            &["changed"],
        ),
        case(
            "presentation",
            fixture("valid/presentation_of_four.json"),
            "Verified",
            &["For the pilot station", "Finding the way", "one by night"],
        ),
        case(
            "all-that-one-can-say",
            fixture("valid/badge_with_all_that_one_can_say.json"),
            "Verified",
            &["Merit", "Log book of the passage to Ushant", "118.5", "Officer cadet"],
        ),
    ];
    visitor.sent_only_addresses(&[])?;
    for Case { name, file, headline, says } in cases {
        visitor.check(&[file]).await?;
        visitor.verdict(headline).await.context(name)?;
        for text in says {
            visitor.browser.see(text).await.context(name)?;
        }
        // Nobody signed what the note says now.
        visitor.browser.see_no("nine by night").await?;
        let addresses = visitor.sent_only_addresses(&["Ida ", "Ada Vogel", "proofValue", "Greatford"])?;
        visitor.browser.click("button", "What left your device").await?;
        for address in addresses {
            visitor.browser.see(&address).await?;
        }
        visitor.browser.look(&format!("verify-{name}")).await?;
    }
    visitor.browser.photograph("verify-all-that-one-can-say", Scheme::Dark).await?;
    visitor.browser.close().await
}

async fn cut_off() -> Result<()> {
    let mut visitor = Visitor::come(&[]).await?;
    let award = story::award(&visitor.demo)?;
    let file = visitor.file("good.json", &award.document)?;
    visitor.check(std::slice::from_ref(&file)).await?;
    visitor.verdict("Verified").await?;

    // The page stays open; the network goes, and with it the site.
    visitor.wire.cut();
    visitor.demo.kill()?;
    visitor.browser.choose(visitor::FILES, &[fixture("valid/record_of_36.json")]).await?;
    visitor.browser.see("Diploma in seamanship").await?;
    visitor.browser.see("All 36 verified").await?;
    visitor.browser.photograph("verify-cut-off", Scheme::Light).await?;

    // What was learned a moment ago is still known; what never was, is not made up.
    visitor.browser.choose(visitor::FILES, &[fixture("valid/badge.json")]).await?;
    visitor.browser.see("Coastal navigation").await?;
    visitor.verdict("Could not check everything").await?;
    visitor.browser.photograph("verify-cut-off-unknown", Scheme::Light).await?;
    visitor.browser.close().await
}

async fn codes() -> Result<()> {
    let smallest = std::fs::read(fixture("valid/smallest.json"))?;
    let folder = tempfile::tempdir()?;
    let video = folder.path().join("camera.y4m");
    let address = crypto::compact::address("http://127.0.0.1", &smallest)?;
    std::fs::write(&video, Picture::before_a_camera(&address)?.to_video())?;
    let camera = [
        "--use-fake-device-for-media-stream".to_owned(),
        "--use-fake-ui-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", video.display()),
    ];
    let visitor = Visitor::come(&camera).await?;
    let secrets = ["0d9a2c2e-40a5-4d8c-9e0e-0f7f3a0b6a01", "proofValue"];
    visitor.open().await?;
    visitor.browser.click("button", visitor::CAMERA).await?;
    visitor.verdict("Verified").await?;
    visitor.browser.look("verify-camera").await?;
    visitor.sent_only_addresses(&secrets)?;

    let picture = visitor.file("photo.png", &Picture::of_qr(&address, 4)?.to_png()?)?;
    visitor.open().await?;
    visitor.browser.choose("Choose a picture of a QR code", &[picture]).await?;
    visitor.verdict("Verified").await?;
    visitor.sent_only_addresses(&secrets)?;

    // As a phone's own camera opens it.
    let fragment = address.split_once("/verify").map(|(_, rest)| rest).unwrap_or_default();
    visitor.browser.go("about:blank").await?;
    visitor.browser.go(&format!("/verify{fragment}")).await?;
    visitor.verdict("Verified").await?;
    visitor.browser.look("verify-address").await?;
    visitor.sent_only_addresses(&secrets)?;
    visitor.browser.close().await
}

async fn whose() -> Result<()> {
    let visitor = Visitor::come(&[]).await?;
    visitor.check(&[fixture("valid/badge_with_all_that_one_can_say.json")]).await?;
    visitor.verdict("Verified").await?;
    for (asked, answer) in [
        ("ada.vogel@learners.example", "Yes, it was issued to ada.vogel@learners.example."),
        ("Ada Vogel", "Yes, it was issued to somebody called Ada Vogel."),
        ("bob@learners.example", "No, it was not issued to bob@learners.example."),
    ] {
        visitor.browser.fill("E-mail address or name", asked).await?;
        visitor.browser.click("button", "Compare").await?;
        visitor.browser.see(answer).await?;
    }
    visitor.browser.look("verify-whose").await?;
    visitor.sent_only_addresses(&["Vogel", "vogel", "bob@"])?;

    visitor.browser.click("button", "Save a signed receipt").await?;
    visitor.browser.see("sent to this site").await?;
    visitor.browser.look("verify-receipt-asked").await?;
    visitor.browser.click("button", "Send the credential and save the receipt").await?;
    visitor.browser.see("Saved.").await?;
    let receipt = visitor.browser.downloaded("receipt.json").await?;
    let receipt = visitor.file("their-receipt.json", &receipt)?;
    visitor.check(&[receipt]).await?;
    visitor.browser.see("Diploma in seamanship").await?;
    visitor.browser.look("verify-receipt").await?;
    visitor.browser.close().await
}

async fn without_script() -> Result<()> {
    let visitor = Visitor::come(&[]).await?;
    visitor.browser.scripts(false).await?;
    visitor.browser.go("/verify").await?;
    visitor.browser.see("this site’s server does the check").await?;
    visitor.browser.photograph("verify-without-script", Scheme::Light).await?;
    visitor.browser.choose(visitor::FILES, &[fixture("valid/record_of_36.json")]).await?;
    visitor.browser.follow("button", "Check").await?;
    visitor.browser.see("Checked by this site’s server").await?;
    visitor.browser.see("Diploma in seamanship").await?;
    visitor.browser.see_no("your own browser").await?;
    visitor.browser.photograph("verify-by-server", Scheme::Light).await?;
    ensure!(visitor.wire.sent().iter().any(|sent| sent.method == "POST"), "the form was posted");
    visitor.browser.close().await
}

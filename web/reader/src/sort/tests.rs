use std::io::Write;

use ::image;
use flate2::{Compression, write::DeflateEncoder};
use proptest::prelude::*;
use qrcode::QrCode;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::*;
use crate::{Refusal, What};

const BADGE: &[u8] = br#"{"type":["VerifiableCredential"]}"#;

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in files {
        if name.ends_with('/') {
            archive.new_dir(*name).create().unwrap();
            continue;
        }
        let (mut entry, config) =
            archive.new_file(*name).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(content).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

/// A picture of a QR code with a quiet zone, `module` pixels a module.
fn qr(text: &str, module: u32) -> image::GrayImage {
    QrCode::new(text).unwrap().render::<image::Luma<u8>>().module_dimensions(module, module).build()
}

fn encoded(picture: impl Into<image::DynamicImage>, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(text: &str) -> Vec<u8> {
    encoded(qr(text, 4), image::ImageFormat::Png)
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../fixtures/credentials/valid/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn refusals(items: &[Item]) -> Vec<(&str, &str)> {
    items
        .iter()
        .filter_map(|item| match &item.what {
            What::Refused(Refusal { code, .. }) => Some((item.name.as_str(), code.as_str())),
            _ => None,
        })
        .collect()
}

fn refused(bytes: &[u8]) -> String {
    match refusals(&sort("x", bytes)).as_slice() {
        [(_, code)] => (*code).to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn documents_of_every_form_are_known_by_their_content() {
    for name in
        ["badge.json", "baked.png", "baked.svg", "open_badges_2_signed.jwt", "open_badges_2_hosted.png"]
    {
        let bytes = fixture(name);
        let items = sort("a.txt", &bytes);
        let [Item { what: What::Document(document), .. }] = items.as_slice() else { panic!("{name}") };
        assert!(document.trim_ascii() == bytes.trim_ascii(), "{name}");
    }
}

#[test]
fn what_is_none_of_the_forms_is_told_apart() {
    assert_eq!(refused(b" \n "), "nothing");
    assert_eq!(refused(b"%PDF-1.7\n..."), "pdf");
    assert_eq!(refused(b"<!DOCTYPE html><html lang=en><body>Hello"), "web_page");
    assert_eq!(refused(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "picture_empty");
    assert_eq!(refused(b"Just some words."), "form_unknown");
    assert_eq!(refused(b"\x7fELF\x02\x01\0\0"), "form_unknown");
    assert_eq!(refused(b"\xff\xd8\xff\xe0 cut off"), "picture_unreadable");
    assert_eq!(
        refused(&zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<x/>")])),
        "office"
    );
    assert_eq!(refused(&zip(&[])), "nothing");
    assert_eq!(refused(&zip(&[("a.json", BADGE)])[..40]), "archive_unreadable");
}

#[test]
fn tokens_line_by_line_are_so_many_documents() {
    let items = sort("tokens", b"eyJh.e30.AA\n\neyJi.e30.BB\n");
    assert_eq!(
        items,
        [Item::document("tokens, 1", "eyJh.e30.AA"), Item::document("tokens, 2", "eyJi.e30.BB")]
    );
}

#[test]
fn an_archive_gives_what_its_files_give() {
    let table = b"Name,Link\nAda,https://a.example/1\n";
    let bytes = zip(&[
        ("folder/", b""),
        ("folder/ada.json", BADGE),
        ("../../etc/passwd", BADGE),
        ("/x\\bob.json", BADGE),
        ("__MACOSX/folder/._ada.json", b"junk"),
        (".DS_Store", b"junk"),
        ("applicants.csv", table),
        ("folder/ada.json", b"{}"),
    ]);
    let names: Vec<String> = sort("all.zip", &bytes).into_iter().map(|item| item.name).collect();
    assert_eq!(
        names,
        [
            "all.zip / folder/ada.json",
            "all.zip / etc/passwd",
            "all.zip / x/bob.json",
            "all.zip / applicants.csv, row 2",
            "all.zip / folder/ada.json",
        ]
    );
}

#[test]
fn an_archive_in_an_archive_is_read_and_one_in_that_is_not() {
    let inner = zip(&[("ada.json", BADGE)]);
    let nested = zip(&[("inner.zip", &inner)]);
    assert_eq!(sort("o.zip", &nested), [Item::document("o.zip / inner.zip / ada.json", BADGE)]);
    let items = sort("o.zip", &zip(&[("nested.zip", &nested), ("bob.json", BADGE)]));
    assert_eq!(refusals(&items), [("o.zip / nested.zip / inner.zip", "archive_nested")]);
    assert_eq!(items.len(), 2);
}

#[test]
fn a_file_that_takes_a_password_and_one_that_is_damaged_are_told() {
    let good = zip(&[("ada.json", BADGE)]);
    // The flags in the central directory: bit 0 is encryption.
    let directory = good.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let mut locked = good.clone();
    locked[directory + 8] |= 1;
    assert_eq!(refusals(&sort("a.zip", &locked)), [("a.zip / ada.json", "archive_encrypted")]);
    let mut damaged = good.clone();
    damaged[directory + 16] ^= 1;
    assert_eq!(refusals(&sort("a.zip", &damaged)), [("a.zip / ada.json", "archive_unreadable")]);
}

#[test]
fn what_unpacks_to_too_much_is_refused_and_the_rest_is_read() {
    let spaces = vec![b' '; 4 << 20];
    let items = sort("bomb.zip", &zip(&[("spaces", &spaces), ("ada.json", BADGE)]));
    assert_eq!(refusals(&items), [("bomb.zip / spaces", "archive_too_large")]);
    assert_eq!(items[1], Item::document("bomb.zip / ada.json", BADGE));
}

#[test]
fn files_beyond_the_room_of_an_archive_are_refused() {
    let bytes = zip(&[("1.json", BADGE), ("2.json", BADGE), ("3.json", BADGE)]);
    let mut room = Room::of_bytes(2 * BADGE.len() + 1);
    let items: Vec<Item> = within("a.zip", &bytes, &mut room)
        .into_iter()
        .filter_map(|found| if let Found::Item(item) = found { Some(item) } else { None })
        .collect();
    assert_eq!(items.len(), 3);
    assert_eq!(refusals(&items), [("a.zip / 3.json", "archive_too_large")]);
}

#[test]
fn more_items_than_are_looked_at_are_cut_off_with_a_word() {
    let table = "https://a.example/1\n".repeat(MAX_ITEMS + 5);
    let items = sort("a.csv", table.as_bytes());
    assert_eq!(items.len(), MAX_ITEMS + 1);
    assert_eq!(refusals(&items), [("a.csv", "too_many")]);
    let tokens = "eyJh.e30.AA\n".repeat(3 * MAX_ITEMS);
    assert_eq!(written("tokens", &tokens).len(), MAX_ITEMS + 1);
    let long = table.repeat(3);
    let two = zip(&[("a.csv", long.as_bytes()), ("b.txt", tokens.as_bytes())]);
    assert_eq!(within("a.zip", &two, &mut Room::new()).len(), MAX_ITEMS + 1);
    let files: Vec<String> = (0..=MAX_ITEMS).map(|index| index.to_string()).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|name| (name.as_str(), BADGE)).collect();
    assert_eq!(refusals(&sort("a.zip", &zip(&files))), [("a.zip", "too_many")]);
}

#[test]
fn a_code_in_a_picture_is_read_for_what_it_says() {
    let link = "https://a.example/s/01890a5d-ac96-774b-bcce-b302099a8057";
    assert_eq!(sort("code.png", &png(link)), [Item::link("code.png", link)]);
    assert_eq!(sort("code", &png("{\"a\":1}")), [Item::document("code", b"{\"a\":1}".as_slice())]);
    assert_eq!(refused(&png("WIFI:S:guests;;")), "qr_unknown");
    assert_eq!(refused(&encoded(image::GrayImage::new(300, 300), image::ImageFormat::Png)), "picture_empty");
}

#[test]
fn of_many_pictures_the_first_are_searched() {
    let picture = png("https://a.example/1");
    let names: Vec<String> = (0..MAX_PICTURES + 2).map(|number| format!("{number}.png")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), picture.as_slice())).collect();
    let items = sort("a.zip", &zip(&files));
    assert_eq!(refusals(&items), [("a.zip / 20.png", "too_many"), ("a.zip / 21.png", "too_many")]);
}

#[test]
fn an_address_that_carries_a_whole_credential_is_that_credential() {
    let address = compact::address("https://a.example", BADGE).unwrap();
    assert_eq!(sort("pasted text", address.as_bytes()), [Item::document("pasted text", BADGE)]);
    assert_eq!(sort("code.png", &png(&address)), [Item::document("code.png", BADGE)]);
    assert_eq!(refused(&address.as_bytes()[..address.len() - 5]), "address_unreadable");
    let other = "https://a.example/verify#results";
    assert_eq!(sort("x", other.as_bytes()), [Item::link("x", other)]);
}

#[test]
fn a_code_is_found_in_a_large_photograph_and_on_a_transparent_ground() {
    let link = "https://a.example/s/1";
    let mut photograph = image::RgbImage::from_pixel(2400, 1800, image::Rgb([200, 180, 160]));
    let code = image::DynamicImage::from(qr(link, 12)).into_rgb8();
    image::imageops::overlay(&mut photograph, &code, 900, 500);
    let photograph = image::imageops::blur(&photograph, 2.0);
    assert_eq!(sort("p", &encoded(photograph, image::ImageFormat::Jpeg)), [Item::link("p", link)]);

    let black = image::RgbaImage::from_fn(200, 200, |_, _| image::Rgba([0, 0, 0, 0]));
    let mut drawn = black;
    let code = image::DynamicImage::from(qr(link, 4)).into_rgba8();
    for (x, y, pixel) in code.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] == 0) {
        drawn.put_pixel(x + 10, y + 10, *pixel);
    }
    assert_eq!(sort("p", &encoded(drawn, image::ImageFormat::Png)), [Item::link("p", link)]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_stop_or_give_more_than_its_bounds(
        start in prop::sample::select(vec![
            &b""[..], b"{", b"[", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg", b"ey", b"https://a.example/",
            b"Name,Link\nAda,https://a.example/1\n", b"\xff\xfe",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let bytes = [start, &rest].concat();
        let items = sort("x", &bytes);
        prop_assert!(!items.is_empty() && items.len() <= MAX_ITEMS + 1);
    }

    #[test]
    fn a_changed_archive_is_read_or_refused(at in 0_usize..400, byte in any::<u8>(), cut in 1_usize..400) {
        let mut bytes = zip(&[("a.json", BADGE), ("b.csv", b"https://a.example/1\nhttps://a.example/2\n")]);
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut / 8));
        prop_assert!(!sort("x", &bytes).is_empty());
    }

    #[test]
    fn any_pixels_are_scanned(width in 0_u32..80, height in 0_u32..80, luma in prop::collection::vec(any::<u8>(), 0..6400)) {
        prop_assert!(crate::scan(width, height, &luma).len() < 10);
    }
}

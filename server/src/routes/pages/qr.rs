//! QR codes as pictures: black on white in every theme, with the quiet zone that readers need.

use std::fmt::Write as _;

use qrcode::{Color, QrCode, render::svg};

/// Modules of white around the code, as the standard asks.
const QUIET: usize = 4;
/// Pixels of one module in a PNG.
const SCALE: usize = 8;

/// The code as an SVG document.
pub(super) fn svg(code: &QrCode) -> String {
    code.render::<svg::Color<'_>>()
        .min_dimensions(256, 256)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build()
}

/// Least width of a dense code on paper with the white around it, in millimetres,
const PAPER_MM: f64 = 50.0;
/// and of one module: what phones see from a hand's width away.
const MODULE_MM: f64 = 0.4;

/// How wide the code is on paper with the white around it, in millimetres, and of how many modules.
fn on_paper(code: &QrCode) -> (f64, u32) {
    let modules = u32::try_from(code.width() + 2 * QUIET).unwrap_or(u32::MAX);
    (PAPER_MM.max(f64::from(modules) * MODULE_MM), modules)
}

/// The code as an SVG document that is as wide as it has to be on paper.
pub(super) fn paper_svg(code: &QrCode) -> String {
    let (side_mm, side) = on_paper(code);
    let dark = dark_path(code);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{side_mm:.2}mm" height="{side_mm:.2}mm" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}"/></svg>"##
    )
}

/// The code as an element of a page, which says how large it is.
pub(super) fn inline_svg(code: &QrCode) -> String {
    let (_, side) = on_paper(code);
    let dark = dark_path(code);
    format!(
        r##"<svg viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}"/></svg>"##
    )
}

/// The dark modules, row by row, with the quiet zone around them.
fn dark_path(code: &QrCode) -> String {
    let mut dark = String::new();
    for (y, row) in (QUIET..).zip(code.to_colors().chunks(code.width())) {
        let mut x = QUIET;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let length = run.len();
                write!(dark, "M{x} {y}h{length}v1h-{length}z").expect("text takes any text");
            }
            x += run.len();
        }
    }
    dark
}

/// The code as a PNG that says how wide it has to be on paper.
///
/// # Errors
/// When the picture cannot be encoded.
pub(super) fn paper_png(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
    encoded(code, Some(on_paper(code).0))
}

/// The code as a PNG, one bit a pixel.
///
/// # Errors
/// When the picture cannot be encoded.
pub(super) fn png(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
    encoded(code, None)
}

/// * `side_mm`: how wide it has to be on paper, if that matters.
fn encoded(code: &QrCode, side_mm: Option<f64>) -> Result<Vec<u8>, png::EncodingError> {
    let modules = code.to_colors();
    let width = code.width();
    let side = (width + 2 * QUIET) * SCALE;
    let dark = |x: usize, y: usize| {
        let (x, y) = ((x / SCALE).checked_sub(QUIET), (y / SCALE).checked_sub(QUIET));
        matches!((x, y), (Some(x), Some(y)) if x < width && y < width && modules[y * width + x] == Color::Dark)
    };
    let mut rows = Vec::with_capacity(side * side.div_ceil(8));
    for y in 0..side {
        for first in (0..side).step_by(8) {
            let white = (0..8).filter(|bit| !dark(first + bit, y));
            rows.push(white.fold(0_u8, |byte, bit| byte | (0x80 >> bit)));
        }
    }
    let mut bytes = Vec::new();
    let side = u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_pixel_dims(side_mm.map(|mm| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some ten thousand")]
        let a_metre = (f64::from(side) * 1_000.0 / mm).round() as u32;
        png::PixelDimensions { xppu: a_metre, yppu: a_metre, unit: png::Unit::Meter }
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rows)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_has_the_modules_of_its_code_and_white_around_them() {
        let code = QrCode::new("https://laurel.example/s/token").unwrap();
        let bytes = png(&code).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rows).unwrap();
        let side = (code.width() + 2 * QUIET) * SCALE;
        assert_eq!((info.width as usize, info.height as usize), (side, side));
        let white = |x: usize, y: usize| rows[y * side.div_ceil(8) + x / 8] & (0x80 >> (x % 8)) != 0;
        assert!(white(0, 0) && white(side - 1, side - 1));
        for y in 0..code.width() {
            for x in 0..code.width() {
                let (px, py) = ((x + QUIET) * SCALE + 3, (y + QUIET) * SCALE + 3);
                assert_eq!(white(px, py), code[(x, y)] == Color::Light, "{x} {y}");
            }
        }
    }

    #[test]
    fn on_paper_a_module_is_four_tenths_of_a_millimetre_and_the_code_five_centimetres_at_least() {
        let mut text = "https://laurel.example/verify#1".to_owned();
        let mut versions = std::collections::BTreeSet::new();
        while let Ok(code) = QrCode::with_error_correction_level(&text, qrcode::EcLevel::M) {
            let qrcode::Version::Normal(version) = code.version() else { panic!("a micro code") };
            if version > 25 {
                break;
            }
            versions.insert(version);
            let (side_mm, modules) = on_paper(&code);
            assert!(side_mm >= 50.0 && side_mm / f64::from(modules) >= 0.4, "{version}: {side_mm}");
            assert!(side_mm < 50.1, "{version}: {side_mm}");
            let svg = paper_svg(&code);
            let dark: usize = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
            let drawn = svg.split('h').skip(1).filter_map(|run| run.split_once('v')).map(|(run, _)| run);
            assert_eq!(drawn.filter_map(|run| run.parse::<usize>().ok()).sum::<usize>(), dark);
            text.push_str(&"1234567890".repeat(12));
        }
        assert!(versions.contains(&25));
    }
}

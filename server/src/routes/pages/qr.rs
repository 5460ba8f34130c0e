//! QR codes as pictures: black on white in every theme, with the quiet zone that readers need.

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

/// The code as a PNG, one bit a pixel.
///
/// # Errors
/// When the picture cannot be encoded.
pub(super) fn png(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
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
}

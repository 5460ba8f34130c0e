//! Pictures of QR codes: as a PNG, and as what a camera sees.

use anyhow::Result;
use qrcode::{Color, EcLevel, QrCode};

/// A camera's picture, in pixels.
const FRAME: [usize; 2] = [1280, 960];

/// Shades of grey, 0 black to 255 white, row by row.
pub struct Picture {
    width: usize,
    height: usize,
    luma: Vec<u8>,
}

impl Picture {
    /// A QR code of `text` at level M, each module so many pixels wide, with its quiet zone.
    ///
    /// # Errors
    /// When it is too long for one.
    pub fn of_qr(text: &str, module_px: usize) -> Result<Self> {
        const QUIET: usize = 4;
        let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
        let (modules, colours) = (code.width(), code.to_colors());
        let side = (modules + 2 * QUIET) * module_px;
        let module = |pixel: usize| (pixel / module_px).checked_sub(QUIET).filter(|at| *at < modules);
        let dark = |x, y| match (module(x), module(y)) {
            (Some(x), Some(y)) => colours[y * modules + x] == Color::Dark,
            _ => false,
        };
        let pixels = (0..side * side).map(|at| if dark(at % side, at / side) { 0 } else { 255 });
        Ok(Self { width: side, height: side, luma: pixels.collect() })
    }

    /// The largest QR code of `text` that fits a camera's picture.
    ///
    /// # Errors
    /// When it is too long for one.
    pub fn before_a_camera(text: &str) -> Result<Self> {
        let modules = QrCode::with_error_correction_level(text, EcLevel::M)?.width() + 8;
        let code = Self::of_qr(text, FRAME[1] / modules)?;
        let mut luma = vec![200; FRAME[0] * FRAME[1]]; // a grey wall
        let (left, top) = ((FRAME[0] - code.width) / 2, (FRAME[1] - code.height) / 2);
        for (y, row) in code.luma.chunks(code.width).enumerate() {
            let start = (top + y) * FRAME[0] + left;
            luma[start..start + code.width].copy_from_slice(row);
        }
        Ok(Self { width: FRAME[0], height: FRAME[1], luma })
    }

    /// As a PNG.
    ///
    /// # Errors
    /// When it can't be encoded.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder =
            png::Encoder::new(&mut bytes, u32::try_from(self.width)?, u32::try_from(self.height)?);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.luma)?;
        writer.finish()?;
        Ok(bytes)
    }

    /// As a video of one picture in YUV4MPEG2, which Chromium plays before its fake camera, again
    /// and again.
    pub fn to_video(&self) -> Vec<u8> {
        let header = format!("YUV4MPEG2 W{} H{} F10:1 Ip A1:1 C420\nFRAME\n", self.width, self.height);
        let mut video = header.into_bytes();
        video.extend(&self.luma);
        // No colour: two planes of half the width and half the height.
        video.extend(std::iter::repeat_n(128, 2 * self.width.div_ceil(2) * self.height.div_ceil(2)));
        video
    }
}

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

    /// The same out of focus: each point spread over its surroundings by a normal distribution
    /// whose standard deviation is so many pixels.
    #[must_use]
    pub fn blurred(&self, deviation_px: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
        let reach = (3.0 * deviation_px).ceil() as isize;
        #[expect(clippy::cast_precision_loss, reason = "a few pixels")]
        let weight = |offset: isize| (-0.5 * (offset as f64 / deviation_px).powi(2)).exp();
        let total: f64 = (-reach..=reach).map(weight).sum();
        let spread = |luma: &[u8], step: isize, places: &dyn Fn(usize) -> (usize, usize)| {
            let one = |at: usize| {
                let (place, length) = places(at);
                let sum: f64 = (-reach..=reach)
                    .map(|offset| {
                        let near = place.saturating_add_signed(offset).min(length - 1);
                        let from = near.cast_signed() - place.cast_signed();
                        weight(offset) * f64::from(luma[at.saturating_add_signed(from * step)])
                    })
                    .sum();
                grey(sum / total)
            };
            (0..luma.len()).map(one).collect::<Vec<_>>()
        };
        let (width, height) = (self.width, self.height);
        let across = spread(&self.luma, 1, &|at| (at % width, width));
        let luma = spread(&across, width.cast_signed(), &|at| (at / width, height));
        Self { width, height, luma }
    }

    /// The same turned by so many degrees, on white paper that is large enough.
    #[expect(clippy::cast_precision_loss, reason = "pictures have some thousand pixels a side")]
    #[must_use]
    pub fn turned(&self, degrees: f64) -> Self {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let side = self.width.max(self.height) * 5 / 4;
        let middle = side as f64 / 2.0;
        let (left, top) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let pixel = |x: f64, y: f64| {
            let inside = x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the picture")]
            if inside { f64::from(self.luma[y as usize * self.width + x as usize]) } else { 255.0 }
        };
        let one = |at: usize| {
            let (x, y) = ((at % side) as f64 - middle, (at / side) as f64 - middle);
            let (x, y) = (x * cosine + y * sine + left - 0.5, y * cosine - x * sine + top - 0.5);
            let (right, down) = (x - x.floor(), y - y.floor());
            let row = |y: f64| pixel(x.floor(), y) * (1.0 - right) + pixel(x.floor() + 1.0, y) * right;
            grey(row(y.floor()) * (1.0 - down) + row(y.floor() + 1.0) * down)
        };
        Self { width: side, height: side, luma: (0..side * side).map(one).collect() }
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

/// A shade, from 0 to 255.
fn grey(shade: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let shade = shade.round().clamp(0.0, 255.0) as u8;
    shade
}

//! Pictures decoded, natively, for the QR codes in them.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{GrayImage, ImageReader, Limits};

use crate::scan;

/// Pixels on the longer side at which codes are looked for, in this order: a photograph is easier
/// to read smaller than it was taken, and a small code in a large page is not.
const SIZES: [u32; 3] = [1600, 800, 3200];
/// Pixels on the longer side of the largest picture that is decoded,
const MAX_SIDE: u32 = 12_000;
/// and the memory that may take.
const MAX_MEMORY: u64 = 256 << 20;

/// The texts of the codes in a PNG or JPEG.
///
/// # Errors
/// The code of the refusal, where it cannot be decoded.
pub(crate) fn codes(bytes: &[u8]) -> Result<Vec<String>, &'static str> {
    let picture = decode(bytes).ok_or("picture_unreadable")?;
    let longest = picture.width().max(picture.height());
    for size in SIZES {
        if size != SIZES[0] && longest <= size / 2 {
            continue;
        }
        let texts = if longest > size {
            let scaled = |side: u32| {
                u32::try_from(u64::from(side) * u64::from(size) / u64::from(longest)).unwrap_or(size).max(1)
            };
            let (width, height) = (scaled(picture.width()), scaled(picture.height()));
            let smaller = image::imageops::resize(&picture, width, height, FilterType::Triangle);
            scan(width, height, smaller.as_raw())
        } else {
            scan(picture.width(), picture.height(), picture.as_raw())
        };
        if !texts.is_empty() {
            return Ok(texts);
        }
    }
    Ok(Vec::new())
}

/// How many pixels a picture says that it has; 0 where it can't be decoded.
pub(crate) fn pixels(bytes: &[u8]) -> u64 {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let size = reader.and_then(|reader| reader.into_dimensions().ok());
    size.map_or(0, |(width, height)| u64::from(width) * u64::from(height))
}

fn decode(bytes: &[u8]) -> Option<GrayImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    if !picture.color().has_alpha() {
        return Some(picture.into_luma8());
    }
    // What is transparent is seen on white.
    let pixels = picture.into_luma_alpha8();
    let (width, height) = pixels.dimensions();
    let on_white = pixels.pixels().map(|pixel| {
        let [luma, alpha] = pixel.0.map(u32::from);
        u8::try_from((luma * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    });
    GrayImage::from_raw(width, height, on_white.collect())
}

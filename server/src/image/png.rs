//! PNG: decoded once, within limits, to know that it is one.

use std::io::Cursor;

use png::{Decoder, Limits};

use super::ImageFault;

const MOST_PIXELS_A_SIDE: u32 = 2048;
/// 2048 × 2048 pixels of 16-bit RGBA, and a little for the decoder.
const MOST_MEMORY: usize = 40 << 20;

/// Decodes the picture.
///
/// # Errors
/// [`ImageFault::Dimensions`] before anything is unpacked, [`ImageFault::Png`] after.
pub(super) fn check(bytes: &[u8]) -> Result<(), ImageFault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
    decoder.set_ignore_text_chunk(true);
    let info = decoder.read_header_info().map_err(|_| ImageFault::Png)?;
    if info.width > MOST_PIXELS_A_SIDE || info.height > MOST_PIXELS_A_SIDE {
        return Err(ImageFault::Dimensions);
    }
    let mut reader = decoder.read_info().map_err(|_| ImageFault::Png)?;
    let size = reader.output_buffer_size().filter(|size| *size <= MOST_MEMORY).ok_or(ImageFault::Png)?;
    reader.next_frame(&mut vec![0; size]).map_err(|_| ImageFault::Png)?;
    reader.finish().map_err(|_| ImageFault::Png)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(side: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![200; (side * side) as usize]).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_png_that_decodes_is_taken() {
        assert_eq!(check(&picture(16)), Ok(()));
    }

    #[test]
    fn a_png_of_too_many_pixels_is_refused_unread() {
        assert_eq!(check(&picture(2049)), Err(ImageFault::Dimensions));
    }

    #[test]
    fn a_cut_or_altered_png_is_refused() {
        let whole = picture(16);
        assert_eq!(check(&whole[..whole.len() - 20]), Err(ImageFault::Png));
        let mut altered = whole;
        altered[45] ^= 1;
        assert_eq!(check(&altered), Err(ImageFault::Png));
    }
}

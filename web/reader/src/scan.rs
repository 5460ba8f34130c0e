//! QR codes in a picture.

use rqrr::PreparedImage;

/// The texts of the QR codes in a picture, each once, in the order in which they are found.
///
/// * `width`, `height`: in pixels.
/// * `luma`: one byte a pixel, row by row, 0 is black; where there are fewer than that, no text.
pub fn scan(width: u32, height: u32, luma: &[u8]) -> Vec<String> {
    let (width, height) = (width as usize, height as usize);
    if width == 0 || height == 0 || width.checked_mul(height).is_none_or(|pixels| luma.len() < pixels) {
        return Vec::new();
    }
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, |x, y| luma[y * width + x]);
    let mut texts: Vec<String> = Vec::new();
    for grid in picture.detect_grids() {
        if let Ok((_, text)) = grid.decode()
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    }
    texts
}

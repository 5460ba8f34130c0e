//! QR codes in a picture.

use rqrr::PreparedImage;

/// Corners of codes that a picture may have: those of a page of a hundred codes. All of them are
/// tried with each other, so that a picture tiled with corners would take hours.
const MAX_CORNERS: usize = 300;

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
    let is_black = |x: usize, y: usize| picture.get_pixel_at(x, y) == 1;
    if corners(width, height, &is_black).nth(MAX_CORNERS).is_some() {
        return Vec::new();
    }
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

/// The middles of what looks like corners of codes: across and down, black, white, three times as
/// much black, white, black.
fn corners(
    width: usize,
    height: usize,
    is_black: &impl Fn(usize, usize) -> bool,
) -> impl Iterator<Item = (usize, usize)> {
    (0..height).flat_map(move |y| {
        let across = fives(width, move |x| is_black(x, y));
        across.filter_map(move |(x, side)| is_middle(height, y, side, |y| is_black(x, y)).then_some((x, y)))
    })
}

/// The middles of runs of 1 : 1 : 3 : 1 : 1 in a line, and how long a run of one is.
fn fives(length: usize, is_black: impl Fn(usize) -> bool) -> impl Iterator<Item = (usize, usize)> {
    let (mut at, mut runs) = (0, [0; 5]);
    std::iter::from_fn(move || {
        while at < length {
            let black = is_black(at);
            let end = (at + 1..length).find(|next| is_black(*next) != black).unwrap_or(length);
            runs.rotate_left(1);
            runs[4] = end - at;
            at = end;
            let side = (runs[0] + runs[1] + runs[3] + runs[4]) / 4;
            let near = |run: usize, wanted: usize| run.abs_diff(wanted) <= side * 3 / 4;
            if black
                && runs.iter().zip([1, 1, 3, 1, 1]).all(|(run, parts)| *run > 0 && near(*run, parts * side))
            {
                return Some((at - runs[4] - runs[3] - runs[2].div_ceil(2), side));
            }
        }
        None
    })
}

/// Whether `at` is in the middle of such runs in a line, each of one about `side` long.
fn is_middle(length: usize, at: usize, side: usize, is_black: impl Fn(usize) -> bool) -> bool {
    let most = 4 * side;
    let run = |step: &dyn Fn(usize) -> Option<usize>| {
        (1..=most).take_while(|by| step(*by).is_some_and(&is_black)).count()
    };
    let up = run(&|by| at.checked_sub(by));
    let down = run(&|by| Some(at + by).filter(|at| *at < length));
    let about_three = (up + down + 1).abs_diff(3 * side) <= side * 3 / 4 + 1;
    is_black(at) && about_three && (up == down || up + 1 == down)
}

#[cfg(test)]
mod tests {
    use qrcode::QrCode;

    use super::*;

    fn count(width: usize, height: usize, luma: &[u8]) -> usize {
        corners(width, height, &|x, y| luma[y * width + x] < 128).count()
    }

    #[test]
    fn a_picture_tiled_with_corners_is_not_searched_and_a_code_is() {
        let code = QrCode::new("a".repeat(900)).unwrap();
        let picture = code.render::<image::Luma<u8>>().module_dimensions(4, 4).build();
        let (width, height) = picture.dimensions();
        let found = count(width as usize, height as usize, picture.as_raw());
        assert!((3..MAX_CORNERS / 3).contains(&found), "{found}");
        assert_eq!(scan(width, height, picture.as_raw()), ["a".repeat(900)]);

        for module in [1, 2, 3] {
            let is_black = |x: usize, y: usize| {
                let (x, y) = (x / module % 9, y / module % 9);
                let ring = x.abs_diff(3).max(y.abs_diff(3));
                ring < 4 && ring != 2
            };
            let side = 9 * module * 40;
            let luma: Vec<u8> =
                (0..side * side).map(|at| if is_black(at % side, at / side) { 0 } else { 255 }).collect();
            assert!(count(side, side, &luma) > MAX_CORNERS, "{module}");
            let side = u32::try_from(side).unwrap();
            assert!(scan(side, side, &luma).is_empty());
        }
    }
}

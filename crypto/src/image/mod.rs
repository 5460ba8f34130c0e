//! Credentials in images: bake and unbake, PNG and SVG.
//!
//! A baked image is an ordinary picture that carries a credential as text. Pixels are never
//! decoded here and drawings never drawn: bytes that are not the credential are copied as they
//! came. One image carries one credential, so baking replaces whatever was there.
//!
//! Source: Open Badges 3.0, section "Baked Badge", and the same section of CLR 2.0; Badge Baking
//! 1.0 for Open Badges 2.0.

mod png;
mod svg;
mod xml;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::json::{Limits, Object, Value, read};

/// Bytes of the largest image that is read or written: 20 MiB.
pub const MAX_BYTES: usize = 20 << 20;
/// Pixels of the largest PNG that is taken, 8192 by 8192: a quarter of a gigabyte when drawn.
///
/// Nothing is drawn here, but whoever is handed the image will try to.
pub const MAX_PIXELS: u64 = 1 << 26;
/// Bytes of the longest credential in an image: 10 MiB.
const MAX_TEXT: usize = Limits::RECORD.bytes;

/// The kinds of image that can carry a credential.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ImageKind {
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics.
    Svg,
}

/// The standard by which a credential was baked. It says where in the image the text stands,
/// not what is true of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Version {
    /// Open Badges 2.0 or earlier.
    OpenBadges2,
    /// Open Badges 3.0.
    OpenBadges3,
    /// Comprehensive Learner Record 2.0.
    Clr2,
}

/// What an image carried.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unbaked {
    /// The credential as it stood there: JSON, a compact JWS, or, of Open Badges 2.0 and earlier,
    /// the address of an assertion. Unread and unjudged.
    pub text: String,
    /// The standard by which it was baked.
    pub version: Version,
}

/// Why an image was not read or written.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ImageError {
    /// Some other kind of file.
    #[error("the file is neither a PNG nor an SVG image")]
    Kind,
    /// More than [`MAX_BYTES`].
    #[error("the image is larger than 20 MiB")]
    TooLarge,
    /// More than [`MAX_PIXELS`].
    #[error("the image is too large: {width} by {height} pixels")]
    Dimensions {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A PNG that is broken.
    #[error("the PNG image is damaged: {0}")]
    Png(&'static str),
    /// An SVG that is broken, or uses parts of XML that are not taken.
    #[error("the SVG image cannot be read: {message} at byte {offset}")]
    Svg {
        /// What is wrong, as a lower-case clause.
        message: &'static str,
        /// Where, in bytes from 0.
        offset: usize,
    },
    /// Nothing is baked in.
    #[error("the image carries no credential")]
    Empty,
    /// More than one is baked in, so two readers could find two.
    #[error("the image carries more than one credential")]
    Several,
    /// More than 10 MiB of text.
    #[error("the credential in the image is longer than 10 MiB")]
    TextTooLong,
    /// What should go in cannot.
    #[error("this is no credential that goes into an image: {0}")]
    NotACredential(&'static str),
}

/// Which kind of image `bytes` are, by how they begin; `None` for anything else.
pub fn kind(bytes: &[u8]) -> Option<ImageKind> {
    if bytes.starts_with(&png::SIGNATURE) {
        return Some(ImageKind::Png);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<").then_some(ImageKind::Svg)
}

/// Takes the credential out of an image.
///
/// Of a credential by today's standards and one by Open Badges 2.0 in the same image, the first
/// is given.
///
/// # Errors
/// [`ImageError`]; [`ImageError::Empty`] and [`ImageError::Several`] where there is not one
/// credential.
pub fn unbake(image: &[u8]) -> Result<Unbaked, ImageError> {
    match checked_kind(image)? {
        ImageKind::Png => png::unbake(image),
        ImageKind::Svg => svg::unbake(image),
    }
}

/// Puts a credential into an image, in place of any that is there.
///
/// * `credential`: JSON or a compact JWS, of Open Badges 3.0, CLR 2.0 or Open Badges 2.0; whether
///   its signature is good is not looked at.
/// * Returns the image with nothing else changed. A PNG gives the text back to the byte; an SVG
///   too, except that a `>` which XML cannot carry there is written `\u003e`, the same JSON.
///
/// # Errors
/// [`ImageError`].
pub fn bake(image: &[u8], credential: &str) -> Result<Vec<u8>, ImageError> {
    let kind = checked_kind(image)?;
    let text = credential.trim_start_matches('\u{feff}').trim();
    if text.len() > MAX_TEXT {
        return Err(ImageError::TextTooLong);
    }
    let baking = Baking { text, version: version_of(text)?, is_json: text.starts_with('{') };
    let baked = match kind {
        ImageKind::Png => png::bake(image, &baking)?,
        ImageKind::Svg => svg::bake(image, &baking)?,
    };
    // A prefix that the drawing never declared may turn into ours.
    unbake(&baked)?;
    Ok(baked)
}

/// What goes into an image.
struct Baking<'a> {
    text: &'a str,
    version: Version,
    is_json: bool,
}

fn checked_kind(image: &[u8]) -> Result<ImageKind, ImageError> {
    if image.len() > MAX_BYTES {
        return Err(ImageError::TooLarge);
    }
    kind(image).ok_or(ImageError::Kind)
}

/// Notes that a credential of `version` was found.
///
/// # Errors
/// [`ImageError::Several`] when there is one already.
fn note<T>(found: &mut Vec<(Version, T)>, version: Version, item: T) -> Result<(), ImageError> {
    if found.iter().any(|(other, _)| *other == version) {
        return Err(ImageError::Several);
    }
    found.push((version, item));
    Ok(())
}

/// The one credential among those found; one by Open Badges 2.0 stands back.
fn one<T>(found: Vec<(Version, T)>) -> Result<(Version, T), ImageError> {
    let today = found.iter().filter(|(version, _)| *version != Version::OpenBadges2).count();
    if today > 1 {
        return Err(ImageError::Several);
    }
    let mut wanted = found.into_iter().filter(|(version, _)| today == 0 || *version != Version::OpenBadges2);
    wanted.next().ok_or(ImageError::Empty)
}

/// The standard that a credential follows, by its types.
fn version_of(text: &str) -> Result<Version, ImageError> {
    let not = ImageError::NotACredential;
    let payload;
    let json = if text.starts_with('{') {
        text.as_bytes()
    } else {
        let parts: Vec<&str> = text.splitn(4, '.').collect();
        let [_, claims, _] = parts[..] else { return Err(not("it is neither JSON nor a compact JWS")) };
        let compact = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if !text.bytes().all(compact) {
            return Err(not("it is neither JSON nor a compact JWS"));
        }
        payload = BASE64_URL_SAFE_NO_PAD.decode(claims).map_err(|_| not("its payload is not base64url"))?;
        payload.as_slice()
    };
    let value = read(json, Limits::RECORD).map_err(|_| not("it cannot be read as JSON"))?;
    let object = value.as_object().ok_or(not("it is not a JSON object"))?;
    let object = object.get("vc").and_then(Value::as_object).unwrap_or(object);
    version_of_object(object).ok_or(not("its type is not that of a credential"))
}

fn version_of_object(object: &Object<'_>) -> Option<Version> {
    let types = object.get("type").map(Value::items).unwrap_or_default();
    let is = |name: &str| types.iter().any(|item| item.as_str() == Some(name));
    if is("ClrCredential") {
        Some(Version::Clr2)
    } else if is("VerifiableCredential") {
        Some(Version::OpenBadges3)
    } else if is("Assertion") {
        Some(Version::OpenBadges2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::canonical;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>";

    fn badge(name: &str) -> String {
        let name = Value::from(name.to_owned()).to_json();
        format!(r#"{{"type":["VerifiableCredential","OpenBadgeCredential"],"name":{name}}}"#)
    }

    #[test]
    fn nothing_in_the_image_becomes_a_second_credential_by_baking() {
        let stray =
            "<svg xmlns='http://www.w3.org/2000/svg'><openbadges:credential>{}</openbadges:credential></svg>";
        assert_eq!(bake(stray.as_bytes(), &badge("A")), Err(ImageError::Several));
    }

    #[test]
    fn a_kind_is_known_by_its_beginning() {
        assert_eq!(kind(&png::tests::image(1, 1)), Some(ImageKind::Png));
        assert_eq!(kind(b"\xef\xbb\xbf\n<?xml version=\"1.0\"?><svg/>"), Some(ImageKind::Svg));
        assert_eq!(kind(b"{}"), None);
        assert_eq!(kind(b"GIF89a"), None);
        assert_eq!(unbake(b"GIF89a"), Err(ImageError::Kind));
        assert_eq!(unbake(&vec![b'<'; MAX_BYTES + 1]), Err(ImageError::TooLarge));
    }

    #[test]
    fn the_place_in_the_image_follows_the_type() {
        let jws = |payload: &str| format!("e30.{}.AA", BASE64_URL_SAFE_NO_PAD.encode(payload));
        for (text, version) in [
            (badge("x"), Version::OpenBadges3),
            (r#"{"type":["VerifiableCredential","ClrCredential"]}"#.to_owned(), Version::Clr2),
            (r#"{"type":"Assertion"}"#.to_owned(), Version::OpenBadges2),
            (jws(r#"{"type":["VerifiableCredential","ClrCredential"]}"#), Version::Clr2),
            (jws(r#"{"vc":{"type":["VerifiableCredential"]}}"#), Version::OpenBadges3),
            (jws(r#"{"type":"Assertion"}"#), Version::OpenBadges2),
        ] {
            for image in [png::tests::image(1, 1), SVG.as_bytes().to_vec()] {
                let baked = bake(&image, &format!("\u{feff}{text}\n")).unwrap();
                assert_eq!(unbake(&baked), Ok(Unbaked { text: text.clone(), version }));
            }
        }
        for bad in
            ["", "{", "{}", "[]", "a.b", "a.b.c.d", "e30.e30.AA", r#"{"type":"VerifiablePresentation"}"#]
        {
            assert!(matches!(bake(SVG.as_bytes(), bad), Err(ImageError::NotACredential(_))), "{bad}");
        }
        let spaced = jws(r#"{"type":"Assertion"}"#).replace(".AA", ".A\" A");
        assert!(matches!(bake(SVG.as_bytes(), &spaced), Err(ImageError::NotACredential(_))));
    }

    #[test]
    fn todays_credential_goes_before_an_old_one_and_two_of_today_are_refused() {
        use Version::{Clr2, OpenBadges2, OpenBadges3};
        assert_eq!(one(vec![(OpenBadges2, 1), (OpenBadges3, 2)]), Ok((OpenBadges3, 2)));
        assert_eq!(one(vec![(OpenBadges2, 1)]), Ok((OpenBadges2, 1)));
        assert_eq!(one(vec![(Clr2, 1), (OpenBadges3, 2)]), Err(ImageError::Several));
        assert_eq!(one::<()>(vec![]), Err(ImageError::Empty));
    }

    proptest! {
        #[test]
        fn what_was_baked_comes_out_again(name in r#"[a-z\]>&<"\\é🧭 \u{ffff}]{0,12}"#, twice in any::<bool>()) {
            let text = badge(&name);
            for image in [png::tests::image(3, 2), SVG.as_bytes().to_vec()] {
                let mut baked = bake(&image, &text).unwrap();
                if twice {
                    let again = bake(&baked, &text).unwrap();
                    prop_assert_eq!(&again, &baked);
                    baked = again;
                }
                let found = unbake(&baked).unwrap();
                let same = canonical(&read(found.text.as_bytes(), Limits::RECORD).unwrap());
                prop_assert_eq!(same, canonical(&read(text.as_bytes(), Limits::RECORD).unwrap()));
                if !text.contains("]]>") && !text.contains('\u{ffff}') {
                    prop_assert_eq!(found.text, text.clone());
                }
            }
        }

        #[test]
        fn no_bytes_make_it_stop(cut in 0_usize..400, at in 0_usize..400, byte in any::<u8>()) {
            for image in [png::tests::image(3, 2), SVG.as_bytes().to_vec()] {
                let mut bytes = bake(&image, &badge("Welding")).unwrap();
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
                bytes.truncate(cut.max(1));
                let _ = (unbake(&bytes), bake(&bytes, &badge("x")));
            }
        }
    }
}

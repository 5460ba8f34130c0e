//! SVG: a credential stands in an element of its own, JSON as its text and a JWS in `verify`.
//!
//! Source: Open Badges 3.0, sections 5.3.2.1 and 5.3.2.2; Badge Baking 1.0, section "SVGs".

use super::xml::{Piece, Scanner, Tag, decoded};
use super::{Baking, ImageError, MAX_TEXT, Unbaked, Version, note, one};
use crate::json::{Limits, Value, read};

/// The element of each standard: version, namespace, name, and the prefix that we write.
const ELEMENTS: [(Version, &str, &str, &str); 3] = [
    (Version::OpenBadges3, "https://purl.imsglobal.org/ob/v3p0", "credential", "openbadges"),
    (Version::Clr2, "https://purl.imsglobal.org/clr/v2p0", "credential", "clr"),
    (Version::OpenBadges2, "http://openbadges.org", "assertion", "openbadges"),
];

pub(super) fn unbake(image: &[u8]) -> Result<Unbaked, ImageError> {
    let mut found = Vec::new();
    for element in Drawing::read(text_of(image)?)?.elements {
        note(&mut found, element.version, element)?;
    }
    let (version, element) = one(found)?;
    let text = match (element.verify.trim(), element.body.trim()) {
        ("", "") => return Err(ImageError::Empty),
        (text, "") => text,
        // Beside its text, Open Badges 2.0 gives the address of a hosted assertion.
        (verify, text) if verify.is_empty() || version == Version::OpenBadges2 => text,
        _ => return Err(ImageError::Several),
    };
    if text.len() > MAX_TEXT {
        Err(ImageError::TextTooLong)
    } else {
        Ok(Unbaked { text: text.to_owned(), version })
    }
}

pub(super) fn bake(image: &[u8], baking: &Baking<'_>) -> Result<Vec<u8>, ImageError> {
    let text = text_of(image)?;
    let Drawing { root, elements } = Drawing::read(text)?;
    let Some((_, uri, name, prefix)) = ELEMENTS.into_iter().find(|(version, ..)| *version == baking.version)
    else {
        return Err(ImageError::Empty);
    };
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + baking.text.len() + 256);
    out.push_str(part(0, root.end - if root.empty { 2 } else { 1 }));
    let declaration = format!(" xmlns:{prefix}=\"{uri}\"");
    // Where the drawing uses the prefix for something else, the element declares its own.
    let own = match root.attribute(&format!("xmlns:{prefix}"))? {
        None => {
            out.push_str(&declaration);
            ""
        }
        Some(value) if value == uri => "",
        Some(_) => declaration.as_str(),
    };
    let tag = [prefix, ":", name].concat();
    out.push_str(&[">", "<", &tag, own].concat());
    if baking.is_json {
        if let Some(address) = hosted_at(baking) {
            out.push_str(&[" verify=\"", &escaped(&address), "\""].concat());
        }
        out.push_str(&["><![CDATA[", &for_cdata(baking.text), "]]>"].concat());
    } else {
        out.push_str(&[" verify=\"", baking.text, "\">"].concat());
    }
    out.push_str(&["</", &tag, ">"].concat());
    if root.empty {
        out.push_str(&["</", root.name, ">"].concat());
    }
    let mut at = root.end;
    for element in elements {
        out.push_str(part(at, element.start));
        at = element.end;
    }
    out.push_str(part(at, text.len()));
    Ok(out.into_bytes())
}

fn text_of(image: &[u8]) -> Result<&str, ImageError> {
    std::str::from_utf8(image)
        .map_err(|err| ImageError::Svg { message: "the text is not UTF-8", offset: err.valid_up_to() })
}

/// The address by which an assertion of Open Badges 2.0 is hosted.
fn hosted_at(baking: &Baking<'_>) -> Option<String> {
    if baking.version != Version::OpenBadges2 {
        return None;
    }
    let value = read(baking.text.as_bytes(), Limits::RECORD).ok()?;
    value.get("id").and_then(Value::as_str).map(str::to_owned)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// JSON without what XML cannot carry in a CDATA section. All of it can stand in JSON strings
/// only, so an escape says the same. (Two CDATA sections would keep the text to the byte, but
/// readers in use take the first for the whole.)
fn for_cdata(json: &str) -> String {
    json.replace("]]>", "]]\\u003e").replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}

/// What matters of a drawing: its root, and the credentials in it.
struct Drawing<'a> {
    root: Tag<'a>,
    elements: Vec<Element>,
}

/// A credential's element.
struct Element {
    version: Version,
    /// Where it begins and ends, in bytes.
    start: usize,
    end: usize,
    verify: String,
    body: String,
}

impl<'a> Drawing<'a> {
    fn read(text: &'a str) -> Result<Self, ImageError> {
        let mut scanner = Scanner::new(text);
        let Some(Piece::Open(root)) = scanner.next()? else { return scanner.fail("it is cut short") };
        if root.local() != "svg" {
            return scanner.fail("its root element is not svg");
        }
        let mut elements = Vec::new();
        while let Some(piece) = scanner.next()? {
            if let Piece::Open(tag) = piece
                && let Some(version) = version(&scanner, &tag)
            {
                elements.push(element(&mut scanner, tag, version)?);
            }
        }
        Ok(Self { root, elements })
    }
}

fn version(scanner: &Scanner<'_>, tag: &Tag<'_>) -> Option<Version> {
    let local = tag.local();
    if !ELEMENTS.iter().any(|(_, _, name, _)| *name == local) {
        return None;
    }
    let namespace = scanner.namespace(tag)?;
    ELEMENTS
        .iter()
        .find(|(_, uri, name, _)| *uri == namespace && *name == local)
        .map(|(version, ..)| *version)
}

fn element<'a>(scanner: &mut Scanner<'a>, tag: Tag<'a>, version: Version) -> Result<Element, ImageError> {
    let verify = decoded(tag.attribute("verify")?.unwrap_or_default(), tag.start)?.into_owned();
    let mut element = Element { version, start: tag.start, end: tag.end, verify, body: String::new() };
    if tag.empty {
        return Ok(element);
    }
    loop {
        match scanner.next()? {
            Some(Piece::Text(text)) => element.body.push_str(&decoded(text, scanner.at)?),
            Some(Piece::Cdata(text)) => element.body.push_str(text),
            Some(Piece::Close(end)) => {
                element.end = end;
                return Ok(element);
            }
            _ => return scanner.fail("the credential holds other elements"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::XmlVersion;
    use quick_xml::events::Event;
    use quick_xml::reader::NsReader;

    use super::super::{bake, unbake};
    use super::*;

    const TEXT: &str = r#"{"type":["VerifiableCredential"],"name":"Añil & <é>"}"#;
    const JWS: &str = "e30.eyJ0eXBlIjoiVmVyaWZpYWJsZUNyZWRlbnRpYWwifQ.AA";
    const OB3: &str = "https://purl.imsglobal.org/ob/v3p0";

    fn baked(image: &str, text: &str) -> String {
        String::from_utf8(bake(image.as_bytes(), text).unwrap()).unwrap()
    }

    fn text(image: &str) -> Result<String, ImageError> {
        unbake(image.as_bytes()).map(|found| found.text)
    }

    fn fault(image: &str) -> &'static str {
        match unbake(image.as_bytes()).unwrap_err() {
            ImageError::Svg { message, .. } => message,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_element_goes_first_and_nothing_else_changes() {
        let image = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n\
            <!-- <svg> --><s:svg xmlns:s='http://www.w3.org/2000/svg' >\n <s:path d=\"a>b\"/><![CDATA[<x>]]> &amp;</s:svg>\n<!-- end -->";
        assert_eq!(
            baked(image, TEXT),
            image.replace(
                "svg' >",
                &format!("svg'  xmlns:openbadges=\"{OB3}\"><openbadges:credential><![CDATA[{TEXT}]]></openbadges:credential>")
            )
        );
        let clr = baked("<svg/>", &TEXT.replace("\"Verif", "\"ClrCredential\",\"Verif"));
        assert!(clr.starts_with(
            "<svg xmlns:clr=\"https://purl.imsglobal.org/clr/v2p0\"><clr:credential><![CDATA[{"
        ));
        assert!(clr.ends_with("}]]></clr:credential></svg>"));
        assert_eq!(
            baked("<svg/>", JWS),
            format!(
                "<svg xmlns:openbadges=\"{OB3}\"><openbadges:credential verify=\"{JWS}\"></openbadges:credential></svg>"
            )
        );
        let old = r#"{"type":"Assertion","id":"https://a.example/?a=1&b=2"}"#;
        assert_eq!(
            baked("<svg/>", old),
            format!(
                "<svg xmlns:openbadges=\"http://openbadges.org\"><openbadges:assertion verify=\"https://a.example/?a=1&amp;b=2\"><![CDATA[{old}]]></openbadges:assertion></svg>"
            )
        );
    }

    #[test]
    fn what_was_baked_before_goes() {
        let old = "<svg xmlns:openbadges=\"http://openbadges.org\"><g><openbadges:assertion verify='u'>\n{}</openbadges:assertion>\
            </g><x:credential xmlns:x=\"https://purl.imsglobal.org/clr/v2p0\"/><x/></svg>";
        let new = baked(old, JWS);
        assert_eq!(
            new,
            format!(
                "<svg xmlns:openbadges=\"http://openbadges.org\"><openbadges:credential xmlns:openbadges=\"{OB3}\" verify=\"{JWS}\"></openbadges:credential><g></g><x/></svg>"
            )
        );
        assert_eq!(text(&new).unwrap(), JWS);
    }

    #[test]
    fn a_credential_is_found_wherever_it_stands_and_however_it_is_written() {
        let of = |inner: &str| text(&format!("<svg xmlns:o=\"{OB3}\"><metadata>{inner}</metadata></svg>"));
        let expected = Ok("{\"a\":\"<&\"}".to_owned());
        assert_eq!(of("<o:credential> <![CDATA[ {\"a\":\"<&\"} ]]>\n</o:credential >"), expected);
        assert_eq!(of("<o:credential>{&quot;a&#34;:&#x22;&lt;&amp;\"}</o:credential>"), expected);
        assert_eq!(
            of("<o:credential><![CDATA[{\"a\":]]><!-- - --><![CDATA[\"<&\"}]]></o:credential>"),
            expected
        );
        assert_eq!(of(&format!("<credential xmlns='{OB3}' verify=' a.b.c '/>")), Ok("a.b.c".to_owned()));
        assert_eq!(of("<o:credential verify=\"\">x</o:credential>"), Ok("x".to_owned()));
        // The same letters without their meaning are not a credential.
        for none in [
            "<credential>x</credential>",
            "<openbadges:credential>x</openbadges:credential>",
            "<o:assertion>x</o:assertion>",
            "<g xmlns:o=\"urn:x\"><o:credential>x</o:credential></g>",
            "<g xmlns:p=\"https://purl.imsglobal.org/clr/v2p0\"/><p:credential>x</p:credential>",
            "<!-- <o:credential>x</o:credential> -->",
            "<![CDATA[<o:credential>x</o:credential>]]>",
            "<o:credential> </o:credential>",
        ] {
            assert_eq!(of(none), Err(ImageError::Empty), "{none}");
        }
        for two in [
            "<o:credential>x</o:credential><o:credential>x</o:credential>",
            "<o:credential verify='x'>x</o:credential>",
        ] {
            assert_eq!(of(two), Err(ImageError::Several));
        }
    }

    #[test]
    fn each_fault_has_its_words() {
        let of = |inner: &str| fault(&format!("<svg xmlns:o=\"{OB3}\">{inner}</svg>"));
        let doctype = "it has a document type with declarations of its own";
        assert_eq!(fault("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>"), doctype);
        assert_eq!(fault("<svg/><!DOCTYPE svg>"), doctype);
        assert_eq!(of("<o:credential>&a;</o:credential>"), "it uses an entity that is not taken");
        assert_eq!(of("<o:credential verify='&#xD800;'/>"), "it uses an entity that is not taken");
        assert_eq!(of("<o:credential><b/></o:credential>"), "the credential holds other elements");
        assert_eq!(of("<o:credential verify='a' verify='b'/>"), "a tag is malformed");
        assert_eq!(of("<o:credential verify=a/>"), "a tag is malformed");
        assert_eq!(of("<g xmlns:a='b' xmlns:a='c'/>"), "a tag is malformed");
        assert_eq!(of("<g a='<'/>"), "a tag is malformed");
        assert_eq!(of("<!ELEMENT a>"), "a tag is malformed");
        assert_eq!(of("<a></b>"), "an end tag has no beginning");
        assert_eq!(of("<a>"), "an end tag has no beginning");
        assert_eq!(fault("<svg>"), "it is cut short");
        assert_eq!(fault("<svg/>x"), "text stands outside the drawing");
        assert_eq!(fault("<svg/><svg/>"), "a tag is malformed");
        assert_eq!(fault("<html/>"), "its root element is not svg");
        assert_eq!(fault("<?xml version='1.0' encoding = 'latin1'?><svg/>"), "it is not in UTF-8");
        assert_eq!(of(&"<g>".repeat(300)), "it is nested too deeply");
        let many: Vec<String> = (0..70).map(|n| format!("xmlns:a{n}='b'")).collect();
        assert_eq!(of(&format!("<g {}/>", many.join(" "))), "it has too many namespaces");
        assert_eq!(
            unbake(b"<svg>\xff</svg>"),
            Err(ImageError::Svg { message: "the text is not UTF-8", offset: 5 })
        );
        let whole = baked("<svg a=\"b\">c</svg>", TEXT);
        for (length, _) in whole.char_indices() {
            assert!(unbake(&whole.as_bytes()[..length]).is_err(), "{length}");
        }
    }

    /// The text of the first credential, by another parser.
    fn by_another(image: &str) -> String {
        let mut reader = NsReader::from_str(image);
        let mut found = String::new();
        let mut inside = false;
        loop {
            let (namespace, event) = reader.read_resolved_event().unwrap();
            match event {
                Event::Start(start) => {
                    let ours = format!("{namespace:?}").contains(OB3);
                    inside = ours && start.local_name().as_ref() == "credential";
                    if inside && let Ok(Some(verify)) = start.try_get_attribute("verify") {
                        found.push_str(&verify.normalized_value(XmlVersion::Implicit1_0).unwrap());
                    }
                }
                Event::CData(data) if inside => found.push_str(&data.xml10_content()),
                Event::End(_) => inside = false,
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    proptest! {
        #[test]
        fn another_parser_finds_the_same(name in "[a-z\\]>&<'é🧭 ]{0,12}", jws in any::<bool>()) {
            let json = TEXT.replace("Añil", &name);
            let image = baked("<svg xmlns=\"http://www.w3.org/2000/svg\" a='1'><g b=\"]]>\"/></svg>", if jws { JWS } else { &json });
            prop_assert_eq!(by_another(&image), text(&image).unwrap());
        }
    }
}

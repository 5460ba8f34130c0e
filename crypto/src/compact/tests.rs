use std::fmt::Write as _;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;
use crate::json::{Limits, canonical, read};
use crate::rdf;

const DESCRIPTION: &str = include_str!("../../../docs/qr.md");
const ORIGIN: &str = "https://laurel.example.edu";
const BADGE: &str = include_str!("../../../fixtures/credentials/valid/badge.json");
const SPACED: &str = include_str!("../../../fixtures/credentials/valid/badge_reordered_and_spaced.json");
const BEYOND_ASCII: &str = include_str!("../../../fixtures/credentials/valid/badge_beyond_ascii.json");

fn back(document: &str) -> String {
    let address = address(ORIGIN, document.as_bytes()).unwrap();
    String::from_utf8(find(&address).unwrap().unwrap()).unwrap()
}

#[test]
fn a_badge_comes_back_with_its_members_in_order_and_means_the_same() {
    for document in [BADGE, SPACED, BEYOND_ASCII] {
        let back = back(document);
        let (before, after) = (document.as_bytes(), back.as_bytes());
        assert_eq!(read(before, Limits::CREDENTIAL), read(after, Limits::CREDENTIAL));
        assert_eq!(rdf::canonical(before).unwrap(), rdf::canonical(after).unwrap());
        assert!(!back.contains('\n') && back.contains(r#""name":"Navega"#) == (document == BEYOND_ASCII));
    }
}

#[test]
fn texts_and_numbers_keep_their_spelling() {
    let text = "{ \"a b\" : [ 1.50 , 2e1 ,\t-0 ],\r\n \"\\\" \\\\\" : \" \\u00e9 \\/ \" , \"c\" :true }";
    assert_eq!(back(text), r#"{"a b":[1.50,2e1,-0],"\" \\":" \u00e9 \/ ","c":true}"#);
}

#[test]
fn the_dictionary_of_a_version_never_changes() {
    // Changing it breaks every code that was ever printed: add a version instead.
    let mut digest = String::new();
    for byte in Sha256::digest(DICTIONARY_1) {
        write!(digest, "{byte:02x}").unwrap();
    }
    assert_eq!(digest, "443bdd9bdd2e40e30ecb2ec0fdc5040a5a76c8fe73544e47f69e8999faf0bbb5");
    assert!(DESCRIPTION.contains(&digest), "the description names another");
}

#[test]
fn the_example_in_the_description_is_read() {
    let fenced = |kind: &str| {
        let (_, rest) = DESCRIPTION.split_once(&format!("```{kind}\n")).unwrap();
        rest.split_once("\n```").unwrap().0
    };
    let text = unpack(fenced("fragment")).unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), fenced("json"));
}

#[test]
fn a_token_goes_as_it_is() {
    assert_eq!(back(" eyJhbGciOiJFZERTQSJ9.e30.AAAA\n"), "eyJhbGciOiJFZERTQSJ9.e30.AAAA");
}

#[test]
fn what_is_no_credential_is_not_packed() {
    for text in ["", "[]", "{", r#"{"a":1,"a":2}"#, "ey.x", "https://laurel.example.edu/", "\u{fffd}"] {
        let refused = address(ORIGIN, text.as_bytes());
        assert!(matches!(refused, Err(PackError::Json(_) | PackError::Token(_))), "{text}: {refused:?}");
    }
}

#[test]
fn what_does_not_fit_is_refused_with_its_size() {
    // Digits do not repeat enough to pack well.
    let mut state = 1_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state >> 1
    };
    let mut text = r#"{"a":["#.to_owned();
    let mut fitted = 0;
    loop {
        write!(text, "\"{:x}\",", noise()).unwrap();
        match address(ORIGIN, format!("{text}0]}}").as_bytes()) {
            Ok(address) => fitted = address.len(),
            Err(PackError::TooLong { bytes }) => {
                assert!(bytes > 945 && fitted > 2_290 && fitted < 2_342, "{bytes} {fitted}");
                break;
            }
            Err(err) => panic!("{err}"),
        }
    }
    let long = format!("{{\"a\":\"{}\"}}", "b".repeat(MAX_BYTES));
    assert!(matches!(address(ORIGIN, long.as_bytes()), Err(PackError::TooLong { .. })));
}

#[test]
fn only_an_address_of_a_verify_page_with_digits_carries_a_credential() {
    let good = address(ORIGIN, BADGE.as_bytes()).unwrap();
    let digits = good.split_once('#').unwrap().1;
    for host in ["https://other.example", "http://localhost:3000", "HTTPS://OTHER.EXAMPLE/laurel"] {
        assert!(matches!(find(&format!("{host}/verify#{digits}\n")), Some(Ok(_))), "{host}");
    }
    for other in [
        "",
        digits,
        "https://laurel.example.edu/verify",
        "https://laurel.example.edu/verify#",
        "https://laurel.example.edu/verify#report",
        "ftp://laurel.example.edu/verify#1",
        "https://laurel.example.edu/s/token#1",
    ] {
        assert_eq!(find(other), None, "{other}");
    }
}

#[test]
fn a_fragment_cut_short_or_added_to_gives_no_document() {
    let good = address(ORIGIN, BADGE.as_bytes()).unwrap();
    let fragment = good.split_once('#').unwrap().1;
    for end in 0..fragment.len() {
        let document = unpack(&fragment[..end]).ok();
        assert!(document.is_none_or(|text| read(&text, Limits::CREDENTIAL).is_err()), "{end}");
    }
    for more in ["000", "0", "00000000000000000"] {
        assert!(unpack(&format!("{fragment}{more}")).is_err(), "{more}");
    }
}

#[test]
fn each_fault_of_a_fragment_is_named() {
    let most = format!("1{}", "0".repeat(MAX_DIGITS));
    for (fragment, fault) in [
        ("2", Unreadable::Version('2')),
        ("0123", Unreadable::Version('0')),
        ("", Unreadable::Digits),
        ("x", Unreadable::Digits),
        ("1x23", Unreadable::Digits),
        ("1é9", Unreadable::Digits),
        ("112", Unreadable::Digits),
        ("1256", Unreadable::Digits),
        ("1", Unreadable::Packing),
        ("1255", Unreadable::Packing),
        (&most, Unreadable::TooLong),
    ] {
        assert_eq!(unpack(fragment), Err(fault), "{fragment}");
    }
}

#[test]
fn a_fragment_that_unpacks_to_too_much_or_to_no_text_is_refused() {
    let fragment = |text: &[u8]| format!("1{}", digits::write(&pack::deflate(text)));
    let most = vec![b' '; MAX_BYTES];
    assert_eq!(unpack(&fragment(&most)).as_ref(), Ok(&most));
    assert_eq!(unpack(&fragment(&[&*most, b" "].concat())), Err(Unreadable::TooLarge));
    assert_eq!(unpack(&fragment(b"{\"a\":\"\xff\"}")), Err(Unreadable::Packing));
}

proptest! {
    #[test]
    fn digits_are_read_back_to_the_same_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let written = digits::write(&bytes);
        prop_assert_eq!(written.len(), digits::count(bytes.len()));
        prop_assert_eq!(digits::read(&written), Some(bytes));
    }

    #[test]
    fn what_digits_read_writes_the_same_digits(text in "[0-9]{0,40}") {
        if let Some(bytes) = digits::read(&text) {
            prop_assert_eq!(digits::write(&bytes), text);
        }
    }

    #[test]
    fn any_small_document_comes_back(name in "\\PC{0,200}", number in any::<i32>()) {
        let name = canonical(&name.as_str().into());
        let text = format!("{{\"name\":{name},\"creditsEarned\":{number}}}");
        prop_assert_eq!(back(&text), text);
    }
}

//! A key of one's own, and signatures over shared records.

use super::*;
use crate::components::SignedBy;

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let key = |retired_at| OwnKeyLine { did: text(), label: text(), made_at: text(), retired_at };
    let sealed = SealedLine { did: text(), label: text(), sealed: text(), made_at: text() };
    let full = OwnKeys {
        to_sign: vec![text()],
        account: text(),
        keys: vec![key(None), key(Some(text()))],
        sealed: vec![sealed],
        bound: Some((1, 2, 3)),
    };
    let signed = |signed_by| share(chrome, &Share { signed_by, ..share_data() });
    let good = |named, linked| SignedBy::Good {
        at: text(),
        earlier: named == 0,
        all: 3,
        named,
        linked,
        host: text(),
        download: text(),
    };
    vec![
        ("keys", own_keys(chrome, &full)),
        ("keys, none", own_keys(chrome, &OwnKeys::default())),
        ("share, signed", signed(good(3, 0))),
        ("share, signed by an earlier key", signed(good(0, 2))),
        ("share, changed since it was signed", signed(SignedBy::Changed { at: text() })),
        ("share, signature broken", signed(SignedBy::Broken)),
    ]
}

#[test]
fn a_shared_record_says_who_signed_it_and_a_signature_alone_makes_nothing_verified() {
    let of = |signed_by| share(&Chrome::default(), &Share { signed_by, ..share_data() });
    let good = SignedBy::Good {
        at: "2026-11-22T10:00:00Z".to_owned(),
        earlier: false,
        all: 6,
        named: 1,
        linked: 5,
        host: "laurel.example".to_owned(),
        download: "/s/token/record.json".to_owned(),
    };
    let signed = of(good);
    for said in [
        "Signed by the learner’s own key on 22 November 2026.",
        "1 of 6 credentials name this key.",
        "Same e-mail as named in 5 of 6, confirmed by laurel.example.",
        "href=\"/s/token/record.json\"",
    ] {
        assert!(signed.contains(said), "{said}");
    }
    let unsigned = of(SignedBy::Nobody);
    assert!(unsigned.contains("Not signed by the learner") && !unsigned.contains("record.json"));
    let class = |html: &str| html.contains("class=\"summary is-verified\"");
    assert_eq!(class(&signed), class(&unsigned), "the summary is of the credentials");
    assert!(of(SignedBy::Changed { at: String::new() }).contains("changed after the learner signed it"));
}

#[test]
fn the_list_has_a_place_for_this_device_and_offers_to_retire_where_several_keys_sign() {
    let key = |did: &str, retired: bool| OwnKeyLine {
        did: did.to_owned(),
        retired_at: retired.then(|| "2026-11-22T10:00:00Z".to_owned()),
        ..OwnKeyLine::default()
    };
    let page = |keys| own_keys(&Chrome::default(), &OwnKeys { keys, ..OwnKeys::default() });
    let offer = "Retire the keys of those that you lost";
    let two = page(vec![key("did:key:a", false), key("did:key:b", false)]);
    assert!(two.contains(offer), "{two}");
    for place in 0..2 {
        assert!(two.contains(&format!("id=\"key-here-{place}\"")), "{two}");
    }
    assert!(two.contains("hidden class=\"state is-good\""), "only the browser knows: {two}");
    assert!(!page(vec![key("did:key:a", false), key("did:key:b", true)]).contains(offer));
}

#[test]
fn keys_of_one_kind_of_device_are_told_apart_by_when_they_were_made() {
    let key = |made_at: &str, retired: bool| OwnKeyLine {
        did: format!("did:key:{made_at}"),
        label: "Firefox on Linux".to_owned(),
        made_at: made_at.to_owned(),
        retired_at: retired.then(|| "2026-11-22T10:00:00Z".to_owned()),
    };
    let page = |keys| own_keys(&Chrome::default(), &OwnKeys { keys, ..OwnKeys::default() });
    let three = page(vec![
        key("2026-11-22T09:05:00Z", true),
        key("2026-11-22T08:05:00Z", false),
        key("2026-11-01T08:05:00Z", false),
    ]);
    for said in [
        ">Made 22 November 2026, 08:05 UTC<",
        ">Made 1 November 2026<",
        "aria-label=\"Retire this key: Firefox on Linux, Made 1 November 2026\"",
    ] {
        assert!(three.contains(said), "{said}: {three}");
    }
    // One that signs nothing more is not the newest.
    let newest = three.split(">Newest<").next().unwrap();
    assert_eq!(three.matches(">Newest<").count(), 1, "{three}");
    assert!(newest.contains("08:05 UTC") && !newest.contains("1 November 2026<"), "{three}");
    assert!(!page(vec![key("2026-11-22T09:05:00Z", false)]).contains(">Newest<"));
}

#[test]
fn a_sealed_copy_is_restored_here_unless_its_key_was_retired_here() {
    let did = "did:key:z6MkMoved";
    let of = |keys| {
        let copy = SealedLine { did: did.to_owned(), ..SealedLine::default() };
        let data = OwnKeys { keys, sealed: vec![copy], ..OwnKeys::default() };
        own_keys(&Chrome::default(), &data).split("id=\"sealed\"").next().unwrap().matches(did).count()
    };
    let key = |retired_at| OwnKeyLine { did: did.to_owned(), retired_at, ..OwnKeyLine::default() };
    let (live, retired) = (key(None), key(Some("2026-11-22T10:00:00Z".to_owned())));
    // The island's own list, and with a key of this account that key in the other.
    let [brought, live, retired] = [vec![], vec![live], vec![retired]].map(of);
    assert!(brought > 0, "a copy from another Laurel");
    assert!(live > retired, "{live} {retired}");
}

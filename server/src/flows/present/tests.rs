//! Signing what links show, and what becomes of a signature.

use crypto::{
    did::did_key_method,
    key::SecretKey,
    proof::{ProofOptions, Purpose, Suite, sign},
};
use serde_json::Value;
use time::Duration;

use super::*;
use crate::flows::{
    hold,
    key::{self, tests::proven},
    record as records,
    share::{Share, open},
    testing::{achievement, award, desk, person, with_app},
    verify::verify,
};

/// What the key of this seed signs.
fn signed(text: &str, seed: u8) -> String {
    let key = SecretKey::from_seed(&[seed; 32]);
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::Authentication);
    sign(text, &options.suite(Suite::EddsaJcs2022), &key).unwrap()
}

/// Somebody with two credentials of an institution here in a record, a link to it, and a key.
struct Scene {
    ada: Viewer,
    record: RecordId,
    link: Share,
    did: String,
}

async fn scene(app: &App) -> Scene {
    let staff = desk(app, "marlow").await;
    let achievement = achievement(app, &staff).await;
    let ada = person(app, "ada@a.example").await;
    let record = records::create(app, &ada, "Work").await.unwrap();
    for _ in 0..2 {
        let id = award(app, &staff, achievement, "ada@a.example").await.id;
        hold::claim(app, &ada, id).await.unwrap();
        records::add(app, &ada, record, id).await.unwrap();
    }
    let link = share::create(app, &ada, record, share::Terms::days(30)).await.unwrap();
    let did = proven(app, &ada, 8).await;
    Scene { ada, record, link, did }
}

async fn found(app: &App, link: &Share) -> Option<Signature> {
    let shown = open(app, &link.token, None, None).await.unwrap().unwrap().record().record;
    signature(app, &link.token, &shown).await.unwrap()
}

#[tokio::test]
async fn what_a_link_shows_is_signed_by_its_owner_and_linked_by_the_same_address() {
    with_app(async |app| {
        let Scene { ada, record, link, did } = scene(&app).await;
        assert_eq!(found(&app, &link).await, None);
        assert_eq!(to_sign(&app, &ada, Some(record)).await.unwrap(), [link.id]);
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        let at = app.clock.now();
        let good = Signed { at, earlier: false, all: 2, named: 0, linked: 2 };
        assert_eq!(found(&app, &link).await, Some(Signature::Good(good.clone())));
        assert_eq!(to_sign(&app, &ada, Some(record)).await.unwrap(), []);

        // The text says it to everybody who takes this service's word, in the learner's order.
        let shown = open(&app, &link.token, None, None).await.unwrap().unwrap().record().record;
        let text = document(&app, &link.token, &shown).await.unwrap().unwrap();
        assert!(shown.documents().all(|one| text.contains(one)), "byte for byte");
        let report = verify(&app, text.as_bytes()).await.unwrap();
        assert_eq!(report.check(CheckId::Holder).unwrap().code, "holder_linked");
        let elsewhere = verify_by(&app, &[text.as_bytes()], &app.policy).await.unwrap().remove(0);
        assert_eq!(elsewhere.check(CheckId::Holder).unwrap().code, "holder_unbound");

        // Bound, they need nobody's word, and what was signed before is of something else.
        app.clock.advance(Duration::MINUTE);
        key::bind_all(&app, &ada).await.unwrap();
        assert_eq!(found(&app, &link).await, Some(Signature::Changed { at }));
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        assert!(!text.contains(crypto::record::LINK_TYPE));
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        let good = Signed { at: app.clock.now(), named: 2, linked: 0, ..good };
        assert_eq!(found(&app, &link).await, Some(Signature::Good(good.clone())));

        key::retire(&app, &ada, &did).await.unwrap();
        assert_eq!(found(&app, &link).await, Some(Signature::Good(Signed { earlier: true, ..good })));
        assert_eq!(to_sign(&app, &ada, Some(record)).await.unwrap(), [link.id]);
        let refused = unsigned(&app, &ada, link.id, &did).await;
        assert!(matches!(refused, Err(PresentError::UnknownKey)));
    })
    .await;
}

#[tokio::test]
async fn a_change_of_the_record_is_seen_until_it_is_signed_anew() {
    with_app(async |app| {
        let Scene { ada, record, link, did } = scene(&app).await;
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        let before = signed(&text, 8);
        keep(&app, &ada, link.id, &before).await.unwrap();
        let kept = records::open(&app, &ada, record).await.unwrap();
        let mut content = kept.content.clone();
        content.sections[0].items.reverse();
        records::save(&app, &ada, record, kept.revision, content).await.unwrap();
        assert!(matches!(found(&app, &link).await, Some(Signature::Changed { .. })));
        let shown = open(&app, &link.token, None, None).await.unwrap().unwrap().record().record;
        assert_eq!(document(&app, &link.token, &shown).await.unwrap(), None);
        assert_eq!(to_sign(&app, &ada, Some(record)).await.unwrap(), [link.id]);
        // What was signed before is not of what is shown now.
        assert!(matches!(keep(&app, &ada, link.id, &before).await, Err(PresentError::NotSigned(_))));
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        assert!(matches!(found(&app, &link).await, Some(Signature::Good(_))));
    })
    .await;
}

#[tokio::test]
async fn a_signature_goes_with_what_it_is_of() {
    with_app(async |app| {
        let Scene { ada, record, link, did } = scene(&app).await;
        let sign = async || {
            let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
            keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        };
        let kept = async || {
            let mut tx = app.db.read().await.unwrap();
            share_proof::of_share(&mut tx, link.id).await.unwrap().is_some()
        };
        sign().await;
        assert!(kept().await && !is_to_sign(&app, &ada, link.id).await.unwrap());
        let content = records::open(&app, &ada, record).await.unwrap().content;
        let first = content.items().next().unwrap().id.clone();
        share::narrow(&app, &ada, link.id, &[first].into()).await.unwrap();
        assert!(!kept().await, "it holds what is left out now");
        assert!(is_to_sign(&app, &ada, link.id).await.unwrap());
        assert_eq!(to_sign(&app, &ada, None).await.unwrap(), [link.id]);
        sign().await;
        share::pause(&app, &ada, link.id).await.unwrap();
        assert!(!is_to_sign(&app, &ada, link.id).await.unwrap(), "it leads nowhere");
        share::end(&app, &ada, link.id).await.unwrap();
        assert!(!kept().await);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_kept_but_a_good_signature_over_just_that_by_ones_own_key() {
    with_app(async |app| {
        let Scene { ada, link, did, .. } = scene(&app).await;
        let eve = person(&app, "eve@a.example").await;
        let evil = proven(&app, &eve, 9).await;
        assert!(matches!(unsigned(&app, &eve, link.id, &evil).await, Err(PresentError::Unknown)));
        assert!(matches!(unsigned(&app, &ada, link.id, &evil).await, Err(PresentError::UnknownKey)));
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        let right = signed(&text, 8);
        let changed = |change: fn(&mut Value)| {
            let mut value: Value = serde_json::from_str(&text).unwrap();
            change(&mut value);
            signed(&value.to_string(), 8)
        };
        for (what, wrong) in [
            ("no signature", text.clone()),
            ("another key's", signed(&text, 9)),
            ("another title", changed(|it| it["record"]["title"] = "Other".into())),
            ("another order", changed(|it| it["verifiableCredential"].as_array_mut().unwrap().swap(0, 1))),
            ("a member more", changed(|it| it["name"] = "More".into())),
            (
                "a credential less",
                changed(|it| drop(it["verifiableCredential"].as_array_mut().unwrap().remove(0))),
            ),
            (
                "a statement of somebody else's",
                changed(|it| it["verifiableCredential"][2]["issuer"]["id"] = "did:web:evil.example".into()),
            ),
            ("changed afterwards", right.replacen("\"Work\"", "\"Play\"", 1)),
            ("nothing", "{}".to_owned()),
        ] {
            let refused = keep(&app, &ada, link.id, &wrong).await;
            let unkept = matches!(refused, Err(PresentError::NotSigned(_)));
            assert!(unkept || matches!(refused, Err(PresentError::UnknownKey)), "{what}: {refused:?}");
        }
        assert!(matches!(keep(&app, &eve, link.id, &right).await, Err(PresentError::Unknown)));
        assert_eq!(found(&app, &link).await, None);
        keep(&app, &ada, link.id, &right).await.unwrap();
        share::end(&app, &ada, link.id).await.unwrap();
        assert!(matches!(keep(&app, &ada, link.id, &right).await, Err(PresentError::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn a_statement_ends_with_its_link_and_after_ninety_days_at_the_most() {
    with_app(async |app| {
        let Scene { ada, record, did, .. } = scene(&app).await;
        for (days, last) in [(5, 5), (90, 90), (400, 90)] {
            let link = share::create(&app, &ada, record, share::Terms::days(days)).await.unwrap();
            let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
            let text: Value = serde_json::from_str(&text).unwrap();
            let until = text["verifiableCredential"][2]["validUntil"].as_str().unwrap().to_owned();
            let expected = app.clock.now() + Duration::days(last);
            let expected = expected.format(&time::format_description::well_known::Rfc3339).unwrap();
            assert_eq!(until, expected, "{days}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_that_lives_longer_is_signed_anew_for_its_statement() {
    with_app(async |app| {
        let Scene { ada, link, did, .. } = scene(&app).await;
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        for (days, is_due) in [(10, false), (30, false), (60, true)] {
            share::hold_for(&app, &ada, link.id, Some(days)).await.unwrap();
            assert_eq!(is_to_sign(&app, &ada, link.id).await.unwrap(), is_due, "{days}");
        }
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        // A statement lives for ninety days at the most, and the link for good.
        assert!(!is_to_sign(&app, &ada, link.id).await.unwrap());
        share::hold_for(&app, &ada, link.id, Some(85)).await.unwrap();
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        share::hold_for(&app, &ada, link.id, None).await.unwrap();
        assert!(is_to_sign(&app, &ada, link.id).await.unwrap());
        let text = unsigned(&app, &ada, link.id, &did).await.unwrap();
        keep(&app, &ada, link.id, &signed(&text, 8)).await.unwrap();
        assert!(!is_to_sign(&app, &ada, link.id).await.unwrap());
    })
    .await;
}

//! The wallet's own pages, as hostile as can be.

use super::*;

pub(super) fn line() -> WalletLine {
    WalletLine {
        credential: hostile(),
        title: hostile(),
        issuer: hostile(),
        kind: hostile(),
        entries: 3,
        awarded_at: hostile(),
        valid_until: Some(hostile()),
        state: WalletState::Expired,
        on_word: true,
        open_badges_2: true,
        badge: badge(),
    }
}

pub(super) fn news() -> Vec<WalletNews> {
    [
        WalletEvent::Ends(hostile()),
        WalletEvent::Ended(hostile()),
        WalletEvent::Revoked,
        WalletEvent::Suspended,
        WalletEvent::Resumed,
        WalletEvent::Replaced,
        WalletEvent::Invalid,
        WalletEvent::Renewed,
    ]
    .map(|event| WalletNews { credential: hostile(), title: hostile(), issuer: hostile(), event })
    .to_vec()
}

pub(super) fn choices() -> WalletChoices {
    let choice = || vec![WalletChoice { value: hostile(), name: hostile(), credentials: 2 }];
    WalletChoices { issuers: choice(), kinds: choice(), skills: choice(), years: choice() }
}

pub(super) fn found(view: WalletView) -> WalletFound {
    let asked = WalletAsked {
        text: hostile(),
        issuer: hostile(),
        kind: hostile(),
        skill: "gone by now".to_owned(),
        year: hostile(),
        state: hostile(),
        view,
    };
    WalletFound { asked, lines: vec![line(), line()], total: 200, page: 2, pages: 4 }
}

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let searched = |view| Wallet { found: found(view), choices: choices(), ..Wallet::default() };
    let came = [
        WalletCame::Kept,
        WalletCame::Renewed,
        WalletCame::Already,
        WalletCame::Waits,
        WalletCame::Refused(hostile()),
    ];
    let results = came.map(|came| WalletAdded { source: hostile(), line: line(), came }).to_vec();
    let why = [WalletWhy::Another, WalletWhy::Nobody, WalletWhy::NotGood, WalletWhy::Over];
    let waiting =
        why.map(|why| WalletWaiting { id: hostile(), source: hostile(), line: line(), why }).to_vec();
    let adding = WalletAdd { text: hostile(), problem: Some(hostile()), results, waiting };
    let skill = |url: String| WalletSkill {
        skill: hostile(),
        name: hostile(),
        code: "T.1".to_owned(),
        framework: hostile(),
        url,
        said_by: vec![line()],
        credentials: 3,
    };
    let skills = vec![skill(hostile_url()), skill("javascript:1".to_owned())];
    let skills = WalletSkills { skills, shown: 300, total: 309, page: 2, pages: 3 };
    let removing = WalletRemove {
        credential: hostile(),
        title: hostile(),
        ours: true,
        records: vec![(hostile(), 0), (hostile(), 2)],
    };
    let removed = WalletRemoved {
        credential: hostile(),
        title: hostile(),
        issuer: hostile(),
        ours: false,
        removed_at: hostile(),
    };
    let came = WalletCameAlong {
        credentials: 1,
        on_word: 1,
        new: vec![(hostile(), hostile())],
        there: vec![(hostile(), String::new())],
        left: vec![hostile()],
        ..WalletCameAlong::default()
    };
    let came = WalletAlong { problem: Some(hostile()), came: Some(came) };
    vec![
        ("wallet as a list", wallet(chrome, &searched(WalletView::List))),
        ("wallet by time", wallet(chrome, &searched(WalletView::Timeline))),
        ("wallet_add", wallet_add(chrome, &adding)),
        ("wallet_skills", wallet_skills(chrome, &skills)),
        ("wallet_remove", wallet_remove(chrome, &removing)),
        ("wallet_removed", wallet_removed(chrome, &[removed])),
        ("wallet_along", wallet_along(chrome, &WalletAlong::default())),
        ("wallet_along, brought", wallet_along(chrome, &came)),
    ]
}

#[test]
fn the_part_that_changes_is_no_page_and_holds_no_more_than_the_page_does() {
    let data = found(WalletView::Cards);
    let part = wallet_found(&data);
    assert!(!part.contains("<html") && !part.contains("<script>"), "{part}");
    let page = wallet(&Chrome::default(), &Wallet { found: data, ..Wallet::default() });
    assert!(page.contains(&part), "{page}");
}

#[test]
fn what_is_looked_for_stands_in_no_address() {
    let asked = WalletAsked { text: "Pregnancy".to_owned(), ..WalletAsked::default() };
    let found = WalletFound { asked, pages: 3, page: 1, lines: vec![line()], ..WalletFound::default() };
    let page = wallet(&Chrome::default(), &Wallet { found, ..Wallet::default() });
    for (name, attributes) in tags(&page) {
        let leads = attributes.iter().find(|it| it.starts_with("href=") || it.starts_with("action="));
        assert!(leads.is_none_or(|it| !it.contains("Pregnancy")), "<{name} {attributes:?}>");
    }
    assert!(page.contains("<form method=\"post\" action=\"/wallet\""), "{page}");
}

#[test]
fn pages_of_the_wallet_without_anything_say_what_comes_next() {
    let chrome = Chrome::default();
    assert!(
        wallet_skills(&chrome, &WalletSkills::default())
            .contains("None of your credentials names a skill yet.")
    );
    assert!(wallet_removed(&chrome, &[]).contains("Nothing has been removed."));
    let adding = wallet_add(&chrome, &WalletAdd::default());
    assert!(!adding.contains("For you to decide") && adding.contains("Check and add"), "{adding}");
    let asked = WalletAsked { text: "x".to_owned(), ..WalletAsked::default() };
    let found = WalletFound { asked, ..WalletFound::default() };
    let page = wallet(&chrome, &Wallet { found, ..Wallet::default() });
    assert!(page.contains("Nothing found.") && page.contains("Show everything"), "{page}");
}

#[test]
fn a_hundred_skills_of_many_credentials_are_a_light_page_with_ways_to_the_rest() {
    let named = WalletLine {
        title: "A course of an ordinary name".to_owned(),
        credential: "0197e2a1-9e71-7c32-a1ff-0123456789ab".to_owned(),
        ..WalletLine::default()
    };
    let skill = |number: u32| WalletSkill {
        skill: format!("https://skills.example/{number}"),
        name: format!("Skill {number}"),
        said_by: vec![named.clone(); 3],
        credentials: 20,
        ..WalletSkill::default()
    };
    let skills = (0..100).map(skill).collect();
    let data = WalletSkills { skills, shown: 250, total: 250, page: 2, pages: 3 };
    let page = wallet_skills(&Chrome::default(), &data);
    assert!(page.len() < 200_000, "{} bytes", page.len());
    for link in ["/wallet/skills?page=1", "/wallet/skills?page=3", "Page 2 of 3", "250 skills"] {
        assert!(page.contains(link), "{link}");
    }
    assert_eq!(page.matches("and 17 credentials more</button>").count(), 100);
    assert!(page.contains("name=\"skill\" value=\"https://skills.example/7\""), "{page}");
}

#[test]
fn what_is_wrong_with_a_title_stands_beside_it() {
    let problem = Some("Too long.".to_owned());
    let data = Wallet { new_record: "Mine and more".to_owned(), problem, ..Wallet::default() };
    let page = wallet(&Chrome::default(), &data);
    for said in [
        "action=\"/wallet/records#records\"",
        "value=\"Mine and more\"",
        "id=\"title-problem\" class=\"field-problem\">Too long.<",
        "maxlength=\"120\"",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let errors = vec![FieldError { field: "title".to_owned(), message: "Too long.".to_owned() }];
    let page = record(&Chrome::default(), &Record { errors, ..Record::default() });
    assert!(page.contains("class=\"field-problem\">Too long.<"), "{page}");
    assert!(page.contains("title-problem\"") && page.contains("maxlength=\"2000\""), "{page}");
    assert!(!page.contains("notice is-bad"), "{page}");
}

#[test]
fn what_came_along_on_the_learners_word_is_counted_and_found_by_a_button() {
    let page = |on_word| {
        let came = WalletCameAlong { credentials: 3, on_word, ..WalletCameAlong::default() };
        wallet_along(&Chrome::default(), &WalletAlong { came: Some(came), ..WalletAlong::default() })
    };
    assert!(page(2).contains("2 are kept on your word"), "{}", page(2));
    assert!(page(2).contains("name=\"state\" value=\"word\""), "{}", page(2));
    assert!(!page(0).contains("on your word:") && !page(0).contains("name=\"state\""), "{}", page(0));
}

//! Attacks on a chain, and whether they are found.

use serde_json::json;

use super::*;
use crate::{
    flows::{
        audit::{
            head::{self, HeadError, head},
            note,
        },
        testing::{achievement, desk, with_app},
    },
    id::IssuerId,
};

/// Ten acts at one desk.
async fn ten(app: &App) -> IssuerId {
    let issuer = desk(app, "marlow").await.desks[0].issuer;
    let mut tx = app.db.write().await.unwrap();
    for number in 0..10 {
        let subject = format!("credential/{number}");
        note(app, &mut tx, issuer, None, "credential.revoked", subject, &json!({})).await.unwrap();
    }
    tx.commit().await.unwrap();
    issuer
}

/// Whoever holds the database, and not the head.
async fn attack(app: &App, sql: &'static str) {
    let mut tx = app.db.write().await.unwrap();
    let drops: &[&'static str] = if app.db.is_ours_alone() {
        &["drop trigger audit_stays", "drop trigger audit_remains"]
    } else {
        &["drop trigger audit_stays on audit"]
    };
    for &sql in drops {
        tx.execute(sql, ()).await.unwrap();
    }
    tx.execute(sql, ()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn whats(app: &App, heads: &[Head]) -> Vec<What> {
    check(app, heads).await.unwrap().faults.into_iter().map(|fault| fault.what).collect()
}

#[tokio::test]
async fn what_nobody_touched_holds() {
    with_app(async |app| {
        ten(&app).await;
        let head = head(&app).await.unwrap();
        let music = desk(&app, "music").await;
        achievement(&app, &music).await;
        let checked = check(&app, &[head]).await.unwrap();
        assert!(checked.holds() && checked.acts > 10, "{checked:?}");
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_edited_is_named() {
    with_app(async |app| {
        let issuer = ten(&app).await;
        attack(&app, "update audit set act = 'credential.awarded' where act = 'credential.revoked' and sequence = 7").await;
        let faults = check(&app, &[]).await.unwrap().faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        let told = faults[0].to_string();
        assert_eq!(
            told,
            format!("chain {issuer}: row 7 (credential.awarded, 2026-11-22T10:00:00Z) was altered, or what stands before it")
        );
    })
    .await;
}

#[tokio::test]
async fn who_did_it_cannot_be_swapped_or_taken_out() {
    with_app(async |app| {
        ten(&app).await;
        let mut tx = app.db.write().await.unwrap();
        tx.execute("update audit_payload set account_id = 'somebody' where sequence = 5", ()).await.unwrap();
        tx.execute("delete from audit_payload where sequence = 6", ()).await.unwrap();
        tx.commit().await.unwrap();
        let found = whats(&app, &[]).await;
        assert!(
            matches!(found[..], [What::PayloadAltered { sequence: 5, .. }, What::PayloadMissing(6)]),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn rows_that_were_removed_are_found_in_the_middle_and_against_a_head_at_the_end() {
    with_app(async |app| {
        let issuer = ten(&app).await;
        let head = head(&app).await.unwrap();
        let known = head.end(&issuer.to_string()).unwrap().sequence;
        let mut tx = app.db.write().await.unwrap();
        tx.execute("delete from audit_payload where sequence in (3, 4)", ()).await.unwrap();
        tx.commit().await.unwrap();
        attack(&app, "delete from audit where sequence in (3, 4)").await;
        assert_eq!(whats(&app, &[]).await, [What::Missing(3, 4)]);

        let mut tx = app.db.write().await.unwrap();
        tx.execute("delete from audit_payload where sequence >= $1", (known,)).await.unwrap();
        tx.execute("delete from audit where sequence >= $1", (known,)).await.unwrap();
        // Whoever knows their way says so where the chain ends.
        let sql = "update audit_chain set sequence = $1,
            link = (select link from audit where audit.chain = audit_chain.chain and audit.sequence = $1)
            where chain = $2";
        tx.execute(sql, (known - 1, issuer.to_string())).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(whats(&app, &[]).await, [What::Missing(3, 4)], "nothing in the database says so");
        let against = whats(&app, std::slice::from_ref(&head)).await;
        assert_eq!(against, [What::Missing(3, 4), What::Shorter { known, found: known - 1 }]);
    })
    .await;
}

#[tokio::test]
async fn a_chain_that_was_hashed_again_is_found_against_a_head() {
    with_app(async |app| {
        let issuer = ten(&app).await.to_string();
        let head = head(&app).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        let rows = audit::after(&mut tx, &issuer, 0).await.unwrap();
        tx.commit().await.unwrap();
        attack(&app, "delete from audit_payload").await;
        let mut tx = app.db.write().await.unwrap();
        tx.execute("delete from audit", ()).await.unwrap();
        tx.execute("delete from audit_chain", ()).await.unwrap();
        for row in rows {
            let mut payload = row.payload().unwrap();
            payload.subject = "credential/another".to_owned();
            tx.note(audit::NewAct { chain: issuer.clone(), at: row.at, act: row.act, payload });
        }
        tx.commit().await.unwrap();
        assert_eq!(whats(&app, &[]).await, []);
        let against = whats(&app, std::slice::from_ref(&head)).await;
        assert!(matches!(against[..], [What::Rewritten(_)]), "{against:?}");
    })
    .await;
}

/// Whoever holds the database and knows their way: the end of the chain is where it says.
async fn cut_off(app: &App, chain: &str, last: i64) {
    attack(app, "delete from audit_payload where sequence > 3").await;
    let mut tx = app.db.write().await.unwrap();
    tx.execute("delete from audit where chain = $1 and sequence > $2", (chain, last)).await.unwrap();
    let sql = "update audit_chain set sequence = $2,
        link = (select link from audit where audit.chain = $1 and audit.sequence = $2) where chain = $1";
    tx.execute(sql, (chain, last)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_row_before_the_first_is_refused_and_found() {
    with_app(async |app| {
        let issuer = ten(&app).await.to_string();
        let insert = "insert into audit (chain, sequence, at, act, commitment, link)
            values ($1, -1, 0, 'credential.awarded', '', '')";
        let mut tx = app.db.write().await.unwrap();
        assert!(tx.execute(insert, (issuer.as_str(),)).await.is_err());
        drop(tx);
        let mut tx = app.db.write().await.unwrap();
        let drop_it = if app.db.is_ours_alone() {
            "drop trigger audit_begins"
        } else {
            "alter table audit drop constraint audit_sequence_ck"
        };
        tx.execute(drop_it, ()).await.unwrap();
        tx.execute(insert, (issuer.as_str(),)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(whats(&app, &[]).await, [What::Outside(-1)]);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_hides_before_a_head_is_counted() {
    with_app(async |app| {
        let issuer = ten(&app).await.to_string();
        let head = head(&app).await.unwrap();
        attack(&app, "delete from audit_payload where sequence = 2").await;
        let mut tx = app.db.write().await.unwrap();
        tx.execute("delete from audit where sequence = 2", ()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        assert!(!since(&mut tx, &issuer, &head).await.unwrap().holds());
    })
    .await;
}

#[tokio::test]
async fn a_chain_that_is_gone_is_missed_without_a_head() {
    with_app(async |app| {
        let issuer = ten(&app).await.to_string();
        attack(&app, "delete from audit_payload").await;
        let mut tx = app.db.write().await.unwrap();
        tx.execute("delete from audit where chain <> 'service'", ()).await.unwrap();
        tx.execute("delete from audit_chain where chain <> 'service'", ()).await.unwrap();
        tx.commit().await.unwrap();
        let faults = check(&app, &[]).await.unwrap().faults;
        assert_eq!(faults, [Fault { chain: issuer, what: What::NoChain }]);
    })
    .await;
}

#[tokio::test]
async fn an_act_of_forgetting_excuses_what_was_before_it_and_nothing_after() {
    with_app(async |app| {
        let issuer = ten(&app).await;
        let mut tx = app.db.write().await.unwrap();
        let detail = json!({ "audit": [[1, i64::MAX]] });
        note(&app, &mut tx, issuer, None, super::super::FORGOT, "issuer/1".to_owned(), &detail)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        note(&app, &mut tx, issuer, None, "credential.revoked", "credential/1".to_owned(), &json!({}))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let chain = issuer.to_string();
        let last = audit::count(&mut app.db.read().await.unwrap(), &chain).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        tx.execute("delete from audit_payload where sequence in (2, 3, $1)", (last,)).await.unwrap();
        tx.commit().await.unwrap();
        let checked = check(&app, &[]).await.unwrap();
        let whats: Vec<_> = checked.faults.into_iter().map(|fault| fault.what).collect();
        assert_eq!(whats, [What::PayloadMissing(last)]);
        assert_eq!((checked.forgotten, checked.ranges), (2, vec![(chain, 2, 3)]));
    })
    .await;
}

#[tokio::test]
async fn every_head_of_a_file_counts_and_none_is_signed_over_what_does_not_hold() {
    with_app(async |app| {
        let folder = tempfile::tempdir().unwrap();
        let mut config = app.config.clone();
        config.data = folder.path().to_owned();
        let app = app.with_config(config);
        let issuer = ten(&app).await;
        assert!(head::keep(&app).await.unwrap());
        cut_off(&app, &issuer.to_string(), 3).await;
        for day in 1..3 {
            app.clock.advance(time::Duration::DAY);
            let refused = head::keep(&app).await;
            assert!(matches!(refused, Err(HeadError::Broken(_))), "day {day}: {refused:?}");
            assert!(matches!(head::head(&app).await, Err(HeadError::Broken(_))));
        }
        // A later head that somebody had signed takes nothing back of what an earlier one knows.
        let kept = std::fs::read_to_string(folder.path().join(head::FILE)).unwrap();
        std::fs::remove_file(folder.path().join(head::FILE)).unwrap();
        assert!(head::keep(&app).await.unwrap());
        let later = std::fs::read_to_string(folder.path().join(head::FILE)).unwrap();
        let both = head::read(&app, &format!("{kept}{later}")).await;
        assert!(matches!(both, Err(HeadError::Order(2))), "{both:?}");
        let first = head::read(&app, &kept).await.unwrap();
        assert!(whats(&app, &first).await.iter().any(|what| matches!(what, What::Shorter { .. })));
        std::fs::write(folder.path().join(head::FILE), format!("{kept}{{}}\n")).unwrap();
        assert!(
            matches!(head::keep(&app).await, Err(HeadError::Line(2, _))),
            "and nothing is added to a bad file"
        );
    })
    .await;
}

//! What was done: noting it in the transaction that does it, and proving later that nobody changed what was
//! noted.
//!
//! Every institution has a chain of its own, and the service has one. What may have to be forgotten
//! lies beside the chain, under a salted commitment, so that it can go without breaking it.

pub mod check;
pub mod export;
pub mod head;
pub mod look;

use std::future::{Ready, ready};

use serde_json::{Map, Value, json};

use crate::{
    app::App,
    id::{AccountId, IssuerId},
    secrets::hex,
    store::{
        StoreError, Tx,
        audit::{self, EarlierRow, NewAct, Payload, SERVICE},
    },
};

/// The act that says that somebody was forgotten, and which links lost their payload with it.
pub(crate) const FORGOT: &str = "person.erased";

/// How something was done, and what it changed. Each is an object; no secrets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told<'a> {
    /// How and why.
    pub(crate) detail: &'a Value,
    /// What was the case before,
    pub(crate) before: &'a Value,
    /// and after.
    pub(crate) after: &'a Value,
}

/// Notes that `by` did `act` to `subject`, as part of what `tx` does.
///
/// * `act`: thing and verb, such as `credential.revoked`.
/// * `subject`: kind and id, such as `credential/0190…`.
/// * `detail`: an object; no secrets.
///
/// Waited for like the other parts of a transaction; it is written when that is committed.
pub(crate) fn note(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    by: Option<AccountId>,
    act: &str,
    subject: String,
    detail: &Value,
) -> Ready<Result<(), StoreError>> {
    tx.note(new_act(app, issuer.to_string(), by, act, subject, (detail, None)));
    ready(Ok(()))
}

/// The same of what changed something: of before and after, what is the same in both is left out.
pub(crate) fn note_change(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    by: Option<AccountId>,
    act: &str,
    subject: String,
    told: Told<'_>,
) {
    let (before, after) = difference(told.before, told.after);
    tx.note(new_act(app, issuer.to_string(), by, act, subject, (told.detail, Some((&before, &after)))));
}

/// Notes what the service did, or whoever runs it, and what belongs to no institution.
pub(crate) fn note_service(app: &App, tx: &mut Tx, act: &str, subject: String, detail: &Value) {
    tx.note(new_act(app, SERVICE.to_owned(), None, act, subject, (detail, None)));
}

type Details<'a> = (&'a Value, Option<(&'a Value, &'a Value)>);

fn new_act(
    app: &App,
    chain: String,
    by: Option<AccountId>,
    act: &str,
    subject: String,
    (detail, change): Details<'_>,
) -> NewAct {
    let payload = Payload {
        salt: new_salt(app),
        account: by.map(|by| by.to_string()),
        subject,
        detail: detail.to_string(),
        before: change.map(|(before, _)| before.to_string()),
        after: change.map(|(_, after)| after.to_string()),
    };
    NewAct { chain, at: app.clock.now_ms(), act: act.to_owned(), payload }
}

fn new_salt(app: &App) -> String {
    hex(&app.random.bytes::<16>())
}

/// What two objects differ in.
fn difference(before: &Value, after: &Value) -> (Value, Value) {
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else {
        return (before.clone(), after.clone());
    };
    let only = |one: &Map<String, Value>, other: &Map<String, Value>| {
        let pairs = one.iter().filter(|(name, value)| other.get(*name) != Some(*value));
        Value::Object(pairs.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    (only(before, after), only(after, before))
}

/// Links what was done before there were chains; gives how much that was.
///
/// # Errors
/// When the database fails.
pub(crate) async fn adopt(app: &App) -> Result<usize, StoreError> {
    let mut number = 0;
    if !audit::any_earlier(&mut app.db.read().await?).await? {
        return Ok(number);
    }
    loop {
        let mut tx = app.db.write().await?;
        let rows = audit::take_earlier(&mut tx).await?;
        if rows.is_empty() {
            return Ok(number);
        }
        number += rows.len();
        for row in rows {
            let EarlierRow { issuer_id, account_id, act, subject, detail, at, .. } = row;
            let salt = new_salt(app);
            let payload = Payload { salt, account: account_id, subject, detail, before: None, after: None };
            tx.note(NewAct { chain: issuer_id.unwrap_or_else(|| SERVICE.to_owned()), at, act, payload });
        }
        tx.commit().await?;
    }
}

/// Which links lost their payload when somebody was forgotten, for the note of that: pairs of first and
/// last number.
pub(crate) fn ranges(sequences: impl IntoIterator<Item = i64>) -> Value {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for sequence in sequences {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == sequence => *last = sequence,
            Some((_, last)) if *last == sequence => {}
            _ => ranges.push((sequence, sequence)),
        }
    }
    json!(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::testing::{desk, with_app};

    #[test]
    fn a_change_is_told_by_what_differs() {
        let (before, after) = difference(
            &json!({ "name": "Ada", "email": "a@a.example", "number": null }),
            &json!({ "name": "Ida", "email": "a@a.example", "number": "7" }),
        );
        assert_eq!(before, json!({ "name": "Ada", "number": null }));
        assert_eq!(after, json!({ "name": "Ida", "number": "7" }));
    }

    #[test]
    fn numbers_in_a_row_are_one_range() {
        assert_eq!(ranges([1, 2, 2, 3, 7, 9, 10]), json!([[1, 3], [7, 7], [9, 10]]));
    }

    #[tokio::test]
    async fn what_was_done_before_there_were_chains_joins_them() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issuer = staff.desks[0].issuer;
            let noted = audit::ends(&mut app.db.read().await.unwrap()).await.unwrap();
            let mut tx = app.db.write().await.unwrap();
            let insert =
                "insert into audit_before (audit_id, issuer_id, account_id, act, subject, detail, at)";
            let rows = (0..1_500_i64).map(|number| {
                let issuer = (number % 2 == 0).then(|| issuer.to_string());
                (format!("{number:05}"), issuer, None::<String>, "a.done", "a/1", "{}", number)
            });
            tx.insert_many(insert, rows).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(adopt(&app).await.unwrap(), 1_500);
            assert_eq!(adopt(&app).await.unwrap(), 0);
            let report = check::check(&app, &[]).await.unwrap();
            assert!(report.holds(), "{report:?}");
            let ends = audit::ends(&mut app.db.read().await.unwrap()).await.unwrap();
            let numbers: Vec<_> = ends.iter().map(|end| end.sequence).collect();
            let had = noted.iter().find(|end| end.chain == issuer.to_string()).map_or(0, |end| end.sequence);
            assert_eq!(numbers, [750 + had, 750]);
        })
        .await;
    }
}

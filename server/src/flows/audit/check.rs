//! Whether the chains hold: every link and every commitment done again, and held against a signed head.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::head::Head;
use crate::{
    app::App,
    effects::instant_of,
    store::{
        StoreError, Tx,
        audit::{self, ActRow, EndRow, beginning, link},
    },
};

/// Faults that are told of one chain, at most.
const MOST_FAULTS: usize = 100;

/// What came of looking at the chains.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Checked {
    /// How many acts there are in all.
    pub acts: u64,
    /// Of how many who did what to whom was forgotten, as an act among them says.
    pub forgotten: u64,
    /// What is wrong, in the order of the chains.
    pub faults: Vec<Fault>,
}

impl Checked {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Something that is wrong with a chain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The chain: an institution's id, or `service`.
    pub chain: String,
    /// What it is.
    pub what: What,
}

/// What may be wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum What {
    /// Links are not there, from the first number to the last.
    Missing(i64, i64),
    /// A link does not follow from what its row says and from the link before it.
    Altered {
        /// Its number.
        sequence: i64,
        /// What it says was done.
        act: String,
        /// And when.
        at: OffsetDateTime,
    },
    /// Who did what to whom is not what was noted.
    PayloadAltered {
        /// The number of the link.
        sequence: i64,
        /// What was done.
        act: String,
        /// And when.
        at: OffsetDateTime,
    },
    /// Who did what to whom is gone, and nobody was forgotten with it.
    PayloadMissing(i64),
    /// The chain is shorter or longer than the service last left it.
    End {
        /// How many links the service left.
        left: i64,
        /// How many there are.
        found: i64,
    },
    /// The signed head knows more links than there are.
    Shorter {
        /// How many the head knows.
        known: i64,
        /// How many there are.
        found: i64,
    },
    /// The link up to which the signed head speaks is another: something up to it was altered, removed or added, and
    /// everything hashed again.
    Rewritten(i64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chain {}: ", self.chain)?;
        let day = |at: &OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
        match &self.what {
            What::Missing(first, last) if first == last => write!(f, "row {first} was removed"),
            What::Missing(first, last) => write!(f, "rows {first} to {last} were removed"),
            What::Altered { sequence, act, at } => {
                write!(f, "row {sequence} ({act}, {}) was altered, or what stands before it", day(at))
            }
            What::PayloadAltered { sequence, act, at } => {
                write!(f, "row {sequence} ({act}, {}): who did what to whom was altered", day(at))
            }
            What::PayloadMissing(sequence) => write!(
                f,
                "row {sequence}: who did what to whom was removed, and no act of forgetting somebody says so"
            ),
            What::End { left, found } => {
                write!(f, "the service left {left} rows, and {found} are there: the end was altered")
            }
            What::Shorter { known, found } => write!(
                f,
                "the head knows {known} rows, and the last one there is {found}: rows were removed from the end"
            ),
            What::Rewritten(sequence) => write!(
                f,
                "row {sequence} is not the one that the head was taken of: rows up to it were altered, removed or \
                added, and hashed again"
            ),
        }
    }
}

/// Does every link and every commitment again.
///
/// * `head`: one that was kept elsewhere, to hold the chains against.
///
/// # Errors
/// When the database fails.
pub async fn check(app: &App, head: Option<&Head>) -> Result<Checked, StoreError> {
    let mut tx = app.db.read().await?;
    let ends: BTreeMap<_, _> =
        audit::ends(&mut tx).await?.into_iter().map(|end| (end.chain.clone(), end)).collect();
    let mut names: Vec<_> = ends.keys().cloned().collect();
    names.extend(head.iter().flat_map(|head| &head.chains).map(|end| end.chain.clone()));
    names.sort();
    names.dedup();
    let mut checked = Checked::default();
    for chain in names {
        let one = Walk::whole(&chain, head).run(&mut tx, ends.get(&chain)).await?;
        checked.acts += one.acts;
        checked.forgotten += one.forgotten;
        checked.faults.extend(one.faults);
    }
    Ok(checked)
}

/// The same of one chain, and only of what came after a head that is trusted.
///
/// # Errors
/// When the database fails.
pub async fn since(tx: &mut Tx, chain: &str, head: &Head) -> Result<Checked, StoreError> {
    let end = audit::ends(tx).await?.into_iter().find(|end| end.chain == chain);
    Walk::since(chain, head).run(tx, end.as_ref()).await
}

/// One chain, while it is gone through.
struct Walk<'a> {
    chain: &'a str,
    /// The last link that was looked at.
    sequence: i64,
    link: String,
    /// The number and the link that the head knows.
    known: Option<(i64, &'a str)>,
    /// Links without their payload, and those of which an act says so.
    bare: Vec<i64>,
    excused: Vec<(i64, i64)>,
    checked: Checked,
}

impl<'a> Walk<'a> {
    fn whole(chain: &'a str, head: Option<&'a Head>) -> Self {
        let known = head.and_then(|head| head.end(chain)).map(|end| (end.sequence, end.link.as_str()));
        Self {
            chain,
            sequence: 0,
            link: beginning(chain),
            known,
            bare: Vec::new(),
            excused: Vec::new(),
            checked: Checked::default(),
        }
    }

    fn since(chain: &'a str, head: &'a Head) -> Self {
        let mut walk = Self::whole(chain, Some(head));
        // The link of the head itself is looked at too.
        if let Some((sequence, _)) = walk.known.filter(|(sequence, _)| *sequence > 0) {
            walk.sequence = sequence - 1;
            walk.link = String::new();
        }
        walk
    }

    async fn run(mut self, tx: &mut Tx, end: Option<&EndRow>) -> Result<Checked, StoreError> {
        loop {
            let rows = audit::after(tx, self.chain, self.sequence).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                self.step(row);
            }
        }
        if let Some((known, _)) = self.known.filter(|(known, _)| *known > self.sequence) {
            self.fault(What::Shorter { known, found: self.sequence });
        }
        let (left, last) = end.map_or((0, None), |end| (end.sequence, Some(&end.link)));
        if left != self.sequence || last.is_some_and(|last| *last != self.link && !self.link.is_empty()) {
            self.fault(What::End { left, found: self.sequence });
        }
        for sequence in std::mem::take(&mut self.bare) {
            if self.excused.iter().any(|(first, last)| (*first..=*last).contains(&sequence)) {
                self.checked.forgotten += 1;
            } else {
                self.fault(What::PayloadMissing(sequence));
            }
        }
        Ok(self.checked)
    }

    fn step(&mut self, row: &ActRow) {
        let sequence = row.sequence;
        self.checked.acts += 1;
        if sequence > self.sequence + 1 {
            self.fault(What::Missing(self.sequence + 1, sequence - 1));
        }
        let follows = link(&self.link, sequence, row.at, &row.act, &row.commitment) == row.link;
        // After a gap, and at the head that is begun with, what came before is not known.
        if sequence == self.sequence + 1 && !self.link.is_empty() && !follows {
            self.fault(What::Altered { sequence, act: row.act.clone(), at: instant_of(row.at) });
        }
        match row.payload() {
            None => self.bare.push(sequence),
            Some(payload) if payload.commitment() != row.commitment => {
                self.fault(What::PayloadAltered { sequence, act: row.act.clone(), at: instant_of(row.at) });
            }
            Some(payload) if row.act == super::FORGOT => self.excused.extend(excused(&payload.detail)),
            Some(_) => {}
        }
        if self.known.is_some_and(|(known, link)| known == sequence && link != row.link) {
            self.fault(What::Rewritten(sequence));
        }
        self.sequence = sequence;
        self.link.clone_from(&row.link);
    }

    fn fault(&mut self, what: What) {
        if self.checked.faults.len() < MOST_FAULTS {
            self.checked.faults.push(Fault { chain: self.chain.to_owned(), what });
        }
    }
}

/// The links whose payload went when somebody was forgotten.
fn excused(detail: &str) -> Vec<(i64, i64)> {
    let detail: Value = serde_json::from_str(detail).unwrap_or_default();
    serde_json::from_value(detail["audit"].clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        flows::{
            audit::{head::head, note},
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

    async fn whats(app: &App, head: Option<&Head>) -> Vec<What> {
        check(app, head).await.unwrap().faults.into_iter().map(|fault| fault.what).collect()
    }

    #[tokio::test]
    async fn what_nobody_touched_holds() {
        with_app(async |app| {
            ten(&app).await;
            let head = head(&app).await.unwrap();
            let music = desk(&app, "music").await;
            achievement(&app, &music).await;
            let checked = check(&app, Some(&head)).await.unwrap();
            assert!(checked.holds() && checked.acts > 10, "{checked:?}");
        })
        .await;
    }

    #[tokio::test]
    async fn a_row_that_was_edited_is_named() {
        with_app(async |app| {
            let issuer = ten(&app).await;
            attack(&app, "update audit set act = 'credential.awarded' where act = 'credential.revoked' and sequence = 7").await;
            let faults = check(&app, None).await.unwrap().faults;
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
            tx.execute("update audit_payload set account_id = 'somebody' where sequence = 5", ())
                .await
                .unwrap();
            tx.execute("delete from audit_payload where sequence = 6", ()).await.unwrap();
            tx.commit().await.unwrap();
            let found = whats(&app, None).await;
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
            assert_eq!(whats(&app, None).await, [What::Missing(3, 4)]);

            let mut tx = app.db.write().await.unwrap();
            tx.execute("delete from audit_payload where sequence >= $1", (known,)).await.unwrap();
            tx.execute("delete from audit where sequence >= $1", (known,)).await.unwrap();
            // Whoever knows their way says so where the chain ends.
            let sql = "update audit_chain set sequence = $1,
                link = (select link from audit where audit.chain = audit_chain.chain and audit.sequence = $1)
                where chain = $2";
            tx.execute(sql, (known - 1, issuer.to_string())).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(whats(&app, None).await, [What::Missing(3, 4)], "nothing in the database says so");
            let against = whats(&app, Some(&head)).await;
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
            assert_eq!(whats(&app, None).await, []);
            let against = whats(&app, Some(&head)).await;
            assert!(matches!(against[..], [What::Rewritten(_)]), "{against:?}");
        })
        .await;
    }
}

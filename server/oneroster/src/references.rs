//! Ids: each there once, and what is named is there.

use std::collections::HashMap;

use crate::{
    binding::{Kind, Table},
    fault::Faults,
    manifest::{Manifest, Mode},
    table::Tables,
    value,
};

/// Notes ids that come twice, and ids that lead nowhere.
///
/// What a delta names may have been sent before: that is for whoever has what was sent.
pub(crate) fn check(faults: &mut Faults, manifest: &Manifest, tables: &Tables) {
    let mut known: HashMap<Table, HashMap<&str, u32>> = HashMap::new();
    for (&table, rows) in tables {
        let ids = known.entry(table).or_default();
        for row in &rows.all {
            let id = row.cells[0].as_str();
            if id.is_empty() {
                continue;
            }
            if let Some(before) = ids.insert(id, row.number) {
                let detail = format!("row {before} has this id already");
                faults.error(rows.place(row, 0), "id.twice", detail, "give each record an id of its own");
            }
        }
    }
    for (table, rows) in tables {
        let of_delta = manifest.modes.get(table) == Some(&Mode::Delta);
        for (column, of) in rows.columns.iter().enumerate() {
            let (Kind::Ref(target) | Kind::Refs(target)) = of.kind else { continue };
            // Not read: its own faults are noted, and not once more for each row that names it.
            let unread = manifest.modes.contains_key(&target) && !tables.contains_key(&target);
            if unread || is_dropped(target) {
                continue;
            }
            match manifest.modes.get(&target) {
                Some(Mode::Delta) => continue,
                None if of_delta => continue,
                _ => {}
            }
            let ids = known.get(&target);
            for row in &rows.all {
                for id in value::list(&row.cells[column]) {
                    if ids.is_some_and(|ids| ids.contains_key(id)) {
                        continue;
                    }
                    let detail = format!("{} has no record of this id", target.file());
                    let hint = format!("add it to {}, or name another", target.file());
                    faults.error(rows.place(row, column), "reference.missing", detail, hint);
                }
            }
        }
    }
}

/// What is never kept need not be complete.
fn is_dropped(table: Table) -> bool {
    matches!(table, Table::Resources | Table::UserProfiles)
}

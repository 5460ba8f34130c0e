//! The final report: what became of each row.

use web::words::desk_bulk as words;

use super::{BulkError, check::LeftOut, row_place};
use crate::{
    app::App,
    flows::session::{Act, Viewer},
    id::BulkId,
    sheet::write_csv,
    store::{bulk, bulk_row},
};

/// Rows read at once.
const PART: u32 = 5_000;

/// What became of each row, as CSV in the file's order: row, recipient, outcome, address.
///
/// # Errors
/// [`BulkError`]; [`BulkError::State`] when it was never started or its rows are forgotten.
pub async fn report(app: &App, viewer: &Viewer, slug: &str, id: BulkId) -> Result<String, BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let row = bulk::find(&mut tx, issuer, id).await?.ok_or(BulkError::Unknown)?;
    if row.started_at.is_none() || row.purged_at.is_some() {
        return Err(BulkError::State);
    }
    let mut lines: Vec<(i64, Vec<String>)> = Vec::new();
    let mut after = 0;
    loop {
        let part = bulk_row::outcomes(&mut tx, id, after, PART).await?;
        let Some(last) = part.last() else { break };
        after = last.position;
        for row in part {
            let (who, email, outcome, address) = if let Some(credential) = row.credential_id {
                (
                    row.recipient_name.unwrap_or_default(),
                    row.recipient_email.unwrap_or_default(),
                    words::outcome_awarded().to_owned(),
                    app.config.public_url.join(&format!("/credentials/{credential}")),
                )
            } else {
                let LeftOut { who, why, .. } = opened(app, id, row.position, row.sealed.as_deref())?;
                (who, String::new(), words::outcome_left_out(&why), String::new())
            };
            lines.push((row.position, vec![row.position.to_string(), who, email, outcome, address]));
        }
    }
    after = 0;
    loop {
        let part = bulk_row::waiting(&mut tx, id, after, PART).await?;
        let Some(last) = part.last() else { break };
        after = last.position;
        for row in part {
            let text = app.sealer.unseal(&row_place(id, row.position), &row.sealed)?;
            let line: super::check::Line = serde_json::from_slice(&text)?;
            let email = line.to().email.map(|email| email.to_string()).unwrap_or_default();
            let outcome = words::outcome_waiting().to_owned();
            lines.push((
                row.position,
                vec![row.position.to_string(), line.name, email, outcome, String::new()],
            ));
        }
    }
    lines.sort_by_key(|(position, _)| *position);
    Ok(write_csv(&words::report_headings().map(str::to_owned), lines.into_iter().map(|(_, line)| line)))
}

fn opened(app: &App, id: BulkId, position: i64, sealed: Option<&str>) -> Result<LeftOut, BulkError> {
    let text = app.sealer.unseal(&row_place(id, position), sealed.unwrap_or_default())?;
    Ok(serde_json::from_slice(&text)?)
}

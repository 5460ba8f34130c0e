//! `/wallet/guardian…`: the wallets that somebody looks after.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Deserialize;
use web::{
    pages::{
        PersonLine, RecordLine, WalletLine, WardCredential, WardHead, WardItem, WardRecord, WardSection,
        WardWallet, guardian_people, ward_credential, ward_leave, ward_record, ward_wallet,
    },
    words::wallet_find,
};

use super::links;
use crate::{
    app::App,
    flows::{
        guardian::{self, GuardianError, Ward},
        hold::{
            self, Whose,
            find::{self, Find},
            read,
        },
        record::{self, whole},
        verify,
    },
    id::{CredentialId, GuardianId, RecordId},
    problem::Problem,
    routes::{
        extract::{Params, Query},
        pages::{held, notice::Notice, see_other, wallet as own},
        rfc3339,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: Option<u32>,
}

pub(super) async fn people(visit: Visit) -> Result<Response, Problem> {
    let people = guardian::people(&visit.app, visit.viewer()?).await?;
    let lines: Vec<_> = people
        .into_iter()
        .map(|(person, waiting)| PersonLine {
            id: person.id.to_string(),
            last_day: rfc3339(person.last_day()),
            name: person.learner,
            institution: person.institution,
            waiting,
        })
        .collect();
    Ok(visit.page(guardian_people(&visit.chrome(), &lines, &own::asking(&visit).await?)))
}

pub(super) async fn wallet(
    visit: Visit,
    Params(id): Params<GuardianId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let ward = guardian::ward(app, visit.viewer()?, id).await?;
    read_by_now(app, &ward).await?;
    let found =
        find::find(app, &ward.learner, &Find { page: asked.page.unwrap_or(1), ..Find::default() }).await?;
    let records = record::list(app, &ward.learner).await?;
    let links = guardian::links(app, &ward).await?;
    let data = WardWallet {
        head: head(&ward),
        last_day: rfc3339(ward.guardian.last_day()),
        credentials: found.lines.iter().map(own::find::line).collect(),
        total: found.total,
        page: found.page,
        pages: found.pages,
        records: records
            .into_iter()
            .map(|line| RecordLine {
                id: line.id.to_string(),
                title: line.title,
                items: line.items,
                shares: line.live_shares,
            })
            .collect(),
        links: links.into_iter().map(links::line).collect(),
    };
    Ok(visit.page(ward_wallet(&visit.chrome(), &data)))
}

pub(super) async fn credential(
    visit: Visit,
    Params((id, credential)): Params<(GuardianId, CredentialId)>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let ward = guardian::ward(app, visit.viewer()?, id).await?;
    let found = hold::held_one(app, &ward.learner, credential).await?.ok_or(GuardianError::Unknown)?;
    // Looking changes nothing in somebody else's wallet: the last check counts.
    let report = match read::last_report(app, &ward.learner, credential).await? {
        Some(report) => report,
        None => verify::verify(app, found.document.as_bytes()).await?,
    };
    let whose = hold::whose(app, &ward.learner, credential).await?;
    let data = WardCredential {
        head: head(&ward),
        held: held(app, credential.to_string(), report, String::new()),
        on_word: matches!(whose, Some(Whose::Word) | None),
    };
    Ok(visit.page(ward_credential(&visit.chrome(), &data)))
}

pub(super) async fn record(
    visit: Visit,
    Params((id, record)): Params<(GuardianId, RecordId)>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let ward = guardian::ward(app, visit.viewer()?, id).await?;
    let found = record::open(app, &ward.learner, record).await?;
    read_by_now(app, &ward).await?;
    let lines = find::within(app, &ward.learner, record).await?;
    let lines: BTreeMap<_, _> =
        lines.iter().map(|line| (line.id.to_string(), own::find::line(line))).collect();
    let item = |item: &api::RecordItem| {
        let held = found.held.get(&item.holding)?;
        let nameless = || WalletLine {
            credential: item.holding.clone(),
            title: wallet_find::nameless().to_owned(),
            ..WalletLine::default()
        };
        let entries = item.parts.as_ref().map(|parts| {
            let whole = whole(&held.document);
            (parts.iter().filter(|id| whole.part(id).is_some()).count(), whole.parts.len())
        });
        Some(WardItem { line: lines.get(&item.holding).cloned().unwrap_or_else(nameless), entries })
    };
    let sections = found.content.sections.iter().map(|section| WardSection {
        heading: section.heading.clone(),
        items: section.items.iter().filter_map(item).collect(),
    });
    let data = WardRecord {
        head: head(&ward),
        title: found.content.title.clone(),
        sections: sections.filter(|section| !section.items.is_empty()).collect(),
    };
    Ok(visit.page(ward_record(&visit.chrome(), &data)))
}

pub(super) async fn ask_to_leave(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    let ward = guardian::ward(&visit.app, visit.viewer()?, id).await?;
    if ward.own {
        return Err(GuardianError::Unknown.into());
    }
    Ok(visit.page(ward_leave(&visit.chrome(), &head(&ward))))
}

pub(super) async fn leave(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    guardian::leave(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other("/wallet/guardian", Notice::GuardianLeft))
}

/// Reads what of the wallet was never read, so that it has names before its learner first looks; the service
/// does so by itself before long.
async fn read_by_now(app: &App, ward: &Ward) -> Result<(), Problem> {
    read::catch_up(app, &ward.learner).await?;
    Ok(())
}

/// Whose wallet it is, as each of its pages says.
pub(super) fn head(ward: &Ward) -> WardHead {
    WardHead {
        id: ward.guardian.id.to_string(),
        learner: ward.guardian.learner.clone(),
        guardian: ward.guardian.name.clone(),
        own: ward.own,
    }
}

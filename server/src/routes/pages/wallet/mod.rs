//! `/wallet`: what a learner holds, and what waits for them.

pub(super) mod add;
pub(super) mod along;
pub(super) mod find;
pub(super) mod keep;
pub(super) mod public;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use crypto::verify::Report;
use web::{
    components::badge::Badge,
    pages::{
        Offer, RecordLine, Wallet, WalletCredential, WalletEarlier, WalletGuardians, WalletWhose,
        WardInvited, wallet as page, wallet_credential,
    },
};

use find::Asked;

use super::{amendments::state_line, held, notice::Notice, see_other};
use crate::{
    flows::{
        amendment::{self, AmendmentError},
        guardian::{self, Guardian},
        hold::{
            self, Whose,
            add::{self as flow, AddError},
            read,
        },
        paper, record, verify,
    },
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let html = wallet_html(&visit, &Asked::default(), NewRecord::default()).await?;
    Ok(visit.page(html))
}

/// Leads to what is found, which the way back leads to as well.
pub(super) async fn search(visit: Visit, Form(asked): Form<Asked>) -> Result<Response, Problem> {
    if let Some(cookie) = find::keep(&visit, &asked)? {
        return Ok(([(header::SET_COOKIE, cookie)], Redirect::to(find::FOUND_PATH)).into_response());
    }
    let html = wallet_html(&visit, &asked, NewRecord::default()).await?;
    Ok(visit.page(html))
}

/// The wallet with what was found in it.
pub(super) async fn found(visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    let asked = find::kept(&visit, &headers)?;
    let html = wallet_html(&visit, &asked, NewRecord::default()).await?;
    Ok(visit.page(html))
}

/// A record that was not made.
#[derive(Default)]
pub(super) struct NewRecord {
    /// What was typed for its title.
    pub(super) title: String,
    /// What was wrong with that.
    pub(super) problem: Option<String>,
}

/// The wallet with what was wrong with the title of a new record.
pub(super) async fn show_again(visit: &Visit, new: NewRecord) -> Result<Response, Problem> {
    let html = wallet_html(visit, &Asked::default(), new).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
}

async fn wallet_html(visit: &Visit, asked: &Asked, new: NewRecord) -> Result<String, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let offers = hold::offers(app, viewer).await?;
    let read = read::catch_up(app, viewer).await?;
    let looking = guardian::looking(app, viewer).await?;
    let questions = guardian::of_account(app, viewer).await?.into_iter().filter(Guardian::waits_for_learner);
    let data = Wallet {
        guardians: WalletGuardians {
            asked: questions.map(|it| (it.id.to_string(), it.institution)).collect(),
            invited: asking(visit).await?,
            people: looking.people,
            waiting: looking.waiting,
        },
        offers: offers.into_iter().map(|offer| offer_card(visit, offer)).collect(),
        news: find::news(visit).await?,
        waiting: flow::waiting_number(app, viewer).await?,
        choices: find::choices(visit).await?,
        found: find::found(visit, asked).await?,
        unread: !read,
        records: record_lines(visit).await?,
        new_record: new.title,
        problem: new.problem,
    };
    Ok(page(&visit.wallet_chrome().await?, &data))
}

/// What asks this person to look after somebody else's wallet.
pub(super) async fn asking(visit: &Visit) -> Result<Vec<WardInvited>, Problem> {
    let open = guardian::invitations(&visit.app, visit.viewer()?).await?;
    let line = |it: Guardian| WardInvited {
        id: it.id.to_string(),
        institution: it.institution,
        learner: it.learner,
    };
    Ok(open.into_iter().map(line).collect())
}

fn offer_card(visit: &Visit, offer: hold::Offer) -> Offer {
    let image = visit.app.config.public_url.path_of(&offer.image).map_or(offer.image.clone(), str::to_owned);
    Offer {
        credential: offer.id.to_string(),
        name: offer.achievement_name,
        issuer_name: offer.issuer_name,
        email: offer.email,
        awarded_at: rfc3339(offer.awarded_at),
        badge: Badge { seed: offer.id.to_string(), image: Some(image), ..Badge::default() },
    }
}

async fn record_lines(visit: &Visit) -> Result<Vec<RecordLine>, Problem> {
    let lines = record::list(&visit.app, visit.viewer()?).await?;
    Ok(lines
        .into_iter()
        .map(|line| RecordLine {
            id: line.id.to_string(),
            title: line.title,
            items: line.items,
            shares: line.live_shares,
        })
        .collect())
}

pub(super) async fn credential(visit: Visit, Params(id): Params<CredentialId>) -> Result<Response, Problem> {
    let Some(found) = hold::held_one(&visit.app, visit.viewer()?, id).await? else {
        // The mail about an award leads here before it is claimed; the wallet has the button.
        let offers = hold::offers(&visit.app, visit.viewer()?).await?;
        return if offers.iter().any(|offer| offer.id == id) {
            Ok(Redirect::to("/wallet").into_response())
        } else {
            Err(Problem::not_found("there is no such credential in your wallet"))
        };
    };
    let (report, stale) = report_of(&visit, id, &found.document).await?;
    let whose = hold::whose(&visit.app, visit.viewer()?, id).await?;
    let seen = hold::see(&visit.app, visit.viewer()?, id).await?;
    let fits_on_paper = match &seen {
        Some(seen) => paper::paper(&visit.app, seen).await?.is_some(),
        None => false,
    };
    // What came from elsewhere is corrected there.
    let asked = match amendment::of_holder(&visit.app, visit.viewer()?, id).await {
        Ok(asked) => Some(asked),
        Err(AmendmentError::Unknown) => None,
        Err(err) => return Err(err.into()),
    };
    let own_address = visit.app.config.public_url.join(&format!("/credentials/{id}"));
    let issued_here =
        report.credential.as_ref().and_then(|summary| summary.id.as_deref()) == Some(&own_address);
    let public = public::page(&visit, id, &own_address, &report).await?;
    let earlier = hold::earlier(&visit.app, visit.viewer()?, id).await?;
    let data = WalletCredential {
        whose: match whose {
            Some(Whose::Claimed) => WalletWhose::Claimed,
            Some(Whose::Address) => WalletWhose::Address,
            Some(Whose::Key) => WalletWhose::Key,
            Some(Whose::Word) | None => WalletWhose::Word,
        },
        open_badges_2: hold::is_open_badges_2(&report),
        stale,
        earlier: earlier.into_iter().map(earlier_line).collect(),
        held: held(&visit.app, id.to_string(), report, String::new()),
        document: found.document,
        held_since: rfc3339(found.held_since),
        records: record_lines(&visit).await?,
        fits_on_paper,
        correctable: asked.is_some(),
        amendment: asked.as_ref().and_then(|asked| asked.first()).map(|asked| state_line(&asked.state)),
        public,
        public_path: issued_here.then(|| format!("/credentials/{id}")),
    };
    Ok(visit.page(wallet_credential(&visit.chrome(), &data)))
}

/// What is true of a credential now, and is kept as its last check; that of an earlier day where there is
/// too much to check just now, which is said besides.
async fn report_of(visit: &Visit, id: CredentialId, document: &str) -> Result<(Report, bool), Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    match read::check_one(app, viewer, id).await {
        Ok(Some(report)) => Ok((report, false)),
        Ok(None) => Ok((verify::verify(app, document.as_bytes()).await?, false)),
        Err(AddError::Busy(busy)) => match read::last_report(app, viewer, id).await? {
            Some(report) => Ok((report, true)),
            None => Err(busy.into()),
        },
        Err(err) => Err(err.into()),
    }
}

fn earlier_line(earlier: hold::Earlier) -> WalletEarlier {
    WalletEarlier {
        edition: earlier.edition,
        document: earlier.document,
        replaced_at: rfc3339(earlier.replaced_at),
    }
}

pub(super) async fn claim(visit: Visit, Params(id): Params<CredentialId>) -> Result<Response, Problem> {
    hold::claim(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other("/wallet", Notice::Claimed))
}

//! `/desk/{slug}/credentials/{id}/delivery`: one award on its way to its learner.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::delivery::{Delivery, delivery};
use crate::components::{Field, choice, field};
use crate::words::{dates, desk_delivery as words};

/// One award on its way, with the forms that help it. They post to `resend`, `code`, `address`
/// and `release` under `/desk/{slug}/credentials/{id}/`.
#[derive(Clone, Debug, Default)]
pub struct DeskDelivery {
    /// The institution.
    pub issuer: IssuerLink,
    /// The credential's id.
    pub credential: String,
    /// What was awarded.
    pub achievement: String,
    /// To whom.
    pub recipient_name: String,
    /// The address it was sent to; empty where there is none.
    pub recipient_email: String,
    /// When it was claimed, RFC 3339.
    pub claimed_at: Option<String>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// How far the latest letter has come.
    pub letter: Option<Delivery>,
    /// The code that was asked for, and where to type it.
    pub code: Option<(String, String)>,
    /// What was typed.
    pub form: DeliveryForm,
    /// What was wrong with it, by the names of [`DeliveryForm`]'s fields.
    pub errors: Vec<FieldError>,
}

/// The fields of [`DeskDelivery`]'s forms.
#[derive(Clone, Debug, Default)]
pub struct DeliveryForm {
    /// `email` of the form for another address.
    pub email: String,
    /// `seen`.
    pub seen: String,
    /// `note`.
    pub note: String,
    /// `right_email` of the form for a wrong claim.
    pub right_email: String,
    /// `reason`.
    pub reason: String,
}

/// One award on its way.
pub fn desk_delivery(chrome: &Chrome, data: &DeskDelivery) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Awards, words::title(), false, || {
        let here = format!("/desk/{}/credentials/{}", data.issuer.slug, data.credential);
        let state = match (&data.claimed_at, data.revoked) {
            (_, true) => words::revoked().to_owned(),
            (Some(at), false) => words::claimed(&dates::minute(at)),
            (None, false) => words::waits().to_owned(),
        };
        let letter = match &data.letter {
            Some(letter) => view! { <p>{delivery(letter)}</p> }.into_any(),
            None => view! { <p class="hint">{words::no_letter()}</p> }.into_any(),
        };
        let whose = [data.recipient_name.as_str(), data.recipient_email.as_str()].join(" ");
        view! {
            <div class="narrow stack">
                <p class="eyebrow"><a href=here.clone()>{words::back()}</a></p>
                <h1>{data.achievement.clone()}</h1>
                <p class="lead">{whose}</p>
                <p>{state}</p>
                {letter}
                {(!data.revoked).then(|| ways(&here, &data))}
            </div>
        }
    })
}

fn ways(here: &str, data: &DeskDelivery) -> AnyView {
    let waits = data.claimed_at.is_none();
    let resend = (waits && !data.recipient_email.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{words::resend()}</h2>
                <p>{words::resend_lead()}</p>
                <form method="post" action=format!("{here}/resend")><button>{words::resend_button()}</button></form>
            </section>
        }
    });
    view! {
        {resend}
        {waits.then(|| code(here, data))}
        {address(here, data)}
        {(!waits && data.issuer.rights.revoke).then(|| release(here, data))}
    }
    .into_any()
}

fn code(here: &str, data: &DeskDelivery) -> AnyView {
    let shown = match data.code.clone() {
        Some((code, address)) => view! {
            <p class="claim-word">{code}</p>
            <p>{words::code_where()} " " <span class="address">{address}</span></p>
        }
        .into_any(),
        None => view! {
            <form method="post" action=format!("{here}/code")><button>{words::code_button()}</button></form>
        }
        .into_any(),
    };
    view! {
        <section class="stack">
            <h2>{words::code()}</h2>
            <p>{words::code_lead()}</p>
            {shown}
        </section>
    }
    .into_any()
}

fn address(here: &str, data: &DeskDelivery) -> AnyView {
    let DeskDelivery { form, errors, .. } = data;
    let claimed = data.claimed_at.is_some();
    let lead = if claimed { words::address_claimed() } else { words::address_lead() };
    // A mistyped address is nothing that somebody could have claimed by.
    let choices = words::seen_choices().into_iter().filter(|(name, _)| !claimed || !name.is_empty());
    let choices = choices.map(|(name, words)| (name.to_owned(), words.to_owned())).collect();
    view! {
        <section class="stack">
            <h2>{words::address()}</h2>
            <p>{lead}</p>
            <form method="post" action=format!("{here}/address") class="stack">
                {field(Field::text("email", (words::email(), "")).kind("email"), &form.email, errors)}
                {choice(Field::text("seen", (words::seen(), words::seen_hint())), &form.seen, choices, errors)}
                {field(Field::text("note", (words::note(), words::note_hint())).optional(), &form.note, errors)}
                <button>{words::address_button()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn release(here: &str, data: &DeskDelivery) -> AnyView {
    let DeskDelivery { form, errors, .. } = data;
    let typed = !form.reason.is_empty() || !form.right_email.is_empty();
    let email = Field::text("right_email", (words::release_email(), "")).kind("email");
    view! {
        <details class="fold" open=typed>
            <summary>{words::release()}</summary>
            <p>{words::release_lead()}</p>
            <form method="post" action=format!("{here}/release") class="stack">
                {field(email, &form.right_email, errors)}
                {field(Field::text("reason", (words::reason(), words::reason_hint())), &form.reason, errors)}
                <button class="danger">{words::release_button()}</button>
            </form>
        </details>
    }
    .into_any()
}

//! The addresses of an account.

use leptos::prelude::*;

use super::{Account, AddressLine};
use crate::components::{Field, field};
use crate::words::{account as words, dates};

pub(super) fn section(data: &Account) -> AnyView {
    let only = data.addresses.len() == 1;
    let lines: Vec<_> = data.addresses.iter().map(|line| address(line, only)).collect();
    let waiting: Vec<_> = data
        .waiting
        .iter()
        .map(|email| {
            view! {
                <li class="account-line">
                    <p><strong class="account-name">{email.clone()}</strong><span class="hint">{words::waiting()}</span></p>
                    <div class="row">
                        <form method="post" action="/account/addresses">
                            <input type="hidden" name="email" value=email.clone() />
                            <button class="small" aria-label=words::send_again_to(email)>{words::send_again()}</button>
                        </form>
                        <form method="post" action="/account/addresses/withdraw">
                            <input type="hidden" name="email" value=email.clone() />
                            <button class="small" aria-label=words::withdraw_named(email)>{words::withdraw()}</button>
                        </form>
                    </div>
                </li>
            }
        })
        .collect();
    let new = Field { autocomplete: "email", ..Field::text("email", words::add()).kind("email") };
    view! {
        <section class="account-part" aria-labelledby="addresses">
            <h2 id="addresses">{words::addresses()}</h2>
            <p>{words::addresses_lead()}</p>
            <ul class="account-lines">{lines}{waiting}</ul>
            <form method="post" action="/account/addresses" class="stack narrow">
                {field(new, &data.email, &data.errors)}
                <button>{words::add_button()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn address(line: &AddressLine, only: bool) -> AnyView {
    let school = match (&line.school, &line.ends) {
        (Some(school), Some((day, over))) => {
            let day = dates::day(day);
            Some(if *over { words::school_ended(school, &day) } else { words::school_ends(school, &day) })
        }
        (Some(school), None) => Some(words::school(school)),
        (None, _) => None,
    };
    let school = school.map(|text| view! { <span class="hint account-school">{text}</span> });
    let main = line.main.then(|| view! { <span class="state">{words::main()}</span> });
    let choose = (!line.main).then(|| {
        let action = format!("/account/addresses/{}/main", line.id);
        view! {
            <form method="post" action=action>
                <button class="small" aria-label=words::make_main(&line.email)>{words::make_main_label()}</button>
            </form>
        }
    });
    let remove = (!only).then(|| {
        let href = format!("/account/addresses/{}/remove", line.id);
        view! { <a class="button small" href=href aria-label=words::remove_named(&line.email)>{words::remove()}</a> }
    });
    view! {
        <li class="account-line">
            <p><strong class="account-name">{line.email.clone()}</strong>{main}{school}</p>
            <div class="row">{choose}{remove}</div>
        </li>
    }
    .into_any()
}

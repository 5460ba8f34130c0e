//! `/desk/{slug}/staff` and `/invitations/{id}`: who works at a desk, and who is asked to.

use leptos::prelude::*;

use super::form::form_problem;
use super::institution::{Part, parts};
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, choice, field};
use crate::pages::document::{Head, document};
use crate::words::{dates, desk_staff as words, general};

/// The roles that there are, the most first.
const ROLES: [&str; 4] = ["owner", "registrar", "issuer", "viewer"];

/// Who works at a desk. Posts to `/desk/{slug}/staff`, `…/staff/{account}/role` and
/// `…/staff/invitations/{id}/resend` and `…/withdraw`.
#[derive(Clone, Debug, Default)]
pub struct StaffPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// Who works there.
    pub members: Vec<MemberLine>,
    /// Who is asked to.
    pub invited: Vec<InvitedLine>,
    /// What was typed: `email`.
    pub email: String,
    /// What was chosen: `role`.
    pub role: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// Somebody who works at a desk.
#[derive(Clone, Debug, Default)]
pub struct MemberLine {
    /// Their account.
    pub account: String,
    /// Their name; may be empty.
    pub name: String,
    /// Their address.
    pub email: String,
    /// `owner`, `registrar`, `issuer` or `viewer`.
    pub role: String,
    /// Since when, RFC 3339.
    pub since: String,
    /// Whether that is whoever looks.
    pub own: bool,
    /// Whether nobody else owns the institution.
    pub last_owner: bool,
}

/// Somebody who is asked to work at a desk.
#[derive(Clone, Debug, Default)]
pub struct InvitedLine {
    /// The invitation.
    pub id: String,
    /// Their address.
    pub email: String,
    /// As what.
    pub role: String,
    /// Until when, RFC 3339.
    pub expires_at: String,
    /// Whether that has passed.
    pub expired: bool,
}

/// The question before somebody is removed. Posts to `/desk/{slug}/staff/{account}/remove`.
#[derive(Clone, Debug, Default)]
pub struct RemoveMember {
    /// The institution.
    pub issuer: IssuerLink,
    /// Who.
    pub member: MemberLine,
}

/// An invitation, as whoever is invited sees it. Posts to `/invitations/{id}`.
#[derive(Clone, Debug, Default)]
pub struct InvitationPage {
    /// Its id.
    pub id: String,
    /// Whose desk.
    pub institution: String,
    /// As what.
    pub role: String,
    /// The address it went to.
    pub email: String,
    /// Until when, RFC 3339.
    pub expires_at: String,
    /// Whether to ask for a name.
    pub nameless: bool,
    /// What was typed: `name`.
    pub name: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

impl MemberLine {
    /// What they are called.
    fn called(&self) -> String {
        if self.name.is_empty() { self.email.clone() } else { self.name.clone() }
    }
}

/// Who works at a desk.
pub fn staff(chrome: &Chrome, data: &StaffPage) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Institution, words::title(), false, || {
        let slug = &data.issuer.slug;
        let [who, role, since] = words::columns();
        let rows: Vec<_> = data.members.iter().map(|member| member_row(slug, member)).collect();
        let explained = ROLES.map(|role| {
            view! { <dt>{words::role(role)}</dt><dd>{words::role_means(role)}</dd> }
        });
        let roles = ROLES.iter().rev().map(|role| ((*role).to_owned(), words::role(role).to_owned()));
        let action = format!("/desk/{slug}/staff");
        view! {
            {parts(slug, Part::Staff)}
            <h1>{words::title()}</h1>
            <div class="table" role="region" aria-label=words::table() tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{who}</th>
                            <th scope="col">{role}</th>
                            <th scope="col">{since}</th>
                            <th scope="col"><span class="unseen">{words::actions()}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {invited(slug, &data.invited)}
            <section class="narrow" id="invite">
                <h2>{words::invite_title()}</h2>
                {form_problem(&data.errors)}
                <form method="post" action=action class="stack">
                    {field(Field::text("email", words::email()).kind("email"), &data.email, &data.errors)}
                    {choice(Field::text("role", words::role_label()), &data.role, roles.collect(), &data.errors)}
                    <details class="quiet">
                        <summary>{words::roles()}</summary>
                        <dl class="desk-facts">{explained.into_iter().collect::<Vec<_>>()}</dl>
                    </details>
                    <button class="main">{words::invite()}</button>
                </form>
            </section>
        }
    })
}

fn member_row(slug: &str, member: &MemberLine) -> AnyView {
    let called = member.called();
    let name = if member.name.is_empty() { words::nameless().to_owned() } else { member.name.clone() };
    let you = member.own.then(|| view! { " "<span class="hint">"("{words::you()}")"</span> });
    let (role, action) = if member.last_owner {
        let role = view! { {words::role(&member.role)}<span class="hint">{words::last_owner()}</span> };
        (role.into_any(), None)
    } else {
        let to = format!("/desk/{slug}/staff/{}/role", member.account);
        let options = ROLES.map(|role| {
            let selected = role == member.role;
            view! { <option value=role selected=selected>{words::role(role)}</option> }
        });
        let options: Vec<_> = options.into_iter().collect();
        let change = view! {
            <form method="post" action=to class="in-row">
                <select name="role" aria-label=words::role_of(&called)>{options}</select>
                <button class="small" aria-label=words::change_of(&called)>{words::change()}</button>
            </form>
        };
        let href = format!("/desk/{slug}/staff/{}/remove", member.account);
        let (label, text) = if member.own {
            (words::leave().to_owned(), words::leave())
        } else {
            (words::remove_name(&called), words::remove())
        };
        let remove = view! { <a class="button small" href=href aria-label=label>{text}</a> };
        (change.into_any(), Some(remove))
    };
    view! {
        <tr>
            <th scope="row">{name}{you}<span class="hint">{member.email.clone()}</span></th>
            <td>{role}</td>
            <td>{dates::day(&member.since)}</td>
            <td>{action}</td>
        </tr>
    }
    .into_any()
}

fn invited(slug: &str, invited: &[InvitedLine]) -> Option<AnyView> {
    if invited.is_empty() {
        return None;
    }
    let lines: Vec<_> = invited
        .iter()
        .map(|line| {
            let day = dates::day(&line.expires_at);
            let state = if line.expired { words::ran_out(&day) } else { words::open_until(&day) };
            let to = |verb: &str| format!("/desk/{slug}/staff/invitations/{}/{verb}", line.id);
            view! {
                <li>
                    <p>
                        <strong>{line.email.clone()}</strong>
                        <span class="hint">{words::role(&line.role)}", "{state}</span>
                    </p>
                    <div class="row">
                        <form method="post" action=to("resend")>
                            <button class="small" aria-label=words::resend_name(&line.email)>{words::resend()}</button>
                        </form>
                        <form method="post" action=to("withdraw")>
                            <button class="small" aria-label=words::withdraw_name(&line.email)>{words::withdraw()}</button>
                        </form>
                    </div>
                </li>
            }
        })
        .collect();
    Some(
        view! { <section><h2>{words::invited()}</h2><ul class="lines invited">{lines}</ul></section> }
            .into_any(),
    )
}

/// The question before somebody is removed, or leaves.
pub fn remove_member(chrome: &Chrome, data: &RemoveMember) -> String {
    let RemoveMember { issuer, member } = data.clone();
    let called = member.called();
    let (title, lead, button) = if member.own {
        (words::leave_title().to_owned(), words::leave_lead(), words::leave_button())
    } else {
        (words::remove_title(&called), words::remove_lead(), words::remove_button())
    };
    desk_page(chrome, &data.issuer, Section::Institution, &title, false, || {
        let action = format!("/desk/{}/staff/{}/remove", issuer.slug, member.account);
        let back = format!("/desk/{}/staff", issuer.slug);
        view! {
            <div class="narrow">
                <h1>{title.clone()}</h1>
                <p class="lead">{lead}</p>
                <form method="post" action=action>
                    <p class="row">
                        <button class="danger">{button}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// An invitation, as whoever is invited sees it.
pub fn invitation(chrome: &Chrome, data: &InvitationPage) -> String {
    let data = data.clone();
    document(chrome, &Head::private(words::invitation_title(), "/desk"), || {
        let action = format!("/invitations/{}", data.id);
        let name = data.nameless.then(|| {
            let autofilled =
                Field { autocomplete: "name", ..Field::text("name", words::your_name()).optional() };
            field(autofilled, &data.name, &data.errors)
        });
        view! {
            <div class="narrow">
                <h1>{words::invitation_title()}</h1>
                <p class="lead">{words::invitation_lead(&data.institution, words::role(&data.role))}</p>
                <p>{words::role_means(&data.role)}</p>
                <p class="hint">{words::invitation_for(&data.email, &dates::day(&data.expires_at))}</p>
                <form method="post" action=action class="stack">
                    {name}
                    <button class="main">{words::accept()}</button>
                </form>
            </div>
        }
    })
}

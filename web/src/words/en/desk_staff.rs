//! Who works at a desk: the list, invitations, roles.

/// Heads the page.
pub const TITLE: &str = "Who works here";
/// Heads the list.
pub const COLUMNS: [&str; 3] = ["Who", "Role", "Since"];
/// The list's name.
pub const TABLE: &str = "Staff";
/// The column of buttons.
pub const ACTIONS: &str = "Actions";
/// Beside oneself.
pub const YOU: &str = "you";
/// Somebody who has not said their name.
pub const NAMELESS: &str = "No name given";

/// A role's name.
pub fn role(name: &str) -> &'static str {
    match name {
        "owner" => "Owner",
        "registrar" => "Registrar",
        "issuer" => "Teacher",
        _ => "Viewer",
    }
}
/// What a role may do.
pub fn role_means(name: &str) -> &'static str {
    match name {
        "owner" => "May do everything: the profile, the keys and the staff are theirs alone.",
        "registrar" => "Describes achievements, keeps learners and classes, awards to anybody, revokes.",
        "issuer" => {
            "Awards to the classes they teach and to single people, and sees those classes and their own awards only."
        }
        _ => "Looks at everything and changes nothing.",
    }
}
/// Explains the roles.
pub const ROLES: &str = "What each role may do";
/// Changes a role.
pub const CHANGE: &str = "Change";
/// The choice of a role beside somebody, for screen readers.
pub fn role_of(name: &str) -> String {
    format!("Role of {name}")
}
/// The button beside it, for screen readers.
pub fn change_of(name: &str) -> String {
    format!("Change the role of {name}")
}
/// Removes somebody.
pub const REMOVE: &str = "Remove";
/// The same of oneself.
pub const LEAVE: &str = "Leave";
/// The button, for screen readers.
pub fn remove_name(name: &str) -> String {
    format!("Remove {name}")
}
/// Why there is no button beside the last owner.
pub const LAST_OWNER: &str = "The only owner. Make somebody else an owner before you leave.";

/// Heads the form.
pub const INVITE_TITLE: &str = "Invite somebody";
/// Address.
pub const EMAIL: (&str, &str) = (
    "E-mail address",
    "A letter with a link goes there. Only whoever reads that mailbox can accept, for 14 days.",
);
/// Role.
pub const ROLE_LABEL: (&str, &str) = ("Role", "It can be changed later.");
/// The button.
pub const INVITE: &str = "Send the invitation";
/// Heads open invitations.
pub const INVITED: &str = "Invited";
/// An invitation that is open.
pub fn open_until(day: &str) -> String {
    format!("open until {day}")
}
/// An invitation that ran out.
pub fn ran_out(day: &str) -> String {
    format!("ran out on {day}")
}
/// Sends the letter again.
pub const RESEND: &str = "Send again";
/// For screen readers.
pub fn resend_name(email: &str) -> String {
    format!("Send again the invitation to {email}")
}
/// Takes the invitation back.
pub const WITHDRAW: &str = "Withdraw";
/// For screen readers.
pub fn withdraw_name(email: &str) -> String {
    format!("Withdraw the invitation to {email}")
}

/// The question.
pub fn remove_title(name: &str) -> String {
    format!("Remove {name}?")
}
/// The same of oneself.
pub const LEAVE_TITLE: &str = "Leave this institution?";
/// What it means.
pub const REMOVE_LEAD: &str =
    "They lose access at once, even where they are signed in now. What they awarded stays as it is.";
/// The same of oneself.
pub const LEAVE_LEAD: &str =
    "You lose access at once, and only an owner can invite you again. What you awarded stays as it is.";
/// The button.
pub const REMOVE_BUTTON: &str = "Remove from the staff";
/// The button.
pub const LEAVE_BUTTON: &str = "Leave";

/// An invitation, as whoever is invited sees it.
pub const INVITATION_TITLE: &str = "You are invited";
/// To what.
pub fn invitation_lead(institution: &str, role: &str) -> String {
    format!("{institution} asks you to work at its desk. Your role: {role}.")
}
/// For whom, and until when.
pub fn invitation_for(email: &str, day: &str) -> String {
    format!("The invitation went to {email} and is open until {day}.")
}
/// Their name.
pub const YOUR_NAME: (&str, &str) = ("Your name", "So that the others know who you are.");
/// The button.
pub const ACCEPT: &str = "Accept";

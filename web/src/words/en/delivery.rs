//! How far a letter has come, as the desk tells it.

/// Nobody has tried yet.
pub const WAITING: &str = "Mail waits to be sent";
/// The mail server has it.
pub fn sent(when: &str) -> String {
    format!("Mail sent {when}")
}
/// The mail server has it, and may have had it before.
pub fn perhaps_twice(when: &str) -> String {
    format!("Mail sent {when}, perhaps twice")
}
/// It will be tried again.
pub fn put_off(when: &str, fault: &str) -> String {
    format!("Mail not delivered yet: {fault}; next try {when}")
}
/// It will not be tried again.
pub fn failed(fault: &str) -> String {
    format!("Mail not delivered: {fault}")
}
/// Where an address is at fault.
pub const ADDRESS: &str = "nobody has this address, or it takes no mail";
/// The mail server says never.
pub const REFUSED: &str = "it was refused";
/// The mail server says later.
pub const LATER: &str = "the other side asks for patience";
/// The connection broke.
pub const BROKEN: &str = "the connection broke";
/// The mail server is away.
pub const AWAY: &str = "the mail server is away";
/// The letter cannot be opened any more.
pub const UNREADABLE: &str = "the letter is lost; send it again";

/// The page of letters that did not arrive.
pub const TITLE: &str = "Mail that did not arrive";
/// What to do about it.
pub const LEAD: &str = "Nobody was told of these awards. Where the address is wrong, correct it and send the \
    letter again; the award itself stands.";
/// Nothing of the kind.
pub const NONE: &str = "All mail has arrived, as far as mail servers tell.";
/// Column heads: to whom, why not, since when.
pub const COLUMNS: [&str; 3] = ["Address", "Why", "Given up"];
/// The link to that page.
pub fn not_arrived(letters: usize) -> String {
    match letters {
        1 => "One letter did not arrive".to_owned(),
        _ => format!("{letters} letters did not arrive"),
    }
}

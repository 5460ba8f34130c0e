//! E-mail addresses, and what people write instead of one.

use super::{cut, text, wrong};
use crate::flows::Email;
use crate::sheet::{Cell, Code, Wrong};

/// Hosts that nobody means, and the ones that are meant.
const SLIPS: [(&str, &str); 26] = [
    ("gmial.com", "gmail.com"),
    ("gmai.com", "gmail.com"),
    ("gmal.com", "gmail.com"),
    ("gamil.com", "gmail.com"),
    ("gnail.com", "gmail.com"),
    ("gmaill.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmail.cm", "gmail.com"),
    ("gmail.comm", "gmail.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotmai.com", "hotmail.com"),
    ("hotmal.com", "hotmail.com"),
    ("hotmil.com", "hotmail.com"),
    ("hotmail.co", "hotmail.com"),
    ("hotmaill.com", "hotmail.com"),
    ("outlok.com", "outlook.com"),
    ("outloo.com", "outlook.com"),
    ("outlook.co", "outlook.com"),
    ("outllook.com", "outlook.com"),
    ("yaho.com", "yahoo.com"),
    ("yahooo.com", "yahoo.com"),
    ("yhaoo.com", "yahoo.com"),
    ("yahoo.co", "yahoo.com"),
    ("iclod.com", "icloud.com"),
    ("icould.com", "icloud.com"),
    ("icloud.co", "icloud.com"),
];

/// Characters of the longest cell that is looked at.
const MOST: usize = 320;

/// One e-mail address.
///
/// # Errors
/// [`Code::Email`], or one of the codes for what people write instead: several addresses, an
/// address with a name, a slip in a well-known host.
pub fn email(cell: &Cell) -> Result<Option<Email>, Wrong> {
    let Some(written) = text(cell, MOST)? else { return Ok(None) };
    let address = written.strip_prefix("mailto:").unwrap_or(&written);
    let Some(email) = Email::read(address) else { return Err(other(address)) };
    let (local, host) = email.as_str().split_once('@').unwrap_or_default();
    let meant = SLIPS.iter().find(|(slip, _)| *slip == host).map(|(_, meant)| (*meant).to_owned());
    let meant = meant.or_else(|| host.strip_suffix(".con").map(|name| format!("{name}.com")));
    match meant {
        Some(meant) => Err(wrong(
            Code::EmailHost,
            format!("no mail reaches {}", cut(host)),
            format!("did you mean {}@{meant}?", cut(local)),
        )),
        None => Ok(Some(email)),
    }
}

/// What is wrong with something that is no single address.
fn other(written: &str) -> Wrong {
    let parts =
        written.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"'));
    let addresses: Vec<Email> = parts.filter_map(Email::read).take(3).collect();
    let says = |detail: &str| {
        let detail = format!("“{}” is no e-mail address: {detail}", cut(written));
        wrong(Code::Email, detail, "write one address, such as ada@example.org")
    };
    match addresses.as_slice() {
        [only] => wrong(
            Code::EmailName,
            "there is more in the cell than an e-mail address",
            format!("write {} alone, and the name in a column of its own", cut(only.as_str())),
        ),
        [_, _, ..] => wrong(
            Code::EmailSeveral,
            "there are several e-mail addresses in the cell",
            "write the one that the learner reads",
        ),
        [] if !written.contains('@') => says("there is no @ in it"),
        [] if written.contains(char::is_whitespace) => says("there is a blank in it"),
        [] => says("a part of it is missing, or has a character that may not be there"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Result<Option<Email>, Wrong> {
        email(&Cell::Text(value.to_owned()))
    }

    #[test]
    fn one_address_is_read_and_the_others_are_told_apart() {
        for right in ["ada@b.example", " ADA@B.example ", "mailto:ada@b.example"] {
            assert_eq!(read(right).unwrap().unwrap().as_str(), "ada@b.example");
        }
        for (written, code) in [
            ("ada", "email"),
            ("ada@b", "email"),
            ("ada @b.example", "email"),
            ("ada@b.example;ada@c.example", "email-several"),
            ("ada@b.example / ada@c.example", "email-several"),
            ("Ada Lovelace <ada@b.example>", "email-name"),
            ("ada@gmial.com", "email-host"),
            ("ada@school.con", "email-host"),
        ] {
            assert_eq!(read(written).unwrap_err().code, code, "{written}");
        }
        assert_eq!(read("ada@gmial.com").unwrap_err().hint, "did you mean ada@gmail.com?");
    }
}

//! Tables of applicants: comma, semicolon or tab between the cells, with headings or without; a
//! column of links; and addresses in running text.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord};

use crate::plain::{address, addresses};
use crate::{Item, MAX_ITEMS, What};

/// Characters of the longest name or e-mail address that is taken from a cell.
const MAX_CELL: usize = 320;

/// Columns whose headings are read.
const MAX_HEADINGS: usize = 1_000;

/// What headings call the columns, lower case, without what is no letter.
const NAME: [&str; 10] = [
    "name",
    "fullname",
    "applicant",
    "applicantname",
    "candidate",
    "candidatename",
    "learner",
    "student",
    "displayname",
    "person",
];
const GIVEN: [&str; 4] = ["firstname", "givenname", "forename", "first"];
const FAMILY: [&str; 5] = ["lastname", "familyname", "surname", "secondname", "last"];
const EMAIL: [&str; 6] = ["email", "emailaddress", "mail", "mailaddress", "emails", "contact"];
const LINK: [&str; 16] = [
    "link",
    "links",
    "url",
    "urls",
    "uri",
    "credential",
    "credentials",
    "credentiallink",
    "credentialurl",
    "share",
    "sharelink",
    "sharedlink",
    "address",
    "record",
    "badge",
    "verificationlink",
];

/// The applicants in `text`; none where no address is in it.
pub(crate) fn applicants(name: &str, text: &str) -> Option<Vec<Item>> {
    address(text)?;
    let rows = Rows::read(text);
    let columns = Columns::of(&rows.cells);
    let body = &rows.cells[usize::from(columns.heading)..];
    let with_link = body.iter().filter(|(_, cells)| columns.link(cells).is_some()).count();
    let one_sentence = match rows.cells.as_slice() {
        [(_, cells)] => cells.iter().all(|cell| address(cell) != Some(cell.trim())) || cells.len() == 1,
        _ => false,
    };
    if one_sentence || (columns.link.is_none() && with_link * 2 < body.len()) {
        return Some(prose(name, text));
    }
    let mut items: Vec<Item> = body.iter().map(|(row, cells)| columns.item(name, *row, cells)).collect();
    if let Some(row) = rows.broken {
        items.push(Item::refused(name, "table_unreadable", &[("row", &row.to_string())]));
    }
    Some(items)
}

/// Addresses in running text, each once.
fn prose(name: &str, text: &str) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let each_once = addresses(text).filter(|found| seen.insert(*found)).take(MAX_ITEMS + 1);
    let mut items: Vec<Item> = each_once.map(|found| Item::link(name, found)).collect();
    if let [one] = items.as_mut_slice() {
        name.clone_into(&mut one.name);
        return items;
    }
    for (index, item) in items.iter_mut().enumerate() {
        item.name = format!("{name}, link {}", index + 1);
    }
    items
}

/// The rows that have something in them, each with the number that a spreadsheet shows: headings,
/// as many as are looked at, and one more.
struct Rows {
    cells: Vec<(usize, StringRecord)>,
    /// The row from which on nothing could be read.
    broken: Option<usize>,
}

impl Rows {
    fn read(text: &str) -> Self {
        let mut even = text.replace("\r\n", "\n").replace('\r', "\n");
        if !even.ends_with('\n') {
            even.push('\n');
        }
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(&even))
            .from_reader(even.as_bytes());
        let mut rows = Self { cells: Vec::new(), broken: None };
        let mut record = StringRecord::new();
        // Lines inside quotation marks belong to one row.
        let mut extra_lines = 0;
        while rows.cells.len() < MAX_ITEMS + 2 {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return rows,
                Err(_) => {
                    rows.broken = Some(rows.cells.last().map_or(1, |(row, _)| row + 1));
                    return rows;
                }
            }
            extra_lines += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
            let lines = usize::try_from(reader.position().line()).unwrap_or(usize::MAX).saturating_sub(1);
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows.cells.push((lines.saturating_sub(extra_lines), record.clone()));
            }
        }
        rows
    }
}

/// What stands between the cells: of tab, semicolon and comma the first that the first line has
/// outside of quotation marks.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside: String = line.split('"').step_by(2).collect();
    *b"\t;,".iter().find(|byte| outside.as_bytes().contains(byte)).unwrap_or(&b',')
}

/// Which cell says what.
#[derive(Debug, Default)]
struct Columns {
    /// The first row holds headings.
    heading: bool,
    name: Option<usize>,
    given: Option<usize>,
    family: Option<usize>,
    email: Option<usize>,
    link: Option<usize>,
}

impl Columns {
    /// By the headings, where the first row looks like one; what they do not tell is found by what
    /// the cells hold.
    fn of(rows: &[(usize, StringRecord)]) -> Self {
        let Some((_, first)) = rows.first() else { return Self::default() };
        if first.iter().any(|cell| address(cell).is_some() || is_email(cell.trim())) {
            return Self::default();
        }
        let words: Vec<String> = first.iter().take(MAX_HEADINGS).map(letters).collect();
        let find = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
        let columns = Self {
            heading: true,
            name: find(&NAME),
            given: find(&GIVEN),
            family: find(&FAMILY),
            email: find(&EMAIL),
            link: find(&LINK),
        };
        let known = [columns.name, columns.given, columns.family, columns.email, columns.link];
        // Headings in another language are several, and not the first line of a letter.
        let several = words.iter().filter(|word| !word.is_empty()).count() > 1;
        if known.iter().any(Option::is_some) || several { columns } else { Self::default() }
    }

    fn item(&self, table: &str, row: usize, cells: &StringRecord) -> Item {
        let (name, email) = (self.name(cells), self.email(cells));
        let place = format!("{table}, row {row}");
        let Some(link) = self.link(cells) else {
            let number = row.to_string();
            let mut params = vec![("row", number.as_str())];
            params.extend(name.as_deref().map(|name| ("name", name)));
            params.extend(email.as_deref().map(|email| ("email", email)));
            return Item::refused(place, "row_without_link", &params);
        };
        Item { name: place, what: What::Applicant { row, name, email, link: link.to_owned() } }
    }

    fn link<'c>(&self, cells: &'c StringRecord) -> Option<&'c str> {
        let named = self.link.and_then(|column| cells.get(column)).and_then(address);
        named.or_else(|| cells.iter().find_map(address))
    }

    fn email(&self, cells: &StringRecord) -> Option<String> {
        let named = self.email.and_then(|column| cells.get(column)).and_then(email_in);
        named.or_else(|| cells.iter().find_map(email_in))
    }

    fn name(&self, cells: &StringRecord) -> Option<String> {
        let cell = |column: Option<usize>| cells.get(column?).and_then(short);
        if let Some(name) = cell(self.name) {
            return Some(name);
        }
        let parts: Vec<String> = [cell(self.given), cell(self.family)].into_iter().flatten().collect();
        if !parts.is_empty() {
            return Some(parts.join(" "));
        }
        if self.heading && [self.name, self.given, self.family].iter().any(Option::is_some) {
            return None;
        }
        // Without headings: the first cell of words, else what stands beside the link.
        let words = |text: &str| text.chars().any(char::is_alphabetic).then(|| short(text)).flatten();
        let plain = |cell: &&str| address(cell).is_none() && email_in(cell).is_none();
        cells.iter().filter(plain).find_map(words).or_else(|| {
            let cell = cells.iter().find(|cell| address(cell).is_some())?;
            let beside = cell.replacen(address(cell)?, " ", 1);
            let beside = match email_in(&beside) {
                Some(email) => beside.replacen(&email, " ", 1),
                None => beside,
            };
            words(beside.trim_matches(|c: char| !c.is_alphanumeric()))
        })
    }
}

/// A heading without what is no letter, lower case: `E-mail address` is `emailaddress`.
fn letters(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// A cell's text, cut to a length that a name may have; none where it is blank.
fn short(cell: &str) -> Option<String> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_CELL).collect();
    (!text.is_empty()).then_some(text)
}

/// The first e-mail address among a cell's words.
fn email_in(cell: &str) -> Option<String> {
    let around = |c: char| matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"' | ':');
    let mut words = cell.split_whitespace().map(|word| {
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        word.trim_matches(around)
    });
    words.find(|word| is_email(word)).map(str::to_owned)
}

fn is_email(word: &str) -> bool {
    word.len() <= MAX_CELL
        && !word.contains(|c: char| c.is_whitespace() || c == '/')
        && word.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (usize, Option<&'static str>, Option<&'static str>, &'static str);

    fn is(text: &str, expected: &[Row]) {
        let items = applicants("a.csv", text).unwrap_or_default();
        let found: Vec<_> = items
            .iter()
            .map(|item| match &item.what {
                What::Applicant { row, name, email, link } => {
                    assert_eq!(item.name, format!("a.csv, row {row}"));
                    (*row, name.as_deref(), email.as_deref(), link.as_str())
                }
                What::Refused(refusal) => {
                    let param = |wanted| {
                        refusal
                            .params
                            .iter()
                            .find(|(name, _)| name == wanted)
                            .map(|(_, value)| value.as_str())
                    };
                    (param("row").unwrap().parse().unwrap(), param("name"), param("email"), "")
                }
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headings_name_the_columns_in_any_order_and_case() {
        let ada: Row = (2, Some("Ada Lovelace"), Some("ada@b.example"), "https://a.example/s/1");
        for text in [
            "Name,E-mail,Link\nAda Lovelace,ada@b.example,https://a.example/s/1\n",
            "LINK;e-Mail;Full name\r\nhttps://a.example/s/1;ada@b.example;\"Ada\nLovelace\"\r\n",
            "Mail\tFirst name\tLast name\tPhone\tCredential URL\nada@b.example\tAda\tLovelace\t0\thttps://a.example/s/1",
            "Nom,Courriel,Lien\rAda Lovelace,ada@b.example,https://a.example/s/1",
        ] {
            is(text, &[ada]);
        }
    }

    #[test]
    fn without_headings_the_cells_tell() {
        let text = "ada@b.example,Ada Lovelace,https://a.example/s/1\n,Bob,https://a.example/s/2\n";
        is(
            text,
            &[
                (1, Some("Ada Lovelace"), Some("ada@b.example"), "https://a.example/s/1"),
                (2, Some("Bob"), None, "https://a.example/s/2"),
            ],
        );
    }

    #[test]
    fn a_column_of_links_keeps_its_rows_and_what_stands_beside_them() {
        is(
            "https://a.example/1\n\nhttps://a.example/2 Ada Lovelace <ada@b.example>\nBob: https://a.example/3.",
            &[
                (1, None, None, "https://a.example/1"),
                (3, Some("Ada Lovelace"), Some("ada@b.example"), "https://a.example/2"),
                (4, Some("Bob"), None, "https://a.example/3"),
            ],
        );
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let text =
            "Name,Link\r\n\r\n\"Ada\r\nLovelace\r\n\",https://a.example/1\r\n,,\r\nBob,https://a.example/2";
        is(
            text,
            &[
                (3, Some("Ada Lovelace"), None, "https://a.example/1"),
                (5, Some("Bob"), None, "https://a.example/2"),
            ],
        );
    }

    #[test]
    fn a_row_without_a_link_is_told_with_whom_it_names() {
        is(
            "Name,E-mail,Link\nAda,ada@b.example,\nBob,,https://a.example/2",
            &[(2, Some("Ada"), Some("ada@b.example"), ""), (3, Some("Bob"), None, "https://a.example/2")],
        );
    }

    #[test]
    fn of_a_long_table_or_letter_no_more_is_kept_than_is_looked_at() {
        let rows = Rows::read(&",a\n".repeat(3 * MAX_ITEMS));
        assert_eq!(rows.cells.len(), MAX_ITEMS + 2);
        let table = format!("Name,Link\n{}", "Ada,https://a.example/1\n".repeat(3 * MAX_ITEMS));
        assert_eq!(applicants("a.csv", &table).unwrap().len(), MAX_ITEMS + 1);
        let letter: Vec<String> =
            (0..3 * MAX_ITEMS).map(|number| format!("a\nb\nhttps://a.example/{number}\n")).collect();
        assert_eq!(prose("x", &letter.concat()).len(), MAX_ITEMS + 1);
    }

    #[test]
    fn a_letter_gives_its_links_each_once() {
        let text = "Dear all,\n\nplease look at https://a.example/1, or\nat (https://a.example/2).\nSee https://a.example/1 again,\nand\nanswer\nsoon.\n";
        let items = applicants("pasted text", text).unwrap();
        assert_eq!(
            items,
            [
                Item::link("pasted text, link 1", "https://a.example/1"),
                Item::link("pasted text, link 2", "https://a.example/2"),
            ]
        );
        assert_eq!(
            applicants("x", "Look: https://a.example/1!").unwrap(),
            [Item::link("x", "https://a.example/1")]
        );
        assert_eq!(applicants("x", "No link, nowhere"), None);
    }
}

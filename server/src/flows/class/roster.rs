//! A list of pupils as somebody pastes it: from a register, a mail or a spreadsheet.
//!
//! One pupil a line. What cannot be told for certain, such as which of two words is the surname,
//! is taken as it stands: whoever pastes it looks at what was understood before it is kept.

use crate::{
    flows::{
        fields::{Email, Fields},
        learner::{MOST_NAME, MOST_NUMBER},
    },
    sheet::{FieldName, guess},
};

/// Lines of the longest list.
pub const MOST_LINES: usize = 1_000;

/// One pupil, as a line says it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Line {
    /// The line's number, from 1.
    pub number: u32,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The institution's number for them.
    pub source_id: Option<String>,
    /// What is wrong with the line, and what would be right.
    pub wrong: Option<String>,
}

/// What the cells of a line are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Column {
    Name,
    Given,
    Family,
    Email,
    Number,
    Other,
}

/// The pupils in a text. `Ada Obi`, `Ada Obi, ada@a.example`, `Ada Obi <ada@a.example>`,
/// `Obi, Ada`, and cells with tabs or semicolons between them, with headings above or without.
pub fn read(text: &str) -> Vec<Line> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let mut lines = lines.peekable();
    let columns = lines.peek().and_then(|(_, first)| headings(first));
    if columns.is_some() {
        lines.next();
    }
    lines
        .take(MOST_LINES + 1)
        .enumerate()
        .map(|(place, (number, line))| {
            let mut pupil = match &columns {
                Some(columns) => by_headings(columns, line),
                None => by_look(line),
            };
            pupil.number = number;
            check(&mut pupil);
            if place == MOST_LINES {
                pupil.wrong = Some(format!("this list is longer than {MOST_LINES} lines; paste it in parts"));
            }
            pupil
        })
        .collect()
}

/// What the headings say, if this is a line of headings.
fn headings(line: &str) -> Option<Vec<Column>> {
    if line.contains('@') || line.len() > 300 {
        return None;
    }
    let cells = cells(line);
    let kinds = [Column::Email, Column::Given, Column::Family, Column::Name, Column::Number];
    let fields =
        ["email", "given_name", "family_name", "name", "identifier"].map(|id| FieldName::new(id, id));
    let found = guess(&cells, &fields);
    let mut columns = vec![Column::Other; cells.len()];
    for (kind, place) in kinds.into_iter().zip(&found) {
        if let Some(place) = place {
            columns[*place] = kind;
        }
    }
    let told = found.iter().flatten().count();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let named = columns.iter().any(|kind| matches!(kind, Column::Name | Column::Given | Column::Family));
    (named && (told >= 2 || told == filled)).then_some(columns)
}

fn by_headings(columns: &[Column], line: &str) -> Line {
    let cells = cells(line);
    let of = |wanted: Column| {
        let place = columns.iter().position(|column| *column == wanted)?;
        cells.get(place).filter(|cell| !cell.is_empty()).cloned()
    };
    let name = of(Column::Name).map(|name| turned(&name)).or_else(|| {
        let parts: Vec<_> = [of(Column::Given), of(Column::Family)].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    });
    Line {
        name: name.unwrap_or_default(),
        email: of(Column::Email),
        source_id: of(Column::Number),
        ..Line::default()
    }
}

/// What each cell is, from how it looks.
fn by_look(line: &str) -> Line {
    let mut pupil = Line::default();
    let line = without_bullet(line.trim());
    if let Some((name, rest)) = line.split_once('<')
        && let Some((email, number)) = rest.split_once('>')
    {
        pupil.name = turned(unquoted(name));
        pupil.email = Some(email.trim().to_owned());
        let number = number.trim_matches(|letter: char| letter.is_whitespace() || ",;".contains(letter));
        pupil.source_id = (!number.is_empty()).then(|| number.to_owned());
        return pupil;
    }
    let by_comma = !line.contains(['\t', ';']);
    let mut names: Vec<String> = Vec::new();
    for cell in cells(line).into_iter().filter(|cell| !cell.is_empty()) {
        if cell.contains('@') && pupil.email.is_none() {
            match cell.rsplit_once(char::is_whitespace) {
                // Nothing but a blank between the name and the address.
                Some((name, email)) if names.is_empty() && !name.contains('@') => {
                    names.push(name.trim().to_owned());
                    pupil.email = Some(email.to_owned());
                }
                _ => pupil.email = Some(cell),
            }
        } else if pupil.source_id.is_none() && looks_like_a_number(&cell) {
            pupil.source_id = Some(cell);
        } else {
            names.push(cell);
        }
    }
    pupil.name = match names.as_slice() {
        [surname, given] if by_comma => format!("{given} {surname}"),
        [one] => turned(one),
        more => more.join(" "),
    };
    pupil
}

/// The cells of a line: between tabs, else semicolons, else commas.
fn cells(line: &str) -> Vec<String> {
    let between = ['\t', ';'].into_iter().find(|sign| line.contains(*sign)).unwrap_or(',');
    let quoted = between == ',' && line.trim_start().starts_with('"');
    if quoted && let Some((name, rest)) = line.trim_start()[1..].split_once('"') {
        let rest = rest.trim_start().trim_start_matches(',');
        let rest = rest.split(',').map(|cell| unquoted(cell).to_owned());
        return std::iter::once(turned(name)).chain(rest).collect();
    }
    line.split(between).map(|cell| unquoted(cell).to_owned()).collect()
}

/// `Obi, Ada` as `Ada Obi`.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((surname, given)) if !given.contains(',') && !given.trim().is_empty() => {
            format!("{} {}", given.trim(), surname.trim())
        }
        _ => name.trim().to_owned(),
    }
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim()
}

/// Without `1.`, `1)`, `-` or `•` before it.
fn without_bullet(line: &str) -> &str {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = digits.len() < line.len();
    let rest =
        if numbered { digits.strip_prefix(['.', ')']) } else { line.strip_prefix(['-', '•', '*', '–']) };
    match rest {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    }
}

/// One word with a digit in it.
fn looks_like_a_number(cell: &str) -> bool {
    !cell.contains(char::is_whitespace) && cell.chars().any(|letter| letter.is_ascii_digit())
}

/// Brings a pupil into the form that is kept, or says what is wrong.
fn check(pupil: &mut Line) {
    let mut fields = Fields::default();
    pupil.name = pupil.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if pupil.name.is_empty() {
        pupil.wrong = Some("there is no name in this line".to_owned());
        return;
    }
    fields.line("the name", &pupil.name, MOST_NAME);
    if let Some(text) = &pupil.email {
        match Email::read(text) {
            Some(email) => pupil.email = Some(email.to_string()),
            None => fields.wrong("the e-mail address", "write one such as ada@example.org, or none"),
        }
    }
    if let Some(number) = &pupil.source_id {
        fields.line("the number", number, MOST_NUMBER);
    }
    if let Err(problems) = fields.right(()) {
        pupil.wrong = problems.first().map(|problem| format!("{}: {}", problem.pointer, problem.detail));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (String, Option<String>, Option<String>) {
        let mut lines = read(text);
        assert_eq!(lines.len(), 1, "{text}");
        let Line { name, email, source_id, wrong, .. } = lines.remove(0);
        assert_eq!(wrong, None, "{text}");
        (name, email, source_id)
    }

    #[test]
    fn a_line_is_understood_however_it_is_written() {
        let ada = |email: Option<&str>, number: Option<&str>| {
            ("Ada Obi".to_owned(), email.map(str::to_owned), number.map(str::to_owned))
        };
        let mail = Some("ada@a.example");
        for (text, expected) in [
            ("Ada Obi", ada(None, None)),
            ("  Ada   Obi ", ada(None, None)),
            ("1. Ada Obi", ada(None, None)),
            ("- Ada Obi", ada(None, None)),
            ("Obi, Ada", ada(None, None)),
            ("Ada Obi, Ada@A.example", ada(mail, None)),
            ("Ada Obi ada@a.example", ada(mail, None)),
            ("Ada Obi <ada@a.example>", ada(mail, None)),
            ("\"Obi, Ada\" <ada@a.example>, 17", ada(mail, Some("17"))),
            ("Obi, Ada, ada@a.example", ada(mail, None)),
            ("\"Obi, Ada\",ada@a.example,S-17", ada(mail, Some("S-17"))),
            ("Ada Obi\tada@a.example\t0017", ada(mail, Some("0017"))),
            ("0017\tAda\tObi\t", ada(None, Some("0017"))),
            ("Ada Obi;;17", ada(None, Some("17"))),
            ("Obi, Ada\tada@a.example", ada(mail, None)),
        ] {
            assert_eq!(one(text), expected, "{text:?}");
        }
    }

    #[test]
    fn headings_say_what_the_cells_are() {
        for text in [
            "Surname\tFirst name\tStudent ID\tE-mail\nObi\tAda\tseventeen\tada@a.example",
            "Name;Email;Student ID\nObi, Ada;ada@a.example;seventeen",
            "Apellidos\tNombre\tCorreo electrónico\tStudent ID\nObi\tAda\tada@a.example\tseventeen",
        ] {
            let expected =
                ("Ada Obi".to_owned(), Some("ada@a.example".to_owned()), Some("seventeen".to_owned()));
            assert_eq!(one(text), expected, "{text}");
        }
        assert_eq!(one("Name\nAda Obi").0, "Ada Obi");
    }

    #[test]
    fn what_is_wrong_is_said_of_its_line() {
        let lines = read("Ada Obi\n\n  \nBen, ben@nowhere\nada@a.example\nEve\u{202e}Obi\n");
        let wrong: Vec<_> =
            lines.iter().filter_map(|line| Some((line.number, line.wrong.clone()?))).collect();
        assert_eq!(wrong.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [4, 5, 6]);
        assert!(wrong[0].1.contains("e-mail") && wrong[1].1.contains("no name"), "{wrong:?}");
        let long = read(&"Ada\n".repeat(MOST_LINES + 9));
        assert_eq!((long.len(), long[MOST_LINES].wrong.is_some()), (MOST_LINES + 1, true));
    }

    #[test]
    fn no_text_brings_it_down() {
        for text in
            ["", "\"", "<", ">", "<>", ",,,", "\t", "1.", "\"a\"b\"", "a<b", "@", "\0", "🦀,🦀,🦀\n,;\t<@>"]
        {
            read(text);
        }
    }
}

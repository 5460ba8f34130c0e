//! Which column of somebody's table holds what.
//!
//! By the heading alone: exactly the name that our own template gives, else a name that people
//! give such a column in English, Spanish, German or French, else such a name among other words.
//! A column is used once. What is guessed wrongly, a person corrects.

use super::letters::words;

/// Something that a column may hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldName {
    /// What it is called in programs, such as `given_name`; some have other names too.
    pub id: String,
    /// The heading that our own template gives it.
    pub heading: String,
}

impl FieldName {
    /// A field of this id and heading.
    pub fn new(id: impl Into<String>, heading: impl Into<String>) -> Self {
        Self { id: id.into(), heading: heading.into() }
    }
}

/// Ids, and what people call such a column. Signs, capitals and accents make no difference. The
/// most telling names come first.
pub(super) const KNOWN: &[(&str, &[&str])] = &[
    (
        "email",
        &[
            "email",
            "e-mail",
            "email address",
            "e-mail address",
            "mail",
            "mail address",
            "correo electrónico",
            "correo",
            "dirección de correo",
            "e-mail-adresse",
            "mailadresse",
            "adresse e-mail",
            "adresse mail",
            "courriel",
            "contact",
        ],
    ),
    (
        "given_name",
        &[
            "given name",
            "given names",
            "first name",
            "forename",
            "nombre",
            "nombres",
            "nombre de pila",
            "vorname",
            "rufname",
            "prénom",
            "first",
        ],
    ),
    (
        "family_name",
        &[
            "family name",
            "last name",
            "surname",
            "second name",
            "apellido",
            "apellidos",
            "primer apellido",
            "nachname",
            "familienname",
            "zuname",
            "nom de famille",
            "last",
        ],
    ),
    (
        "name",
        &[
            "name",
            "full name",
            "learner name",
            "student name",
            "recipient name",
            "name of student",
            "learner",
            "student",
            "pupil",
            "recipient",
            "participant",
            "candidate",
            "display name",
            "first name last name",
            "first and last name",
            "last name, first name",
            "surname, first name",
            "nombre completo",
            "nombre y apellidos",
            "apellidos y nombre",
            "apellidos, nombre",
            "alumno",
            "alumna",
            "estudiante",
            "participante",
            "vor- und nachname",
            "vorname nachname",
            "nachname, vorname",
            "name, vorname",
            "vollständiger name",
            "schüler",
            "teilnehmer",
            "nom complet",
            "nom et prénom",
            "prénom et nom",
            "nom",
            "élève",
            "étudiant",
        ],
    ),
    (
        "identifier",
        &[
            "student id",
            "student no",
            "student number",
            "learner id",
            "learner number",
            "pupil id",
            "matriculation number",
            "enrolment number",
            "enrollment number",
            "sis id",
            "school id",
            "identifier",
            "id",
            "número de alumno",
            "n.º de alumno",
            "número de estudiante",
            "matrícula",
            "número de matrícula",
            "expediente",
            "número de expediente",
            "código",
            "matrikelnummer",
            "matrikel",
            "schülernummer",
            "numéro étudiant",
            "numéro d’étudiant",
            "matricule",
            "ine",
        ],
    ),
    ("did", &["did", "wallet", "wallet did", "decentralized identifier", "learner did"]),
    (
        "class",
        &[
            "class",
            "group",
            "course group",
            "section",
            "clase",
            "grupo",
            "klasse",
            "kurs",
            "classe",
            "groupe",
        ],
    ),
    (
        "narrative",
        &[
            "narrative",
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "comentario",
            "comentarios",
            "observaciones",
            "bemerkung",
            "bemerkungen",
            "kommentar",
            "commentaire",
            "remarque",
        ],
    ),
    (
        "evidence",
        &[
            "evidence",
            "evidence link",
            "evidence url",
            "evidence address",
            "portfolio",
            "project link",
            "link",
            "url",
            "evidencia",
            "enlace",
            "nachweis",
            "beleg",
            "preuve",
            "lien",
        ],
    ),
    ("evidence_name", &["evidence name", "evidence title", "nombre de la evidencia", "titre de la preuve"]),
    (
        "result",
        &[
            "result",
            "results",
            "grade",
            "mark",
            "score",
            "points",
            "final grade",
            "resultado",
            "nota",
            "calificación",
            "puntuación",
            "ergebnis",
            "punkte",
            "résultat",
            "note finale",
        ],
    ),
    (
        "activity_start_date",
        &[
            "activity start date",
            "start date",
            "started on",
            "start",
            "from",
            "fecha de inicio",
            "inicio",
            "beginn",
            "anfang",
            "startdatum",
            "date de début",
            "début",
        ],
    ),
    (
        "activity_end_date",
        &[
            "activity end date",
            "end date",
            "completion date",
            "completed on",
            "completed",
            "finished on",
            "end",
            "fecha de finalización",
            "fecha de fin",
            "fin",
            "abschlussdatum",
            "enddatum",
            "ende",
            "date de fin",
        ],
    ),
    (
        "awarded_date",
        &[
            "awarded date",
            "award date",
            "awarded on",
            "date awarded",
            "date of award",
            "date",
            "fecha de concesión",
            "fecha",
            "verleihungsdatum",
            "datum",
            "date de remise",
        ],
    ),
    (
        "valid_from",
        &[
            "valid from",
            "issue date",
            "date of issue",
            "válido desde",
            "fecha de emisión",
            "gültig ab",
            "gültig von",
            "valable dès",
            "date d’émission",
        ],
    ),
    (
        "valid_until",
        &[
            "valid until",
            "valid to",
            "expires",
            "expires on",
            "expiry",
            "expiry date",
            "expiration date",
            "válido hasta",
            "caducidad",
            "fecha de caducidad",
            "vencimiento",
            "gültig bis",
            "ablaufdatum",
            "valable jusqu’au",
            "expiration",
        ],
    ),
    ("role", &["role", "position", "rol", "función", "rolle", "rôle", "fonction"]),
    (
        "term",
        &["term", "semester", "trimester", "academic term", "trimestre", "semestre", "periodo", "halbjahr"],
    ),
    (
        "license_number",
        &[
            "license number",
            "licence number",
            "license no",
            "licence no",
            "certificate number",
            "número de licencia",
            "lizenznummer",
            "numéro de licence",
        ],
    ),
    (
        "credits_earned",
        &["credits earned", "credits", "credit hours", "ects", "créditos", "leistungspunkte", "crédits"],
    ),
    ("language", &["language", "letter language", "idioma", "sprache", "langue"]),
];

/// For each of `fields` its column, counted from 0, or `None` where no heading tells. No column
/// comes twice.
pub fn guess(header: &[String], fields: &[FieldName]) -> Vec<Option<usize>> {
    let headings: Vec<Vec<String>> = header.iter().map(|heading| words(heading)).collect();
    let names: Vec<Vec<String>> = fields.iter().map(names).collect();
    let mut columns = vec![None; fields.len()];
    let mut taken = vec![false; header.len()];
    for how in [exact, by_other_name, among_other_words] {
        // What fits better comes first: an early name of a field, then an early column.
        let mut fits: Vec<(usize, usize, usize)> = Vec::new();
        for (field, names) in names.iter().enumerate().filter(|(field, _)| columns[*field].is_none()) {
            for (column, heading) in headings.iter().enumerate().filter(|(column, _)| !taken[*column]) {
                fits.extend(how(heading, names).map(|rank| (rank, column, field)));
            }
        }
        fits.sort_unstable();
        for (_, column, field) in fits {
            if columns[field].is_none() && !taken[column] {
                columns[field] = Some(column);
                taken[column] = true;
            }
        }
    }
    columns
}

/// What a field may be called, each name as one word: first as our template does.
fn names(field: &FieldName) -> Vec<String> {
    let known = KNOWN.iter().find(|(id, _)| *id == field.id).map_or(&[] as &[&str], |(_, names)| names);
    let id = field.id.as_str();
    [field.heading.as_str()]
        .into_iter()
        .chain(known.iter().copied())
        .chain([id])
        .map(|name| words(name).concat())
        .collect()
}

/// The smaller the better, for each way in which a heading can fit.
fn exact(heading: &[String], names: &[String]) -> Option<usize> {
    let heading = heading.concat();
    names.first().is_some_and(|name| *name == heading && !name.is_empty()).then_some(0)
}

fn by_other_name(heading: &[String], names: &[String]) -> Option<usize> {
    let heading = heading.concat();
    names.iter().position(|name| *name == heading && !name.is_empty())
}

/// A name of two words or more among other words tells more than one of a single word.
fn among_other_words(heading: &[String], names: &[String]) -> Option<usize> {
    const MOST_WORDS: usize = 12;
    let heading = heading.get(..MOST_WORDS).unwrap_or(heading);
    let found = (0..heading.len()).flat_map(|from| {
        (from + 1..=heading.len()).filter_map(move |to| {
            let run = heading[from..to].concat();
            // `id` and `last` mean something else among other words.
            let telling = run.len() > 4 && names.contains(&run);
            telling.then(|| 100_usize.saturating_sub(run.len()))
        })
    });
    found.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(ids: &[&str]) -> Vec<FieldName> {
        ids.iter().map(|id| FieldName::new(*id, *id)).collect()
    }

    fn is(header: &[&str], ids: &[&str], columns: &[Option<usize>]) {
        let header: Vec<String> = header.iter().map(|heading| (*heading).to_owned()).collect();
        assert_eq!(guess(&header, &fields(ids)), columns, "{header:?}");
    }

    #[test]
    fn headings_are_understood_in_four_languages() {
        let ids = ["email", "given_name", "family_name", "identifier"];
        let all = [Some(0), Some(1), Some(2), Some(3)];
        for header in [
            ["E-Mail", "First name", "Last name", "student no."],
            ["correo electrónico", "Nombre", "Apellidos", "N.º de alumno"],
            ["E-Mail-Adresse", "Vorname", "Nachname", "Matrikelnummer"],
            ["Adresse e-mail", "Prénom", "Nom de famille", "Numéro étudiant"],
            ["emailAddress", "givenName", "FAMILY_NAME", "StudentID"],
            ["Correo Electronico", "NOMBRES", "APELLIDO", "Matricula"],
        ] {
            is(&header, &ids, &all);
        }
    }

    #[test]
    fn exact_beats_another_name_which_beats_one_among_other_words() {
        is(&["Contact", "Mail", "email"], &["email"], &[Some(2)]);
        is(&["School e-mail address (private)", "Mail"], &["email"], &[Some(1)]);
        is(&["Phone", "Private e-mail of the learner"], &["email"], &[Some(1)]);
        is(&["Username", "Filename"], &["name"], &[None]);
        let own = [FieldName::new("result", "Final mark in Algebra")];
        let header = ["Grade".to_owned(), "final mark in algebra".to_owned()];
        assert_eq!(guess(&header, &own), [Some(1)]);
    }

    #[test]
    fn no_column_is_used_twice() {
        is(&["Name", "E-mail"], &["name", "given_name", "email"], &[Some(0), None, Some(1)]);
        is(&["Nombre", "Correo"], &["name", "given_name", "email"], &[None, Some(0), Some(1)]);
        is(&["E-mail", "E-mail"], &["email", "narrative"], &[Some(0), None]);
        is(
            &["Start date", "End date", "Date"],
            &["awarded_date", "activity_end_date", "activity_start_date"],
            &[Some(2), Some(1), Some(0)],
        );
    }

    #[test]
    fn what_no_heading_tells_stays_open() {
        is(&["", "—", "x"], &["email", "name"], &[None, None]);
        is(&[], &["email"], &[None]);
    }

    #[test]
    fn every_name_of_a_known_field_leads_to_it_and_to_no_other() {
        let ids: Vec<&str> = KNOWN.iter().map(|(id, _)| *id).collect();
        for (place, (id, names)) in KNOWN.iter().enumerate() {
            for name in *names {
                let columns = guess(&[(*name).to_owned()], &fields(&ids));
                let expected: Vec<_> = (0..ids.len()).map(|field| (field == place).then_some(0)).collect();
                assert_eq!(columns, expected, "{name} is a name of {id}");
            }
        }
    }
}

//! The dry run: every row made into an award that is right, or what is wrong with it and where.

use std::collections::{HashMap, HashSet};

use api::open_badges::{AchievementContent, Evidence, SubjectContent};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime, Time, format_description::well_known::Rfc3339};
use web::words::desk_bulk as words;

use super::fields::{self, Field, Settings, What};
use crate::{
    effects::ms_of,
    flows::{Email, issue::To},
    id::LearnerId,
    sheet::{
        Cell, CellFault, Row, Sheet, Wrong,
        cell::{self, DayOrder, Days, Range},
    },
    store::learner::LearnerRow,
};

/// Characters of a name, a term, a role, a number.
const MOST_LINE: usize = 200;
const MOST_NARRATIVE: usize = 10_000;
const MOST_CREDITS: f64 = 100_000.0;
/// Years before and after today that a date may be.
const YEARS: i64 = 100;

/// One award, as a row says it.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) learner: Option<LearnerId>,
    pub(super) source_id: Option<String>,
    pub(super) did: Option<String>,
    pub(super) content: SubjectContent,
    /// Milliseconds since 1970.
    pub(super) valid_from: Option<i64>,
    pub(super) valid_until: Option<i64>,
}

impl Line {
    /// To whom.
    pub(super) fn to(&self) -> To {
        To {
            name: self.name.clone(),
            email: self.email.as_deref().and_then(Email::read),
            learner: self.learner,
            source_id: self.source_id.clone(),
            did: self.did.clone(),
        }
    }
}

/// A row that is not awarded, and why.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct LeftOut {
    /// Whom it seems to be about.
    pub(super) who: String,
    /// Why, in words.
    pub(super) why: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) learner: Option<LearnerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) did: Option<String>,
}

impl LeftOut {
    fn of(line: Line, why: String) -> Self {
        let who = who(&line);
        let Line { email, learner, source_id, did, .. } = line;
        Self { who, why, email, learner, source_id, did }
    }
}

/// What is known before the file is looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The institution's learners.
    pub(super) learners: Vec<LearnerRow>,
    /// Who has this achievement already: by address, as learner, by DID.
    pub(super) awarded: Vec<(String, Option<LearnerId>, Option<String>)>,
}

/// What a dry run comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Checked {
    /// What can be awarded, by the number of its row.
    pub(super) ready: Vec<(u32, Line)>,
    /// What can't be.
    pub(super) left_out: Vec<(u32, LeftOut)>,
    /// Rows with faults.
    pub(super) faulty: usize,
    /// Rows among them that are about somebody whom an earlier row is about.
    pub(super) repeated: usize,
    /// Rows left out because their people have the achievement.
    pub(super) has_it: usize,
    /// All that is wrong.
    pub(super) faults: Vec<CellFault>,
    /// What is wrong with the choice of columns; then nothing else was looked at.
    pub(super) unreadable: Option<String>,
}

/// A file under the dry run.
struct Run<'a> {
    sheet: &'a Sheet,
    achievement: &'a AchievementContent,
    columns: Vec<(What, usize)>,
    /// How the days of each column are written.
    days: HashMap<usize, Days>,
    by_number: HashMap<&'a str, &'a LearnerRow>,
    by_email: HashMap<&'a str, Option<&'a LearnerRow>>,
    now: OffsetDateTime,
}

/// Faults after which a file is given back: what is wrong then is a column, or the file.
const MOST_FAULTS: usize = 10_000;

/// Reads every row, as long as there are no more than 10,000 faults.
pub(super) fn check(
    sheet: &Sheet,
    achievement: &AchievementContent,
    settings: &Settings,
    known: &Known,
    now: OffsetDateTime,
) -> Checked {
    let fields = fields::fields(achievement);
    let column_of = |field: &Field| Some((field.what, *settings.columns.get(&field.id)?));
    let columns: Vec<(What, usize)> =
        fields.iter().filter_map(column_of).filter(|(_, column)| *column < sheet.header.len()).collect();
    if let Some(unreadable) = unreadable(&columns) {
        return Checked { unreadable: Some(unreadable.to_owned()), ..Checked::default() };
    }
    let run = Run::new(sheet, achievement, columns, known, now);
    let mut found = Checked { faults: sheet.faults(), ..Checked::default() };
    // What is wrong with the table keeps its rows from being awarded.
    let faulty_rows: HashSet<u32> = found.faults.iter().map(|fault| fault.row).collect();
    let has_it = HasIt::of(known);
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in &sheet.rows {
        if found.faults.len() > MOST_FAULTS {
            found.unreadable = Some(words::too_faulty().to_owned());
            break;
        }
        let (line, mut faults) = run.read(row);
        let people = person(&line);
        let first = people.iter().find_map(|(what, key)| Some((*what, *seen.get(key)?)));
        if let Some((what, first)) = first {
            let column = run.column(what).filter(|column| !row.cell(*column).is_empty());
            faults.push(sheet.fault(
                row,
                column.unwrap_or_else(|| run.person_column(row)),
                cell::twice(first),
            ));
            found.repeated += 1;
        } else {
            seen.extend(people.into_iter().map(|(_, key)| (key, row.number)));
        }
        if !faults.is_empty() || faulty_rows.contains(&row.number) {
            let why = faults.first().map_or_else(|| words::row_fault().to_owned(), told);
            found.left_out.push((row.number, LeftOut::of(line, why)));
            found.faulty += 1;
            found.faults.append(&mut faults);
        } else if !settings.again && has_it.has(&line) {
            let why = words::has_it_label().to_owned();
            found.left_out.push((row.number, LeftOut::of(line, why)));
            found.has_it += 1;
        } else {
            found.ready.push((row.number, line));
        }
    }
    found.faults.sort_by_key(|fault| fault.row);
    found
}

/// What is wrong with a choice of columns, in words.
fn unreadable(columns: &[(What, usize)]) -> Option<&'static str> {
    let has = |what: What| columns.iter().any(|(each, _)| *each == what);
    let mut used: Vec<usize> = columns.iter().map(|(_, column)| *column).collect();
    used.sort_unstable();
    if used.windows(2).any(|pair| pair[0] == pair[1]) {
        return Some(words::column_twice());
    }
    let ways = [What::Email, What::Identifier, What::Did];
    if !ways.into_iter().any(has) {
        return Some(words::no_person_column());
    }
    let named = [What::Name, What::GivenName, What::FamilyName, What::Identifier].into_iter().any(has);
    (!named).then_some(words::no_name_column())
}

impl<'a> Run<'a> {
    fn new(
        sheet: &'a Sheet,
        achievement: &'a AchievementContent,
        columns: Vec<(What, usize)>,
        known: &'a Known,
        now: OffsetDateTime,
    ) -> Self {
        let (from, until) = (now - Duration::days(365 * YEARS), now + Duration::days(365 * YEARS));
        let days = columns.iter().map(|(_, column)| {
            let cells = sheet.rows.iter().map(|row| row.cell(*column));
            (*column, Days { order: DayOrder::of(cells), from: from.date(), until: until.date() })
        });
        let (mut by_number, mut by_email) = (HashMap::new(), HashMap::new());
        for learner in &known.learners {
            by_number.extend(learner.source_id.as_deref().map(|number| (number, learner)));
            if let Some(email) = learner.email.as_deref() {
                // Brothers and sisters share one: then it tells nobody.
                by_email.entry(email).and_modify(|known| *known = None).or_insert(Some(learner));
            }
        }
        Self { sheet, achievement, days: days.collect(), columns, by_number, by_email, now }
    }

    fn column(&self, what: What) -> Option<usize> {
        self.columns.iter().find(|(each, _)| *each == what).map(|(_, column)| *column)
    }

    /// What one row comes to, before it is compared with others.
    fn read(&self, row: &Row) -> (Line, Vec<CellFault>) {
        let mut reading = Reading { run: self, row, faults: Vec::new() };
        (reading.line(), reading.faults)
    }

    /// Where a row names its person.
    fn person_column(&self, row: &Row) -> usize {
        let columns = [What::Email, What::Identifier, What::Did, What::Name];
        let mut columns = columns.into_iter().filter_map(|what| self.column(what));
        columns.find(|column| !row.cell(*column).is_empty()).unwrap_or(0)
    }
}

/// One row being read.
struct Reading<'a> {
    run: &'a Run<'a>,
    row: &'a Row,
    faults: Vec<CellFault>,
}

impl Reading<'_> {
    fn line(&mut self) -> Line {
        let mut line = Line::default();
        self.recipient(&mut line);
        self.dates(&mut line);
        let content = &mut line.content;
        content.narrative = self.at(What::Narrative, |cell| cell::lines(cell, MOST_NARRATIVE));
        let link = self.at(What::Evidence, cell::url);
        let name = self.at(What::EvidenceName, |cell| cell::text(cell, MOST_LINE));
        content.evidence.extend(link.map(|link| Evidence {
            id: Some(link.to_string()),
            name,
            ..Evidence::default()
        }));
        for (place, description) in self.run.achievement.result_description.iter().enumerate() {
            let result = self.at(What::Result(place), |cell| fields::result(cell, description));
            content.result.extend(result);
        }
        content.term = self.at(What::Term, |cell| cell::text(cell, MOST_LINE));
        content.role = self.at(What::Role, |cell| cell::text(cell, MOST_LINE));
        content.license_number = self.at(What::LicenseNumber, |cell| cell::identifier(cell, MOST_LINE));
        let credits = Range { least: Some(0.0), most: Some(MOST_CREDITS), ..Range::default() };
        let credits = self.at(What::Credits, |cell| cell::number(cell, &credits));
        content.credits_earned = credits.map(|number| number.value);
        line
    }

    fn recipient(&mut self, line: &mut Line) {
        let before = self.faults.len();
        let name = self.at(What::Name, |cell| cell::text(cell, MOST_LINE));
        let given = self.at(What::GivenName, |cell| cell::text(cell, MOST_LINE / 2));
        let family = self.at(What::FamilyName, |cell| cell::text(cell, MOST_LINE / 2));
        let unnamed = self.faults.len() > before;
        line.email = self.at(What::Email, cell::email).map(|email| email.to_string());
        line.source_id = self.at(What::Identifier, |cell| cell::identifier(cell, MOST_LINE));
        line.did = self.at(What::Did, cell::did);
        let unread = self.faults.len() > before;

        let number = line.source_id.as_deref();
        let learner = number.and_then(|number| self.run.by_number.get(number).copied());
        if learner.is_none() && number.is_some() && line.email.is_none() && line.did.is_none() && !unread {
            let wrong = Wrong::new("learner", words::unknown_learner(), words::unknown_learner_hint());
            self.wrong(What::Identifier, wrong);
        } else if number.is_none() && line.email.is_none() && line.did.is_none() && !unread {
            let wrong = Wrong::new("nobody", words::nobody(), words::nobody_hint());
            let column = [What::Email, What::Identifier, What::Did];
            let column = column.into_iter().find(|what| self.run.column(*what).is_some());
            self.wrong(column.unwrap_or(What::Email), wrong);
        }
        let by_email = || line.email.as_deref().and_then(|email| *self.run.by_email.get(email)?);
        let learner = learner.or_else(by_email);
        if let Some(learner) = learner {
            line.learner = Some(learner.learner_id);
            line.email = line.email.take().or_else(|| learner.email.clone());
            line.did = line.did.take().or_else(|| learner.did.clone());
            line.source_id = line.source_id.take().or_else(|| learner.source_id.clone());
        }
        let parts: Vec<String> = [given, family].into_iter().flatten().collect();
        let parts = (!parts.is_empty()).then(|| parts.join(" "));
        match name.or(parts).or_else(|| learner.map(|learner| learner.name.clone())) {
            Some(name) => line.name = name,
            None if unnamed => {}
            None => {
                let columns = [What::Name, What::GivenName, What::FamilyName, What::Identifier];
                let column = columns.into_iter().find(|what| self.run.column(*what).is_some());
                let empty = cell::needed::<()>(None).expect_err("nothing is there");
                self.wrong(column.unwrap_or(What::Name), empty);
            }
        }
    }

    fn dates(&mut self, line: &mut Line) {
        let [start, end, from, until] =
            [What::ActivityStart, What::ActivityEnd, What::ValidFrom, What::ValidUntil].map(|what| {
                let days = self.run.days.get(&self.run.column(what)?)?;
                self.at(what, |cell| cell::day(cell, days))
            });
        let midnight = |day: time::Date| day.midnight().assume_utc();
        let text = |day: time::Date| midnight(day).format(&Rfc3339).ok();
        line.content.activity_start_date = start.and_then(text);
        line.content.activity_end_date = end.and_then(text);
        line.valid_from = from.map(|day| ms_of(midnight(day)));
        // A day lasts until its last second.
        let last = Time::MIDNIGHT - Duration::SECOND;
        line.valid_until = until.map(|day| ms_of(day.with_time(last).assume_utc()));
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            let heading = self.heading(What::ActivityStart);
            self.wrong(What::ActivityEnd, cell::before(&heading, start));
        }
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let heading = self.heading(What::ValidFrom);
            self.wrong(What::ValidUntil, cell::before(&heading, from));
        } else if until.is_some_and(|day| day < self.run.now.date()) {
            self.wrong(What::ValidUntil, Wrong::new("over", words::over(), words::over_hint()));
        }
    }

    /// The cell of a field, read; `None` where it is empty, wrong, or not in the file.
    fn at<T>(&mut self, what: What, read: impl FnOnce(&Cell) -> Result<Option<T>, Wrong>) -> Option<T> {
        let column = self.run.column(what)?;
        match read(self.row.cell(column)) {
            Ok(value) => value,
            Err(wrong) => {
                self.faults.push(self.run.sheet.fault(self.row, column, wrong));
                None
            }
        }
    }

    fn wrong(&mut self, what: What, wrong: Wrong) {
        let column = self.run.column(what).unwrap_or(0);
        self.faults.push(self.run.sheet.fault(self.row, column, wrong));
    }

    fn heading(&self, what: What) -> String {
        self.run
            .column(what)
            .and_then(|column| self.run.sheet.header.get(column))
            .cloned()
            .unwrap_or_default()
    }
}

/// Who a row is about, by all that tells. Learners are told apart whatever else they share: two of
/// one family may have one address.
fn person(line: &Line) -> Vec<(What, String)> {
    if let Some(learner) = line.learner {
        return vec![(What::Identifier, format!("learner {learner}"))];
    }
    let known = [(What::Email, &line.email), (What::Identifier, &line.source_id), (What::Did, &line.did)];
    let known = known.into_iter();
    known.filter_map(|(what, key)| Some((what, format!("{what:?} {}", key.as_ref()?)))).collect()
}

fn who(line: &Line) -> String {
    match (&line.email, line.name.is_empty()) {
        (Some(email), true) => email.clone(),
        _ => line.name.clone(),
    }
}

/// Who has the achievement.
struct HasIt<'a> {
    emails: HashSet<&'a str>,
    learners: HashSet<LearnerId>,
    dids: HashSet<&'a str>,
}

impl<'a> HasIt<'a> {
    fn of(known: &'a Known) -> Self {
        let awarded = &known.awarded;
        Self {
            // Of a learner the address tells nothing: two of one family may share it.
            emails: awarded
                .iter()
                .filter(|(_, learner, _)| learner.is_none())
                .map(|row| row.0.as_str())
                .collect(),
            learners: awarded.iter().filter_map(|row| row.1).collect(),
            dids: awarded.iter().filter_map(|row| row.2.as_deref()).collect(),
        }
    }

    fn has(&self, line: &Line) -> bool {
        line.learner.is_some_and(|learner| self.learners.contains(&learner))
            || line.did.as_deref().is_some_and(|did| self.dids.contains(did))
            || line.email.as_deref().is_some_and(|email| self.emails.contains(email))
    }
}

/// A fault in one line, for a report.
fn told(fault: &CellFault) -> String {
    format!("{}{}: {}; {}", fault.column, fault.row, fault.detail, fault.hint)
}

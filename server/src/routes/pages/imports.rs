//! `/desk/{slug}/imports`: exports of a school's system, from the zip to what would come of it.

use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use web::{
    pages::{
        ImportChoice, ImportFault, ImportFaults, ImportLine, ImportList, ImportMapping, ImportPreview,
        ImportSample, ImportState, import_faults, import_list, import_preview,
    },
    words::desk_imports as words,
};

use super::{
    bulk::{announced, download, drain, sentence},
    desk::issuer_link,
    notice::Notice,
    see_other,
};
use crate::{
    flows::{
        roster_import::{self, Credits, Fault, Import, ImportError, Mapping, Preview},
        session::{Act, Viewer},
    },
    id::RosterImportId,
    problem::Problem,
    routes::{
        extract::{Fields, Params, Parted},
        rfc3339,
        visit::Visit,
    },
    sheet::{FAULT_HEADINGS, MAX_FILE_BYTES, Template, write_csv},
};

/// Imports on the first page.
const LATEST: u32 = 50;
/// Faults on a page; the download has all that are kept.
const FAULTS_SHOWN: usize = 200;
/// Lines of a kind among what a person should know.
const NOTES_SHOWN: usize = 5;
/// Schools among them.
const SCHOOLS_SHOWN: usize = 20;
/// Entries of the example.
const EXAMPLE_SHOWN: usize = 20;
/// Bytes of a form around its files.
pub(super) const MAX_FORM_BYTES: usize = roster_import::MAX_ZIP_BYTES + MAX_FILE_BYTES + (64 << 10);

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ZIP: &str = "application/zip";
/// What a visitor of the demo may try: name, kind, bytes.
const SAMPLES: [(&str, &str, &[u8]); 3] = [
    ("hedgerow-autumn.zip", ZIP, include_bytes!("../../../../fixtures/oneroster/hedgerow-autumn.zip")),
    ("hedgerow-spring.zip", ZIP, include_bytes!("../../../../fixtures/oneroster/hedgerow-spring.zip")),
    (
        "hedgerow-supplement.csv",
        CSV,
        include_bytes!("../../../../fixtures/oneroster/hedgerow-supplement.csv"),
    ),
];

type Where = (String, RosterImportId);

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let data = all(&visit, &slug, None).await?;
    Ok(visit.page(import_list(&visit.chrome(), &data)))
}

async fn all(visit: &Visit, slug: &str, problem: Option<String>) -> Result<ImportList, Problem> {
    let viewer = visit.viewer()?;
    let lines = roster_import::list(&visit.app, viewer, slug, LATEST).await?.iter().map(line).collect();
    let issuer = issuer_link(viewer, slug, Act::Enrol)?;
    Ok(ImportList { issuer, lines, samples: visit.app.config.demo, problem })
}

/// The rights come before the file: whoever may not import sends nothing that is read.
pub(super) async fn upload(
    visit: Visit,
    Params(slug): Params<String>,
    request: Request,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    roster_import::list(&visit.app, viewer, &slug, 1).await?;
    if announced(request.headers()) > MAX_FORM_BYTES as u64 {
        drain(request.into_body());
        return Err(Problem::too_large(words::too_large()));
    }
    let form = match Parted::from_request(request, &visit.app).await {
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Problem::too_large(words::too_large()));
        }
        form => form?,
    };
    let take = |name| form.files(name).next().map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    let (file, supplement) = (take("file"), take("supplement"));
    drop(form);
    let Some((name, bytes)) = file else {
        let data = all(&visit, &slug, Some(words::no_file().to_owned())).await?;
        let page = import_list(&visit.chrome(), &data);
        return Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page));
    };
    let id = roster_import::upload(&visit.app, viewer, &slug, (&name, bytes)).await?;
    if let Some((name, bytes)) = supplement {
        match roster_import::take_supplement(&visit.app, viewer, &slug, id, (&name, bytes)).await {
            // With errors in the export nothing is compared with it.
            Ok(_) | Err(ImportError::Faults) => {}
            Err(ImportError::Sheet(err)) => {
                return page(&visit, &slug, id, Some(sentence(&err.to_string()))).await;
            }
            Err(err) => return Err(err.into()),
        }
    }
    Ok(to(&slug, id))
}

fn to(slug: &str, id: RosterImportId) -> Response {
    axum::response::Redirect::to(&format!("/desk/{slug}/imports/{id}")).into_response()
}

/// What is wrong with it; or what is in it, what that means and what would come of it.
pub(super) async fn show(visit: Visit, Params((slug, id)): Params<Where>) -> Result<Response, Problem> {
    page(&visit, &slug, id, None).await
}

async fn page(
    visit: &Visit,
    slug: &str,
    id: RosterImportId,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let import = roster_import::show(&visit.app, viewer, slug, id).await?;
    let faults = roster_import::faults(&visit.app, viewer, slug, id).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = if import.errors > 0 {
        import_faults(&visit.chrome(), &faulty(viewer, slug, &import, &faults)?)
    } else if import.purged {
        let issuer = issuer_link(viewer, slug, Act::Enrol)?;
        let about = vec![words::purged().to_owned()];
        let data = ImportPreview { issuer, line: line(&import), about, ..ImportPreview::default() };
        import_preview(&visit.chrome(), &data)
    } else {
        let found = roster_import::preview(&visit.app, viewer, slug, id).await?;
        let issuer = issuer_link(viewer, slug, Act::Enrol)?;
        let data = ImportPreview { issuer, problem, ..previewed(&import, found, &faults) };
        import_preview(&visit.chrome(), &data)
    };
    Ok(visit.page_with(status, html))
}

pub(super) async fn arrange(
    visit: Visit,
    Params((slug, id)): Params<Where>,
    form: Fields,
) -> Result<Response, Problem> {
    let some = |name: &str| Some(form.text(name).to_owned()).filter(|text| !text.is_empty());
    let grades = |name: &str| form.text(name).split(',').map(|grade| grade.trim().to_owned()).collect();
    let mapping = Mapping {
        school: some("school"),
        taught_at: form.all("taught_at").map(str::to_owned).collect(),
        category: form.text("category").to_owned(),
        line_item: some("line_item"),
        credits: Credits::called(form.text("credits")).unwrap_or_default(),
        failed: grades("failed"),
        no_credit: grades("no_credit"),
        pass_mark: some("pass_mark"),
        part_of_diploma: form.first("part_of_diploma").is_some(),
    };
    roster_import::arrange(&visit.app, visit.viewer()?, &slug, id, mapping).await?;
    Ok(see_other(&format!("/desk/{slug}/imports/{id}"), Notice::ImportMapped))
}

pub(super) async fn supplement(
    visit: Visit,
    Params((slug, id)): Params<Where>,
    request: Request,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    roster_import::show(&visit.app, viewer, &slug, id).await?;
    let form = Parted::from_request(request, &visit.app).await?;
    let file = form.files("supplement").next().map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    drop(form);
    let Some((name, bytes)) = file else {
        return page(&visit, &slug, id, Some(words::no_file().to_owned())).await;
    };
    match roster_import::take_supplement(&visit.app, viewer, &slug, id, (&name, bytes)).await {
        Ok(0) => Ok(see_other(&format!("/desk/{slug}/imports/{id}"), Notice::ImportSupplemented)),
        Ok(_) => Ok(to(&slug, id)),
        Err(ImportError::Sheet(err)) => page(&visit, &slug, id, Some(sentence(&err.to_string()))).await,
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn template_csv(
    visit: Visit,
    Params((slug, id)): Params<Where>,
) -> Result<Response, Problem> {
    let template = template(&visit, &slug, id).await?;
    Ok(download(CSV, "supplement.csv", template.csv()))
}

pub(super) async fn template_xlsx(
    visit: Visit,
    Params((slug, id)): Params<Where>,
) -> Result<Response, Problem> {
    let template = template(&visit, &slug, id).await?;
    let book = visit.app.turns.take(move || template.xlsx()).await?;
    Ok(download(XLSX, "supplement.xlsx", book.map_err(|err| Problem::internal(&err))?))
}

async fn template(visit: &Visit, slug: &str, id: RosterImportId) -> Result<Template, Problem> {
    Ok(roster_import::supplement_template(&visit.app, visit.viewer()?, slug, id).await?)
}

pub(super) async fn faults(visit: Visit, Params((slug, id)): Params<Where>) -> Result<Response, Problem> {
    let faults = roster_import::faults(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(download(CSV, "faults.csv", faults_csv(&faults)))
}

fn faults_csv(faults: &[Fault]) -> String {
    let rows = faults.iter().map(|fault| {
        let row = if fault.row == 0 { String::new() } else { fault.row.to_string() };
        let (file, column, heading) = (fault.file.clone(), fault.column.clone(), fault.heading.clone());
        let told = [&fault.value, &fault.code, &fault.detail, &fault.hint].map(Clone::clone);
        [file, row, column, heading].into_iter().chain(told).collect()
    });
    write_csv(&FAULT_HEADINGS.map(str::to_owned), rows)
}

/// The form in which the certification of consumers asks for it.
pub(super) async fn log(visit: Visit, Params((slug, id)): Params<Where>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let import = roster_import::show(&visit.app, viewer, &slug, id).await?;
    let faults = roster_import::faults(&visit.app, viewer, &slug, id).await?;
    Ok(download(CSV, "import-log.csv", roster_import::log(&import, &faults)))
}

pub(super) async fn discard(visit: Visit, Params((slug, id)): Params<Where>) -> Result<Response, Problem> {
    roster_import::discard(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/imports"), Notice::ImportDiscarded))
}

/// What a visitor of the demo may try; elsewhere there is no such thing.
pub(super) async fn sample(
    visit: Visit,
    Params((slug, file)): Params<(String, String)>,
) -> Result<Response, Problem> {
    roster_import::list(&visit.app, visit.viewer()?, &slug, 1).await?;
    let found = SAMPLES.into_iter().find(|(name, ..)| visit.app.config.demo && *name == file);
    let (name, kind, bytes) = found.ok_or_else(|| Problem::not_found(&ImportError::Unknown))?;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn line(import: &Import) -> ImportLine {
    ImportLine {
        id: import.id.to_string(),
        file: import.file_name.clone(),
        created_at: rfc3339(import.created_at),
        version: import.version.clone(),
        state: match (import.errors, import.used) {
            (_, true) => ImportState::Used,
            (0, _) => ImportState::New,
            _ => ImportState::Faulty,
        },
        purged: import.purged,
    }
}

fn shown<'f>(faults: impl Iterator<Item = &'f Fault>) -> Vec<ImportFault> {
    let faults = faults.take(FAULTS_SHOWN).map(|fault| ImportFault {
        file: fault.file.clone(),
        row: fault.row,
        column: format!("{} {}", fault.column, fault.heading).trim().to_owned(),
        value: fault.value.clone(),
        detail: fault.detail.clone(),
        hint: fault.hint.clone(),
    });
    faults.collect()
}

fn faulty(viewer: &Viewer, slug: &str, import: &Import, faults: &[Fault]) -> Result<ImportFaults, Problem> {
    Ok(ImportFaults {
        issuer: issuer_link(viewer, slug, Act::Enrol)?,
        line: line(import),
        all_errors: import.errors,
        errors: shown(faults.iter().filter(|fault| fault.error)),
        all_warnings: import.warnings,
        warnings: shown(faults.iter().filter(|fault| !fault.error)),
    })
}

fn previewed(import: &Import, found: Preview, faults: &[Fault]) -> ImportPreview {
    let mut about: Vec<String> = found.system.iter().map(|system| words::from_system(system)).collect();
    let kind = match (found.bulk, found.partly) {
        (true, _) => words::bulk(),
        (_, true) => words::partly(),
        _ => words::delta(),
    };
    about.push(kind.to_owned());
    let brought = import.supplement_name.as_ref().filter(|_| import.supplement_faults == 0);
    let mut needs = Vec::new();
    if found.mapping.category.is_empty() {
        needs.push(words::needs_category());
    } else if found.lines + found.gone == 0 {
        needs.push(words::needs_results());
    }
    if !found.notes.undecided.is_empty() {
        needs.push(words::needs_line_item());
    }
    if import.supplement_faults > 0 {
        needs.push(words::needs_supplement());
    }
    ImportPreview {
        line: line(import),
        about,
        samples: samples(&found),
        mapping: mapped(&found),
        outcome: (found.lines > 0)
            .then(|| words::outcome(found.transcripts, found.lines, found.achievements)),
        notes: notes(&found),
        needs,
        example: found.example.map(|(name, mut entries)| {
            entries.truncate(EXAMPLE_SHOWN);
            (name, entries)
        }),
        legend: found.legend,
        supplement: brought.map(|name| words::supplemented(name, found.supplement)),
        all_supplement_faults: import.supplement_faults,
        supplement_faults: match import.supplement_faults {
            0 => Vec::new(),
            // Those of the export come first.
            _ => shown(faults.iter().filter(|fault| Some(&fault.file) == import.supplement_name.as_ref())),
        },
        all_warnings: import.warnings,
        warnings: shown(faults.iter().filter(|fault| !fault.error)),
        ..ImportPreview::default()
    }
}

fn samples(found: &Preview) -> Vec<ImportSample> {
    let many = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let sample = |name, number, columns: &[&'static str], rows: &roster_import::Sample| ImportSample {
        name,
        count: many(number),
        note: String::new(),
        columns: columns.to_vec(),
        rows: rows.clone(),
    };
    let counts = &found.counts;
    let others = if counts.others > 0 { words::others(many(counts.others)) } else { String::new() };
    vec![
        sample(words::orgs(), counts.orgs, &words::org_columns(), &found.orgs),
        sample(words::sessions(), counts.sessions, &words::session_columns(), &found.sessions),
        sample(words::courses(), counts.courses, &words::course_columns(), &found.courses),
        sample(words::classes(), counts.classes, &words::class_columns(), &found.classes),
        ImportSample {
            note: others,
            ..sample(words::people(), counts.students, &words::people_columns(), &found.people)
        },
        sample(words::results(), counts.results, &words::result_columns(), &found.results),
    ]
}

fn mapped(found: &Preview) -> ImportMapping {
    let (choices, mapping) = (&found.choices, &found.mapping);
    let choice =
        |value: &str, text: String, chosen: bool| ImportChoice { value: value.to_owned(), text, chosen };
    ImportMapping {
        schools: choices
            .schools
            .iter()
            .map(|(id, name)| choice(id, name.clone(), mapping.school.as_ref() == Some(id)))
            .collect(),
        taught_at: choices
            .taught_at
            .iter()
            .map(|(id, name)| {
                let counts = mapping.taught_at.is_empty() || mapping.taught_at.contains(id);
                choice(id, name.clone(), counts)
            })
            .collect(),
        categories: choices
            .categories
            .iter()
            .map(|(id, title, results)| choice(id, words::category(title, *results), mapping.category == *id))
            .collect(),
        line_items: choices
            .line_items
            .iter()
            .map(|title| choice(title, title.clone(), mapping.line_item.as_ref() == Some(title)))
            .collect(),
        credits: choices
            .credits
            .iter()
            .map(|credits| {
                let text = match credits {
                    Credits::Nowhere => words::credits_nowhere().to_owned(),
                    Credits::Supplement => words::credits_supplement().to_owned(),
                    Credits::Course(column) => words::credits_course(column),
                    Credits::Class(column) => words::credits_class(column),
                };
                choice(&credits.name(), text, mapping.credits == *credits)
            })
            .collect(),
        grades: choices.grades.clone(),
        failed: mapping.failed.join(", "),
        no_credit: mapping.no_credit.join(", "),
        pass_mark: choices.scores.then(|| mapping.pass_mark.clone().unwrap_or_default()),
        part_of_diploma: (found.supplement[3] > 0).then_some(mapping.part_of_diploma),
    }
}

/// What a person should know, in words.
fn notes(found: &Preview) -> Vec<String> {
    let notes = &found.notes;
    let some = |number: usize, told: fn(usize) -> String| (number > 0).then(|| told(number));
    let mut told: Vec<String> =
        notes.not_final.iter().map(|(why, number)| words::not_final(why, *number)).collect();
    told.extend(some(found.gone, words::gone));
    told.extend(some(notes.unknown, words::unknown));
    told.extend(some(notes.no_role.len(), words::no_role));
    if found.choices.taught_at.len() > 1 {
        let schools = notes.schools.iter().take(SCHOOLS_SHOWN);
        told.extend(schools.map(|(school, number)| words::results_of(school, *number)));
        told.extend(some(notes.schools.len().saturating_sub(SCHOOLS_SHOWN), words::and_more));
    }
    told.extend(some(notes.elsewhere, words::elsewhere));
    told.extend(some(notes.superseded, words::superseded));
    let no_number: Vec<(String, String)> =
        notes.no_number.iter().map(|(record, text)| (record.clone(), text.clone())).collect();
    for (pairs, tell) in [
        (&notes.undecided, words::undecided as fn(&str, &str) -> String),
        (&notes.not_preferred, words::not_preferred),
        (&notes.off_scale, words::off_scale),
        (&no_number, words::no_number),
    ] {
        told.extend(pairs.iter().take(NOTES_SHOWN).map(|(one, other)| tell(one, other)));
        told.extend(some(pairs.len().saturating_sub(NOTES_SHOWN), words::and_more));
    }
    told.extend(some(notes.without_credits, words::without_credits));
    told.extend(some(notes.no_letter, words::no_letter));
    told.extend(some(notes.preferred, words::preferred));
    told.extend(some(notes.empty, words::empty));
    told
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Method};

    use super::*;
    use crate::routes::testing::{TestApp, Visitor};

    const KIND: &str = "multipart/form-data; boundary=b";
    const AUTUMN: &[u8] = SAMPLES[0].2;

    /// A form with files, as a browser sends it.
    fn form(files: &[(&str, &str, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (field, name, bytes) in files {
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        body
    }

    async fn sent(staff: &Visitor, files: &[(&str, &str, &[u8])]) -> String {
        let sent = staff.post("/desk/art/imports", KIND, form(files)).await;
        sent.expect(StatusCode::SEE_OTHER).header(header::LOCATION).to_owned()
    }

    #[tokio::test]
    async fn a_registrar_uploads_looks_says_what_it_means_and_goes_on() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let page = staff.browse("/desk/art/imports").await.expect(StatusCode::OK).text();
        assert!(page.contains(words::none()) && page.contains("samples/hedgerow-autumn.zip"), "{page}");
        let sample = staff.get("/desk/art/imports/samples/hedgerow-autumn.zip").await.expect(StatusCode::OK);
        assert_eq!(sample.header(header::CONTENT_TYPE), ZIP);

        let at = sent(&staff, &[("file", "../<i>.zip", AUTUMN)]).await;
        let page = staff.browse(&at).await.expect(StatusCode::OK).text();
        assert!(page.contains("13 transcripts with 72 entries") && !page.contains("<i>"), "{page}");
        assert!(page.contains("courses.csv, metadata.credits") && page.contains(&format!("{at}/plan")));
        let mapping = "school=hedgerow&category=cat-work&credits=nowhere&failed=F%2C+D&no_credit=";
        staff.post_form(&format!("{at}/mapping"), mapping).await.expect(StatusCode::SEE_OTHER);
        let page = staff.browse(&at).await.expect(StatusCode::OK).text();
        assert!(page.contains(words::nothing()) && page.contains(words::needs_results()), "{page}");
        assert!(page.contains("value=\"F, D\"") && !page.contains(&format!("{at}/plan")));

        let wrong = form(&[("supplement", "more.csv", b"row,sourcedId\ncourse,none\n")]);
        staff.post(&format!("{at}/supplement"), KIND, wrong).await.expect(StatusCode::SEE_OTHER);
        let page = staff.browse(&at).await.expect(StatusCode::OK).text();
        assert!(
            page.contains(words::supplement_unused()) && page.contains(words::no_such_course()),
            "{page}"
        );
        let faults = staff.get(&format!("{at}/faults.csv")).await.expect(StatusCode::OK).text();
        assert!(faults.contains("more.csv,2,B,sourcedId,none,unknown-id,"), "{faults}");
        let pdf = form(&[("supplement", "more.pdf", b"%PDF-1.7")]);
        let back = staff.post(&format!("{at}/supplement"), KIND, pdf).await;
        assert!(back.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("This is no spreadsheet"));
        let right = form(&[("supplement", "more.csv", SAMPLES[2].2)]);
        staff.post(&format!("{at}/supplement"), KIND, right).await.expect(StatusCode::SEE_OTHER);
        let page = staff.browse(&at).await.expect(StatusCode::OK).text();
        assert!(page.contains("12 averages or totals, 8 earlier results, 1 diploma"), "{page}");
        let log = staff.get(&format!("{at}/log.csv")).await.expect(StatusCode::OK).text();
        assert!(log.contains(",Success,") && log.contains(words::log_no_faults()), "{log}");

        staff.post_form(&format!("{at}/discard"), "").await.expect(StatusCode::SEE_OTHER);
        staff.browse(&at).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_is_wrong_is_told_cell_by_cell_and_nothing_can_be_gone_on_with() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let at =
            sent(&staff, &[("file", "a.zip", b"PK no zip"), ("supplement", "a.csv", SAMPLES[2].2)]).await;
        let page = staff.browse(&at).await.expect(StatusCode::OK).text();
        assert!(page.contains("1 error stands in this export"), "{page}");
        assert!(page.contains(words::the_zip()) && !page.contains("/plan"), "{page}");
        let list = staff.browse("/desk/art/imports").await.text();
        assert!(list.contains(words::state_faulty()));
        let none = staff.post("/desk/art/imports", KIND, form(&[])).await;
        assert!(none.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains(words::no_file()));
    }

    #[tokio::test]
    async fn a_file_of_two_gigabytes_is_refused_before_it_is_read() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let never = futures_util::stream::pending::<Result<axum::body::Bytes, std::convert::Infallible>>();
        let request = staff
            .request(Method::POST, "/desk/art/imports")
            .header(header::ORIGIN, "http://laurel.test")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, KIND)
            .header(header::CONTENT_LENGTH, 2_u64 << 30);
        let refused = staff.send(request.body(Body::from_stream(never)).unwrap()).await;
        let page = refused.expect(StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.text().contains("larger than 64 MB"), "{}", page.text());
    }

    #[tokio::test]
    async fn a_program_does_the_same_by_the_api() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let all = "/api/v1/issuers/art/imports";
        let made = staff.post(&format!("{all}?name=autumn.zip"), ZIP, AUTUMN.to_vec()).await;
        let import = made.expect(StatusCode::CREATED).json();
        assert_eq!((&import["state"], &import["version"]), (&"new".into(), &"1.2".into()));
        assert_eq!((&import["preview"]["transcripts"], &import["errors"]), (&13.into(), &0.into()));
        assert_eq!(import["mapping"]["credits"], "course:credits");
        let one = format!("{all}/{}", import["id"].as_str().unwrap());
        let log = staff.get(&format!("{one}/log")).await.expect(StatusCode::OK).text();
        assert!(log.contains("autumn.zip,"), "{log}");
        let made = staff.post(all, ZIP, b"nothing".to_vec()).await.expect(StatusCode::CREATED).json();
        assert_eq!((&made["state"], &made["faults"][0]["code"]), (&"faulty".into(), &"zip.damaged".into()));
    }
}

//! What became of an export, in the form that the certification of consumers asks for.

use web::words::desk_imports as words;

use super::{Fault, Import};
use crate::{flows::document::rfc3339, sheet::write_csv};

/// An import's log as CSV: test identifier, date, outcome, files imported, files rejected, explanation;
/// a line for each fault, or one where there is none.
pub fn log(import: &Import, faults: &[Fault]) -> String {
    let failed = import.errors > 0;
    let outcome = if failed { "Fail" } else { "Success" };
    // With an error nothing is imported, whatever file it is in.
    let (imported, rejected) = if failed {
        let all = import.files_imported.iter().chain(&import.files_rejected);
        let mut all: Vec<&str> = all.map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        (String::new(), all.join(" "))
    } else {
        (import.files_imported.join(" "), String::new())
    };
    let line = |explanation: String| {
        vec![
            import.file_name.clone(),
            rfc3339(import.created_at),
            outcome.to_owned(),
            imported.clone(),
            rejected.clone(),
            explanation,
        ]
    };
    let mut lines: Vec<Vec<String>> = faults.iter().map(|fault| line(explained(fault))).collect();
    let told = u64::try_from(faults.len()).unwrap_or(u64::MAX);
    let all = import.errors + import.warnings + import.supplement_faults;
    if lines.is_empty() {
        lines.push(line(words::log_no_faults().to_owned()));
    } else if told < all {
        lines.push(line(words::log_more(all - told)));
    }
    write_csv(&words::log_headings().map(str::to_owned), lines)
}

fn explained(fault: &Fault) -> String {
    let mut place = if fault.file.is_empty() { words::the_zip().to_owned() } else { fault.file.clone() };
    if fault.row > 0 {
        place = words::log_place(&place, fault.row, &fault.column, &fault.heading);
    }
    let kind = if fault.error { words::log_error() } else { words::log_warning() };
    format!("{place}: {kind} {}: {}; {}", fault.code, fault.detail, fault.hint)
}

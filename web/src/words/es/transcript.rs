//! A learner record as a transcript.

pub const PARTIAL: &str = "Este expediente está incompleto: quien lo emitió sabe que hay más.";
pub const COMPLETE: &str = "Este expediente está completo, por lo que sabe quien lo emitió.";
pub const NO_TERM: &str = "Sin periodo";
pub const CODE: &str = "Código";
pub const ENTRY: &str = "Asignatura o logro";
pub const RESULT: &str = "Resultado";
pub const CREDITS: &str = "Créditos";
pub const CHECK: &str = "Comprobación";
pub fn total(all: bool) -> &'static str {
    if all { "Créditos en total" } else { "Créditos en total, de lo que vale" }
}
pub fn total_of_all(credits: &str, all: bool) -> String {
    let of = if all { "" } else { ", de lo que vale" };
    format!("Créditos de todos los periodos{of}: {credits}")
}
pub const TO_PRINT: &str = "Expediente para imprimir";

//! Words of the desk that stand on pages for everybody too; the rest of the desk speaks English.

use super::general::count_of;

pub const CRITERIA_HEAD: &str = "Qué hay que hacer";
pub const ISSUER: &str = "Emisor";
pub const AWARDED_BY: &str = "Otorgado por";
pub const ACHIEVEMENT_NOTE: &str =
    "Esta página describe el logro. No dice que lo tenga ninguna persona: para eso, comprueba su credencial.";
pub const AWARDS_THESE: &str = "Qué otorga";
pub const AWARDS_NOTHING: &str = "Este emisor todavía no ha descrito ningún logro.";
pub fn vouched(registries: &[String]) -> String {
    format!("Figura en {}", registries.join(", "))
}
pub const NOT_VOUCHED: &str = "Ningún registro que este sitio conozca incluye a este emisor.";
pub const KEY_DETAILS: &str = "Detalles técnicos";
pub const DID: &str = "Identificador (DID)";
pub fn issuer_preview(name: &str, achievements: usize) -> String {
    let awards = count_of("ningún", achievements as u64, "logro", "logros");
    format!("{name} otorga {awards} como credenciales firmadas que cualquiera puede comprobar.")
}

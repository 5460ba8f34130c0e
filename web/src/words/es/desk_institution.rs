//! Words of an institution that stand on pages for everybody too; the rest of the desk speaks English.

pub fn identifier_type(name: &str) -> String {
    match name {
        "identifier" => "Número en un registro",
        "sourcedId" => "Número en un sistema de alumnos",
        "systemId" => "Número en otro sistema",
        "accountId" => "Número de cuenta",
        "userName" => "Nombre de usuario",
        "lisSourcedId" => "Número LIS",
        "oneRosterSourcedId" => "Número OneRoster",
        "sisSourcedId" => "Número SIS",
        other => other,
    }
    .to_owned()
}
pub const ADDRESS: &str = "Dirección";
pub const WRITE_TO: &str = "Correo";
pub const CALL: &str = "Teléfono";
pub const SITE: &str = "Sitio web";
pub const ALSO_KNOWN: &str = "También conocido como";
pub fn key_current(from: &str) -> String {
    format!("Firma desde el {from}")
}
pub fn key_retired(from: &str, until: &str) -> String {
    format!("Firmó del {from} al {until}; lo que firmó es válido")
}
pub fn key_stolen(from: &str, at: &str) -> String {
    format!("Firmó desde el {from}; anulada el {at}, y nada de lo que firmó es ya válido")
}

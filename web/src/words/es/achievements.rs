//! Words of achievements that stand on pages for everybody too; the rest of the desk speaks English.

use super::general::count_of;

pub const CREDITS: (&str, &str) = ("Créditos", "Un número, por ejemplo 6 o 1.5.");
pub const TERMS_VALID: &str = "Válido durante";
pub fn days(days: u32) -> String {
    count_of("ningún", days.into(), "día", "días")
}
pub const TERMS_SUSPENDED: &str = "Suspensión";
pub const TERMS_RESUMED: &str = "Se puede suspender, y reanudar después.";
pub const RETIRED_NOTE: &str = "Este logro está retirado: ya no se otorga. Lo que se otorgó sigue valiendo.";
pub fn older(number: u32) -> String {
    format!("Esta es la versión {number}, como se otorgaba antes. Hay una más nueva.")
}
pub const NEWEST: &str = "Ver lo que se otorga ahora";

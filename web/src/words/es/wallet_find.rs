//! Looking in the wallet: the search, what became of credentials, skills, what was taken out.

use super::general::credentials;

pub const TEXT: &str = "Buscar";
pub const TEXT_HINT: &str = "Un título, una institución, una competencia, un curso.";
pub const FIND: &str = "Buscar";
pub const FILTERS: &str = "Filtros y vista";
pub const ISSUER: &str = "Quién la otorga";
pub const KIND: &str = "Tipo";
pub const SKILL: &str = "Competencia";
pub const YEAR: &str = "Año";
pub const STATE: &str = "Estado";
pub const ANY: &str = "Cualquiera";
pub const VIEW: &str = "Mostrar como";
pub const CARDS: &str = "Tarjetas";
pub const LIST: &str = "Lista";
pub const TIMELINE: &str = "Línea de tiempo";
pub const VERIFIED: &str = "Verificada";
pub const GENUINE: &str = "Auténtica, emisor desconocido";
pub const UNKNOWN: &str = "No se pudo comprobar todo";
pub const ENDED_LABEL: &str = "Caducada, revocada o reemplazada";
pub const INVALID_LABEL: &str = "No válida";
pub const ON_WORD: &str = "Bajo tu palabra";
pub fn choice(name: &str, number: u64) -> String {
    format!("{name} ({number})")
}
pub const EVERYTHING: &str = "Mostrar todo";
pub fn found(number: u64) -> String {
    match number {
        0 => "No se encontró nada. Prueba con menos palabras o filtros.".to_owned(),
        1 => "Se encontró 1 credencial".to_owned(),
        _ => format!("Se encontraron {}", credentials(number)),
    }
}
pub fn all(number: u64) -> String {
    credentials(number)
}
pub const UNREAD: &str =
    "Algunas de tus credenciales todavía se están comprobando. Vuelve en un momento para verlas aquí.";
pub const PAGES: &str = "Páginas";
pub fn page(page: u32, pages: u32) -> String {
    format!("Página {page} de {pages}")
}
pub const BEFORE: &str = "Anterior";
pub const NEXT: &str = "Siguiente";
pub const COLUMN_NAME: &str = "Credencial";
pub const COLUMN_AWARDED: &str = "Otorgada";
pub fn entries(number: u64) -> String {
    count(number, "entrada", "entradas")
}
pub fn expired(day: &str) -> String {
    format!("Caducó el {day}")
}
pub const EXPIRED_LABEL: &str = "Caducada";
pub const NOT_YET_LABEL: &str = "Todavía no es válida";
pub const REVOKED_LABEL: &str = "Revocada por quien la otorgó";
pub const SUSPENDED_LABEL: &str = "Suspendida por quien la otorgó";
pub const REPLACED_LABEL: &str = "Reemplazada por quien la otorgó";
pub const WORD_LABEL: &str = "Guardada bajo tu palabra";
pub const OLD_LABEL: &str = "Open Badges 2.0";
pub const NEWS: &str = "Novedades";
pub fn ends(title: &str, day: &str) -> String {
    format!("«{title}» caduca el {day}.")
}
pub fn ended(title: &str, day: &str) -> String {
    format!("«{title}» caducó el {day}.")
}
pub fn revoked(title: &str, issuer: &str) -> String {
    format!("{issuer} revocó «{title}».")
}
pub fn suspended(title: &str, issuer: &str) -> String {
    format!("{issuer} suspendió «{title}» por ahora.")
}
pub fn resumed(title: &str) -> String {
    format!("«{title}» vuelve a ser válida.")
}
pub fn replaced(title: &str, issuer: &str) -> String {
    format!("{issuer} reemplazó «{title}» por una edición corregida.")
}
pub fn invalid(title: &str) -> String {
    format!("«{title}» ya no pasa la comprobación.")
}
pub fn renewed(title: &str) -> String {
    format!("Ha llegado una edición nueva de «{title}».")
}
pub const LOOK: &str = "Ver";
pub fn look_name(title: &str) -> String {
    format!("Ver {title}")
}
pub const DISMISS: &str = "Descartar";
pub fn dismiss_name(title: &str) -> String {
    format!("Descartar la novedad de {title}")
}
pub const SKILLS_LABEL: &str = "Tus competencias";
pub const SKILLS_LEAD: &str = "Lo que tus credenciales dicen que sabes hacer, según las competencias y los marcos que nombraron quienes las otorgaron.";
pub const NO_SKILLS: &str = "Ninguna de tus credenciales nombra todavía una competencia. Muchas instituciones no lo hacen; eso no dice nada de ti.";
pub const NO_FRAMEWORK: &str = "Otras competencias";
pub const SAID_BY: &str = "Lo dice";
pub fn skills(number: u64) -> String {
    count(number, "competencia", "competencias")
}
pub fn skills_of(shown: u64, total: u64) -> String {
    format!("Las {shown} competencias que más nombran tus credenciales, de {total}")
}
pub fn and_more(number: u64) -> String {
    format!("y {} más", credentials(number))
}
pub fn and_more_of(number: u64, skill: &str) -> String {
    format!("{}: {skill}", and_more(number))
}
pub const SKILL_PAGES: &str = "Páginas de competencias";
pub const SKILLS_LINK: &str = "Competencias";
pub const REMOVE: &str = "Quitarla de tu cartera …";
pub fn remove_title(title: &str) -> String {
    format!("¿Quitar «{title}»?")
}
pub const REMOVE_LEAD: &str = "Sale de tu cartera y de todos los historiales en los que está.";
pub const REMOVE_FOREIGN: &str =
    "Durante 30 días puedes devolverla, con su lugar en tus historiales. Después se borra de aquí.";
pub const REMOVE_OURS: &str = "Puedes devolverla cuando quieras, con su lugar en tus historiales. Quien la otorgó sigue sabiendo que te la otorgó.";
pub const REMOVE_FROM: &str = "Está en";
pub fn stands_in(title: &str, shares: u64) -> String {
    match shares {
        0 => format!("«{title}»"),
        _ => format!("«{title}», compartido con {}", count(shares, "enlace activo", "enlaces activos")),
    }
}
pub const REMOVE_FROM_NONE: &str = "No está en ninguno de tus historiales.";
pub const REMOVE_BUTTON: &str = "Quitarla";
pub const REMOVED: &str = "Credenciales quitadas";
pub const REMOVED_LEAD: &str = "Lo que se otorgó aquí puedes devolverlo cuando quieras; lo que otorgaron otros sitios, durante los 30 días después de quitarlo. Después se borra de aquí.";
pub const REMOVED_EMPTY: &str = "No has quitado nada.";
pub const REMOVED_LINK: &str = "Quitadas";
pub fn removed_on(day: &str) -> String {
    format!("Quitada el {day}")
}
pub const PUT_BACK: &str = "Devolver";
pub fn put_back_name(title: &str) -> String {
    format!("{PUT_BACK}: {title}")
}
pub const DELETE: &str = "Borrar para siempre";
pub fn delete_name(title: &str) -> String {
    format!("{DELETE}: {title}")
}
pub const NAMELESS: &str = "Una credencial";
pub const CLAIMED: &str = "Se te otorgó aquí.";
pub const BY_ADDRESS: &str = "Nombra una dirección de correo tuya.";
pub const BY_KEY: &str = "Nombra una clave tuya.";
pub const BY_WORD: &str = "Guardada bajo tu palabra: no nombra ninguna dirección tuya, o no pasó la comprobación cuando la añadiste.";
pub const OLD_STANDARD: &str = "Se hizo con un estándar anterior, Open Badges 2.0.";
pub const ITS_SKILLS: &str = "Ver tus competencias";
pub const LAST_CHECK: &str = "No se pudo comprobar ahora mismo. Esta es la última comprobación.";
pub const EARLIER_LABEL: &str = "Ediciones anteriores";
pub const EARLIER_LEAD: &str = "Una edición más nueva ocupó su lugar. Se guardan como eran.";
pub fn earlier(edition: i64, day: &str) -> String {
    format!("Edición {edition}, hasta el {day}")
}

fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

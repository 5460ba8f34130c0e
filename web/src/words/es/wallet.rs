//! The wallet: offers, credentials, records, shares.

pub const TITLE: &str = "Tu cartera";
pub const OFFLINE_TITLE: &str = "No está guardada en este dispositivo";
pub const OFFLINE_LEAD: &str =
    "No hay conexión y no habías abierto esta página aquí. Se abrirá en cuanto vuelva a haberla.";
pub const OFFLINE_KEPT: &str = "Lo que puedes abrir ahora";
pub const OFFERS: &str = "Te está esperando";
pub fn offered(issuer: &str, day: &str, email: &str) -> String {
    format!("De {issuer}, {day}, para {email}")
}
pub const CLAIM: &str = "Recoger";
pub fn claim_name(name: &str) -> String {
    format!("Recoger {name}")
}
pub const CREDENTIALS: &str = "Credenciales";
pub const NO_CREDENTIALS: &str = "Todavía no hay nada. Cuando una institución te otorga algo, te envía un correo, y el logro te espera aquí.";
pub const RECORDS: &str = "Historiales";
pub const NO_RECORDS: &str = "Un historial es una selección de tus credenciales, en el orden que elijas, que puedes compartir con un enlace.";
pub const NEW_RECORD: &str = "Título de un historial nuevo";
pub const NEW_RECORD_HINT: &str =
    "Por ejemplo, el trabajo o los estudios para los que es. Lo lee quien tenga el enlace.";
pub const CREATE_RECORD: &str = "Hacer un historial";
pub fn record_line(items: u64, shares: u64) -> String {
    let credentials = super::general::credentials(items);
    match shares {
        0 => format!("{credentials}, sin compartir"),
        1 => format!("{credentials}, 1 enlace activo"),
        _ => format!("{credentials}, {shares} enlaces activos"),
    }
}

pub const BACK: &str = "Volver a tu cartera";
pub fn held_since(day: &str) -> String {
    format!("En tu cartera desde el {day}.")
}
pub const ADD_TO_LABEL: &str = "Añadirla a un historial";
pub fn add_to(title: &str) -> String {
    format!("Añadir a «{title}»")
}
pub const ADD: &str = "Añadir";
pub fn add_name(name: &str) -> String {
    format!("Añadir {name}")
}
pub const SIGNED_TEXT: &str = "El texto firmado";
pub const SIGNED_TEXT_LEAD: &str = "Esta es la credencial misma, tal como se firmó. Guarda una copia: se puede comprobar en cualquier sitio, con nosotros o sin nosotros.";
pub const DOWNLOAD: &str = "Guardar el texto firmado en un archivo";
pub const OWN_PAGE: &str = "Su página";

pub const RECORD: &str = "Historial";
pub fn move_up(name: &str) -> String {
    format!("Subir {name}")
}
pub fn move_down(name: &str) -> String {
    format!("Bajar {name}")
}
pub fn remove(name: &str) -> String {
    format!("Quitar {name} de este historial")
}
pub const REMOVE_LABEL: &str = "Quitar";
pub fn drag(name: &str) -> String {
    format!("Arrastrar {name}")
}
pub fn moved(name: &str, place: usize, all: usize) -> String {
    format!("{name} está ahora en el lugar {place} de {all}.")
}
pub fn at_end(name: &str, first: bool) -> String {
    if first { format!("{name} ya está al principio.") } else { format!("{name} ya está al final.") }
}
pub const SAVING: &str = "Guardando …";
pub const SAVED: &str = "Guardado.";
pub const NOT_SAVED: &str =
    "No se pudo guardar el orden, así que vuelve a ser el de antes. Revisa tu conexión e inténtalo de nuevo.";
pub const UNDO: &str = "Deshacer";
pub const UNDONE: &str = "Vuelve el orden de antes.";

pub const OTHERS: &str = "Añadir una credencial";
pub const OTHERS_EMPTY: &str = "Todo lo que tienes está en este historial.";
pub const ABOUT: &str = "Título e introducción";
pub const RECORD_TITLE: (&str, &str) = ("Título", "Lo lee quien tenga el enlace.");
pub const INTRODUCTION: (&str, &str) = ("Introducción", "Unas palabras tuyas antes de las credenciales.");
pub const SAVE: &str = "Guardar";
pub const SHARE: &str = "Compartirlo";
pub const SHARE_LEAD: &str = "Un enlace muestra el historial como está ahora y como lo vayas cambiando, a quien tenga el enlace. Puedes terminarlo cuando quieras.";
pub const SHARE_EMPTY: &str = "Añade primero una credencial; después podrás compartir el historial.";
pub const DAYS: &str = "Durante cuánto tiempo";
pub const DAYS_CHOICES: [(&str, &str); 4] =
    [("7", "7 días"), ("30", "30 días"), ("90", "90 días"), ("365", "un año")];
pub const SHARE_BUTTON: &str = "Hacer un enlace";
pub const SHARES: &str = "Enlaces activos";
pub fn share_times(made: &str, ends: &str) -> String {
    format!("Hecho el {made}, funciona hasta el {ends}")
}
pub const LINK: &str = "Enlace";
pub const OPEN_LINK: &str = "Verlo como lo ven los demás";
pub const QR: &str = "Código QR";
pub const QR_SAVE: &str = "Guardar como PNG";
pub const END: &str = "Terminar este enlace …";
pub const END_QUESTION: &str =
    "Quien tenga este enlace ya no verá nada. No se puede deshacer, pero puedes hacer un enlace nuevo.";
pub const END_BUTTON: &str = "Terminar el enlace";

//! Claiming by a code or an open link, as whoever is awarded something sees it.

pub const ENTER_TITLE: &str = "Escribe tu código";
pub const ENTER_LEAD: &str = "Te han dado un papel o un código de diez letras y cifras. Con él, un logro entra en tu cartera, una sola vez.";
pub const CODE: &str = "Código";
pub const CODE_HINT: &str = "Por ejemplo ACDEF-23456. Las mayúsculas y el guion no importan.";
pub const GO_ON: &str = "Seguir";
pub const WAITING_TITLE: &str = "Esto te está esperando";
pub fn waiting_lead(first_name: &str, issuer: &str) -> String {
    if first_name.is_empty() {
        format!("{issuer} te ha otorgado esto.")
    } else {
        format!("{first_name}, {issuer} te ha otorgado esto.")
    }
}
pub const TAKE: &str = "Guardarlo en mi cartera";
pub fn take_note(email: &str) -> String {
    format!("Has entrado como {email}. Cuando esté en tu cartera, el código ya no servirá.")
}
pub const NOT_YOU: &str = "¿No eres tú? Sal primero.";
pub const SIGN_IN: &str = "Entra para recogerlo";
pub const SIGN_IN_LEAD: &str =
    "Escribe tu dirección de correo; te enviamos un enlace. Ábrelo en este navegador y vuelve aquí.";
pub const TYPE_LEAD: &str = "Esto se envió a una dirección de correo que aquí no es tuya. Entra con esa dirección, o escribe el código que te dieron.";
pub const OTHER_CODE: &str = "Escribir otro código";

pub const EVENT: &str = "Recoger un logro";
pub fn event_lead(issuer: &str) -> String {
    format!("{issuer} otorga esto a quien llega por este enlace.")
}
pub const YOURS: &str = "Hazlo tuyo";
pub const NAME: &str = "Tu nombre";
pub const NAME_HINT: &str =
    "Como debe figurar en el logro. Lo leerá quien te quiera contratar, y se firma con él.";
pub const EMAIL: &str = "Otorgado a";
pub const WORD: &str = "Palabra clave";
pub const WORD_HINT: &str = "La oíste o la viste en el acto. Las mayúsculas no importan.";
pub const ASK: &str = "Otorgármelo";
pub const ASK_APPROVED: &str = "Pedirlo";
pub fn approved_note(issuer: &str) -> String {
    format!("Alguien de {issuer} mira cada solicitud. Recibirás un correo cuando aprueben la tuya.")
}
pub fn not_yet(minute: &str) -> String {
    format!("Se abre el {minute}. Vuelve entonces.")
}
pub fn until(minute: &str) -> String {
    format!("Abierto hasta el {minute}.")
}
pub const OVER: &str =
    "Esto ya ha terminado. Si estuviste y te lo perdiste, pregunta a quien te dio el enlace.";
pub const FULL: &str =
    "Ya se han recogido todos. Si estuviste y te lo perdiste, pregunta a quien te dio el enlace.";
pub const PAUSED: &str = "Esto está en pausa. Inténtalo de nuevo dentro de un rato.";
pub const ASKED: &str = "Ya lo has pedido. Recibirás un correo cuando alguien lo haya mirado.";
pub const HAVE: &str = "Este ya lo tienes: está en tu cartera.";
pub const DECLINED: &str = "Tu solicitud fue rechazada. Si es un error, pregunta a quien te dio el enlace.";
pub const TO_WALLET: &str = "A tu cartera";
pub const WRONG_WORD: &str = "Esa no es la palabra clave. Escucha o mira otra vez, y revisa cómo se escribe.";

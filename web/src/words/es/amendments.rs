//! Asking for a correction, and answering.

use super::{dates, general::count_of};

pub const TITLE: &str = "Pedir una corrección";
pub const WALLET: &str = "¿Hay algo que no está bien?";
pub const SEE: &str = "Tus solicitudes de corrección";
pub fn lead(achievement: &str, issuer: &str) -> String {
    format!(
        "¿Hay algo en «{achievement}» que no está bien? {issuer} lee lo que escribas aquí, y lo corrige o te dice por qué no. En los dos casos recibes un correo."
    )
}
pub const WRONG: (&str, &str) = ("Qué no está bien", "Por ejemplo: la nota de Cálculo dice B.");
pub const INSTEAD: (&str, &str) = ("Qué debería decir", "Por ejemplo: A−, como en mi examen del 3 de mayo.");
pub const ASK: &str = "Enviar la solicitud";
pub const WAITS: &str =
    "Ya lo has pedido, y nadie ha respondido todavía. Recibirás un correo cuando alguien lo haga.";
pub const ASKED: &str = "Qué has pedido";
pub fn asked_on(at: &str) -> String {
    format!("Pedido el {}", dates::day(at))
}
pub const WAITING: &str = "Esperando respuesta";
pub fn corrected(at: &str) -> String {
    format!("Corregido el {}", dates::day(at))
}
pub fn declined(at: &str) -> String {
    format!("Rechazado el {}", dates::day(at))
}
pub const FACT_WRONG: &str = "No está bien";
pub const FACT_INSTEAD: &str = "Debería decir";
pub const FACT_REASON: &str = "Su motivo";
pub const FACT_STATEMENT: &str = "Tu declaración";
pub const THEIR_STATEMENT: &str = "Su declaración";
pub const OUR_REASON: &str = "Vuestro motivo";
pub const STATEMENT: (&str, &str) = (
    "Tu declaración",
    "Si no estás de acuerdo. La guardan con tu solicitud. Puedes escribirla una sola vez.",
);
pub const STATE: &str = "Añadir la declaración";

pub fn to_requests(waiting: u64) -> String {
    match waiting {
        0 => REQUESTS.to_owned(),
        _ => format!("{REQUESTS} ({waiting} en espera)"),
    }
}
pub const REQUESTS: &str = "Solicitudes de corrección";
pub const REQUESTS_LEAD: &str = "Quien tiene una credencial vuestra puede pedir que se corrija. Corregidla, o decid por qué se queda como está; en los dos casos recibe un correo.";
pub const NO_REQUESTS: &str = "Nadie ha pedido una corrección. Cuando alguien lo haga, la solicitud esperará aquí y un correo os avisará.";
pub fn whose(achievement: &str, name: &str) -> String {
    format!("{achievement}, {name}")
}
pub fn open_for(days: i64, due: i64) -> String {
    let open = match days {
        0 => "Abierta desde hoy".to_owned(),
        days => {
            let days = count_of("ningún", u64::try_from(days).unwrap_or_default(), "día", "días");
            format!("Abierta desde hace {days}")
        }
    };
    if days >= due { format!("{open}: más de los {due} días en los que se debe responder") } else { open }
}
pub fn due(due: i64) -> String {
    format!("Responded en {due} días.")
}
pub const CORRECT: &str = "Corregirla";
pub fn correct_name(name: &str) -> String {
    format!("{CORRECT}: lo otorgado a {name}")
}
pub const REVOKED: &str = "Esta credencial está revocada, así que no se puede corregir. Podéis otorgar una que esté bien, y decirlo aquí.";
pub const DECLINE: &str = "Rechazar…";
pub fn decline_name(name: &str) -> String {
    format!("{DECLINE} La solicitud de {name}")
}
pub const DONE: &str = "Ya está corregida";
pub const HEAD_WAITING: &str = "En espera";
pub const HEAD_DECIDED: &str = "Respondidas";
pub const DECLINE_TITLE: &str = "¿Rechazar esta solicitud?";
pub const DECLINE_LEAD: &str = "La credencial se queda como está. Quien la pidió recibe vuestro motivo por correo, y puede añadir una declaración, que queda con la solicitud.";
pub const REASON: (&str, &str) = ("Por qué se queda como está", "Lo leerá quien lo pidió.");
pub const DECLINE_BUTTON: &str = "Rechazar la solicitud";
pub const HOLDER_ASKS: &str =
    "Lo pide quien tiene la credencial. Al guardar, la solicitud queda respondida y un correo se lo dice.";

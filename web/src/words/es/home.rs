//! The landing page, signing in, and the demo's outbox.

pub const TITLE: &str = "Logros que se demuestran solos.";
pub const LEAD: &str = "Una institución firma lo que has logrado. Tú lo guardas, se lo enseñas a quien quieras, y esa persona ve en segundos qué hay de cierto en ello.";
pub const EXAMPLE: &str = "Ver un historial compartido";
pub const CHECK: &str = "Comprobar una credencial";
pub const STORY: &str = "Una historia, tres personas";
pub const AWARD: (&str, &str) = (
    "Tú otorgas",
    "Describe lo que hay que hacer y otórgalo a una dirección de correo. Laurel lo firma en nombre de tu institución. Puedes retirarlo, y quien lo compruebe verá que lo has hecho.",
);
pub const AWARD_LINK: &str = "Abrir el escritorio";
pub const HOLD: (&str, &str) = (
    "Tú guardas",
    "Recoge lo que te espera y guárdalo para siempre. Reúne una parte en un historial, compártelo con un enlace o un código QR, y termina el enlace cuando quieras.",
);
pub const HOLD_LINK: &str = "Abrir tu cartera";
pub const VERIFY: (&str, &str) = (
    "Tú compruebas",
    "Abre el enlace. Tu propio navegador comprueba la firma, quién está detrás, las fechas y si sigue en pie; y dice con claridad lo que no ha podido comprobar.",
);
pub const VERIFY_LINK: &str = "Comprobar una credencial";
pub const SPECIMEN: &str = "Muestra";
pub const SPECIMEN_TITLE: &str = "Botánica de campo";
pub const SPECIMEN_NAME: &str = "Ada Obi";
pub const SPECIMEN_ISSUER: &str = "Northfield College";
pub const AWARDED_TO: &str = "Otorgado a";
pub const BY: &str = "por";
pub const DEMO_TITLE: &str = "Pruébalo como una de estas personas";
pub const DEMO_LEAD: &str = "Esto es una demostración y estas personas son inventadas. Elige una; el correo con su enlace para entrar llega al buzón de salida.";
pub const DEMO_EVENT: &str = "O ven como cualquiera, con la dirección que te inventes, a";
pub fn sign_in_as(name: &str) -> String {
    format!("Entrar como {name}")
}

pub const SIGN_IN_TITLE: &str = "Entrar";
pub const SIGN_IN_LEAD: &str = "Escribe tu dirección de correo y te enviamos un enlace. No hay contraseñas.";
pub const EMAIL: &str = "Dirección de correo";
pub const SEND: &str = "Enviarme un enlace";
pub const SENT_TITLE: &str = "El correo está en camino";
pub fn sent_to(email: &str) -> String {
    format!(
        "Hemos enviado un enlace a {email}. Ábrelo en este dispositivo. Funciona una vez y solo durante un rato."
    )
}
pub const SENT_HELP: &str = "¿No ha llegado nada en unos minutos? Mira entre el correo no deseado, o revisa la dirección e inténtalo otra vez.";
pub const SENT_OUTBOX: &str = "Abrir el buzón de salida";
pub const SENT_AGAIN: &str = "Usar otra dirección";
pub const CONFIRM_TITLE: &str = "¿Entrar en este dispositivo?";
pub fn confirm_lead(email: &str) -> String {
    format!("Vas a entrar como {email}.")
}
pub const CONFIRM_NOTE: &str = "Si no has pedido este enlace, cierra la página: todavía no ha pasado nada.";
pub const CONFIRM: &str = "Entrar";

pub const OUTBOX_TITLE: &str = "Buzón de salida";
pub const OUTBOX_LEAD: &str =
    "El correo que esta demostración habría enviado, el más nuevo primero. No lo recibe nadie más.";
pub const OUTBOX_EMPTY: &str = "Todavía no hay correo. Entra u otorga algo, y llegará aquí.";
pub const OUTBOX_LINK: &str = "Abrir el enlace de este correo";
pub const TO: &str = "Para";

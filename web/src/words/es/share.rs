//! Enlaces a historials: hacerlos, cuidarlos, abrirlos.

pub const TITLE: &str = "Tus enlaces";
pub const LEAD: &str = "Cada enlace muestra un historial a quien lo tenga. Puedes pausarlo, mostrar menos con él o terminarlo al momento.";
pub const NONE: &str = "Todavía no has compartido nada. Abre un historial y haz un enlace.";
pub const ALL: &str = "Todos tus enlaces";
pub const ONE: &str = "Un enlace";
pub fn for_whom(recipient: &str) -> String {
    format!("Para {recipient}")
}
pub const FOR_ANYBODY: &str = "Para quien lo tenga";
pub fn views(number: u64) -> String {
    match number {
        0 => "Nadie lo ha mirado todavía".to_owned(),
        1 => "Mirado una vez".to_owned(),
        number => format!("Mirado {number} veces"),
    }
}
pub fn live_until(day: &str) -> String {
    format!("Sirve hasta el {day}")
}
pub const LIVE: &str = "Sirve hasta que lo termines";
pub const PAUSED: &str = "En pausa: no muestra nada";
pub const LOCKED: &str =
    "Bloqueado tras demasiadas claves equivocadas. Pon una clave aquí abajo y vuelve a servir.";
pub fn ended(day: &str) -> String {
    format!("Terminado el {day}")
}
pub fn ran_out(day: &str) -> String {
    format!("Terminó solo el {day}")
}
pub const RECIPIENT: &str = "Para quién es";
pub const RECIPIENT_HINT: &str = "Con tus palabras. Solo lo ves tú y, si la tienes, tu persona responsable.";
pub const PURPOSE: &str = "Para qué";
pub const PURPOSE_HINT: &str =
    "Por ejemplo: mi solicitud como jardinera. Solo lo ves tú y, si la tienes, tu persona responsable.";
pub const EDUCATION_ASKED: &str =
    "Contiene datos escolares. Anota quién lo recibe y para qué: consta en tu recibo.";
pub const SHARE_EMPTY: &str = "Todavía no hay nada en este historial: quien abra un enlace solo verá el título y la introducción. Añade antes una credencial.";
pub const DAYS: &str = "Por cuánto tiempo";
pub const DAYS_CHOICES: [(&str, &str); 7] = [
    ("1", "un día"),
    ("7", "7 días"),
    ("30", "30 días"),
    ("90", "90 días"),
    ("365", "un año"),
    ("730", "dos años"),
    ("never", "hasta que lo termine"),
];
pub const PASSCODE: &str = "Clave";
pub fn passcode_hint(suggested: &str) -> String {
    format!(
        "Se le pide a quien abra el enlace. Dila por otro camino que el enlace. Una que nadie adivina: {suggested}"
    )
}
pub const SHOWS: &str = "Qué muestra";
pub const SHOWS_CHOICES: [(&str, &str); 2] =
    [("", "El historial según lo cambie"), ("frozen", "El historial como está hoy")];
pub const FOLLOWS: &str = "Muestra el historial según lo cambias";
pub const FROZEN: &str = "Muestra el historial como estaba cuando hiciste el enlace";
pub const NO_EDUCATION: &str = "Después se añadió un expediente escolar. Este enlace no lo muestra, porque no dice para quién es ni para qué: haz un enlace nuevo para él.";
pub fn hidden(number: u64) -> String {
    if number == 1 {
        "1 entrada no se muestra".to_owned()
    } else {
        format!("{number} entradas no se muestran")
    }
}
pub const PASSCODE_IS: &str = "Clave:";
pub const MANAGE: &str = "Cuidar de este enlace";
pub fn manage_named(title: &str, whom: &str) -> String {
    format!("Cuidar de este enlace: {title}, {whom}")
}
pub const QR_PRINT: &str = "Imprimir el código";
pub const LOG: &str = "Quién lo ha mirado";
pub const LOG_LEAD: &str = "Cuándo y con qué tipo de aparato. No se guardan nombres ni direcciones; las vistas previas de los chats no cuentan.";
pub const PHONE: &str = "un teléfono";
pub const TABLET: &str = "una tableta";
pub const COMPUTER: &str = "un ordenador";
pub const PROGRAM: &str = "un programa";
pub fn looked(minute: &str, device: &str) -> String {
    format!("{minute}, con {device}")
}
pub const CHANGE: &str = "Cambiarlo";
pub const PAUSE: &str = "Pausar";
pub const PAUSE_LEAD: &str =
    "Un enlace en pausa no muestra nada, como si hubiera terminado. Puedes seguir con él.";
pub const RESUME: &str = "Seguir";
pub const NARROW: &str = "Qué muestra";
pub const NARROW_LEAD: &str = "Desmarca lo que este enlace no deba mostrar. Tu historial queda como está.";
pub const NARROW_BUTTON: &str = "Mostrar solo esto";
pub const NAMELESS: &str = "Una credencial";
pub fn entries(number: usize) -> String {
    if number == 1 { "1 entrada".to_owned() } else { format!("{number} entradas") }
}
pub const UNTIL: &str = "Cuánto tiempo sirve, desde ahora";
pub fn until_keep(day: &str) -> String {
    format!("Como está, hasta el {day}")
}
pub const UNTIL_BUTTON: &str = "Fijar";
pub const NEW_PASSCODE: &str = "Clave";
pub const NEW_PASSCODE_HINT: &str =
    "A quien dio la anterior se le pide de nuevo. Vacía: no se pide ninguna clave.";
pub const PASSCODE_BUTTON: &str = "Guardar la clave";
pub const END: &str = "Terminarlo";
pub const RECEIPTS: &str = "Lo que aceptaste";
pub fn agreed(day: &str, title: &str) -> String {
    format!("El {day} aceptaste mostrar «{title}»:")
}
pub const ALL_RECEIPTS: &str = "Todo lo que aceptaste mostrar";
pub const RECEIPTS_LEAD: &str =
    "A quién mostraste qué, para qué y hasta cuándo. Se queda aunque ya no haya enlace ni historial.";
pub const RECEIPTS_NONE: &str = "Aún no has compartido nada.";
pub const RECEIPTS_EARLIER: &str = "Anteriores";
pub const RECEIPTS_LATER: &str = "Posteriores";
pub fn receipt_brought(day: &str) -> String {
    format!("Traído el {day}: solo donde se hizo se sabe si se dio.")
}
pub fn agreed_until(minute: &str) -> String {
    format!("Hasta {minute}")
}
pub const WITH_PASSCODE: &str = "Con clave";
pub fn from_issuer(name: &str, issuer: &str) -> String {
    format!("{name}, de {issuer}")
}
pub const ASK: &str = "Un historial compartido";
pub const ASK_LEAD: &str = "Quien lo compartió contigo le puso una clave. Pídesela si no la tienes.";
pub const OPEN: &str = "Abrir";
pub fn wrong(left: u64) -> String {
    if left == 1 {
        "Esa no es la clave. Puedes probar una vez más.".to_owned()
    } else {
        format!("Esa no es la clave. Puedes probar {left} veces más.")
    }
}
pub const WRONG_LOCKED: &str =
    "Demasiadas claves equivocadas. Pide una nueva a quien compartió el historial: ya lo sabe.";
pub const EDUCATION: &str = "Contiene datos de estudios que quien los cursó ha querido mostrarte. Úsalos solo para eso y no los pases a nadie sin preguntar.";
pub const NOT_PASSED_ON: &str =
    "Quien lo comparte ha querido mostrártelo. No lo pases a nadie sin preguntar.";
pub const SHARED_ENDLESS: &str = "Este enlace sirve hasta que su dueño lo termine.";
pub const ASKED_ANEW: &str = "Si haces que muestre más, dure más o se abra sin su clave, espera hasta que tu persona responsable lo apruebe otra vez.";
pub const SAID_PAUSED: &str = "El enlace está en pausa. Ahora no muestra nada.";
pub const SAID_RESUMED: &str = "El enlace vuelve a servir.";
pub const SAID_CHANGED: &str = "El enlace ha cambiado, desde ahora.";
pub const SAID_HELD_BACK: &str = "Hecho. El enlace no muestra nada por ahora; aquí se dice a qué espera.";

//! La clave propia de quien aprende, y lo que firma con ella.

pub const TITLE: &str = "Tu clave";
pub const LEAD: &str = "Con una clave propia, lo que compartes lleva tu firma: quien lo lee ve que es tuyo y que nadie lo ha cambiado desde entonces, ni siquiera este sitio. Puedes recibir y compartir sin ella.";
pub const ACCOUNT_LEAD: &str = "Firma lo que compartes, para que se note cualquier cambio.";
pub const ACCOUNT_LINK: &str = "Cuidar de tu clave";

pub const THIS_DEVICE: &str = "En este dispositivo";
pub const LOOKING: &str = "Buscando una clave en este dispositivo…";
pub const NEEDS_SCRIPT: &str = "Para crear una clave hacen falta scripts, que este navegador no ejecuta. Todo lo demás funciona sin ella.";
pub const UNSUPPORTED: &str = "Este navegador no puede crear claves de este tipo. Puedes compartir como hasta ahora, sin firma, o crear una clave en otro dispositivo.";
pub const NONE_HERE: &str = "Todavía no hay ninguna clave en este dispositivo.";
pub fn here(key: &str) -> String {
    format!("Este dispositivo tiene tu clave «{key}» y firma con ella lo que compartes.")
}
pub const HERE_RETIRED: &str = "La clave de este dispositivo se retiró y ya no firma nada. Crea una nueva.";
pub const HERE_UNKNOWN: &str = "La clave de este dispositivo nunca se confirmó. Crea una nueva.";

pub const MAKE: &str = "Crear una clave en este dispositivo";
pub const MAKE_HINT: &str = "Tarda un momento, y la clave nunca sale de este dispositivo.";
pub const PASSPHRASE_HEAD: &str = "Guardar una copia sellada, por si pierdes este dispositivo";
pub const PASSPHRASE: (&str, &str) = (
    "Frase de paso",
    "Al menos 12 caracteres; van bien unas cuantas palabras sin relación. Solo tú la conoces: nosotros no podemos abrir la copia y nadie puede recuperar la frase. Sin copia, basta con crear una clave nueva.",
);
pub const PASSPHRASE_SHORT: &str = "Usa al menos 12 caracteres.";
pub const STRENGTH_WEAK: &str = "Fácil de adivinar: añade unas palabras más.";
pub const STRENGTH_FAIR: &str = "Aceptable. Con una palabra más será fuerte.";
pub const STRENGTH_STRONG: &str = "Fuerte.";
pub const MAKE_SEALED: &str = "Crear una clave y una copia sellada";
pub const WORKING: &str = "Trabajando… puede tardar unos segundos.";
pub const FAILED: &str = "No ha funcionado. No se ha cambiado nada; vuelve a intentarlo. En una ventana privada, el navegador quizá no guarde claves.";
pub const SEAL_FAILED: &str =
    "Tu clave funciona, pero la copia sellada no se guardó. Puedes crear otra clave y volver a intentarlo.";
pub const TAKE_OFF: &str = "Quitar la clave de este dispositivo";
pub const TAKE_OFF_HINT: &str = "Sin una copia sellada se pierde para siempre. Lo que firmó sigue firmado.";

pub const KEYS: &str = "Tus claves";
pub const KEYS_EMPTY: &str = "Todavía no hay ninguna clave. Crea una en un dispositivo tuyo.";
pub const KEY_UNNAMED: &str = "Un dispositivo";
pub fn made(day: &str) -> String {
    format!("Creada el {day}")
}
pub fn state_earlier(day: &str) -> String {
    format!("Clave anterior, retirada el {day}")
}
pub const KEY_NEWEST: &str = "La más reciente";
pub const KEY_HERE: &str = "Este dispositivo";
pub const SEVERAL_KEYS: &str = "Cada uno de estos dispositivos puede firmar en tu nombre. Retira las claves de los que perdiste, regalaste o ya no usas.";
pub const RETIRE: &str = "Retirar esta clave";
pub fn retire_named(key: &str) -> String {
    format!("{RETIRE}: {key}")
}
pub const RETIRE_QUESTION: &str = "Para un dispositivo que perdiste o regalaste. La clave ya no firma nada y no puede volver; de lo que firmó se dirá «firmado con una clave anterior de esta cuenta».";
pub const RETIRE_BUTTON: &str = "Retirarla";

pub const SEALED: &str = "Copias selladas";
pub const SEALED_LEAD: &str = "Cada una se abre solo con su frase de paso, en un dispositivo tuyo.";
pub fn sealed_on(day: &str) -> String {
    format!("Sellada el {day}")
}
pub const RESTORE: &str = "Poner esta clave en este dispositivo";
pub const RESTORE_WRONG: &str = "Esa frase de paso no abre esta copia.";
pub const SEALED_DELETE: &str = "Eliminar esta copia";
pub fn sealed_delete_named(key: &str) -> String {
    format!("{SEALED_DELETE}: {key}")
}
pub const SEALED_DELETE_QUESTION: &str =
    "La copia se pierde para siempre. La clave sigue funcionando en los dispositivos que la tienen.";
pub const SEALED_DELETE_BUTTON: &str = "Eliminarla";

pub const BOUND: &str = "Tus credenciales y tu clave";
pub fn bound_of(named: u64, all: u64) -> String {
    format!("{named} de {all} credenciales emitidas aquí nombran tu clave más reciente.")
}
pub const BOUND_MEANS: &str = "Donde una credencial nombra tu clave, tu firma muestra que eres quien la tiene. Las demás se vinculan a ti por tu dirección de correo.";
pub fn foreign(count: u64) -> String {
    match count {
        1 => "1 credencial de otro sitio queda como está: solo su emisor puede cambiarla.".to_owned(),
        _ => format!(
            "{count} credenciales de otros sitios quedan como están: solo sus emisores pueden cambiarlas."
        ),
    }
}
pub const BIND: &str = "Pedir a los emisores de aquí que pongan esta clave en tus credenciales";

pub const RETIRED: &str = "La clave está retirada. Ya no firma nada.";
pub const SEALED_DELETED: &str = "La copia sellada se ha eliminado.";
pub const BIND_DONE: &str = "Tus credenciales de emisores de aquí nombran ahora tu clave.";
pub const BIND_MORE: &str =
    "Muchas de tus credenciales nombran ahora tu clave. Pulsa el botón otra vez para las demás.";
pub const BIND_NOTHING: &str = "No se ha podido cambiar ninguna credencial más.";

pub const SIGNING: &str = "Firmando lo que compartes…";
pub const SIGNED_NOW: &str = "Lo que compartes está firmado con la clave de este dispositivo.";
pub const SIGNING_FAILED: &str = "Ahora no se ha podido firmar lo que compartes. Se comparte sin tu firma; abre esta página otra vez para reintentarlo.";
pub const SIGNING_NO_KEY: &str = "Lo que compartes ahora no está firmado por ti, porque este dispositivo no tiene ninguna clave tuya en uso. Abre esta página en uno que la tenga y allí se firmará.";
pub const SIGNING_MAKE: &str = "Crear una clave";

pub const SIGNED_BY: &str = "La firma de quien aprende";
pub fn signed_on(day: &str) -> String {
    format!("Firmado con la clave propia de quien aprende el {day}.")
}
pub fn signed_earlier(day: &str) -> String {
    format!("Firmado el {day} con una clave anterior de esta cuenta.")
}
pub const SIGNED_MEANS: &str = "Secciones, orden, notas y credenciales están tal como se firmaron.";
pub fn names_all(all: u64) -> String {
    match all {
        1 => "La credencial nombra esta clave.".to_owned(),
        _ => format!("Las {all} credenciales nombran esta clave."),
    }
}
pub fn names_some(named: u64, all: u64) -> String {
    format!("{named} de {all} credenciales nombran esta clave.")
}
pub fn same_email(linked: u64, all: u64, host: &str) -> String {
    format!("El mismo correo que nombran {linked} de {all}, confirmado por {host}.")
}
pub fn names_neither(count: u64) -> String {
    match count {
        1 => "1 credencial no nombra ni esta clave ni una dirección confirmada.".to_owned(),
        _ => format!("{count} credenciales no nombran ni esta clave ni una dirección confirmada."),
    }
}
pub const UNSIGNED: &str = "Sin firma de quien aprende: las credenciales son de sus emisores, pero el orden, los títulos y las notas son como los muestra este sitio.";
pub fn changed(day: &str) -> String {
    format!("Ha cambiado desde que se firmó el {day}. La firma no cubre lo que se muestra ahora.")
}
pub const BROKEN: &str = "La firma de quien aprende no concuerda con lo que se guarda de ella. No te fíes del orden, los títulos ni las notas.";
pub const DOWNLOAD: &str = "Registro firmado (JSON)";
pub const BROWSER_SIGNED: &str = "Tu navegador también ha comprobado la firma de quien aprende: es buena.";
pub const BROWSER_NOT_SIGNED: &str =
    "Tu navegador ha encontrado que la firma de quien aprende no concuerda con este registro.";

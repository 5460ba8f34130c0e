//! Adding to the wallet.

pub const TITLE: &str = "Añadir credenciales";
pub const LEAD: &str = "Trae lo que te otorgaron otros. Primero se comprueba cada una. Lo que te nombra se guarda enseguida; por lo demás te preguntamos.";
pub const LINK: &str = "Añadir credenciales";
pub const FILE: &str = "Archivos";
pub const FILE_HINT: &str = "Uno o varios, también soltados aquí: imágenes de insignias (PNG, SVG), credenciales (JSON, JWT), un zip con muchas.";
pub const PHOTO: &str = "Foto de un código QR";
pub const PHOTO_HINT: &str = "Haz una foto del código, o elige una.";
pub const TEXT: &str = "Enlace o texto";
pub const TEXT_HINT: &str = "Pega la dirección de una credencial, o la credencial misma.";
pub const ADD: &str = "Comprobar y añadir";
pub const NOTHING: &str = "Primero elige un archivo, haz una foto o pega algo.";
pub const TOO_LARGE: &str = "Es más de lo que se admite de una vez. Trae menos archivos, o más pequeños.";
pub const RESULTS: &str = "Resultado";
pub fn kept(number: u64) -> String {
    format!("{number} ya en tu cartera")
}
pub fn already(number: u64) -> String {
    format!("{number} que ya tenías")
}
pub fn waits(number: u64) -> String {
    format!("{number} que tienes que decidir")
}
pub fn refused(number: u64) -> String {
    format!("{number} sin reconocer")
}
pub const KEPT_LABEL: &str = "Ya está en tu cartera";
pub const RENEWED: &str = "Una edición más nueva: ocupa el lugar de la que tenías";
pub const ALREADY_LABEL: &str = "Ya estaba en tu cartera";
pub const NOT_A_CREDENTIAL: &str = "No contiene ninguna credencial.";
pub const FULL: &str = "No hay sitio: tu cartera está llena, o hay demasiado que tienes que decidir.";
pub fn too_many(most: usize) -> String {
    format!("No se admiten más de {most} credenciales de una vez. Tráelas por partes.")
}
pub const TOO_MANY_LINKS: &str = "Solo se abren unos pocos enlaces de una vez. Añade este por separado.";
pub const WAITING_LABEL: &str = "Para que decidas";
pub const WAITING_LEAD: &str = "Estas no te nombran, o no pasaron la comprobación. Guarda una solo si es tuya: queda marcada como «Guardada bajo tu palabra». Lo que no guardes se olvida en un día.";
pub const ANOTHER: &str = "Nombra a otra persona, o una dirección que no has añadido a tu cuenta.";
pub const NOBODY: &str = "No dice a quién se otorgó.";
pub const NOT_GOOD: &str = "No pasó la comprobación.";
pub const NOT_YET: &str = "Todavía no cuenta: empieza otro día.";
pub const OVER: &str = "Ya no cuenta.";
pub fn choose(title: &str) -> String {
    format!("Elegir {title}")
}
pub const CHOSEN: &str = "Las marcadas";
pub const KEEP: &str = "Son mías: guardarlas";
pub const DISCARD: &str = "Olvidarlas";
pub fn waiting(number: u64) -> String {
    format!("{} que añadiste, para que decidas", count(number, "credencial", "credenciales"))
}
pub fn from(source: &str) -> String {
    format!("De {source}")
}

fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

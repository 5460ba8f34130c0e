//! Taking everything along, and bringing it.

pub const TITLE: &str = "Llevarse todo";
pub const LEAD: &str = "Tu cartera es tuya. Llévala entera a otro Laurel o guarda una copia en casa.";
pub const LINK: &str = "Llevarme toda mi cartera";
pub const TAKE: &str = "Un archivo con todo";
pub const INSIDE: &[&str] = &[
    "Tus credenciales, byte por byte como se firmaron, con las imágenes en las que llegaron y sus ediciones anteriores.",
    "Tus historiales con tus notas.",
    "Constancias de lo que aceptaste compartir, con quién y para qué.",
    "Tus propias claves, selladas con tu frase secreta, si guardas aquí esas copias.",
    "Tu nombre, idioma y direcciones.",
];
pub const NO_SECRETS: &str = "No contiene los enlaces a tus historiales, ni llaves de acceso, ni códigos de recuperación. Quien tenga el archivo puede leerlo todo: guárdalo como se guarda un diploma.";
pub const DOWNLOAD: &str = "Descargar todo (zip)";
pub const PROOF_HINT: &str = "Si entraste hace un rato, antes te pide que demuestres otra vez quién eres.";
pub const BRING: &str = "Traer aquí un archivo así";
pub const BRING_LEAD: &str = "Cada credencial se comprueba como si la añadieras ahora. Lo que no nombra una dirección o una clave tuya se guarda bajo tu palabra. Traer otra vez el mismo archivo no duplica nada.";
pub const FILE: &str = "El zip de tu otra cartera";
pub const FILE_HINT: &str = "Hasta 64 MiB. Nada de esta cartera se pierde: una edición más nueva de una credencial ocupa el lugar de la anterior, que se guarda a su lado.";
pub const BRING_BUTTON: &str = "Traerlo";
pub const NOTHING: &str = "Elige primero un archivo.";
pub const DAMAGED: &str = "Este archivo no es un zip o está dañado. Descárgalo otra vez de donde lo obtuviste. No se ha cambiado nada.";
pub const TOO_LARGE: &str = "Este archivo es demasiado grande o contiene demasiado. No se ha cambiado nada. En tu otra cartera, saca lo más grande de uno en uno, en su propia página, y añádelo aquí.";
pub fn larger_than(mib: usize, most: usize) -> String {
    format!(
        "Este archivo ocupa {mib} MiB; se pueden traer hasta {most} MiB a la vez. No se ha cambiado nada. En tu otra cartera, saca lo más grande de uno en uno, en su propia página, y añádelo aquí."
    )
}
pub const TOO_LARGE_HERE: &str = "Este archivo ocupa más de 64 MiB, así que no se ha enviado. En tu otra cartera, saca lo más grande de uno en uno, en su propia página, y añádelo aquí.";
pub const NOT_SENT: &str = "La respuesta no ha llegado. Trae el archivo otra vez: nada se añade dos veces.";
pub const SENDING: &str = "El archivo se está enviando. Deja esta página abierta.";
pub const CHECKING: &str = "Ya está aquí. Se está comprobando cada credencial; deja esta página abierta.";
pub const FOREIGN: &str = "Este zip no es de una cartera Laurel. Para añadir credenciales sueltas, usa «Añadir credenciales» en tu cartera. No se ha cambiado nada.";
pub const UNREADABLE: &str =
    "Algo de este zip falta o se modificó, así que no se puede leer. Aquí no se ha cambiado nada.";
pub const NAMED_TWICE: &str = "Este zip nombra dos veces un mismo archivo, así que no se puede leer. Descárgalo otra vez de donde lo obtuviste. No se ha cambiado nada.";
pub const TOO_MUCH: &str = "En tu cartera hay más de lo que cabe en un archivo: 256 MiB, o 64 MiB una vez comprimido. Descarga lo más grande por separado, en su propia página.";
pub const CAME: &str = "Lo que ha llegado";
pub fn came_numbers(credentials: u64, already: u64, records: u64, receipts: u64, keys: u64) -> String {
    format!(
        "Credenciales nuevas: {credentials}. Ya estaban: {already}. Historiales nuevos: {records}. Constancias: {receipts}. Claves selladas: {keys}."
    )
}
pub fn kept_on_word(number: u64) -> String {
    match number {
        1 => "1 se guarda por tu palabra: no nombra ninguna dirección ni clave tuya, o no superó la comprobación."
            .to_owned(),
        _ => format!(
            "{number} se guardan por tu palabra: no nombran ninguna dirección ni clave tuya, o no superaron la comprobación."
        ),
    }
}
pub const SEE_ON_WORD: &str = "Ver lo que se guarda por tu palabra";
pub fn newly_there(number: u64) -> String {
    format!("Nuevas en tu cartera: {number}")
}
pub fn there_already(number: u64) -> String {
    format!("Ya estaban: {number}")
}
pub const LEFT: &str = "Esto se ha dejado fuera, porque no se pudo guardar aquí:";
pub fn left_item(record: &str, credential: &str) -> String {
    format!("{record}: el lugar y la nota de {credential}, que no está en esta cartera")
}
pub fn left_key(name: &str) -> String {
    format!("keys.json: la copia sellada de la clave «{name}»")
}
pub fn left_receipts(number: u64) -> String {
    format!("receipts.json: las constancias más antiguas, {number} en total. No caben más.")
}
pub const ONE_TITLE: &str = "Llévatela";
pub const AS_JSON: &str = "Texto firmado (JSON)";
pub const AS_TOKEN: &str = "Texto firmado (JWT)";
pub const AS_PICTURE: &str = "Imagen con la credencial dentro";
pub const JSON_HINT: &str = "El texto es byte por byte el que firmó su emisor. Llegó como JSON con la firma dentro, así que no hay un JWT.";
pub const TOKEN_HINT: &str = "El token es byte por byte el que firmó su emisor.";
pub const PICTURE_HINT: &str = "La imagen es el archivo en el que llegó; si no, su insignia con el texto dentro. Otras carteras leen ambas.";
pub const PAPER: &str = "Imprimir con un código";
pub const PAPER_HINT: &str = "Crea un historial solo con esto. Compártelo con un enlace e imprime la página del enlace: su código lleva a quien tenga el papel a una comprobación, mientras el enlace viva.";
pub const PAPER_UNTITLED: &str = "Para imprimir";

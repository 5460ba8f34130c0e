//! Checking: the page, the shared record, and what the browser adds.

use api::LinkProblem;

use crate::results::Compared;

pub const TITLE: &str = "Comprobar una credencial";
pub const LEAD: &str = "Danos lo que te han dado: un enlace, un texto, archivos, un código QR. En segundos ves qué hay de cierto en ello, y qué no se pudo comprobar.";
pub const IN_BROWSER: &str = "La comprobación se hace en tu propio navegador. No se guarda nada.";
pub const ON_SERVER: &str = "Tu navegador no ejecuta aquí ningún script, así que comprueba el servidor de este sitio. Ve lo que envías y no guarda nada.";
pub const FRAGMENT_NEEDS_SCRIPT: &str = "Si te ha traído aquí un código QR: la credencial está en la parte de la dirección que va después del #, que nunca llega a este servidor. Solo puede leerla el script de tu navegador, así que permite los scripts en esta página, o pega abajo la dirección entera.";
pub const TEXT: &str = "Pega un enlace, una credencial o una lista entera";
pub const TEXT_HINT: &str = "Una lista es una columna de enlaces, o una tabla con nombres, correos y enlaces: cópiala de una hoja de cálculo.";
pub const FILE: &str = "Elegir archivos";
pub const FILE_HINT: &str = "Uno o muchos: imágenes de insignias, credenciales, listas (CSV), zips. O suéltalos en cualquier parte de esta página.";
pub const PICTURE: &str = "Elegir una imagen de un código QR";
pub const PICTURE_HINT: &str = "Una foto o una captura de pantalla en la que se vea el código.";
pub const CHECK: &str = "Comprobar";
pub const NOTHING: &str = "Pega algo, elige un archivo o escanea un código primero.";
pub const READING: &str = "Leyendo lo que has dado …";
pub const CHECKING: &str = "Comprobando en tu navegador …";
pub const WORKER_FAILED: &str = "Tu navegador no ha podido hacer la comprobación. Vuelve a cargar la página e inténtalo de nuevo, o deja que compruebe el servidor.";
pub const BY_SERVER: &str = "Que lo compruebe el servidor";
pub const RESULT: &str = "Lo que hemos encontrado";
pub const FROM_PASTE: &str = "texto pegado";
pub const FROM_ADDRESS: &str = "la dirección de esta página";
pub const FROM_CAMERA: &str = "código QR";
pub const FILE_UNREADABLE: &str =
    "Tu navegador no ha podido leerlo. Si es una carpeta, ábrela y elige los archivos que contiene.";
pub const TOO_MANY: &str = "el resto";
pub fn too_many_for_server(most: usize) -> String {
    format!(
        "Cuando tu navegador no ejecuta scripts, se comprueban como mucho {most} credenciales a la vez. Danos esta sola otra vez."
    )
}
pub const LINK_TO_LIST: &str =
    "Detrás de este enlace hay una lista y no una credencial. Ábrelo tú y pega aquí la lista.";
pub const LINK_NEEDS_SCRIPT: &str = "Cuando tu navegador no ejecuta scripts, solo se abren unos pocos enlaces a la vez. Danos este solo otra vez.";
pub fn link(problem: Option<LinkProblem>) -> &'static str {
    match problem {
        Some(LinkProblem::NotALink) => {
            "Esta no es la dirección de nada en la web. Copia otra vez el enlace entero."
        }
        Some(LinkProblem::RefusedAddress) => {
            "Este sitio no abre esas direcciones: un enlace tiene que empezar por https:// y estar abierto a todo el mundo. Pide el archivo de la credencial."
        }
        Some(LinkProblem::DeadLink) => {
            "Allí no hay nada: el enlace está mal escrito, se ha terminado o ha caducado. Pide uno nuevo."
        }
        Some(LinkProblem::LockedLink) => {
            "Pide una cuenta o una clave, que aquí no da nadie. Abre tú el enlace, o pide el archivo de la credencial."
        }
        Some(LinkProblem::UnreachableLink) => {
            "El otro sitio no ha respondido. Inténtalo dentro de un rato, o pide el archivo de la credencial."
        }
        Some(LinkProblem::TooLong) => {
            "Lo que hay allí es más largo que cualquier credencial. Pide el archivo de la credencial."
        }
        Some(LinkProblem::NotACredential) => {
            "Lo que hay allí no es una credencial. Abre tú el enlace: puede que haya un botón que guarde la credencial, y ese archivo se puede comprobar aquí."
        }
        None => "No se ha encontrado nada detrás de este enlace. Pide uno nuevo.",
    }
}
pub const LINK_EMPTY: &str = "Detrás de este enlace no hay nada. Pide uno nuevo.";
pub const LINK_UNREACHABLE: &str =
    "No se ha podido llegar a este sitio para abrir el enlace. Revisa tu conexión e inténtalo de nuevo.";

pub const LOOKED_UP: &str = "Qué ha salido de tu dispositivo";
pub const LOOKED_UP_NOTHING: &str = "Nada. La comprobación no necesitaba nada de fuera.";
pub const LOOKED_UP_ADDRESSES: &str = "Para comprobarlo, este sitio ha consultado por ti estas direcciones:";
pub const SENT: &str = "Has enviado una credencial a este sitio para obtener un recibo. Este sitio la ha comprobado y no guarda nada de ella.";
pub const STAYED: &str = "La credencial misma no ha salido de tu dispositivo.";
pub const LINK_SEEN: &str = "Has dado un enlace, que este sitio ha abierto por ti. Así que ha visto lo que hay detrás, y no guarda nada de ello.";
pub const FRAGMENT_STAYED: &str = "La credencial venía en la parte de la dirección que va después del #, que los navegadores nunca envían. No ha salido de tu dispositivo.";

pub const CAMERA: &str = "Escanear un código QR con la cámara";
pub const CAMERA_HINT: &str = "Tu navegador pregunta antes si puede. Lo que ve la cámara se queda en tu dispositivo y no se guarda en ningún sitio.";
pub const CAMERA_ASKING: &str = "Tu navegador está preguntando si esta página puede usar la cámara …";
pub const CAMERA_ON: &str = "Pon el código delante de la cámara. Se lee solo.";
pub const CAMERA_STOP: &str = "Parar la cámara";
pub const CAMERA_PICTURE: &str = "Lo que ve la cámara";
pub const CAMERA_REFUSED: &str = "Tu navegador no deja que esta página use la cámara. Permítelo junto a la dirección, o elige una imagen del código.";
pub const CAMERA_NONE: &str = "No se ha encontrado ninguna cámara. Elige una imagen del código.";
pub const CAMERA_BUSY: &str =
    "La cámara no ha arrancado; quizá la está usando otro programa. Ciérralo, o elige una imagen del código.";

pub const WHOSE_LABEL: &str = "¿Es realmente de esa persona?";
pub const WHOSE_HINT: &str = "Escribe la dirección de correo o el nombre de quien te la dio. Tu dispositivo lo compara con lo que firmó el emisor.";
pub const WHOSE_HINT_SERVER: &str = "Si escribes la dirección de correo o el nombre de quien te la dio, se compara con lo que firmó el emisor.";
pub const WHOSE_FIELD: &str = "Dirección de correo o nombre";
pub const WHOSE_ASK: &str = "Comparar";

pub const WHOSE_FAILED: &str =
    "Tu navegador no ha podido comparar. Vuelve a cargar la página e inténtalo de nuevo.";

pub fn whose(compared: Compared, asked: &str) -> (String, &'static str) {
    let email = asked.contains('@');
    match (compared, email) {
        (Compared::Same, true) => (
            format!("Sí, se emitió para {asked}."),
            "El emisor firmó esta misma dirección. Eso no dice quién te está escribiendo: si importa, escribe a esta dirección y espera la respuesta.",
        ),
        (Compared::Same, false) => (
            format!("Sí, se emitió para alguien que se llama {asked}."),
            "El emisor firmó este mismo nombre. Otras personas pueden llamarse igual, así que compara también la dirección de correo.",
        ),
        (Compared::Unclear, _) => (
            "La credencial no permite saberlo.".to_owned(),
            "No dice para quién se emitió, o no de un modo que se pueda comparar aquí. Pregunta a esa persona cómo puede mostrar que es suya.",
        ),
        (Compared::Other, true) => (
            format!("No, no se emitió para {asked}."),
            "Aun así puede ser suya con otra dirección: pregunta cuál dio al emisor y compara esa.",
        ),
        (Compared::Other, false) => (
            format!("No, no se emitió para nadie que se llame {asked}."),
            "Puede que el emisor escribiera el nombre de otro modo. Pide la dirección de correo que dio al emisor y compara esa.",
        ),
    }
}

pub const PRINT: &str = "Imprimir";
pub fn printed_from(address: &str) -> String {
    format!(
        "Impreso desde {address}. En papel esto no demuestra nada por sí solo: comprueba allí la credencial otra vez."
    )
}
pub const RECEIPT: &str = "Guardar un recibo firmado";
pub const RECEIPT_MEANS: &str = "Un recibo lo firma este sitio, así que su servidor tiene que comprobar la credencial él mismo. Para eso, la credencial se envía a este sitio, que no guarda nada de ella.";
pub const RECEIPT_SEND: &str = "Enviar la credencial y guardar el recibo";
pub const RECEIPT_CANCEL: &str = "No enviarla";
pub const RECEIPT_WAIT: &str = "El servidor está comprobando …";
pub const RECEIPT_SAVED: &str =
    "Guardado. Quien reciba el archivo puede comprobarlo en esta página: basta con elegirlo o soltarlo aquí.";
pub const RECEIPT_FAILED: &str =
    "No se pudo hacer el recibo. No se ha guardado nada; inténtalo en un momento, o imprime el informe.";
pub const RECEIPT_FILE: &str = "recibo.json";

pub fn checked_by_server(minute: &str) -> String {
    format!("Comprobado por el servidor de este sitio, {minute}.")
}
pub fn checked_by_browser(minute: &str) -> String {
    format!("Comprobado por tu propio navegador, {minute}.")
}

pub const SHARED: &str = "Historial compartido";
pub const SHARED_PREVIEW: &str = "Un historial compartido";
pub const SHARED_PREVIEW_TEXT: &str =
    "Alguien ha compartido contigo un historial de logros. Abre el enlace para ver qué hay de cierto en él.";
pub const SHARED_EMPTY: &str =
    "Este historial está vacío por ahora. Quien lo compartió todavía puede añadir algo.";
pub const SHARED_ITEMS: &str = "Credenciales";
pub fn shared_until(day: &str) -> String {
    format!("Este enlace funciona hasta el {day}, o hasta que se termine.")
}
pub const SHARED_PAPER: &str =
    "En papel esto no demuestra nada por sí solo. Escanea el código o abre el enlace para comprobarlo ahora.";
pub const QR_NAME: &str = "Código QR del enlace de este historial";
pub const NOTE: &str = "Nota de quien aprende";
pub const SUMMARY_LABEL: &str = "Resultado de la comprobación";

pub fn summary(verified: u64, all: u64) -> String {
    match (verified, all) {
        (_, 0) => "No hay nada que comprobar.".to_owned(),
        (1, 1) => "La credencial está verificada.".to_owned(),
        (0, 1) => "La credencial no está verificada.".to_owned(),
        (verified, all) if verified == all => format!("Las {all} credenciales están verificadas."),
        (0, all) => format!("Ninguna de las {all} credenciales está verificada."),
        (1, all) => format!("1 de {all} credenciales está verificada. Las demás dicen por qué no."),
        (verified, all) => {
            format!("{verified} de {all} credenciales están verificadas. Las demás dicen por qué no.")
        }
    }
}

pub const BROWSER_CHECKING: &str = "Tu propio navegador también está comprobando …";
pub const BROWSER_AGREES: &str =
    "Tu propio navegador lo ha comprobado ahora mismo: llega al mismo resultado.";
pub const BROWSER_DISAGREES: &str = "Tu propio navegador llega a otro resultado que el servidor de este sitio. Fíate de tu navegador, y no te fíes de esta página.";
pub const BROWSER_FAILED: &str = "Tu propio navegador no ha podido repetir la comprobación, así que solo tienes la palabra de este servidor.";
pub fn browser_found(name: &str, headline: &str) -> String {
    format!("{name}: {headline}")
}

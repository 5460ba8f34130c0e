//! Many checked at once: the table, what it comes to, what was looked up.

use crypto::verify::Headline;

use super::report;
use crate::results::{Came, Column, Compared, Sum};

pub const TABLE: &str = "Resultados";
pub const REFUSED: &str = "No reconocido";
pub const DEAD: &str = "Enlaces que no se pudieron abrir";
pub const BROKEN: &str = "No se pudo mirar";
pub const SEVERAL_ISSUERS: &str = "Varios emisores";
pub const SEVERAL_PEOPLE: &str = "Varias personas";
pub const OTHER: &str = "Emitido para otra persona";
pub const LOCKED: &str =
    "Este enlace pide una clave. Ábrelo tú, escribe la clave y comprueba lo que obtengas allí.";
pub const BROKE: &str =
    "La comprobación se interrumpió, y eso no dice nada de la credencial. Prueba con esta sola otra vez.";
pub fn of_several(verified: usize, all: usize) -> String {
    format!("{verified} de {all} verificadas")
}

pub fn headline(headline: Headline) -> &'static str {
    report::headline(headline)
}

pub fn column(column: Column) -> &'static str {
    match column {
        Column::Place => "N.º",
        Column::Who => "Quién",
        Column::What => "Qué",
        Column::Issuer => "Emisor",
        Column::Verdict => "Veredicto",
        Column::Awarded => "Fecha",
    }
}

pub fn came(came: &Came) -> &'static str {
    match came {
        Came::Waiting => "Sin mirar",
        Came::Checked(_) | Came::Broken => "La comprobación se interrumpió",
        Came::Refused(_) => "No reconocido",
        Came::Dead(_) => "El enlace no se pudo abrir",
        Came::Locked => "Pide una clave",
    }
}

pub fn compared(compared: Compared) -> &'static str {
    match compared {
        Compared::Same => "coincide",
        Compared::Unclear => "no se pudo comparar",
        Compared::Other => "no coincide",
    }
}

pub fn compared_name(it: Compared) -> String {
    format!("Nombre: {}", compared(it))
}
pub fn compared_email(it: Compared) -> String {
    format!("Correo: {}", compared(it))
}

pub fn sum(sum: &Sum) -> String {
    let parts = [
        (sum.verified, "con verificación completa"),
        (sum.genuine, "con firma auténtica de un emisor desconocido"),
        (sum.receipts, "con recibo auténtico"),
        (sum.invalid, "sin validez"),
        (sum.unknown, "sin poder comprobarse"),
    ];
    let parts: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let mut text = format!("Comprobado: {}", sum.checked());
    if !parts.is_empty() {
        text.push_str("; ");
        text.push_str(&parts.join(", "));
    }
    text.push('.');
    let mut sentences = vec![text];
    let also = [
        (
            sum.others,
            "1 se emitió para una persona distinta de la que indicas.",
            "se emitieron para personas distintas de las que indicas.",
        ),
        (sum.dead, "1 enlace no se pudo abrir.", "enlaces no se pudieron abrir."),
        (sum.refused, "1 cosa no se reconoció.", "cosas no se reconocieron."),
        (sum.broken, "1 no se pudo mirar.", "no se pudieron mirar."),
        (sum.waiting, "1 no se ha mirado todavía.", "no se han mirado todavía."),
    ];
    for (count, one, many) in also {
        match count {
            0 => {}
            1 => sentences.push(one.to_owned()),
            count => sentences.push(format!("{count} {many}")),
        }
    }
    sentences.join(" ")
}

pub fn progress(done: usize, all: usize) -> String {
    format!("{done} de {all}")
}
pub const PROGRESS_LABEL: &str = "Avance de la comprobación";
pub const STOP: &str = "Parar";
pub const GO_ON: &str = "Seguir";
pub const PATIENCE: &str =
    "Este sitio solo consulta unos cuantos enlaces a la vez. Espera un poco y sigue por sí solo …";
pub const FILTER_VERDICT: &str = "Mostrar";
pub const FILTER_ALL: &str = "Todos los veredictos";
pub const FILTER_TEXT: &str = "Buscar en la tabla";
pub const FILTER_EMPTY: &str = "Nada coincide. Cambia qué mostrar o qué buscar.";
pub const EXPORT: &str = "Guardar la tabla (CSV)";
pub const EXPORT_FILE: &str = "comprobacion.csv";
pub fn show_more(left: usize) -> String {
    if left == 1 { "Mostrar 1 más".to_owned() } else { format!("Mostrar más (quedan {left})") }
}
pub const TABLE_HINT: &str =
    "Primero van las excepciones. Pulsa un encabezado para ordenar, un nombre para leer su informe.";
pub const TABLE_HINT_PLAIN: &str = "Primero van las excepciones. Cada nombre lleva a su informe, más abajo.";
pub const SORT: &str = "Ordenar por";
pub const BACK: &str = "Volver a la tabla";
pub fn row_name(what: &str, who: &str) -> String {
    if who.is_empty() { what.to_owned() } else { format!("{what}, {who}") }
}
pub fn from(source: &str) -> String {
    format!("De {source}")
}
pub fn said(part: &str) -> String {
    format!("Tu lista dice: {part}")
}
pub const REPORTS: &str = "Informes";

pub const EXPORT_HEADINGS: [&str; 15] = [
    "N.º",
    "De",
    "Nombre dado",
    "Correo dado",
    "Enlace dado",
    "Quién",
    "Qué",
    "Emisor",
    "Veredicto",
    "En palabras",
    "Credenciales",
    "Fecha",
    "Nombre comparado",
    "Correo comparado",
    "Comprobado",
];

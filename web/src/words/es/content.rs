//! What a credential says of itself, and what stands around that.

use crypto::verify::Scale;

pub const RESULTS: &str = "Resultados";
pub const RESULT: &str = "Resultado";
pub const RECORD: &str = "Expediente de aprendizaje";
pub const CRITERIA: &str = "Qué había que hacer";
pub const CRITERIA_PAGE: &str = "Completo en";
pub const SKILLS: &str = "Competencias";
pub const EVIDENCE: &str = "Trabajos que lo muestran";
pub const PARTIAL: &str =
    "Esto es una parte del expediente. Quien lo publica sabe de más cosas de las que figuran aquí.";

pub const PARTICULARS: [&str; 8] = [
    "Créditos",
    "Periodo",
    "Tiempo",
    "Función",
    "Número de licencia",
    "Código",
    "Área de estudio",
    "Especialidad",
];

pub fn and_more(number: usize) -> String {
    format!("Y {number} más, que enumera la propia credencial.")
}

pub fn credits(earned: Option<&str>, available: Option<&str>) -> Option<String> {
    match (earned, available) {
        (Some(earned), Some(available)) if earned != available => Some(format!("{earned} de {available}")),
        (Some(earned), _) => Some(earned.to_owned()),
        (None, Some(available)) => Some(format!("hasta {available}")),
        (None, None) => None,
    }
}

pub fn period(from: Option<&str>, until: Option<&str>) -> Option<String> {
    match (from, until) {
        (Some(from), Some(until)) => Some(format!("del {from} al {until}")),
        (Some(from), None) => Some(format!("desde el {from}")),
        (None, Some(until)) => Some(format!("hasta el {until}")),
        (None, None) => None,
    }
}

pub fn framework(name: Option<&str>, code: Option<&str>) -> Option<String> {
    match (name, code) {
        (Some(name), Some(code)) => Some(format!("{name}, {code}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

pub fn scale(scale: &Scale) -> Option<String> {
    let mut sentences = Vec::new();
    let steps = scale.steps.join(", ");
    match (scale.reached, &scale.min, &scale.max) {
        (Some(place), ..) if !scale.steps.is_empty() => {
            let (place, all) = (place + 1, scale.steps.len());
            sentences.push(format!("{place} de {all}, de menos a más: {steps}."));
        }
        _ if !scale.steps.is_empty() => sentences.push(format!("Posibles, de menos a más: {steps}.")),
        (_, Some(min), Some(max)) => sentences.push(format!("De {min} a {max}.")),
        (_, Some(min), None) => sentences.push(format!("Desde {min}.")),
        (_, None, Some(max)) => sentences.push(format!("Hasta {max}.")),
        (_, None, None) => {}
    }
    if let Some(required) = &scale.required {
        sentences.push(format!("Para aprobar hace falta {required}."));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

pub const ISSUER: &str = "¿Quién es el emisor?";
pub fn calls_itself(name: &str) -> String {
    format!("Se llama a sí mismo «{name}». Eso puede escribirlo cualquiera.")
}
pub fn own_name(name: &str) -> String {
    format!("Se llama a sí mismo «{name}».")
}
pub const ISSUER_PAGE: &str = "La página que da como suya:";
pub const ISSUER_ID: &str = "Identificador";

pub const ENDORSEMENTS: &str = "Qué dicen otros";
pub const ENDORSES_ELSE: &str = "Esto habla de otra cosa, así que aquí no cuenta.";
pub fn number(place: usize) -> String {
    format!("N.º {place}")
}
pub fn each_by_itself(number: usize) -> String {
    match number {
        1 => "Mostrar la única credencial".to_owned(),
        number => format!("Mostrar las {number} credenciales una por una"),
    }
}
pub const BRIEF_ONES: &str =
    "Cada una se comprobó por sí misma. Son muchas, así que las comprobaciones superadas solo se nombran.";
pub fn verified_ones(number: usize) -> String {
    format!("Mostrar las {number} que están verificadas")
}

pub const LEARNER: &str = "En palabras de quien aprende";
pub const LEARNER_SIGNED: &str = "Quien presenta estas credenciales ha elegido el orden, ha escrito esto y lo ha firmado. Ningún emisor lo ha confirmado.";
pub const LEARNER_UNSIGNED: &str =
    "Esto lo ha escrito en este sitio quien aprende. No está firmado, y ningún emisor lo ha confirmado.";

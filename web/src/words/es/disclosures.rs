//! Whom an institution gave a learner's records: the desk's log, and what the learner reads of it.

use super::dates;

pub const TITLE: &str = "Datos entregados a otros";
pub const LEAD: &str = "Anota aquí cada vez que entregues a alguien algo de los datos de esta persona: a quién, qué, para qué y con qué motivo. Ella lo lee en su cartera.";
pub const EMPTY: &str = "No se ha anotado nada sobre esta persona. Aquí aparecerá lo que entregues a alguien, y las copias de credenciales firmadas que tome aquí vuestro propio personal.";
pub const LOG: &str = "Lo anotado";
pub const FORM: &str = "Anotar lo que se entregó";
pub const FORM_LEAD: &str =
    "Una anotación se queda como está y no se puede borrar. Lo que esté mal se corrige con otra posterior.";
pub const CORRECT_FORM: &str = "Corregir una anotación";
pub fn correct_lead(day: &str) -> String {
    format!("La anotación del {day} se queda como está, y dice que esta ocupa su lugar.")
}
pub const RECIPIENT: (&str, &str) =
    ("A quién", "Una persona o una oficina, por ejemplo Harrow College, admisiones.");
pub const AWARDS: &str = "Qué logros";
pub const WHAT: (&str, &str) = ("Qué más", "Por ejemplo un expediente en papel, una carta, una dirección.");
pub const PURPOSE: (&str, &str) = ("Para qué", "Para qué se puede usar, y para nada más.");
pub const GROUND_LABEL: (&str, &str) = ("Con qué motivo", "");
pub const GIVEN_LABEL: (&str, &str) = ("Cuándo se entregó", "Hoy, si lo dejas vacío.");
pub const NOTE: (&str, &str) = ("Qué estaba mal", "En pocas palabras.");
pub const MISTAKEN_LABEL: &str = "No se entregó nada: la anotación fue un error";
pub const SAVE: &str = "Anotarlo para siempre";
pub const GROUNDS: [(&str, &str); 8] = [
    ("consent", "La persona dio su permiso por escrito"),
    ("request", "La persona lo pidió"),
    ("transfer", "El centro al que va la persona"),
    ("aid", "Una ayuda económica que la persona pidió"),
    ("authority", "Una autoridad que inspecciona o acredita"),
    ("law", "Una ley, un tribunal o una citación"),
    ("emergency", "Una emergencia: salud o seguridad"),
    ("other", "Otro motivo, nombrado en «Para qué»"),
];
pub const CHOOSE: &str = "Elige…";
pub fn ground(name: &str) -> &str {
    GROUNDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, words)| words)
}
pub const FACT_WHAT: &str = "Qué";
pub const FACT_RECIPIENT: &str = "A quién";
pub const FACT_PURPOSE: &str = "Para qué";
pub const FACT_GROUND: &str = "Motivo";
pub const FACT_NOTE: &str = "Corrección";
pub fn noted(by: &str, at: &str) -> String {
    let at = dates::minute(at);
    if by.is_empty() { format!("Anotado el {at}") } else { format!("Anotado por {by}, {at}") }
}
pub fn given(recipient: &str, day: &str) -> String {
    format!("Entregado a {recipient}, {day}")
}
pub fn downloaded(day: &str) -> String {
    format!("El personal de la propia institución tomó una copia, {day}")
}
pub fn mistaken(day: &str) -> String {
    format!("El {day} no se entregó nada: la anotación fue un error")
}
pub const CORRECTED: &str = "Corregida por una anotación posterior";
pub const CORRECTS: &str = "Ocupa el lugar de una anotación anterior";
pub const CORRECT: &str = "Corregir esta anotación";
pub const DOWNLOAD: &str = "Guardar como CSV";
pub const HEADINGS: [&str; 12] = [
    "Anotación",
    "Clase",
    "A quién",
    "Logros",
    "Qué más",
    "Para qué",
    "Motivo",
    "Entregado",
    "Anotado",
    "Anotado por",
    "Corrige",
    "Corrección",
];

pub const MINE: &str = "A quién se han entregado mis datos";
pub const MINE_LEAD: &str = "Cuando una institución entrega a alguien algo de tus datos, lo anota aquí para ti. Nadie puede cambiarlo: lo que estaba mal se corrige con una anotación posterior. Lo que compartes tú está en tu cartera, en Historiales.";
pub const MINE_EMPTY: &str =
    "Ninguna institución ha anotado que entregara a nadie algo tuyo, ni que tomara una copia.";
pub fn whose(learner: &str, issuer: &str) -> String {
    format!("{learner}, en {issuer}")
}

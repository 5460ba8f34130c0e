//! Guardians: what they and those whom they look after read.

pub const PEOPLE: &str = "Personas de las que cuidas";
pub const PEOPLE_LEAD: &str = "Miras, apruebas enlaces y los retienes o terminas. Todo lo demás sigue siendo suyo: no cambias nada en su cartera ni en su cuenta.";
pub const PEOPLE_EMPTY: &str = "Ahora mismo no cuidas de la cartera de nadie. Cuando un centro te lo pida, recibirás una carta; lo que ha terminado ya no está aquí.";
pub fn until(day: &str) -> String {
    format!("Hasta el {day}")
}
pub fn by(institution: &str, day: &str) -> String {
    format!("Lo pidió {institution}, hasta el {day}")
}
pub fn waiting(links: u64) -> String {
    match links {
        1 => "1 enlace espera tu aprobación".to_owned(),
        _ => format!("{links} enlaces esperan tu aprobación"),
    }
}

pub fn invited_title(learner: &str) -> String {
    format!("¿Cuidar de la cartera de {learner}?")
}
pub fn invited_lead(institution: &str, learner: &str) -> String {
    format!("{institution} te pide que seas la persona responsable de {learner} aquí.")
}
pub fn invited_for(email: &str, day: &str) -> String {
    format!("Para {email}. Duraría hasta el {day}; el centro puede terminarlo antes, y tú también.")
}
pub const YOU_SEE: &str = "Qué verías";
pub const YOU_SEE_LIST: [&str; 3] = [
    "sus credenciales, cada una con su comprobación",
    "sus historiales: títulos, apartados y credenciales",
    "sus enlaces: de qué historial, para quién y para qué, hasta cuándo, cuántas veces se han abierto y si te esperan",
];
pub const YOU_DO: &str = "Qué podrías hacer";
pub const YOU_DO_LIST: [&str; 2] =
    ["aprobar un enlace, donde el centro lo pide, o retenerlo", "terminar un enlace"];
pub const YOU_NOT: &str = "Qué sigue siendo suyo";
pub const YOU_NOT_LIST: [&str; 2] = [
    "sus notas, que no ves; pero quien abre un enlace lee las notas de ese historial, y tú puedes mirarlo igual",
    "todo lo demás: no puedes cambiar, compartir, descargar ni borrar nada, ni tocar su cuenta",
];
pub const BOTH: &str = "Cuenta cuando los dos hayáis dicho que sí, tú y quien aprende. Quien aprende ve quién eres y exactamente lo que ves.";
pub const YOUR_NAME: (&str, &str) = ("Tu nombre", "Lo ven quien aprende y el centro.");
pub const ACCEPT: &str = "Aceptar";
pub const DECLINE: &str = "Rechazar";

pub fn asked_title(guardian: &str) -> String {
    format!("¿Puede {guardian} cuidar de tu cartera contigo?")
}
pub fn asked_lead(institution: &str) -> String {
    format!("Lo pregunta {institution}. Solo cuenta si lo aceptas.")
}
pub fn asked_until(day: &str, institution: &str) -> String {
    format!(
        "Duraría hasta el {day}. Cuando lo hayas aceptado, {institution} o tu persona responsable pueden terminarlo antes; tú no, así que habla con el centro si algo va mal."
    )
}
pub const THEY_SEE: &str = "Qué vería";
pub const THEY_SEE_LIST: [&str; 3] = [
    "tus credenciales, cada una con su comprobación",
    "tus historiales: títulos, apartados y credenciales",
    "tus enlaces: de qué historial, para quién y para qué, hasta cuándo, cuántas veces se han abierto y si esperan",
];
pub const THEY_DO: &str = "Qué podría hacer";
pub const THEY_DO_LIST: [&str; 2] = [
    "aprobar tus enlaces antes de que funcionen, donde tu centro lo pide, o retener uno",
    "terminar un enlace tuyo",
];
pub const THEY_NOT: &str = "Qué sigue siendo tuyo";
pub const THEY_NOT_LIST: [&str; 2] = [
    "tus notas, que no ve; pero quien abre un enlace lee las notas de ese historial, y eso puede mirarlo",
    "todo lo demás: no puede cambiar, compartir, descargar ni borrar nada, ni tocar tu cuenta",
];
pub const AGREE: &str = "Aceptar";
pub const REFUSE: &str = "No aceptar";
pub const LATER: &str = "Decidir más tarde";

pub const SECTION: &str = "Personas responsables";
pub const SECTION_EMPTY: &str = "Nadie cuida de tu cartera contigo.";
pub fn in_force(institution: &str, since: &str, day: &str) -> String {
    format!("Responsable desde el {since}, hasta el {day}; lo pidió {institution}")
}
pub fn not_yet(institution: &str, day: &str) -> String {
    format!("Todavía no ha aceptado; lo pidió {institution}, hasta el {day}")
}
pub fn wants(institution: &str, guardian: &str) -> String {
    format!("{institution} pregunta si {guardian} puede cuidar de tu cartera contigo")
}
pub fn over(institution: &str) -> String {
    format!("Ya no es tu persona responsable; lo pidió {institution}")
}
pub const ANSWER: &str = "Responder";
pub fn answer_named(name: &str) -> String {
    format!("Responder sobre {name}")
}
pub const SEE: &str = "Ver lo que ve";
pub fn see_named(name: &str) -> String {
    format!("Ver lo que ve: {name}")
}
pub fn wallet_invites(institution: &str, learner: &str) -> String {
    format!("{institution} te pide que cuides de la cartera de {learner} con esa persona.")
}
pub fn wallet_asks(institution: &str) -> String {
    format!("{institution} pregunta por una persona responsable para tu cartera.")
}

pub fn wallet_of(learner: &str) -> String {
    format!("La cartera de {learner}")
}
pub fn only_looking(guardian: &str) -> String {
    format!("Esto es lo que ve {guardian}.")
}
pub const GUARDIAN_NOTE: &str = "Ves esto como persona responsable, sin notas.";
pub const CREDENTIALS: &str = "Credenciales";
pub const NO_CREDENTIALS: &str = "En esta cartera todavía no hay nada.";
pub fn shown_of(shown: u64, all: u64) -> String {
    format!("{shown} de {all}, primero las últimas")
}
pub const MORE: &str = "Siguiente";
pub const RECORDS: &str = "Historiales";
pub const NO_RECORDS: &str = "Todavía no hay historiales.";
pub const LINKS: &str = "Enlaces";
pub const NO_LINKS: &str = "Ahora mismo no se comparte ningún historial.";
pub const EMPTY_RECORD: &str = "En este historial todavía no hay nada.";
pub const WITHOUT_NOTES: &str = "Aquí no se muestran las notas ni las introducciones.";
pub fn entries_of(chosen: usize, all: usize) -> String {
    format!("{chosen} de {all} entradas")
}
pub fn back(learner: &str) -> String {
    format!("Volver a la cartera de {learner}")
}
pub const BACK_TO_LINK: &str = "Volver al enlace";

pub fn link_title(record: &str) -> String {
    format!("Enlace a «{record}»")
}
pub const FACT_RECORD: &str = "Historial";
pub const FACT_RECIPIENT: &str = "Para";
pub const FACT_PURPOSE: &str = "Motivo";
pub const FACT_MADE: &str = "Creado";
pub const FACT_SHOWS: &str = "Muestra";
pub fn shows(frozen: bool) -> &'static str {
    if frozen {
        "el historial como era cuando se hizo el enlace"
    } else {
        "el historial como es, con lo que cambie en él"
    }
}
pub const FACT_ENDS: &str = "Termina";
pub const ENDLESS: &str = "No termina por sí solo";
pub const NEVER: &str = "nunca por sí solo";
pub const FACT_VIEWS: &str = "Abierto";
pub fn views(number: u64) -> String {
    match number {
        0 => "nunca".to_owned(),
        1 => "una vez".to_owned(),
        _ => format!("{number} veces"),
    }
}
pub const FACT_STATE: &str = "Estado";
pub fn state(name: &str) -> &'static str {
    match name {
        "waits" => "Espera aprobación",
        "held" => "Retenido por una persona responsable",
        "paused" => "En pausa",
        _ => "Funciona",
    }
}
pub const PREVIEW: &str = "Ver lo que vería quien lo abra";
pub const FOLLOWS: &str = "Donde el centro pide aprobar los enlaces, se te pregunta de nuevo cuando el historial gana una credencial o entradas. Las palabras y el orden cambiados se muestran al momento. Puedes retener el enlace en cualquier momento.";
pub const APPROVE: &str = "Aprobar";
pub const HOLD_BACK: &str = "Retener";
pub const LET_GO: &str = "Dejar que funcione de nuevo";
pub const HOLD_BACK_HINT: &str =
    "Un enlace retenido no lleva a ninguna parte hasta que una persona responsable lo deja funcionar.";
pub const END_LINK: &str = "Terminar este enlace";
pub const END_LINK_TITLE: &str = "¿Terminar este enlace?";
pub fn end_link_text(record: &str, learner: &str) -> String {
    format!(
        "El enlace a «{record}» deja de funcionar al momento y para siempre. Se avisa a {learner}, que puede hacer otro."
    )
}
pub const END_LINK_BUTTON: &str = "Terminarlo para siempre";
pub const PREVIEW_NOTE: &str =
    "Esto es lo que ve quien abre el enlace, incluidas las notas de quien aprende en este historial.";

pub const LEAVE: &str = "Dejar de cuidar de esta cartera";
pub const LEAVE_TITLE: &str = "¿Dejar de cuidar de esta cartera?";
pub fn leave_text(learner: &str) -> String {
    format!(
        "Ya no verás nada de la cartera de {learner}. Los enlaces que esperan siguen cerrados hasta que {learner} los active. Se os avisa a los dos por correo. Solo el centro puede empezarlo de nuevo."
    )
}
pub const LEAVE_BUTTON: &str = "Dejarlo";

pub fn waits_for(names: &str) -> String {
    format!("Espera la aprobación de {names}. Hasta entonces no lleva a ninguna parte.")
}
pub fn held_by(names: &str) -> String {
    format!("Retenido por {names}. No lleva a ninguna parte hasta que lo deje funcionar.")
}
pub const NEEDS_NONE: &str =
    "Este enlace ya no necesita ninguna aprobación. Sigue cerrado hasta que tú lo actives.";
pub const MAKE_LIVE: &str = "Activarlo";

pub const DONE_BEGUN: &str = "Cuenta desde ahora. Los dos recibís una carta.";
pub const DONE_ANSWERED: &str = "Gracias. Cuenta cuando la otra persona también haya dicho que sí.";
pub const DONE_REFUSED: &str = "Has dicho que no. Nadie ve nada.";
pub const DONE_APPROVED: &str = "Aprobado. El enlace ya funciona.";
pub const DONE_APPROVED_PAUSED: &str =
    "Aprobado. El enlace está en pausa, y funcionará cuando quien lo hizo deje que siga.";
pub const DONE_LET_GO: &str = "Ya no está retenido. El enlace espera a una persona responsable del centro que quiere aprobar los enlaces.";
pub const DONE_HELD: &str = "Retenido. El enlace ahora no lleva a ninguna parte.";
pub const DONE_LINK_ENDED: &str = "El enlace ha terminado para siempre.";
pub const DONE_LEFT: &str = "Ha terminado. Ya no ves nada de esa cartera.";
pub const DONE_LIVE: &str =
    "El enlace ya funciona. Quien lo tenga, y su clave si la hay, puede ver este historial.";
pub const DONE_LIVE_PAUSED: &str =
    "El enlace ya no necesita aprobación. Está en pausa, y funcionará cuando dejes que siga.";
pub const DONE_WAITS: &str = "El enlace está hecho. Funcionará cuando tu persona responsable lo apruebe.";

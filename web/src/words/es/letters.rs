//! Letters: what goes out by mail.

use crate::words::language::{
    Account, AccountNews, Amendment, Award, Common, Expiry, Guardian, Invitation, Letters, Share, SignIn,
    Waiting,
};

/// The words.
pub(in crate::words) static LETTERS: Letters = Letters {
    common: Common {
        greeting: |name| name.map_or_else(|| "Hola:".to_owned(), |name| format!("Hola, {name}:")),
        link: "Si el botón no funciona, abre esta dirección:",
        foot: |institution, site| format!("{institution} envía este mensaje con Laurel, {site}"),
        foot_alone: |site| format!("Enviado por Laurel, {site}"),
        day: |year, month, day| format!("{day} de {} de {year}", super::dates::month(month)),
    },
    sign_in: SignIn {
        subject: "Tu enlace para entrar",
        paragraph: "Alguien, esperamos que tú, ha pedido entrar en Laurel con esta dirección. \
            Abre el enlace y pulsa allí el botón.",
        button: "Entrar",
        closing: |minutes| {
            format!(
                "El enlace funciona una sola vez, durante {minutes} minutos. Si no has sido tú, no hagas nada: \
                sin él nadie puede entrar."
            )
        },
    },
    award: Award {
        subject: |institution, achievement| format!("{institution} te ha otorgado «{achievement}»"),
        paragraph: |institution, achievement| {
            format!("Enhorabuena: {institution} te ha otorgado «{achievement}».")
        },
        changed_subject: |institution, achievement| format!("{institution} ha cambiado tu «{achievement}»"),
        changed: |institution, achievement| {
            format!(
                "{institution} ha añadido algo a tu «{achievement}» o ha corregido algo en él. Lo que dice ahora ya \
                está en tu cartera, y lo que compartes desde allí se actualiza solo. Si algo no es correcto, allí puedes pedir \
                que se corrija."
            )
        },
        button: "Verlo y guardarlo",
        closing: |email, days, sign_in| {
            format!(
                "El enlace es solo para {email}. Funciona una vez, durante {days} días; después, entra en \
                {sign_in} con esta dirección y te estará esperando."
            )
        },
    },
    invitation: Invitation {
        subject: |institution| format!("Trabaja con {institution} en Laurel"),
        paragraph: |by, institution| {
            format!("{by} te invita al escritorio de {institution}, donde se otorgan sus credenciales.")
        },
        role: |role| {
            match role {
                "owner" => "Como titular puedes hacerlo todo allí.",
                "registrar" => {
                    "Como secretaría describes logros, llevas alumnos y clases, otorgas y revocas."
                }
                "issuer" => {
                    "Como docente otorgas a tus clases y a personas sueltas, y ves lo que has otorgado."
                }
                _ => "Puedes verlo todo allí, sin cambiar nada.",
            }
            .to_owned()
        },
        button: "Ver la invitación",
        closing: |email, days, address| {
            format!(
                "La invitación es solo para {email}, durante {days} días. El enlace funciona una vez; después, \
                abre {address} y entra con esta dirección."
            )
        },
    },
    waiting: Waiting {
        subject: |institution, achievement| format!("«{achievement}» de {institution} te está esperando"),
        paragraph: |institution, achievement| {
            format!(
                "{institution} te ha otorgado «{achievement}». Te está esperando: basta con pulsar el botón \
                para guardarlo y mostrarlo."
            )
        },
    },
    expiry: Expiry {
        renewed_subject: |institution, achievement| format!("{institution} ha renovado «{achievement}»"),
        renewed: |institution, achievement, day| {
            format!(
                "{institution} ha renovado tu «{achievement}». Ahora es válido hasta el {day}. El renovado ya está \
                en tu cartera; lo que compartes desde ella está al día."
            )
        },
        ends_subject: |achievement, day| format!("«{achievement}» caduca el {day}"),
        ends: |institution, achievement, day| {
            format!(
                "Tu «{achievement}» de {institution} caduca el {day}. Después de ese día, a quien lo compruebe se \
                le dirá que ha caducado. Si lo necesitas por más tiempo, pregunta a {institution} cómo renovarlo."
            )
        },
        unclaimed: "Todavía no lo has recogido: basta con pulsar el botón para guardarlo y mostrarlo.",
        button: "Verlo",
        closing: |email, days, sign_in| {
            format!(
                "El enlace es solo para {email}. Funciona una vez, durante {days} días; después, entra en \
                {sign_in} con esta dirección."
            )
        },
    },
    amendment: Amendment {
        asked_subject: |achievement| format!("Alguien pide que se corrija «{achievement}»"),
        asked: |achievement| {
            format!(
                "Alguien que tiene «{achievement}» de vuestra institución dice que algo no está bien. Leed lo que \
                escribe y corregidlo, o explicad por qué se queda como está."
            )
        },
        asked_button: "Ver la solicitud",
        corrected_subject: |achievement| format!("«{achievement}» está corregido"),
        corrected: |institution, achievement| {
            format!(
                "Pediste una corrección, y {institution} ha corregido tu «{achievement}». El corregido ya está en tu \
                cartera. Las copias de lo que decía antes dejan de ser válidas."
            )
        },
        declined_subject: |achievement| format!("«{achievement}» se queda como está"),
        declined: |institution, achievement| {
            format!(
                "Pediste una corrección, y {institution} ha decidido que tu «{achievement}» se quede como está. Este es \
                el motivo que da:"
            )
        },
        statement: "Si no estás de acuerdo, puedes añadir una declaración tuya a la solicitud, en tu cartera.",
    },
    account: Account {
        confirm_subject: "Añade esta dirección a tu cuenta",
        confirm: |email| {
            format!(
                "Quien tiene la cuenta de Laurel de {email} quiere añadirle esta dirección. Si eres tú, abre el enlace \
                con la sesión iniciada allí y pulsa el botón."
            )
        },
        confirm_button: "Añadir esta dirección",
        confirm_closing: |minutes| {
            format!(
                "El enlace funciona una sola vez, durante {minutes} minutos. Si no has sido tú, no hagas nada: sin tu \
                buzón nadie puede añadir esta dirección."
            )
        },
        sessions_ended: AccountNews {
            subject: "Se han cerrado sesiones de tu cuenta",
            paragraph: |_| {
                "Alguien, esperamos que tú, ha cerrado las sesiones de tu cuenta en otros dispositivos."
                    .to_owned()
            },
        },
        passkey_added: AccountNews {
            subject: "Se ha añadido una llave de acceso a tu cuenta",
            paragraph: |name| {
                format!("Desde ahora, la llave de acceso «{name}» permite entrar en tu cuenta.")
            },
        },
        passkey_removed: AccountNews {
            subject: "Se ha quitado una llave de acceso de tu cuenta",
            paragraph: |name| format!("La llave de acceso «{name}» ya no permite entrar en tu cuenta."),
        },
        key_added: AccountNews {
            subject: "Se ha añadido una clave a tu cuenta",
            paragraph: |device| {
                let on = if device.is_empty() { String::new() } else { format!(" (creada con {device})") };
                format!("Desde ahora, una clave nueva{on} puede firmar en tu nombre lo que compartes.")
            },
        },
        key_retired: AccountNews {
            subject: "Se ha retirado una clave de tu cuenta",
            paragraph: |device| {
                let of = if device.is_empty() { String::new() } else { format!(" (creada con {device})") };
                format!("Una de tus claves{of} ya no firma nada. Lo que firmó queda como está.")
            },
        },
        address_added: AccountNews {
            subject: "Se ha añadido una dirección a tu cuenta",
            paragraph: |email| {
                format!(
                    "Desde ahora, {email} pertenece a tu cuenta, y los enlaces que lleguen allí permiten entrar."
                )
            },
        },
        address_removed: AccountNews {
            subject: "Se ha quitado una dirección de tu cuenta",
            paragraph: |email| format!("{email} ya no pertenece a tu cuenta."),
        },
        codes_made: AccountNews {
            subject: "Se han creado códigos de recuperación para tu cuenta",
            paragraph: |_| {
                "Se han creado códigos de recuperación nuevos. Los que tenías antes ya no funcionan."
                    .to_owned()
            },
        },
        code_used: AccountNews {
            subject: "Se ha usado un código de recuperación de tu cuenta",
            paragraph: |_| {
                "Alguien, esperamos que tú, ha entrado en tu cuenta con un código de recuperación.".to_owned()
            },
        },
        deleted: AccountNews {
            subject: "Tu cuenta se ha eliminado",
            paragraph: |_| {
                "Tu cuenta se ha eliminado, con tu cartera, tus historiales y tus enlaces. Lo que las instituciones \
                te otorgaron sigue en su poder."
                    .to_owned()
            },
        },
        button: "Ver tu cuenta",
        closing: "Si no has sido tú, entra, cierra todas las demás sesiones y quita lo que no reconozcas.",
        removed_closing: |lost| {
            format!(
                "Si no has sido tú, entra con otra de tus direcciones, una llave de acceso o un código de \
                recuperación, y cierra todas las demás sesiones: {lost}. Un enlace enviado aquí abre una cuenta nueva, \
                sin nada dentro."
            )
        },
        ends_subject: |day| format!("Tu dirección termina el {day}: añade otra"),
        ends: |institution, email, day| {
            format!(
                "{institution} indica que {email} termina el {day}. Tu cartera sigue siendo tuya, pero después de ese \
                día ningún enlace te llegará allí."
            )
        },
        ends_help: "Añade ahora una dirección tuya a tu cuenta. Se hace en un minuto y no se pierde nada.",
        ends_button: "Añadir una dirección",
    },
    share: Share {
        ends_subject: |record, day| format!("El enlace a «{record}» termina el {day}"),
        ends: |record, recipient, day| {
            let whom = if recipient.is_empty() { String::new() } else { format!(" para {recipient}") };
            format!(
                "El enlace{whom} a tu historial «{record}» sirve hasta el {day}. Después nadie verá el historial con \
                él. Puedes darle más tiempo o dejar que termine."
            )
        },
        locked_subject: "Alguien ha probado claves en tu enlace",
        locked: |record, recipient| {
            let whom = if recipient.is_empty() { String::new() } else { format!(" para {recipient}") };
            format!(
                "Se han dado demasiadas claves equivocadas para el enlace{whom} a tu historial «{record}». Nadie lo \
                ha visto con ellas. No se acepta ninguna clave más hasta que pongas una otra vez: una \
                nueva, si alguien puede saber la de antes."
            )
        },
        button: "Cuidar del enlace",
        closing: "Solo tú ves cómo están tus enlaces.",
    },
    guardian: Guardian {
        ask_subject: |institution| format!("{institution} te pide que cuides de una cartera"),
        ask: |institution, learner| {
            format!("{institution} te pide que seas la persona responsable de {learner} en Laurel.")
        },
        ask_means: |day| {
            format!(
                "Hasta el {day} verías sus credenciales, sus historiales sin notas y sus enlaces: para quién, para qué \
                y cuántas veces se han abierto. Podrías retener o terminar un enlace. Nada más. Cuenta cuando también lo \
                haya aceptado quien aprende."
            )
        },
        ask_button: "Ver qué significa",
        learner_subject: |institution| {
            format!("{institution} pregunta por una persona responsable para tu cartera")
        },
        learner: |institution, email| {
            format!(
                "{institution} propone a {email} como tu persona responsable en Laurel. Solo cuenta si lo aceptas."
            )
        },
        learner_means: |day| {
            format!(
                "Hasta el {day} vería tus credenciales, tus historiales sin tus notas y tus enlaces: para quién, para \
                qué y cuántas veces se han abierto. Podría retener o terminar un enlace. En cualquier momento puedes \
                mirar exactamente lo que ve."
            )
        },
        learner_button: "Ver qué significa",
        begun_subject: "La responsabilidad ha empezado",
        begun_learner: |guardian, institution, day| {
            format!(
                "{guardian} y tú habéis dicho que sí a {institution}. Hasta el {day} ve tu cartera sin tus notas. En tu \
                cuenta puedes mirar exactamente lo que ve."
            )
        },
        begun_guardian: |learner, day| {
            format!("{learner} y tú habéis dicho que sí. Hasta el {day} ves su cartera sin sus notas.")
        },
        look_button: "Mirar",
        moved_subject: "La responsabilidad tiene otro último día",
        moved: |institution, learner, guardian, day| {
            format!(
                "{institution} ha cambiado el último día en que {guardian} es responsable de {learner}: ahora es el {day}."
            )
        },
        ended_subject: "La responsabilidad ha terminado",
        ended_learner: |guardian| {
            format!(
                "{guardian} ya no es tu persona responsable, y desde ahora no ve nada de tu cartera. Un enlace que la \
                esperaba sigue cerrado hasta que tú lo actives."
            )
        },
        ended_guardian: |learner| {
            format!("Ya no eres responsable de {learner}, y desde ahora no ves nada de su cartera.")
        },
        waits_subject: |learner| format!("Un enlace de {learner} te espera"),
        waits: |learner| {
            format!(
                "{learner} quiere compartir un historial. Hasta que lo apruebes, el enlace no lleva a ninguna parte."
            )
        },
        waits_button: "Verlo",
        approved_subject: "Tu enlace está aprobado",
        approved: |guardian| format!("{guardian} ha aprobado tu enlace. Ya funciona."),
        approved_paused: |guardian| {
            format!("{guardian} ha aprobado tu enlace. Lo has pausado: funcionará cuando dejes que siga.")
        },
        held_subject: "Tu enlace está retenido",
        held: |guardian| {
            format!("{guardian} retiene tu enlace: por ahora no lleva a ninguna parte. Hablad de ello.")
        },
        link_ended_subject: "Tu enlace ha terminado",
        link_ended: |guardian| format!("{guardian} ha terminado un enlace tuyo. Ya nadie puede abrirlo."),
        record_button: "Ver el historial",
    },
};

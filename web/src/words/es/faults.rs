//! What is wrong with something that was typed or asked for.

/// The service's clauses, as it writes them, and the same in Spanish.
const CLAUSES: &[(&str, &str)] = &[
    ("this link has ended: make a new one", "este enlace ha terminado: haz uno nuevo"),
    ("leave something in, or end the link", "deja algo dentro o termina el enlace"),
    ("choose a passcode of 6 to 64 characters", "elige una clave de 6 a 64 caracteres"),
    ("the link needs another look", "hay que revisar el enlace"),
    (
        "there is too much to do just now: try again in a moment",
        "hay demasiado que hacer ahora mismo: inténtalo de nuevo en un momento",
    ),
    (
        "this link asks for a passcode, which is given on its page",
        "este enlace pide una clave, que se da en su página",
    ),
    ("choose a day within a hundred years", "elige un día dentro de cien años"),
    ("write something here", "escribe algo aquí"),
    (
        "leave out line breaks and unprintable characters",
        "quita los saltos de línea y los caracteres invisibles",
    ),
    ("leave out unprintable characters", "quita los caracteres invisibles"),
    (
        "write an e-mail address, such as you@example.org",
        "escribe una dirección de correo, como nombre@example.org",
    ),
    ("choose one of your own addresses", "elige una de tus direcciones"),
    ("there is no such record", "no existe ese historial"),
    ("there is no such credential here", "aquí no está esa credencial"),
    ("this credential is in the record already", "esta credencial ya está en el historial"),
    ("the record was changed elsewhere meanwhile", "el historial se ha cambiado entretanto en otra ventana"),
    ("the record needs another look", "hay que revisar el historial"),
    (
        "keep fewer credentials in one record: together these are larger than 20 MB",
        "deja menos credenciales en un historial: juntas ocupan más de 20 MB",
    ),
    ("keep it shorter: all of a record is too much", "hazlo más corto: el historial entero es demasiado"),
    ("keep each credential once", "pon cada credencial una sola vez"),
    (
        "a school’s record is shared by link, to somebody named",
        "el expediente de un centro se comparte con un enlace, con alguien a quien se nombra",
    ),
    (
        "a guardian approves what you share, so nothing is made public",
        "una persona responsable aprueba lo que compartes, así que nada se hace público",
    ),
    ("there is nothing here: it may have ended", "aquí no hay nada: puede haber terminado"),
    (
        "only a guardian of the school that wants links approved, or that holds this one back, can approve it",
        "solo puede aprobarlo una persona responsable del centro que pide aprobar los enlaces o que retiene este",
    ),
    (
        "the link was changed meanwhile: look at it again",
        "el enlace ha cambiado entretanto: vuelve a mirarlo",
    ),
    ("nobody is their own guardian", "nadie es su propia persona responsable"),
    (
        "this link still needs a guardian’s approval",
        "este enlace todavía necesita la aprobación de una persona responsable",
    ),
    (
        "a letter went to this address just now; wait a minute",
        "acaba de salir una carta a esta dirección; espera un minuto",
    ),
    ("there is no such record or link", "no existe ese historial o enlace"),
    ("this is not an e-mail address", "esto no es una dirección de correo"),
    (
        "several mails went to this address just now; look for the latest, or wait a little",
        "hace un momento salieron varios correos a esta dirección; busca el último, o espera un poco",
    ),
    (
        "this link has been used or is too old; ask for a new one",
        "este enlace ya se ha usado o es demasiado antiguo; pide uno nuevo",
    ),
    (
        "This link has been used or is too old. Ask for a new one.",
        "Este enlace ya se ha usado o es demasiado antiguo. Pide uno nuevo.",
    ),
    ("there is no such credential or request", "no existe esa credencial o solicitud"),
    (
        "you have asked about this credential already; wait for the answer",
        "ya has preguntado por esta credencial; espera la respuesta",
    ),
    ("this request was answered before", "esta solicitud ya tuvo respuesta"),
    ("the request needs another look", "hay que revisar la solicitud"),
    ("type the code that you were given", "escribe el código que te dieron"),
    (
        "this link leads nowhere: look at it again, or ask whoever gave it to you",
        "este enlace no lleva a ninguna parte: míralo otra vez, o pregunta a quien te lo dio",
    ),
    ("this link gives nothing just now", "este enlace no da nada en este momento"),
    ("this is not the code word", "esta no es la palabra clave"),
    (
        "several code words were wrong; wait a little, and ask for it",
        "varias palabras clave no eran correctas; espera un poco y pregunta por ella",
    ),
    ("no such credential waits for you", "no te espera ninguna credencial así"),
    ("this credential is in your wallet already", "esta credencial ya está en tu cartera"),
    ("there is nothing at this address", "no hay nada en esta dirección"),
    ("this took too long, and was given up", "esto tardaba demasiado y se ha abandonado"),
    ("the request broke off", "la petición se ha cortado"),
    ("there is no such credential in your wallet", "en tu cartera no está esa credencial"),
    ("there is no such entry in this credential", "esta credencial no tiene esa entrada"),
    ("there is nothing more to take back or to do again", "no hay nada más que deshacer ni rehacer"),
    ("use 1 to 20 letters, digits and hyphens", "usa de 1 a 20 letras, cifras y guiones"),
    ("use each id once", "usa cada identificador una sola vez"),
    (
        "this link leads nowhere: it was mistyped, has been ended by its owner, or has run out",
        "este enlace no lleva a ninguna parte: está mal escrito, quien lo hizo lo ha terminado o ha caducado",
    ),
    (
        "this code is not known, or has been used already; look at it again, or ask whoever gave it to you",
        "este código no se conoce o ya se ha usado; míralo otra vez, o pregunta a quien te lo dio",
    ),
    (
        "many links that lead nowhere were asked for from your address just now",
        "hace un momento se pidieron desde tu dirección muchos enlaces que no llevan a ninguna parte",
    ),
    (
        "many codes were wrong just now, so that none is looked at",
        "acaban de fallar muchos códigos, así que ahora no se mira ninguno",
    ),
    ("this address is in your account already", "esta dirección ya está en tu cuenta"),
    ("there is no such address in this account", "esta cuenta no tiene esa dirección"),
    ("this is the only address: add another one first", "es la única dirección: añade antes otra"),
    ("this address belongs to another account", "esta dirección es de otra cuenta"),
    (
        "this link has been used, is too old, or belongs to another account",
        "este enlace ya se ha usado, es demasiado antiguo o es de otra cuenta",
    ),
    (
        "several mails went out just now; look for the latest, or wait a little",
        "acaban de salir varios correos; busca el último o espera un poco",
    ),
    (
        "write one of the addresses of this account, to show that you mean it",
        "escribe una de las direcciones de esta cuenta, para mostrar que va en serio",
    ),
    (
        "you are the only owner of an institution: hand it over first",
        "eres la única persona titular de una institución: nombra antes a otra",
    ),
    ("show once more that it is you: sign in again", "demuestra otra vez que eres tú: vuelve a entrar"),
    ("there is no such passkey in this account", "esta cuenta no tiene esa llave de acceso"),
    ("passkeys do not work at this address", "las llaves de acceso no funcionan en esta dirección"),
    ("the passkey was not accepted", "la llave de acceso no se ha aceptado"),
    (
        "the passkey was not accepted: it is not known here, or the page lay open for too long",
        "la llave de acceso no se ha aceptado: aquí no se conoce, o la página estuvo abierta demasiado tiempo",
    ),
    ("choose one of the languages", "elige uno de los idiomas"),
    ("choose light, dark, or as the device", "elige claro, oscuro o como el dispositivo"),
    ("this needs another look", "hay que revisar esto"),
    ("there is too much to verify just now", "ahora mismo hay demasiado que comprobar"),
    (
        "the report on this document is too long for a receipt",
        "el informe de este documento es demasiado largo para un recibo",
    ),
    (
        "too many requests came from your address just now",
        "acaban de llegar demasiadas peticiones desde tu dirección",
    ),
    ("sign in first", "entra primero"),
    (
        "something went wrong on our side; it has been logged",
        "algo ha fallado por nuestra parte; ha quedado anotado",
    ),
    ("the service cannot reach its database just now", "el servicio no alcanza ahora mismo su base de datos"),
    ("the form cannot be read", "el formulario no se puede leer"),
    ("the form is larger than is taken here", "el formulario es más grande de lo que se admite aquí"),
    ("a field of the form is not text", "un campo del formulario no es texto"),
    ("this address takes a form with files", "esta dirección espera un formulario con archivos"),
    ("the request is larger than is taken here", "la petición es más grande de lo que se admite aquí"),
    ("this address does not take this method", "esta dirección no admite ese método"),
];

/// Clauses with a number: what stands before it and after it, and all of it in Spanish.
const NUMBERED: &[(&str, &str, &str)] = &[
    ("use at most ", " characters", "usa como mucho {} caracteres"),
    ("a link lives 1 to ", " days, or has no end", "un enlace dura de 1 a {} días, o no tiene fin"),
    (
        "you can ask for ",
        " corrections a day; come back tomorrow",
        "puedes pedir {} correcciones al día; vuelve mañana",
    ),
    ("more than ", " credentials are not taken at once", "no se toman más de {} credenciales de una vez"),
    ("keep 1 to ", " sections", "deja de 1 a {} secciones"),
    ("keep at most ", " credentials", "deja como mucho {} credenciales"),
    ("keep at most ", " records", "ten como mucho {} historiales"),
    ("keep at most ", " live links to a record", "ten como mucho {} enlaces activos a un historial"),
    ("choose at most ", " entries", "elige como mucho {} entradas"),
    (
        "an account has at most ",
        " addresses; remove one first",
        "una cuenta tiene como mucho {} direcciones; quita antes una",
    ),
    (
        "an account has at most ",
        " passkeys; remove one first",
        "una cuenta tiene como mucho {} llaves de acceso; quita antes una",
    ),
    (
        "the request is larger than is taken here, which is at most ",
        " MiB",
        "la petición es más grande de lo que se admite aquí, que son {} MiB como mucho",
    ),
];

pub fn told(clause: &str) -> String {
    if let Some((_, words)) = CLAUSES.iter().find(|(known, _)| *known == clause) {
        return (*words).to_owned();
    }
    let numbered = NUMBERED.iter().find_map(|(before, after, words)| {
        let number = clause.strip_prefix(before)?.strip_suffix(after)?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then(|| words.replace("{}", number))
    });
    numbered.unwrap_or_else(|| clause.to_owned())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// What stands in these files and folders of the service, each without its tests.
    fn sources(paths: &[&str]) -> Vec<String> {
        fn read(path: &Path, all: &mut Vec<String>) {
            if path.is_dir() {
                let mut inside: Vec<_> = fs::read_dir(path).unwrap().map(|it| it.unwrap().path()).collect();
                inside.sort();
                for path in &inside {
                    read(path, all);
                }
            } else {
                let text = fs::read_to_string(path).unwrap();
                all.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned());
            }
        }
        let mut all = Vec::new();
        let service = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
        for path in paths {
            read(&service.join(path), &mut all);
        }
        all
    }

    #[test]
    fn every_clause_is_one_that_the_service_says() {
        let service = sources(&[""]).concat();
        for (clause, _) in CLAUSES {
            assert!(service.contains(&format!("\"{clause}\"")), "{clause}");
        }
        for (before, after, words) in NUMBERED {
            let said = service.split(&format!("\"{before}{{")).skip(1).any(|rest| {
                rest.split_once('}').is_some_and(|(_, rest)| rest.starts_with(&format!("{after}\"")))
            });
            assert!(said, "{before}… {after}");
            assert!(words.contains("{}"), "{words}");
        }
    }

    /// The clauses that a source gives to people, with a number where something goes into them.
    fn clauses(source: &str) -> Vec<String> {
        let markers = [
            ("#[error(", ")]"),
            ("wrong(", ";\n"),
            ("let detail =", ";\n"),
            ("FieldProblem::new(", ";\n"),
            ("Problem::not_found(", ";\n"),
            ("Problem::bad_request(", ";\n"),
            ("Problem::too_large(", ";\n"),
        ];
        let mut found = Vec::new();
        for (marker, end) in markers {
            for rest in source.split(marker).skip(1) {
                let statement = rest.split(end).next().unwrap_or_default();
                let texts = statement.split('"').skip(1).step_by(2).filter(|text| text.contains(' '));
                found.extend(texts.map(|text| {
                    let parts = text.split('{').enumerate().map(|(place, part)| match place {
                        0 => part.to_owned(),
                        _ => format!("7{}", part.split_once('}').map_or("", |(_, rest)| rest)),
                    });
                    parts.collect()
                }));
            }
        }
        found
    }

    #[test]
    fn what_the_service_says_to_learners_and_those_who_check_is_said_in_spanish() {
        // Said to staff alone, and to the log.
        let to_others = ["the credential was not corrected since this was asked for", "a handler panicked"];
        let paths = [
            "flows/account/addresses.rs",
            "flows/account/ceremony.rs",
            "flows/account/delete.rs",
            "flows/account/mod.rs",
            "flows/account/passkeys.rs",
            "flows/account/recovery.rs",
            "flows/account/sessions.rs",
            "flows/account/settings.rs",
            "flows/amendment.rs",
            "flows/claim/code.rs",
            "flows/claim/event.rs",
            "flows/fields.rs",
            "flows/guardian/answer.rs",
            "flows/guardian/approval.rs",
            "flows/guardian/mod.rs",
            "flows/hold",
            "flows/receipt.rs",
            "flows/record",
            "flows/share",
            "flows/sign_in.rs",
            "routes/answer.rs",
            "routes/pages/records.rs",
            "routes/pages/shared.rs",
            "routes/pages/shares.rs",
            "routes/pages/wallet",
        ];
        let said: Vec<_> = sources(&paths).iter().flat_map(|source| clauses(source)).collect();
        assert!(said.len() > 60, "{said:?}");
        let english: Vec<_> = said
            .iter()
            .filter(|clause| !clause.starts_with("could not ") && !to_others.contains(&clause.as_str()))
            .filter(|clause| told(clause) == **clause)
            .collect();
        assert!(english.is_empty(), "not in Spanish: {english:#?}");
    }

    #[test]
    fn a_number_keeps_its_place() {
        assert_eq!(told("use at most 80 characters"), "usa como mucho 80 caracteres");
        assert_eq!(
            told("a link lives 1 to 365 days, or has no end"),
            "un enlace dura de 1 a 365 días, o no tiene fin"
        );
        assert_eq!(told("use at most all characters"), "use at most all characters");
        assert_eq!(told("something else"), "something else");
    }
}

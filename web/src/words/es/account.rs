//! Una cuenta, para su titular: `/account` y las páginas que cuelgan de ella; entrar con llave de acceso o código.

/// The page.
pub const TITLE: &str = "Tu cuenta";
/// Leads back to it.
pub const BACK: &str = "Tu cuenta";

/// Heads name, language and theme.
pub const SETTINGS: &str = "Tú y tus páginas";
/// Name: label and hint.
pub const NAME: (&str, &str) = (
    "Tu nombre",
    "Aparece en los mensajes que recibes. Lo que ya te otorgaron conserva el nombre que tiene.",
);
/// Language: label and hint.
pub const LANGUAGE: (&str, &str) = ("Idioma", "De las páginas y de los mensajes sobre tu cuenta.");
/// No language of one's own.
pub const LANGUAGE_AUTO: &str = "El de mi navegador";
/// Theme: label and hint.
pub const THEME: (&str, &str) = ("Colores", "");
/// No theme of one's own.
pub const THEME_AUTO: &str = "Los de mi dispositivo";
/// Dark on light.
pub const THEME_LIGHT: &str = "Claros";
/// Light on dark.
pub const THEME_DARK: &str = "Oscuros";
/// Button: save the settings.
pub const SAVE: &str = "Guardar";

/// Heads the addresses.
pub const ADDRESSES: &str = "Direcciones de correo";
/// What they are for.
pub const ADDRESSES_LEAD: &str = "Un enlace a cualquiera de ellas te permite entrar, y lo que se otorga a cualquiera de ellas es tuyo. Conserva una que ningún centro ni empresa pueda quitarte.";
/// Where letters go.
pub const MAIN: &str = "Los mensajes llegan aquí";
/// Button: let letters go to an address.
pub const MAKE_MAIN_LABEL: &str = "Enviar los mensajes aquí";
/// The same, named.
pub fn make_main(email: &str) -> String {
    format!("{MAKE_MAIN_LABEL}: {email}")
}
/// Link: take an address away.
pub const REMOVE: &str = "Quitar";
/// The same, named.
pub fn remove_named(what: &str) -> String {
    format!("Quitar {what}")
}
/// An address that an institution has on its roster.
pub fn school(institution: &str) -> String {
    format!("{institution} tiene esta dirección tuya")
}
/// An address that will end.
pub fn school_ends(institution: &str, day: &str) -> String {
    format!("{institution} la cierra; su último día es el {day}")
}
/// An address that has ended.
pub fn school_ended(institution: &str, day: &str) -> String {
    format!("{institution} la cerró; su último día fue el {day}")
}
/// An address whose link was not opened yet.
pub const WAITING: &str = "Espera a que abras el enlace que se envió allí";
/// New address: label and hint.
pub const ADD: (&str, &str) =
    ("Añadir una dirección", "Enviamos un enlace allí. Ábrelo con la sesión iniciada aquí.");
/// Sends the link once more, to an address,
pub const SEND_AGAIN: &str = "Enviar otra vez";
/// the same with the address,
pub fn send_again_to(email: &str) -> String {
    format!("Enviar otra vez a {email}")
}
/// or waits for it no longer,
pub const WITHDRAW: &str = "Retirar";
/// the same with the address.
pub fn withdraw_named(email: &str) -> String {
    format!("Retirar {email}")
}
/// Button: add it.
pub const ADD_BUTTON: &str = "Enviar el enlace";

/// Heads the page behind the link to a new address.
pub const CONFIRM_ADDRESS_TITLE: &str = "Añadir esta dirección";
/// What pressing the button does.
pub fn confirm_address(email: &str, account: &str) -> String {
    format!(
        "Desde ahora, {email} pertenecería a la cuenta de {account}: los enlaces que lleguen allí permiten entrar en ella, y lo que se le otorgue está en esta cartera."
    )
}
/// Button.
pub const CONFIRM_ADDRESS_BUTTON: &str = "Añadirla a mi cuenta";
/// The link of another account, or one that is spent.
pub const ADDRESS_SPENT: &str = "Este enlace ya se ha usado, es demasiado antiguo o pertenece a otra cuenta. Entra en la cuenta que lo pidió, o pide allí otro enlace.";
/// The account has as many as it may.
pub const ADDRESS_FULL: &str =
    "Tu cuenta tiene ya todas las direcciones que puede tener: 20. Quita una y vuelve a abrir el enlace.";
/// An address of somebody else's.
pub const ADDRESS_TAKEN: &str = "Esta dirección pertenece a otra cuenta de aquí. Entra con ella para abrir esa cuenta; cuando se quite allí, o se elimine la cuenta, podrás añadirla a esta.";
/// Heads the question before an address is removed.
pub const REMOVE_ADDRESS_TITLE: &str = "¿Quitar esta dirección?";
/// What removing it does.
pub fn remove_address(email: &str) -> String {
    format!(
        "Los enlaces que lleguen a {email} ya no permitirán entrar en esta cuenta, y lo que se le otorgue desde ahora no será tuyo. Lo que tienes sigue en tu cartera."
    )
}
/// Button.
pub const REMOVE_ADDRESS_BUTTON: &str = "Quitar la dirección";

/// Heads the passkeys.
pub const PASSKEYS: &str = "Llaves de acceso";
/// What they are.
pub const PASSKEYS_LEAD: &str = "Una llave de acceso te permite entrar con tu huella, tu cara o el bloqueo de pantalla. Se queda en tus dispositivos, y no hay nada que escribir ni recordar.";
/// None yet.
pub const PASSKEYS_EMPTY: &str = "Aún no tienes ninguna llave de acceso.";
/// Where they cannot work.
pub const PASSKEYS_NOWHERE: &str = "Las llaves de acceso necesitan que este servicio tenga un nombre en la barra de direcciones, y esta dirección no lo tiene.";
/// Link to make one.
pub const NEW_PASSKEY: &str = "Añadir una llave de acceso";
/// Name of one: label and hint.
pub const PASSKEY_NAME: (&str, &str) =
    ("Cómo llamarla", "Para reconocerla después, por ejemplo «Mi teléfono».");
/// What one's name is, before it is typed.
pub const PASSKEY_NAME_FIRST: &str = "Mi llave de acceso";
/// Button: make one.
pub const MAKE_PASSKEY: &str = "Crear la llave de acceso";
/// While scripts do not run.
pub const PASSKEY_NEEDS: &str = "Hace falta un navegador que conozca las llaves de acceso y ejecute scripts. Si aquí no aparece nada más, prueba con uno más reciente.";
/// The browser made none.
pub const PASSKEY_FAILED: &str = "No se ha creado ninguna llave de acceso. Quizá lo has detenido, o este dispositivo ya tiene una para esta cuenta.";
/// The server did not take it.
pub const PASSKEY_REFUSED: &str = "La llave de acceso no se ha aceptado. Puede que la página haya estado abierta demasiado tiempo. Borra la llave en tu dispositivo e inténtalo de nuevo.";
/// When one was made and used.
pub fn passkey_used(made: &str, used: Option<&str>) -> String {
    match used {
        Some(used) => format!("Creada el {made}, usada por última vez el {used}"),
        None => format!("Creada el {made}, aún sin usar"),
    }
}
/// Label of the field that renames one.
pub fn rename_named(name: &str) -> String {
    format!("Otro nombre para {name}")
}
/// Button: rename.
pub const RENAME: &str = "Cambiar el nombre";
/// Heads the question before one is removed.
pub const REMOVE_PASSKEY_TITLE: &str = "¿Quitar esta llave de acceso?";
/// What removing it does.
pub fn remove_passkey(name: &str) -> String {
    format!(
        "«{name}» ya no permitirá entrar. Tu dispositivo la seguirá mostrando hasta que la borres también allí."
    )
}
/// Button.
pub const REMOVE_PASSKEY_BUTTON: &str = "Quitar la llave de acceso";

/// Button on the sign-in page.
pub const SIGN_IN_PASSKEY: &str = "Entrar con una llave de acceso";
/// The browser signed in with none.
pub const SIGN_IN_FAILED: &str =
    "No se ha usado ninguna llave de acceso. Inténtalo de nuevo, o pide que te enviemos un enlace.";
/// The server knows it not.
pub const SIGN_IN_REFUSED: &str = "Esta llave de acceso no se ha aceptado: se quitó, o la página ha estado abierta demasiado tiempo. Inténtalo de nuevo, o pide que te enviemos un enlace.";
/// Link to what to do when everything is lost.
pub const LOST: &str = "¿Has perdido el teléfono o la dirección?";

/// Heads the sessions.
pub const SESSIONS: &str = "Dónde tienes la sesión iniciada";
/// The session that asks.
pub const SESSION_THIS: &str = "Esta";
/// A session.
pub fn session_since(since: &str, seen: &str) -> String {
    format!("Desde el {since}, usada por última vez el {seen}")
}
/// A kind of device, by its name.
pub fn device(kind: &str) -> &'static str {
    match kind {
        "android" => "Teléfono o tableta Android",
        "iphone" => "iPhone",
        "ipad" => "iPad",
        "windows" => "Ordenador con Windows",
        "mac" => "Mac",
        "chromeos" => "Chromebook",
        "linux" => "Ordenador con Linux",
        _ => "Otro dispositivo",
    }
}
/// Button: end one.
pub const END: &str = "Cerrar";
/// The same, named.
pub fn end_named(device: &str, since: &str) -> String {
    format!("Cerrar la sesión en {device} desde el {since}")
}
/// Button: end all others.
pub const END_OTHERS: &str = "Cerrar todas las demás";

/// Heads coming back.
pub const RECOVERY: &str = "Si lo pierdes todo";
/// What codes are.
pub const RECOVERY_LEAD: &str = "Los códigos de recuperación te dejan entrar cuando no puedes usar ninguna de tus direcciones ni de tus dispositivos. Imprímelos o apúntalos, y guárdalos con tus papeles.";
/// How many are left.
pub fn codes_left(number: u64) -> String {
    match number {
        0 => "No tienes códigos de recuperación.".to_owned(),
        1 => "Te queda un código de recuperación.".to_owned(),
        _ => format!("Te quedan {number} códigos de recuperación."),
    }
}
/// Link: make codes.
pub const MAKE_CODES: &str = "Crear códigos de recuperación";
/// Heads the question before codes are made.
pub const CODES_TITLE: &str = "Códigos de recuperación";
/// What making them does.
pub const CODES_ASK: &str = "Creamos ocho códigos y los mostramos una sola vez. Cada uno permite entrar una vez. Los que tenías antes dejan de funcionar.";
/// Button.
pub const CODES_MAKE: &str = "Crear los códigos";
/// Above the codes.
pub const CODES_SHOWN: &str = "Apúntalos o imprime esta página ahora: no se vuelven a mostrar. Quien tenga uno de ellos puede abrir tu cuenta.";
/// Button.
pub const CODES_DONE: &str = "Los he guardado";
/// The page to sign in with a code.
pub const CODE_TITLE: &str = "Entrar con un código de recuperación";
/// A code: label and hint.
pub const CODE: (&str, &str) =
    ("Código de recuperación", "Uno de los de tu papel, por ejemplo 4kzt-90ma-x7qd-2hve.");
/// Button.
pub const CODE_BUTTON: &str = "Entrar";
/// There is no such code.
pub const CODE_WRONG: &str = "Ninguna cuenta tiene este código. Comprueba que lo has escrito tal como está, y que no lo has usado antes.";

/// The page for whoever lost something.
pub const LOST_TITLE: &str = "Cuando no puedes entrar";
/// Its parts: question and answer.
pub const LOST_PARTS: &[(&str, &str)] = &[
    (
        "He perdido el teléfono o el ordenador",
        "Entra en otro dispositivo con un enlace a cualquiera de tus direcciones. Luego abre tu cuenta, cierra todas las demás sesiones y quita las llaves de acceso del dispositivo perdido. Si lo marcaste como tuyo, lo que guardó de tu cartera desaparece cuando vuelva a abrir aquí una página, y allí se puede abrir durante 30 días como mucho.",
    ),
    (
        "He perdido una dirección de correo",
        "Entra con otra de tus direcciones, o con una llave de acceso. Luego quita la dirección perdida y añade una nueva. Lo que tienes sigue en tu cartera.",
    ),
    (
        "He perdido todas mis direcciones, y tengo una llave de acceso",
        "Elige «Entrar con una llave de acceso» en la página de entrada, y añade una dirección que puedas leer.",
    ),
    (
        "No tengo nada de eso, pero sí mis códigos de recuperación",
        "Cada código de tu papel te permite entrar una vez.",
    ),
    (
        "No tengo nada en absoluto",
        "Entonces aquí nadie puede saber que eres tú, y no abrimos una cuenta a quien no puede demostrarlo. Pide a las instituciones que te otorgaron algo que lo envíen de nuevo a una dirección tuya: lo que firmaron lo tienen ellas.",
    ),
];
/// Link to sign in with a code.
pub const LOST_CODE: &str = "Entrar con un código de recuperación";

/// The page that asks for a fresh proof.
pub const PROVE_TITLE: &str = "¿Eres tú?";
/// Why.
pub const PROVE_LEAD: &str = "Entraste hace un rato. Antes de seguir, demuestra otra vez que eres tú.";
/// Button: send a link.
pub const PROVE_MAIL: &str = "Enviarme un enlace";
/// Which address: label and hint.
pub const PROVE_EMAIL: (&str, &str) = ("Enviarlo a", "El enlace te trae de vuelta aquí.");
/// Button: use a passkey.
pub const PROVE_PASSKEY: &str = "Usar una llave de acceso";
/// Button: use a recovery code.
pub const PROVE_CODE: &str = "Usar un código de recuperación";

/// Heads deleting the account.
pub const DELETE: &str = "Eliminar la cuenta";
/// What that means, in short.
pub const DELETE_LEAD: &str = "Todo lo que es tuyo aquí desaparece, al momento y para siempre.";
/// Link to it.
pub const DELETE_LINK: &str = "Eliminar mi cuenta…";
/// The page's title.
pub const DELETE_TITLE: &str = "¿Eliminar tu cuenta?";
/// What goes.
pub fn delete_goes(credentials: u64, records: u64) -> String {
    let credentials = match credentials {
        1 => "1 credencial".to_owned(),
        number => format!("{number} credenciales"),
    };
    let records = match records {
        1 => "tu historial".to_owned(),
        number => format!("tus {number} historiales"),
    };
    format!(
        "Tu cartera con {credentials}, {records} con sus notas, todos los enlaces que compartiste, tus direcciones, llaves de acceso y sesiones."
    )
}
/// Heads what goes.
pub const DELETE_GOES_LABEL: &str = "Lo que desaparece, al momento y para siempre";
/// Heads what stays.
pub const DELETE_STAYS: &str = "Lo que queda";
/// What stays.
pub const DELETE_STAYS_TEXT: &str = "Lo que las instituciones firmaron para ti también es suyo: lo conservan, sigue verificándose dondequiera que tengas una copia, y solo ellas pueden retirarlo. Pídeles que lo borren si hace falta. Si vuelves con la misma dirección, lo que te otorgaron aquí te espera.";
/// Before it is done.
pub const DELETE_COPY: &str = "Llévate antes lo que quieras conservar: lo que añadiste de otros sitios puede no estar en ningún otro lugar.";
/// Typed confirmation: label and hint.
pub const DELETE_TYPE: (&str, &str) =
    ("Escribe una de tus direcciones de correo", "Para mostrar que va en serio.");
/// Button.
pub const DELETE_BUTTON: &str = "Eliminar mi cuenta para siempre";
/// An institution has no other owner.
pub const DELETE_OWNER: &str = "Eres la única persona titular de una institución. Nombra primero a otra en su página de personal; después podrás eliminar tu cuenta.";

/// A notice in the wallet: an address ends, and there is no other.
pub fn ending(email: &str, institution: &str, day: &str) -> String {
    format!(
        "{institution} cierra {email}; su último día es el {day}. Tu cartera sigue siendo tuya, pero añade otra dirección para poder abrirla siempre."
    )
}
/// The same when it has ended.
pub fn ended(email: &str, institution: &str, day: &str) -> String {
    format!(
        "{institution} cerró {email} el {day}. Añade otra dirección ahora, mientras tienes la sesión iniciada."
    )
}
/// Link to do so.
pub const ENDING_LINK: &str = "Añadir una dirección";

/// Notices, after a form.
pub const SAVED: &str = "Guardado.";
/// A link went to a new address.
pub const ADDRESS_ASKED: &str = "El enlace está en camino. Ábrelo con la sesión iniciada aquí.";
/// An address was added.
pub const ADDRESS_ADDED: &str = "La dirección ya es tuya.";
/// Letters go elsewhere.
pub const ADDRESS_CHOSEN: &str = "Desde ahora los mensajes llegan allí.";
/// An address was removed.
pub const ADDRESS_REMOVED: &str = "La dirección se ha quitado.";
/// After an address that waited was withdrawn.
pub const ADDRESS_WITHDRAWN: &str = "El enlace que se envió allí ya no sirve.";
/// A passkey was added.
pub const PASSKEY_ADDED: &str = "La llave de acceso está lista. Desde ahora te permite entrar.";
/// One was renamed.
pub const PASSKEY_RENAMED: &str = "Nombre cambiado.";
/// One was removed.
pub const PASSKEY_REMOVED: &str = "La llave de acceso se ha quitado. Ya no permite entrar.";
/// A session was ended.
pub const SESSION_ENDED: &str = "Sesión cerrada allí.";
/// All others were.
pub const SESSIONS_ENDED: &str = "Sesión cerrada en todos los demás sitios.";
/// The account is gone.
pub const DELETED: &str = "Tu cuenta se ha eliminado.";

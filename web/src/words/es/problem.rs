//! Errors: what happened, what it means for you, what to do.

pub fn of_status(status: u16) -> (&'static str, &'static str, &'static str) {
    match status {
        400 | 422 => (
            "No hemos podido leer eso",
            "No se ha guardado ni cambiado nada.",
            "Vuelve atrás, revisa lo que has enviado e inténtalo de nuevo.",
        ),
        401 => (
            "Primero tienes que entrar",
            "Esta página es para quienes han entrado.",
            "Entra y vuelve a abrirla.",
        ),
        403 => (
            "Esto no te corresponde",
            "Has entrado, pero no como alguien que pueda hacer esto.",
            "Entra con otra dirección, o pregunta a quien lleva el escritorio.",
        ),
        404 => (
            "Aquí no hay nada",
            "No hay ninguna página en esta dirección: puede estar mal escrita, haber terminado o no ser para ti.",
            "Si alguien te envió el enlace, pídele otro.",
        ),
        409 => (
            "Eso ha cambiado entretanto",
            "No se ha sobrescrito nada.",
            "Abre de nuevo la página para ver cómo está, y repite lo que querías hacer.",
        ),
        413 => (
            "Eso es demasiado grande",
            "No se ha guardado ni cambiado nada.",
            "Vuelve atrás y elige un archivo más pequeño, o envíalo en varias partes.",
        ),
        415 => (
            "No conocemos ese tipo de archivo",
            "No se ha guardado ni cambiado nada.",
            "Envía una credencial como texto JSON, o la imagen de una insignia en PNG o SVG.",
        ),
        429 => (
            "Eso ha sido mucho de una vez",
            "No se ha guardado ni cambiado nada.",
            "Espera un minuto e inténtalo de nuevo.",
        ),
        503 => (
            "Todavía no estamos listos",
            "El servicio está arrancando o su base de datos no responde. No se ha perdido nada.",
            "Espera un minuto e inténtalo de nuevo.",
        ),
        _ => (
            "Algo ha fallado por nuestra parte",
            "No es culpa tuya, y lo que se guardó antes está a salvo.",
            "Inténtalo de nuevo en un momento. Si vuelve a ocurrir, di a quien lleva este sitio cuándo ha sido.",
        ),
    }
}

pub const BACK: &str = "Volver al formulario";
pub const HOME: &str = "Ir a la página de inicio";

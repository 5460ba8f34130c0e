//! La página de privacidad, en palabras sencillas.

/// The page, and the link to it.
pub const TITLE: &str = "Privacidad";
/// Its first sentences.
pub const LEAD: &str = "Lo que reúnes aquí es tuyo. Esta página dice quién ve qué, qué podría leer técnicamente quien mantiene este servicio, y cuánto tiempo se guarda cada cosa.";

/// Heads what staff see.
pub const STAFF: &str = "Lo que ve el personal de una institución";
/// What they see and do not see.
pub const STAFF_TEXT: &[&str] = &[
    "Lo que su propia institución te otorgó, a qué dirección, y si ya lo has recogido.",
    "Lo que pides a esa institución que corrija, y que lo has pedido.",
    "No ve lo que otros te otorgaron, ni lo que añadiste tú, ni tus notas, ni tus historiales, ni qué compartes ni con quién, ni quién lo miró, ni tus otras direcciones. Dejar su lista no cambia nada en tu cartera.",
];

/// Heads what whoever has a link sees.
pub const LINKS: &str = "Lo que ve quien tiene tu enlace";
/// What that is.
pub const LINKS_TEXT: &[&str] = &[
    "El historial que compartiste, tal como lo ordenaste, hasta que el enlace termina. Nada más de tu cartera, y tampoco tus direcciones, salvo que una figure en algo que se firmó.",
    "Cuando terminas un enlace, desde ese momento no muestra nada. Las copias que alguien hizo antes se quedan con esa persona.",
    "Una credencial cuya página has hecho pública la ve quien tenga su dirección, sin enlace, hasta que vuelvas a hacerla privada. Ninguna es pública si tú no lo dices.",
];

/// Heads what the operator could read.
pub const GUARDIANS: &str = "Qué ve una persona responsable";
pub const GUARDIANS_TEXT: &[&str] = &[
    "Solo la cartera de alguien menor de edad puede tener una persona responsable, solo un centro puede pedirlo, y solo cuenta si quien aprende y esa persona dicen que sí. Tiene un último día; no se guarda ninguna fecha de nacimiento.",
    "Las credenciales con su comprobación, los historiales sin notas y los enlaces: para quién, para qué y cuántas veces se han abierto. Lo que hay detrás de un enlace puede mirarlo como quien lo abre, con las notas de ese historial.",
    "Puede retener o terminar un enlace y, donde el centro lo pide, aprobarlo antes. No cambia nada más. Quien aprende puede mirar exactamente lo que ve.",
];

pub const OPERATOR: &str = "Lo que podría leer quien mantiene este servicio";
/// Honestly.
pub const OPERATOR_TEXT: &[&str] = &[
    "Técnicamente, todo lo que hay en la base de datos: tu nombre y tus direcciones, las credenciales de tu cartera, tus historiales y notas, qué enlaces hiciste. No están ocultos para la persona que tiene la máquina. Las reglas de la institución que lo mantiene, y la ley, dicen quién puede mirar y por qué.",
    "Sellado, y sin utilidad para quien tenga la base de datos sin una llave que se guarda en otro sitio: los mensajes que se te enviaron, con sus enlaces, y los archivos entregados para otorgar a muchas personas a la vez.",
    "Ilegible para cualquiera: los enlaces con los que entras, tu sesión y tus códigos de recuperación se guardan como resúmenes criptográficos; tus llaves de acceso y tus propias claves nunca salen de tus dispositivos.",
    "Lo que se hace en el escritorio de una institución queda escrito y no puede alterarse sin que se note. Lo que tú miras y ordenas, no.",
];

/// Heads what others learn.
pub const OTHERS: &str = "Lo que averiguan otros servidores";
/// What that is.
pub const OTHERS_TEXT: &[&str] = &[
    "Comprobar una credencial pide al servidor de su emisor sus claves y su lista de credenciales revocadas. La lista abarca muchísimas, así que no dice al emisor cuál se comprobó ni para quién.",
    "Algunas insignias (Open Badges 2.0, o con una dirección que dice dónde se renuevan) se comprueban en una dirección propia: allí el emisor averigua que se comprueba esta, y que lo hace este servicio, pero no para quién.",
    "Lo que hay en una cartera se vuelve a comprobar de vez en cuando.",
    "Las páginas no cargan nada de nadie más: ni tipos de letra, ni contadores, ni publicidad.",
];

/// Heads how long what is kept.
pub const KEPT: &str = "Cuánto tiempo se guarda";
/// Columns: what, how long.
pub const KEPT_COLUMNS: [&str; 2] = ["Qué", "Cuánto tiempo"];
/// Names the table.
pub const KEPT_TABLE: &str = "Qué se guarda, y cuánto tiempo";
/// Rows without a setting: what, how long.
pub const KEPT_ALWAYS: &[(&str, &str)] = &[
    ("Tu cuenta y tu cartera", "Hasta que las elimines"),
    ("Lo que te otorgó una institución", "Mientras la institución lo conserve; pídele que lo borre"),
    (
        "Dónde tienes la sesión iniciada: tipo de dispositivo y día de la última visita",
        "30 días desde que entraste, o hasta que la cierres",
    ),
    ("Enlaces con los que entras", "20 minutos; 7 días si llegaron con algo otorgado"),
    ("Enlaces que añaden una dirección", "Una hora"),
    ("Cookies: tu sesión, y un aviso para la página siguiente", "30 días; un minuto"),
    (
        "Cookies: tu idioma, tus colores y que un dispositivo es tuyo",
        "Un año, o hasta que elijas otra cosa; lo último, también hasta que salgas allí",
    ),
    (
        "En un dispositivo que marcas como tuyo: las páginas de la cartera que viste por última vez",
        "Hasta que salgas allí; 30 días como mucho desde que las viste",
    ),
];
/// Rows with a setting of whoever runs the service; takes the number of days.
pub fn days(number: i64) -> String {
    match number {
        1 => "1 día".to_owned(),
        number => format!("{number} días"),
    }
}
/// The same in hours.
pub fn hours(number: i64) -> String {
    match number {
        1 => "1 hora".to_owned(),
        number => format!("{number} horas"),
    }
}
/// What was removed.
pub const KEPT_REMOVED: &str = "Lo que quitaste de tu cartera y puedes devolver";
/// What waits.
pub const KEPT_ARRIVALS: &str = "Lo que añadiste, mientras espera tu palabra";
/// Letters to you.
pub const KEPT_MAIL: &str = "Mensajes que se te enviaron";
/// Lists that were handed in.
pub const KEPT_ROWS: &str =
    "Nombres y direcciones en listas para otorgar a muchas personas a la vez, una vez terminadas";
/// Requests.
pub const KEPT_REQUESTS: &str = "Lo que pediste en un acto, una vez decidido";

/// Heads what one can do.
pub const RIGHTS: &str = "Lo que puedes hacer";
/// Before the link to the account.
pub const RIGHTS_TEXT: &str = "Añadir y quitar direcciones, cerrar sesiones, y eliminar tu cuenta con todo lo que contiene, en cualquier momento y sin pedírselo a nadie.";
/// Link to the account.
pub const RIGHTS_LINK: &str = "Abrir tu cuenta";
/// Where to ask.
pub const RIGHTS_ASK: &str = "Para leer o corregir lo que una institución guarda de ti, o para que lo borre, pídeselo a esa institución. La página de cada credencial la nombra.";

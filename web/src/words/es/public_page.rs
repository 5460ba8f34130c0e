//! La página pública de una credencial, y añadirla a un perfil de LinkedIn.

pub const TITLE: &str = "Página pública";
pub const PRIVATE: &str = "Su página es privada: solo la veis tú y quien la emitió. Si la haces pública, muestra esta credencial, con todo lo que contiene, a quien tenga la dirección. A los buscadores se les dice que no la incluyan.";
pub const MAKE_PUBLIC: &str = "Hacerla pública";
pub const PUBLIC: &str = "Su página es pública: quien tenga la dirección ve esta credencial, con todo lo que contiene y si es válida, y nada más de tu cartera. A los buscadores se les dice que no la incluyan.";
pub const ADDRESS: &str = "Dirección";
pub const OPEN: &str = "Abrir su página";
pub const AGAIN: &str = "Si la haces privada, la página no muestra nada desde ese momento. Lo que otros hayan copiado lo conservan.";
pub const MAKE_PRIVATE: &str = "Volver a hacerla privada";
pub const GUARDED: &str = "Alguien cuida de tu cartera contigo y aprueba lo que compartes, así que su página no se puede hacer pública.";
pub const GUARDED_ON: &str = "Hiciste pública su página, pero no muestra nada mientras alguien cuide de tu cartera contigo y apruebe lo que compartes.";
pub const EDUCATION: &str = "El expediente de un centro no tiene página pública. Ponlo en un historial y compártelo con un enlace, con alguien a quien nombres.";

pub const LINKEDIN: &str = "LinkedIn";
pub const ADD: &str = "Añadir al perfil de LinkedIn (en otra pestaña)";
pub const ADD_LEAD: &str = "LinkedIn recibe su nombre, quién la emitió, sus fechas y su dirección, y te pregunta antes de añadir nada.";
pub const ADD_PRIVATE: &str =
    "Para añadirla a tu perfil de LinkedIn, su página tiene que ser pública antes: LinkedIn enlaza con ella.";
pub const ADD_PUBLIC: &str = "Hacerla pública y añadirla a LinkedIn";
pub const ADD_ELSEWHERE: &str = "LinkedIn enlaza con su página en el sitio de quien la emitió. Quien la abra ve lo que ese sitio muestre.";

pub const ALL: &str = "Credenciales públicas";
pub const ALL_LEAD: &str = "Quien tenga la dirección de una de estas la ve, sin enlace.";
pub const ALL_GUARDED: &str = "Las hiciste públicas, pero no muestran nada mientras alguien cuide de tu cartera contigo y apruebe lo que compartes.";

pub const DONE_PUBLIC: &str = "Ya es pública. Quien tenga su dirección la ve.";
pub const DONE_PUBLIC_TO_ADD: &str = "Ya es pública. Puedes añadirla a tu perfil de LinkedIn más abajo.";
pub const DONE_PRIVATE: &str = "Vuelve a ser privada.";

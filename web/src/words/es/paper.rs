//! Credentials on paper, and the code that holds all of one.

pub const HEAD: &str = "En papel";
pub const WHAT_IT_IS: &str = "Este código contiene la credencial entera, con su firma.";
pub const HOW_TO_CHECK: &str = "Apunta con un teléfono: se abre una página y la comprobación se hace en el propio teléfono. También lo lee la página de cualquier otro Laurel, aunque este sitio ya no exista, y dice qué no se pudo consultar.";
pub const WHOEVER_HAS_IT: &str =
    "Quien tiene el código tiene todo lo que dice la credencial, y nadie puede retirar el código.";
pub const WITHOUT_PICTURE: &str = "La credencial que contiene no lleva imagen; todo lo demás es igual.";
pub const CERTIFICATE: &str = "Certificado para imprimir";
pub const SAVE_SVG: &str = "Guardar el código (SVG)";
pub const SAVE_PNG: &str = "Guardar el código (PNG)";
pub const CODE: &str = "Código QR que contiene la credencial entera";
pub const TOO_LARGE: &str = "Esta credencial no cabe en un código QR. Ponla en un historial y compártelo con un enlace: el código de un enlace es pequeño.";
pub const BACK: &str = "Volver a la credencial";
pub const HOW_TO_PRINT: &str = "Imprime esta página a su tamaño (100 %), para que los teléfonos puedan leer el código. Tiene que medir al menos 5 cm de ancho.";
pub const NO_CODE: &str = "Esta copia impresa no demuestra nada por sí sola. Pide un enlace a quien la tiene: allí se puede comprobar.";

//! Words on every page, and words that several pages share.

pub const LAUREL: &str = "Laurel";
pub const SKIP: &str = "Ir al contenido";
pub const NAVIGATION: &str = "Principal";
pub const NAV_VERIFY: &str = "Comprobar una credencial";
pub const NAV_WALLET: &str = "Cartera";
pub const NAV_DESK: &str = "Escritorio";
pub const NAV_OUTBOX: &str = "Buzón de salida";
pub const SIGN_IN: &str = "Entrar";
pub const SIGN_OUT: &str = "Salir";
pub const FOOTER: &str =
    "Cada credencial la firma quien la otorga, y cualquiera puede comprobarla sin preguntarnos.";
pub const FOOTER_DEMO: &str =
    "Esto es una demostración: todos los nombres son inventados y ningún correo sale de aquí.";
pub const LANGUAGES: &str = "Idioma";
pub const THEMES: &str = "Colores";
pub const THEME_DEVICE: &str = "Como el dispositivo";
pub const THEME_LIGHT: &str = "Claro";
pub const THEME_DARK: &str = "Oscuro";
pub const APP_DESCRIPTION: &str = "Guarda lo que has logrado y enséñaselo a quien quieras.";
pub const PARTLY: &str = "";
pub const OWN_DEVICE: &str = "Este dispositivo es mío";
pub const OWN_DEVICE_HINT: &str = "Así tu cartera se abre aquí también sin red, si tu navegador puede. Al salir, lo guardado aquí se borra.";
pub const OWN_DEVICE_END: &str = "Este dispositivo no es mío";
pub fn as_last_seen(minute: &str) -> String {
    format!(
        "Esta página no se ha podido cargar ahora. La ves como estaba el {minute}; lo que hiciste después no está en ella."
    )
}
pub const CANCEL: &str = "Cancelar";
pub const OPTIONAL: &str = "opcional";
pub const COPY: &str = "Copiar el enlace";
pub const COPIED: &str = "Copiado";
pub const COPY_FAILED: &str = "No se pudo copiar: selecciona el enlace y cópialo a mano.";
pub const FORM_PROBLEM: &str = "Revisa esto, por favor";

/// The kinds that the standard names, as Spanish has them.
const KINDS: &[(&str, &str)] = &[
    ("Achievement", "Logro"),
    ("ApprenticeshipCertificate", "Certificado de aprendizaje profesional"),
    ("Assessment", "Evaluación"),
    ("Assignment", "Trabajo"),
    ("AssociateDegree", "Título técnico superior"),
    ("Award", "Premio"),
    ("Badge", "Insignia"),
    ("BachelorDegree", "Grado universitario"),
    ("Certificate", "Certificado"),
    ("CertificateOfCompletion", "Certificado de finalización"),
    ("Certification", "Certificación"),
    ("CommunityService", "Servicio a la comunidad"),
    ("Competency", "Competencia"),
    ("Course", "Curso"),
    ("CoCurricular", "Actividad complementaria"),
    ("Degree", "Título"),
    ("Diploma", "Diploma"),
    ("DoctoralDegree", "Doctorado"),
    ("Fieldwork", "Trabajo de campo"),
    ("GeneralEducationDevelopment", "Certificado de educación general"),
    ("JourneymanCertificate", "Certificado de oficial"),
    ("LearningProgram", "Programa de estudios"),
    ("License", "Licencia"),
    ("Membership", "Afiliación"),
    ("ProfessionalDoctorate", "Doctorado profesional"),
    ("QualityAssuranceCredential", "Credencial de calidad"),
    ("MasterCertificate", "Certificado de maestría"),
    ("MasterDegree", "Máster"),
    ("MicroCredential", "Microcredencial"),
    ("ResearchDoctorate", "Doctorado de investigación"),
    ("SecondarySchoolDiploma", "Diploma de educación secundaria"),
];

pub fn achievement_type(name: &str) -> String {
    if name.is_empty() {
        return "Logro".to_owned();
    }
    let known = KINDS.iter().find(|(kind, _)| *kind == name);
    known.map_or_else(|| crate::words::en::general::achievement_type(name), |(_, words)| (*words).to_owned())
}

pub fn count(number: u64, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

/// A number of things, all of one gender where there are none: `ninguna credencial`.
pub(in crate::words) fn count_of(none: &str, number: u64, one: &str, many: &str) -> String {
    match number {
        0 => format!("{none} {one}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

pub fn credentials(number: u64) -> String {
    count_of("ninguna", number, "credencial", "credenciales")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(credentials(0), "ninguna credencial");
        assert_eq!(credentials(1), "1 credencial");
        assert_eq!(credentials(2), "2 credenciales");
    }

    #[test]
    fn a_kind_without_words_here_reads_as_it_came() {
        assert_eq!(achievement_type("MasterDegree"), "Máster");
        assert_eq!(achievement_type("ext:KeeperOfBees"), "Keeper of bees");
        assert_eq!(achievement_type(""), "Logro");
    }
}

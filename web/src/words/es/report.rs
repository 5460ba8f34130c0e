//! Reports: headlines, reasons, and one sentence for each code that a check can carry.

use crypto::verify::{Check, CheckId, Headline, Outcome, Report, Tally};

use super::dates::{day, minute};
use crate::words::template::Template;

pub fn headline(headline: Headline) -> &'static str {
    match headline {
        Headline::Verified => "Verificado",
        Headline::GenuineUnknownIssuer => "Firma auténtica, emisor desconocido",
        Headline::GenuineReceipt => "Recibo auténtico",
        Headline::NotValid => "No válido",
        Headline::CouldNotCheck => "No se pudo comprobar todo",
    }
}

pub fn headline_of(report: &Report) -> String {
    match report.replaced_on() {
        Some(on) => format!("Sustituido el {} por el emisor", day(on)),
        None => match report.ended_inside() {
            Some(number) => {
                format!("Auténtico, pero {number} de {} no valen ahora", report.tally().count)
            }
            None => headline(report.headline()).to_owned(),
        },
    }
}

pub fn check_title(id: CheckId) -> &'static str {
    match id {
        CheckId::Format => "Legible",
        CheckId::Context => "Vocabulario",
        CheckId::Model => "Forma",
        CheckId::Proof => "Firma",
        CheckId::Issuer => "Clave del emisor",
        CheckId::Trust => "Quién responde por el emisor",
        CheckId::Dates => "Fechas",
        CheckId::Status => "Sigue en pie",
        CheckId::Refresh => "Edición más nueva",
        CheckId::Schema => "Esquema",
        CheckId::Holder => "Presentada por quien la tiene",
        CheckId::Recipient => "Destinatario",
        CheckId::Endorsements => "Avales",
        CheckId::Nested => "Credenciales dentro",
    }
}

pub fn outcome_of(check: &Check) -> &'static str {
    match check.outcome {
        Outcome::Warning if check.id == CheckId::Trust => "Sin confirmar",
        Outcome::Passed => "Correcto",
        Outcome::Warning => "Correcto, con una observación",
        Outcome::Failed => "Incorrecto",
        Outcome::Unknown => "No se pudo comprobar",
        Outcome::NotApplicable => "No procede",
    }
}

/// The sentences, and how they say days.
const TEMPLATE: Template = Template { sentences: SENTENCES, day, minute };

pub fn line(check: &Check) -> String {
    TEMPLATE.by_code(&check.code, &check.params).unwrap_or_else(|| check.message.clone())
}

pub(in crate::words) const SENTENCES: &[(&str, &str)] = &[
    ("strict_json", "El documento se puede leer."),
    ("unreadable_json", "El documento no se puede leer: {reason}."),
    ("not_an_object", "Esto no es una credencial: son datos de otro tipo."),
    ("form_unsupported", "Todavía no sabemos comprobar credenciales con la forma {form}."),
    ("not_reached", "No se ha mirado, porque el documento no se puede leer."),
    (
        "open_badges_2",
        "Esta insignia sigue un estándar anterior, Open Badges 2.0. La hemos comprobado según las reglas de ese estándar.",
    ),
    ("open_badges_2_vocabulary", "Usa las palabras de Open Badges 2.0."),
    ("open_badges_2_vocabulary_missing", "No dice que use las palabras de Open Badges 2.0."),
    ("hosted_same", "La misma insignia está en {url}."),
    (
        "hosted_otherwise",
        "La insignia está en {url}, donde algunos detalles son distintos de los de esta copia. Mostramos y juzgamos lo que está allí.",
    ),
    ("hosted_differs", "Lo que está en {url} es otra insignia: su {member} es distinto."),
    ("hosted_withdrawn", "La página de {url} dice que la insignia está revocada."),
    ("hosted_nowhere", "No dice en qué dirección se guarda, así que nadie puede comprobarla."),
    ("hosted_unreachable", "La insignia se guarda en {url}, donde no pudimos consultarla: {reason}."),
    ("hosted_by_issuer", "Está alojada en el sitio del propio emisor, {domain}."),
    (
        "hosted_unprotected",
        "Está alojada en el sitio del propio emisor, {domain}, pero lo que envía ese sitio no va protegido por el camino.",
    ),
    ("hosted_elsewhere", "{url} no es un lugar donde el emisor {issuer} guarde sus insignias."),
    (
        "hosted_rules_unclear",
        "El emisor {issuer} dice dónde se guardan sus insignias, pero no de un modo que entendamos.",
    ),
    ("badge_class_unreachable", "No pudimos consultar qué representa la insignia, en {url}: {reason}."),
    ("profile_unreachable", "No pudimos consultar el perfil del emisor en {url}: {reason}."),
    (
        "profile_unprotected",
        "La clave es del emisor, pero lo que envía {domain} no va protegido por el camino.",
    ),
    ("profile_at_domain", "{domain} publica el perfil del emisor."),
    ("contexts_known", "Cada palabra que usa tiene un significado conocido."),
    ("context_unknown", "Usa el vocabulario {url}, que no conocemos, así que no está claro qué se firmó."),
    ("jsonld_unsupported", "Usa {what}, que todavía no sabemos leer."),
    ("too_entangled", "Está hecha con tal enredo que no se puede comprobar en un tiempo razonable."),
    (
        "term_undefined",
        "Dice {term} en {path}, que ningún vocabulario define, así que ninguna firma puede cubrirlo.",
    ),
    (
        "iri_relative",
        "La dirección {value} en {path} no está completa, así que ninguna firma puede cubrirla.",
    ),
    ("context_invalid", "Usa mal su vocabulario en {path}: {reason}."),
    ("model_conforms", "Tiene la forma que piden los estándares."),
    ("model_advice", "Su forma no llega a lo que aconsejan los estándares. Lugares: {count}."),
    ("model_errors", "Su forma incumple los estándares. Lugares: {count}."),
    ("signature_good", "La firma es auténtica, y nada ha cambiado desde entonces."),
    ("unreadable_jwt", "El texto firmado no se puede leer: {reason}."),
    ("jwt_algorithm_refused", "No está firmada de un modo que demuestre nada: {algorithm}."),
    ("jwt_extension_refused", "El texto firmado exige una extensión que no entendemos: {extension}."),
    ("jwt_type_wrong", "El texto firmado dice ser algo distinto de lo que contiene: {type}."),
    ("claims_disagree", "El texto firmado contradice al documento que contiene. Datos: {claims}."),
    ("proof_not_yet_valid", "La firma solo cuenta a partir del {from}."),
    ("proof_missing", "Nadie la ha firmado."),
    ("proof_malformed", "La firma está incompleta: su {member} falta o no es correcto."),
    ("proof_purpose_wrong", "La firma se hizo para otro fin: {purpose}."),
    (
        "proof_chain_broken",
        "La firma se apoya en otra, {proof}, que falta, está repetida o se apoya a su vez en ella.",
    ),
    ("proof_domain_wrong", "Se hizo para otro destinatario, no para {wanted}."),
    ("proof_challenge_wrong", "No responde a esta petición; puede que se hiciera para otra."),
    (
        "contexts_not_signed",
        "La firma es auténtica. Desde entonces se han añadido vocabularios que no cambian nada de lo que lees aquí.",
    ),
    ("proof_date_without_zone", "La firma es auténtica. Su fecha, {date}, no dice en qué zona horaria."),
    ("proof_expired", "La firma caducó el {until}."),
    ("signature_mismatch", "Se cambió después de firmarla, o la firmó otra persona."),
    ("not_signed_whole", "Contiene cosas que ninguna firma puede cubrir."),
    ("suite_unsupported", "Está firmada de un modo que todavía no sabemos comprobar: {suite}."),
    (
        "canonical_form_unknown",
        "La firma no se puede comprobar, porque no se entiende una parte del documento.",
    ),
    ("key_method_unsupported", "La clave {method} es de un tipo que todavía no sabemos consultar."),
    ("key_kind_wrong", "Nombra una clave, {method}, que no puede haber hecho una firma de este tipo."),
    ("key_unusable", "La clave {method} no se puede usar."),
    ("key_unreachable", "La clave que la firmó no se pudo consultar: {reason}."),
    ("key_not_listed", "La clave que la firmó no es de las que su dueño publica para firmar: {reason}."),
    ("key_is_issuers", "La clave que la firmó es del propio emisor."),
    ("key_expired", "El emisor retiró esta clave el {until}; esta credencial dice ser anterior."),
    ("key_retired", "El emisor retiró esta clave el {until}, y nada dice que esto sea anterior."),
    ("key_revoked", "El emisor anuló esta clave el {revoked}."),
    (
        "key_at_issuers_site",
        "La clave que la firmó está publicada en el sitio del propio emisor, aunque el perfil del emisor no la nombra. Clave: {method}. Emisor: {issuer}.",
    ),
    ("key_not_issuers", "La clave que la firmó no es del emisor. Clave: {method}. Emisor: {issuer}."),
    ("issuer_missing", "No dice quién la emitió."),
    ("issuer_unproven", "Nada que podamos comprobar une la clave {method} con el emisor {issuer}."),
    ("proof_not_good", "No se ha mirado, porque no hay una firma buena."),
    ("owner_not_known", "No se sabe, porque no podemos decir de quién es la clave que la firmó."),
    ("proof_not_checked", "No se sabe, porque la firma no se pudo comprobar."),
    ("issuer_in_registry", "{registry} incluye al emisor con el nombre {name}."),
    ("published_by_domain", "Esta clave la publica {domain} por https."),
    ("nobody_vouches", "Nadie que conozcamos responde por esta clave."),
    ("within_dates", "Hoy es válida."),
    ("expired", "Caducó el {until}."),
    ("not_yet_valid", "No es válida antes del {from}."),
    ("date_malformed", "Su {member} no es una fecha: {value}."),
    ("dates_at_odds", "Hoy es válida, pero su {one} y su {other} dicen cosas distintas."),
    (
        "date_without_zone",
        "Hoy es válida, hasta donde se puede saber: su {member} no nombra una zona horaria.",
    ),
    ("no_dates", "No nombra fechas."),
    ("not_revoked", "El emisor no la ha retirado."),
    ("not_revoked_as_of", "El emisor no la había retirado el {at}. No sabemos nada más reciente."),
    (
        "status_knowledge_old",
        "No pudimos averiguar si el emisor la ha retirado: lo que sabemos es del {at}, hace demasiado tiempo.",
    ),
    (
        "key_is_issuers_as_of",
        "La clave que la firmó era del propio emisor el {at}, cuando preguntamos por última vez.",
    ),
    (
        "key_knowledge_old",
        "Preguntamos por última vez de quién es la clave el {at}. Hace demasiado tiempo para fiarse.",
    ),
    ("revoked", "Revocada por el emisor."),
    (
        "replaced",
        "El emisor la corrigió el {on}, y esto es lo que decía antes. Pide la corregida a quien te la dio.",
    ),
    ("suspended", "Suspendida por el emisor, por ahora."),
    ("status_set", "El emisor la ha marcado: {purpose}."),
    ("status_unset", "El emisor no la ha marcado: {purpose}."),
    ("status_message", "Lo que el emisor dice ahora de ella: {message}."),
    ("newer_announced", "Sigue en pie, y el emisor tiene una edición más nueva."),
    ("revoked_because", "Revocada por el emisor: {reason}."),
    ("withdrawn_by_another", "Retirada por {by}, a cuya lista remite el emisor ({purpose})."),
    (
        "status_list_short",
        "El emisor no la ha retirado. (Su lista es tan corta que preguntar revela más de lo debido.)",
    ),
    ("status_unreachable", "No pudimos averiguar si el emisor la ha retirado: {reason}."),
    (
        "status_list_unreadable",
        "No pudimos averiguar si el emisor la ha retirado, porque su lista no se puede leer: {reason}.",
    ),
    (
        "status_list_not_proven",
        "No pudimos averiguar si el emisor la ha retirado, porque su lista no está bien firmada.",
    ),
    (
        "status_list_outdated",
        "No pudimos averiguar si el emisor la ha retirado, porque su lista está anticuada.",
    ),
    (
        "status_list_of_another",
        "No pudimos averiguar si el emisor la ha retirado: su lista la lleva {by}, por quien nadie que conozcamos responde.",
    ),
    (
        "status_list_elsewhere",
        "No pudimos averiguar si el emisor la ha retirado: donde debería estar su lista hay otra ({id}).",
    ),
    (
        "status_without_id",
        "No pudimos averiguar si el emisor la ha retirado: su lista va por identificadores, y esta no tiene ninguno.",
    ),
    (
        "status_type_unsupported",
        "Dice dónde preguntar si sigue en pie, pero de un modo que todavía no sabemos leer: {type}.",
    ),
    ("status_entry_malformed", "No dice como es debido dónde preguntar si sigue en pie."),
    (
        "status_outside_list",
        "No pudimos averiguar si el emisor la ha retirado, porque no está en la lista del emisor.",
    ),
    ("no_status", "El emisor no lleva ninguna lista con la que pudiera retirarla."),
    ("no_refresh", "No nombra ningún lugar para ediciones más nuevas."),
    ("refresh_not_asked", "No hemos preguntado si hay una edición más nueva."),
    ("refresh_unreachable", "No pudimos averiguar si hay una edición más nueva: {reason}."),
    (
        "refresh_type_unsupported",
        "Dice dónde pedir una edición más nueva, pero de un modo que todavía no sabemos leer: {type}.",
    ),
    ("newest_edition", "Esta es la edición más nueva."),
    ("newer_edition", "El emisor tiene una edición más nueva, válida desde el {from}."),
    ("other_edition", "El emisor tiene otra edición, que no dice desde cuándo es válida."),
    (
        "newer_edition_unusable",
        "El servicio del emisor dio como edición más nueva algo que no se puede usar, así que cuenta esta. {reason}.",
    ),
    ("no_schema", "No nombra ningún esquema."),
    ("schema_satisfied", "Está escrita como pide el esquema que nombra."),
    ("schema_advice", "Se aparta del esquema oficial que nombra. Lugares: {count}."),
    ("schema_of_other_kind", "El esquema oficial que nombra es para otra clase de credencial."),
    ("schema_not_satisfied", "No está escrita como pide el esquema que nombra: {url}."),
    ("schema_unreachable", "No se pudo obtener el esquema que nombra: {reason}. Esquema: {url}."),
    ("schema_unusable", "El esquema que nombra no se puede usar: {reason}. Esquema: {url}."),
    ("schema_not_judged", "No hemos comprobado el esquema que nombra: {url}."),
    ("schema_type_unsupported", "Nombra un esquema de un tipo que todavía no sabemos comprobar: {type}."),
    ("no_holder", "Ha llegado sola, sin que la presente nadie."),
    ("recipient_not_asked", "No hemos preguntado quién la presenta."),
    ("no_endorsements", "Nadie la ha avalado."),
    ("no_nested", "No contiene otras credenciales."),
    ("nested_good", "Las credenciales que contiene son buenas. Número: {count}."),
    ("nested_failed", "{failed} de las {count} credenciales que contiene no son válidas."),
    ("nested_unknown", "{unknown} de las {count} credenciales que contiene no se pudieron comprobar."),
    ("compact_jwt", "El documento se puede leer: es un texto firmado."),
    ("image_unreadable", "No pudimos leer ninguna credencial en esta imagen: {reason}."),
    ("envelope_malformed", "El sobre que la rodea no es correcto: su {member} falta o es otra cosa."),
    (
        "too_many_credentials",
        "Esta no la hemos mirado: hay más credenciales unas dentro de otras de las que comprobamos.",
    ),
    (
        "term_without_meaning",
        "Dice {term} en {path}, que ningún vocabulario define. Aun así, la firma lo cubre.",
    ),
    (
        "presentation_unsigned",
        "Nadie ha firmado esta colección. Las credenciales que contiene hablan por sí mismas.",
    ),
    ("all_vouched_for", "Alguien que conocemos responde por cada emisor que hay en ella."),
    (
        "not_all_vouched_for",
        "Nadie que conozcamos responde por {strangers} de los {count} emisores que hay en ella.",
    ),
    ("holder_is_subject", "La presenta la clave que nombra cada credencial que contiene."),
    (
        "holder_linked",
        "La presenta la persona de la que tratan; lo confirma, para {number} de {count}, alguien que conocemos.",
    ),
    (
        "holder_unbound",
        "{number} de las {count} credenciales que contiene no nombran la clave de nadie: podría presentarlas cualquiera que tenga una copia.",
    ),
    (
        "holder_other",
        "{number} de las {count} credenciales que contiene son de alguien distinto de quien las presenta.",
    ),
    ("holder_unnamed", "No dice quién la presenta."),
    ("recipient_matches", "Se emitió para la persona por la que preguntaste."),
    ("recipient_other", "No se emitió para la persona por la que preguntaste."),
    (
        "recipient_not_proven",
        "No se ha comparado, porque no sabemos quién firmó lo que dice de su destinatario.",
    ),
    ("recipient_unnamed", "No dice para quién se emitió."),
    (
        "recipient_hash_unsupported",
        "No pudimos comparar el destinatario: está oculto de un modo que no conocemos.",
    ),
    ("endorsements_good", "Los avales que contiene son buenos. Número: {count}."),
    (
        "endorsements_failed",
        "{number} de los {count} avales que contiene no son válidos. No te fíes de ellos.",
    ),
    ("endorsements_unknown", "{number} de los {count} avales que contiene no se pudieron comprobar."),
    ("endorsements_of_others", "{number} de los {count} avales que contiene hablan de otra cosa."),
    (
        "nested_subject_conflicts",
        "{number} de las {count} credenciales que contiene nombran a otra persona. Es un fuerte indicio de que tratan de alguien distinto.",
    ),
    (
        "nested_subject_differs",
        "{number} de las {count} credenciales que contiene nombran a su destinatario de otro modo que este expediente.",
    ),
    (
        "nested_subject_unnamed",
        "En {number} de las {count} credenciales que contiene no pudimos comparar el destinatario: una de las partes no nombra a nadie.",
    ),
    (
        "kinds_mixed",
        "Dice ser varias cosas a la vez, como una credencial y una presentación, así que nadie puede decir qué es.",
    ),
    ("presentation_inside", "Dentro hay una presentación, donde solo puede haber credenciales."),
    ("presentation_expected", "Pedimos que alguien la presentara, y ha llegado sola."),
    ("receipt", "Es un recibo: lo que un servicio averiguó en un momento, firmado por él."),
    ("receipt_malformed", "Dice ser un recibo, pero su {member} falta o no es correcto."),
    ("receipt_version_unknown", "Es un recibo de un tipo posterior a los que leemos."),
    ("receipt_inside", "Dentro hay un recibo, donde solo puede haber credenciales."),
    ("not_a_credential", "Un recibo no tiene nada de eso."),
    ("checked_then", "Cuenta lo que se averiguó el {at}."),
    (
        "disclosed_in_part",
        "La firma es auténtica. Quien la tiene muestra una parte de lo firmado y ha dejado fuera el resto.",
    ),
];

pub(in crate::words) const EVIDENCE_NAMES: &[(&str, &str)] = &[
    ("image", "Extraída de una imagen del tipo"),
    ("proofs", "Firmas que lleva"),
    ("verificationMethod", "Clave que firmó"),
    ("cryptosuite", "Tipo de firma"),
    ("type", "Tipo de firma"),
    ("algorithm", "Tipo de firma"),
    ("created", "Firmada el, según la firma"),
    ("expires", "La firma termina el"),
    ("contextEdition", "Edición del vocabulario"),
    ("key", "Clave que firmó"),
    ("issuer", "Emisor"),
    ("holder", "La presenta"),
    ("credentialsNaming", "Credenciales que nombran esta clave"),
    ("credentialsLinked", "Credenciales vinculadas por una dirección"),
    ("keyDocument", "Dónde se publican las claves del emisor"),
    ("fetched", "Consultado el"),
    ("listedAs", "Figura como"),
    ("alsoListedBy", "Figura también en"),
    ("validFrom", "Válida desde"),
    ("issuanceDate", "Válida desde"),
    ("validUntil", "Válida hasta"),
    ("expirationDate", "Válida hasta"),
    ("path", "Lugar en el documento"),
    ("statusListCredential", "La lista del emisor"),
    ("statusListIndex", "Lugar en la lista"),
    ("statusPurpose", "De qué trata la lista"),
    ("statusListIssuer", "Quién lleva la lista"),
    ("statusListValidUntil", "La lista es válida hasta"),
    ("statusListTtl", "La lista se puede guardar durante, en milisegundos"),
    ("statusReference", "Qué significan las marcas"),
    ("statusListProof", "La firma de la lista"),
    ("revocationList", "La lista del emisor"),
    ("revocationListProof", "La firma de la lista"),
    ("revocationReason", "Por qué se revocó"),
    ("refreshService", "Dónde hay ediciones más nuevas"),
    ("credentialSchema", "Esquema"),
    ("identityType", "Comparado por"),
];

pub fn evidence_name(name: &str) -> String {
    if let Some((_, words)) = EVIDENCE_NAMES.iter().find(|(known, _)| *known == name) {
        return (*words).to_owned();
    }
    for (list, word) in [("verifiableCredential/", "Credencial n.º"), ("endorsement/", "Aval n.º")] {
        if let Some(place) = name.strip_prefix(list).and_then(|place| place.parse::<usize>().ok()) {
            return format!("{word} {}", place.saturating_add(1));
        }
    }
    name.to_owned()
}

pub fn evidence_value(name: &str, value: &str) -> String {
    TEMPLATE.evidence_value(name, value)
}

pub fn why_verified(issuer: &str, stands: bool) -> String {
    if stands {
        format!("{issuer} firmó esto, nada ha cambiado desde entonces, y sigue en pie.")
    } else {
        format!("{issuer} firmó esto, y nada ha cambiado desde entonces.")
    }
}

pub fn why_presented(signed: bool) -> String {
    if signed {
        "Quien presenta estas credenciales firmó la colección, y nada ha cambiado desde entonces.".to_owned()
    } else {
        "Nadie ha firmado esta colección; las credenciales que contiene hablan por sí mismas.".to_owned()
    }
}

pub fn why_presented_by_strangers(signed: bool) -> String {
    if signed {
        "Nada ha cambiado desde que se firmó.".to_owned()
    } else {
        "Nadie ha firmado esta colección, y nada ha cambiado en sus credenciales desde que se firmaron."
            .to_owned()
    }
}

pub fn strangers(number: usize, count: usize) -> String {
    format!(
        "Pero nadie que conozcamos responde por los emisores de {number} de las {count} credenciales que contiene."
    )
}

pub fn passed_ones(names: &[&str]) -> String {
    format!("Superadas: {}.", names.join(", "))
}

pub fn tally(tally: &Tally) -> String {
    let mut parts = if tally.verified == tally.count {
        match tally.count {
            1 => vec!["La única credencial está verificada".to_owned()],
            count => vec![format!("Las {count} verificadas")],
        }
    } else {
        vec![format!("{} de {} verificadas", tally.verified, tally.count)]
    };
    for (number, words) in [
        (tally.invalid, "no válidas"),
        (tally.unknown, "sin poder comprobarse"),
        (tally.genuine, "de emisores desconocidos"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    parts.join(", ")
}

pub fn tally_inside(inside: &Tally) -> String {
    match inside.count {
        1 if inside.verified == 1 => "La única credencial que contiene está verificada.".to_owned(),
        count if inside.verified == count => {
            format!("Las {count} credenciales que contiene están verificadas.")
        }
        _ => format!("Credenciales que contiene: {}.", tally(inside)),
    }
}

pub fn why_unknown_issuer(claimed: &str) -> String {
    format!(
        "Nada ha cambiado desde que se firmó. Pero nadie que conozcamos responde por quien se llama a sí mismo {claimed}."
    )
}

pub fn why_receipt(signer: &str) -> String {
    format!(
        "{signer} firmó este recibo, y nada ha cambiado desde entonces. Cuenta lo que se averiguó entonces, no lo que es cierto hoy."
    )
}

pub const RECEIPT: &str = "Recibo de comprobación";
pub fn found_then(day: &str) -> String {
    format!("Lo que dice que se averiguó el {day}")
}
pub const VERDICT_THEN: &str = "Veredicto de entonces";
pub const ABOUT: &str = "Sobre";
pub const FINGERPRINT: &str = "SHA-256 del archivo";
pub const NOBODY_STANDS_BEHIND: &str =
    "No se muestra lo que dice, porque nadie que conozcamos responde por él.";
pub const FINGERPRINT_USE: &str = "El recibo trata de un archivo con esta huella y de ningún otro. Para saber qué es cierto hoy, comprueba ese archivo otra vez.";
pub const CHECKS_THEN: &str = "Qué se comprobó entonces";

pub fn quoted(name: &str) -> String {
    format!("«{name}»")
}

pub const NAMELESS: &str = "alguien sin nombre";
pub const UNTITLED: &str = "Una credencial";
pub fn record_of(credentials: usize) -> String {
    match credentials {
        1 => "Un historial de 1 credencial".to_owned(),
        _ => format!("Un historial de {credentials} credenciales"),
    }
}
pub fn learners_title(title: &str) -> String {
    format!("Quien aprende lo llama {}.", quoted(title))
}
pub const UNREADABLE: &str = "Documento ilegible";
pub const AWARDED_TO: &str = "Otorgado a";
pub const AWARDED_BY: &str = "por";
pub fn awarded_on(day: &str) -> String {
    format!("el {day}")
}
pub fn until(day: &str) -> String {
    format!("Válido hasta el {day}")
}
pub const CHECKS: &str = "Qué se ha comprobado";
pub fn not_applicable(number: usize) -> String {
    match number {
        1 => "1 comprobación más no procede aquí".to_owned(),
        _ => format!("{number} comprobaciones más no proceden aquí"),
    }
}
pub const EVIDENCE: &str = "Pruebas";
pub const DETAILS: &str = "Detalles técnicos";
pub const DETAIL_NAMES: [&str; 5] = ["Credencial", "Emisor", "Quien la tiene", "Tipos", "Válida desde"];
pub const NESTED: &str = "Credenciales dentro de esta";
pub fn issuer_at(name: &str, domain: &str) -> String {
    format!("«{name}» ({domain})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::en;

    #[test]
    fn every_code_has_a_sentence_that_asks_for_what_the_english_one_asks_for() {
        /// The parameters that a template names, in alphabetical order.
        fn names(template: &str) -> Vec<&str> {
            let mut names: Vec<_> =
                template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
            names.sort_unstable();
            names
        }
        let asked = |sentences: &[(&'static str, &'static str)]| -> Vec<_> {
            sentences.iter().map(|&(code, template)| (code, names(template))).collect()
        };
        assert_eq!(asked(SENTENCES), asked(en::report::SENTENCES));
        let facts = |names: &[(&'static str, &'static str)]| -> Vec<_> {
            names.iter().map(|(name, _)| *name).collect()
        };
        assert_eq!(facts(EVIDENCE_NAMES), facts(en::report::EVIDENCE_NAMES));
    }
}

//! What a form did, in a sentence on the page that comes next.

pub const ACHIEVEMENT_MADE: &str = "El logro está listo para otorgarse.";
pub const DRAFT_SAVED: &str =
    "Guardado como borrador. Solo lo ve vuestro escritorio hasta que lo publiquéis.";
pub const DRAFT_DISCARDED: &str = "El borrador ya no existe.";
pub const RETIRED: &str = "Retirado. Ya no se otorga; lo que se otorgó sigue valiendo.";
pub const ENDORSED: &str = "Firmado y publicado. Dad el documento firmado a la persona de la que trata.";
pub const ENDORSEMENT_REVOKED: &str = "El aval está retirado.";
pub const ENDORSEMENT_ACCEPTED: &str = "Entra en todo lo que se otorgue desde ahora.";
pub const REINSTATED: &str = "Se puede volver a otorgar.";
pub const REVOKED: &str = "La credencial está revocada. A quien la compruebe ahora se le dice.";
pub const REVOKED_MANY: &str = "Están revocadas. A quien compruebe una de ellas ahora se le dice.";
pub const CORRECTED: &str =
    "La edición corregida está en vigor. Las copias de la anterior dejan de ser válidas.";
pub const RENEWED: &str = "La edición renovada está en vigor. Quien la haya recogido recibe un correo.";
pub const SUSPENDED: &str = "La credencial está suspendida. A quien la compruebe ahora se le dice.";
pub const RESUMED: &str = "La credencial vuelve a ser válida.";
pub const NOTHING_CHOSEN: &str = "No se eligió nada, así que no se ha hecho nada.";
pub const CLAIMED: &str = "La credencial está en tu cartera.";
pub const RECORD_MADE: &str = "El historial está hecho. Elige qué entra en él.";
pub const RECORD_SAVED: &str = "Guardado.";
pub const RECORD_DELETED: &str = "El historial se ha eliminado, y sus enlaces también.";
pub const ADDED: &str = "Añadida al historial.";
pub const REMOVED: &str = "Quitada del historial. Sigue en tu cartera.";
pub const SHARED: &str =
    "El enlace ya funciona. Quien lo tenga, y su clave si la hay, puede ver este historial.";
pub const SHARE_ENDED: &str = "El enlace ha terminado. Ya nadie puede abrirlo.";
pub const SIGNED_IN: &str = "Has entrado.";
pub const SIGNED_OUT: &str = "Has salido.";
pub const REQUESTED: &str = "Lo has pedido. Recibirás un correo cuando lo aprueben.";
pub const LINK_MADE: &str = "El enlace está listo. Muéstralo, o imprime el cartel.";
pub const LINK_SAVED: &str = "Guardado. Cuenta para quien llegue desde ahora.";
pub const LINK_OPENED: &str = "El enlace vuelve a otorgar.";
pub const LINK_PAUSED: &str = "El enlace está en pausa. A quien lo abra se le pide que vuelva más tarde.";
pub const LINK_CLOSED: &str = "El enlace está cerrado.";
pub const REQUESTS_APPROVED: &str = "Otorgado. Está en su cartera, y un correo se lo dice.";
pub const PERSON_ERASED: &str =
    "Sus datos están borrados. Lo que se hizo queda anotado en la auditoría, sin sus datos.";
pub const REQUESTS_DECLINED: &str = "Rechazado.";
pub const CLASS_MADE: &str = "La clase está lista.";
pub const CLASS_SAVED: &str = "Guardado.";
pub const CLASS_PUT_AWAY: &str = "Hecho. Nada de lo otorgado ha cambiado.";
pub const PUPILS_ADDED: &str = "Añadidos a la clase.";
pub const PUPIL_REMOVED: &str = "Fuera de la clase. Lo que se le otorgó sigue siendo suyo.";
pub const LEARNER_SAVED: &str = "Guardado.";
pub const CLASS_AWARDED: &str = "Firmado y otorgado.";
pub const FOUNDED: &str = "La institución está creada y es tuya. Describe ahora lo que otorga.";
pub const PROFILE_SAVED: &str = "Guardado. Vale desde ahora; lo emitido antes queda como está.";
pub const INVITED: &str = "La invitación está en camino.";
pub const INVITED_AGAIN: &str = "La invitación está otra vez en camino.";
pub const WITHDRAWN: &str = "La invitación está retirada. Su enlace ya no lleva a ninguna parte.";
pub const ROLE_CHANGED: &str = "La función ha cambiado, desde este momento.";
pub const STAFF_REMOVED: &str = "Hecho. Ya no tiene acceso.";
pub const LEFT_DESK: &str = "Ya no trabajas allí.";
pub const JOINED: &str = "Te damos la bienvenida al escritorio.";
pub const PROGRAM_REVOKED: &str = "La clave está revocada. Desde este momento no abre nada.";
pub const KEY_REPLACED: &str = "Ahora firmáis con una clave nueva.";
pub const KEY_STOLEN: &str = "La clave consta como robada. Volved a emitir lo que firmó.";
pub const KEY_MADE_BEFORE: &str =
    "Esa clave ya se hizo, y se mostró entonces. Si no la guardasteis, revocadla y haced otra.";
pub const REVOKED_BEFORE: &str = "Está revocada, así que ya no hay nada que cambiar.";
pub const LETTER_RESENT: &str = "El correo vuelve a salir, con un enlace nuevo.";
pub const LETTERS_RESENT: &str =
    "Salen correos para quienes aún no lo han recogido, salvo si salió uno hace menos de una hora.";
pub const LETTER_TOO_SOON: &str =
    "Salió un correo hace menos de una hora. Espera un poco antes del siguiente.";
pub const READDRESSED: &str = "Espera en la nueva dirección, y hay un correo en camino.";
pub const RELEASED: &str = "La otra está revocada. Esta es la nueva, y hay un correo en camino.";
pub const EVIDENCE_DELETED: &str = "El archivo está borrado. Su enlace ya no lleva a ninguna parte.";
pub const CORRECTION_ASKED: &str = "Tu solicitud está enviada. Recibirás un correo cuando respondan.";
pub const CORRECTION_DECLINED: &str = "Rechazada. Un correo con vuestro motivo está en camino.";
pub const CORRECTION_ANSWERED: &str = "Respondida. Un correo se lo dice.";
pub const STATEMENT_ADDED: &str = "Tu declaración queda con tu solicitud.";
pub const DISCLOSURE_NOTED: &str = "Anotado. La persona puede leerlo.";
pub const AWARDED_ONE: &str = "Firmado y otorgado. Quien tiene una dirección recibe un correo.";
pub const KEPT_ON_WORD: &str = "Guardada bajo tu palabra, y así consta.";
pub const ARRIVALS_FORGOTTEN: &str = "Olvidado.";
pub const HOLDING_REMOVED: &str = "Quitada de tu cartera. Durante 30 días puedes devolverla.";
pub const HOLDING_PUT_BACK: &str = "Vuelve a estar en tu cartera.";
pub const HOLDING_DELETED: &str = "Borrada para siempre.";
pub const NEWS_DISMISSED: &str = "Novedad descartada.";
pub const OWN_DEVICE: &str = "Desde ahora tu cartera se abre aquí también sin red, tal como la viste por última vez, si tu navegador puede.";
pub const NOT_OWN_DEVICE: &str = "En este dispositivo ya no queda nada de tu cartera.";

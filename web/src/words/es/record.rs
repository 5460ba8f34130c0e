//! Composing a record: its words, sections, entries, and what others see of it.

pub const COMPOSE: &str = "Composición";
pub const HINT: &str = "Todo se guarda sobre la marcha. Arrastra una credencial por su asidero, usa los botones con flecha, o mantén pulsada la tecla Alt y pulsa una flecha dentro de ella.";
pub const HINT_PLAIN: &str =
    "Guarda lo que has escrito antes de seguir más abajo: los botones de esta parte también lo guardan.";
pub const TITLE_FIELD: (&str, &str) = ("Título", "Lo lee quien tenga el enlace.");
pub const INTRODUCTION_FIELD: (&str, &str) =
    ("Introducción", "Unas palabras tuyas antes de las credenciales.");
pub const COVER_LABEL: &str = "Color";
pub fn cover(name: &str) -> &'static str {
    match name {
        "ink" => "Tinta",
        "sea" => "Mar",
        "plum" => "Ciruela",
        "clay" => "Arcilla",
        "slate" => "Pizarra",
        _ => "Laurel",
    }
}
pub fn section(number: usize) -> String {
    format!("Sección {number}")
}
pub fn heading_of(number: usize) -> String {
    format!("Encabezado de la sección {number}")
}
pub const SECTION_EMPTY: &str = "Todavía no hay nada en esta sección.";
pub const RECORD_EMPTY: &str = "Todavía no contiene nada. Añade una credencial desde abajo.";
pub const ADD_SECTION: &str = "Añadir una sección";
pub fn section_up(number: usize) -> String {
    format!("Subir la sección {number}")
}
pub fn section_down(number: usize) -> String {
    format!("Bajar la sección {number}")
}
pub fn section_gone(number: usize) -> String {
    format!("Quitar la sección {number}; lo que contiene se queda")
}
pub const SECTION_REMOVE: &str = "Quitar sección";
pub fn note_on(title: &str) -> String {
    format!("Tu nota sobre {title}")
}
pub const NOTE: &str = "Tu nota";
pub fn item_up(title: &str) -> String {
    format!("Subir {title}")
}
pub fn item_down(title: &str) -> String {
    format!("Bajar {title}")
}
pub fn item_gone(title: &str) -> String {
    format!("Quitar {title} de este historial")
}
pub const ITEM_REMOVE: &str = "Quitar";
pub fn item_drag(title: &str) -> String {
    format!("Arrastrar {title}")
}
pub fn section_for(title: &str) -> String {
    format!("Sección para {title}")
}
pub fn go_there(title: &str) -> String {
    format!("Mover {title} a esta sección")
}
pub const GO: &str = "Mover";
pub const ITEM_LOST: &str = "Una credencial que ya no está en tu cartera; aquí no la ve nadie";
pub fn entries_of(chosen: usize, all: usize) -> String {
    match all {
        1 => format!("Se muestran {chosen} de 1 entrada"),
        _ => format!("Se muestran {chosen} de {all} entradas"),
    }
}
pub fn entries_all(all: usize) -> String {
    match all {
        1 => "El expediente completo, 1 entrada".to_owned(),
        _ => format!("El expediente completo, {all} entradas"),
    }
}
pub fn entries_gone(number: usize) -> String {
    match number {
        1 => "1 de las que elegiste no está en su última edición: elige otra vez.".to_owned(),
        _ => format!("{number} de las que elegiste no están en su última edición: elige otra vez."),
    }
}
pub fn choose_entries(title: &str) -> String {
    format!("Elegir entradas de {title}")
}
pub const CHOOSE: &str = "Elegir entradas";
pub const SAVE_WORDS: &str = "Guardar";
pub const UNDO_STEP: &str = "Deshacer";
pub const REDO_STEP: &str = "Rehacer";
pub const PREVIEW: &str = "Como lo ve la empresa";
pub fn add_one(title: &str) -> String {
    format!("Añadir {title}")
}

pub fn now_at(title: &str, place: usize, all: usize, section: &str) -> String {
    if section.is_empty() {
        format!("{title} está ahora en el puesto {place} de {all}.")
    } else {
        format!("{title} está ahora en el puesto {place} de {all} en {section}.")
    }
}
pub fn stays(title: &str) -> String {
    format!("{title} no puede ir más allá.")
}
pub fn taken_out(title: &str) -> String {
    format!("{title} ya no está en el historial. Con Deshacer vuelve.")
}
pub const SAVED_NOW: &str = "Guardado.";
pub const SAVE_FAILED: &str =
    "No se ha podido guardar. Comprueba tu conexión; se intentará otra vez con tu próximo cambio.";
pub const CHANGED_ELSEWHERE: &str = "Mientras tanto este historial se ha cambiado en otra ventana. Lo que has escrito está aquí y aún no está guardado: míralo y guárdalo.";
pub const CHANGED_RELOAD: &str = "Mientras tanto este historial se ha cambiado en otra ventana. Copia lo que acabas de escribir y carga esta página otra vez.";
pub const NOT_RIGHT: &str = "No se ha podido guardar: un texto es demasiado largo o tiene caracteres que no se ven, o falta el título.";

pub fn parts_title(title: &str) -> String {
    format!("Qué entradas de {title} mostrar")
}
pub const PARTS_LEAD: &str = "En el historial compartido solo está lo que marques, cada entrada firmada por el propio centro. Lo que dejes sin marcar no está en él de ninguna manera. Con todo marcado, el expediente se muestra completo, bajo la firma del centro sobre el conjunto.";
pub const PART_STUCK: &str = "No se firmó por separado, así que solo se muestra con el expediente completo: pulsa «Mostrar el expediente completo»";
pub const ALL_OF_THEM: &str = "Marcar todas";
pub const NONE_OF_THEM: &str = "No marcar ninguna";
pub fn all_in(term: &str) -> String {
    format!("Marcar todas las de {term}")
}
pub fn none_in(term: &str) -> String {
    format!("No marcar ninguna de {term}")
}
pub const NO_TERM_PARTS: &str = "Otras entradas";
pub const SAVE_CHOICE: &str = "Guardar la selección";
pub const CHOICE_FAILED: &str = "No se ha podido guardar. Pulsa «Guardar la selección».";
pub const CHOICE_CHANGED: &str = "Mientras tanto este historial se ha cambiado en otra ventana. Lo que has marcado está aquí y aún no está guardado: míralo y guárdalo.";
pub const SHOW_WHOLE: &str = "Mostrar el expediente completo";
pub const BACK_TO_RECORD: &str = "Volver al historial";
pub fn chosen(chosen: usize, all: usize) -> String {
    match chosen {
        0 => "No hay nada marcado, así que no se muestra nada de él.".to_owned(),
        _ if chosen == all => format!("Las {all} entradas: el expediente se muestra completo."),
        1 => format!("Se muestra 1 de {all} entradas, por separado."),
        _ => format!("Se muestran {chosen} de {all} entradas, cada una por separado."),
    }
}
pub const DELETE: &str = "Eliminar este historial …";
pub fn delete_question(links: usize) -> String {
    let goes = match links {
        0 => "Se elimina".to_owned(),
        1 => "Se elimina con su enlace activo".to_owned(),
        _ => format!("Se elimina con sus {links} enlaces activos"),
    };
    format!("{goes}, ahora mismo y para siempre. Las credenciales siguen en tu cartera.")
}
pub const DELETE_BUTTON: &str = "Eliminar el historial";
pub const PARTS_EMPTY: &str = "Esta credencial no tiene entradas entre las que elegir. Se muestra completa.";

pub const PREVIEW_NOTICE: &str =
    "Solo tú ves esta página. Muestra exactamente lo que ve quien tenga un enlace.";
pub fn part_of(chosen: usize, all: usize, name: &str) -> String {
    let all = if all == 1 { "1 entrada".to_owned() } else { format!("{all} entradas") };
    if name.is_empty() {
        format!("{chosen} de {all} de un expediente")
    } else {
        format!("{chosen} de {all} de «{name}»")
    }
}
pub const PART_OF_MEANS: &str = "La persona eligió estas entradas. Cada una se firmó y se comprobó por separado; el expediente del que son no se muestra, así que su nombre es palabra suya.";
pub const ON_WORD: &str =
    "La persona dice que esta credencial es suya. No se ha podido relacionar con una dirección o clave suya.";
pub fn on_word_of(number: u64, all: u64) -> String {
    match (number, all) {
        (_, 1) => "Que sea suya lo dice solo la persona.".to_owned(),
        (number, all) if number == all => "Que sean suyas lo dice solo la persona.".to_owned(),
        (1, _) => "Que 1 de ellas sea suya lo dice solo la persona.".to_owned(),
        (number, _) => format!("Que {number} de ellas sean suyas lo dice solo la persona."),
    }
}
pub fn part_by(issuer: &str) -> String {
    format!("de «{issuer}»")
}

//! Why something that was given can't be checked: what it is, and what to do instead.

use reader::Refusal;

pub fn refusal(refusal: &Refusal) -> String {
    let param = |wanted: &str| {
        refusal.params.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
    };
    match refusal.code.as_str() {
        "nothing" => "No hay nada dentro.".to_owned(),
        "too_large" => format!("Esto pasa de {}, que es lo máximo que miramos.", param("limit")),
        "too_many" => {
            format!("Solo se han leído los primeros {}. Danos el resto por separado.", param("limit"))
        }
        "pdf" => "Esto es un PDF, que no se puede comprobar por sí mismo. Busca en él un enlace o un código QR, o pide el archivo de la credencial.".to_owned(),
        "office" => "Esto es un documento de ofimática. Guarda la hoja de cálculo como CSV y danos eso.".to_owned(),
        "web_page" => "Esto es una página web. Danos su enlace, o el archivo de la credencial.".to_owned(),
        "text_encoding" => "Las letras de este archivo se pueden leer de varias maneras, y los nombres podrían salir mal. Guárdalo como UTF-8 y dánoslo otra vez.".to_owned(),
        "table_unreadable" => format!("La tabla no se puede leer desde la fila {}.", param("row")),
        "row_without_link" => format!("La fila {} no tiene enlace.", param("row")),
        "address_unreadable" => format!(
            "Esta dirección debería llevar una credencial, pero está cortada o dañada ({}). Cópiala o escanéala entera.",
            param("reason")
        ),
        "picture_empty" => "En esta imagen no hay ninguna credencial ni ningún código QR. Si hay un código, prueba con una imagen más nítida de él solo.".to_owned(),
        "picture_unreadable" => "Esta imagen no se puede abrir aquí. Guárdala como PNG o JPEG y dánosla otra vez.".to_owned(),
        "qr_unknown" => format!("El código QR dice «{}», que no es una credencial ni un enlace a una.", param("text")),
        "archive_unreadable" => "Esto está dañado y no se puede descomprimir.".to_owned(),
        "archive_encrypted" => "Esto está protegido con contraseña. Descomprímelo tú y danos los archivos.".to_owned(),
        "archive_too_large" => {
            format!("Descomprimido, esto pasa de {}, que es lo máximo que miramos.", param("limit"))
        }
        "archive_nested" => "Este archivo está demasiado metido dentro de otros. Descomprímelo y danos lo que contiene.".to_owned(),
        _ => "Esto no es nada que sepamos comprobar. Danos el texto o el archivo de una credencial, un enlace o una tabla de enlaces.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_sentence_of_its_own() {
        let words = |code: &str| refusal(&Refusal { code: code.to_owned(), params: Vec::new() });
        for (code, _) in reader::CODES {
            assert_eq!(words(code) == words("none of them"), code == "form_unknown", "{code}");
        }
    }
}

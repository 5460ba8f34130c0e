//! Why something that was given can't be checked: what it is, and what to do instead.

use reader::Refusal;

/// A refusal as one or two sentences.
pub fn refusal(refusal: &Refusal) -> String {
    let param = |wanted: &str| {
        refusal.params.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
    };
    match refusal.code.as_str() {
        "nothing" => "There is nothing in it.".to_owned(),
        "too_large" => format!("This is larger than {}, which is the most that we look at.", param("limit")),
        "too_many" => {
            format!("Only the first {} were read. Give the rest separately.", param("limit"))
        }
        "pdf" => "This is a PDF, which can't be checked by itself. Look in it for a link or a QR code, or ask for the credential’s own file.".to_owned(),
        "office" => "This is a document of an office program. Save a spreadsheet as CSV, and give that.".to_owned(),
        "web_page" => "This is a web page. Give its link, or the credential’s own file.".to_owned(),
        "text_encoding" => "The letters in this file could be read in several ways, so names could come out wrong. Save it as UTF-8, and give it again.".to_owned(),
        "table_unreadable" => format!("The table can't be read from row {} on.", param("row")),
        "row_without_link" => format!("Row {} has no link.", param("row")),
        "address_unreadable" => format!(
            "This address should carry a credential, but it is cut off or damaged ({}). Copy or scan all of it.",
            param("reason")
        ),
        "picture_empty" => "There is no credential and no QR code in this picture. If there is a code, try a sharper picture of it alone.".to_owned(),
        "picture_unreadable" => "This picture can't be opened here. Save it as PNG or JPEG, and give it again.".to_owned(),
        "qr_unknown" => format!("The QR code says “{}”, which is no credential and no link to one.", param("text")),
        "archive_unreadable" => "This is damaged and can't be unpacked.".to_owned(),
        "archive_encrypted" => "This is locked with a password. Unpack it yourself, and give the files.".to_owned(),
        "archive_too_large" => {
            format!("Unpacked, this is larger than {}, which is the most that we look at.", param("limit"))
        }
        "archive_nested" => "This archive lies too deep inside others. Unpack it, and give its files.".to_owned(),
        _ => "This is nothing that we know how to check. Give a credential’s text or file, a link, or a table of links.".to_owned(),
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

    #[test]
    fn a_sentence_names_what_it_is_about() {
        let params = vec![("row".to_owned(), "3".to_owned())];
        assert_eq!(refusal(&Refusal { code: "row_without_link".to_owned(), params }), "Row 3 has no link.");
    }
}

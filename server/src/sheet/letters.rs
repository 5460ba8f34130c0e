//! Words without what people leave out or add when they type: capitals, accents, signs.

use unicode_normalization::UnicodeNormalization;

/// In lower case and without accents; signs stay, and blanks become one.
pub(super) fn simple(text: &str) -> String {
    let mut simple = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !simple.is_empty() {
            simple.push(' ');
        }
        for letter in word.nfkd().flat_map(char::to_lowercase).filter(|letter| !is_accent(*letter)) {
            match letter {
                'æ' => simple.push_str("ae"),
                'œ' => simple.push_str("oe"),
                'ß' => simple.push_str("ss"),
                'ø' => simple.push('o'),
                'ł' => simple.push('l'),
                'đ' | 'ð' => simple.push('d'),
                'ı' => simple.push('i'),
                other => simple.push(other),
            }
        }
    }
    simple
}

/// The words of a heading, simple: at signs, at blanks and where a capital follows a small letter.
/// `studentNo.` is `student`, `no`.
pub(super) fn words(heading: &str) -> Vec<String> {
    let mut parted = String::with_capacity(heading.len() + 8);
    let mut small = false;
    for letter in heading.chars() {
        if !letter.is_alphanumeric() && !is_accent(letter) {
            parted.push(' ');
        } else {
            if small && letter.is_uppercase() {
                parted.push(' ');
            }
            parted.push(letter);
        }
        small = letter.is_lowercase();
    }
    simple(&parted).split_whitespace().map(str::to_owned).collect()
}

/// An accent, as a character of its own.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_accents_and_blanks_make_no_difference() {
        assert_eq!(simple("  Straße  ÉCOLE "), "strasse ecole");
        assert_eq!(simple("e\u{301}tude"), "etude");
        assert_eq!(simple("B+"), "b+");
        assert_eq!(simple("İstanbul"), "istanbul");
    }

    #[test]
    fn a_heading_falls_into_its_words() {
        assert_eq!(words("studentNo."), ["student", "no"]);
        assert_eq!(words("E-Mail (privé)"), ["e", "mail", "prive"]);
        assert_eq!(words("N.º de alumno"), ["n", "o", "de", "alumno"]);
        assert_eq!(words("GIVEN_NAME"), ["given", "name"]);
        assert_eq!(words("—"), Vec::<String>::new());
    }
}

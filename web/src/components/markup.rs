//! HTML as text, for what the server writes and the browser writes anew many times: rows of a
//! table. A view of the same would cost every reader tens of kilobytes of script.

use std::fmt::Write;

/// Text as it may stand in an element or in a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// An element with its attributes around `inside`, which is HTML already.
pub(crate) fn element(name: &str, attributes: &[(&str, &str)], inside: &str) -> String {
    let mut html = format!("<{name}");
    for (attribute, value) in attributes {
        // Writing to a String can't fail.
        let _ = write!(html, " {attribute}=\"{}\"", escaped(value));
    }
    let _ = write!(html, ">{inside}</{name}>");
    html
}

/// An element of a class around text.
pub(crate) fn text_in(name: &str, class: &str, text: &str) -> String {
    element(name, &[("class", class)], &escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_gets_out_of_its_element_or_attribute() {
        let hostile = "\"><script>&amp;</script>";
        let html = element("p", &[("title", hostile)], &escaped(hostile));
        let safe = "&quot;&gt;&lt;script&gt;&amp;amp;&lt;/script&gt;";
        assert_eq!(html, format!("<p title=\"{safe}\">{safe}</p>"));
    }
}

//! Scripts without what only people read.

/// A script without its indentation, blank lines and lines of remarks: a fifth of what a browser
/// would load. Nothing else is changed, so it needs no parser; a script with a text over several
/// lines stays as it is.
pub(super) fn script(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut slim = String::with_capacity(script.len());
    let mut in_remark = false;
    for line in script.lines().map(str::trim) {
        if in_remark || line.starts_with("/*") {
            let end = line.find("*/");
            in_remark = end.is_none();
            let after = end.and_then(|end| line.get(end + 2..)).unwrap_or_default().trim();
            push(&mut slim, after);
        } else if !line.starts_with("//") {
            push(&mut slim, line);
        }
    }
    slim
}

fn push(out: &mut String, line: &str) {
    if !line.is_empty() {
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::script as slim;

    #[test]
    fn remarks_and_indentation_go_and_code_stays() {
        let script = "// Why.\n\n/**\n * What.\n * @param {number} a\n */\nfunction f(a) {\n    /* in */ return a // here\n\t  / 2 + \"/* x */ // y\";\n}\n";
        assert_eq!(slim(script), "function f(a) {\nreturn a // here\n/ 2 + \"/* x */ // y\";\n}\n");
    }

    #[test]
    fn a_script_with_a_text_over_several_lines_stays_as_it_is() {
        let script = "const text = `one\n    // two`;\n";
        assert_eq!(slim(script), script);
        assert_eq!(slim("  f(`${a}`);\n"), "f(`${a}`);\n");
    }
}

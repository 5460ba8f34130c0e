//! Markdown as institutions write it, for criteria and narratives.
//!
//! `CommonMark`, less what could act or fetch: HTML is shown as text, a picture as its words, a link
//! only where it leads over https, http or to a mail program. Headings begin at the third level,
//! since the first two are the page's. What a person has typed on a line of its own stays on one.
//!
//! On the server alone: where a browser shows the same text, it shows it as it was typed.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html,
};

use super::markup::escaped;

/// Longer texts are shown as they were typed.
const MOST_BYTES: usize = 64 << 10;
/// How deep lists, quotations and emphasis are shown within each other.
const MOST_DEPTH: usize = 16;

/// Text as HTML: `p`, `h3` to `h6`, `ul`, `ol`, `li`, `blockquote`, `pre`, `code`, `em`, `strong`,
/// `a`, `br`, `hr`, and no attributes but a link's `href` and `rel` and a list's `start`.
pub fn markdown(text: &str) -> String {
    if text.len() > MOST_BYTES {
        return format!("<p>{}</p>\n", escaped(text).replace('\n', "<br />\n"));
    }
    let mut html = String::with_capacity(text.len() * 2);
    html::push_html(
        &mut html,
        Harmless { events: Parser::new_ext(text, Options::empty()), open: Vec::new() },
    );
    html
}

/// The events of a text, with what could do harm taken out or turned into text.
struct Harmless<'a> {
    events: Parser<'a>,
    /// What is open, and what closes it: nothing where it was not shown.
    open: Vec<Option<Closing>>,
}

/// What ends an element that is shown.
#[derive(Clone, Copy)]
enum Closing {
    AsOpened(TagEnd),
    Link,
}

impl<'a> Iterator for Harmless<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            match self.events.next()? {
                Event::Start(tag) => {
                    let (opening, closing) = self.shown(tag);
                    self.open.push(closing);
                    if opening.is_some() {
                        return opening;
                    }
                }
                Event::End(_) => match self.open.pop().flatten() {
                    Some(Closing::AsOpened(end)) => return Some(Event::End(end)),
                    Some(Closing::Link) => return Some(Event::InlineHtml("</a>".into())),
                    None => {}
                },
                Event::Html(text) | Event::InlineHtml(text) => return Some(Event::Text(text)),
                Event::SoftBreak => return Some(Event::HardBreak),
                event @ (Event::Text(_) | Event::Code(_) | Event::HardBreak | Event::Rule) => {
                    return Some(event);
                }
                // Of extensions that are not switched on.
                Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                    return Some(Event::Text(text));
                }
                Event::TaskListMarker(_) => {}
            }
        }
    }
}

impl<'a> Harmless<'a> {
    /// What opens an element and what will close it; nothing where only its inside is shown.
    fn shown(&self, tag: Tag<'a>) -> (Option<Event<'a>>, Option<Closing>) {
        let within = self.open.iter().flatten().count();
        let tag = match tag {
            // As deep as its list.
            Tag::Item if self.open.last().is_some_and(Option::is_some) => Tag::Item,
            // A list that stands without one of its items would be none.
            _ if within >= MOST_DEPTH => return (None, None),
            Tag::Link { link_type, dest_url, .. } => {
                return match address(link_type, &dest_url) {
                    Some(address) => {
                        let opening = format!(
                            "<a href=\"{}\" rel=\"nofollow noopener noreferrer ugc\">",
                            escaped(&address)
                        );
                        (Some(Event::InlineHtml(opening.into())), Some(Closing::Link))
                    }
                    None => (None, None),
                };
            }
            Tag::Heading { level, .. } => {
                Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() }
            }
            Tag::CodeBlock(_) => Tag::CodeBlock(CodeBlockKind::Indented),
            // The name of its language is said nowhere.
            tag @ (Tag::Paragraph
            | Tag::BlockQuote(None)
            | Tag::List(_)
            | Tag::Item
            | Tag::Emphasis
            | Tag::Strong) => tag,
            _ => return (None, None),
        };
        let closing = Closing::AsOpened(tag.to_end());
        (Some(Event::Start(tag)), Some(closing))
    }
}

/// Where a link may lead, as it is written into the page.
fn address<'a>(link_type: LinkType, written: &CowStr<'a>) -> Option<CowStr<'a>> {
    if link_type == LinkType::Email {
        return Some(format!("mailto:{written}").into());
    }
    let scheme = written.split_once(':')?.0.to_ascii_lowercase();
    let known = ["https", "http", "mailto"].contains(&scheme.as_str());
    (known && !written.chars().any(char::is_control)).then(|| written.clone())
}

/// Two levels down, to the sixth.
fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::draw::Dice;

    #[test]
    fn what_institutions_write_reads_as_they_meant_it() {
        let text = "# How\nWeave **two** metres:\n\n1. warp\n2. *weft*\n\n> Mind the `shed`.\n\n[More](https://a.example/x?a=1&b=2)\nin two lines";
        insta::assert_snapshot!(markdown(text), @r#"
        <h3>How</h3>
        <p>Weave <strong>two</strong> metres:</p>
        <ol>
        <li>warp</li>
        <li><em>weft</em></li>
        </ol>
        <blockquote>
        <p>Mind the <code>shed</code>.</p>
        </blockquote>
        <p><a href="https://a.example/x?a=1&amp;b=2" rel="nofollow noopener noreferrer ugc">More</a><br />
        in two lines</p>
        "#);
    }

    #[test]
    fn html_is_shown_and_does_nothing() {
        let html = markdown("<script>alert(1)</script>\n\na <b onclick=x>b</b> <!-- c --> &lt;i&gt;");
        assert!(allowed(&html).is_ok(), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("&lt;b onclick=x&gt;"), "{html}");
    }

    #[test]
    fn a_link_leads_nowhere_but_to_the_web_or_a_mail_program() {
        let refused = [
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](java&#x0A;script:alert(1))",
            "[a](<java\tscript:alert(1)>)",
            "[a](&#106;avascript:alert(1))",
            "[a](data:text/html,<script>)",
            "[a](vbscript:x)",
            "[a](//evil.example)",
            "[a](/sign-out)",
            "<javascript:alert(1)>",
            "[a][b]\n\n[b]: javascript:alert(1)",
            "[a](https&colon;//a.example\u{1})",
        ];
        for text in refused {
            assert!(!markdown(text).contains("<a"), "{text}: {}", markdown(text));
        }
        assert!(markdown("<a@b.example>").contains("href=\"mailto:a@b.example\""));
        assert!(markdown("<https://a.example>").contains("href=\"https://a.example\""));
        let quoted = markdown("[a](<https://a.example/\" onclick=\"x>)");
        assert!(allowed(&quoted).is_ok(), "{quoted}");
    }

    #[test]
    fn a_picture_is_its_words_and_loads_nothing() {
        let html = markdown("![a *loom*](https://a.example/x.png) ![](data:image/png;base64,AA)");
        assert!(html.contains("a <em>loom</em>") && !html.contains("img") && !html.contains("png"), "{html}");
    }

    #[test]
    fn what_is_nested_without_end_stays_small() {
        let deep = [
            "[".repeat(10_000),
            "![".repeat(10_000),
            "[a](".repeat(10_000),
            "> ".repeat(10_000),
            "- ".repeat(10_000),
            "*a _b ".repeat(8_000),
            "**".repeat(20_000) + "a",
            "`".repeat(30_000),
            "[a]: https://a.example/".to_owned() + &"b".repeat(20_000) + "\n\n" + &"[a]".repeat(10_000),
        ];
        for text in deep {
            let html = markdown(&text);
            assert!(html.len() < 2 << 20, "{} bytes of {}", html.len(), &text[..20]);
            let nested = html.matches("<blockquote").count() + html.matches("<ul").count();
            assert!(nested <= MOST_DEPTH, "{nested} of {}", &text[..20]);
        }
        let long = markdown(&"**<a>\n".repeat(20_000));
        assert!(!long.contains("<strong>") && long.contains("&lt;a&gt;<br />"));
    }

    /// Whether HTML holds nothing but the elements and attributes that are promised, each closed.
    fn allowed(html: &str) -> Result<(), String> {
        let mut open = Vec::new();
        for piece in html.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').ok_or("a tag without an end")?;
            if text.contains('>') {
                return Err(format!("a bare > in {text:?}"));
            }
            match tag {
                "br /" | "hr /" => {}
                "p" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "blockquote" | "pre" | "code"
                | "em" | "strong" => open.push(tag),
                _ if tag.starts_with('/') => {
                    let last = open.pop().ok_or("closed too often")?;
                    if tag[1..] != *last {
                        return Err(format!("{last} closed by {tag}"));
                    }
                }
                _ if tag.starts_with("ol start=\"") => {
                    let number = tag[10..].strip_suffix('"').ok_or("start")?;
                    number.parse::<u64>().map_err(|err| err.to_string())?;
                    open.push("ol");
                }
                _ => {
                    let rest = tag.strip_prefix("a href=\"").ok_or(format!("<{tag}>"))?;
                    let address = rest.strip_suffix("\" rel=\"nofollow noopener noreferrer ugc\"");
                    let address = address.ok_or(format!("<{tag}>"))?.to_ascii_lowercase();
                    let known =
                        ["https:", "http:", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
                    if !known || address.contains('"') {
                        return Err(address);
                    }
                    open.push("a");
                }
            }
        }
        if open.is_empty() { Ok(()) } else { Err(format!("{open:?} left open")) }
    }

    #[test]
    fn nothing_but_what_is_promised_comes_out_of_any_text() {
        const PIECES: [&str; 40] = [
            "<",
            ">",
            "!",
            "[",
            "]",
            "(",
            ")",
            "*",
            "_",
            "`",
            "#",
            "> ",
            "- ",
            "1. ",
            "    ",
            "\n",
            "\n\n",
            "\t",
            "\\",
            "&",
            ";",
            ":",
            "\"",
            "'",
            "=",
            "/",
            "a",
            "b",
            "é",
            "\u{202e}",
            "\0",
            "https://a.example",
            "javascript:",
            "data:",
            "<script",
            "</p>",
            " onclick=",
            "&#x3c;",
            "[a]: ",
            "![",
        ];
        for seed in 0..4_000 {
            let mut dice = Dice::of(&format!("{seed}"));
            let length = dice.below(60);
            let text: String = (0..length).map(|_| PIECES[usize::from(dice.below(40))]).collect();
            let html = markdown(&text);
            assert_eq!(allowed(&html), Ok(()), "{text:?} became {html:?}");
            assert!(html.len() <= 64 * text.len() + 64, "{text:?}");
        }
    }
}

//! A letter as mail programs show it: the one page that no browser of ours ever sees.
//!
//! Mail programs drop style sheets, scripts and what is loaded from elsewhere, so the little style
//! there is stands on the elements, and a logo travels in the mail itself. The markup reads well
//! without any of it.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use crate::words::Language;

/// What a letter shows. All of it is plain text.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// The language it is written in.
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Whose letterhead it has; absent: the service's own.
    pub institution: Option<String>,
    /// Where the letterhead's picture is in the mail, such as `cid:logo`.
    pub logo: Option<String>,
    /// How it begins.
    pub greeting: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// What its button says, and where it leads.
    pub button: Option<(String, String)>,
    /// What to know besides; may be empty.
    pub closing: String,
    /// Who sends this; may have several lines.
    pub foot: String,
}

const BODY: &str = "margin:0;padding:24px 16px;background:#f6f4ee;color:#1d1d1b;\
    font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif";
const SHEET: &str = "max-width:560px;margin:0 auto;padding:32px 24px;background:#fff;\
    border:1px solid #ddd8cc;border-radius:8px;overflow-wrap:anywhere";
const HEAD: &str = "margin:0 0 24px;font:600 20px/1.3 ui-serif,Georgia,serif;color:#1f4d36";
const LOGO: &str = "display:block;max-width:160px;max-height:64px;margin:0 0 16px;border:0";
const PARAGRAPH: &str = "margin:0 0 16px;white-space:pre-line";
const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:6px;background:#1f4d36;\
    color:#fff;font-weight:600;text-decoration:none";
const SMALL: &str = "margin:0 0 16px;font-size:14px;color:#55524a;white-space:pre-line";
const FOOT: &str = "max-width:560px;margin:16px auto 0;font-size:13px;color:#55524a;white-space:pre-line";

/// A letter's HTML.
pub fn letter(data: Letter) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| frame(data).to_html());
    owner.cleanup();
    // What leptos leaves to find its place again, and nobody is there to look for.
    format!("<!doctype html>{}", html.replace("<!>", ""))
}

fn frame(data: Letter) -> impl IntoView {
    let words = &data.language.letters().common;
    let head = data.institution.clone().map(|name| view! { <p style=HEAD>{name}</p> });
    // The name stands beside it.
    let logo = data.logo.map(|address| view! { <img src=address alt="" style=LOGO /> });
    let paragraphs: Vec<_> =
        data.paragraphs.into_iter().map(|text| view! { <p style=PARAGRAPH>{text}</p> }).collect();
    let button = data.button.map(|(label, link)| {
        view! {
            <p style=PARAGRAPH><a href=link.clone() style=BUTTON>{label}</a></p>
            <p style=SMALL>{words.link}<br />{link}</p>
        }
    });
    let closing = (!data.closing.is_empty()).then(|| view! { <p style=SMALL>{data.closing}</p> });
    view! {
        <html lang=data.language.tag() dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width" />
                <title>{data.subject}</title>
            </head>
            <body style=BODY>
                <div style=SHEET>
                    {logo} {head}
                    <p style=PARAGRAPH>{data.greeting}</p>
                    {paragraphs} {button} {closing}
                </div>
                <p style=FOOT>{data.foot}</p>
            </body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_reads_well_without_its_style() {
        let html = letter(Letter {
            language: Language::Spanish,
            subject: "Algo".to_owned(),
            institution: Some("Hedgerow".to_owned()),
            logo: Some("cid:logo".to_owned()),
            greeting: "Hola, Ada:".to_owned(),
            paragraphs: vec!["Uno.".to_owned()],
            button: Some(("Verlo".to_owned(), "https://a.example/".to_owned())),
            closing: "Dos.".to_owned(),
            foot: "Hedgerow".to_owned(),
        });
        let bare = html.split(" style=\"").enumerate().map(|(at, part)| match at {
            0 => part,
            _ => part.split_once('"').unwrap().1,
        });
        insta::assert_snapshot!(bare.collect::<String>(), @r#"<!doctype html><html lang="es" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Algo</title></head><body><div><img src="cid:logo" alt=""><p>Hedgerow</p><p>Hola, Ada:</p><p>Uno.</p><p><a href="https://a.example/">Verlo</a></p><p>Si el botón no funciona, abre esta dirección:<br>https://a.example/</p><p>Dos.</p></div><p>Hedgerow</p></body></html>"#);
    }

    #[test]
    fn text_stays_text() {
        let hostile = || "\"'><script>&".to_owned();
        let html = letter(Letter {
            language: Language::English,
            subject: hostile(),
            institution: Some(hostile()),
            logo: Some(hostile()),
            greeting: hostile(),
            paragraphs: vec![hostile()],
            button: Some((hostile(), hostile())),
            closing: hostile(),
            foot: hostile(),
        });
        assert!(!html.contains("<script") && !html.contains("\"'>"), "{html}");
    }
}

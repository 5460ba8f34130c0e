//! The designer as part of a form: radio buttons with a picture of each choice, and the badge as it
//! stands.

use leptos::prelude::*;

use super::compose::{designed_badge, drawing, sign};
use super::read::OWN;
use super::{Below, Border, Colours, Design, Group, Palette, Pattern, Shape, Symbol};
use crate::chrome::FieldError;
use crate::components::capital;
use crate::components::markup::{element, escaped, text_in};
use crate::words::designer as words;

/// The element that shows the badge as it stands: the target of a live preview.
pub const PREVIEW_ID: &str = "badge-preview";

/// Fields for every choice of a design, to stand inside a form, and the badge as it stands.
///
/// The form posts [`super::DesignFields`]. Where scripts run, an island `Live` on the same form
/// keeps the preview up to date from `/desk/badge-preview`.
pub fn designer_fields(design: &Design, errors: &[FieldError]) -> impl IntoView + use<> {
    let preview = design_preview(design);
    let plain = Design {
        symbol: Symbol::Star,
        pattern: Pattern::None,
        border: Border::None,
        below: Below::None,
        ..Design::default()
    };
    let picture = |design: Design| drawing(&design, None);
    // What is fine is shown from near.
    let near = |design: Design| picture(design).replacen("0 0 160 160", "56 10 90 90", 1);
    let shapes = Shape::ALL.iter().map(|&shape| Pick {
        value: shape.name(),
        words: words::shape(shape),
        picture: picture(Design { shape, ..plain }),
    });
    let round = Design { shape: Shape::Circle, ..plain };
    let patterns = Pattern::ALL.iter().map(|&pattern| Pick {
        value: pattern.name(),
        words: words::pattern(pattern),
        picture: near(Design { pattern, ..round }),
    });
    let borders = Border::ALL.iter().map(|&border| Pick {
        value: border.name(),
        words: words::border(border),
        picture: near(Design { border, ..round }),
    });
    let belows = Below::ALL.iter().map(|&below| Pick {
        value: below.name(),
        words: words::below(below),
        picture: picture(Design { below, ..round }),
    });
    let [shape, colours, symbol, pattern, border, below] = words::choices();
    view! {
        <div class="designer">
            <div class="designer-preview">
                <h2>{words::preview()}</h2>
                <div id=PREVIEW_ID aria-live="polite" inner_html=preview></div>
            </div>
            <div class="stack">
                {choices("badge-shape", shape, design.shape.name(), &shapes.collect::<Vec<_>>(), errors)}
                {choices("badge-colours", colours, colours_name(design.colours), &palettes(), errors)}
                {own_colours(design.colours, errors)}
                {symbols(symbol, design.symbol, errors)}
                {choices("badge-pattern", pattern, design.pattern.name(), &patterns.collect::<Vec<_>>(), errors)}
                {choices("badge-border", border, design.border.name(), &borders.collect::<Vec<_>>(), errors)}
                {choices("badge-below", below, design.below.name(), &belows.collect::<Vec<_>>(), errors)}
            </div>
        </div>
    }
}

/// The badge in three sizes, and a hint where it will be hard to read. HTML for a part of a page.
pub fn design_preview(design: &Design) -> String {
    let svg = designed_badge(design);
    let sizes = ["badge-huge", "badge-medium", "badge-tiny"].iter().zip(words::sizes());
    let pictures: String = sizes
        .map(|(class, name)| {
            let picture =
                element("span", &[("class", &format!("badge {class}")), ("aria-hidden", "true")], &svg);
            element("div", &[], &format!("{picture}{}", text_in("p", "hint", name)))
        })
        .collect();
    let hint =
        if design.colours.trio().is_clear() { String::new() } else { text_in("p", "notice", words::faint()) };
    let told = text_in("p", "unseen", &words::told(design));
    element("div", &[("class", "badge-sizes")], &pictures) + &told + &hint
}

/// One radio button.
struct Pick {
    value: &'static str,
    words: &'static str,
    /// An SVG.
    picture: String,
}

fn choices(name: &str, legend: &str, chosen: &str, picks: &[Pick], errors: &[FieldError]) -> AnyView {
    let problem = problem(name, errors);
    let buttons = buttons(name, chosen, picks, false);
    let described_by = problem.is_some().then(|| format!("{name}-problem"));
    view! {
        <fieldset class="picks" aria-describedby=described_by>
            <legend>{legend.to_owned()}</legend>
            {problem}
            <div class="pick-grid" inner_html=buttons></div>
        </fieldset>
    }
    .into_any()
}

/// Written as text: a view of each button would say no more.
fn buttons(name: &str, chosen: &str, picks: &[Pick], sign: bool) -> String {
    let class = if sign { "pick-picture pick-sign" } else { "pick-picture" };
    picks
        .iter()
        .map(|pick| {
            let checked = if pick.value == chosen { " checked" } else { "" };
            let (name, value) = (escaped(name), escaped(pick.value));
            let picture = element("span", &[("class", class), ("aria-hidden", "true")], &pick.picture);
            let words = text_in("span", "pick-name", pick.words);
            let input = format!("<input type=\"radio\" name=\"{name}\" value=\"{value}\"{checked}>");
            element("label", &[("class", "pick")], &format!("{input}{picture}{words}"))
        })
        .collect()
}

fn problem(name: &str, errors: &[FieldError]) -> Option<AnyView> {
    let error = errors.iter().find(|error| error.field == name)?;
    let id = format!("{name}-problem");
    Some(view! { <p class="field-problem" id=id>{capital(&error.message)}</p> }.into_any())
}

fn colours_name(colours: Colours) -> &'static str {
    match colours {
        Colours::Named(palette) => palette.name(),
        Colours::Own(_) => OWN,
    }
}

fn palettes() -> Vec<Pick> {
    let design = Design {
        shape: Shape::Circle,
        pattern: Pattern::None,
        border: Border::None,
        below: Below::None,
        ..Design::default()
    };
    let named = Palette::ALL.iter().map(|&palette| Pick {
        value: palette.name(),
        words: words::palette(palette),
        picture: designed_badge(&Design { colours: Colours::Named(palette), ..design }),
    });
    let own = Pick { value: OWN, words: words::own(), picture: sign(Symbol::Palette) };
    named.chain([own]).collect()
}

fn own_colours(colours: Colours, errors: &[FieldError]) -> impl IntoView + use<> {
    let trio = colours.trio();
    let fields: Vec<_> = ["badge-ground", "badge-figure", "badge-trim"]
        .into_iter()
        .zip(words::own_parts())
        .zip([trio.ground, trio.figure, trio.trim])
        .map(|((name, label), colour)| {
            let problem = problem(name, errors);
            let described_by = problem.is_some().then(|| format!("{name}-problem"));
            view! {
                <div class="field">
                    <label for=name>{label}</label>
                    {problem}
                    <input
                        id=name
                        name=name
                        type="color"
                        value=colour.to_string()
                        aria-describedby=described_by
                    />
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="own-colours">
            <legend>{words::own_colours()}</legend>
            <p class="hint">{words::own_hint()}</p>
            <div class="row">{fields}</div>
        </fieldset>
    }
}

/// Symbols by what they are about; the group of the chosen one is open.
fn symbols(legend: &'static str, chosen: Symbol, errors: &[FieldError]) -> impl IntoView + use<> {
    let problem = problem("badge-symbol", errors);
    let described_by = problem.is_some().then_some("badge-symbol-problem");
    let groups: Vec<_> = Group::ALL
        .iter()
        .map(|group| {
            let open = group.symbols().contains(&chosen);
            let picks: Vec<_> = group
                .symbols()
                .iter()
                .map(|&symbol| Pick {
                    value: symbol.name(),
                    words: words::symbol(symbol),
                    picture: sign(symbol),
                })
                .collect();
            let buttons = buttons("badge-symbol", chosen.name(), &picks, true);
            view! {
                <details class="fold" open=open>
                    <summary>{words::group(*group)}</summary>
                    <div class="pick-grid" inner_html=buttons></div>
                </details>
            }
        })
        .collect();
    view! {
        <fieldset class="picks" aria-describedby=described_by>
            <legend>{legend}</legend>
            {problem}
            {groups}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_a_radio_button_with_a_name_and_the_chosen_ones_are_checked() {
        let design = Design { symbol: Symbol::Wheat, ..Design::default() };
        let html = designer_fields(&design, &[]).to_html();
        let choices = Shape::ALL.len()
            + Palette::ALL.len()
            + 1
            + Symbol::ALL.len()
            + Pattern::ALL.len()
            + Border::ALL.len()
            + Below::ALL.len();
        assert_eq!(html.matches("type=\"radio\"").count(), choices);
        assert_eq!(html.matches("class=\"pick-name\"").count(), choices);
        assert_eq!(html.matches(" checked>").count(), 6);
        assert!(html.contains("value=\"wheat\" checked"));
        let open = html
            .split("<details")
            .skip(1)
            .filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("open")));
        assert_eq!(open.count(), 1);
    }

    #[test]
    fn what_is_wrong_with_a_choice_stands_beside_it() {
        let error = |field: &str| FieldError { field: field.to_owned(), message: "<b>".to_owned() };
        let html = designer_fields(
            &Design::default(),
            &[error("badge-shape"), error("badge-symbol"), error("badge-trim")],
        )
        .to_html();
        for name in ["badge-shape", "badge-symbol", "badge-trim"] {
            assert!(html.contains(&format!("aria-describedby=\"{name}-problem\"")), "{name}");
            assert!(html.contains(&format!("id=\"{name}-problem\"")), "{name}");
        }
        assert!(!html.contains("<b>"));
    }

    #[test]
    fn a_badge_that_is_hard_to_read_gets_a_hint() {
        let pale = Palette::Mint.trio();
        let faint = Colours::Own(super::super::Trio { figure: pale.trim, ..pale });
        assert!(
            design_preview(&Design { colours: faint, ..Design::default() }).contains("hardly stands out")
        );
        assert!(!design_preview(&Design::default()).contains("hardly stands out"));
    }
}

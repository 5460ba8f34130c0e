//! Whether every language has what the others have: by the files themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quote::ToTokens;
use syn::{FnArg, Item, Pat, Visibility};

/// Words of one area: constants by their names, functions by theirs.
type Words = BTreeMap<String, Word>;

/// One word of a language.
#[derive(Debug)]
struct Word {
    /// Names of its parameters, and their types.
    parameters: Vec<(String, String)>,
    /// All that is written in it.
    texts: Vec<String>,
    /// Names that it uses, those within texts included.
    uses: BTreeSet<String>,
}

/// The areas of a language that have a file there.
fn areas(language: &str) -> BTreeMap<String, Words> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words").join(language);
    let mut areas = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let area = path.file_stem().unwrap().to_string_lossy().into_owned();
        if area != "mod" && area != "letters" {
            let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            areas.insert(area, file.items.iter().filter_map(word).collect());
        }
    }
    areas
}

fn word(item: &Item) -> Option<(String, Word)> {
    let public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    let (name, parameters, body) = match item {
        Item::Const(word) if public(&word.vis) => (&word.ident, Vec::new(), word.expr.to_token_stream()),
        Item::Fn(word) if public(&word.vis) => {
            let parameters = word.sig.inputs.iter().filter_map(|parameter| match parameter {
                FnArg::Typed(typed) => {
                    let name = match &*typed.pat {
                        Pat::Ident(name) => name.ident.to_string(),
                        other => other.to_token_stream().to_string(),
                    };
                    Some((name, typed.ty.to_token_stream().to_string()))
                }
                FnArg::Receiver(_) => None,
            });
            (&word.sig.ident, parameters.collect(), word.block.to_token_stream())
        }
        _ => return None,
    };
    let mut word = Word { parameters, texts: Vec::new(), uses: BTreeSet::new() };
    gather(body, &mut word);
    Some((name.to_string(), word))
}

fn gather(tokens: proc_macro2::TokenStream, word: &mut Word) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => gather(group.stream(), word),
            proc_macro2::TokenTree::Ident(name) => {
                word.uses.insert(name.to_string());
            }
            proc_macro2::TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse2::<syn::LitStr>(literal.to_token_stream()) {
                    let text = text.value();
                    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                    word.uses.extend(names.map(|(name, _)| name.to_owned()));
                    word.texts.push(text);
                }
            }
            proc_macro2::TokenTree::Punct(_) => {}
        }
    }
}

/// Calls back with each word that a language has, its place, and its English.
fn each(language: &str, mut look: impl FnMut(&str, &Word, &Word)) {
    let english = areas("en");
    for (area, words) in areas(language) {
        for (name, word) in &words {
            let place = format!("{area}::{name}");
            let original = english.get(&area).and_then(|words| words.get(name));
            look(&place, word, original.unwrap_or_else(|| panic!("{language} has {place}, English has not")));
        }
    }
}

#[test]
fn spanish_says_everything_that_learners_and_those_who_check_meet() {
    let (english, spanish) = (areas("en"), areas("es"));
    let staff = |area: &str| {
        area.starts_with("desk")
            || ["achievements", "awards", "delivery", "designer", "endorsements", "insights", "rework"]
                .contains(&area)
    };
    for (area, words) in english.iter().filter(|(area, _)| !staff(area)) {
        let own = spanish.get(area).unwrap_or_else(|| panic!("there is no Spanish {area}"));
        let missing: Vec<_> = words.keys().filter(|name| !own.contains_key(*name)).collect();
        assert!(missing.is_empty(), "not in Spanish: {area}: {missing:?}");
    }
}

#[test]
fn words_of_every_language_take_and_use_the_same_parameters() {
    for language in ["es", "ar"] {
        each(language, |place, word, original| {
            assert_eq!(word.parameters, original.parameters, "{language} {place}");
            for (name, _) in &original.parameters {
                let used = |word: &Word| word.uses.contains(name);
                assert!(used(word) || !used(original), "{language} {place} does not say {name}");
            }
        });
    }
}

#[test]
fn nothing_was_left_in_english() {
    // Names and forms that are the same in every language.
    let same = ["Laurel", "Northfield College", "Ada Obi", "SHA-256", "No.", "UTC", "Open Badges 2.0"];
    for language in ["es", "ar"] {
        each(language, |place, word, original| {
            // What is said between the parameters.
            let said = |text: &&String| {
                text.split(['{', '}']).step_by(2).any(|part| part.contains(char::is_alphabetic))
            };
            for text in word.texts.iter().filter(|text| text.contains(' ')).filter(said) {
                let left = original.texts.contains(text) && !same.iter().any(|name| text.contains(name));
                assert!(!left, "{language} {place}: {text}");
            }
        });
    }
}

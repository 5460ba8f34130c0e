//! Makes one function of every word, which answers in the language that is spoken.
//!
//! A language is a folder of `src/words`: one file per area, of constants and functions. From
//! the English ones this writes a module of public functions per area, such as `wallet::title()`
//! for `wallet::TITLE`, which choose among the languages that have that word; where one has not,
//! it falls back to English. So a page names a word and never a language, and a word without its
//! English does not compile.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, FnArg, Item, ItemConst, ItemFn, Lifetime, Pat, Type, UseTree, Visibility, parse_quote};

/// Folders of the other languages, each with its variant of `Language`.
const OTHERS: [(&str, &str); 2] = [("es", "Spanish"), ("ar", "Arabic")];

/// The items of each area of a language, by name, in order.
type Areas = BTreeMap<String, Area>;

/// An area of one language.
struct Area {
    /// Those of its `mod` line, such as under which feature it is there.
    attributes: Vec<Attribute>,
    file: syn::File,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/words");
    let words = Path::new("src/words");
    let english = areas(&words.join("en"))?;
    let mut others = Vec::new();
    for (folder, variant) in OTHERS {
        others.push((format_ident!("{folder}"), format_ident!("{variant}"), areas(&words.join(folder))?));
    }
    let modules = english.iter().map(|(name, area)| module(name, area, &others));
    let code = quote! { #(#modules)* };
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), code.to_string())?;
    Ok(())
}

/// The public areas that the `mod.rs` of a language names.
fn areas(folder: &Path) -> Result<Areas, Box<dyn Error>> {
    let mut found = Areas::new();
    for item in read(&folder.join("mod.rs"))?.items {
        if let Item::Mod(module) = item
            && matches!(module.vis, Visibility::Public(_))
        {
            let name = module.ident.to_string();
            let file = read(&folder.join(format!("{name}.rs")))?;
            found.insert(name, Area { attributes: module.attrs, file });
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<syn::File, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|err| format!("{}: {err}", path.display()))?;
    Ok(syn::parse_file(&text).map_err(|err| format!("{}: {err}", path.display()))?)
}

fn module(name: &str, english: &Area, others: &[(Ident, Ident, Areas)]) -> TokenStream {
    let area = format_ident!("{name}");
    let mut code = TokenStream::new();
    for item in &english.file.items {
        match item {
            Item::Const(word) if public(&word.vis) => {
                let call = chosen(&area, &word.ident, others, &TokenStream::new());
                code.extend(constant(word, &call));
            }
            Item::Fn(word) if public(&word.vis) => code.extend(function(word, &area, others)),
            Item::Type(kind) if public(&kind.vis) => {
                let kind = &kind.ident;
                code.extend(quote! { pub use super::en::#area::#kind; });
            }
            _ => {}
        }
    }
    let uses = uses(&english.file, &code);
    let attributes = &english.attributes;
    let docs = english.file.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    quote! {
        #(#attributes)*
        pub mod #area {
            #(#docs)*
            #uses
            #code
        }
    }
}

/// A constant as a function without parameters, under its name in small letters.
fn constant(word: &ItemConst, call: &TokenStream) -> TokenStream {
    let attributes = &word.attrs;
    let name = Ident::new(&word.ident.to_string().to_lowercase(), Span::call_site());
    let mut kind = (*word.ty).clone();
    lasting(&mut kind);
    quote! { #(#attributes)* pub fn #name() -> #kind { #call } }
}

fn function(word: &ItemFn, area: &Ident, others: &[(Ident, Ident, Areas)]) -> TokenStream {
    let attributes = &word.attrs;
    let mut signature = word.sig.clone();
    signature.constness = None;
    let mut names = Vec::new();
    for (place, parameter) in signature.inputs.iter_mut().enumerate() {
        if let FnArg::Typed(parameter) = parameter {
            let name = match &*parameter.pat {
                Pat::Ident(name) => name.ident.clone(),
                _ => format_ident!("parameter_{place}"),
            };
            parameter.pat = parse_quote! { #name };
            names.push(name);
        }
    }
    let call = chosen(area, &word.sig.ident, others, &quote! { (#(#names),*) });
    quote! { #(#attributes)* pub #signature { #call } }
}

/// The word in the language that is spoken.
fn chosen(area: &Ident, word: &Ident, others: &[(Ident, Ident, Areas)], call: &TokenStream) -> TokenStream {
    let english = quote! { super::en::#area::#word #call };
    let (mut arms, mut without) = (Vec::new(), vec![format_ident!("English")]);
    for (folder, language, areas) in others {
        if areas.get(&area.to_string()).is_some_and(|area| has(&area.file, word)) {
            arms.push(quote! { super::Language::#language => super::#folder::#area::#word #call });
        } else {
            without.push(language.clone());
        }
    }
    if arms.is_empty() {
        return english;
    }
    quote! {
        match super::language::spoken() {
            #(#arms,)*
            #(super::Language::#without)|* => #english,
        }
    }
}

fn has(file: &syn::File, word: &Ident) -> bool {
    file.items.iter().any(|item| match item {
        Item::Const(found) => public(&found.vis) && found.ident == *word,
        Item::Fn(found) => public(&found.vis) && found.sig.ident == *word,
        _ => false,
    })
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Writes out the `'static` that a constant's type leaves to be understood.
fn lasting(kind: &mut Type) {
    match kind {
        Type::Reference(reference) => {
            reference.lifetime.get_or_insert_with(|| Lifetime::new("'static", Span::call_site()));
            lasting(&mut reference.elem);
        }
        Type::Array(array) => lasting(&mut array.elem),
        Type::Slice(slice) => lasting(&mut slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(lasting),
        _ => {}
    }
}

/// The imports of a file that its signatures need.
fn uses(file: &syn::File, code: &TokenStream) -> TokenStream {
    let mut names = Vec::new();
    identifiers(code.clone(), &mut names);
    let mut kept = TokenStream::new();
    for item in &file.items {
        if let Item::Use(item) = item {
            leaves(&item.tree, &TokenStream::new(), &mut |name, path| {
                // What comes from beside it are words, which signatures do not speak of.
                if names.iter().any(|used| used == name) && !path.to_string().starts_with("super") {
                    kept.extend(quote! { use #path; });
                }
            });
        }
    }
    kept
}

fn identifiers(code: TokenStream, names: &mut Vec<String>) {
    for token in code {
        match token {
            TokenTree::Ident(name) => names.push(name.to_string()),
            TokenTree::Group(group) => identifiers(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Calls back with the name and the whole path of everything that an import brings.
fn leaves(tree: &UseTree, before: &TokenStream, found: &mut impl FnMut(&str, &TokenStream)) {
    match tree {
        UseTree::Path(path) => {
            let name = &path.ident;
            leaves(&path.tree, &quote! { #before #name :: }, found);
        }
        UseTree::Group(group) => group.items.iter().for_each(|item| leaves(item, before, found)),
        UseTree::Name(name) => found(&name.ident.to_string(), &quote! { #before #name }),
        UseTree::Rename(rename) => {
            found(&rename.rename.to_string(), &{
                let mut path = before.clone();
                rename.to_tokens(&mut path);
                path
            });
        }
        UseTree::Glob(_) => {}
    }
}

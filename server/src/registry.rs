//! Trust registries in files: whose word the reader takes for who an issuer is.
//!
//! Two forms are read, told apart by what is in them: our own, `{"name": …, "issuers": [{"did":
//! …, "name": …}]}`, one or an array of them; and the form in which the Digital Credentials
//! Consortium publishes the DIDs it knows, an object of DID to name, place and address. The
//! latter need not carry a name of its own, and is then called by its file's.

use std::{
    io,
    path::{Path, PathBuf},
};

use crypto::verify::{TrustRegistry, TrustedIssuer};
use serde_json::{Map, Value};

/// Why a file gives no registry.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// It cannot be read.
    #[error("could not read the trust file {0}")]
    File(PathBuf, #[source] io::Error),
    /// It is not JSON.
    #[error("the trust file {0} is not JSON")]
    Json(PathBuf, #[source] serde_json::Error),
    /// It is JSON of another form.
    #[error("the trust file {path} cannot be used: {fault}")]
    Form {
        /// The file.
        path: PathBuf,
        /// Where, and what is wrong there.
        fault: Fault,
    },
}

/// What is wrong with one member of a file.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[error("{} {what}", if pointer.is_empty() { "the whole of it" } else { pointer })]
pub struct Fault {
    pointer: String,
    what: &'static str,
}

impl Fault {
    fn new(pointer: impl Into<String>, what: &'static str) -> Self {
        Self { pointer: pointer.into(), what }
    }
}

/// All registries in these files, in order.
///
/// # Errors
/// [`RegistryError`], of the first file that has one.
pub fn read_all(paths: &[PathBuf]) -> Result<Vec<TrustRegistry>, RegistryError> {
    let read = paths.iter().map(|path| read_file(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(read.into_iter().flatten().collect())
}

fn read_file(path: &Path) -> Result<Vec<TrustRegistry>, RegistryError> {
    let text = std::fs::read_to_string(path).map_err(|source| RegistryError::File(path.into(), source))?;
    let value = serde_json::from_str(&text).map_err(|source| RegistryError::Json(path.into(), source))?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    registries(&value, &stem).map_err(|fault| RegistryError::Form { path: path.into(), fault })
}

/// * `stem`: what a registry without a name is called.
fn registries(value: &Value, stem: &str) -> Result<Vec<TrustRegistry>, Fault> {
    match value {
        Value::Array(values) => {
            let numbered = values.iter().enumerate();
            numbered.map(|(index, value)| registry(value, &format!("/{index}"), stem)).collect()
        }
        _ => Ok(vec![registry(value, "", stem)?]),
    }
}

fn registry(value: &Value, at: &str, stem: &str) -> Result<TrustRegistry, Fault> {
    let object = value.as_object().ok_or_else(|| Fault::new(at, "is no JSON object"))?;
    if let Some(issuers) = object.get("issuers") {
        let issuers = issuers.as_array().ok_or_else(|| Fault::new(format!("{at}/issuers"), "is no array"))?;
        let numbered = issuers.iter().enumerate();
        let issuers = numbered.map(|(index, line)| issuer(line, &format!("{at}/issuers/{index}")));
        return Ok(TrustRegistry {
            name: text(object, "name", at)?,
            issuers: issuers.collect::<Result<_, _>>()?,
        });
    }
    // The published files say `registry`, the consortium's own code `entries`.
    let known = ["registry", "entries"].into_iter().find_map(|name| Some((name, object.get(name)?)));
    let Some((member, known)) = known else {
        return Err(Fault::new(at, "has neither \"issuers\" nor \"registry\""));
    };
    let at_known = format!("{at}/{member}");
    let known = known.as_object().ok_or_else(|| Fault::new(&at_known, "is no JSON object"))?;
    let issuers = known.iter().map(|(did, entry)| {
        let at = format!("{at_known}/{}", did.replace('~', "~0").replace('/', "~1"));
        let entry = entry.as_object().ok_or_else(|| Fault::new(&at, "is no JSON object"))?;
        Ok(TrustedIssuer { did: identifier(did, &at)?, name: text(entry, "name", &at)? })
    });
    let issuers = issuers.collect::<Result<_, _>>()?;
    let named = object.get("name").is_some();
    Ok(TrustRegistry { name: if named { text(object, "name", at)? } else { stem.to_owned() }, issuers })
}

fn issuer(line: &Value, at: &str) -> Result<TrustedIssuer, Fault> {
    let line = line.as_object().ok_or_else(|| Fault::new(at, "is no JSON object"))?;
    let did = text(line, "did", at)?;
    Ok(TrustedIssuer { did: identifier(&did, &format!("{at}/did"))?, name: text(line, "name", at)? })
}

/// Issuers are named by DIDs, and older ones by https addresses.
fn identifier(text: &str, at: &str) -> Result<String, Fault> {
    if text.starts_with("did:") || text.starts_with("https://") || text.starts_with("http://") {
        Ok(text.to_owned())
    } else {
        Err(Fault::new(at, "names neither a DID nor an address"))
    }
}

fn text(object: &Map<String, Value>, name: &str, at: &str) -> Result<String, Fault> {
    match object.get(name).and_then(Value::as_str).map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Fault::new(format!("{at}/{name}"), "is missing, empty or no text")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(did: &str, name: &str) -> TrustedIssuer {
        TrustedIssuer { did: did.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn both_forms_are_told_apart_by_what_is_in_them() {
        let ours = json!({ "name": "Ours", "issuers": [{ "did": "did:web:uni.example", "name": "Uni" }] });
        let theirs = json!({
            "meta": { "created": "2020-12-02T02:32:16+0000", "updated": "2021-12-15T18:41:36+0000" },
            "registry": {
                "did:key:z6Mk": { "name": "College", "location": "Town", "url": "https://college.example" },
                "did:web:a.example": { "name": "Academy" },
            },
        });
        let uni =
            TrustRegistry { name: "Ours".to_owned(), issuers: vec![line("did:web:uni.example", "Uni")] };
        let known = TrustRegistry {
            name: "known-dids".to_owned(),
            issuers: vec![line("did:key:z6Mk", "College"), line("did:web:a.example", "Academy")],
        };
        let read = |value: &Value| registries(value, "known-dids").unwrap();
        assert_eq!(read(&ours), std::slice::from_ref(&uni));
        assert_eq!(read(&theirs), std::slice::from_ref(&known));
        assert_eq!(read(&json!([ours, theirs])), [uni, known.clone()]);
        let named = json!({ "name": "Pilots", "entries": theirs["registry"] });
        assert_eq!(read(&named), [TrustRegistry { name: "Pilots".to_owned(), ..known }]);
    }

    #[test]
    fn a_fault_names_the_file_and_the_member() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trusted.json");
        let fault = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let err = read_all(std::slice::from_ref(&path)).unwrap_err().to_string();
            err.replace(&path.display().to_string(), "FILE")
        };
        for (text, expected) in [
            ("{", "the trust file FILE is not JSON"),
            ("1", "the trust file FILE cannot be used: the whole of it is no JSON object"),
            (
                "{}",
                "the trust file FILE cannot be used: the whole of it has neither \"issuers\" nor \"registry\"",
            ),
            (
                r#"[{"issuers":[]}]"#,
                "the trust file FILE cannot be used: /0/name is missing, empty or no text",
            ),
            (
                r#"{"name":"A","issuers":[{"did":"did:web:a.example","name":"A"},{"did":"a.example","name":"B"}]}"#,
                "the trust file FILE cannot be used: /issuers/1/did names neither a DID nor an address",
            ),
            (
                r#"{"registry":{"did:web:a.example":{"url":"https://a.example"}}}"#,
                "the trust file FILE cannot be used: /registry/did:web:a.example/name is missing, empty or no text",
            ),
            (r#"{"registry":[]}"#, "the trust file FILE cannot be used: /registry is no JSON object"),
        ] {
            assert_eq!(fault(text), expected);
        }
        let missing = read_all(&[folder.path().join("none.json")]).unwrap_err();
        assert!(matches!(missing, RegistryError::File(..)));
    }
}

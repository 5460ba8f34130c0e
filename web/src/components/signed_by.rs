//! Whether a shared record is signed by its learner, and what that signature covers.

use leptos::prelude::*;

use crate::words::{dates, keys as words};

/// What there is of a learner's signature over a shared record.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum SignedBy {
    /// Nobody signed it.
    #[default]
    Nobody,
    /// It is good.
    Good {
        /// When it was signed, RFC 3339.
        at: String,
        /// Whether the key was retired since.
        earlier: bool,
        /// How many credentials there are,
        all: u64,
        /// how many name the key,
        named: u64,
        /// and how many name an address that was confirmed,
        linked: u64,
        /// by this host.
        host: String,
        /// Where the signed text is.
        download: String,
    },
    /// It is of what was shown before.
    Changed {
        /// When that was signed, RFC 3339.
        at: String,
    },
    /// It does not fit.
    Broken,
}

impl SignedBy {
    /// Whether it is a good one, over what is shown.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Good { .. })
    }
}

/// The signature, in sentences. A good one says who arranged the record, and nothing of whether what
/// is in it is true: it is no seal.
pub fn signed_by(signed: &SignedBy) -> AnyView {
    let (class, lines, download) = match signed {
        SignedBy::Nobody => ("signed-by", vec![words::unsigned().to_owned()], None),
        SignedBy::Changed { at } => ("signed-by is-changed", vec![words::changed(&dates::day(at))], None),
        SignedBy::Broken => ("signed-by is-broken", vec![words::broken().to_owned()], None),
        SignedBy::Good { at, earlier, all, named, linked, host, download } => {
            let day = dates::day(at);
            let signed = if *earlier { words::signed_earlier(&day) } else { words::signed_on(&day) };
            let mut lines = vec![format!("{signed} {}", words::signed_means())];
            lines.extend(ties(*all, *named, *linked, host));
            ("signed-by is-signed", lines, Some(download.clone()))
        }
    };
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    let download = download.map(|path| {
        view! { <p class="row"><a href=path download="signed-record.json">{words::download()}</a></p> }
    });
    view! {
        <section class=class aria-labelledby="signed-by">
            <h2 id="signed-by">{words::signed_by()}</h2>
            {lines}
            {download}
        </section>
    }
    .into_any()
}

/// How the credentials go with the key.
fn ties(all: u64, named: u64, linked: u64, host: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if named > 0 {
        lines.push(if named == all { words::names_all(all) } else { words::names_some(named, all) });
    }
    if linked > 0 {
        lines.push(words::same_email(linked, all, host));
    }
    match all.saturating_sub(named).saturating_sub(linked) {
        0 => {}
        neither => lines.push(words::names_neither(neither)),
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_credential_is_told_of_once() {
        let ties = |all, named, linked| ties(all, named, linked, "laurel.example").join(" ");
        assert_eq!(ties(1, 1, 0), "The credential names this key.");
        assert_eq!(ties(6, 6, 0), "All 6 credentials name this key.");
        assert_eq!(
            ties(6, 0, 5),
            "Same e-mail as named in 5 of 6, confirmed by laurel.example. \
             1 credential names neither this key nor a confirmed address."
        );
        assert_eq!(
            ties(6, 4, 2),
            "4 of 6 credentials name this key. Same e-mail as named in 2 of 6, confirmed by laurel.example."
        );
    }
}

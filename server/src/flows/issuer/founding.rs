//! Founding an institution at the desk: who may, and what it begins with.

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::{FoundError, Issuer, NewIssuer, found_in, profile::checked_names};
use crate::{
    app::App,
    config::Founders,
    flows::{
        audit,
        fields::{Fields, is_slug},
        session::{Act, Viewer},
    },
    problem::{FieldProblem, Problem},
    store::{StoreError, Tx, issuer, staff},
};

/// Short names that are parts of the desk's own addresses.
const RESERVED: [&str; 3] = ["new", "badge-preview", "markdown-preview"];
/// Characters of the longest short name.
const SLUG_LENGTH: usize = 40;

/// Why somebody founded no institution.
#[derive(Debug, thiserror::Error)]
pub enum FoundingError {
    /// It is not theirs to found one.
    #[error("{}", whom_to_ask(.0))]
    NotAllowed(Founders),
    /// Fields need another look.
    #[error("the institution needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the institution")]
    Store(#[from] StoreError),
}

fn whom_to_ask(founders: &Founders) -> &'static str {
    match founders {
        Founders::Owners | Founders::Anyone => {
            "only owners of an institution may set up another one here; ask one of them, or whoever runs this site"
        }
        Founders::These(_) => {
            "only whoever runs this site may set up institutions here; ask them to do it, or to name your address among the founders"
        }
    }
}

impl From<FoundingError> for Problem {
    fn from(err: FoundingError) -> Self {
        match err {
            FoundingError::NotAllowed(_) => Self::forbidden(&err),
            FoundingError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            FoundingError::Store(source) => source.into(),
        }
    }
}

/// That somebody may found an institution.
///
/// # Errors
/// [`FoundingError::NotAllowed`], [`FoundingError::Store`].
pub async fn may_found(app: &App, viewer: &Viewer) -> Result<(), FoundingError> {
    allowed(app, &mut app.db.read().await?, viewer).await
}

/// Founds an institution, owned by whoever does. An empty short name is made from the name. Field
/// pointers are `/name`, `/slug`, `/description`, `/url`, `/email`.
///
/// # Errors
/// [`FoundingError`].
pub async fn found_by(app: &App, viewer: &Viewer, new: NewIssuer) -> Result<Issuer, FoundingError> {
    let mut tx = app.db.write().await?;
    allowed(app, &mut tx, viewer).await?;
    let mut fields = Fields::default();
    let (name, description, url, email) =
        checked_names(&mut fields, &new.name, &new.description, new.url.as_deref(), new.email.as_deref());
    let slug = match new.slug.trim() {
        "" => free_slug(&mut tx, &name).await?,
        typed => typed.to_lowercase(),
    };
    // Without a name there is nothing to make one from, which is the name's fault.
    let unmade = new.slug.trim().is_empty() && name.is_empty();
    if !unmade && (!is_slug(&slug) || RESERVED.contains(&slug.as_str())) {
        fields.wrong("/slug", "use 2 to 40 letters from a to z, digits and hyphens, such as marlow-college");
    }
    fields.right(()).map_err(FoundingError::Fields)?;
    let new = NewIssuer { slug, name, description, url, email };
    let founded = match found_in(app, &mut tx, new).await {
        Ok(founded) => founded,
        Err(err @ (FoundError::Taken | FoundError::Slug)) => {
            return Err(FoundingError::Fields(vec![FieldProblem::new("/slug", err.to_string())]));
        }
        Err(FoundError::Store(source)) => return Err(source.into()),
    };
    staff::insert(&mut tx, founded.id, viewer.account, "owner", app.clock.now_ms()).await?;
    let (subject, detail) = (format!("issuer/{}", founded.id), json!({ "slug": founded.slug }));
    audit::note(app, &mut tx, founded.id, Some(viewer.account), "issuer.founded", subject, &detail).await?;
    tx.commit().await?;
    tracing::info!(issuer.id = %founded.id, "an institution was founded");
    Ok(founded)
}

async fn allowed(app: &App, tx: &mut Tx, viewer: &Viewer) -> Result<(), FoundingError> {
    let founders = &app.config.founders;
    let may = match founders {
        Founders::Anyone => true,
        Founders::These(emails) => {
            emails.iter().any(|email| viewer.emails.iter().any(|own| own == email.as_str()))
        }
        Founders::Owners => {
            app.config.demo
                || viewer.desks.iter().any(|desk| desk.may(Act::Govern))
                || !issuer::any(tx).await?
        }
    };
    if may { Ok(()) } else { Err(FoundingError::NotAllowed(founders.clone())) }
}

/// A short name made from a name, and one that nobody has where there is one.
async fn free_slug(tx: &mut Tx, name: &str) -> Result<String, StoreError> {
    let slug = slug_of(name);
    let numbered = |number: u32| {
        let end = format!("-{number}");
        let start: String = slug.chars().take(SLUG_LENGTH - end.len()).collect();
        format!("{}{end}", start.trim_end_matches('-'))
    };
    for candidate in std::iter::once(slug.clone()).chain((2..10).map(numbered)) {
        if !RESERVED.contains(&candidate.as_str()) && issuer::by_slug(tx, &candidate).await?.is_none() {
            return Ok(candidate);
        }
    }
    Ok(slug)
}

/// The short name that a name suggests: `Écoles d’Évian` gives `ecoles-d-evian`. Empty where the
/// name has no letter from a to z.
fn slug_of(name: &str) -> String {
    let plain = name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let mut slug = String::new();
    for c in plain.flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == SLUG_LENGTH {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        Email,
        session::{Role, of_account},
        testing::{desk, person, with_app},
    };

    fn named(name: &str, slug: &str) -> NewIssuer {
        NewIssuer {
            slug: slug.to_owned(),
            name: name.to_owned(),
            description: String::new(),
            url: None,
            email: None,
        }
    }

    fn under(app: &App, founders: Founders) -> App {
        let mut config = app.config.clone();
        config.founders = founders;
        config.demo = false;
        app.with_config(config)
    }

    #[tokio::test]
    async fn whoever_comes_first_founds_and_afterwards_owners_do() {
        with_app(async |app| {
            // The demo shows the mail with the link that signs in.
            let (ada, ben) = (person(&app, "ada@a.example").await, person(&app, "ben@a.example").await);
            let app = under(&app, Founders::Owners);
            let founded = found_by(&app, &ada, named("École d’Évian", "")).await.unwrap();
            assert_eq!(founded.slug, "ecole-d-evian");
            let refused = found_by(&app, &ben, named("Another", "")).await;
            assert!(matches!(refused, Err(FoundingError::NotAllowed(_))), "{refused:?}");
            assert!(may_found(&app, &ben).await.is_err());

            let ada = of_account(&mut app.db.read().await.unwrap(), ada.account).await.unwrap().unwrap();
            assert_eq!((ada.desks.len(), ada.desks[0].role), (1, Role::Owner));
            let second = found_by(&app, &ada, named("École d’Évian", "")).await.unwrap();
            assert_eq!(second.slug, "ecole-d-evian-2");
        })
        .await;
    }

    #[tokio::test]
    async fn a_list_of_founders_is_the_whole_of_them() {
        with_app(async |app| {
            let (ada, owner) = (person(&app, "ada@a.example").await, desk(&app, "marlow").await);
            let listed = under(&app, Founders::These(vec![Email::read("ada@a.example").unwrap()]));
            may_found(&listed, &ada).await.unwrap();
            assert!(may_found(&listed, &owner).await.is_err());
            may_found(&under(&app, Founders::Anyone), &ada).await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_short_name_makes_a_good_address_and_is_nobody_elses() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            found_by(&app, &ada, named("Marlow", "marlow")).await.unwrap();
            for bad in ["marlow", "new", "badge-preview", "markdown-preview", "a", "-a", "a/b", "a b"] {
                let refused = found_by(&app, &ada, named("Marlow", bad)).await;
                let Err(FoundingError::Fields(fields)) = refused else { panic!("{bad}: {refused:?}") };
                assert_eq!(fields[0].pointer, "/slug", "{bad}");
            }
            let refused = found_by(&app, &ada, named("学校", "")).await;
            assert!(matches!(refused, Err(FoundingError::Fields(_))), "{refused:?}");
            assert_eq!(slug_of(&"long name ".repeat(9)), "long-name-long-name-long-name-long-name");
        })
        .await;
    }
}

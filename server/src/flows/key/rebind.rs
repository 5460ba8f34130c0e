//! Putting a new key into everything that was issued here: after a phone was lost, one step.
//!
//! Each credential gets a bound edition by itself, in a transaction of its own, so that asking
//! again goes on where the last time stopped. What came from elsewhere stays as it is: only its
//! issuer could change it.

use super::{KeyError, bind_for};
use crate::{
    app::App,
    flows::{issue::IssueError, session::Viewer},
    store::{StoreError, account_key, count, holding},
};

/// Credentials that are bound while somebody waits.
const AT_ONCE: u32 = 500;

/// What of a wallet names its owner's newest key.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Bindable {
    /// Credentials that were issued here and name it.
    pub named: u64,
    /// Those that were issued here and could.
    pub others: u64,
    /// Those from elsewhere.
    pub foreign: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Bound {
    /// Credentials that name the newest key now and did not before.
    pub bound: u64,
    /// Those that their issuer could not sign again, such as revoked ones.
    pub refused: u64,
}

/// Counts a wallet by the newest key; `None` where there is no key.
///
/// # Errors
/// When the database fails.
pub async fn bindable(app: &App, viewer: &Viewer) -> Result<Option<Bindable>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(did) = account_key::newest(&mut tx, viewer.account).await? else { return Ok(None) };
    let (named, others, foreign) = holding::by_key(&mut tx, viewer.account, &did).await?;
    Ok(Some(Bindable { named: count(named), others: count(others), foreign: count(foreign) }))
}

/// Binds what was issued here and is in this person's wallet to their newest key, up to 500
/// credentials at once: whether more are left, [`bindable`] tells.
///
/// # Errors
/// [`KeyError::NoKey`], [`KeyError::Store`].
pub async fn bind_all(app: &App, viewer: &Viewer) -> Result<Bound, KeyError> {
    let ids = {
        let mut tx = app.db.read().await?;
        let did = account_key::newest(&mut tx, viewer.account).await?.ok_or(KeyError::NoKey)?;
        holding::unbound(&mut tx, viewer.account, &did, AT_ONCE).await?
    };
    let mut bound = Bound::default();
    for id in ids {
        match bind_for(app, viewer.account, id).await {
            Ok((_, is_new)) => bound.bound += u64::from(is_new),
            Err(KeyError::Unknown | KeyError::Issue(IssueError::Revoked)) => bound.refused += 1,
            Err(err @ (KeyError::NoKey | KeyError::Store(_))) => return Err(err),
            Err(err) => {
                bound.refused += 1;
                let err = &err as &dyn std::error::Error;
                tracing::warn!(credential.id = %id, err, "a credential was not bound to its holder's new key");
            }
        }
    }
    Ok(bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        hold,
        key::{retire, tests::proven},
        revoke::revoke,
        testing::{achievement, award, desk, person, with_app},
    };

    #[tokio::test]
    async fn a_new_phone_costs_one_step_and_doing_it_twice_changes_nothing() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let ada = person(&app, "ada@a.example").await;
            assert!(matches!(bind_all(&app, &ada).await, Err(KeyError::NoKey)));
            assert_eq!(bindable(&app, &ada).await.unwrap(), None);
            let old = proven(&app, &ada, 8).await;
            let mut all = Vec::new();
            for _ in 0..3 {
                let id = award(&app, &staff, achievement, "ada@a.example").await.id;
                hold::claim(&app, &ada, id).await.unwrap();
                all.push(id);
            }
            hold::hold_foreign(&app, &ada, "{\"type\":\"VerifiableCredential\"}").await.unwrap();
            let counted = |named, others| Some(Bindable { named, others, foreign: 1 });
            assert_eq!(bindable(&app, &ada).await.unwrap(), counted(3, 0));

            retire(&app, &ada, &old).await.unwrap();
            app.clock.advance(time::Duration::MINUTE);
            let new = proven(&app, &ada, 9).await;
            assert_eq!(bindable(&app, &ada).await.unwrap(), counted(0, 3));
            revoke(&app, &staff, "marlow", all[2], "Mistake.").await.unwrap();
            // What was revoked is not asked for again.
            assert_eq!(bindable(&app, &ada).await.unwrap(), counted(0, 2));
            assert_eq!(bind_all(&app, &ada).await.unwrap(), Bound { bound: 2, refused: 0 });
            assert_eq!(bindable(&app, &ada).await.unwrap(), counted(2, 0));
            assert_eq!(bind_all(&app, &ada).await.unwrap(), Bound::default());
            for id in &all[..2] {
                let document = hold::held_one(&app, &ada, *id).await.unwrap().unwrap().document;
                assert!(document.contains(&new) && !document.contains(&old));
            }
        })
        .await;
    }
}

//! A key of one's own on this device: making it, bringing it back, signing what is shared.
//!
//! The key is made and kept by the browser and can't be read by any script; only with a passphrase
//! is there a sealed copy of it, made here before the key is put where it can't be read. What the
//! islands decide is in plain functions: see `seal.rs`.

mod keys;
mod seal;
mod sign;

use api::SealedKey;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::client;
use crate::words::keys as words;
use keys::{DeviceKey, KeyFailed};
use seal::Strength;
use sign::NotSigned;

/// A key that the account knows.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct KnownKey {
    /// Its DID.
    pub did: String,
    /// What it is called on the page.
    pub name: String,
    /// Whether it was retired.
    pub retired: bool,
}

/// A sealed copy that the account has.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct KnownCopy {
    /// The key's DID.
    pub did: String,
    /// What the key is called on the page.
    pub name: String,
    /// `api::SealedKey` as JSON.
    pub sealed: String,
}

/// How the key on this device stands.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Stand {
    /// Not looked for yet.
    Looking,
    /// The browser makes none.
    Unsupported,
    /// There is none.
    Missing,
    /// There is one that was retired.
    Retired,
    /// There is one that the account does not know.
    Unknown,
    /// There is one, of this name.
    Here(String),
}

/// What the account says of the key that the browser has.
fn stand(did: Option<&str>, known: &[KnownKey]) -> Stand {
    let Some(did) = did else { return Stand::Missing };
    match known.iter().find(|key| key.did == did) {
        None => Stand::Unknown,
        Some(key) if key.retired => Stand::Retired,
        Some(key) => Stand::Here(key.name.clone()),
    }
}

/// The id of what says on the page that a key is on this device.
///
/// * `place`: where the key stands among the account's keys, from 0.
pub fn mark_id(place: usize) -> String {
    format!("key-here-{place}")
}

/// Where the key on this device stands among the account's keys.
fn place(did: &str, known: &[KnownKey]) -> Option<usize> {
    known.iter().position(|key| key.did == did)
}

/// The same as [`stand`]; and says in the list of keys which one is on this device.
fn marked(did: Option<&str>, known: &[KnownKey]) -> Stand {
    let mark =
        did.and_then(|did| place(did, known)).and_then(|place| document().get_element_by_id(&mark_id(place)));
    if let Some(mark) = mark {
        // What stays hidden is said above the list too.
        let _ = mark.remove_attribute("hidden");
    }
    stand(did, known)
}

/// Why a step did not work, for whoever took it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Trouble {
    Short,
    Weak,
    Failed,
    SealFailed,
    WrongPassphrase,
}

impl Trouble {
    fn words(self) -> &'static str {
        match self {
            Self::Short => words::passphrase_short(),
            Self::Weak => words::strength_weak(),
            Self::Failed => words::failed(),
            Self::SealFailed => words::seal_failed(),
            Self::WrongPassphrase => words::restore_wrong(),
        }
    }
}

impl From<KeyFailed> for Trouble {
    fn from(_: KeyFailed) -> Self {
        Self::Failed
    }
}

impl From<NotSigned> for Trouble {
    fn from(_: NotSigned) -> Self {
        Self::Failed
    }
}

/// Makes a key, keeps it, and proves it; with a passphrase, keeps a sealed copy too.
async fn make(account: &str, passphrase: Option<&str>) -> Result<(), Trouble> {
    match passphrase.map(seal::strength) {
        Some(Strength::Short) => return Err(Trouble::Short),
        Some(Strength::Weak) => return Err(Trouble::Weak),
        _ => {}
    }
    let made = DeviceKey::make(passphrase.is_some()).await?;
    let key = made.key;
    let copy = match (passphrase, made.seed) {
        (Some(passphrase), Some(seed)) => {
            let (salt, nonce) = (keys::random()?, keys::random()?);
            Some(seal::seal(&seed, &key.did, passphrase, &salt, &nonce).ok_or(Trouble::Failed)?)
        }
        _ => None,
    };
    keep_and_prove(&key, account).await?;
    if let Some(copy) = copy {
        client::keep_sealed(&key.did, copy).await.map_err(|_| Trouble::SealFailed)?;
    }
    Ok(())
}

/// Opens a sealed copy, and keeps its key on this device.
async fn restore(account: &str, copy: &KnownCopy, passphrase: &str) -> Result<(), Trouble> {
    let sealed: SealedKey = serde_json::from_str(&copy.sealed).map_err(|_| Trouble::Failed)?;
    let seed = seal::open(&sealed, &copy.did, passphrase).map_err(|why| match why {
        seal::NotOpened::Passphrase => Trouble::WrongPassphrase,
        seal::NotOpened::Unreadable => Trouble::Failed,
    })?;
    let key = DeviceKey::of_seed(&seed, &copy.did).await?;
    keep_and_prove(&key, account).await
}

/// Keeps a key here, and proves it: a key that the account knows and no device has would be worse than none. One
/// that was here stays, unless the new one works.
async fn keep_and_prove(key: &DeviceKey, account: &str) -> Result<(), Trouble> {
    let before = DeviceKey::load(account).await;
    key.keep(account).await?;
    if let Err(why) = sign::prove(key).await {
        match before {
            Some(before) => before.keep(account).await?,
            None => keys::forget(account).await?,
        }
        return Err(why.into());
    }
    Ok(())
}

/// What this device has, and what can be done with it.
///
/// * `account`: for whom the browser keeps the key.
/// * `known`: the account's keys.
/// * `copies`: its sealed copies, of keys that were not retired.
#[island]
pub fn OwnKey(account: String, known: Vec<KnownKey>, copies: Vec<KnownCopy>) -> impl IntoView {
    let now = RwSignal::new(Stand::Looking);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let typed = RwSignal::new(String::new());
    let account = StoredValue::new(account);
    let known = StoredValue::new(known);
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            let here = DeviceKey::load(&account.get_value()).await;
            let found = marked(here.as_ref().map(|key| key.did.as_str()), &known.get_value());
            let makes = matches!(found, Stand::Here(_)) || keys::is_known().await;
            now.set(if makes { found } else { Stand::Unsupported });
        });
    });
    // What is being done shows before a second of arithmetic holds the page up.
    let begin = move || {
        trouble.set(None);
        busy.set(true);
    };
    let end = move |done: Result<(), Trouble>| match done {
        Ok(()) => {
            let _ = window().location().reload();
        }
        Err(why) => {
            busy.set(false);
            trouble.set(Some(why));
        }
    };
    let plain = move |_| {
        begin();
        leptos::task::spawn_local(async move { end(make(&account.get_value(), None).await) });
    };
    let sealed = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        begin();
        set_timeout(
            move || {
                leptos::task::spawn_local(async move {
                    let passphrase = composed(&typed.get_untracked());
                    end(make(&account.get_value(), Some(&passphrase)).await);
                });
            },
            PAUSE,
        );
    };
    let off = move |_| {
        begin();
        leptos::task::spawn_local(async move {
            end(keys::forget(&account.get_value()).await.map_err(Trouble::from));
        });
    };
    let restoring: Vec<_> = copies
        .into_iter()
        .enumerate()
        .map(|(place, copy)| restoring(place, copy, account, begin, end, busy))
        .collect();
    let makes = move || now.with(|now| matches!(now, Stand::Missing | Stand::Retired | Stand::Unknown));
    let has = move || now.with(|now| matches!(now, Stand::Here(_)));
    let passphrase = view! {
        <form class="stack" on:submit=sealed>
            <div class="field">
                <label for="own-key-passphrase">{words::passphrase().0}</label>
                <p class="hint" id="own-key-hint">{words::passphrase().1}</p>
                <input
                    id="own-key-passphrase"
                    type="password"
                    autocomplete="new-password"
                    required
                    minlength=seal::SHORTEST.to_string()
                    aria-describedby="own-key-hint own-key-strength"
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <p class="hint" id="own-key-strength" role="status">{move || typed.with(|text| grade(text))}</p>
            </div>
            <button disabled=move || busy.get()>{words::make_sealed()}</button>
        </form>
    }
    .into_any();
    let making = view! {
        <div class="stack" hidden=move || !makes()>
            <p class="hint">{words::make_hint()}</p>
            <button type="button" class="main" disabled=move || busy.get() on:click=plain>{words::make()}</button>
            <details class="fold">
                <summary>{words::passphrase_head()}</summary>
                {passphrase}
            </details>
        </div>
    }
    .into_any();
    view! {
        <div class="own-key stack">
            <p role="status" class="own-key-says">{move || now.with(says)}</p>
            <p class="hint own-key-busy" role="status">{move || busy.get().then(words::working)}</p>
            <p class="field-problem" role="alert">{move || trouble.get().map(Trouble::words)}</p>
            <div class="stack" hidden=move || !makes()>{restoring}</div>
            {making}
            {taking_off(has, off, busy)}
        </div>
    }
}

/// A passphrase in Unicode's composed form (NFC): keyboards differ in how they write an accented letter.
fn composed(passphrase: &str) -> zeroize::Zeroizing<String> {
    let text = js_sys::JsString::from(passphrase).normalize("NFC");
    zeroize::Zeroizing::new(text.into())
}

/// How long the page has to show that something is being done.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(60);

/// Taking the key off this device, behind a fold.
fn taking_off(
    has: impl Fn() -> bool + Send + 'static,
    off: impl FnMut(web_sys::MouseEvent) + 'static,
    busy: RwSignal<bool>,
) -> AnyView {
    view! {
        <details class="fold" hidden=move || !has()>
            <summary>{words::take_off()}</summary>
            <div class="stack">
                <p>{words::take_off_hint()}</p>
                <button type="button" class="danger" disabled=move || busy.get() on:click=off>{words::take_off()}</button>
            </div>
        </details>
    }
    .into_any()
}

/// A sealed copy, to be opened on this device.
fn restoring(
    place: usize,
    copy: KnownCopy,
    account: StoredValue<String>,
    begin: impl Fn() + Copy + 'static,
    end: impl Fn(Result<(), Trouble>) + Copy + 'static,
    busy: RwSignal<bool>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let summary = format!("{}: {}", words::restore(), copy.name);
    let copy = StoredValue::new(copy);
    let open = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        begin();
        set_timeout(
            move || {
                leptos::task::spawn_local(async move {
                    let passphrase = composed(&typed.get_untracked());
                    end(restore(&account.get_value(), &copy.get_value(), &passphrase).await);
                });
            },
            PAUSE,
        );
    };
    let field = format!("own-key-open-{place}");
    view! {
        <details class="fold">
            <summary>{summary}</summary>
            <form class="stack" on:submit=open>
                <div class="field">
                    <label for=field.clone()>{words::passphrase().0}</label>
                    <input
                        id=field
                        type="password"
                        autocomplete="current-password"
                        required
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </div>
                <button disabled=move || busy.get()>{words::restore()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn says(now: &Stand) -> String {
    match now {
        Stand::Looking => words::looking().to_owned(),
        Stand::Unsupported => words::unsupported().to_owned(),
        Stand::Missing => words::none_here().to_owned(),
        Stand::Retired => words::here_retired().to_owned(),
        Stand::Unknown => words::here_unknown().to_owned(),
        Stand::Here(name) => words::here(name),
    }
}

/// What is said of a passphrase while it is typed.
fn grade(passphrase: &str) -> &'static str {
    match seal::strength(passphrase) {
        Strength::Short if passphrase.is_empty() => "",
        Strength::Short => words::passphrase_short(),
        Strength::Weak => words::strength_weak(),
        Strength::Fair => words::strength_fair(),
        Strength::Strong => words::strength_strong(),
    }
}

/// How the signing of links stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Signing {
    Quiet,
    Running,
    Done,
    NoKey,
    Failed,
}

/// Signs what the links to a record show, with the key on this device, where there is one. Says so
/// in a line; signs anew whenever the record was saved on this page.
///
/// * `due`: the links over which there is no signature yet, or none of what they show now.
/// * `all`: all of its links that work.
#[island]
pub fn SignShares(account: String, due: Vec<String>, all: Vec<String>) -> impl IntoView {
    let now = RwSignal::new(Signing::Quiet);
    let given = StoredValue::new((account, due, all));
    // Goes up with every save: what comes after a pause signs the last one.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let (account, due, all) = given.get_value();
        if !due.is_empty() {
            leptos::task::spawn_local(sign_all(account, due, now));
        }
        if all.is_empty() {
            return;
        }
        let saved = window_event_listener_untyped(SAVED, move |_| {
            let this = turn.get_value() + 1;
            turn.set_value(this);
            let later = move || {
                if turn.get_value() == this {
                    let (account, _, all) = given.get_value();
                    leptos::task::spawn_local(sign_all(account, all, now));
                }
            };
            set_timeout(later, AFTER_SAVING);
        });
        on_cleanup(move || saved.remove());
    });
    let no_key = move || now.get() == Signing::NoKey;
    view! {
        <p class="hint signing" role="status">
            {move || said(now.get())}
            " "
            <a href="/account/keys" hidden=move || !no_key()>{words::signing_make()}</a>
        </p>
    }
}

/// What the window is told when a record was saved.
pub(super) const SAVED: &str = "record-saved";
/// How long after that it is signed anew, if nothing more was saved.
const AFTER_SAVING: std::time::Duration = std::time::Duration::from_secs(2);

async fn sign_all(account: String, shares: Vec<String>, now: RwSignal<Signing>) {
    let Some(key) = DeviceKey::load(&account).await else { return now.set(Signing::NoKey) };
    now.set(Signing::Running);
    let mut all = Vec::new();
    for share in &shares {
        all.push(sign::sign_share(&key, share).await);
    }
    now.set(came_of(&all));
}

/// What came of signing several links: those that lead nowhere just now are signed when they lead somewhere.
fn came_of(all: &[Result<(), NotSigned>]) -> Signing {
    if all.contains(&Err(NotSigned::OtherKey)) {
        Signing::NoKey
    } else if all.iter().any(|one| matches!(one, Err(NotSigned::Odd | NotSigned::Failed))) {
        Signing::Failed
    } else if all.contains(&Ok(())) {
        Signing::Done
    } else {
        Signing::Quiet
    }
}

fn said(signing: Signing) -> &'static str {
    match signing {
        Signing::Quiet => "",
        Signing::Running => words::signing(),
        Signing::Done => words::signed_now(),
        Signing::NoKey => words::signing_no_key(),
        Signing::Failed => words::signing_failed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_spoils_nothing_and_a_retired_key_is_none() {
        let closed = Err(NotSigned::Closed);
        assert_eq!(came_of(&[Ok(()), closed]), Signing::Done);
        assert_eq!(came_of(&[closed]), Signing::Quiet);
        assert_eq!(came_of(&[Ok(()), Err(NotSigned::Failed)]), Signing::Failed);
        assert_eq!(came_of(&[Err(NotSigned::OtherKey), Err(NotSigned::Failed)]), Signing::NoKey);
    }

    #[test]
    fn the_key_on_a_device_is_as_good_as_the_account_says() {
        let key = |did: &str, retired| KnownKey { did: did.to_owned(), name: "Mac".to_owned(), retired };
        let known = [key("did:key:a", false), key("did:key:b", true)];
        assert_eq!(stand(None, &known), Stand::Missing);
        assert_eq!(stand(Some("did:key:a"), &known), Stand::Here("Mac".to_owned()));
        assert_eq!(stand(Some("did:key:b"), &known), Stand::Retired);
        assert_eq!(stand(Some("did:key:c"), &known), Stand::Unknown);
        assert_eq!((place("did:key:b", &known), place("did:key:c", &known)), (Some(1), None));
    }
}

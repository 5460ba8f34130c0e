//! The browser's side of a key: see `keys.js`.

use js_sys::{Reflect, Uint8Array};
use leptos::wasm_bindgen::JsValue;
use leptos::wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

#[wasm_bindgen(module = "/src/islands/own_key/keys.js")]
extern "C" {
    #[wasm_bindgen(js_name = known)]
    async fn js_known() -> JsValue;
    #[wasm_bindgen(js_name = make, catch)]
    async fn js_make(recoverable: bool) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = settle, catch)]
    async fn js_settle(seed: Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = keep, catch)]
    async fn js_keep(account: &str, did: &str, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = load, catch)]
    async fn js_load(account: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = forget, catch)]
    async fn js_forget(account: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = sign, catch)]
    async fn js_sign(key: &JsValue, bytes: Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = random)]
    fn js_random(count: u32) -> Uint8Array;
}

/// The browser did not do it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct KeyFailed;

impl From<JsValue> for KeyFailed {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// A key in this browser. It can sign, and cannot be read.
#[derive(Clone, Debug)]
pub(super) struct DeviceKey {
    /// Its DID.
    pub(super) did: String,
    key: JsValue,
}

/// A key that was just made, and is kept nowhere yet.
pub(super) struct Made {
    /// The key.
    pub(super) key: DeviceKey,
    /// Its seed, where it was asked for.
    pub(super) seed: Option<Zeroizing<[u8; 32]>>,
}

/// Whether this browser makes and keeps such keys.
pub(super) async fn is_known() -> bool {
    js_known().await.is_truthy()
}

impl DeviceKey {
    /// Makes one.
    ///
    /// * `recoverable`: whether its seed is needed, once, to be sealed.
    pub(super) async fn make(recoverable: bool) -> Result<Made, KeyFailed> {
        let made = js_make(recoverable).await?;
        let raw: [u8; 32] = bytes(&made, "raw")?.to_vec().try_into().map_err(|_| KeyFailed)?;
        let public = crypto::key::PublicKey::from_bytes(&raw).map_err(|_| KeyFailed)?;
        let did = crypto::did::did_key(&public);
        if !recoverable {
            let key = Reflect::get(&made, &"key".into())?;
            return Ok(Made { key: Self { did, key }, seed: None });
        }
        let array = bytes(&made, "seed")?;
        let mut seed = Zeroizing::new([0; 32]);
        if array.length() != 32 {
            return Err(KeyFailed);
        }
        array.copy_to(&mut *seed);
        let key = js_settle(array).await?;
        Ok(Made { key: Self { did, key }, seed: Some(seed) })
    }

    /// The key of a seed that was sealed under its DID.
    pub(super) async fn of_seed(seed: &[u8; 32], did: &str) -> Result<Self, KeyFailed> {
        // The script wipes the array.
        let key = js_settle(Uint8Array::from(&seed[..])).await?;
        Ok(Self { did: did.to_owned(), key })
    }

    /// The one that is kept for an account.
    pub(super) async fn load(account: &str) -> Option<Self> {
        let kept = js_load(account).await.ok()?;
        let did = Reflect::get(&kept, &"did".into()).ok()?.as_string()?;
        let key = Reflect::get(&kept, &"key".into()).ok().filter(JsValue::is_object)?;
        Some(Self { did, key })
    }

    /// Keeps it for an account, in the place of an earlier one.
    pub(super) async fn keep(&self, account: &str) -> Result<(), KeyFailed> {
        js_keep(account, &self.did, &self.key).await?;
        Ok(())
    }

    /// Signs.
    pub(super) async fn sign(&self, message: &[u8]) -> Result<[u8; 64], KeyFailed> {
        let signature = js_sign(&self.key, Uint8Array::from(message)).await?;
        Uint8Array::new(&signature).to_vec().try_into().map_err(|_| KeyFailed)
    }
}

/// Forgets the key of an account.
pub(super) async fn forget(account: &str) -> Result<(), KeyFailed> {
    js_forget(account).await?;
    Ok(())
}

/// Bytes that nobody can guess.
pub(super) fn random<const COUNT: usize>() -> Result<[u8; COUNT], KeyFailed> {
    let count = u32::try_from(COUNT).map_err(|_| KeyFailed)?;
    js_random(count).to_vec().try_into().map_err(|_| KeyFailed)
}

fn bytes(object: &JsValue, name: &str) -> Result<Uint8Array, KeyFailed> {
    use leptos::wasm_bindgen::JsCast;
    Reflect::get(object, &name.into())?.dyn_into().map_err(|_| KeyFailed)
}

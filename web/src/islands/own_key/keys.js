// A key of somebody's own in this browser: made and used by WebCrypto, kept in IndexedDB, where no
// script can read it. One for each account.

const STORE = "key";
// What stands before the 32 bytes of an Ed25519 seed in PKCS #8. Source: RFC 8410, section 7.
const PKCS8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

// How often a browser is asked for what it keeps, and how long it may take: now and then one leaves a
// first question without an answer (WebKit bug 226547) and answers the next.
const TRIES = 3;
const PATIENCE_MS = 3000;

const ask = () =>
  new Promise((resolve, reject) => {
    const late = new DOMException("", "TimeoutError");
    const waiting = setTimeout(() => reject(late), PATIENCE_MS);
    const asked = indexedDB.open("laurel-own-key", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => {
      clearTimeout(waiting);
      resolve(asked.result);
    };
    asked.onerror = () => {
      clearTimeout(waiting);
      reject(asked.error);
    };
  });

async function open(tries = TRIES) {
  try {
    return await ask();
  } catch (error) {
    if (error?.name !== "TimeoutError" || tries === 1) throw error;
    return open(tries - 1);
  }
}

async function within(mode, act) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const change = base.transaction(STORE, mode);
      const asked = act(change.objectStore(STORE));
      change.oncomplete = () => resolve(asked.result);
      change.onerror = () => reject(change.error);
      change.onabort = () => reject(change.error);
    });
  } finally {
    base.close();
  }
}

// Brings a seed in, never to come out again. Wipes it.
async function seal(seed) {
  const bytes = new Uint8Array([...PKCS8, ...seed]);
  seed.fill(0);
  try {
    return await crypto.subtle.importKey("pkcs8", bytes, "Ed25519", false, ["sign"]);
  } finally {
    bytes.fill(0);
  }
}

// Whether this browser makes such keys and keeps them.
export async function known() {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return false;
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

// A new key: `pair` is not to be read, `raw` are the 32 bytes of its public half. With `recoverable`
// its seed comes too, once, for whoever seals it and hands the very array to `settle`.
export async function make(recoverable) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey("Ed25519", recoverable, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  if (!recoverable) return { key: privateKey, raw };
  const whole = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
  if (whole.length !== PKCS8.length + 32) throw new DOMException("", "DataError");
  const seed = whole.slice(-32);
  whole.fill(0);
  return { raw, seed };
}

// The key of a seed, which is wiped.
export const settle = (seed) => seal(seed);

// Keeps a key for an account, in the place of an earlier one.
export const keep = (account, did, key) => within("readwrite", (store) => store.put({ did, key }, account));

// What is kept for an account: `did` and `key`; else undefined.
export const load = (account) => within("readonly", (store) => store.get(account));

// Forgets the key of an account.
export const forget = (account) => within("readwrite", (store) => store.delete(account));

// The 64 bytes of a signature.
export const sign = async (key, bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, bytes));

// Bytes that nobody can guess.
export const random = (count) => crypto.getRandomValues(new Uint8Array(count));

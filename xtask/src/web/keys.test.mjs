// Trials of a key of one's own in a browser: made, kept, used, never to be read.

import assert from "node:assert/strict";
import { test } from "node:test";

// As much of IndexedDB as the script asks for.
const kept = new Map();
const later = (object, value) => {
  const asked = { result: value };
  queueMicrotask(() => object.oncomplete?.());
  return asked;
};
const store = (change) => ({
  put: (value, name) => later(change, kept.set(name, value) && name),
  get: (name) => later(change, kept.get(name)),
  delete: (name) => later(change, kept.delete(name) ? undefined : undefined),
});
const base = {
  createObjectStore: () => {},
  transaction: () => {
    const change = {};
    change.objectStore = () => store(change);
    return change;
  },
  close: () => {},
};
globalThis.indexedDB = {
  open: () => {
    const asked = { result: base };
    queueMicrotask(() => {
      asked.onupgradeneeded?.();
      asked.onsuccess();
    });
    return asked;
  },
};

const keys = await import(process.env.KEYS);
const message = new TextEncoder().encode("what is shared");
const isBy = async (raw, signature) => {
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
};

test("a browser with Ed25519 is told from one without", async () => {
  assert.equal(await keys.known(), true);
  const { generateKey } = crypto.subtle;
  crypto.subtle.generateKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
  assert.equal(await keys.known(), false);
  crypto.subtle.generateKey = generateKey;
});

test("a key without a passphrase is never to be read", async () => {
  const made = await keys.make(false);
  assert.equal(made.seed, undefined);
  assert.equal(made.key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("pkcs8", made.key));
  const signature = await keys.sign(made.key, message);
  assert.equal(signature.length, 64);
  assert.equal(await isBy(made.raw, signature), true);
});

test("a key with a passphrase shows its seed once, is wiped, and is the same key", async () => {
  const made = await keys.make(true);
  assert.equal(made.key, undefined);
  const { seed } = made;
  const copy = seed.slice();
  const key = await keys.settle(seed);
  assert.deepEqual([...seed], new Array(32).fill(0));
  assert.equal(key.extractable, false);
  assert.equal(await isBy(made.raw, await keys.sign(key, message)), true);
  const again = await keys.settle(copy);
  assert.equal(await isBy(made.raw, await keys.sign(again, message)), true);
});

test("a key is kept for one account until it is forgotten", async () => {
  const { key } = await keys.make(false);
  await keys.keep("ada", "did:key:a", key);
  assert.deepEqual(await keys.load("ada"), { did: "did:key:a", key });
  assert.equal(await keys.load("eve"), undefined);
  await keys.forget("ada");
  assert.equal(await keys.load("ada"), undefined);
});

test("a browser that leaves a question without an answer is asked again, and not for ever", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { open } = indexedDB;
  t.after(() => (indexedDB.open = open));
  let silent = 1;
  let questions = 0;
  indexedDB.open = (...name) => (++questions <= silent ? {} : open(...name));
  const loaded = async () => {
    const loading = keys.load("ada").then(() => "answered", (error) => error.name);
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((next) => setImmediate(next));
      t.mock.timers.tick(3000);
    }
    return loading;
  };
  assert.equal(await loaded(), "answered");
  assert.equal(questions, 2);
  [silent, questions] = [Infinity, 0];
  assert.equal(await loaded(), "TimeoutError");
  assert.equal(questions, 3);
});

test("random bytes are as many as asked for", () => {
  assert.equal(keys.random(24).length, 24);
  assert.notDeepEqual([...keys.random(24)], [...keys.random(24)]);
});

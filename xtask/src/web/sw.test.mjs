// Run by `scripts.rs`: what `sw.js` keeps and forgets, with a browser of a few lines around it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(process.env.SW, "utf8");
const HERE = "https://laurel.test";

/** A worker with a network: `answers[path]` is a body and what it says, or nothing when it is away. */
function worker(answers) {
  const stores = new Map();
  const key = (request) => new URL(request.url ?? request, HERE).href;
  const open = (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const store = stores.get(name);
    return {
      put: async (request, answer) => void store.set(key(request), answer),
      match: async (request) => store.get(key(request))?.clone(),
      delete: async (request) => store.delete(key(request)),
      keys: async () => [...store.keys()].map((url) => ({ url })),
      addAll: async (paths) => paths.forEach((path) => store.set(key(path), new Response(path))),
    };
  };
  const caches = {
    open: async (name) => open(name),
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (request) => [...stores.values()].map((store) => store.get(key(request))).find(Boolean)?.clone(),
  };
  const handlers = {};
  const seen = [];
  const fetch = async (request) => {
    const path = new URL(key(request)).pathname;
    seen.push(path);
    const answer = answers[path];
    if (!answer) throw new TypeError("no network");
    const [body, says, status = 200] = answer;
    const headers = { date: new Date(Date.now() - it.age_ms).toUTCString(), ...(says !== null && { "own-device": says }) };
    return new Response(body, { status, headers });
  };
  const sandbox = {
    addEventListener: (name, handler) => (handlers[name] = handler),
    caches, fetch, URL, Response, Promise, Math, Map,
    Request: class { constructor(path, init) { Object.assign(this, { method: "GET", ...init, url: new URL(path, HERE).href }); } },
    clients: { claim: async () => {} },
    location: new URL(HERE),
    setTimeout: (done) => setImmediate(() => setImmediate(done)),
  };
  vm.runInNewContext(`const BUILD = { version: "1", language: "en", assets: ["/assets/style.css"] };\n${SCRIPT}`, sandbox);
  const fire = async (name, event) => {
    const waits = [];
    let answer;
    handlers[name]({ ...event, waitUntil: (work) => waits.push(work), respondWith: (work) => (answer = work) });
    const given = await Promise.resolve(answer).catch(() => null);
    await Promise.all(waits);
    return given;
  };
  const get = (path) => fire("fetch", { request: { url: HERE + path, mode: "cors", method: "GET" } });
  const visit = (path, method = "GET") => fire("fetch", { request: { url: HERE + path, mode: "navigate", method } });
  const kept = () => [...stores].filter(([name]) => name.startsWith("own-")).flatMap(([, store]) => [...store.keys()]).map((url) => new URL(url).pathname);
  const it = { fire, visit, get, kept, answers, seen, stores, open, age_ms: 0 };
  return it;
}

const NOTE = '<p hidden class="own-device-note">As it was.</p>';
const OWN = { "/wallet": [`Ada ${NOTE}`, "ada; keep"], "/wallet/credentials/1": [`Bees ${NOTE}`, "ada; keep"] };

test("a page of the wallet opens without a network, and says from when it is", async () => {
  const it = worker({ ...OWN });
  assert.equal(await (await it.visit("/wallet")).text(), `Ada ${NOTE}`);
  delete it.answers["/wallet"];
  const text = await (await it.visit("/wallet")).text();
  assert.equal(text, 'Ada <p class="own-device-note">As it was.</p>');
  assert.equal(await it.visit("/wallet/credentials/2"), null, "what was never seen is not there");
});

test("instead of a page that was not kept, those that were are offered", async () => {
  const it = worker({
    "/verify": ["Verify", "none"],
    "/offline": ['Not here <ul class="offline-kept"></ul>', "none"],
    "/wallet": ["<title>Ada &lt;3</title>", "ada; keep"],
    "/wallet/credentials/1": ["<title>Bees</title>", "ada; keep"],
  });
  await it.fire("install", {});
  for (const path of ["/wallet", "/wallet/credentials/1"]) await it.visit(path);
  for (const path of Object.keys(it.answers)) delete it.answers[path];
  const text = await (await it.visit("/wallet/credentials/2")).text();
  const list = '<li><a href="/wallet/credentials/1">Bees</a></li><li><a href="/wallet">Ada &lt;3</a></li>';
  assert.equal(text, `Not here <ul class="offline-kept">${list}</ul>`);
  assert.equal(await it.visit("/desk/art"), null, "nothing of anything else");
  await it.visit("/sign-out", "POST");
  assert.equal(await it.visit("/wallet/credentials/2"), null, "nothing where nothing is kept");
});

test("only pages that say so are kept, and only the wallet's are shown", async () => {
  const it = worker({ ...OWN, "/s/1": ["Shared", "ada"], "/desk/art": ["Desk", "ada"], "/wallet/x": ["Gone", "ada", 404], "/wallet/api": ["{}", null] });
  for (const path of Object.keys(it.answers)) await it.visit(path);
  await it.visit("/wallet/x", "POST");
  assert.deepEqual(it.kept().sort(), ["/wallet", "/wallet/credentials/1"]);
});

test("signing out, ending the choice and another account wipe what was kept", async () => {
  for (const says of ["none", "ben", "ben; keep"]) {
    const it = worker({ ...OWN, "/": ["Home", says] });
    await it.visit("/wallet");
    await it.visit("/");
    assert.ok(!it.kept().includes("/wallet"), says);
  }
});

test("signing out without a network wipes too", async () => {
  const it = worker({ ...OWN });
  await it.visit("/wallet");
  delete it.answers["/wallet"];
  assert.equal(await it.visit("/sign-out", "POST"), null);
  assert.deepEqual(it.kept(), []);
  assert.equal(await it.visit("/wallet"), null);
});

test("what a device kept that hears nothing any more ends with the session", async () => {
  const it = worker({ ...OWN });
  it.age_ms = 29 * 24 * 60 * 60 * 1000;
  await it.visit("/wallet");
  it.age_ms += 2 * 24 * 60 * 60 * 1000;
  await it.visit("/wallet/credentials/1");
  Object.keys(it.answers).forEach((path) => delete it.answers[path]);
  assert.ok(await it.visit("/wallet"));
  assert.equal(await it.visit("/wallet/credentials/1"), null);
  assert.deepEqual(it.kept(), ["/wallet"], "and is deleted then");
});

test("kept pages keep the files of the version that they were made with", async () => {
  const it = worker({ ...OWN, "/verify": ["Check", "ada"], "/offline": ["Away", "none"] });
  await it.open("page-0").addAll(["/assets/old.css"]);
  await it.visit("/wallet");
  await it.fire("install", {});
  await it.fire("activate", {});
  assert.equal(await (await it.get("/assets/old.css")).text(), "/assets/old.css");
  assert.equal(await (await it.get("/assets/style.css")).text(), "/assets/style.css");
  assert.equal(await it.get("/assets/never.css"), null);
});

test("a page that says nothing of whose it is changes nothing", async () => {
  const it = worker({ ...OWN, "/": ["Home", null] });
  await it.visit("/wallet");
  await it.visit("/");
  assert.deepEqual(it.kept(), ["/wallet"]);
});

test("the page that was open when the worker started is kept when it is told of it", async () => {
  const it = worker({ ...OWN });
  await it.fire("message", { data: { keep: "/wallet" } });
  assert.deepEqual(it.kept(), ["/wallet"]);
  await it.fire("message", { data: { keep: "/s/1" } });
  await it.fire("message", { data: null });
  assert.deepEqual(it.seen, ["/wallet"]);
});

test("no more pages are kept than a device should hold, the last seen ones", async () => {
  const it = worker({});
  for (let place = 0; place < 70; place += 1) {
    it.answers[`/wallet/credentials/${place}`] = ["x", "ada; keep"];
    await it.visit(`/wallet/credentials/${place}`);
  }
  const kept = it.kept();
  assert.equal(kept.length, 60);
  assert.ok(kept.includes("/wallet/credentials/69") && !kept.includes("/wallet/credentials/9"));
});

test("the page that checks opens without a network, for everybody", async () => {
  const it = worker({ "/verify": ["Check", "none"], "/offline": ["Away", "none"] });
  await it.fire("install", {});
  await it.fire("activate", {});
  delete it.answers["/verify"];
  assert.equal(await (await it.visit("/verify")).text(), "Check");
});

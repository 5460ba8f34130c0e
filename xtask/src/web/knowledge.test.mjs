// Run by `scripts.rs`: `knowledge.js` against a service that is told what to answer.
import assert from "node:assert/strict";
import { test } from "node:test";

const { Knowledge } = await import(process.env.KNOWLEDGE);
const kept = new Map();
globalThis.caches = {
  open: async () => ({
    put: async (address, answer) => void kept.set(address, await answer.text()),
    match: async (address) => (kept.has(address) ? new Response(kept.get(address)) : undefined),
    keys: async () => [...kept.keys()],
    delete: async (address) => kept.delete(address),
  }),
};

const found = (text) => ({ state: "found", text, at: new Date().toISOString() });
const schema = (url) => ({ kind: "schema", url });
// What is learned of `needs` from a service that is `answer`.
async function learn(needs, answer) {
  const requests = [];
  globalThis.fetch = async (_, { body }) => {
    const asked = JSON.parse(body).needs;
    requests.push(asked.map((need) => need.url));
    return answer(asked);
  };
  const knowledge = new Knowledge();
  const learned = needs.map((need) => knowledge.for((known) => (known === "{}" ? JSON.stringify([need]) : "[]")));
  const known = (await Promise.all(learned)).map(({ known }) => Object.values(JSON.parse(known))[0]);
  return { known, requests };
}
const all = (asked) => Response.json(Object.fromEntries(asked.map(({ url, kind }) => [url, found(kind)])));

test("one need that is refused takes none of the others with it", async () => {
  const answer = (asked) => (asked.some(({ url }) => url === "bad") ? new Response("", { status: 400 }) : all(asked));
  const { known } = await learn(["a", "bad", "b"].map(schema), answer);
  assert.deepEqual(known.map(({ state }) => state), ["found", "unreachable", "found"]);
});

test("an address that is too long is not asked for", async () => {
  const { known, requests } = await learn([schema("a".repeat(2001)), schema("b")], all);
  assert.deepEqual(known.map(({ state }) => state), ["unreachable", "found"]);
  assert.deepEqual(requests, [["b"]]);
});

test("one address as two kinds has two answers", async () => {
  const { known } = await learn([schema("a"), { kind: "status_list", url: "a" }], all);
  assert.deepEqual(known.map(({ text }) => text), ["schema", "status_list"]);
});

test("what was kept is used where the service is away, and not where it refuses", async () => {
  await learn([schema("k")], all);
  const state = async (answer) => (await learn([schema("k")], answer)).known[0].state;
  assert.equal(await state(() => { throw new TypeError("no network"); }), "found");
  assert.equal(await state(() => new Response("", { status: 502 })), "found");
  assert.equal(await state(() => new Response("", { status: 403 })), "unreachable");
});

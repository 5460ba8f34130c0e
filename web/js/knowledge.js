// What documents need to be judged by, from the service at /api/v1/knowledge: asked once for
// many documents, and kept on this device for when the network is away.
//
// Kept are issuers' keys, lists of what was taken back and schemas, with the moment at which
// they came; never a credential.

// A fetched status list may need its issuer's DID document in turn; two rounds suffice.
const MOST_ROUNDS = 4;
// As many as the service takes at once.
const MOST_NEEDS = 64;
// Characters of the longest address that the service looks up.
const LONGEST_ADDRESS = 2000;
// What was found is asked for anew after so long.
const FRESH_MS = 5 * 60_000;
// A busy service is asked again, after the time that it names if that is not too long.
const MOST_TRIES = 5;
const LONGEST_WAIT_S = 60;
// A network that does not answer is as good as none.
const PATIENCE_MS = 45_000;

// What is kept on the device: kinds that are no credentials, so many, so long.
const KEPT = new Set(["did_document", "key_set", "status_list", "schema"]);
const CACHE = "knowledge-1";
const MOST_KEPT = 500;
const LONGEST_KEPT_MS = 30 * 24 * 3600_000;

export class Knowledge {
  #answers = new Map(); // name of a need → { until, promise of { known, asked } }
  #waiting = []; // needs that go out together

  constructor() {
    forgetOld();
  }

  // The knowledge that `needs` asks for, round by round, as JSON text; and whom we asked about.
  async for(needs) {
    const known = {};
    const asked = new Set();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const wanted = JSON.parse(needs(JSON.stringify(known)));
      if (wanted.length === 0) break;
      const answers = await Promise.all(wanted.map((need) => this.#answer(need)));
      wanted.forEach((need, place) => {
        known[keyOf(need)] = answers[place].known;
        if (answers[place].asked) asked.add(keyOf(need));
      });
    }
    return { known: JSON.stringify(known), asked: [...asked].sort() };
  }

  #answer(need) {
    if (keyOf(need).length > LONGEST_ADDRESS) return unknown("the address is too long");
    const name = nameOf(need);
    const before = this.#answers.get(name);
    if (before && before.until > Date.now()) return before.promise;
    const promise = new Promise((resolve) => {
      // Whatever is wanted in this moment goes out as one request.
      if (this.#waiting.push({ need, resolve }) === 1) setTimeout(() => this.#send(), 0);
    });
    const answer = { until: Infinity, promise };
    this.#answers.set(name, answer);
    promise.then(({ known, asked }) => {
      answer.until = known.state === "found" && asked ? Date.now() + FRESH_MS : 0;
    });
    return promise;
  }

  async #send() {
    let left = this.#waiting.splice(0);
    while (left.length > 0) {
      // The service answers by address, so that none goes twice in one request.
      const some = new Map();
      left = left.filter((one) => {
        const later = some.size === MOST_NEEDS || some.has(keyOf(one.need));
        if (!later) some.set(keyOf(one.need), one);
        return later;
      });
      await settleAll([...some.values()]);
    }
  }
}

async function settleAll(some) {
  const answer = await ask(some.map(({ need }) => need));
  if (answer.refused && some.length > 1) {
    // One that the service does not take is no reason to refuse the others.
    for (const one of some) await settleAll([one]);
  } else {
    for (const { need, resolve } of some) settle(need, answer).then(resolve);
  }
}

const keyOf = (need) => need.did ?? need.url;
const nameOf = (need) => `${need.kind} ${keyOf(need)}`;
const unknown = (reason) => ({ known: { state: "unreachable", reason }, asked: false });

// The service's answers by key; or the reason why there are none, and whether it was away or
// refused the request.
async function ask(needs) {
  const request = {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ needs }),
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch("/api/v1/knowledge", { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.ok) return { answers: await answer.json() };
      const busy = answer.status === 429 || answer.status === 503;
      const seconds = Number(answer.headers.get("retry-after")) || 1;
      if (!busy || attempt === MOST_TRIES || seconds > LONGEST_WAIT_S) {
        const away = busy || answer.status >= 500;
        return { reason: `the service answered ${answer.status}`, away, refused: !away };
      }
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    } catch {
      return { reason: "the service did not answer", away: true };
    }
  }
}

// What could not be learned is told as such, never left out.
async function settle(need, { answers, reason, away }) {
  if (answers) {
    const known = answers[keyOf(need)] ?? { state: "unreachable", reason: "the service did not look it up" };
    if (known.state === "found") {
      known.at ??= new Date().toISOString();
      keep(need, known); // Nobody has to wait for that.
    }
    return { known, asked: true };
  }
  // Whoever refuses is there: what was kept is no answer then.
  const known = away && (await kept(need));
  return known ? { known, asked: false } : unknown(reason);
}

// Where a browser has no such store, or no room in it, nothing is kept.

const addressOf = (need) => `/knowledge?${encodeURIComponent(nameOf(need))}`;

async function keep(need, known) {
  if (!KEPT.has(need.kind)) return;
  try {
    const cache = await caches.open(CACHE);
    await cache.put(addressOf(need), new Response(JSON.stringify(known)));
    const all = await cache.keys(); // the oldest first
    await Promise.all(all.slice(0, Math.max(0, all.length - MOST_KEPT)).map((old) => cache.delete(old)));
  } catch {}
}

async function kept(need) {
  try {
    const found = await (await caches.open(CACHE)).match(addressOf(need));
    const known = found && (await found.json());
    if (known && !isOld(known)) return known;
  } catch {}
}

async function forgetOld() {
  try {
    const cache = await caches.open(CACHE);
    for (const address of await cache.keys()) {
      if (isOld(await (await cache.match(address)).json())) await cache.delete(address);
    }
  } catch {}
}

// Also where it does not say when it came.
const isOld = ({ at }) => !(Date.now() - Date.parse(at) < LONGEST_KEPT_MS);

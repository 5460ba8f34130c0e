// The verifier in a worker: needs → fetch → run, so that nothing large freezes a page.
//
// In:  { id, document, policy }   document: the credential's bytes, of text or an image;
//                                policy: JSON text.
// Out: { id, report }             report: JSON text; or { id, error }.
// The lean verifier judges; where it lacked something that the document asks for (a token, an
// image, an older standard), the full one is loaded and judges again.
import init, * as lean from "./verifier.js";

const ready = init({ module_or_path: new URL("./verifier.wasm", import.meta.url) });

let full;
function loadFull() {
  full ??= import("./verifier_full.js").then(async (module) => {
    await module.default({ module_or_path: new URL("./verifier_full.wasm", import.meta.url) });
    return module;
  });
  return full;
}

// A fetched status list may need its issuer's DID document in turn; two rounds suffice.
const MOST_ROUNDS = 4;

addEventListener("message", async ({ data: { id, document, policy } }) => {
  try {
    await ready;
    const now = new Date().toISOString();
    let report = await judge(lean, document, now, policy);
    if (lean.lacked()) report = await judge(await loadFull(), document, now, policy);
    postMessage({ id, report });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});

async function judge(verifier, document, now, policy) {
  const knowledge = await learn(verifier, document);
  return verifier.run(document, JSON.stringify(knowledge), now, policy);
}

async function learn(verifier, document) {
  const knowledge = {};
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = JSON.parse(verifier.needs(document, JSON.stringify(knowledge)));
    if (wanted.length === 0) break;
    Object.assign(knowledge, await ask(wanted));
  }
  return knowledge;
}

// What the service could learn; what it could not is told as such, never left out.
async function ask(wanted) {
  const unreachable = (reason) =>
    Object.fromEntries(wanted.map((need) => [need.did ?? need.url, { state: "unreachable", reason }]));
  try {
    const answer = await fetch("/api/v1/knowledge", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ needs: wanted }),
    });
    if (!answer.ok) return unreachable(`the service answered ${answer.status}`);
    return { ...unreachable("the service did not look it up"), ...(await answer.json()) };
  } catch {
    return unreachable("the service did not answer");
  }
}

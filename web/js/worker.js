// The verifier in a worker: needs → fetch → run, so that nothing large freezes a page.
//
// In:  { id, document, policy }   document: the credential's bytes, of text or an image;
//                                policy: JSON text.
// Out: { id, report }             report: JSON text; or { id, error }.
import init, { needs, run } from "./verifier.js";

const ready = init({ module_or_path: new URL("./verifier.wasm", import.meta.url) });

// A fetched status list may need its issuer's DID document in turn; two rounds suffice.
const MOST_ROUNDS = 4;

addEventListener("message", async ({ data: { id, document, policy } }) => {
  try {
    await ready;
    const knowledge = await learn(document);
    const report = run(document, JSON.stringify(knowledge), new Date().toISOString(), policy);
    postMessage({ id, report });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});

async function learn(document) {
  const knowledge = {};
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = JSON.parse(needs(document, JSON.stringify(knowledge)));
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

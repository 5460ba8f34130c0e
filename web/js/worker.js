// The verifier in a worker, so that nothing large freezes a page. Each question is answered
// under its own id; many may be in flight.
//
// In:  { id, question: "check", bytes, policy }         bytes: a document; policy: JSON text
//      { id, question: "sort", bytes, name }            bytes: whatever was given
//      { id, question: "scan", bytes, width, height }   bytes: RGBA
// Out: { id, report, asked }   report: JSON text; asked: what the service was asked about
//      { id, items }           as web/reader writes them
//      { id, texts }           of QR codes
//      { id, error, crashed }  crashed: this worker is of no use any more
import { Knowledge } from "./knowledge.js";
import initLean, * as lean from "./verifier.js";

const loaded = {
  lean: once(() => initLean({ module_or_path: new URL("./verifier.wasm", import.meta.url) }).then(() => lean)),
  // What judges tokens, images and older standards too.
  full: once(async () => {
    const full = await import("./verifier_full.js");
    await full.default({ module_or_path: new URL("./verifier_full.wasm", import.meta.url) });
    return full;
  }),
  // What reads tables, archives and QR codes.
  reader: once(async () => {
    const reader = await import("./reader.js");
    await reader.default({ module_or_path: new URL("./reader.wasm", import.meta.url) });
    return reader;
  }),
};
const knowledge = new Knowledge();
const questions = { check, sort, scan };

loaded.lean().catch(() => {}); // Whoever asks first finds it loaded, or hears why not.

let crashed = false;
addEventListener("message", async ({ data: { id, question, ...given } }) => {
  let answer;
  try {
    answer = crashed || (await questions[question](given));
  } catch (error) {
    answer = { error: String(error), crashed: error instanceof WebAssembly.RuntimeError || error instanceof RangeError };
  }
  // A trap leaves a module's memory in any state: nothing that comes after it is an answer.
  if (crashed) return;
  crashed = answer.crashed === true;
  postMessage({ id, ...answer });
});

async function check({ bytes, policy }) {
  const judge = async (verifier) => {
    const { known, asked } = await knowledge.for((sofar) => verifier.needs(bytes, sofar));
    verifier.lacked(); // What other documents lacked is not asked here.
    const report = verifier.run(bytes, known, new Date().toISOString(), policy);
    return { report, asked, lacked: verifier.lacked() };
  };
  let answer = await judge(await loaded.lean());
  if (answer.lacked) answer = await judge(await loaded.full());
  return { report: answer.report, asked: answer.asked };
}

async function sort({ bytes, name }) {
  const reader = await loaded.reader();
  const items = [];
  for (const item of reader.sort(name, bytes)) {
    if (item.kind === "picture") items.push(...(await look(reader, item)));
    else items.push(item);
  }
  return { items };
}

async function scan({ bytes, width, height }) {
  const reader = await loaded.reader();
  return { texts: reader.scan(width, height, bytes) };
}

// The browser decodes the picture; what its QR codes say is sorted in turn.
const SIZES = [1600, 800, 3200];
async function look(reader, { name, bytes }) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes]));
  } catch {
    return [{ name, kind: "refused", code: "picture_unreadable", params: [] }];
  }
  const longest = Math.max(bitmap.width, bitmap.height);
  const sizes = SIZES.filter((size, place) => place === 0 || longest > size / 2);
  for (const size of sizes) {
    const scale = Math.min(1, size / longest);
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    canvas.fillStyle = "white"; // Behind what is transparent.
    canvas.fillRect(0, 0, width, height);
    canvas.drawImage(bitmap, 0, 0, width, height);
    const texts = reader.scan(width, height, canvas.getImageData(0, 0, width, height).data);
    if (texts.length > 0) return reader.codes(name, texts);
  }
  return [{ name, kind: "refused", code: "picture_empty", params: [] }];
}

function once(load) {
  let promise;
  // What failed to load, for want of a network, is tried again.
  return () => (promise ??= load().catch((error) => { promise = undefined; throw error; }));
}

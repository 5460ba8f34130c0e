// node report.mjs FULL.js FULL.wasm LEAN.js LEAN.wasm INPUTS → one JSON line an input:
// {full: {needs, report}, lean: {needs, report}}, lean being null where that build says that it lacks
// something.
//
// Runs the browser's verifiers outside of one. INPUTS is a file of JSON lines: {document (base64),
// knowledge, now, policy}, the last three as texts.

import {copyFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

// Node.js takes a script for a module by its ending alone.
async function load(script, binary) {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-verifier-'));
  const copy = join(folder, 'verifier.mjs');
  copyFileSync(script, copy);
  const verifier = await import(pathToFileURL(copy));
  rmSync(folder, {recursive: true});
  verifier.initSync({module: readFileSync(binary)});
  return verifier;
}

const args = process.argv.slice(2);
const full = await load(args[0], args[1]);
const lean = await load(args[2], args[3]);

for(const line of readFileSync(args[4], 'utf8').split('\n').filter(Boolean)) {
  const {document, knowledge, now, policy} = JSON.parse(line);
  const bytes = Buffer.from(document, 'base64');
  const ask = verifier => {
    const report = verifier.run(bytes, knowledge, now, policy);
    const answer = {needs: verifier.needs(bytes, knowledge), report};
    return verifier.lacked() ? null : answer;
  };
  console.log(JSON.stringify({full: ask(full), lean: ask(lean)}));
}

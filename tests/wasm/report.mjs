// node report.mjs VERIFIER.js VERIFIER.wasm INPUTS → one JSON line an input: {needs, report}
//
// Runs the browser's verifier outside of one. INPUTS is a file of JSON lines: {document (base64),
// knowledge, now, policy}, the last three as texts.

import {copyFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [script, binary, inputs] = process.argv.slice(2);
// Node.js takes a script for a module by its ending alone.
const folder = mkdtempSync(join(tmpdir(), 'laurel-verifier-'));
const copy = join(folder, 'verifier.mjs');
copyFileSync(script, copy);
const verifier = await import(pathToFileURL(copy));
rmSync(folder, {recursive: true});
verifier.initSync({module: readFileSync(binary)});

for(const line of readFileSync(inputs, 'utf8').split('\n').filter(Boolean)) {
  const {document, knowledge, now, policy} = JSON.parse(line);
  const bytes = Buffer.from(document, 'base64');
  const report = verifier.run(bytes, knowledge, now, policy);
  console.log(JSON.stringify({needs: verifier.needs(bytes, knowledge), report}));
}

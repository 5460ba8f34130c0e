// node change.mjs FILE DIR → writes FILE with each single change into DIR, one file a change,
// and prints a JSON line for each: {file, change, matters, verified, error}
//
// `matters` is jsonld.js's word: does the change alter what the signature covers?

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {everyChange} from './changes.mjs';
import {covered, verify} from './peer.mjs';

const [source, dir] = process.argv.slice(2);
const text = readFileSync(source, 'utf8');
const original = JSON.parse(text);
const before = await covered(original);

let count = 0;
for(const {change, changed} of everyChange(text, original)) {
  const file = join(dir, `${String(count++).padStart(4, '0')}.json`);
  writeFileSync(file, changed);
  const document = JSON.parse(changed);
  let matters = true;
  try {
    matters = await covered(document) !== before;
  } catch {
    // No canonical form, so nothing that a signature could cover.
  }
  console.log(JSON.stringify({file, change, matters, ...await verify(document)}));
}

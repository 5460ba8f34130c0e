// node mutate.mjs COUNT FILE… → COUNT JSON lines: {file, change, text, matters}
//
// Each is one of the files with one field or one bit changed, the same each time; `text` is
// base64. `matters` is jsonld.js's word: does the change alter what the signature covers, or
// leave nothing that a signature could cover?

import {readFileSync} from 'node:fs';
import {at, otherValues, paths} from './changes.mjs';
import {covered} from './peer.mjs';

const [count, ...files] = process.argv.slice(2);
const dice = xorshift(0x1a0e1);
const sources = [];
for(const file of files) {
  const bytes = readFileSync(file);
  const document = JSON.parse(bytes);
  sources.push({file, bytes, document, places: [...paths(document)], before: await covered(document)});
}

for(let n = 0; n < count; n++) {
  const source = sources[n % sources.length];
  const {change, bytes} = dice(2) ? otherBit(source) : otherField(source);
  const text = bytes.toString('base64');
  console.log(JSON.stringify({file: source.file, change, text, matters: await matters(source, bytes)}));
}

async function matters({before}, bytes) {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
    return await covered(JSON.parse(text)) !== before;
  } catch {
    return true;
  }
}

function otherBit({bytes}) {
  const changed = Buffer.from(bytes);
  const [byte, bit] = [dice(bytes.length), dice(8)];
  changed[byte] ^= 1 << bit;
  return {change: `bit ${bit} of byte ${byte}`, bytes: changed};
}

function otherField({document, places}) {
  const path = places[dice(places.length)];
  const changed = structuredClone(document);
  const parent = at(changed, path.slice(0, -1));
  const key = path.at(-1);
  const value = parent[key];
  const others = [...otherValues(value), ...moreValues(value)];
  const pick = dice(others.length + 2);
  let what;
  if(pick < others.length) {
    [what, parent[key]] = others[pick];
  } else if(Array.isArray(parent)) {
    [what] = ['moved to the front', parent.unshift(...parent.splice(key, 1))];
  } else if(pick === others.length) {
    what = 'gone';
    delete parent[key];
  } else {
    what = 'under another name';
    delete parent[key];
    parent[`${key}s`] = value;
  }
  return {change: `${path.join('/')}: ${what}`, bytes: Buffer.from(JSON.stringify(changed))};
}

/// Changes that may well alter nothing.
function* moreValues(value) {
  yield ['null', null];
  yield ['in an array', [value]];
  yield ['in an array within an array', [[value]]];
  yield ['with null beside it', [value, null]];
  yield ['as a value object', {'@value': value}];
  yield ['as a set', {'@set': [value]}];
  if(typeof value === 'string') {
    yield ['with a space before', ` ${value}`];
    yield ['as the id of an object', {id: value}];
    yield ['as a number', Number(value) || 0];
    yield ['in capitals', value.toUpperCase()];
  } else if(typeof value === 'number') {
    yield ['as text', String(value)];
  }
}

function xorshift(seed) {
  let state = seed;
  return sides => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

// node canonize.mjs FILE… → one JSON line a file: {file, nquads} or {file, error}

import {readFileSync} from 'node:fs';
import {canonize} from './peer.mjs';

for(const file of process.argv.slice(2)) {
  try {
    console.log(JSON.stringify({file, nquads: await canonize(JSON.parse(readFileSync(file, 'utf8')))}));
  } catch(error) {
    console.log(JSON.stringify({file, error: error.message}));
  }
}

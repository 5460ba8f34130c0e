// node verify.mjs FILE… → one JSON line a file: {file, verified, error}

import {readFileSync} from 'node:fs';
import {verify} from './peer.mjs';

for(const file of process.argv.slice(2)) {
  const answer = await verify(JSON.parse(readFileSync(file, 'utf8')));
  console.log(JSON.stringify({file, ...answer}));
}

// node bench.mjs BADGE → name, sign, verify: microseconds that @digitalbazaar/vc takes to sign and
// to verify the badge, each the lower quartile of many calls.

import {readFileSync} from 'node:fs';
import {issue, verify} from './peer.mjs';

const badge = JSON.parse(readFileSync(process.argv[2], 'utf8')
  .replaceAll('LIST', 'https://harbour.example/status/1')
  .replaceAll('ISSUER', 'did:example:replaced-when-signing'));
const signed = await issue(badge, 'a peer');
const first = await verify(signed);
if(!first.verified) {
  throw new Error(`the peer does not verify its own: ${first.error}`);
}

async function micros(work) {
  const times = [];
  for(let round = 0; round < 120; round++) {
    const start = performance.now();
    await work();
    times.push((performance.now() - start) * 1000);
  }
  // The first rounds warm up.
  return times.slice(20).sort((a, b) => a - b)[25];
}

const sign = await micros(() => issue(badge, 'a peer'));
const check = await micros(() => verify(signed));
console.log(`@digitalbazaar/vc ${sign.toFixed(0)} ${check.toFixed(0)}`);

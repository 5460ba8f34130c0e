// node issue.mjs FILE OUT → signs what FILE holds, by a key of the peer's own, into OUT

import {readFileSync, writeFileSync} from 'node:fs';
import {issue} from './peer.mjs';

const [file, out] = process.argv.slice(2);
const signed = await issue(JSON.parse(readFileSync(file, 'utf8')), 'a peer');
writeFileSync(out, JSON.stringify(signed, null, 1));

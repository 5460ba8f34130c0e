// node exchange.mjs → for each line of JSON a line of JSON:
// {verify: document} gives {verified, error}; {issue: document} gives {signed} by a key of the peer's own.
//
// Stays until its input ends, so that thousands of credentials cost one start.

import {createInterface} from 'node:readline';
import {issue, verify} from './peer.mjs';

for await(const line of createInterface({input: process.stdin})) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = question.verify ?
      await verify(question.verify) :
      {signed: await issue(question.issue, 'a peer')};
  } catch(error) {
    answer = {error: error.message};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

// node answer.mjs → for each document that comes as a line of JSON, a line of JSON: {nquads} or {error}
//
// Stays until its input ends, so that thousands of documents cost one start. A direction becomes
// a datatype here, as in Laurel.

import {createInterface} from 'node:readline';
import {canonize} from './peer.mjs';

for await(const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    answer = {nquads: await canonize(JSON.parse(line), {rdfDirection: 'i18n-datatype'})};
  } catch(error) {
    const event = error.details?.event;
    answer = {error: [error.message, error.details?.code, event?.code, JSON.stringify(event?.details)].join('; ')};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

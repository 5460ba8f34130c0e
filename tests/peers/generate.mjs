// node generate.mjs COUNT DIR → writes COUNT documents, the same ones every time, each with its
// canonical N-Quads beside it (NNNNN.json, NNNNN.nq)

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {canonize} from './peer.mjs';

const [count, dir] = [Number(process.argv[2]), process.argv[3]];
let state = 1;

for(let n = 0; n < count; n++) {
  const document = credential(n);
  const name = join(dir, String(n).padStart(5, '0'));
  writeFileSync(`${name}.json`, JSON.stringify(document));
  writeFileSync(`${name}.nq`, await canonize(document));
}
console.log(JSON.stringify({count}));

function credential(n) {
  return maybe({
    '@context': [
      'https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    type: shuffled(['VerifiableCredential', 'AchievementCredential']),
    issuer: {id: `did:example:issuer-${pick(5)}`, type: ['Profile'], name: words()},
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: subject(n),
  }, {
    id: () => `urn:example:credential:${n}`,
    name: words,
    description: () => ({'@value': words(), '@language': 'en'}),
    validUntil: () => '2036-01-01T00:00:00Z',
    awardedDate: () => '2025-12-31T00:00:00Z',
    evidence: () => several(() => maybe({type: ['Evidence']}, {
      id: () => `https://example.com/evidence/${pick(9)}`, name: words, narrative: words, genre: words,
      audience: words, description: words,
    })),
    credentialStatus: () => ({
      id: `https://example.com/status/1#${n}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
      statusListIndex: String(n), statusListCredential: 'https://example.com/status/1',
    }),
  });
}

function subject(n) {
  return maybe({type: ['AchievementSubject'], achievement: achievement()}, {
    id: () => `did:example:subject-${n}`,
    identifier: () => several(() => maybe({
      type: 'IdentityObject', identityHash: words(), identityType: one(['name', 'emailAddress']), hashed: pick(2) === 0,
    }, {salt: words})),
    creditsEarned: number, role: words, term: words, licenseNumber: words,
    activityStartDate: () => '2025-01-01T00:00:00Z',
    result: () => several(() => maybe({type: ['Result']}, {
      value: words, resultDescription: () => `urn:example:result:${pick(4)}`, achievedLevel: () => 'urn:example:level:1',
      status: () => one(['Completed', 'Failed']),
    })),
  });
}

function achievement() {
  return maybe({
    id: `urn:example:achievement:${pick(50)}`, type: ['Achievement'], name: words(), description: words(),
    criteria: {narrative: words()},
  }, {
    achievementType: () => one(['Badge', 'Course', 'ext:Surprise']),
    creditsAvailable: number, humanCode: words, fieldOfStudy: words, specialization: words, version: words,
    tag: () => several(words),
    image: () => ({id: `https://example.com/image/${pick(9)}.png`, type: 'Image', caption: words()}),
    alignment: () => several(() => maybe({
      type: ['Alignment'], targetName: words(), targetUrl: `https://example.com/target/${pick(9)}`,
    }, {targetCode: words, targetDescription: words, targetFramework: words, targetType: () => 'CTDL'})),
    resultDescription: () => several(() => maybe({
      id: `urn:example:result:${pick(4)}`, type: ['ResultDescription'], name: words(), resultType: 'LetterGrade',
    }, {
      allowedValue: () => several(words), requiredValue: words, valueMax: words,
      rubricCriterionLevel: () => several(() => ({
        id: `urn:example:level:${pick(9)}`, type: ['RubricCriterionLevel'], name: words(), points: words(),
      })),
    })),
    related: () => several(() => ({
      id: `urn:example:related:${pick(9)}`, type: ['Related'], version: words(), inLanguage: one(['en-US', 'de', 'ar']),
    })),
  });
}

function maybe(always, sometimes) {
  const extra = Object.entries(sometimes).filter(() => pick(2) === 0).map(([key, make]) => [key, make()]);
  return Object.fromEntries(shuffled([...Object.entries(always), ...extra]));
}

function several(make) {
  return Array.from({length: 1 + pick(4)}, make);
}

function words() {
  const texts = [
    'Advanced Arithmetic', 'a "quoted" word', 'back\\slash', 'line\nbreak', 'tab\there', 'Größe', '学位', 'شهادة',
    '🎓', '', ' ', 'bell\u0007', 'nul\u0000', 'del\u007f', 'B', 'A', 'next\u0085line', '\u2028',
  ];
  return texts[pick(texts.length)] + texts[pick(texts.length)];
}

/// Not among them: numbers that JavaScript writes with an exponent but without a point, such as
/// 1e-7 or 1e21. jsonld.js 9 takes those for integers and signs "0" and "1e+21"; the standard, and
/// Laurel, say "1.0E-7" and "1.0E21".
function number() {
  return [0, 1, -1, 3.5, 4.0, 0.1, 123456789, -2.25, 1.5e-9, 100000000000000000000][pick(10)];
}

function one(values) {
  return values[pick(values.length)];
}

function shuffled(values) {
  return values.map(value => [pick(1 << 30), value]).sort(([a], [b]) => a - b).map(([, value]) => value);
}

/// A whole number below `below`, from a small generator that is the same on every machine.
function pick(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor(state / 2 ** 32 * below);
}

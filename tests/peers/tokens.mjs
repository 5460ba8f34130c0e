// jose, an independent implementation of JOSE.
//
// node tokens.mjs issue FILE OUT → signs what FILE holds as a token of each algorithm into OUT,
//   by a key in the header and by a key's name; one JSON line each:
//   {file, algorithm, valid} where `valid` tells whether the token was left as it was signed
// node tokens.mjs verify KEY FILE… → one JSON line a token: {file, verified, header, payload, error}

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as jose from 'jose';

const [command, ...args] = process.argv.slice(2);

/// The credential in the form of Open Badges 3.0: its members, and the claims beside them.
function claims(credential, issuer) {
  const {proof, ...rest} = credential;
  const seconds = date => Math.floor(Date.parse(date) / 1000);
  return {
    ...rest,
    issuer: {...rest.issuer, id: issuer},
    iss: issuer,
    jti: rest.id,
    ...(rest.credentialSubject.id && {sub: rest.credentialSubject.id}),
    nbf: seconds(rest.validFrom),
    exp: seconds(rest.validUntil),
  };
}

/// The claim `vc` of the older data model, which says in claims what it can.
function older(credential, issuer) {
  const {iss, jti, nbf, exp, '@context': contexts, id, validFrom, validUntil, ...rest} =
    claims(credential, issuer);
  delete rest.issuer.id;
  const vc = {
    ...rest,
    '@context': ['https://www.w3.org/2018/credentials/v1', ...contexts.slice(1)],
    awardedDate: undefined,
  };
  return {iss, jti, nbf, exp, vc};
}

async function issue(file, out) {
  const credential = JSON.parse(readFileSync(file, 'utf8'));
  for(const algorithm of ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'RS256']) {
    const {publicKey, privateKey} = await jose.generateKeyPair(algorithm, {extractable: true});
    const jwk = await jose.exportJWK(publicKey);
    const did = `did:jwk:${jose.base64url.encode(JSON.stringify(jwk))}`;
    const headers = {
      named: {kid: `${did}#0`, typ: 'JWT'},
      brought: {jwk},
      typed: {kid: '#0', typ: 'vc+jwt'},
    };
    const payloads = {own: claims(credential, did), older: older(credential, did)};
    for(const [how, header] of Object.entries(headers)) {
      for(const [form, payload] of Object.entries(payloads)) {
        const token = await new jose.SignJWT(payload).setProtectedHeader({alg: algorithm, ...header}).sign(privateKey);
        write(`${algorithm}_${how}_${form}.jwt`, token, true);
        const [first, body, signature] = token.split('.');
        const changed = Buffer.from(body, 'base64url').toString().replace('Ada Vogel', 'Bob Vogel');
        write(`${algorithm}_${how}_${form}_changed.jwt`, [first, jose.base64url.encode(changed), signature].join('.'), false);
      }
    }
    function write(name, token, valid) {
      const path = join(out, name);
      writeFileSync(path, token);
      console.log(JSON.stringify({file: path, algorithm, valid}));
    }
  }
}

async function verify(keyFile, files) {
  const jwk = JSON.parse(readFileSync(keyFile, 'utf8'));
  const key = await jose.importJWK(jwk, jwk.kty === 'OKP' ? 'EdDSA' : 'ES256');
  for(const file of files) {
    try {
      const {payload, protectedHeader} = await jose.jwtVerify(readFileSync(file, 'utf8').trim(), key);
      console.log(JSON.stringify({file, verified: true, header: protectedHeader, payload}));
    } catch(error) {
      console.log(JSON.stringify({file, verified: false, error: error.message}));
    }
  }
}

await (command === 'issue' ? issue(args[0], args[1]) : verify(args[0], args.slice(1)));

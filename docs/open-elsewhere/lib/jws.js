// Compact JWS with a header of exactly alg, kid and typ. The algorithm belongs to the key, never to the header.
import { calculateJwkThumbprint, compactVerify, CompactSign, importJWK, importPKCS8 } from 'jose';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { base64url, json, require, requireMembers, utf8, Wrong } from './text.js';

const SIGNATURE_BYTES = 64;

/** Takes a JWS apart; nothing in it is trusted before `verify`. */
export function parseJws(compact) {
  const parts = compact.split('.');
  require(parts.length === 3, 'a signed text has three parts');
  const [header, payload, signature] = parts.map(base64url);
  const jws = { compact, header: json(utf8(header)), payload: json(utf8(payload)) };
  requireMembers(jws.header, ['alg', 'kid', 'typ']);
  require(Object.values(jws.header).every((value) => typeof value === 'string'), 'a header holds text');
  require(signature.length === SIGNATURE_BYTES, 'a signature has 64 bytes');
  return jws;
}

/** The JOSE name of the one algorithm that a key is for. */
export function algorithmOf(jwk) {
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') {
    return 'Ed25519';
  }
  if (jwk.kty === 'EC' && jwk.crv === 'P-256') {
    return 'ES256';
  }
  throw new Wrong('a key of Ed25519 or P-256 was expected');
}

export function kidOf(jwk) {
  return calculateJwkThumbprint(jwk, 'sha256');
}

/** Throws unless type, algorithm, key id and signature are those of this key. */
export async function verify(jws, typ, jwk) {
  const alg = algorithmOf(jwk);
  require(jws.header.typ === typ, `the type '${typ}' was expected`);
  require(jws.header.alg === alg, `the key is for ${alg}, and the header names another algorithm`);
  require(jws.header.kid === (await kidOf(jwk)), 'the header names another key');
  try {
    await compactVerify(jws.compact, await importJWK(jwk, alg), { algorithms: [alg] });
  } catch {
    throw new Wrong('the signature does not hold');
  }
}

/** Signs with a private key in PKCS#8 PEM; the header names the key by its thumbprint. */
export async function sign(typ, claims, pem) {
  const jwk = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  const alg = algorithmOf(jwk);
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg, kid: await kidOf(jwk), typ })
    .sign(await importPKCS8(pem, alg));
}

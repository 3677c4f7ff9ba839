// The acknowledgement: the consumer's signed statement of exactly what it got.
import { leafHash } from './tlog.js';
import { sign } from './jws.js';
import { sha256 } from './text.js';

/** @param {string} pem the agency's private key of use 'ack', PKCS#8 */
export function acknowledge(delivery, opened, pem) {
  const { origin, statement, fields, proof } = opened;
  const claims = {
    v: 1,
    iss: statement.aud,
    aud: origin.aud,
    iat: Math.floor(Date.now() / 1000),
    delivery: statement.nonce,
    presentation: sha256(delivery.presentation).toString('base64url'),
    leaf: leafHash(delivery.entry).toString('base64url'),
    checkpoint: sha256(proof.note).toString('base64url'),
    paths: [...new Set(fields.leaves.map(({ path }) => path))].sort(),
  };
  return sign('comity-ack+jwt', claims, pem);
}

// The two algorithms that an agency's key may have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { parseJws, sign, verify } from '../lib/jws.js';

async function pair(alg) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { jwk: await exportJWK(publicKey), pem: await exportPKCS8(privateKey) };
}

for (const alg of ['Ed25519', 'ES256']) {
  test(`a signature of ${alg} holds for its own key, type and payload alone`, async () => {
    const [own, other] = [await pair(alg), await pair(alg)];
    const compact = await sign('comity-ack+jwt', { v: 1 }, own.pem);
    await verify(parseJws(compact), 'comity-ack+jwt', own.jwk);
    await assert.rejects(verify(parseJws(compact), 'comity-ack+jwt', other.jwk), /another key/);
    await assert.rejects(verify(parseJws(compact), 'kb+jwt', own.jwk), /type/);
    const [header, , signature] = compact.split('.');
    const changed = [header, Buffer.from('{"v":2}').toString('base64url'), signature].join('.');
    await assert.rejects(verify(parseJws(changed), 'comity-ack+jwt', own.jwk), /signature does not hold/);
  });
}

test('a key of one algorithm does not verify what names the other', async () => {
  const compact = await sign('comity-ack+jwt', { v: 1 }, (await pair('ES256')).pem);
  await assert.rejects(verify(parseJws(compact), 'comity-ack+jwt', (await pair('Ed25519')).jwk), /another algorithm/);
});

// The log: an entry lies under a checkpoint (C2SP tlog-proof, tlog-checkpoint, signed-note; hashes of RFC 6962).
import { createPublicKey, verify } from 'node:crypto';
import { base64, require, sha256, Wrong } from './text.js';

const HASH_BYTES = 32;
const MAX_PATH = 63;
const ED25519 = 0x01;

export function leafHash(entry) {
  return sha256(Uint8Array.of(0), entry);
}

function nodeHash(left, right) {
  return sha256(Uint8Array.of(1), left, right);
}

/** @returns {{index: number, path: Buffer[], checkpoint: string}} the checkpoint as it stands, signatures included */
export function parseProof(text) {
  const blank = text.indexOf('\n\n');
  require(blank > 0, 'a proof is lines, an empty line, and a checkpoint');
  const [head, index, ...path] = text.slice(0, blank).split('\n');
  require(head === 'c2sp.org/tlog-proof@v1' && index?.startsWith('index '), "a proof begins with its version and 'index'");
  require(path.length <= MAX_PATH, 'a proof has at most 63 hashes');
  return { index: decimal(index.slice('index '.length)), path: path.map(hash), checkpoint: text.slice(blank + 2) };
}

/** @returns {{origin, size, root, signed, lines}} `signed` is the text that the signatures are over */
export function parseCheckpoint(note) {
  const end = note.lastIndexOf('\n\n') + 1;
  require(end > 0 && note.endsWith('\n'), 'a checkpoint is a signed note');
  const signed = note.slice(0, end);
  const [origin, size, root, rest] = signed.split('\n');
  require(origin && rest === '' && signed.split('\n').length === 4, 'a checkpoint has three lines');
  const lines = note.slice(end + 1, -1).split('\n').map(signatureLine);
  return { origin, size: decimal(size), root: hash(root), signed, lines };
}

function signatureLine(line) {
  const match = /^\u2014 (\S+) (\S+)$/.exec(line);
  require(match, 'a signature line has another form');
  const bytes = base64(match[2]);
  return { name: match[1], keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Throws unless the log's own key, a vkey of the trust file, signed the checkpoint. */
export function verifyCheckpoint(checkpoint, vkey) {
  const [, name, id, key] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  require(name === checkpoint.origin, 'the key is of another log');
  const bytes = base64(key);
  require(bytes.length === 1 + HASH_BYTES && bytes[0] === ED25519, 'an Ed25519 key of a log was expected');
  const keyId = sha256(`${name}\n`, bytes).subarray(0, 4);
  require(keyId.toString('hex') === id, 'the key does not have the id that stands beside it');
  const lines = checkpoint.lines.filter((line) => line.name === name && line.keyId.equals(keyId));
  if (lines.length === 0) {
    throw new Wrong("the checkpoint is not signed by the log's key in the trust file", { unknown: true });
  }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const holds = lines.every(({ signature }) => verify(null, Buffer.from(checkpoint.signed), publicKey, signature));
  require(holds, "the log's signature under the checkpoint does not hold");
}

/** RFC 9162, 2.1.3.2: throws unless the leaf stands at this index of a tree with this size and root. */
export function verifyInclusion(index, size, leaf, path, root) {
  require(index < size, 'the place is not below the checkpoint');
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of path) {
    require(sn !== 0, 'the proof is too long');
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      r = nodeHash(r, p);
    }
    fn = half(fn);
    sn = half(sn);
  }
  require(sn === 0 && r.equals(root), 'the entry is not where the proof says');
}

function half(n) {
  return Math.floor(n / 2);
}

function hash(line) {
  const bytes = base64(line);
  require(bytes.length === HASH_BYTES, 'a hash has 32 bytes');
  return bytes;
}

function decimal(text) {
  require(/^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(Number(text)), 'a decimal number was expected');
  return Number(text);
}

// One delivery, opened as its recipient does: who signed it, what the hub says of it, and that the log says the same.
import { kidOf, parseJws, verify } from './jws.js';
import { resolve, split } from './sdjwt.js';
import { json, require, requireMembers, sha256, utf8, whole, Wrong } from './text.js';
import { parseCheckpoint, parseProof, verifyCheckpoint, verifyInclusion, leafHash } from './tlog.js';
import { keyFor } from './trust.js';

const CLAIMS = ['v', 'iss', 'aud', 'iat', 'exp', 'jti', 'record', 'schema', 'cnf', '_sd_alg', '_sd'];
const STATED = ['v', 'iat', 'aud', 'nonce', 'sd_hash', 'exchange', 'agreement', 'purpose', 'schema', 'log', 'seq', 'withheld'];

/**
 * @param {{presentation: string, entry: Buffer, proof: string}} delivery as it came
 * @param {string} agency who opens it
 * @param {{trust: object, keys: Map}} anchors of trust.js
 * @returns {Promise<{checks: {id, status, detail}[], opened: object|undefined}>} `opened` only where every check holds
 */
export async function open(delivery, agency, { trust, keys }) {
  const checks = [];
  const found = {};

  async function check(id, needs, work) {
    const missing = needs.filter((name) => !(name in found));
    if (missing.length > 0) {
      checks.push({ id, status: 'skipped', detail: `not checked: it needs ${missing.join(' and ')}` });
      return;
    }
    try {
      checks.push({ id, status: 'pass', detail: await work() });
    } catch (e) {
      // What is missing or of another type makes JavaScript stumble: that is no delivery either.
      const detail = e instanceof Wrong ? e.message : `a part is missing or of another form (${e.name})`;
      checks.push({ id, status: e.unknown ? 'unknown' : 'fail', detail });
    }
  }

  await check('form', [], () => {
    const parts = split(delivery.presentation);
    const entry = json(utf8(delivery.entry));
    require(whole(entry.v) === 1 && entry.kind === 'released', 'beside the presentation lies no entry of a release');
    Object.assign(found, { parts, entry, envelope: parseJws(parts.jws), stated: parseJws(parts.statement) });
    return 'presentation, statement and entry can be read';
  });
  await check('origin', ['envelope'], async () => {
    found.origin = await origin(found, trust, keys);
    return `signed by ${found.origin.iss}, whose key ${found.envelope.header.kid} a registrar certified for sealing`;
  });
  await check('statement', ['envelope'], async () => {
    found.statement = await statement(found, agency, keys);
    return `the hub states that ${agency} got exactly these disclosures`;
  });
  await check('identity', ['origin', 'statement', 'entry'], () => identity(found));
  await check('entry', ['origin', 'statement'], () => sameAsLogged(found));
  await check('fields', ['origin'], () => {
    const { record, leaves } = resolve(found.origin, found.parts.disclosures);
    require(leaves.length > 0, 'no field is disclosed');
    sameFields(leaves, found.entry.released);
    found.fields = { record, leaves };
    return `${leaves.length} fields, each with the digest that the provider signed and the log names`;
  });
  await check('proof', ['statement'], () => {
    found.proof = inclusion(delivery, found.statement, trust);
    return `entry ${found.proof.index} of ${found.proof.checkpoint.size} in ${found.proof.checkpoint.origin}`;
  });
  const holds = checks.every(({ status }) => status === 'pass');
  return { checks, opened: holds ? { ...found, record: found.fields.record } : undefined };
}

async function origin({ envelope, entry }, trust, keys) {
  const claims = envelope.payload;
  requireMembers(claims, CLAIMS, ['agreement']);
  require(whole(claims.v) === 1 && claims._sd_alg === 'sha-256', 'version 1 with SHA-256 was expected');
  require(trust.hubs.has(claims.aud), 'sealed for a hub that the trust file does not name');
  // A key counts when the hub took the record in, never when the signer says that it signed.
  const key = keyFor(keys, envelope.header.kid, claims.iss, 'seal', seconds(entry.time));
  require(key.records.length === 0 || key.records.includes(claims.record.split('/')[0]), 'the key may not seal this record type');
  await verify(envelope, 'comity-record+sd-jwt', key.jwk);
  return claims;
}

async function statement({ envelope, stated, parts }, agency, keys) {
  const claims = stated.payload;
  requireMembers(claims, STATED);
  requireMembers(claims.agreement, ['id', 'digest']);
  require(whole(claims.v) === 1, 'version 1 was expected');
  const key = keyFor(keys, stated.header.kid, envelope.payload.aud, 'deliver', whole(claims.iat));
  require((await kidOf(envelope.payload.cnf.jwk)) === stated.header.kid, 'signed by another key than the one that the envelope names');
  await verify(stated, 'kb+jwt', key.jwk);
  require(claims.aud === agency, `the delivery is for '${claims.aud}', not for '${agency}'`);
  require(claims.sd_hash === sha256(parts.bound).toString('base64url'), 'the statement is over other disclosures (sd_hash)');
  return claims;
}

/** Exchange and delivery follow from the message, so that nobody can give one delivery the number of another. */
function identity({ origin: claims, statement: stated, entry, parts }) {
  const jws = sha256(parts.jws).toString('hex');
  const exchange = sha256(`comity-exchange/1\n${claims.iss}\n${claims.jti}\n${jws}\n`).toString('hex');
  require(stated.exchange === exchange, 'the statement is on another exchange');
  const again = entry.resubmission === undefined ? 0 : whole(entry.resubmission);
  const delivery = sha256(`comity-delivery/1\n${exchange}\n${stated.agreement.id}\n${again}\n`).toString('hex');
  require(stated.nonce === delivery, 'the delivery id does not follow from envelope and agreement');
  require(stated.schema === claims.schema, 'the statement names another schema than the envelope');
  require(!claims.agreement || claims.agreement === stated.agreement.digest, 'the envelope serves another agreement');
  return `delivery ${delivery} of exchange ${exchange}`;
}

function sameAsLogged({ origin: claims, statement: stated, entry, parts }) {
  const logged = {
    exchange: stated.exchange,
    delivery: stated.nonce,
    provider: claims.iss,
    consumer: stated.aud,
    record: claims.record,
    purpose: stated.purpose,
    agreement: stated.agreement.id,
    agreementDigest: stated.agreement.digest,
    schema: claims.schema,
    jws: sha256(parts.jws).toString('base64url'),
    sdHash: stated.sd_hash,
  };
  for (const [name, expected] of Object.entries(logged)) {
    require(entry[name] === expected, `the log entry has another '${name}'`);
  }
  for (const [name, expected] of Object.entries({ iat: stated.iat, seq: stated.seq, withheldCount: stated.withheld })) {
    require(whole(entry[name]) === whole(expected), `the log entry has another '${name}'`);
  }
  return `the log says the same, under agreement ${stated.agreement.id} for ${stated.purpose}`;
}

/** Path and digest together: the same field with another value is another disclosure. */
function sameFields(leaves, released) {
  const text = ({ path, digest }) => `${path} ${digest}`;
  const [opened, logged] = [leaves, released].map((list) => new Set(list.map(text)));
  require(logged.size === released.length, 'the log entry lists a disclosure twice');
  const paths = (more, than) => [...more].filter((one) => !than.has(one)).map((one) => one.split(' ')[0]).join(', ');
  require(paths(opened, logged) === '', `disclosed, but not in the log entry: ${paths(opened, logged)}`);
  require(paths(logged, opened) === '', `in the log entry, but not disclosed: ${paths(logged, opened)}`);
}

function inclusion({ entry, proof }, stated, trust) {
  const { index, path, checkpoint: note } = parseProof(proof);
  const checkpoint = parseCheckpoint(note);
  require(checkpoint.origin === stated.log, 'the proof is from another log than the statement names');
  const vkey = trust.logs.get(checkpoint.origin);
  if (!vkey) {
    throw new Wrong('the checkpoint is of a log that the trust file does not name', { unknown: true });
  }
  verifyCheckpoint(checkpoint, vkey);
  verifyInclusion(index, checkpoint.size, leafHash(entry), path, checkpoint.root);
  return { index, checkpoint, note };
}

function seconds(time) {
  const millis = typeof time === 'string' ? Date.parse(time) : NaN;
  require(Number.isFinite(millis), 'the log entry has no time');
  return Math.floor(millis / 1000);
}

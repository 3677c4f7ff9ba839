// Whom the reader trusts: trust.yaml pins registrars, logs and hubs; a registrar's statements certify everybody's keys.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { kidOf, parseJws, verify } from './jws.js';
import { require, requireMembers, whole, Wrong } from './text.js';

const USES_OF_A_HUB = ['deliver', 'log'];

/** @returns {{registrars: Map<string, object>, logs: Map<string, string>, hubs: Map<string, string>}} by id or origin */
export function readTrust(file) {
  const yaml = parseYaml(readFileSync(file, 'utf8'), { uniqueKeys: true });
  require(yaml?.v === 1, `${file}: version 1 was expected`);
  requireMembers(yaml, ['v', 'registrars', 'logs', 'hubs'], ['witnesses', 'quorum']);
  return {
    registrars: pinned(yaml.registrars, 'id', 'jwk'),
    logs: pinned(yaml.logs, 'origin', 'vkey', ['mldsa']),
    hubs: pinned(yaml.hubs, 'id', 'registrar'),
  };
}

function pinned(list, name, value, optional = []) {
  require(Array.isArray(list), `the trust file lists each '${name}' with its '${value}'`);
  list.forEach((item) => requireMembers(item, [name, value], optional));
  const map = new Map(list.map((item) => [item[name], item[value]]));
  require(map.size === list.length, `one '${name}' stands twice in the trust file`);
  return map;
}

/**
 * Every certified key by its thumbprint. A key that a later statement on the same agency leaves out stays known, and ends
 * when that statement was made.
 *
 * @returns {Promise<Map<string, {agency, use, jwk, records, from, until}>>} times in seconds
 */
export async function readDirectory(folder, trust) {
  const statements = [];
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.jwt')).sort()) {
    try {
      statements.push(await statement(readFileSync(join(folder, name), 'utf8').trim(), trust));
    } catch (e) {
      throw new Wrong(`${join(folder, name)} is no statement to rely on: ${e.message}`);
    }
  }
  statements.sort((a, b) => a.seq - b.seq);
  const keys = new Map();
  for (const { agency, issuedAt, certified } of statements) {
    for (const key of [...keys.values()].filter((key) => key.agency === agency)) {
      key.until = Math.min(key.until, issuedAt);
    }
    for (const [kid, key] of certified) {
      const known = keys.get(kid);
      require(!known || (known.agency === agency && known.use === key.use), 'one key is certified for two uses or agencies');
      keys.set(kid, key);
    }
  }
  return keys;
}

async function statement(compact, trust) {
  const jws = parseJws(compact);
  const claims = jws.payload;
  const pinned = trust.registrars.get(claims.iss);
  require(pinned, 'no registrar of the trust file signed it');
  await verify(jws, 'comity-agency+jwt', pinned);
  requireMembers(claims, ['v', 'iss', 'iat', 'sub', 'seq', 'uscc', 'division', 'roles', 'keys']);
  require(whole(claims.v) === 1, 'version 1 was expected');
  const hubsRegistrar = trust.hubs.get(claims.sub);
  require(!hubsRegistrar || hubsRegistrar === claims.iss, 'another registrar certifies this hub');
  const certified = [];
  for (const key of claims.keys) {
    requireMembers(key, ['jwk', 'use', 'records', 'holder', 'nbf', 'exp']);
    require(USES_OF_A_HUB.includes(key.use) === Boolean(hubsRegistrar), 'a key with a use that its holder may not have');
    const { use, jwk, records } = key;
    certified.push([await kidOf(jwk), { agency: claims.sub, use, jwk, records, from: whole(key.nbf), until: whole(key.exp) }]);
  }
  return { agency: claims.sub, seq: whole(claims.seq), issuedAt: whole(claims.iat), certified };
}

/** The key, if it is this agency's, for this use, and valid then. */
export function keyFor(keys, kid, agency, use, seconds) {
  const key = keys.get(kid);
  require(key, 'signed with a key that no registrar certified');
  require(key.agency === agency && key.use === use, `signed with a key that is not for '${use}' by '${agency}'`);
  require(seconds >= key.from && seconds <= key.until, 'signed with a key that was not valid then');
  return key;
}

// SD-JWT (RFC 9901): a signed text of digests, and the disclosures that were kept. Each belongs into exactly one place.
import { base64url, isContainer, isObject, json, require, requireMembers, sha256, utf8 } from './text.js';

const DIGEST = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const SALT = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
/** At the top level a field of this name could pass for a claim. */
const RESERVED = ['v', 'iss', 'sub', 'aud', 'iat', 'nbf', 'exp', 'jti', 'record', 'schema', 'cnf', 'agreement', '_sd_alg'];
const MAX_DISCLOSURES = 2000;
const MAX_DEPTH = 32;

/** `<JWS>~<D1>~...~<Dn>~<KB-JWT>` in its parts; `bound` is what the key binding's sd_hash is over. */
export function split(presentation) {
  const parts = presentation.split('~');
  require(parts.length >= 2, "a presentation is a signed text and disclosures, each ending in '~'");
  const statement = parts.pop();
  const bound = presentation.slice(0, presentation.length - statement.length);
  return { jws: parts.shift(), disclosures: parts, statement, bound };
}

function readDisclosure(encoded, index) {
  const text = utf8(base64url(encoded));
  const array = json(text);
  require(Array.isArray(array) && (array.length === 2 || array.length === 3), 'a disclosure has a salt, a name and a value');
  const [salt] = array;
  const name = array.length === 3 ? array[1] : undefined;
  require(typeof salt === 'string' && SALT.test(salt), 'a salt has 22 base64url characters');
  require(name === undefined || (typeof name === 'string' && NAME.test(name)), 'a disclosure with a name that no field has');
  // White space, or a character instead of its escape, could carry a message past the digests.
  require(text.startsWith(name === undefined ? `["${salt}",` : `["${salt}","${name}",`), 'a disclosure in another form');
  require(!/\s/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')), 'a disclosure with white space outside its strings');
  const value = array.at(-1);
  requirePlaceholders(value);
  return { name, value, index, digest: sha256(encoded).toString('base64url') };
}

/** A disclosed object or array holds digests only: everything in it is a disclosure of its own. */
function requirePlaceholders(value) {
  if (Array.isArray(value)) {
    value.forEach((element) => requireMembers(element, ['...']));
  } else if (isObject(value)) {
    requireMembers(value, [], ['_sd']);
  }
}

/**
 * Puts every disclosure in its place below the signed payload.
 *
 * @returns {{record: object, leaves: {path: string, digest: string}[]}} what is disclosed, and nothing else
 */
export function resolve(payload, encoded) {
  require(encoded.length <= MAX_DISCLOSURES, `more than ${MAX_DISCLOSURES} disclosures`);
  const byDigest = new Map(encoded.map(readDisclosure).map((disclosure) => [disclosure.digest, disclosure]));
  require(byDigest.size === encoded.length, 'a disclosure stands here twice');
  const seen = new Set();
  const used = new Set();
  const leaves = [];

  function disclosed(digest) {
    require(typeof digest === 'string' && DIGEST.test(digest), 'a placeholder holds something that is no digest');
    require(!seen.has(digest), 'a digest stands in two places');
    seen.add(digest);
    const disclosure = byDigest.get(digest);
    if (disclosure) {
      used.add(digest);
    }
    return disclosure;
  }

  function valueOf(disclosure, path, depth) {
    require(depth <= MAX_DEPTH, `nested deeper than ${MAX_DEPTH} levels`);
    if (!isContainer(disclosure.value)) {
      leaves.push({ path, digest: disclosure.digest });
      return disclosure.value;
    }
    return Array.isArray(disclosure.value)
      ? elements(disclosure.value, path, depth)
      : members(disclosure.value._sd, path, depth);
  }

  function members(digests, path, depth) {
    const object = {};
    const here = ordered(digests).map(disclosed).filter(Boolean);
    // As they stand in the presentation, which is the order of the schema.
    for (const disclosure of here.sort((a, b) => a.index - b.index)) {
      const { name } = disclosure;
      require(name !== undefined, 'a disclosure without a name stands for a member');
      require(path !== '' || !RESERVED.includes(name), 'a field with the name of a claim');
      require(!Object.hasOwn(object, name), 'a name is disclosed twice');
      object[name] = valueOf(disclosure, path === '' ? name : `${path}.${name}`, depth + 1);
    }
    return object;
  }

  function elements(placeholders, path, depth) {
    return placeholders
      .map((placeholder) => disclosed(placeholder['...']))
      .filter(Boolean)
      .map((disclosure) => {
        require(disclosure.name === undefined, 'a disclosure with a name stands for an element');
        return valueOf(disclosure, `${path}[]`, depth + 1);
      });
  }

  const record = members(payload._sd, '', 1);
  require(used.size === byDigest.size, 'a disclosure to which nothing in the signed text refers');
  return { record, leaves };
}

/** The digests of an object, sorted so that their order says nothing; an object of which nothing was there has none. */
function ordered(digests = []) {
  require(Array.isArray(digests) && digests.every((digest, i) => i === 0 || digests[i - 1] <= digest), 'digests must be sorted');
  return digests;
}

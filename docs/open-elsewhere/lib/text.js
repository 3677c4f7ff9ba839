// Strict reading of texts, before any cryptography looks at them.
import { createHash } from 'node:crypto';
import { isLosslessNumber, parse } from 'lossless-json';
import { parseDocument } from 'yaml';

/** A check that does not hold. `unknown` marks what can be neither confirmed nor refuted, for want of a key. */
export class Wrong extends Error {
  constructor(message, { unknown = false } = {}) {
    super(message);
    this.unknown = unknown;
  }
}

export function require(holds, otherwise) {
  if (!holds) {
    throw new Wrong(otherwise);
  }
}

/** Base64url without padding, in the one form that has no unused bits set. */
export function base64url(text) {
  const bytes = Buffer.from(text, 'base64url');
  require(bytes.toString('base64url') === text, 'not base64url in its one form');
  return bytes;
}

export function base64(text) {
  const bytes = Buffer.from(text, 'base64');
  require(bytes.toString('base64') === text, 'not base64 in its one form');
  return bytes;
}

export function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Wrong('not UTF-8');
  }
}

/** JSON whose numbers keep every digit and whose objects have each member once. */
export function json(text) {
  let value;
  try {
    value = parse(text);
  } catch {
    throw new Wrong('not JSON, or a member stands twice');
  }
  // The parser lets a member pass that stands twice with one value; YAML, of which JSON is a part, does not.
  require(parseDocument(text, { uniqueKeys: true, logLevel: 'silent' }).errors.length === 0, 'a member stands twice');
  requirePlain(value);
  return value;
}

/** A member named __proto__ would hide in the object's prototype. */
function requirePlain(value) {
  if (isObject(value)) {
    require(Object.getPrototypeOf(value) === Object.prototype, 'a reserved member name');
  }
  if (isContainer(value)) {
    Object.values(value).forEach(requirePlain);
  }
}

export function isObject(value) {
  return isContainer(value) && !Array.isArray(value);
}

export function isContainer(value) {
  return typeof value === 'object' && value !== null && !isLosslessNumber(value);
}

/** Whole number of at most 2^53 - 1; anything else is wrong. */
export function whole(value) {
  const number = isLosslessNumber(value) && /^(0|[1-9][0-9]*)$/.test(value.value) ? Number(value.value) : NaN;
  require(Number.isSafeInteger(number), 'a whole number was expected');
  return number;
}

/** The object's members are these and no others; those in `optional` may be absent. */
export function requireMembers(object, names, optional = []) {
  require(isObject(object), 'an object was expected');
  for (const name of names) {
    require(Object.hasOwn(object, name), `'${name}' is missing`);
  }
  for (const name of Object.keys(object)) {
    require(names.includes(name) || optional.includes(name), 'a member that the list of formats.md does not have');
  }
}

export function sha256(...parts) {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
}

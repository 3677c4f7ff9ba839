// Deliveries of a demonstration, as they came and changed in every way that matters. COMITY_DATA names its data folder.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { open } from '../lib/delivery.js';
import { report, verdict } from '../lib/report.js';
import { readDirectory, readTrust } from '../lib/trust.js';

const data = process.env.COMITY_DATA;
assert.ok(data, "COMITY_DATA must name the data folder of 'comity demo --once'");
const trust = readTrust(join(data, 'trust.yaml'));
const keys = await readDirectory(join(data, 'directory'), trust);
const anchors = { trust, keys };

/** The first two deliveries of each agency and record type, with who received them. */
const samples = readdirSync(join(data, 'agencies')).flatMap((agency) => {
  const folder = join(data, 'agencies', agency, 'received');
  const files = (existsSync(folder) ? readdirSync(folder, { recursive: true }) : []).filter((name) => name.endsWith('.sdjwt')).sort();
  return grouped(files)
    .flatMap((list) => list.slice(0, 2))
    .map((name) => ({ agency, name, ...read(join(folder, name)) }));
});

function typeOf(name) {
  return name.split('/').slice(0, 2).join('/');
}

function grouped(files) {
  return [...new Set(files.map(typeOf))].map((type) => files.filter((name) => typeOf(name) === type));
}

function read(file) {
  const beside = (extension) => file.replace(/\.sdjwt$/, extension);
  return {
    presentation: readFileSync(file, 'latin1'),
    entry: readFileSync(beside('.entry')),
    proof: readFileSync(beside('.tlog-proof'), 'utf8'),
    record: readFileSync(beside('.json'), 'utf8'),
  };
}

test('opens what every agency received, to the record that the agency itself keeps', async () => {
  assert.ok(samples.length >= 10, 'the demonstration has delivered something to several agencies');
  for (const sample of samples) {
    const result = await open(sample, sample.agency, anchors);
    assert.equal(verdict(result), 'opened', `${sample.name}\n${report(result)}`);
    assert.deepEqual(JSON.parse(report(result).slice(report(result).indexOf('\n{'))), JSON.parse(sample.record));
  }
});

const parts = (presentation) => presentation.split('~');
const joined = (list) => list.join('~');
const decoded = (text) => Buffer.from(text, 'base64url').toString('utf8');
const encoded = (text) => Buffer.from(text).toString('base64url');
/** The same sample with another presentation: `change` gets its parts, the first the JWS, the last the delivery statement. */
const presented = (change) => (sample) => ({ ...sample, presentation: joined(change(parts(sample.presentation), sample)) });
/** One segment of a JWS (0 header, 1 payload) with another text. */
const rewritten = (jws, segment, change) => jws.split('.').map((part, i) => (i === segment ? encoded(change(decoded(part))) : part)).join('.');
const jwsChanged = (segment, change) => presented(([jws, ...rest]) => [rewritten(jws, segment, change), ...rest]);
const statementChanged = (segment, change) => presented((all) => [...all.slice(0, -1), rewritten(all.at(-1), segment, change)]);
const lastDisclosure = (change) => presented((all) => [...all.slice(0, -2), encoded(change(decoded(all.at(-2)))), all.at(-1)]);
const entryChanged = (change) => (sample) => ({ ...sample, entry: Buffer.from(change(sample.entry.toString())) });
const proofChanged = (change) => (sample) => ({ ...sample, proof: change(sample.proof) });
const flipped = (line) => (line[0] === 'A' ? 'B' : 'A') + line.slice(1);

/** What is changed, how, which check must fail, and what it must say. */
const CHANGES = [
  ['a value in a disclosure', lastDisclosure((text) => text.replace(/,[^,]*\]$/, ',"other"]')), 'fields', /nothing in the signed text refers/],
  ['a disclosure left out', presented(([jws, , ...rest]) => [jws, ...rest]), 'statement', /sd_hash/],
  ['a disclosure added', presented((all) => [...all.slice(0, -1), encoded('["AAAAAAAAAAAAAAAAAAAAAA","price",1]'), all.at(-1)]), 'fields', /nothing in the signed text refers/],
  ['a disclosure given twice', presented(([jws, first, ...rest]) => [jws, first, first, ...rest]), 'fields', /twice/],
  ['white space in a disclosure', lastDisclosure((text) => text.replace(/\]$/, ' ]')), 'fields', /white space/],
  ['padding after a disclosure', presented(([jws, first, ...rest]) => [jws, `${first}=`, ...rest]), 'fields', /base64url/],
  ['a claim of the provider', jwsChanged(1, (text) => text.replace('"v":1', '"v":1,"sub":"x"')), 'origin', /does not have/],
  ['a claim that stands twice', jwsChanged(1, (text) => text.replace('"v":1', '"v":1,"v":1')), 'form', /twice/],
  ['the time of the provider', jwsChanged(1, (text) => text.replace(/"iat":1/, '"iat":2')), 'origin', /signature does not hold/],
  ['the algorithm', jwsChanged(0, (text) => text.replace('Ed25519', 'ES256')), 'origin', /another algorithm/],
  ['no algorithm', jwsChanged(0, (text) => text.replace('Ed25519', 'none')), 'origin', /another algorithm/],
  ['the type', jwsChanged(0, (text) => text.replace('comity-record', 'comity-other')), 'origin', /type/],
  ['a byte after the signature', presented(([jws, ...rest]) => [`${jws}AA`, ...rest]), 'form', /64 bytes|one form/],
  ['the purpose that the hub states', statementChanged(1, (text) => text.replace(/"purpose":"/, '"purpose":"x')), 'statement', /signature does not hold/],
  ['no delivery statement', presented((all) => [...all.slice(0, -1), '']), 'form', /three parts/],
  ['a field that the log withholds', entryChanged((text) => text.replace('"withheldCount":', '"withheldCount":1')), 'entry', /withheldCount/],
  ['a rule in the entry', entryChanged((text) => text.replace('not-released', 'not-release')), 'proof', /not where the proof says/],
  ['the kind of the entry', entryChanged((text) => text.replace('"released"', '"refused"')), 'form', /no entry of a release/],
  ['no entry', (sample) => ({ ...sample, entry: Buffer.alloc(0) }), 'form', /not JSON/],
  ['no proof', (sample) => ({ ...sample, proof: '' }), 'proof', /a proof is/],
  ['the place in the log', proofChanged((text) => text.replace(/index (\d+)/, (_, n) => `index ${n ^ 1}`)), 'proof', /not where the proof says/],
  ['a hash of the path', proofChanged((text) => text.replace(/(index \d+\n)(.)/, (_, head, c) => head + flipped(c))), 'proof', /not where the proof says/],
  ['the root of the checkpoint', proofChanged((text) => text.replace(/(\n\n.*\n\d+\n)(.)/, (_, head, c) => head + flipped(c))), 'proof', /signature under the checkpoint/],
];

for (const [what, change, id, said] of CHANGES) {
  test(`rejects ${what}`, async () => {
    const result = await open(change(samples[0]), samples[0].agency, anchors);
    const failed = result.checks.filter(({ status }) => status === 'fail');
    assert.equal(result.opened, undefined);
    assert.ok(failed.some((check) => check.id === id && said.test(check.detail)), report(result));
  });
}

test('rejects a delivery that is for another agency', async () => {
  const other = samples.find(({ agency }) => agency !== samples[0].agency).agency;
  const result = await open(samples[0], other, anchors);
  assert.match(report(result), /✗ statement the delivery is for/);
});

test("rejects one delivery with another's entry and proof", async () => {
  const [one, other] = samples;
  const result = await open({ ...one, entry: other.entry, proof: other.proof }, one.agency, anchors);
  assert.match(report(result), /✗ entry +the log entry has another/);
});

test("rejects the provider's key where the directory does not have it, has it for something else, or had it earlier", async () => {
  const kid = JSON.parse(decoded(samples[0].presentation.split('.')[0])).kid;
  const changed = (change) => new Map([...keys].flatMap(([id, key]) => (id === kid ? change(key).map((other) => [id, other]) : [[id, key]])));
  const cases = [
    [changed(() => []), /no registrar certified/],
    [changed((key) => [{ ...key, use: 'ack' }]), /not for 'seal'/],
    [changed((key) => [{ ...key, until: key.from }]), /not valid then/],
    [changed((key) => [{ ...key, records: ['another-type'] }]), /may not seal this record type/],
  ];
  for (const [directory, said] of cases) {
    const result = await open(samples[0], samples[0].agency, { trust, keys: directory });
    assert.match(result.checks.find(({ id }) => id === 'origin').detail, said);
    assert.equal(verdict(result), 'rejected');
  }
});

test('does not know what to say of a log that the trust file does not name', async () => {
  const result = await open(samples[0], samples[0].agency, { trust: { ...trust, logs: new Map() }, keys });
  assert.equal(verdict(result), 'indeterminate');
  assert.equal(result.opened, undefined);
});

#!/usr/bin/env node
// Opens a delivery that lies in a folder: the presentation (.sdjwt), with its .entry and .tlog-proof beside it.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { open } from './lib/delivery.js';
import { EXIT, report, verdict } from './lib/report.js';
import { readDirectory, readTrust } from './lib/trust.js';

const USAGE = 'usage: node open.js FILE.sdjwt --as AGENCY --trust trust.yaml --directory DIR';

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, trust: { type: 'string' }, directory: { type: 'string' } },
  });
  if (positionals.length !== 1 || !values.as || !values.trust || !values.directory) {
    throw new Error('a file, --as, --trust and --directory are needed');
  }
  return { file: positionals[0], ...values };
}

async function main({ file, as, trust: trustFile, directory }) {
  const beside = (extension) => file.replace(/\.sdjwt$/, '') + extension;
  const missing = [file, trustFile, directory].find((path) => !existsSync(path));
  if (missing) {
    console.error(`${missing} is not there.`);
    return EXIT.unreadable;
  }
  const unlogged = [beside('.entry'), beside('.tlog-proof')].find((path) => !existsSync(path));
  if (unlogged) {
    console.log(`REJECTED  nothing of it may be used\n  ✗ ${unlogged} is not there: what is not logged is not delivered`);
    return EXIT.rejected;
  }
  const trust = readTrust(trustFile);
  const keys = await readDirectory(directory, trust);
  const delivery = {
    presentation: readFileSync(file, 'latin1').trim(),
    entry: readFileSync(beside('.entry')),
    proof: readFileSync(beside('.tlog-proof'), 'utf8'),
  };
  const result = await open(delivery, as, { trust, keys });
  console.log(report(result));
  return EXIT[verdict(result)];
}

try {
  const given = options();
  process.exitCode = await main(given).catch((e) => {
    console.error(e.message);
    return EXIT.unreadable;
  });
} catch (e) {
  console.error(`${e.message}\n${USAGE}`);
  process.exitCode = EXIT.usage;
}

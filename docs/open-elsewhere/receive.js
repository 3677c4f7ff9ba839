#!/usr/bin/env node
// Receives deliveries from out.<agency> over AMQP 1.0, one after the other: opens, keeps, acknowledges, and only then tells
// the broker that they are consumed. A stop between any two of these repeats steps and never leaves one out.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stringify } from 'lossless-json';
import rhea from 'rhea';
import { acknowledge } from './lib/ack.js';
import { open } from './lib/delivery.js';
import { EXIT, report, verdict } from './lib/report.js';
import { Store } from './lib/store.js';
import { readDirectory, readTrust } from './lib/trust.js';

const RECORD = 'application/comity-record+sd-jwt';
const ACK = 'application/comity-ack+jwt';
const CHECKPOINT = 'application/comity-checkpoint';

const USAGE = `usage: node receive.js --as AGENCY --endpoint endpoint.json --password FILE
         --trust trust.yaml --directory DIR --ack-key ack.pem --out DIR [--count N]
         [--ca ca.pem [--certificate FILE --key FILE]]`;
const NEEDED = ['as', 'endpoint', 'password', 'trust', 'directory', 'ack-key', 'out'];

function options() {
  const names = [...NEEDED, 'count', 'ca', 'certificate', 'key'];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) });
  const missing = NEEDED.filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new Error(`missing: ${missing.map((name) => `--${name}`).join(', ')}`);
  }
  if (values.count !== undefined && !/^[1-9][0-9]*$/.test(values.count)) {
    throw new Error('--count is a whole number from 1');
  }
  return { ...values, count: values.count ? Number(values.count) : Infinity };
}

/** Where the broker is and as whom we come: a password, and TLS where the hub asks for it. */
function connectionOptions(given) {
  const { host, port } = JSON.parse(readFileSync(given.endpoint, 'utf8'));
  const plain = { host, port, username: given.as, password: readFileSync(given.password, 'utf8').trim() };
  if (!given.ca) {
    return plain;
  }
  const file = (name) => (given[name] ? readFileSync(given[name]) : undefined);
  return { ...plain, transport: 'tls', ca: file('ca'), cert: file('certificate'), key: file('key'), servername: host };
}

/** A body is a data section in UTF-8, or a string value. */
function text(body) {
  const content = typeof body === 'string' ? body : body?.content;
  return Buffer.isBuffer(content) ? content.toString('utf8') : (content ?? '');
}

class Receiver {
  constructor(given, anchors) {
    this.given = given;
    this.anchors = anchors;
    this.store = new Store(given.out);
    this.ackKey = readFileSync(given['ack-key'], 'utf8');
    this.left = given.count;
    this.rejected = 0;
  }

  /** @returns {Promise<number>} exit code, once so many deliveries as asked for were taken or the connection has ended */
  run() {
    return new Promise((resolve) => {
      const connection = rhea.create_container().connect(connectionOptions(this.given));
      const end = (code, why) => {
        if (why) {
          console.error(why);
        }
        connection.removeAllListeners('disconnected');
        connection.close();
        resolve(code);
      };
      const refused = ({ error, sender, receiver }) => error ?? sender?.error ?? receiver?.error;
      const lost = (context) => end(EXIT.network, `no traffic with the hub: ${refused(context)?.description ?? 'the connection ended'}`);
      ['connection_error', 'receiver_error', 'sender_error'].forEach((event) => connection.on(event, lost));
      // rhea connects again by itself; what was not settled comes again.
      connection.on('disconnected', (context) => context.reconnecting || lost(context));
      this.sender = connection.open_sender(`in.${this.given.as}`);
      const receiver = connection.open_receiver({ source: `out.${this.given.as}`, credit_window: 0, autoaccept: false });
      receiver.on('receiver_open', () => receiver.add_credit(1));
      receiver.on('message', async ({ message, delivery }) => {
        try {
          await this.take(message);
          delivery.accept();
        } catch (e) {
          delivery.release();
          end(EXIT.network, `a message was not taken, and stays at the hub: ${e.message}`);
          return;
        }
        if (this.left > 0) {
          receiver.add_credit(1);
        } else {
          receiver.on('receiver_close', () => end(this.rejected > 0 ? EXIT.rejected : EXIT.opened));
          receiver.close(); // answered after the broker has taken what was accepted
        }
      });
    });
  }

  async take(message) {
    const properties = message.application_properties ?? {};
    if (properties.content_type === RECORD) {
      this.left--;
      await this.takeDelivery({
        presentation: text(message.body),
        entry: Buffer.from(properties['comity-entry'] ?? ''),
        proof: properties['comity-proof'] ?? '',
      });
    } else if (properties.content_type !== CHECKPOINT) {
      // A receipt is evidence: kept as it came. A request to cosign asks for nothing from whoever is no witness.
      const kept = stringify({ ...properties, body: text(message.body) });
      this.store.write(`message-${createHash('sha256').update(kept).digest('hex')}.json`, kept);
    }
  }

  async takeDelivery(delivery) {
    const result = await open(delivery, this.given.as, this.anchors);
    console.log(report(result, { fields: false }));
    if (verdict(result) !== 'opened') {
      this.rejected++;
      const id = `rejected-${createHash('sha256').update(delivery.presentation).digest('hex')}`;
      this.store.keep(id, delivery, stringify(result.checks)); // never used, never acknowledged
      return;
    }
    const { nonce } = result.opened.statement;
    if (!this.store.has(nonce)) {
      this.store.keep(nonce, delivery, stringify(result.opened.record));
    }
    await this.send(nonce, await acknowledge(delivery, result.opened, this.ackKey));
  }

  /** Resolves when the broker has it on its disk. */
  send(id, acknowledgement) {
    return new Promise((resolve, reject) => {
      const ends = {
        accepted: resolve,
        rejected: () => reject(new Error('the broker refused the acknowledgement')),
        released: () => reject(new Error('the broker did not take the acknowledgement')),
        modified: () => reject(new Error('the broker did not take the acknowledgement')),
      };
      const listeners = Object.entries(ends).map(([outcome, end]) => {
        const listener = () => {
          listeners.forEach(([name, one]) => this.sender.removeListener(name, one));
          end();
        };
        return [outcome, listener];
      });
      listeners.forEach(([name, one]) => this.sender.on(name, one));
      this.sender.send({
        durable: true,
        body: rhea.message.data_section(Buffer.from(acknowledgement)),
        application_properties: { content_type: ACK, 'ce-id': id },
      });
    });
  }
}

async function main(given) {
  const trust = readTrust(given.trust);
  const keys = await readDirectory(given.directory, trust);
  return new Receiver(given, { trust, keys }).run();
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

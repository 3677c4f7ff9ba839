// The hub's broker as an agency's own AMQP 1.0 client sees it. Needs in the environment:
//   COMITY_HOST, COMITY_PORT   where the broker listens
//   COMITY_AGENCY              who we are
//   COMITY_PASSWORD_FILE       our password, in a file, so that it is in no process list
//   COMITY_OTHER               another agency
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { test } = require('node:test');
const rhea = require('rhea');

const PATIENCE = 15000; // milliseconds until an answer that does not come is a failure

const host = needed('COMITY_HOST');
const port = Number(needed('COMITY_PORT'));
const agency = needed('COMITY_AGENCY');
const other = needed('COMITY_OTHER');
const password = fs.readFileSync(needed('COMITY_PASSWORD_FILE'), 'utf8').trim();

function needed(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

/** Runs an exchange on a connection of its own and closes it, whatever comes out. */
function connected(secret, exchange) {
  const connection = rhea.create_container().connect({ host, port, username: agency, password: secret, reconnect: false });
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE);
  });
  const answer = new Promise((resolve, reject) => exchange(connection, resolve, reject));
  return Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
    connection.on('disconnected', () => {}); // the end of the connection is no failure from here on
    connection.close();
  });
}

function condition(of) {
  return of && of.error ? of.error.condition : undefined;
}

/** Resolves with the error condition of an attempt to read; a message is a failure. */
function refusedReading(address) {
  return connected(password, (connection, resolve, reject) => {
    connection.on('receiver_error', (context) => resolve(condition(context.receiver)));
    connection.on('message', () => reject(new Error(`a message came from ${address}`)));
    connection.open_receiver(address);
  });
}

/** Resolves with the error condition of an attempt to write; an accepted message is a failure. */
function refusedWriting(address) {
  return connected(password, (connection, resolve, reject) => {
    connection.on('sender_error', (context) => resolve(condition(context.sender)));
    connection.on('rejected', (context) => resolve(context.delivery.remote_state.error.condition));
    connection.on('accepted', () => reject(new Error(`${address} took a message`)));
    connection.once('sendable', (context) => context.sender.send({ body: 'from outside' }));
    connection.open_sender(address);
  });
}

/** Sends something that is no envelope to our own address, and resolves with the answer from our own address. */
function refusalOfGarbage() {
  return connected(password, (connection, resolve, reject) => {
    connection.on('receiver_error', (context) => reject(new Error(`receiver: ${condition(context.receiver)}`)));
    connection.on('sender_error', (context) => reject(new Error(`sender: ${condition(context.sender)}`)));
    connection.on('message', (context) => resolve(context.message));
    connection.once('sendable', (context) => context.sender.send({
      body: 'this is no envelope',
      application_properties: { content_type: 'application/comity-record+sd-jwt' },
    }));
    connection.open_receiver(`out.${agency}`);
    connection.open_sender(`in.${agency}`);
  });
}

/** A body is a data section in UTF-8, or a string value. */
function text(body) {
  return typeof body === 'string' ? body : body.content.toString('utf8');
}

function claims(jws) {
  return JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString('utf8'));
}

test('writes to its own address and reads the signed, logged refusal from its own address', async () => {
  const answer = await refusalOfGarbage();
  const properties = answer.application_properties;
  assert.equal(properties.content_type, 'application/comity-refusal+jwt');
  assert.equal(claims(text(answer.body)).aud, agency);
  assert.equal(claims(text(answer.body)).code, 'malformed');
  assert.equal(JSON.parse(properties['comity-entry']).kind, 'refused');
  assert.match(properties['comity-proof'], /^c2sp\.org\/tlog-proof@v1\n/);
});

test("is refused on another agency's out address", async () => {
  assert.equal(await refusedReading(`out.${other}`), 'amqp:unauthorized-access');
});

test('is refused reading what agencies send, its own too', async () => {
  assert.equal(await refusedReading(`in.${agency}`), 'amqp:unauthorized-access');
});

test("is refused writing to another agency's in address", async () => {
  assert.equal(await refusedWriting(`in.${other}`), 'amqp:unauthorized-access');
});

test('is refused writing to out addresses, where only the hub speaks', async () => {
  assert.equal(await refusedWriting(`out.${agency}`), 'amqp:unauthorized-access');
});

test('is refused with a wrong password', async () => {
  const refused = connected(`not-${password}`, (connection, resolve, reject) => {
    connection.on('connection_error', (context) => resolve(context.error ? context.error.condition : 'closed'));
    connection.on('disconnected', () => resolve('closed'));
    connection.on('connection_open', () => reject(new Error('a wrong password was taken')));
  });
  assert.match(await refused, /^(amqp:unauthorized-access|closed)$/);
});

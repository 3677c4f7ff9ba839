create table if not exists meta(name varchar(32) primary key, n int not null);

-- Counts since the folder was made, kept in the transactions that they count.
create table if not exists tally(name varchar(32) primary key, n bigint not null);

-- Sources: one row a file, or one with an empty name for rows and objects.
create table if not exists source(
    adapter varchar(160), name varchar(1024), is_file boolean not null,
    lines bigint not null, sent bigint not null, repeated bigint not null, not_sendable bigint not null,
    primary key(adapter, name));
-- What became of each line as it stands now.
create table if not exists line(
    adapter varchar(160), name varchar(1024), place bigint, digest varchar(43) not null, outcome varchar(12) not null,
    primary key(adapter, name, place));
-- Hash of each line that was handled together with all lines before it: a copy of a file is known by it.
create table if not exists fed(adapter varchar(160), chain varchar(43), primary key(adapter, chain));
-- What was sent last for each key of a source.
create table if not exists last_sent(
    adapter varchar(160), item_key varchar(4096), digest varchar(43) not null, primary key(adapter, item_key));
-- The highest change number that was read.
create table if not exists mark(adapter varchar(160) primary key, mark bigint not null);

-- Records handed over, and their envelopes in the sequence of submissions.
create table if not exists record(
    id bigint generated always as identity primary key, jti varchar(36) not null, origin varchar(1200) not null,
    state varchar(8) not null, code varchar(32), path varchar(1024));
create index if not exists record_state on record(state);
create index if not exists record_origin on record(origin);
create table if not exists envelope(
    jti varchar(36) primary key, record bigint not null, kid varchar(43) not null, seq bigint not null,
    state varchar(8) not null, jws varchar(43) not null unique, statement clob not null, compact clob,
    type varchar(80) not null, schema_digest varchar(43) not null, group_id varchar(43) not null,
    sealed_at timestamp(0) with time zone not null, agreement varchar(43), exchange varchar(64),
    code varchar(32), path varchar(1024),
    unique(kid, seq));
create index if not exists envelope_record on envelope(record);
create index if not exists envelope_state on envelope(state, seq);
-- The order over all keys that sealed something: each key has a sequence of its own.
alter table envelope add column if not exists position bigint generated always as identity;
create index if not exists envelope_open on envelope(state, position);
-- Records that may have to be sealed again for another version of an agreement; gone when every envelope has its answer.
create table if not exists whole(
    record bigint primary key, type varchar(80) not null, body clob not null, attempts int not null);
-- What stands behind the commitments to data subjects; to be erased with the evidence.
create table if not exists subject(
    jti varchar(36), n int, token varbinary(32) not null, salt varbinary(32) not null, primary key(jti, n));
-- The end of each seal key's sequence.
create table if not exists chain(kid varchar(43) primary key, seq bigint not null, digest varchar(43) not null);

-- Deliveries taken, with the acknowledgement that is sent again for a repeat.
create table if not exists inbox(
    delivery varchar(64) primary key, provider varchar(64) not null, type varchar(80) not null,
    acknowledgement clob not null, acknowledged boolean not null, taken_at timestamp(0) with time zone not null);
-- Deliveries that the agency's own system did not take yet, and those behind them about the same thing.
create table if not exists held(
    id bigint generated always as identity primary key, delivery varchar(64) not null unique, group_id varchar(64) not null,
    type varchar(80) not null, record clob not null, headers clob not null, provider varchar(64) not null,
    acknowledgement clob not null, held_at timestamp(0) with time zone not null, log varchar(255) not null, seq bigint not null);
create index if not exists held_group on held(group_id, id);
create index if not exists inbox_open on inbox(acknowledged);
-- The place of each delivery in the hub's gap-free sequence to this agency, and what of the sequence is still missing.
alter table inbox add column if not exists log varchar(255);
alter table inbox add column if not exists seq bigint;
create table if not exists delivery_end(log varchar(255) primary key, seq bigint not null);
create table if not exists delivery_gap(
    log varchar(255), first bigint, last bigint not null, since timestamp(0) with time zone not null,
    primary key(log, first));

create table if not exists meta(name varchar primary key, text varchar not null);

-- What an agreement's deliveries have in common, one row for each difference that entries show.
create table if not exists terms(
    id int primary key, hash varchar not null unique, agreement varchar not null, digest varchar not null,
    provider varchar not null, consumer varchar not null, record varchar not null, purpose varchar not null,
    basis_kind varchar not null, basis_instrument varchar not null, basis_article varchar not null);

-- Sets of released fields: few, however many deliveries there are.
create table if not exists fields(id int primary key, hash varchar not null unique);
create table if not exists field(fields int not null, path varchar not null, primary key(fields, path));

-- One row an entry of the log. What begins an exchange id stands apart as a number: an index of numbers is a fourth as large.
create table if not exists entry(
    idx bigint primary key, kind varchar not null, at bigint not null, xid bigint not null, exchange varchar,
    delivery varchar, provider varchar, jti varchar, submission varchar, terms int, fields int);
create index if not exists entry_xid on entry(xid);

-- What stands behind the commitments of a submitted entry, erased with the evidence of its month.
create table if not exists subject(idx bigint, n int, token varchar not null, salt varchar not null, primary key(idx, n));
create index if not exists subject_token on subject(token);

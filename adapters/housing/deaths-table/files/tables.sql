-- What the allocation office's database needs; run once by its owner.
create table if not exists comity_delivery(
    id varchar(64) primary key, taken_at timestamp with time zone not null default now());
create table if not exists deceased_tenant(
    resident_id varchar(18) primary key, name varchar(50), died_on date not null, evidence_level varchar(40) not null,
    delivery varchar(64) not null references comity_delivery(id));

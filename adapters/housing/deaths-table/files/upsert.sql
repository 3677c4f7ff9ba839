with first_time as (
    insert into comity_delivery(id) values (:#${header.comityDelivery}) on conflict do nothing returning id)
insert into deceased_tenant(resident_id, name, died_on, evidence_level, delivery)
select :#${body[deceasedResidentId]}, :#${body[name]}, cast(:#${body[deathDate]} as date), :#${body[evidenceLevel]}, id
from first_time
on conflict (resident_id) do update
set name = excluded.name, died_on = excluded.died_on, evidence_level = excluded.evidence_level, delivery = excluded.delivery

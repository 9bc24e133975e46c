-- Who is who. Personal data: vault schema. Keys carry the load in which the key first appeared,
-- so who is who at as_of follows from what was recorded by then.
create schema identity;

create table identity.person (
    person_no bigint generated always as identity primary key,
    load_no bigint not null
);
create table identity.person_key (
    key_kind text not null check (key_kind in ('nik', 'kpj')),
    key_value text not null,
    person_no bigint not null references identity.person,
    load_no bigint not null,
    primary key (key_kind, key_value)
);
create index on identity.person_key (person_no);
create table identity.merge (
    younger_person_no bigint primary key references identity.person,
    older_person_no bigint not null references identity.person,
    load_no bigint not null,
    reason text not null,
    check (older_person_no < younger_person_no)
);
create table identity.resolved_load (load_no bigint primary key);

create trigger person_only_grows before update or delete or truncate on identity.person
for each statement execute function control.refuse_change();
create trigger person_key_only_grows before update or delete or truncate on identity.person_key
for each statement execute function control.refuse_change();
create trigger merge_only_grows before update or delete or truncate on identity.merge
for each statement execute function control.refuse_change();

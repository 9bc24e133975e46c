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
    person_no bigint not null,
    load_no bigint not null,
    primary key (key_kind, key_value)
);
comment on table identity.person_key is
'One row per NIK or KPJ ever seen. person_no is in identity.person; no foreign key, it would double the time of numbering.';
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

create function identity.person_at(as_of timestamptz)
returns table (key_kind text, key_value text, person_no bigint) language sql stable as $$
    with recursive
    visible_load as (select load.load_no from control.load where load.recorded_at <= as_of),
    visible_merge as (
        select merge.younger_person_no, merge.older_person_no
        from identity.merge inner join visible_load on merge.load_no = visible_load.load_no
    ),
    ancestor (person_no, ancestor_no) as (
        select visible_merge.younger_person_no, visible_merge.older_person_no from visible_merge
        union
        select ancestor.person_no, visible_merge.older_person_no
        from ancestor inner join visible_merge on ancestor.ancestor_no = visible_merge.younger_person_no
    ),
    oldest as (select ancestor.person_no, min(ancestor.ancestor_no) as oldest_no from ancestor group by 1)
    select person_key.key_kind, person_key.key_value, coalesce(oldest.oldest_no, person_key.person_no)
    from identity.person_key
    inner join visible_load on person_key.load_no = visible_load.load_no
    left join oldest on person_key.person_no = oldest.person_no
$$;
comment on function identity.person_at is
'Who is who as known at as_of: every key recorded by then with its person, merges recorded by then followed to the oldest.
One row per key. A row with both keys: take the person of its NIK; its KPJ, when known, leads to the same person.';

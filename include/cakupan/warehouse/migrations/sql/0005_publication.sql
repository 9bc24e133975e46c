-- Published editions. Inserts only, for every role.
create schema publication;

create table publication.edition (
    edition_no bigint generated always as identity primary key,
    period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    version integer not null check (version > 0),
    as_of timestamptz not null,
    code_version text not null,
    published_at timestamptz not null,
    reason text,
    supersedes_edition_no bigint references publication.edition,
    manifest_sha256 text not null,
    is_demo_clock boolean not null,
    unique (period, version),
    check ((version = 1) = (supersedes_edition_no is null)),
    check (version = 1 or reason is not null)
);
create table publication.figure (
    edition_no bigint not null references publication.edition,
    figure_id text not null,
    indicator_code text not null,
    period text not null,
    area_code text not null,
    area_name text not null,
    segment_code text not null,
    slicing text not null,
    slice_code text not null,
    slice_name text,
    class text not null check (class in ('summed', 'derived')),
    expression text,
    input_ids text[] not null default '{}',
    numerator numeric(30, 0),
    denominator numeric(30, 0),
    value text,
    unit text not null,
    digits integer not null,
    basis text,
    source text not null,
    excluded bigint,
    excluded_causes jsonb,
    lower_bound text,
    rank integer,
    peer_group text,
    peer_count integer,
    flag text,
    note text,
    primary key (edition_no, figure_id)
);
create table publication.figure_change (
    edition_no bigint not null references publication.edition,
    figure_id text not null,
    previous_edition_no bigint not null references publication.edition,
    part text not null check (part in ('numerator', 'denominator', 'value')),
    cause text not null,
    previous_value text,
    value text,
    change numeric not null,
    primary key (edition_no, figure_id, part, cause)
);
comment on table publication.figure_change is
'How each changed figure moved between two versions, by cause; part value is for derived figures. The causes of a part add up.';

create trigger edition_only_grows before update or delete or truncate on publication.edition
for each statement execute function control.refuse_change();
create trigger figure_only_grows before update or delete or truncate on publication.figure
for each statement execute function control.refuse_change();
create trigger figure_change_only_grows before update or delete or truncate on publication.figure_change
for each statement execute function control.refuse_change();

create function publication.require_causes_to_add_up() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select
        added.figure_id,
        added.part,
        sum(added.change) as explained,
        max(coalesce(added.value, '0')::numeric) - max(coalesce(added.previous_value, '0')::numeric) as whole
    into wrong
    from added
    group by added.edition_no, added.figure_id, added.part
    having sum(added.change) <> max(coalesce(added.value, '0')::numeric) - max(coalesce(added.previous_value, '0')::numeric)
    limit 1;
    if found then
        raise exception 'the causes of % (%) add up to %, the figure moved by %',
            wrong.figure_id, wrong.part, wrong.explained, wrong.whole using errcode = 'check_violation';
    end if;
    return null;
end
$$;
create trigger causes_add_up after insert on publication.figure_change
referencing new table as added for each statement execute function publication.require_causes_to_add_up();
comment on trigger causes_add_up on publication.figure_change is
'All causes of an edition come in one statement (COPY); together they explain each change without a rest.';

create schema marts;
comment on schema marts is 'Facts of published editions, one partition per edition, without personal data.';

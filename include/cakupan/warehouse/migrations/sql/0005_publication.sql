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
    part text not null check (part in ('numerator', 'denominator')),
    cause text not null,
    previous_value text,
    value text,
    change numeric(30, 0) not null,
    primary key (edition_no, figure_id, part, cause)
);
comment on table publication.figure_change is
'How each changed figure moved between two versions: change by cause, the causes of a part add up to the whole difference.';

create trigger edition_only_grows before update or delete or truncate on publication.edition
for each statement execute function control.refuse_change();
create trigger figure_only_grows before update or delete or truncate on publication.figure
for each statement execute function control.refuse_change();
create trigger figure_change_only_grows before update or delete or truncate on publication.figure_change
for each statement execute function control.refuse_change();

create schema marts;
comment on schema marts is 'Facts of published editions, one partition per edition, without personal data.';

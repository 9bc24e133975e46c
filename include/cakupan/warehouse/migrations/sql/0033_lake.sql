-- What the lake holds: its files with their hashes, which portions they cover, and rows that changed since.

create table control.lake_file (
    table_name text not null,
    content text not null check (content in ('rows', 'closed')),
    portion_no bigint not null,
    period text not null default '',
    version integer not null check (version > 0),
    path text not null unique,
    row_count bigint not null,
    size_bytes bigint not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    reason text not null check (btrim(reason) <> ''),
    change_no bigint,
    written_at timestamptz not null default control.now(),
    primary key (table_name, content, portion_no, period, version)
);
comment on table control.lake_file is
'One row per file ever written to the lake; of a table, content, portion and period the newest version is there, those before are deleted.';
comment on column control.lake_file.portion_no is
'The load whose rows it holds, or that replaced rows; of figures the edition, of units the last number.';
comment on column control.lake_file.path is 'Below the root of the lake, so that it can be moved.';
comment on column control.lake_file.change_no is 'The newest change of its rows that it was written after.';

create table control.lake_portion (
    portion_kind text not null check (portion_kind in ('load', 'edition', 'unit')),
    portion_no bigint not null,
    covered_at timestamptz not null default control.now(),
    primary key (portion_kind, portion_no)
);
comment on table control.lake_portion is 'One row per load or edition that is in the lake as a whole, and per stretch of units by its last number.';

create table control.lake_change (
    change_no bigint generated always as identity primary key,
    table_name text not null,
    portion_no bigint not null,
    period text not null,
    reason text not null check (btrim(reason) <> ''),
    noted_at timestamptz not null default control.now()
);
comment on table control.lake_change is
'One row per file of the lake whose rows were emptied in the warehouse, in the transaction that did it; settled by a newer version.';

do $$
declare
    name text;
begin
    foreach name in array array['lake_file', 'lake_portion', 'lake_change']
    loop
        execute format(
            'create trigger %I before update or delete or truncate on control.%I '
            'for each statement execute function control.refuse_change()', name || '_only_grows', name
        );
    end loop;
end
$$;

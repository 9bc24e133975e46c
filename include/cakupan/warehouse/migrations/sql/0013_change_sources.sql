-- A change names where it comes from: a submission, a load, an instant, the code, or the figures around it.
-- Changes of editions before this have no source; every other has a kind and an id.

alter table publication.figure_change disable trigger figure_change_only_grows;
alter table publication.figure_change add column source_kind text not null default '';
alter table publication.figure_change add column source_id text not null default '';
alter table publication.figure_change add column source_name text;
alter table publication.figure_change add column reason text;
alter table publication.figure_change add column rows bigint;
alter table publication.figure_change alter column change drop not null;
alter table publication.figure_change drop constraint figure_change_part_check;
alter table publication.figure_change add check (
    part in (
        'numerator', 'denominator', 'excluded', 'value', 'lower_bound', 'rank', 'peer_group', 'peer_count',
        'flag', 'note', 'figure'
    ) or part like 'excluded.%'
);
alter table publication.figure_change drop constraint figure_change_pkey;
alter table publication.figure_change
add primary key (edition_no, figure_id, part, cause, source_kind, source_id);
alter table publication.figure_change enable always trigger figure_change_only_grows;
comment on table publication.figure_change is
'How each part of each changed figure moved between two versions, by cause and source. The changes of a part add up; a text has none.';
comment on column publication.figure_change.rows is 'Rows of evidence behind it, come and gone.';

create or replace function publication.require_causes_to_add_up() returns trigger language plpgsql as $$
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
    where added.change is not null
    group by added.edition_no, added.figure_id, added.part
    having sum(added.change) <> max(coalesce(added.value, '0')::numeric) - max(coalesce(added.previous_value, '0')::numeric)
    limit 1;
    if found then
        raise exception 'the causes of % (%) add up to %, the figure moved by %',
            wrong.figure_id, wrong.part, wrong.explained, wrong.whole
            using errcode = 'check_violation';
    end if;
    return null;
end
$$;

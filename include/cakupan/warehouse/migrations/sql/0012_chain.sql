-- A chain of hashes over what must never change unseen: actions, publications, who is who.
-- Actions and editions have a link each; the figures of an edition, which come in one statement, have one, as have its
-- changes; of who is who, which a machine decides, every load has one over its rows.

create table chain.link (
    chain text not null check (chain in ('action', 'publication', 'identity')),
    link_no bigint not null check (link_no > 0),
    table_name text not null,
    row_key text not null,
    subject text not null,
    row_count bigint not null,
    content_sha256 text not null,
    is_from_upgrade boolean not null,
    linked_at timestamptz not null,
    sha256 text not null,
    primary key (chain, link_no)
);
comment on table chain.link is
'One row per link of a chain: the hash of what rows of a table say, and a hash over that and the link before. Made by triggers only.';
comment on column chain.link.is_from_upgrade is
'Made when an older warehouse was brought to this schema: it shows what the rows said then, not what they said when written.';
create trigger link_only_grows before update or delete or truncate on chain.link
for each statement execute function control.refuse_change();
alter table chain.link enable always trigger link_only_grows;

-- One session at a time goes on with a chain; the lock is held until its transaction ends.
create function chain.hold(chain text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    select pg_advisory_xact_lock(7318208, array_position(array['action', 'publication', 'identity'], hold.chain))
$$;

create function chain.append(
    chain text, table_name text, row_key text, subject text, row_count bigint, content_sha256 text, is_from_upgrade boolean
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    head record;
    now_linked timestamptz := control.now();
begin
    perform chain.hold(append.chain);
    select link.link_no, link.sha256 into head
    from chain.link where link.chain = append.chain order by link.link_no desc limit 1;
    insert into chain.link
    values (
        append.chain, coalesce(head.link_no, 0) + 1, append.table_name, append.row_key, append.subject,
        append.row_count, append.content_sha256, append.is_from_upgrade, now_linked,
        encode(sha256(convert_to(jsonb_build_array(
            head.sha256, append.chain, coalesce(head.link_no, 0) + 1, append.table_name, append.row_key,
            append.subject, append.row_count, append.content_sha256, append.is_from_upgrade,
            extract(epoch from now_linked)::text
        )::text, 'UTF8')), 'hex')
    );
end
$$;

create function chain.link_actions() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform chain.hold('action');
    perform chain.append('action', 'control.action', row_key, subject, row_count, content_sha256, false)
    from (
        select * from chain.of_actions(array(select action_no from added)) order by row_key::bigint
    ) as content;
    return null;
end
$$;

create function chain.link_editions() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform chain.append('publication', 'publication.edition', row_key, subject, row_count, content_sha256, false)
    from (
        select * from chain.of_editions(array(select edition_no from added)) order by row_key::bigint
    ) as content;
    return null;
end
$$;

create function chain.link_figures() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform chain.append('publication', 'publication.figure', row_key, subject, row_count, content_sha256, false)
    from (
        select * from chain.of_figures(array(select distinct edition_no from added)) order by row_key::bigint
    ) as content;
    return null;
end
$$;

create function chain.link_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform chain.append(
        'publication', 'publication.figure_change', row_key, subject, row_count, content_sha256, false
    )
    from (
        select * from chain.of_changes(array(select distinct edition_no from added)) order by row_key::bigint
    ) as content;
    return null;
end
$$;

create function chain.link_persons() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform chain.hold('identity');
    perform chain.append('identity', 'identity.resolved_load', row_key, subject, row_count, content_sha256, false)
    from (
        select content.*
        from chain.of_persons(array(select load_no from added)) as content
        left join control.load on content.row_key = load.load_no::text
        order by load.recorded_at, content.row_key::bigint
    ) as content;
    return null;
end
$$;

create function chain.number_edition() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform chain.hold('publication');
    new.number := coalesce((select max(edition.number) from publication.edition), 0) + 1;
    return new;
end
$$;

create trigger edition_is_numbered before insert on publication.edition
for each row execute function chain.number_edition();
create trigger action_is_linked after insert on control.action
referencing new table as added for each statement execute function chain.link_actions();
create trigger edition_is_linked after insert on publication.edition
referencing new table as added for each statement execute function chain.link_editions();
create trigger figure_is_linked after insert on publication.figure
referencing new table as added for each statement execute function chain.link_figures();
create trigger figure_change_is_linked after insert on publication.figure_change
referencing new table as added for each statement execute function chain.link_changes();
create trigger load_is_linked after insert on identity.resolved_load
referencing new table as added for each statement execute function chain.link_persons();
alter table publication.edition enable always trigger edition_is_numbered;
alter table control.action enable always trigger action_is_linked;
alter table publication.edition enable always trigger edition_is_linked;
alter table publication.figure enable always trigger figure_is_linked;
alter table publication.figure_change enable always trigger figure_change_is_linked;
alter table identity.resolved_load enable always trigger load_is_linked;

-- Keys come in the order of their loads, so an index of a few pages finds those of a load.
create index on identity.person_key using brin (load_no) with (autosummarize = on);
create index on identity.person using brin (load_no) with (autosummarize = on);

-- What was there before the chain.
select chain.append('action', 'control.action', row_key, subject, row_count, content_sha256, true)
from (
    select * from chain.of_actions(array(select action_no from control.action)) order by row_key::bigint
) as content;
select chain.append('publication', table_name, row_key, subject, row_count, content_sha256, true)
from (
    select *
    from (
        select 1 as place, 'publication.edition' as table_name, content.*
        from chain.of_editions(array(select edition_no from publication.edition)) as content
        union all
        select 2, 'publication.figure', content.*
        from chain.of_figures(array(select edition_no from publication.edition)) as content
        union all
        select 3, 'publication.figure_change', content.*
        from chain.of_changes(array(select edition_no from publication.edition)) as content
    ) as content
    order by content.row_key::bigint, content.place
) as content;
select chain.append('identity', 'identity.resolved_load', row_key, subject, row_count, content_sha256, true)
from (
    select content.*
    from chain.of_persons(array(select load_no from identity.resolved_load)) as content
    left join control.load on content.row_key = load.load_no::text
    order by load.recorded_at, content.row_key::bigint
) as content;

revoke all on all functions in schema chain from public;

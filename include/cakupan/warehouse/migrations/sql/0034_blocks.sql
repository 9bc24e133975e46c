-- The blocks of descriptions stand in a table of their own, a row each, and no longer in an index of arrays: sorted, a load of
-- the register is written in a fraction of the time. Triggers keep them what identity.blocks says of the descriptions.
-- Whoever alters identity.blocks fills the table anew.
create table identity.description_block (
    block bigint not null,
    description_no bigint not null
);
comment on table identity.description_block is
'The blocks in which a row looks for a person: one row per block of a description. Made of identity.description by triggers.';
insert into identity.description_block (block, description_no)
select
    unnest(array_remove(identity.blocks(
        description.sound, description.name_key, description.word_keys, description.born_on,
        description.sex, description.area_code, description.nik_no
    ), null)),
    description.description_no
from identity.description
order by 1;
create index description_block_block on identity.description_block (block);
drop index identity.description_blocks;

-- Written in the order of the index. Where there are none yet, a table emptied anew takes them without a log (`wal_level` minimal),
-- and the index is made afterwards: half the time. Nobody but matching reads the table, and not while members are described.
create function identity.add_blocks() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '256MB' as $$
declare
    is_first constant boolean := not exists (select from identity.description_block);
begin
    if is_first then
        truncate identity.description_block;
        drop index identity.description_block_block;
    end if;
    insert into identity.description_block (block, description_no)
    select
        unnest(array_remove(identity.blocks(
            added.sound, added.name_key, added.word_keys, added.born_on, added.sex, added.area_code, added.nik_no
        ), null)),
        added.description_no
    from added
    order by 1;
    if is_first then
        create index description_block_block on identity.description_block (block);
    end if;
    return null;
end
$$;

create function identity.take_blocks_away() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from identity.description_block
    using gone
    where
        description_block.block = any(identity.blocks(
            gone.sound, gone.name_key, gone.word_keys, gone.born_on, gone.sex, gone.area_code, gone.nik_no
        ))
        and description_block.description_no = gone.description_no;
    return null;
end
$$;
comment on function identity.take_blocks_away is 'A description is changed only to forget what it says.';

create trigger blocks_are_added after insert on identity.description
referencing new table as added for each statement execute function identity.add_blocks();
create trigger blocks_go after update on identity.description
referencing old table as gone for each statement execute function identity.take_blocks_away();
revoke all on function identity.add_blocks, identity.take_blocks_away from public;

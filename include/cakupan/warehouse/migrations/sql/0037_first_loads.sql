-- A table of the register that is empty is filled without its indexes, which are made once it is full: a third of the time.
-- Both is the owner's, so it is done by two functions; what is to be made again stands in a table that nobody else writes.
create table control.index_left_out (
    table_name text not null,
    definition text primary key
);
comment on table control.index_left_out is
'Indexes of tables that are being filled for the first time. Empty but within the transaction of such a load.';

create function register.leave_out_indexes(told regclass) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    is_filled boolean;
    left_out regclass;
begin
    if (select pg_class.relnamespace <> 'register'::regnamespace from pg_class where pg_class.oid = told) then
        raise exception '% is no table of the register', told using errcode = 'insufficient_privilege';
    end if;
    execute format('select exists (select from %s)', told) into is_filled;
    if is_filled then
        return false;
    end if;
    for left_out in
        select pg_index.indexrelid::regclass from pg_index
        where pg_index.indrelid = told
            and not exists (select from pg_constraint where pg_constraint.conindid = pg_index.indexrelid)
        order by 1
    loop
        insert into control.index_left_out (table_name, definition) values (told::text, pg_get_indexdef(left_out));
        execute format('drop index %s', left_out);
    end loop;
    return true;
end
$$;
comment on function register.leave_out_indexes is
'Drops the indexes of an empty table until register.make_indexes; says whether it was empty.';

create function register.make_indexes(told regclass) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    definition text;
begin
    for definition in
        delete from control.index_left_out
        where index_left_out.table_name = told::text
        returning index_left_out.definition
    loop
        execute definition;
    end loop;
end
$$;

revoke all on function register.leave_out_indexes, register.make_indexes from public;

-- Facts come from a schema of the pipeline and become partitions of what is the owner's. What the pipeline made is
-- looked at first: a table that carried code of the pipeline's would run it for whoever reads or mends the facts.

create function marts.require_plain(built regclass, build_schema text, fact text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from pg_class as class
        where class.oid = require_plain.built
            and class.relname = require_plain.fact
            and class.relnamespace = to_regnamespace(quote_ident(require_plain.build_schema))
            and class.relkind = 'r' and class.relpersistence = 'p' and class.reloftype = 0
            and not class.relispartition and not class.relhassubclass
            and not class.relrowsecurity and not class.relhasrules and not class.relhastriggers
    ) and not exists (
        select from pg_inherits where inhrelid = require_plain.built
    ) and not exists (
        select from pg_attrdef where adrelid = require_plain.built
    ) and not exists (
        select from pg_policy where polrelid = require_plain.built
    ) and not exists (
        select from pg_statistic_ext where stxrelid = require_plain.built
    ) and not exists (
        select from pg_constraint where conrelid = require_plain.built and contype not in ('p', 'u', 'n')
    ) and not exists (
        select from pg_index
        where indrelid = require_plain.built and (indexprs is not null or indpred is not null)
    ) and not exists (
        select from pg_attribute
        inner join pg_type on pg_attribute.atttypid = pg_type.oid
        where pg_attribute.attrelid = require_plain.built and pg_attribute.attnum > 0
            and not pg_attribute.attisdropped
            and pg_type.typnamespace <> 'pg_catalog'::regnamespace
    ) then
        return;
    end if;
    raise exception '%.% is not a plain table of a build', require_plain.build_schema, require_plain.fact
        using errcode = 'insufficient_privilege';
end
$$;

-- On first use the parent is made; later each side gets, empty, the columns that only the other has.
create function marts.agree_on_columns(built regclass, fact text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    parent regclass := to_regclass(format('marts.%I', agree_on_columns.fact));
    missing record;
    is_wider boolean := false;
begin
    if parent is null then
        execute format(
            'create table marts.%I (%s) partition by list (edition_no)',
            agree_on_columns.fact,
            (
                select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
                from pg_attribute
                where attrelid = agree_on_columns.built and attnum > 0 and not attisdropped
            )
        );
        return true;
    end if;
    for missing in
        select
            case when own.attrelid = agree_on_columns.built then parent else agree_on_columns.built end as target,
            own.attname,
            format_type(own.atttypid, own.atttypmod) as kind
        from pg_attribute as own
        where own.attrelid in (parent, agree_on_columns.built) and own.attnum > 0 and not own.attisdropped
            and not exists (
                select from pg_attribute as other
                where other.attrelid in (parent, agree_on_columns.built) and other.attrelid <> own.attrelid
                    and other.attname = own.attname and other.attnum > 0 and not other.attisdropped
            )
        order by own.attrelid, own.attnum
    loop
        execute format('alter table %s add column %I %s', missing.target, missing.attname, missing.kind);
        is_wider := is_wider or missing.target = parent;
    end loop;
    return is_wider;
end
$$;

create function marts.attach_fact(build_schema text, fact text, edition_no bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    built regclass := to_regclass(format('%I.%I', attach_fact.build_schema, attach_fact.fact));
    partition_name text := format('%s__e%s', attach_fact.fact, attach_fact.edition_no);
    is_wider boolean;
    owned record;
begin
    if built is null or attach_fact.fact !~ '^fct_[a-z_]+$' or attach_fact.build_schema !~ '^build_' then
        raise exception '%.% is no fact of a build', attach_fact.build_schema, attach_fact.fact
            using errcode = 'insufficient_privilege';
    end if;
    -- What an edition consists of is settled in the transaction that publishes it.
    perform from publication.edition
    where edition.edition_no = attach_fact.edition_no and edition.xmin = pg_current_xact_id()::xid;
    if not found then
        raise exception 'edition % is not being published by this transaction', attach_fact.edition_no
            using errcode = 'insufficient_privilege';
    end if;
    execute format('lock table %s in access exclusive mode', built);
    perform marts.require_plain(built, attach_fact.build_schema, attach_fact.fact);
    execute format('alter table %s owner to %I', built, current_user);
    execute format('revoke all on %s from cakupan_pipeline', built);
    execute format(
        'alter table %s add column edition_no bigint not null default %s, add constraint %I check (edition_no = %s)',
        built, attach_fact.edition_no, partition_name || '_edition', attach_fact.edition_no
    );
    is_wider := marts.agree_on_columns(built, attach_fact.fact);
    -- Indexes of every edition share one schema.
    for owned in
        select indexrelid::regclass as name, row_number() over (order by indexrelid) as place
        from pg_index where indrelid = built order by indexrelid
    loop
        execute format('alter index %s rename to %I', owned.name, format('%s__i%s', partition_name, owned.place));
    end loop;
    execute format('alter table %s rename to %I', built, partition_name);
    execute format('alter table %s set schema marts', built);
    execute format(
        'alter table marts.%I attach partition %s for values in (%s)',
        attach_fact.fact, built, attach_fact.edition_no
    );
    -- To replace a view waits for everybody who reads it, so only one whose columns are others is replaced.
    if is_wider or to_regclass(format('marts.%I', attach_fact.fact || '_current')) is null then
        execute format(
            'create or replace view marts.%I as select * from marts.%I where edition_no in ('
            'select distinct on (edition.period) edition.edition_no from publication.edition as edition'
            ' order by edition.period, edition.version desc)',
            attach_fact.fact || '_current', attach_fact.fact
        );
    end if;
end
$$;

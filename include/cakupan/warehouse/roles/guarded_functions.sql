-- What takes functions of PostgreSQL itself from everybody, and gives them to some roles again.
select
    format(
        'revoke execute on function %%s from public, %%s',
        pg_proc.oid::regprocedure,
        (select string_agg(quote_ident(role), ', ') from unnest(%(everybody)s::text[]) as role)
    ) as revoking,
    case
        when cardinality(%(roles)s::text[]) > 0
            then format(
                    'grant execute on function %%s to %%s',
                    pg_proc.oid::regprocedure,
                    (select string_agg(quote_ident(role), ', ') from unnest(%(roles)s::text[]) as role)
                )
    end as granting
from pg_proc
where
    pg_proc.pronamespace = 'pg_catalog'::regnamespace
    and pg_proc.proname like any(%(names)s::text[])
order by 1

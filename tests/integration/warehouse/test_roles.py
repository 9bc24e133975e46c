"""Every role is tried against all that the warehouse holds: what the map gives works, the rest is refused."""

from collections.abc import Iterator

import psycopg
import pytest
from cakupan.warehouse.roles import granting, rules
from psycopg import errors

TOLD = rules.load()
ROLES = TOLD.connects
TABLE_RIGHTS = ("select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain")
OURS = "nspname !~ '^(pg_|information_schema|build_)'"


@pytest.fixture
def connection(warehouse: str) -> Iterator[psycopg.Connection]:
    """The owner's connection to a warehouse whose facts and rosters have a month."""
    with psycopg.connect(warehouse, autocommit=True) as opened:
        opened.execute("select intake.make_partition('2024-10')")
        opened.execute("create table marts.fct_tried (edition_no bigint) partition by list (edition_no)")
        opened.execute("create table marts.fct_tried__e1 partition of marts.fct_tried for values in (1)")
        opened.execute("create view marts.fct_tried_current as select * from marts.fct_tried")
        granting.ensure(opened)
        yield opened


def tables(connection: psycopg.Connection) -> list[tuple[str, bool]]:
    """Return tables and views, and whether each is a partition."""
    return connection.execute(
        "select format('%s.%s', nspname, relname), relispartition from pg_class"
        " inner join pg_namespace on relnamespace = pg_namespace.oid"
        f" where relkind in ('r', 'p', 'v', 'm') and {OURS} order by 1"
    ).fetchall()


def functions(connection: psycopg.Connection, kind: str) -> list[tuple[str, str]]:
    """Return functions, or those that triggers call, by name and by signature."""
    return connection.execute(
        "select nspname || '.' || proname, pg_proc.oid::regprocedure::text from pg_proc"
        " inner join pg_namespace on pronamespace = pg_namespace.oid"
        f" where {OURS} and (prorettype = 'trigger'::regtype) = (%s = 'trigger') order by 2",
        [kind],
    ).fetchall()


def sequences(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "select format('%s.%s', nspname, relname) from pg_class"
        " inner join pg_namespace on relnamespace = pg_namespace.oid"
        f" where relkind = 'S' and {OURS} order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def has(connection: psycopg.Connection, what: str, role: str, name: str, right: str) -> bool:
    row = connection.execute(
        f"select has_{what}_privilege(%s, %s, %s)", [rules.group(role), name, right]
    ).fetchone()
    assert row is not None
    return bool(row[0])


def test_everything_has_a_rule_and_every_rule_is_of_something(connection: psycopg.Connection):
    found_tables = {name for name, is_partition in tables(connection) if not is_partition}
    found_functions = {name for name, _ in functions(connection, "called")}

    assert {name for name in found_tables if TOLD.of_table(name) is None} == set()
    assert {name for name in TOLD.tables if not name.endswith(".*")} <= found_tables
    assert found_functions == set(TOLD.functions)
    assert set(TOLD.sequences) <= set(sequences(connection))
    said = {role for each in TOLD.tables.values() for role in each}
    said |= {role for each in (*TOLD.functions.values(), *TOLD.sequences.values()) for role in each}
    assert said <= set(ROLES) <= set(TOLD.roles)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_on_every_table_the_rights_of_the_map_and_no_other(
    connection: psycopg.Connection, role: str
):
    for name, is_partition in tables(connection):
        rights = () if is_partition else (TOLD.of_table(name) or {}).get(role, ())
        whole = {each for each in rights if "(" not in each}

        assert {each for each in TABLE_RIGHTS if has(connection, "table", role, name, each)} == whole, name

        columns = {
            each
            for right in rights
            if right.startswith("update (")
            for each in right.removeprefix("update (").removesuffix(")").split(", ")
        }
        writable = connection.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0"
            " and not attisdropped and has_column_privilege(%s, attrelid, attnum, 'update')",
            [name, rules.group(role)],
        ).fetchall()
        assert {column for (column,) in writable} == columns, name


@pytest.mark.parametrize("role", ROLES)
def test_a_role_selects_from_what_the_map_lets_it_read_and_is_refused_everywhere_else(
    connection: psycopg.Connection, role: str
):
    for name, is_partition in tables(connection):
        may = not is_partition and "select" in (TOLD.of_table(name) or {}).get(role, ())
        with connection.transaction(force_rollback=True):
            connection.execute(f"set local role {rules.group(role)}")
            if may:
                connection.execute(f"select * from {name} limit 1")
                continue
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(f"select * from {name} limit 1")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_calls_the_functions_and_takes_the_numbers_that_the_map_gives_it_and_no_other(
    connection: psycopg.Connection, role: str
):
    for name, signature in functions(connection, "called"):
        assert has(connection, "function", role, signature, "execute") == (role in TOLD.functions[name]), name
    for _, signature in functions(connection, "trigger"):
        assert not has(connection, "function", role, signature, "execute"), signature
    for name in sequences(connection):
        given = role in TOLD.sequences.get(name, ())
        assert has(connection, "sequence", role, name, "usage") == given, name
        assert not has(connection, "sequence", role, name, "update"), name


@pytest.mark.parametrize("role", ROLES)
def test_a_role_makes_nothing_in_the_warehouse_and_owns_nothing(connection: psycopg.Connection, role: str):
    own = "select count(*) from pg_shdepend where refobjid = %s::regrole and deptype = 'o'"
    assert connection.execute(own, [rules.group(role)]).fetchone() == (0,)
    assert connection.execute(
        "select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication"
        " from pg_roles where rolname = %s",
        [rules.group(role)],
    ).fetchone() == (False,)
    database = connection.info.dbname
    assert has(connection, "database", role, database, "connect")
    assert not has(connection, "database", role, database, "create")
    assert has(connection, "database", role, database, "temporary") == (role in TOLD.temporary)
    schemas = connection.execute(f"select nspname from pg_namespace where {OURS}").fetchall()
    for (schema,) in schemas:
        assert not has(connection, "schema", role, schema, "create"), schema
        assert has(connection, "schema", role, schema, "usage") == (role in TOLD.users(schema)), schema


@pytest.mark.parametrize("role", ROLES)
def test_what_postgresql_lets_everybody_do_only_the_roles_of_the_map_may(
    connection: psycopg.Connection, role: str
):
    for each in TOLD.guarded:
        found = connection.execute(
            "select oid::regprocedure::text from pg_proc where pronamespace = 'pg_catalog'::regnamespace"
            " and proname like any(%s)",
            [list(each.functions)],
        ).fetchall()
        assert found, each.what
        for (signature,) in found:
            assert has(connection, "function", role, signature, "execute") == (role in each.roles), signature


@pytest.mark.parametrize(
    "statement",
    [
        "select pg_advisory_lock(7318201)",
        "select pg_try_advisory_lock_shared(7318207, 1)",
        "select pg_total_relation_size('intake.roster_row')",
        "select pg_database_size(current_database())",
        "select n_live_tup from pg_stat_user_tables",
        "select n_tup_ins from pg_stat_xact_all_tables",
        "select heap_blks_hit from pg_statio_all_tables",
        "select * from pg_stat_activity",
        "select * from pg_locks",
        "select reltuples from pg_class",
        "select relpages from pg_class",
        "select * from pg_class",
        "select lo_create(0)",
        "select lo_get(1)",
        "select * from pg_largeobject",
        "create temporary table mine (one integer)",
        "create table public.mine (one integer)",
        "create schema mine",
        "select last_value from intake.submission_submission_no_seq",
    ],
)
@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_a_reader_sees_neither_sizes_nor_counts_nor_sessions_and_holds_nothing_up(
    connection: psycopg.Connection, role: str, statement: str
):
    connection.execute(f"set role {rules.group(role)}")

    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "select table_schema, table_name, column_name from information_schema.columns",
        "select schemaname, tablename from pg_tables",
        "select c.oid, c.relname, c.relkind, c.relispartition, pg_get_expr(c.relpartbound, c.oid)"
        " from pg_class as c where c.relnamespace = 'marts'::regnamespace",
        "select format_type(atttypid, atttypmod) from pg_attribute"
        " where attrelid = 'publication.figure'::regclass",
        "select obj_description('publication.figure'::regclass)",
    ],
)
def test_tools_that_ask_what_there_is_still_get_their_answer(connection: psycopg.Connection, statement: str):
    connection.execute("set role cakupan_reader")

    assert connection.execute(statement).fetchall()


def test_making_the_roles_again_changes_nothing(connection: psycopg.Connection):
    every = (
        "select array(select relacl::text from pg_class order by oid),"
        " array(select proacl::text from pg_proc order by oid),"
        " array(select nspacl::text from pg_namespace order by oid),"
        " array(select defaclacl::text from pg_default_acl order by oid),"
        " array(select attacl::text from pg_attribute where attacl is not null order by attrelid, attnum)"
    )
    before = connection.execute(every).fetchone()

    granting.ensure(connection)

    assert connection.execute(every).fetchone() == before


def test_a_right_that_was_given_beside_the_map_is_taken_back(connection: psycopg.Connection):
    connection.execute("grant all on identity.person_key, control.load to cakupan_reader")
    connection.execute("grant update (period) on intake.submission to cakupan_pipeline")
    connection.execute("grant execute on function audit.opened to public")
    connection.execute("alter default privileges in schema register grant select on tables to cakupan_reader")

    granting.ensure(connection)

    assert not has(connection, "table", "reader", "identity.person_key", "select")
    assert not has(connection, "any_column", "pipeline", "intake.submission", "update")
    assert not has(connection, "function", "reader", "audit.opened(bigint,text)", "execute")
    connection.execute("create table register.later (one integer)")
    assert not has(connection, "table", "reader", "register.later", "select")


def test_the_role_of_an_earlier_version_goes(connection: psycopg.Connection):
    connection.execute("create role cakupan_etl nologin")
    connection.execute("grant select, update on intake.submission to cakupan_etl")
    connection.execute("alter default privileges in schema intake grant select on tables to cakupan_etl")

    granting.ensure(connection)

    assert connection.execute("select 1 from pg_roles where rolname = 'cakupan_etl'").fetchone() is None


def test_facts_of_a_month_to_come_are_read_by_those_who_read_facts(connection: psycopg.Connection):
    connection.execute("create table marts.fct_later (one integer)")

    assert {role for role in ROLES if has(connection, "table", role, "marts.fct_later", "select")} == set(
        TOLD.of_table("marts.fct_later") or ()
    )

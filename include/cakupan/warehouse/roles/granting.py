"""Make the database's grants what the map of roles says, whatever they were before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from psycopg import sql

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.roles import rules
from cakupan.warehouse.roles.rules import Rules

FORMER = ("cakupan_etl",)  # roles of earlier versions
MAINTAIN_SINCE = 170_000


def ensure(connection: Connection) -> list[str]:
    """Create the roles that are missing, take back all grants and give those of the map.

    Returns what could not be guarded, for the owner is no superuser; running it again changes nothing.
    """
    told = rules.load()
    _make_roles(connection, told)
    _drop_former(connection)
    for schema in told.schemas:
        _take_back(connection, told, schema)
        _give(connection, told, schema)
    open_database(connection)
    if not _is_superuser(connection):
        return [each.what for each in told.guarded] + ["estimates of rows and pages"]
    _guard_functions(connection, told)
    _guard_columns(connection, told)
    return []


def _is_superuser(connection: Connection) -> bool:
    return bool(_value(connection, "select rolsuper from pg_roles where rolname = current_user"))


def _value(connection: Connection, statement: str, values: Sequence[object] = ()) -> object:
    row = connection.execute(statement, values).fetchone()
    return row[0] if row else None


def _is_known(connection: Connection, name: str) -> bool:
    return _value(connection, "select 1 from pg_roles where rolname = %s", [name]) is not None


def _make_roles(connection: Connection, told: Rules) -> None:
    for role in told.connects:
        name = rules.group(role)
        if not _is_known(connection, name):
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(name)))
    # An owner that is no superuser gives schemas to the pipeline, and takes facts from it, as one of it.
    if not _is_superuser(connection):
        pipeline = sql.Identifier(rules.group(rules.PIPELINE))
        connection.execute(sql.SQL("grant {} to current_user with inherit true, set true").format(pipeline))


def _drop_former(connection: Connection) -> None:
    """Take away what roles of earlier versions had here; the role itself goes when no database needs it."""
    for name in FORMER:
        if not _is_known(connection, name):
            continue
        role = sql.Identifier(name)
        if not _is_superuser(connection):
            connection.execute(sql.SQL("grant {} to current_user").format(role))
        connection.execute(sql.SQL("drop owned by {}").format(role))
        elsewhere = _value(
            connection,
            "select count(*) from pg_shdepend where refclassid = 'pg_authid'::regclass"
            " and refobjid = (select oid from pg_roles where rolname = %s)",
            [name],
        )
        if not elsewhere:
            connection.execute(sql.SQL("drop role {}").format(role))


def _names(roles: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(rules.group(role)) for role in roles)


def _take_back(connection: Connection, told: Rules, schema: str) -> None:
    named = sql.Identifier(schema)
    everybody = sql.SQL("public, {}").format(_names(told.connects))
    for what in ("schema", "all tables in schema", "all sequences in schema", "all routines in schema"):
        connection.execute(
            sql.SQL("revoke all on {} {} from {}").format(sql.SQL(what), named, everybody),
        )
    for what in ("tables", "sequences", "routines"):
        connection.execute(
            sql.SQL("alter default privileges in schema {} revoke all on {} from {}").format(
                named, sql.SQL(what), everybody
            )
        )


def _give(connection: Connection, told: Rules, schema: str) -> None:
    named = sql.Identifier(schema)
    if users := told.users(schema):
        connection.execute(sql.SQL("grant usage on schema {} to {}").format(named, _names(users)))
    _give_tables(connection, told, schema)
    for name, roles in _within(schema, told.sequences):
        sequence = sql.Identifier(*name.split("."))
        connection.execute(sql.SQL("grant usage on sequence {} to {}").format(sequence, _names(roles)))
    for name, roles in _within(schema, told.functions):
        for signature in signatures(connection, name):
            connection.execute(
                sql.SQL("grant execute on routine {} to {}").format(sql.SQL(signature), _names(roles))
            )


def _give_tables(connection: Connection, told: Rules, schema: str) -> None:
    for name in _tables(connection, schema):
        for role, rights in (told.of_table(f"{schema}.{name}") or {}).items():
            _grant(connection, _known_rights(connection, rights), sql.Identifier(schema, name), role)
    for role, rights in told.tables.get(f"{schema}.*", {}).items():
        if rights == ("select",):  # what is made later, such as the facts of a month
            connection.execute(
                sql.SQL("alter default privileges in schema {} grant select on tables to {}").format(
                    sql.Identifier(schema), _names([role])
                )
            )


def _within(schema: str, told: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what the map gives to anybody in a schema."""
    for name, roles in told.items():
        if roles and name.startswith(f"{schema}."):
            yield name, roles


def _tables(connection: Connection, schema: str) -> list[str]:
    """Return tables and views; a partition is reached through what it is a partition of."""
    rows = connection.execute(
        "select relname from pg_class where relnamespace = %s::regnamespace"
        " and relkind in ('r', 'p', 'v', 'm') and not relispartition order by 1",
        [schema],
    ).fetchall()
    return [str(name) for (name,) in rows]


def signatures(connection: Connection, name: str) -> list[str]:
    """Return the functions of a name, each with its arguments, as a grant names them."""
    rows = connection.execute(
        "select oid::regprocedure::text from pg_proc where pronamespace = %s::regnamespace"
        " and proname = %s order by 1",
        name.split("."),
    ).fetchall()
    return [str(signature) for (signature,) in rows]


def _known_rights(connection: Connection, rights: Sequence[str]) -> list[str]:
    """Leave out what this server has no word for: below 17 statistics come when autovacuum makes them."""
    has_maintain = connection.info.server_version >= MAINTAIN_SINCE
    return [each for each in rights if each != "maintain" or has_maintain]


def _grant(connection: Connection, rights: Sequence[str], table: sql.Identifier, role: str) -> None:
    connection.execute(
        sql.SQL("grant {} on {} to {}").format(
            sql.SQL(", ").join(map(sql.SQL, rights)), table, sql.Identifier(rules.group(role))
        )
    )


def open_database(connection: Connection) -> None:
    """Let nobody in but the roles of the map; functions made later are nobody's but their owner's."""
    told = rules.load()
    database = sql.Identifier(connection.info.dbname)
    everybody = sql.SQL("public, {}").format(_names(told.connects))
    connection.execute(sql.SQL("revoke all on database {} from {}").format(database, everybody))
    connection.execute(sql.SQL("grant connect on database {} to {}").format(database, _names(told.connects)))
    connection.execute(
        sql.SQL("grant temporary on database {} to {}").format(database, _names(told.temporary))
    )
    connection.execute("alter default privileges revoke execute on routines from public")


def _guard_functions(connection: Connection, told: Rules) -> None:
    statement = statements.beside(__file__, "guarded_functions")
    for each in told.guarded:
        rows = connection.execute(
            statement,
            {
                "names": list(each.functions),
                "roles": [rules.group(role) for role in each.roles],
                "everybody": [rules.group(role) for role in told.connects],
            },
        ).fetchall()
        for revoke, grant in rows:
            connection.execute(revoke)
            if grant:
                connection.execute(grant)


def _guard_columns(connection: Connection, told: Rules) -> None:
    guarded = told.guarded_columns
    rows = connection.execute(
        "select attname from pg_attribute where attrelid = %s::regclass and attname <> all(%s)"
        " and not attisdropped order by attnum",
        [f"pg_catalog.{guarded.table}", list(guarded.columns)],
    ).fetchall()
    table = sql.Identifier("pg_catalog", guarded.table)
    shown = sql.SQL(", ").join(sql.Identifier(str(name)) for (name,) in rows)
    connection.execute(sql.SQL("revoke select on {} from public").format(table))
    connection.execute(sql.SQL("grant select ({}) on {} to public").format(shown, table))
    connection.execute(sql.SQL("grant select on {} to {}").format(table, _names(guarded.roles)))

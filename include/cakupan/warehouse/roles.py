"""Who may see what: group roles without login, to be granted to the people who read and audit.

Readers see published marts and figures. Auditors also see the control tables. Nobody but the pipelines sees
the vault (intake, register, identity); a row of it is shown by `cakupan trace`, which records who read it.
"""

from psycopg import sql

from cakupan.warehouse.connection import Connection

READS = {
    "cakupan_reader": ("marts", "publication"),
    "cakupan_auditor": ("marts", "publication", "control", "chain"),
}
PIPELINES = "cakupan_etl"
WRITES = ("control", "intake", "register", "reference", "identity", "marts")
GROWS = ("publication",)
LINKS = ("chain",)  # written by triggers of what it is over, by no role


def ensure(connection: Connection) -> None:
    """Create the roles that are missing and grant each what it may do; running twice changes nothing."""
    for role in (*READS, PIPELINES):
        known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        if known is None:
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
    for role, schemas in READS.items():
        for schema in schemas:
            _grant(connection, role, schema, "select")
    for schema in WRITES:
        _grant(connection, PIPELINES, schema, "select, insert, update, delete")
    for schema in GROWS:
        _grant(connection, PIPELINES, schema, "select, insert")
    for schema in LINKS:
        _grant(connection, PIPELINES, schema, "select")


def _grant(connection: Connection, role: str, schema: str, rights: str) -> None:
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(schema), "rights": sql.SQL(rights)}
    for statement in (
        "grant usage on schema {schema} to {role}",
        "grant {rights} on all tables in schema {schema} to {role}",
        "alter default privileges in schema {schema} grant {rights} on tables to {role}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
    if "insert" in rights:
        connection.execute(
            sql.SQL("grant usage on all sequences in schema {schema} to {role}").format(**names)
        )

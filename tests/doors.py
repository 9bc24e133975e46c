"""A migrated warehouse with its roles, and how the pipelines get into it in tests."""

import psycopg
from cakupan.warehouse import migrate
from cakupan.warehouse.roles import granting, logins
from psycopg import sql

PASSWORD = "of-the-tests-alone"
PIPELINE = logins.pipeline_name()


def prepare(server: str, name: str) -> str:
    """Make an empty warehouse with its roles; return the owner's address."""
    address = psycopg.conninfo.make_conninfo(server, dbname=name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate.upgrade(address)
    # Roles are those of the whole server, which the processes of other tests may share.
    with psycopg.connect(server) as held, psycopg.connect(address, autocommit=True) as connection:
        held.execute("select pg_advisory_xact_lock(1)")
        granting.ensure(connection)
        logins.ensure_pipeline(connection, PASSWORD)
    return address


def as_pipeline(address: str) -> str:
    """Return the address of the same database with the pipelines' login."""
    return psycopg.conninfo.make_conninfo(address, user=PIPELINE, password=PASSWORD)


def build_schema(connection: psycopg.Connection, name: str) -> None:
    """Make a schema that the pipelines can build in, as a run of a close is given one."""
    connection.execute(
        sql.SQL("create schema {} authorization {}").format(sql.Identifier(name), sql.Identifier(PIPELINE))
    )

"""Roles, tried by becoming them."""

import psycopg
import pytest
from cakupan.warehouse import roles
from psycopg import errors

EDITION = (
    "insert into publication.edition (period, version, as_of, code_version, published_at, manifest_sha256,"
    " is_demo_clock) values ('2024-10', 1, now(), 'x', now(), 'x', false)"
)


@pytest.fixture
def connection(warehouse: str):
    with psycopg.connect(warehouse, autocommit=True) as opened:
        roles.ensure(opened)
        yield opened


def test_making_the_roles_twice_changes_nothing(connection: psycopg.Connection):
    before = connection.execute("select count(*) from information_schema.role_table_grants").fetchone()

    roles.ensure(connection)

    assert (
        connection.execute("select count(*) from information_schema.role_table_grants").fetchone() == before
    )


@pytest.mark.parametrize("table", ["publication.figure", "publication.edition"])
def test_a_reader_reads_what_was_published(connection: psycopg.Connection, table: str):
    connection.execute("set role cakupan_reader")

    assert connection.execute(f"select count(*) from {table}").fetchone() == (0,)


@pytest.mark.parametrize("role", ["cakupan_reader", "cakupan_auditor"])
@pytest.mark.parametrize(
    "table",
    [
        "intake.roster_row",
        "register.membership",
        "identity.person_key",
        "intake.in_force(now(), '2024-10')",
        "intake.submission_at(now())",
    ],
)
def test_nobody_who_reads_or_audits_sees_the_vault(connection: psycopg.Connection, role: str, table: str):
    connection.execute(f"set role {role}")

    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(f"select * from {table}")


def test_the_pipelines_ask_what_is_in_force(connection: psycopg.Connection):
    connection.execute("set role cakupan_etl")

    assert connection.execute("select count(*) from intake.in_force(now(), '2024-10')").fetchone() == (0,)


def test_an_auditor_sees_who_did_what_and_a_reader_does_not(connection: psycopg.Connection):
    connection.execute("set role cakupan_auditor")
    assert connection.execute("select count(*) from control.action").fetchone() == (0,)

    connection.execute("set role cakupan_reader")
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute("select * from control.action")


@pytest.mark.parametrize(
    "statement", ["update publication.edition set reason = 'x'", "delete from publication.edition"]
)
@pytest.mark.parametrize("role", [None, "cakupan_etl"])
def test_what_was_published_is_changed_by_nobody(
    connection: psycopg.Connection, statement: str, role: str | None
):
    connection.execute(EDITION)
    if role:
        connection.execute(f"set role {role}")

    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement.format("publication.edition"))

    assert connection.execute("select reason from publication.edition").fetchall() == [(None,)]


def test_the_pipelines_role_may_publish(connection: psycopg.Connection):
    connection.execute("set role cakupan_etl")

    connection.execute(EDITION)

    assert connection.execute("select count(*) from publication.edition").fetchone() == (1,)

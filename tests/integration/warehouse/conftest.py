"""A warehouse of the first revision, to be brought to a later one."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from cakupan.warehouse import migrate


@pytest.fixture
def first_revision(postgres: str) -> Iterator[str]:
    """The address of a database at revision 0001."""
    name = f"upgrade_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    address = psycopg.conninfo.make_conninfo(postgres, dbname=name)
    migrate.upgrade(address, "0001")
    yield address
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")

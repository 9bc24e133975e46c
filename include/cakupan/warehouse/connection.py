"""Connections to the warehouse."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from cakupan import settings
from cakupan.errors import SetupError

Connection = psycopg.Connection[tuple[Any, ...]]


def dsn() -> str:
    """Return the address of the warehouse: CAKUPAN_DSN, else the embedded server's.

    Raises:
        SetupError: neither is there.
    """
    current = settings.load()
    if current.dsn:
        return current.dsn
    secret = current.folder("secrets") / "postgres.json"
    if not secret.exists():
        raise SetupError(
            f"No warehouse: {secret} is missing and CAKUPAN_DSN is not set. Run `make setup` first."
        )
    return str(json.loads(secret.read_text())["dsn"])


@contextmanager
def connect(address: str | None = None) -> Iterator[Connection]:
    """Open one transaction: committed when the block ends, rolled back when it raises."""
    with psycopg.connect(address or dsn(), application_name="cakupan") as connection:
        connection.execute("set time zone 'UTC'")
        yield connection

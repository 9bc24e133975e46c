"""Connections to the warehouse."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import conninfo

from cakupan import settings
from cakupan.errors import SetupError

Connection = psycopg.Connection[tuple[Any, ...]]
# A server that is gone without a word is noticed within two minutes. The address may say otherwise.
NOTICED = {
    "keepalives_idle": 60,
    "keepalives_interval": 15,
    "keepalives_count": 4,
    "tcp_user_timeout": 120_000,
}


def dsn() -> str:
    """Return the address that work is done with: CAKUPAN_DSN, else the pipeline's on the embedded server.

    Raises:
        SetupError: neither is there.
    """
    return settings.load().dsn or _embedded("pipeline.json", "CAKUPAN_DSN")


def owner_dsn() -> str:
    """Return the owner's address, for set-up and logins only: CAKUPAN_OWNER_DSN, else the embedded server's.

    Raises:
        SetupError: neither is there.
    """
    current = settings.load()
    if current.dsn and not current.owner_dsn:
        raise SetupError(
            "Set-up and logins need the owner of the warehouse: give his address as CAKUPAN_OWNER_DSN, and as"
            " CAKUPAN_DSN that of cakupan_pipeline, with the password it is to have."
            " See docs/how-to/run-a-server.md."
        )
    return current.owner_dsn or _embedded("postgres.json", "CAKUPAN_OWNER_DSN")


def _embedded(name: str, variable: str) -> str:
    secret = settings.load().folder("secrets") / name
    if not secret.exists():
        raise SetupError(
            f"No warehouse: {secret} is missing and {variable} is not set. Run `make setup` first."
        )
    return str(json.loads(secret.read_text())["dsn"])


@contextmanager
def connect(address: str | None = None) -> Iterator[Connection]:
    """Open one transaction: committed when the block ends, rolled back when it raises."""
    told = {**NOTICED, **conninfo.conninfo_to_dict(address or dsn()), "application_name": "cakupan"}
    with psycopg.connect(conninfo.make_conninfo("", **told)) as connection:
        connection.execute("set time zone 'UTC'")
        yield connection

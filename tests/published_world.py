"""A warehouse with persons, actions and three editions of two months: all that is recorded for good."""

from datetime import UTC, datetime

import close_stand_ins
import psycopg
from cakupan.editions import close, published
from cakupan.errors import DoesNotVerify
from close_stand_ins import Replace
from edition_builders import Month, record_load, record_workforce

FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)
ACTION = (
    "insert into control.action (action, subject, actor, reason, acted_at)"
    " values ('read', '{0}', 'auditor-7', 'pemeriksaan', control.now())"
)


class World:
    """A warehouse with persons and actions, and the month as its next build will find it."""

    def __init__(self, address: str, month: Month) -> None:
        self.address = address
        self.month = month

    def do(self, *statements: str) -> None:
        with psycopg.connect(self.address) as connection:
            for statement in statements:
                connection.execute(statement)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()

    def publish_all(self) -> None:
        """Three editions of two months: 2024-09/v1, 2024-10/v1, 2024-10/v2."""
        close.run("2024-09", FIRST)
        close.run("2024-10", FIRST)
        self.do(ACTION.format("antara"))
        self.month.workers[4] = "PU"
        close.run("2024-10", SECOND, reason="Setoran susulan")


def world_of(address: str, replace: Replace) -> World:
    """Record persons and an action, and have builds find a month of three workers."""
    month = Month()
    with psycopg.connect(address) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(
            connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC), "workforce")
        )
        connection.execute("insert into identity.person values (1, 1), (2, 1)")
        connection.execute("insert into identity.person_key values (9, 1, 1), (10000000180000000, 2, 1)")
        connection.execute("insert into identity.merge values (2, 1, 1, 'one row names both')")
        connection.execute("insert into identity.resolved_load values (1), (2)")
        connection.execute(ACTION.format("awal"))
    close_stand_ins.install(replace, lambda: month, [])
    return World(address, month)


def broken() -> str:
    """Return what the weekly check finds, one line each; nothing when all is as recorded."""
    try:
        published.require_chain()
    except DoesNotVerify as error:
        return str(error)
    return ""

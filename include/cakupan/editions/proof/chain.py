"""The chain of hashes that the warehouse keeps over actions, publications and who is who: heads and breaks.

What is broken is found by the statements of this package alone. Whoever owns the database can put other
functions and triggers into it; the functions that say what a row's hash is over are made anew for each check.
"""

from dataclasses import dataclass
from typing import Literal

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

Chain = Literal["action", "publication", "identity"]
CONTENTS = (
    "0011_chain_contents",
    "0014_chain_of_changes",
    "0016_chain_of_persons",
    "0021_chain_of_figures",
    "0031_chain_of_forgotten",
)
TRIGGERS = {
    "control.action": ("action_is_named", "action_is_linked", "action_only_grows"),
    "publication.edition": ("edition_is_numbered", "edition_is_linked", "edition_only_grows"),
    "publication.figure": ("figure_is_linked", "figure_only_grows"),
    "publication.figure_change": ("figure_change_is_linked", "figure_change_only_grows"),
    "identity.resolved_load": ("load_is_linked",),
    "chain.link": ("link_only_grows",),
}


@dataclass(frozen=True, kw_only=True)
class Head:
    """How many links a chain has and the hash of the last one, which stands for all of them."""

    count: int
    sha256: str | None


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Something that is not as it was recorded: a row, a link or an edition, and what is wrong with it."""

    subject: str
    fault: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.fault}"


def head(connection: Connection, chain: Chain) -> Head:
    """Return the head of a chain as it is now."""
    row = connection.execute(
        "select link_no, sha256 from chain.link where chain = %s order by link_no desc limit 1", [chain]
    ).fetchone()
    return Head(count=int(row[0]), sha256=str(row[1])) if row else Head(count=0, sha256=None)


def head_at(connection: Connection, chain: Chain, count: int) -> Head:
    """Return the head that a chain had when it was of this length, without hash where it never was."""
    row = connection.execute(
        "select sha256 from chain.link where chain = %s and link_no = %s", [chain, count]
    ).fetchone()
    return Head(count=count, sha256=str(row[0]) if row else None)


def broken(connection: Connection) -> list[Broken]:
    """Return every link, row and trigger of the chains that is not as it was made; empty when all are."""
    contents = [
        (statements.MIGRATIONS / "sql" / f"{name}.sql").read_text(encoding="utf-8") for name in CONTENTS
    ]
    with connection.transaction(force_rollback=True):
        connection.execute("set local search_path to pg_catalog")
        # a function that a later file replaces may name columns that are gone
        connection.execute("set local check_function_bodies to off")
        for content in contents:
            connection.execute(content.replace(" chain.", " pg_temp."))
        return [
            *_triggers(connection),
            *statements.records(connection, Broken, statements.beside(__file__, "broken_links")),
            *statements.records(connection, Broken, statements.beside(__file__, "broken_rows")),
        ]


def _triggers(connection: Connection) -> list[Broken]:
    """A trigger that does not fire always lets in rows that no link knows, or changes of others."""
    firing = {
        (str(table), str(name))
        for table, name in connection.execute(
            "select namespace.nspname || '.' || class.relname, pg_trigger.tgname from pg_trigger"
            " inner join pg_class as class on pg_trigger.tgrelid = class.oid"
            " inner join pg_namespace as namespace on class.relnamespace = namespace.oid"
            " where pg_trigger.tgenabled = 'A'"
        ).fetchall()
    }
    return [
        Broken(subject=table, fault=f"its trigger {name} is gone or does not fire always")
        for table, names in TRIGGERS.items()
        for name in names
        if (table, name) not in firing
    ]

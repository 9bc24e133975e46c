"""The map of roles as code reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MAP = Path(__file__).with_name("roles.yaml")
PREFIX = "cakupan_"
PIPELINE = "pipeline"
Rights = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Role:
    """Somebody in the map; `logs_in` by_name: a login for each person, by_machine: the installation's own."""

    name: str
    name_id: str
    logs_in: str
    may: str


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """Functions of PostgreSQL itself that only some roles may call; names as LIKE reads them."""

    what: str
    functions: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GuardedColumns:
    """Columns of a table of PostgreSQL itself that only some roles may read."""

    table: str
    columns: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command: whom it is meant for, what it needs, and with which logins it works on the warehouse."""

    name: str
    meant_for: tuple[str, ...]
    needs: str
    logins: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The whole map; tables, sequences and functions by their full names, a table also by `schema.*`."""

    roles: Mapping[str, Role]
    connects: tuple[str, ...]
    temporary: tuple[str, ...]
    tables: Mapping[str, Rights]
    sequences: Mapping[str, tuple[str, ...]]
    functions: Mapping[str, tuple[str, ...]]
    guarded: tuple[Guarded, ...]
    guarded_columns: GuardedColumns
    commands: Mapping[str, Command]

    @property
    def schemas(self) -> tuple[str, ...]:
        """Return the schemas that the map speaks of."""
        named = (*self.tables, *self.sequences, *self.functions)
        return tuple(sorted({name.split(".")[0] for name in named}))

    def of_table(self, name: str) -> Rights | None:
        """Return the rights on a table or view, None where the map says nothing of it."""
        return self.tables.get(name, self.tables.get(f"{name.split('.')[0]}.*"))

    def users(self, schema: str) -> tuple[str, ...]:
        """Return the roles with a right on anything in a schema, which need its usage."""
        having: set[str] = set()
        for name, rights in self.tables.items():
            having |= set(rights) if name.startswith(f"{schema}.") else set()
        for name, roles in (*self.sequences.items(), *self.functions.items()):
            having |= set(roles) if name.startswith(f"{schema}.") else set()
        return tuple(sorted(having))


def group(role: str) -> str:
    """Return the name that a role of the map has in the database."""
    return f"{PREFIX}{role}"


def role_of(name: str) -> str:
    """Return the role of the map that a role of the database is."""
    return name.removeprefix(PREFIX)


@cache
def load() -> Rules:
    """Read the map."""
    told: dict[str, Any] = yaml.safe_load(MAP.read_text(encoding="utf-8"))
    columns = told["guarded_columns"]
    return Rules(
        roles={name: Role(name=name, **facts) for name, facts in told["roles"].items()},
        connects=tuple(told["connects"]),
        temporary=tuple(told["temporary"]),
        tables={
            name: {role: tuple(rights) for role, rights in each.items()}
            for name, each in told["tables"].items()
        },
        sequences={name: tuple(roles) for name, roles in told["sequences"].items()},
        functions={name: tuple(roles) for name, roles in told["functions"].items()},
        guarded=tuple(
            Guarded(what=each["what"], functions=tuple(each["functions"]), roles=tuple(each["roles"]))
            for each in told["guarded"]
        ),
        guarded_columns=GuardedColumns(
            table=columns["table"], columns=tuple(columns["columns"]), roles=tuple(columns["roles"])
        ),
        commands={
            name: Command(
                name=name,
                meant_for=tuple(facts["for"]),
                needs=facts["needs"],
                logins=tuple(facts.get("as", ())),
            )
            for name, facts in told["commands"].items()
        },
    )

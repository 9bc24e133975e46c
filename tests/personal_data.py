"""What the vault knows of people, and where any of it stands in files and tables that others may see."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from cakupan.indonesian import MONTHS
from file_contents import contents
from psycopg import sql

# Digits that stand for themselves: not within a hash, a number with a fraction or a longer number.
NUMBER = re.compile(r"(?<![0-9a-fA-F.])\d{8,16}(?![0-9a-fA-F])")
WORD = re.compile(r"[A-Za-z']+")
WORD_OR_END = re.compile(r"[A-Z']+|\n")
# Nor the end of an identifier, such as 8f51-086536429999.
MOBILE = re.compile(r"(?<![0-9a-fA-F.+-])(?:\+?62|0)8[1-9]\d{7,10}(?![0-9a-fA-F])")
ISO_DAY = re.compile(r"(?<!\d)(19\d\d|20[01]\d)-(\d\d)-(\d\d)(?!\d)")
# An area code, 33.28.01.2001, ends like a day and has more before it.
WRITTEN_DAY = re.compile(r"(?<![\d.])(\d\d)[-/.](\d\d)[-/.](19\d\d|20[01]\d)(?!\d)")
SPOKEN_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(MONTHS)}) (19\d\d|20[01]\d)(?!\d)", re.IGNORECASE)
# Nobody in a list of workers was born later; days since are those of memberships, rates and lists.
BORN_BEFORE = dt.date(2008, 1, 1)


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """The keys, names of two words or more, and birth dates of all people of a vault."""

    keys: frozenset[str]
    names: frozenset[tuple[str, ...]]
    days: frozenset[dt.date]

    def told_by(self, text: str) -> set[tuple[str, str]]:
        """Return what a text tells of anybody, each with its kind."""
        return {*self._keys(text), *self._phones(text), *self._names(text), *self._days(text)}

    def _keys(self, text: str) -> Iterator[tuple[str, str]]:
        for token in set(NUMBER.findall(text)) & self.keys:
            yield "key", token

    def _phones(self, text: str) -> Iterator[tuple[str, str]]:
        for token in set(MOBILE.findall(text)):
            yield "phone", token

    def _names(self, text: str) -> Iterator[tuple[str, str]]:
        tokens = WORD_OR_END.findall(text.upper())
        for length in {len(name) for name in self.names}:
            for name in set(zip(*(tokens[start:] for start in range(length)), strict=False)) & self.names:
                yield "name", " ".join(name)

    def _days(self, text: str) -> Iterator[tuple[str, str]]:
        for day in {*_days(text)} & self.days:
            yield "birth date", day.isoformat()


def _days(text: str) -> Iterator[dt.date]:
    """Yield the days before BORN_BEFORE that a text names, however it writes them."""
    months = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
    named = {
        *((int(y), int(m), int(d)) for y, m, d in ISO_DAY.findall(text)),
        *((int(y), int(m), int(d)) for d, m, y in WRITTEN_DAY.findall(text)),
        *((int(y), months[name.lower()], int(d)) for d, name, y in SPOKEN_DAY.findall(text)),
    }
    for year, month, day in named:
        try:
            meant = dt.date(year, month, day)
        except ValueError:
            continue
        if meant < BORN_BEFORE:
            yield meant


def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name.upper()))


def of(connection: psycopg.Connection[Any]) -> PersonalData:
    """Return what the vault behind a connection knows of people; the name of a village is nobody's here."""
    people = connection.execute(
        "select nik, kpj, nama, tanggal_lahir from register.membership"
        " union select nik, kpj, nama, tanggal_lahir from intake.roster_row"
        " union select null, kpj, null, null from register.claim"
    ).fetchall()
    places = connection.execute("select distinct area_name from reference.area").fetchall()
    names = {_words(name) for _, _, name, _ in people if name} - {_words(name) for (name,) in places}
    return PersonalData(
        keys=frozenset(key for row in people for key in row[:2] if key),
        names=frozenset(name for name in names if len(name) > 1),
        days=frozenset(born for *_, born in people if born and born < BORN_BEFORE),
    )


def in_files(data: PersonalData, files: Iterable[Path]) -> Mapping[str, set[tuple[str, str]]]:
    """Return what files tell of anybody, by file."""
    said = {str(path): data.told_by(contents(path)) for path in files}
    return {path: told for path, told in said.items() if told}


def in_tables(
    data: PersonalData, connection: psycopg.Connection[Any], *schemas: str
) -> Mapping[str, set[tuple[str, str]]]:
    """Return what the columns of the tables of some schemas tell of anybody, partitions each for itself."""
    columns = connection.execute(
        "select nspname, relname, attname from pg_attribute inner join pg_class on attrelid = pg_class.oid"
        " inner join pg_namespace on relnamespace = pg_namespace.oid"
        " where nspname = any(%s) and relkind = 'r' and attnum > 0 and not attisdropped"
        " and atttypid <> 'boolean'::regtype order by 1, 2, attnum",
        [list(schemas)],
    ).fetchall()
    said = {
        f"{schema}.{table}.{column}": data.told_by("\n".join(_values(connection, schema, table, column)))
        for schema, table, column in columns
    }
    return {place: told for place, told in said.items() if told}


def _values(connection: psycopg.Connection[Any], schema: str, table: str, column: str) -> list[str]:
    """Return what a column says, once each, but for texts too short to tell anything."""
    rows = connection.execute(
        sql.SQL("select distinct {0}::text from {1} where length({0}::text) > 4").format(
            sql.Identifier(column), sql.Identifier(schema, table)
        )
    ).fetchall()
    return [str(value) for (value,) in rows]

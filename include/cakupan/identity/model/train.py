"""Train a model on pairs that the NIK confirms.

m of name, birth date, sex, place and mother's name: rows whose NIK is a person's, and who agree in name or
date. u of name, date, place and mother's name: rows beside persons drawn without regard to them. u of sex and
NIK: candidates with the same birth date who are somebody else, for these two are read from the date. m of the
NIK: candidates that are the same in all else. A level that was seen nowhere counts as half a time.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cakupan.errors import ModelRefused
from cakupan.identity.matching import levels, match, settled
from cakupan.identity.matching.scoring import score
from cakupan.identity.model.files import Model
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

if TYPE_CHECKING:
    import duckdb

LEAST_CONFIRMED = 1000
DRAWN_PER_ROW = 60
PAIRS_AT_ONCE = 400_000
CONFIRMED = "name_level >= 5 or (date_level between 4 and 7 and name_level >= 1)"
# Somebody else with the same birth date: another NIK, and no name that could be his own misspelt.
OTHERS = "date_level in (6, 7) and coalesce(nik_level, 0) <> 8 and coalesce(name_level, 0) <= 2"
STRANGERS = "nik_level in (7, 8) and coalesce(name_level, 0) <= 2"
ALIKE = "name_level >= 9 and date_level in (6, 7) and place_level between 4 and 6"
KEYS = (8, 7)  # levels of a NIK or KPJ that is the same
LEAST_SEEN = 5  # persons whose name holds a word, before the word is written into a model

Odds = dict[str, dict[int, tuple[float, float]]]
Counts = Mapping[int, int]


def train(connection: Connection, rows_at_most: int = 20_000) -> tuple[Odds, dict[str, float], int]:
    """Return shares of levels, shares of words, and by how many confirmed pairs, from `row_to_match`.

    Raises:
        ModelRefused: there are too few rows whose NIK the register holds.
    """
    words: dict[str, float] = dict(
        connection.execute(statements.beside(__file__, "words"), {"least": LEAST_SEEN}).fetchall()
    )
    connection.execute(statements.beside(__file__, "sampled"), {"most": rows_at_most})
    settled.prepare(connection)
    match.seek(connection)
    flat = Model(version="flat", sha256="", odds=_flat(), words=words, trained_on="")
    connection.execute("create temporary table row_asked on commit drop as select * from row_sought")
    connection.execute(statements.beside(__file__, "pairs_confirmed"))
    match.describe_candidates(connection)
    confirmed = _counts(connection, flat, {"same": CONFIRMED})["same"]
    many = sum(confirmed["date"].values())
    if many < LEAST_CONFIRMED:
        raise ModelRefused(
            f"Only {many} rows have a NIK that the register holds; {LEAST_CONFIRMED} are needed to train one."
        )
    connection.execute("drop table candidate_pair, candidate")
    connection.execute(statements.beside(__file__, "pairs_drawn"), {"per_row": DRAWN_PER_ROW})
    match.describe_candidates(connection)
    drawn = _counts(connection, flat, {"drawn": "true"})["drawn"]
    match.find_candidates(connection, 1, rows_at_most)
    near = _counts(connection, flat, {"others": OTHERS, "alike": ALIKE, "strangers": STRANGERS})
    odds: Odds = {}
    for field in levels.fields():
        same = near["alike"] if field.name == "nik" else confirmed
        other = near["others"] if field.name in ("sex", "nik") else drawn
        numbers = [one.level for one in field.levels]
        odds[field.name] = _odds(numbers, same[field.name], other[field.name])
    compared = connection.execute(
        "select (select count(*) from row_sought) * (select count(*) from identity.description)"
    ).fetchone()
    for level in KEYS:  # whoever shares a number is a candidate, so all pairs there are were looked at
        of_others = near["strangers"]["nik"].get(level, 0) + 0.5
        odds["nik"][level] = (odds["nik"][level][0], of_others / (compared[0] if compared else 1))
    match.end(connection)
    return odds, words, many


def _odds(numbers: Sequence[int], same: Counts, other: Counts) -> dict[int, tuple[float, float]]:
    of_same, of_other = (sum(counts.get(number, 0) + 0.5 for number in numbers) for counts in (same, other))
    return {
        number: ((same.get(number, 0) + 0.5) / of_same, (other.get(number, 0) + 0.5) / of_other)
        for number in numbers
    }


def _counts(
    connection: Connection, flat: Model, wanted: Mapping[str, str]
) -> dict[str, dict[str, dict[int, int]]]:
    """Return how often each level of each field is seen in pairs that fulfil each condition."""
    rows, descriptions, pairs = match.tables(connection)
    counts: dict[str, dict[str, dict[int, int]]] = {
        name: {field.name: {} for field in levels.fields()} for name in wanted
    }
    duck = score.engine()
    try:
        for first in range(0, pairs.num_rows, PAIRS_AT_ONCE):
            score.take(duck, rows, descriptions, pairs.slice(first, PAIRS_AT_ONCE))
            score.score(duck, flat)
            for name, condition in wanted.items():
                _add(duck, condition, counts[name])
    finally:
        duck.close()
    return counts


def _add(duck: "duckdb.DuckDBPyConnection", condition: str, counts: dict[str, dict[int, int]]) -> None:
    for field, by_level in counts.items():
        for level, count in duck.execute(
            f"select {field}_level, count(*) from scored"
            f" where ({condition}) and {field}_level is not null group by 1"
        ).fetchall():
            by_level[level] = by_level.get(level, 0) + count


def _flat() -> Odds:
    return {
        field.name: {one.level: (1 / len(field.levels), 1 / len(field.levels)) for one in field.levels}
        for field in levels.fields()
    }

"""Pairs that are left unscored could not have been told of: none weighs more than its bound."""

import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from cakupan.identity.matching import vetoes
from cakupan.identity.matching.scoring import score
from cakupan.identity.model import files

PAIRS = 3000
SYLLABLES = ("SU", "NO", "WAR", "TI", "YA", "DI", "RI", "MA", "TO", "HAR", "NI", "BU")
AREAS = ("33.28.01.2001", "33.28.01.2002", "33.28.02.2001", "33.28", "33", "73.71.99.1001", None)
SHAPES = {
    "row_no": pa.int64(),
    "description_no": pa.int64(),
    "has_own_nik": pa.bool_(),
    "nik_fits": pa.bool_(),
}


def test_no_pair_weighs_more_than_its_bound():
    drawn = random.Random(7)  # noqa: S311 - a test that fails has to fail again
    model = files.read(files.SHIPPED_VERSION)
    descriptions = [_described(drawn, number) for number in range(PAIRS)]
    rows = [_listed(drawn, number, described) for number, described in enumerate(descriptions)]
    weights = _weights(rows, descriptions, model)

    for least in (-40, -20, -10, -5, 0, 5, 10, 14, 18, 22, 30, 40):
        left = _left(rows, descriptions, model, Decimal(least))
        assert {number for number, weight in weights.items() if weight >= least} <= left, least

    light = {number for number, weight in weights.items() if weight < vetoes.bounds().possible}
    left = _left(rows, descriptions, model, vetoes.bounds().possible)
    assert len(light) > PAIRS / 10
    assert len(light & left) < len(light) / 2


@pytest.mark.parametrize("is_other", [True, False])
def test_a_row_keeps_all_its_pairs_or_none(is_other: bool):
    drawn = random.Random(9)  # noqa: S311 - as above
    himself, stranger = (_described(drawn, number) for number in (0, 1))
    stranger |= {"born": "19010101", "sex": "P", "area": "11", "nik": "1101010101019999"}
    row = {**himself, "row_no": 1, "has_own_nik": True}
    found = [stranger] if is_other else [himself, stranger]
    with score.engine() as duck:
        score.take(duck, *_tables([row], found, [(1, one["description_no"]) for one in found]))

        left = score.leave_out_hopeless(duck, files.read(files.SHIPPED_VERSION), vetoes.bounds().possible)

    assert left == (0 if is_other else 2)


def _weights(
    rows: list[dict[str, Any]], descriptions: list[dict[str, Any]], model: files.Model
) -> Mapping[int, Decimal]:
    with score.engine() as duck:
        score.take(duck, *_tables(rows, descriptions, [(number, number) for number in range(PAIRS)]))
        score.score(duck, model)
        return dict(duck.sql("select row_no, weight from scored").fetchall())


def _left(
    rows: list[dict[str, Any]], descriptions: list[dict[str, Any]], model: files.Model, least: Decimal
) -> set[int]:
    with score.engine() as duck:
        score.take(duck, *_tables(rows, descriptions, [(number, number) for number in range(PAIRS)]))
        score.leave_out_hopeless(duck, model, least)
        return {number for (number,) in duck.sql("select row_no from pair").fetchall()}


def _tables(
    rows: list[dict[str, Any]], descriptions: list[dict[str, Any]], pairs: list[tuple[int, int]]
) -> tuple[pa.Table, pa.Table, pa.Table]:
    of_row = (
        "row_no",
        "name",
        "sound",
        "name_key",
        "born",
        "sex",
        "area",
        "nik",
        "kpj",
        "mother",
        "has_own_nik",
    )
    known = (
        *("description_no", "person_no", "oldest_no", "name", "sound", "name_key", "born", "sex", "area"),
        *("nik", "nik_fits", "kpj", "mother"),
    )
    numbers = {name: pa.int64() for name in ("person_no", "oldest_no", "kpj")} | SHAPES
    return (
        pa.table({n: pa.array([row.get(n) for row in rows], numbers.get(n, pa.string())) for n in of_row}),
        pa.table({n: pa.array([one[n] for one in descriptions], numbers.get(n, pa.string())) for n in known}),
        pa.table(
            {"row_no": [row_no for row_no, _ in pairs], "description_no": [number for _, number in pairs]}
        ),
    )


def _described(drawn: random.Random, number: int) -> dict[str, Any]:
    born = f"{drawn.randrange(1950, 2005)}{drawn.randrange(1, 13):02d}{drawn.randrange(1, 29):02d}"
    return {
        **_named(" ".join(_word(drawn) for _ in range(drawn.randrange(1, 4)))),
        "description_no": number,
        "person_no": number,
        "oldest_no": number,
        "kpj": number,
        "born": born,
        "sex": drawn.choice("LP"),
        "area": drawn.choice(AREAS),
        "nik": f"332801{born[6:]}{born[4:6]}{born[2:4]}{drawn.randrange(1, 9999):04d}",
        "nik_fits": drawn.random() < 0.9,
        "mother": drawn.choice([None, _word(drawn)]),
    }


def _listed(drawn: random.Random, number: int, described: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row that says of somebody what is right, a little wrong, of another, or nothing."""
    other = _described(drawn, number)
    row = {
        name: drawn.choices(
            [described[name], _wrong(drawn, described[name]), other[name], None], [4, 3, 2, 1]
        )[0]
        for name in ("born", "sex", "area", "nik", "mother")
    }
    name = drawn.choices([described["name"], _wrong(drawn, described["name"]), other["name"]], [3, 4, 2])[0]
    if drawn.random() < 0.2:
        name = " ".join(reversed(name.split(" ")))
    kpj = drawn.choices([described["kpj"], -1, None], [1, 5, 5])[0]
    return {**row, **_named(name), "row_no": number, "kpj": kpj, "has_own_nik": drawn.random() < 0.7}


def _named(name: str) -> dict[str, str]:
    sound = name.replace("TI", "DI")
    return {"name": name, "sound": sound, "name_key": " ".join(sorted(sound.split(" ")))}


def _wrong(drawn: random.Random, said: str | None) -> str | None:
    """Return a text with a character exchanged, left out, struck twice, or its end cut off."""
    if not said:
        return said
    place = drawn.randrange(len(said))
    before, one, after = said[:place], said[place], said[place + 1 :]
    exchanged = before + drawn.choice("0123456789" if said.isdigit() else "AINTSBR") + after
    swapped = before + after[:1] + one + after[1:]
    if len(said) == 8 and said.isdigit():  # a date is whole, or none
        return drawn.choice([exchanged, swapped])
    return drawn.choice([exchanged, swapped, before + after, before + one + one + after, said[:-2] or said])


def _word(drawn: random.Random) -> str:
    return "".join(drawn.choice(SYLLABLES) for _ in range(drawn.randrange(1, 5)))

"""A person's number says when he was first seen, and nothing else about him."""

import random
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cakupan import settings
from cakupan.errors import SetupError
from cakupan.identity.keys import secret
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection
from identity_builders import ANA, BUDI, people, persons, register, resolve
from roster_rows import PERIOD, land

PERSONS = 1_500
OTHER_SECRET = "ab" * secret.BYTES


def niks(seed: int) -> list[str]:
    """Return NIKs of people of one district, born on many days, in the order in which a file has them."""
    drawn = random.Random(seed)  # noqa: S311 - a test that fails has to fail again
    born = (
        (drawn.randint(1, 28) + drawn.choice((0, 40)), drawn.randint(1, 12), drawn.randint(50, 99))
        for _ in range(PERSONS)
    )
    return [
        f"332899{day:02d}{month:02d}{year:02d}{serial:04d}"
        for serial, (day, month, year) in enumerate(born, 1)
    ]


def given_secret(text: str) -> Path:
    """Put a known secret in its place: numbers that follow chance have to follow the same in every run."""
    path = settings.load().folder("secrets") / secret.NAME
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    return path


def load_members(connection: Connection, rows: Sequence[tuple[str | None, str | None]]) -> None:
    """Record a load of memberships, a row for each pair of NIK and KPJ."""
    columns = (
        "load_no, file_no, row_number, row_hash, membership_id, nik, kpj, segment_code, programme_codes,"
        " active_from"
    )
    with (
        connection.transaction(),
        loads.load(connection, "register") as under_way,
        connection.cursor().copy(f"copy register.membership ({columns}) from stdin") as copy,
    ):
        for number, (nik, kpj) in enumerate(rows, start=2):
            name = f"{under_way.load_no}-{number}"
            copy.write_row((under_way.load_no, 1, number, "", name, nik, kpj, "BPU", "JKK+JKM", "2024-01-01"))


def load_roster(connection: Connection, rows: Sequence[str]) -> None:
    """Record a list with a row for each NIK."""
    load_no = land(connection, kind="pemda_rentan", rows=[])
    [(submission_no,)] = connection.execute(
        "select submission_no from intake.submission where load_no = %s", [load_no]
    ).fetchall()
    columns = "period, submission_no, judgement_no, sheet_no, row_number, verdict, nik"
    with connection.cursor().copy(f"copy intake.roster_row ({columns}) from stdin") as copy:
        for number, nik in enumerate(rows, start=2):
            copy.write_row((PERIOD, submission_no, 1, 1, number, "accepted", nik))


def correlations(connection: Connection, in_order: Sequence[str]) -> dict[str, float]:
    """Return Spearman's rho between the numbers of persons and what must not show in them."""
    who = persons(connection)
    frame = pd.DataFrame({"key": in_order, "number": [who[key] for key in in_order]})
    frame["place"] = range(len(frame))
    frame["value"] = frame["key"].astype("int64")
    frame["born"] = frame["key"].str[10:12] + frame["key"].str[8:10] + frame["key"].str[6:8]
    frame["day"] = frame["key"].str[6:8].astype(int)
    ranked = frame[["number", "place", "value", "born", "day"]].rank()
    return {name: float(ranked["number"].corr(ranked[name])) for name in ("place", "value", "born", "day")}


def require_silent(found: dict[str, float]) -> None:
    assert {name: rho for name, rho in found.items() if abs(rho) > 4 / sqrt(PERSONS)} == {}


def test_numbers_of_members_follow_neither_nik_nor_birth_date_nor_place_in_the_file(connection: Connection):
    given_secret("12" * secret.BYTES)
    first, second = (
        niks(1),
        [nik.replace("332899", "332899", 1)[:-4] + f"{int(nik[-4:]) + 5000}" for nik in niks(2)],
    )
    load_members(connection, [(nik, None) for nik in first])
    load_members(connection, [(nik, f"2{number:010d}") for number, nik in enumerate(sorted(second))])

    resolve()

    require_silent(correlations(connection, first))
    require_silent(correlations(connection, sorted(second)))


def test_numbers_of_people_known_from_rosters_alone_say_nothing_either(connection: Connection):
    given_secret("34" * secret.BYTES)
    listed = sorted(niks(3))
    load_roster(connection, listed)

    assert resolve() == PERSONS

    require_silent(correlations(connection, listed))


def test_members_known_by_a_kpj_alone_are_not_told_from_others(connection: Connection):
    given_secret("56" * secret.BYTES)
    kpjs = [f"3{number:010d}" for number in range(PERSONS)]
    load_members(connection, [(nik, None) for nik in niks(4)] + [(None, kpj) for kpj in kpjs])

    resolve()

    who = persons(connection)
    assert sorted(who.values()) == list(range(1, 2 * PERSONS + 1))
    numbers = pd.Series([who[kpj] for kpj in kpjs])
    assert abs(numbers.mean() - PERSONS) < 4 * PERSONS / sqrt(3 * PERSONS)
    assert abs(numbers.corr(pd.Series(range(PERSONS)).astype(float))) < 4 / sqrt(PERSONS)


def test_one_secret_gives_one_order_and_another_secret_another(connection: Connection):
    def numbered(text: str) -> dict[str, int]:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "truncate identity.person, identity.person_key, identity.merge, identity.split, identity.ruling,"
            " identity.resolved_load, identity.description, identity.numbering"
        )
        given_secret(text)
        resolve()
        return persons(connection)

    load_members(connection, [(nik, f"2{number:010d}") for number, nik in enumerate(niks(5))])

    first, again, other = (numbered(text) for text in ("12" * 32, "12" * 32, "34" * 32))

    assert first == again
    assert first != other
    assert people(first) == people(other)


def test_the_secret_is_made_once_and_is_its_owners_only(connection: Connection, tmp_path: Path):
    path = settings.load().folder("secrets") / secret.NAME
    register(tmp_path / "a", (ANA, ""))
    resolve()

    made = path.read_text(encoding="ascii")
    register(tmp_path / "b", (BUDI, ""))
    resolve()

    assert path.stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(made)) == secret.BYTES
    assert path.read_text(encoding="ascii") == made
    stored = connection.execute("select secret_check from identity.numbering").fetchall()
    assert len(stored) == 1
    assert made not in stored[0][0]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "cannot be read: No such file.*Restore it from the backup of secrets"),
        (
            lambda path: path.write_text(OTHER_SECRET),
            "is not the secret.*Restore it and the warehouse from one",
        ),
        (lambda path: path.write_text("ab"), "does not hold a secret.*Restore"),
        (lambda path: path.write_text("secret"), "does not hold a secret.*Restore"),
        (lambda path: path.chmod(0o640), "open to others.*chmod 600"),
    ],
)
def test_nobody_is_numbered_under_a_secret_that_is_gone_or_another(
    connection: Connection, tmp_path: Path, spoil: Any, told: str
):
    register(tmp_path / "a", (ANA, ""))
    resolve()
    path = settings.load().folder("secrets") / secret.NAME
    register(tmp_path / "b", (BUDI, ""))
    spoil(path)
    before = path.read_text(encoding="ascii") if path.exists() else None

    with pytest.raises(SetupError, match=told):
        resolve()

    assert set(persons(connection)) == {ANA}
    assert (path.read_text(encoding="ascii") if path.exists() else None) == before


def test_a_month_without_anything_to_resolve_needs_no_secret(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""))
    resolve()
    (settings.load().folder("secrets") / secret.NAME).unlink()

    assert resolve() == 0

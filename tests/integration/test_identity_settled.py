"""Whoever is nobody of the register is compared again only if a list says more or something was learnt."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cakupan.identity.matching import match, settled
from cakupan.register import extracts
from cakupan.warehouse.connection import Connection
from extract_builders import members, write_extract
from identity_builders import ANA, CITRA, KPJ_ONE, KPJ_TWO, resolve
from roster_rows import land

BORN, VILLAGE = "1980-01-05", "33.28.10.2001"
STRANGER = {"verdict": "accepted", "nama": "KASMIN HADI", "tanggal_lahir": BORN, "area_code": VILLAGE}
Compared = Callable[[], list[int]]


@pytest.fixture(autouse=True)
def month_of_the_lists(connection: Connection) -> None:
    """Let the warehouse's clock stand in the month that the lists of these tests are for."""
    connection.execute(
        "insert into control.demo_clock (story_at, set_at) values (%s, now())",
        [datetime(2024, 10, 20, tzinfo=UTC)],
    )


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Compared:
    """Resolve what was recorded, and return the numbers of the rows for which candidates were looked for."""
    asked: list[int] = []
    find = match.find_candidates

    def told(connection: Connection, first: int, last: int) -> None:
        find(connection, first, last)
        asked.extend(
            number for (number,) in connection.execute("select row_number from row_asked").fetchall()
        )

    def resolved() -> list[int]:
        asked.clear()
        resolve()
        return sorted(asked)

    monkeypatch.setattr(match, "find_candidates", told)
    return resolved


def member(folder: Path, **cells: str) -> None:
    rows = members(folder.name, **cells)
    extracts.load_folder(write_extract(folder, "delta", membership=rows), "register")


def outcomes(connection: Connection) -> list[tuple[int, str, str]]:
    """Return the newest decision about each row, list by list."""
    return connection.execute(
        "select distinct on (submission_no, row_number) row_number, outcome, method from identity.decision"
        " order by submission_no, row_number, load_no desc"
    ).fetchall()


def listed(connection: Connection, *rows: dict[str, str]) -> None:
    land(connection, kind="pemda_rentan", rows=rows)


def test_a_list_that_says_the_same_compares_nobody_again(connection: Connection, compared: Compared):
    others = [STRANGER | {"kpj": KPJ_ONE}, STRANGER | {"nama": "SITI"}]
    listed(connection, STRANGER, *others)

    assert compared() == [2, 3, 4]

    listed(connection, *others, STRANGER)

    assert compared() == []
    assert outcomes(connection) == [(number, "no_match", "none") for number in (2, 3, 4)] * 2


@pytest.mark.parametrize(
    "said",
    [{"nama": "KASMIN HADY"}, {"tanggal_lahir": "1980-01-06"}, {"area_code": "33.28"}, {"kpj": KPJ_TWO}],
)
def test_a_row_that_says_something_else_is_compared(
    connection: Connection, compared: Compared, said: dict[str, str]
):
    listed(connection, STRANGER)
    compared()

    listed(connection, STRANGER, STRANGER | said)

    assert compared() == [3]


def test_a_nik_that_may_be_a_slip_is_compared_each_time(connection: Connection, compared: Compared):
    listed(connection, STRANGER | {"nik": ANA})
    compared()

    listed(connection, STRANGER | {"nik": ANA})

    assert compared() == [2]


def test_who_has_become_a_member_is_found_by_the_old_list_and_the_new(
    connection: Connection, compared: Compared, tmp_path: Path
):
    listed(connection, STRANGER, STRANGER | {"nama": "SITI", "tanggal_lahir": "1990-05-17"})
    compared()
    member(tmp_path / "a", nik=CITRA, nama="KASMIN HADI", tanggal_lahir=BORN, residence_area_code=VILLAGE)
    listed(connection, STRANGER, STRANGER | {"nama": "SITI", "tanggal_lahir": "1990-05-17"})

    assert compared() == [2, 2]
    assert outcomes(connection) == [(2, "match", "model"), (3, "no_match", "none")] * 2


def test_whose_key_somebody_of_the_register_has_got_is_compared(
    connection: Connection, compared: Compared, tmp_path: Path
):
    listed(connection, STRANGER | {"kpj": KPJ_ONE})
    compared()
    member(tmp_path / "a", kpj=KPJ_ONE, nama="SLAMET RIYADI")
    compared()

    listed(connection, STRANGER | {"kpj": KPJ_ONE})

    assert compared() == [2]


def test_rows_near_somebody_who_was_merged_are_compared(
    connection: Connection, compared: Compared, tmp_path: Path
):
    near = {"nama": "SLAMET RIYADI", "tanggal_lahir": BORN, "residence_area_code": VILLAGE}
    member(tmp_path / "a", nik=ANA, **near)
    member(tmp_path / "b", kpj=KPJ_ONE, nama="SLAMET RIYADI")
    far = {"nama": "SITI", "tanggal_lahir": "1990-05-17", "area_code": "73.71.10.1001"}
    listed(connection, STRANGER, STRANGER | far)
    assert compared() == [2, 3]
    member(tmp_path / "c", nik=ANA, kpj=KPJ_ONE, **near)

    assert compared() == [2]
    assert connection.execute("select count(*) from identity.merge").fetchone() == (1,)


def test_what_other_code_decided_is_compared(
    connection: Connection, compared: Compared, monkeypatch: pytest.MonkeyPatch
):
    listed(connection, STRANGER)
    compared()
    listed(connection, STRANGER)
    monkeypatch.setattr(settled.loads, "code_version", lambda: "0123456789ab")

    assert compared() == [2]

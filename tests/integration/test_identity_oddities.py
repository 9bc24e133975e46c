"""Oddities of the register are found, counted and told; persons stay as the register has them."""

import json
import logging
from pathlib import Path

import pytest
from cakupan import cli
from cakupan.errors import ExtractRefused
from cakupan.identity import oddities
from cakupan.register import extracts
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect
from extract_builders import members, write_extract
from identity_builders import ANA, BUDI, CITRA, DEWI, KPJ_ONE, KPJ_TWO, people, persons, register, resolve
from typer.testing import CliRunner

BORN_FIRST, BORN_LATER = "1980-01-01", "1991-05-17"


def load(folder: Path, *rows: dict[str, str]) -> int:
    """Load memberships as a delta, each with an id of its own, and return the load number."""
    written = [
        row
        for number, cells in enumerate(rows)
        for row in members(cells.pop("membership_id", f"{folder.name}-{number}"), **cells)
    ]
    loaded = extracts.load_folder(write_extract(folder, "delta", membership=written), "register").load_no
    assert loaded is not None
    return loaded


def found(connection: Connection) -> list[tuple[int, str, int, str]]:
    return [(each.load_no, each.code, each.rows, each.first_rows) for each in oddities.told(connection)]


def test_a_kpj_with_two_niks_is_told_once(connection: Connection, tmp_path: Path):
    first = register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_ONE), (CITRA, KPJ_TWO))
    register(tmp_path / "b", (CITRA, KPJ_ONE), (DEWI, KPJ_ONE))

    resolve()

    told = [row[:3] for row in found(connection) if row[1] == "KPJ_BEBERAPA_NIK"]
    assert told == [(first, "KPJ_BEBERAPA_NIK", 1)]
    assert len(people(persons(connection))) == 4


@pytest.mark.parametrize(
    ("until", "codes"), [("2023-12-31", ["MASA_TERBALIK"]), ("2024-01-01", []), ("", [])]
)
def test_a_membership_that_ends_before_it_begins_is_told(
    connection: Connection, tmp_path: Path, until: str, codes: list[str]
):
    load(tmp_path / "a", {"nik": ANA, "active_from": "2024-01-01", "active_to": until})

    resolve()

    assert [row[1] for row in found(connection)] == codes


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ({"active_from": "2024-06-30"}, ["MASA_TUMPANG_TINDIH"]),
        ({"active_from": "2023-01-01", "active_to": "2024-01-01"}, ["MASA_TUMPANG_TINDIH"]),
        ({"active_from": "2024-07-01"}, []),
        ({"active_from": "2024-06-30", "segment_code": "PU", "npp": "AA000001"}, []),
        ({"active_from": "2024-06-30", "nik": BUDI}, []),
    ],
)
@pytest.mark.parametrize("is_later", [True, False])
def test_memberships_of_one_segment_and_employer_that_overlap_are_told(
    connection: Connection, tmp_path: Path, other: dict[str, str], codes: list[str], is_later: bool
):
    first = {"nik": ANA, "active_from": "2024-01-01", "active_to": "2024-06-30"}
    if is_later:
        load(tmp_path / "a", first)
        load(tmp_path / "b", {"nik": ANA} | other)
    else:
        load(tmp_path / "a", first, {"nik": ANA} | other)

    resolve()

    assert [row[1] for row in found(connection)] == codes


def test_a_membership_replaced_by_a_later_load_overlaps_nothing(connection: Connection, tmp_path: Path):
    load(tmp_path / "a", {"nik": ANA, "active_from": "2024-01-01", "membership_id": "M1"})
    load(
        tmp_path / "b",
        {"nik": ANA, "active_from": "2024-01-01", "active_to": "2024-03-31", "membership_id": "M1"},
    )
    load(tmp_path / "c", {"nik": ANA, "active_from": "2024-04-01", "membership_id": "M2"})

    resolve()

    assert found(connection) == []


@pytest.mark.parametrize(
    ("name", "born", "is_told"),
    [
        ("BUDI SANTOSO", BORN_LATER, True),
        ("BUDI SANTOSO", BORN_FIRST, False),
        (" ana lestari", BORN_LATER, False),
        ("", BORN_LATER, False),
    ],
)
def test_a_nik_with_another_name_and_birth_date_than_before_changed_hands(
    connection: Connection, tmp_path: Path, name: str, born: str, is_told: bool
):
    load(tmp_path / "a", {"nik": ANA, "nama": "ANA LESTARI", "tanggal_lahir": BORN_FIRST})
    later = load(tmp_path / "b", {"nik": ANA, "nama": name, "tanggal_lahir": born})
    resolve()

    told = [row for row in found(connection) if row[1] == "NIK_BERPINDAH"]

    assert told == ([(later, "NIK_BERPINDAH", 1, "1:2")] if is_told else [])
    assert people(persons(connection)) == {frozenset({ANA})}


def test_a_household_on_one_nik_is_told_row_by_row(connection: Connection, tmp_path: Path):
    family = [("ANA LESTARI", BORN_FIRST), ("BUDI SANTOSO", BORN_LATER), ("CITRA DEWI", "2001-02-03")]
    rows = [
        {"nik": ANA, "nama": name, "tanggal_lahir": born, "npp": f"N{number}"}
        for number, (name, born) in enumerate(family)
    ]
    together = load(tmp_path / "a", *rows)

    resolve()

    assert found(connection) == [(together, "NIK_DIPAKAI_BERSAMA", 2, "1:3, 1:4")]


def test_the_command_lists_what_is_odd_with_its_rows(connection: Connection, tmp_path: Path):
    runner = CliRunner()
    nothing = runner.invoke(cli.app, ["review", "register"])
    load_no = register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_ONE))
    resolve()

    listed = json.loads(runner.invoke(cli.app, ["review", "register", "--json"]).stdout)
    shown = runner.invoke(cli.app, ["review", "register"]).stdout

    assert nothing.stdout == "0 kinds of oddity in the loads of the register\n"
    assert [(one["load_no"], one["code"]) for one in listed] == [(load_no, "KPJ_BEBERAPA_NIK")]
    assert "Satu KPJ dengan beberapa NIK" in shown
    assert ANA not in shown


def test_twins_are_two_persons_and_nothing_is_told(connection: Connection, tmp_path: Path):
    load(
        tmp_path / "a",
        {"nik": ANA, "kpj": KPJ_ONE, "nama": "ANA LESTARI", "tanggal_lahir": BORN_FIRST},
        {"nik": BUDI, "kpj": KPJ_TWO, "nama": "ANI LESTARI", "tanggal_lahir": BORN_FIRST},
    )

    resolve()

    assert people(persons(connection)) == {frozenset({ANA, KPJ_ONE}), frozenset({BUDI, KPJ_TWO})}
    assert found(connection) == []


def test_what_is_odd_is_logged_without_anybodys_data(
    connection: Connection, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_ONE))

    with caplog.at_level(logging.WARNING):
        resolve()

    [line] = [record.getMessage() for record in caplog.records if "register load" in record.getMessage()]
    assert "1 One KPJ with several NIKs" in line
    assert ANA not in caplog.text
    assert KPJ_ONE not in caplog.text


def test_persons_told_apart_by_a_human_are_not_made_one_again_by_the_register(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE), ("", KPJ_TWO))
    register(tmp_path / "b", (ANA, KPJ_ONE))
    resolve()
    with connect() as opened, loads.load(opened, "decision") as under_way:
        opened.execute(
            "insert into identity.split"
            " select younger_person_no, older_person_no, %s, 'dua orang', 'operator' from identity.merge",
            [under_way.load_no],
        )
    resolve()

    again = register(tmp_path / "c", (ANA, KPJ_ONE), (ANA, KPJ_TWO))
    through = register(tmp_path / "d", (BUDI, KPJ_TWO))
    last = register(tmp_path / "e", (BUDI, KPJ_ONE))
    resolve()

    assert people(persons(connection)) == {frozenset({ANA, BUDI, KPJ_TWO}), frozenset({KPJ_ONE})}
    told = {row[0] for row in found(connection) if row[1] == "ORANG_DIPISAH"}
    assert told == {again, last}
    assert through not in told


def test_an_extract_of_half_the_register_is_refused_before_anybody_is_numbered(
    connection: Connection, tmp_path: Path
):
    rows = [row for number in range(40) for row in members(f"M{number}", nik=f"33289901018{number:05d}")]
    extracts.load_folder(write_extract(tmp_path / "a", "full", membership=rows), "register")
    resolve()

    with pytest.raises(ExtractRefused):
        extracts.load_folder(write_extract(tmp_path / "b", "full", membership=rows[:19]), "register")

    assert resolve() == 0
    assert len(persons(connection)) == 40

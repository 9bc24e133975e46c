"""The manifest names every file that facts come from, so that nothing but it is needed to name a source."""

from typing import Any

import pytest
from cakupan.editions import inputs
from world_builders import AS_OF, World, nik, world


@pytest.fixture(scope="module")
def listed(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with world(postgres, template, tmp_path_factory.mktemp("inputs")) as this:
        fill(this)
        this.build()
        return inputs.read(this.connection, this.schema, AS_OF)


def fill(this: World) -> None:
    this.load("2024-10-01")
    this.areas()
    this.partner("pemda-33.28", "pemda_rentan", carry_forward=True)
    this.connection.execute(
        "insert into control.load_file values (%s, 1, 'register.membership', '2024-11-04/membership.csv',"
        " repeat('a', 64), 'full', 3, 3, 0)",
        [this.load_nos[-1]],
    )
    for day, reason in (("2024-11-01", "Kartu keluarga dilihat"), ("2024-11-20", "Baru diputuskan")):
        decision = (
            "with made as (insert into control.load (kind, recorded_at, code_version)"
            " values ('decision', %s, 'x') returning load_no)"
            " insert into identity.ruling (load_no, partner_no, row_digest, outcome, reason, decided_by)"
            " select load_no, 1, 'x', 'no_match', %s, 'petugas' from made returning load_no, reason"
        )
        noted = (
            "insert into control.action (action, subject, actor, reason, load_no, acted_at)"
            " values ('ruling', 'S000001/1/2', 'petugas', %s, %s, control.now())"
        )
        for load_no, given in this.connection.execute(decision, [day, reason]).fetchall():
            this.connection.execute(noted, [given, load_no])
    this.roster("pemda-33.28", "pemda_rentan", {"who": 1}, file_name=f"DTKS {nik(1)} Okt.xlsx")
    this.roster("pemda-33.28", "pemda_rentan", outcome="refused", file_name="kosong.xlsx")


def test_a_submission_is_listed_with_its_file_its_sheets_and_what_became_of_it(listed):
    first, second = listed["submissions"]

    assert (first["submission_no"], first["submission_id"], first["partner_id"]) == (
        1,
        "S000001",
        "pemda-33.28",
    )
    assert (first["received_at"], first["sheets"]) == ("2024-11-02T03:00:00Z", [[1, "Sheet1"]])
    assert (first["outcome"], first["is_in_force"]) == ("accepted", True)
    assert (second["file_name"], second["outcome"], second["is_in_force"]) == (
        "kosong.xlsx",
        "refused",
        False,
    )


def test_a_number_of_a_person_in_the_name_of_a_file_is_not_frozen(listed):
    assert listed["submissions"][0]["file_name"] == "DTKS **************** Okt.xlsx"


def test_the_file_of_an_extract_is_listed_by_name_and_when_it_was_loaded(listed):
    (file,) = listed["extract_files"]

    assert (file["file_name"], file["table_name"]) == ("2024-11-04/membership.csv", "register.membership")
    assert file["recorded_at"] == "2024-10-01T00:00:00Z"


def test_what_staff_decided_by_then_is_listed_with_the_reason_they_gave(listed):
    (decision,) = listed["decisions"]

    assert (decision["kind"], decision["reason"]) == ("decision", "Kartu keluarga dilihat")
    assert decision["recorded_at"] == "2024-11-01T00:00:00Z"

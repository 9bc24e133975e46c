"""What a person may ask: to see what is held, and to have it corrected; all is recorded."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from cakupan.editions import close
from cakupan.errors import CakupanError, NotFound, ReasonTooShort
from rights_world import (
    ANA,
    BUDI,
    CITRA,
    FIRST,
    KPJ,
    OTHER_KPJ,
    PERIOD,
    REASON,
    asked,
    done,
    past_triggers,
    person_of,
    refused,
    rows,
    told_world,
)
from world_builders import World, nik


@pytest.fixture
def told(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ana, a former member who is on a list, and others."""
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    with told_world(postgres, template, tmp_path) as this:
        yield this


@pytest.fixture
def published(told: World) -> World:
    """The month in which all of them counted."""
    close.run(PERIOD, FIRST)
    return told


def test_everything_held_on_a_person_and_nothing_of_others_is_written_to_a_file_of_the_owner_alone(
    published: World, tmp_path: Path
):
    file = tmp_path / "ana.json"

    result = asked("export", ANA, "--reason", REASON, "-o", str(file))

    content = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [row["nama"] for row in content["memberships"]] == ["ANA WIDYASTUTI"]
    assert [row["claim_id"] for row in content["claims"]] == ["K1"]
    (listed,) = content["roster_rows"]
    assert (listed["nama"], listed["submission_id"], listed["sheet_name"], listed["row_number"]) == (
        "ANA WIDYASTUTI", "S000001", "Sheet1", 2,
    )  # fmt: skip
    assert listed["file_name"] == f"daftar {'*' * 16}.xlsx"
    assert {row["number"] for row in content["keys"]} == {ANA, KPJ}
    assert {row["edition"] for row in content["published"]} == {"2024-10/v1"}
    for other in (BUDI, CITRA, "BUDI", "CITRA", OTHER_KPJ):
        assert other not in file.read_text()
    assert not {ANA, KPJ, "WIDYASTUTI"} & set(result.output.split())
    assert rows(
        published, "select subject, actor, reason from control.action where action = 'person_export'"
    ) == [(f"person {person_of(published, ANA)}", "siti", REASON)]


def test_a_person_is_found_by_every_number_of_his_and_the_workbook_says_the_same(told: World, tmp_path: Path):
    for number, who in enumerate((ANA, KPJ, f"P{person_of(told, ANA)}", str(person_of(told, ANA)))):
        file = tmp_path / f"{number}.xlsx"
        done("export", who, "--reason", REASON, "-o", str(file))

        book = openpyxl.load_workbook(file)
        cells = {cell for sheet in book for row in sheet.values for cell in row}
        assert {ANA, KPJ, "ANA WIDYASTUTI"} <= cells
        assert not {BUDI, CITRA} & cells


def test_a_number_on_standard_input_stays_out_of_the_command(told: World, tmp_path: Path):
    file = tmp_path / "a.json"

    result = asked("export", "-", "--reason", REASON, "-o", str(file), input=f"{ANA}\n")

    assert result.exit_code == 0
    assert json.loads(file.read_text())["person_no"] == person_of(told, ANA)


def test_a_row_with_his_nik_that_is_somebody_elses_shows_its_place_and_no_more(told: World, tmp_path: Path):
    other = person_of(told, CITRA)
    past_triggers(
        f"update identity.decision set outcome = 'match', method = 'ruling', person_no = {other}"
        " where row_number = 2"
    )
    file = tmp_path / "a.json"

    done("export", ANA, "--reason", REASON, "-o", str(file))

    (listed,) = json.loads(file.read_text())["roster_rows"]
    assert (listed["is_own"], listed["nik"], listed.get("nama")) == (False, ANA, None)


def test_later_an_export_says_who_read_before(published: World, tmp_path: Path):
    done("export", ANA, "--reason", REASON, "-o", str(tmp_path / "a.json"))
    published.connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at) values"
        " ('read', 'ucj_ytd:2024-10:33', 'auditor', 'x', '{\"edition\": \"2024-10/v1\"}', control.now()),"
        " ('read', 'ucj_ytd:2024-09:33', 'auditor', 'x', '{\"edition\": \"2024-09/v1\"}', control.now()),"
        " ('read', 'S000001..S000009', 'operator', 'x', '{}', control.now())"
    )
    published.connection.commit()

    done("export", ANA, "--reason", REASON, "-o", str(tmp_path / "b.json"))

    readings = json.loads((tmp_path / "b.json").read_text())["readings"]
    assert [(row["actor"], row["is_of_him"]) for row in readings] == [
        ("siti", "certain"), ("auditor", "possible"), ("operator", "possible"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "reason", "error"),
    [
        (nik(77), REASON, NotFound),
        ("P99", REASON, NotFound),
        ("Ana", REASON, NotFound),
        (ANA, "perlu", ReasonTooShort),
        (ANA, "1234567890 12", ReasonTooShort),
    ],
)
def test_nobody_and_no_reason_write_no_file_and_no_action(
    told: World, tmp_path: Path, who: str, reason: str, error: type[CakupanError]
):
    file = tmp_path / "a.json"

    assert isinstance(refused("export", who, "--reason", reason, "-o", str(file)), error)

    assert not file.exists()
    assert rows(told, "select count(*) from control.action where action = 'person_export'") == [(0,)]


# Corrected


def test_a_correction_goes_to_every_source_and_is_listed_until_it_is_done(told: World):
    request = done("correct", ANA, "--reason", f"tanggal lahir salah, bukan {ANA}", "--from", "surat 12")

    assert request["goes_to"] == "pemda-33.28, register"
    assert request["wrong"] == f"tanggal lahir salah, bukan {'*' * 16}"
    assert [each["number"] for each in done("requests")["open"]] == [request["number"]]
    assert isinstance(refused("requests", "--done", str(request["number"])), ReasonTooShort)
    closed = done("requests", "--done", str(request["number"]), "--reason", "daftar baru sudah masuk")
    assert closed["open"] == []
    assert isinstance(
        refused("requests", "--done", str(request["number"]), "--reason", "daftar baru sudah masuk"), NotFound
    )
    assert rows(told, "select nama from register.membership order by 1") == [
        ("ANA WIDYASTUTI",), ("BUDI SANTOSO",),
    ]  # fmt: skip

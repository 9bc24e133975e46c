"""Rulings about persons who are forgotten, and on rows that were emptied: told, and nothing breaks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cakupan import cli, settings
from cakupan.editions import close
from cakupan.editions.verifying import verify
from cakupan.errors import AnswerIsNo
from cakupan.identity import resolve
from cakupan.identity.rulings import deciding, stale
from cakupan.identity.rulings.deciding import Ruling
from cakupan.identity.rulings.said import Said
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect
from rights_world import (
    ANA,
    BUDI,
    CITRA,
    FIRST,
    PERIOD,
    asked,
    broken,
    done,
    forget,
    person_of,
    rows,
    told_world,
)
from typer.testing import CliRunner
from world_builders import World

SAID = Said(reason="KTP sudah diperlihatkan di kantor desa", decided_by="rina")
ANAS_ROW, CITRAS_ROW = "S000001/1/2", "S000001/1/3"


@pytest.fixture
def told(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ana, a former member, and Budi, a member; Ana and Citra are on a list."""
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    with told_world(postgres, template, tmp_path) as this:
        yield this


def rule(row: str, person_no: int | None) -> None:
    with connect() as opened:
        deciding.record(opened, [Ruling(row=row, person_no=person_no, said=SAID)])


def stale_rows() -> list[str]:
    with connect() as opened:
        return [each.row_id for each in stale.find(opened)]


def listed_again(this: World, *people: dict[str, object]) -> None:
    """Let the partner send these people once more, and say who they are."""
    this.load("2024-12-02")
    this.roster("pemda-33.28", "pemda_rentan", *people, period="2024-11")
    this.connection.commit()
    resolve.persons(this.connection)
    this.connection.commit()


def test_a_ruling_that_a_row_is_not_somebody_is_told_once_he_is_forgotten(told: World):
    rule(ANAS_ROW, None)
    assert stale_rows() == []

    forget(ANA)

    assert stale_rows() == [ANAS_ROW]
    answer = CliRunner().invoke(cli.app, ["review", "stale"])
    assert answer.exit_code == 0 and SAID.reason in answer.stdout and ANA not in answer.stdout
    listed_again(told, {"who": 1, "nama": "ANA WIDYASTUTI", "area_code": "33.28.01.2001"})
    person = rows(told, "select person_no from identity.finding where code = 'ORANG_DILUPAKAN'")
    assert len(person) == 1
    assert [each["person"] for each in done("requests")["appeared_again"]] == [f"person {person[0][0]}"]
    assert broken(told) == []


def test_a_ruling_that_a_row_is_somebody_goes_with_him_and_its_row_is_found_anew(told: World):
    budi = person_of(told, BUDI)
    rule(CITRAS_ROW, budi)

    forget(BUDI, "--in-spite-of-membership")
    listed_again(told, {"who": 3, "nama": "CITRA LESTARI", "area_code": "33.28.01.2001"})

    assert stale_rows() == []
    newest = rows(told, "select outcome, method from identity.decision order by load_no desc limit 1")
    assert newest == [("no_match", "none")]
    assert asked("requests").exit_code == 0
    assert broken(told) == []


def test_a_row_that_was_emptied_is_decided_no_more_and_what_was_ruled_on_it_breaks_nothing(told: World):
    rule(CITRAS_ROW, None)
    forget(CITRA)

    with pytest.raises(AnswerIsNo, match="was emptied"):
        rule(CITRAS_ROW, person_of(told, BUDI))

    with connect() as opened:
        assert stale.of_month(opened, PERIOD, loads.now(opened)).empty  # no row states it any more
    listed_again(told, {"who": 3, "nama": "CITRA LESTARI", "area_code": "33.28.01.2001"})
    assert broken(told) == []


def test_an_edition_with_ruled_rows_verifies_after_all_of_them_are_forgotten(told: World):
    rule(CITRAS_ROW, person_of(told, BUDI))
    rule(ANAS_ROW, None)
    close.run(PERIOD, FIRST)
    edition = settings.load().home / "editions" / PERIOD / "v1"
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}

    for who in (ANA, BUDI, CITRA):
        forget(who, "--in-spite-of-membership")

    assert verify.verify(edition).is_ok
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before
    assert broken(told) == []

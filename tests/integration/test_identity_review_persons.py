"""Merges and splits that a team writes into a review workbook need two people and are done once."""

import io
from pathlib import Path

import openpyxl
import pytest
from cakupan import cli
from cakupan.errors import AnswerIsNo
from cakupan.identity.review import importing, workbook
from cakupan.identity.review.importing import Imported
from cakupan.identity.rulings import joining
from cakupan.identity.rulings.said import Said
from cakupan.warehouse.connection import Connection, connect
from identity_builders import ANA, BUDI, CITRA, KPJ_ONE, KPJ_THREE, KPJ_TWO, persons, register, resolve
from typer.testing import CliRunner

WHY = "Dua kartu milik orang yang sama"
TWINS = "Ternyata dua saudara kembar"


@pytest.fixture(autouse=True)
def three(connection: Connection, tmp_path: Path) -> None:
    """Three persons of the register."""
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_TWO), (CITRA, KPJ_THREE))
    resolve()


def written(folder: Path, *lines: tuple[object, ...], heading: str = workbook.OTHER_PERSON) -> Path:
    """Write decisions on persons into a workbook as a team gets it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.write([])))
    sheet = book[workbook.PERSONS_SHEET]
    sheet.cell(1, 2).value = heading
    for number, line in enumerate(lines, start=2):
        for column, value in enumerate(line, start=1):
            sheet.cell(number, column).value = value  # type: ignore[assignment] # what a desk writes
    path = folder / "tinjauan.xlsx"
    book.save(path)
    return path


def take(path: Path, *, by: str = "joko", second: str | None = None, is_partial: bool = False) -> Imported:
    with connect() as opened:
        return importing.take(opened, path, second_by=second, returned_by=by, is_partial=is_partial)


def outcomes(imported: Imported) -> list[str]:
    return [answer.outcome for answer in imported.answers]


def numbers(connection: Connection) -> int:
    return len(set(persons(connection).values()))


def test_who_returns_the_workbook_is_the_second_person_of_a_merge(connection: Connection, tmp_path: Path):
    taken = take(written(tmp_path, (1, 2, "gabung", WHY, "rina")))

    assert (outcomes(taken), taken.is_recorded) == (["recorded"], True)
    assert numbers(connection) == 2
    assert connection.execute("select reason, ruled_by from identity.merge").fetchall() == [
        (WHY, "rina, joko")
    ]


@pytest.mark.parametrize(("by", "second"), [("rina", None), ("Rina ", None), ("joko", "RINA")])
def test_the_same_person_twice_makes_nobody_one(
    connection: Connection, tmp_path: Path, by: str, second: str | None
):
    taken = take(written(tmp_path, (1, 2, "gabung", WHY, "rina")), by=by, second=second)

    assert outcomes(taken) == ["refused"]
    assert "cannot agree with himself" in (taken.answers[0].because or "")
    assert numbers(connection) == 3


def test_a_workbook_returned_twice_does_nothing_again_even_after_a_split(
    connection: Connection, tmp_path: Path
):
    path = written(tmp_path, (1, 2, "gabung", WHY, "rina"))
    take(path)
    with connect() as opened:
        joining.split(opened, 2, Said(reason=TWINS, decided_by="siti"))

    again = take(path)

    assert (outcomes(again), again.is_recorded) == (["recorded before"], False)
    assert numbers(connection) == 3


def test_a_split_is_taken_in_and_told_when_it_comes_again(connection: Connection, tmp_path: Path):
    take(written(tmp_path, (1, 2, "gabung", WHY, "rina")))
    path = written(tmp_path, ("2", None, " Pisah", TWINS, "rina"))

    first, again = take(path, by="rina"), take(path)

    assert (outcomes(first), outcomes(again)) == (["recorded"], ["recorded before"])
    assert numbers(connection) == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ((1, 2, "satukan", WHY, "rina"), "none of gabung, pisah"),
        ((1, 1, "gabung", WHY, "rina"), "both numbers are the same"),
        ((1, None, "gabung", WHY, "rina"), "persons are named by their numbers"),
        ((1, "dua", "gabung", WHY, "rina"), "persons are named by their numbers"),
        ((1, 1.5, "gabung", WHY, "rina"), "persons are named by their numbers"),
        ((1, 10**30, "gabung", WHY, "rina"), "persons are named by their numbers"),
        ((1, 99, "gabung", WHY, "rina"), "no person 99"),
        ((1, "=1+1", "gabung", WHY, "rina"), "a formula stands in Orang lain"),
        ((1, 2, "gabung", "ya", "rina"), "at least 10 letters"),
        ((1, 2, "gabung", WHY, None), "Nobody is named"),
        ((1, 2, "gabung", f"KTP {ANA} dan kartu", "rina"), "number of a person"),
        ((2, None, "pisah", TWINS, "rina"), "was not made another person"),
        ((2, 3, "pisah", TWINS, "rina"), "was not made 3"),
    ],
)
def test_what_is_odd_is_refused_with_why_and_records_nothing(
    connection: Connection, tmp_path: Path, line: tuple[object, ...], told: str
):
    taken = take(written(tmp_path, line, (1, 3, "gabung", WHY, "rina")))

    assert outcomes(taken) == ["refused", "recorded"]
    assert told in (taken.answers[0].because or "")
    assert not taken.is_recorded
    assert numbers(connection) == 3


def test_what_can_be_is_recorded_when_that_is_asked(connection: Connection, tmp_path: Path):
    path = written(tmp_path, (1, 99, "gabung", WHY, "rina"), (2, 3, "gabung", WHY, "rina"))

    assert take(path, is_partial=True).is_recorded
    assert numbers(connection) == 2


def test_persons_named_twice_and_a_changed_heading_are_refused(connection: Connection, tmp_path: Path):
    twice = take(written(tmp_path, (1, 2, "gabung", WHY, "rina"), (2, 1, "gabung", WHY, "rina")))
    with pytest.raises(AnswerIsNo, match="no column Orang lain"):
        take(written(tmp_path, (1, 2, "gabung", WHY, "rina"), heading="Orang ke-2"))

    assert outcomes(twice) == ["refused", "refused"]
    assert numbers(connection) == 3


def test_the_command_tells_what_became_of_each_row(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAKUPAN_ACTOR", "rina")
    path = str(written(tmp_path, (1, 2, "gabung", WHY, "rina")))

    alone = CliRunner().invoke(cli.app, ["review", "import", path])
    together = CliRunner().invoke(cli.app, ["review", "import", path, "--second", "joko"])

    assert (alone.exit_code, together.exit_code) == (1, 0)
    assert "row 2, orang 1 = orang 2: refused, rina cannot agree with himself" in alone.stdout
    assert "1 recorded" in together.stdout

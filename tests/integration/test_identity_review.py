"""What is undecided is listed with the largest effect first, masked, and who read it is recorded."""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from cakupan.identity.matching import match
from cakupan.identity.review import importing, listing, workbook
from cakupan.identity.review.importing import Imported
from cakupan.identity.review.listing import Asked, Listing
from cakupan.identity.rulings import deciding, stale
from cakupan.identity.rulings.deciding import Ruling
from cakupan.identity.rulings.said import Said
from cakupan.warehouse.connection import Connection, connect
from identity_builders import ANA, BUDI, CITRA, DEWI, KPJ_ONE, KPJ_TWO, register, resolve
from roster_rows import PERIOD, land

SMALL, LARGE = "33.28.10.2001", "33.28.10.2002"
SAID = Said(reason="Dicocokkan dengan KTP di kantor desa", decided_by="rina")


@pytest.fixture(autouse=True)
def month_of_the_lists(connection: Connection) -> None:
    """Let the warehouse's clock stand in the month that the lists of these tests are for."""
    connection.execute(
        "insert into control.demo_clock (story_at, set_at) values (%s, now())",
        [datetime(2024, 10, 20, tzinfo=UTC)],
    )


@pytest.fixture
def pairs(connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows that may be Ana: one in a place of its own, two in one place, one quarantined."""
    register(tmp_path / "a", (ANA, KPJ_ONE))
    verdicts = ("accepted", "accepted", "accepted", "quarantined")
    rows = [{"nik": nik, "verdict": v} for nik, v in zip((BUDI, CITRA, DEWI, BUDI), verdicts, strict=True)]
    land(connection, kind="pemda_rentan", rows=rows)
    connection.execute(
        "update intake.roster_row set nama = 'SITI AMINAH',"
        " area_code = case row_number when 4 then %s else %s end",
        [SMALL, LARGE],
    )
    monkeypatch.setattr(match, "match", may_be_ana)
    resolve()


def may_be_ana(opened: Connection, as_of: datetime) -> None:
    opened.execute(
        "insert into row_decided (submission_no, judgement_no, sheet_no, row_number, load_no, outcome,"
        " method, candidate_no, name_level, date_level, nik_level, weight, lead, model_version)"
        " select submission_no, judgement_no, sheet_no, row_number, load_no, 'possible', 'model',"
        " 1, 9, 7, 6, 21.5, 7.25, 'uji' from row_to_match"
    )


def ask(*, with_suggestions: bool = False, partner_id: str | None = None, limit: int = 20) -> Listing:
    asked = Asked(
        period=None,
        partner_id=partner_id,
        limit=limit,
        with_suggestions=with_suggestions,
        actor="rina",
    )
    with connect() as opened:
        return listing.undecided(opened, asked)


@pytest.mark.usefixtures("pairs")
def test_the_pair_that_moves_its_place_most_comes_first_and_suggestions_last():
    answer = ask(with_suggestions=True)

    assert answer.period == PERIOD
    assert [(pair.row_id, str(pair.points), pair.is_suggestion) for pair in answer.pairs] == [
        ("S000001/1/4", "100.00", False),
        ("S000001/1/2", "50.00", False),
        ("S000001/1/3", "50.00", False),
        ("S000001/1/5", "0", True),
    ]
    assert answer.pairs[0].effect == f"menggerakkan roster_coverage {SMALL} 100,00 poin"


@pytest.mark.usefixtures("pairs")
def test_both_sides_are_masked_and_reasons_are_told_in_words():
    pair = ask().pairs[0]

    shown = str(pair.as_dict())
    assert not [key for key in (ANA, DEWI, KPJ_ONE, "AMINAH") if key in shown]
    assert pair.nik == f"{DEWI[:4]}********{DEWI[-4:]}"
    assert pair.name == "S*** A*****"
    assert pair.reasons == ("nama sama bunyi", "tanggal lahir sama", "NIK beda satu angka")
    assert pair.reasons_en == ("name sounds the same", "same birth date", "NIK one digit off")
    assert (str(pair.weight), str(pair.lead), pair.model_version) == ("21.50", "7.25", "uji")


@pytest.mark.usefixtures("pairs")
def test_a_person_who_is_no_member_at_the_end_of_the_month_moves_nothing(connection: Connection):
    connection.execute("set session_replication_role = replica")
    connection.execute("update register.membership set active_to = '2024-10-30'")

    assert {pair.effect for pair in ask().pairs} == {"tidak menggerakkan cakupan"}


@pytest.mark.usefixtures("pairs")
def test_that_both_sides_were_read_is_recorded_with_how_many(connection: Connection):
    assert ask(limit=2).all_pairs == 3

    assert connection.execute(
        "select action, subject, actor, details ->> 'rows' from control.action"
    ).fetchall() == [("review", PERIOD, "rina", "2")]


@pytest.mark.usefixtures("pairs")
def test_a_decided_pair_is_not_listed_again_nor_one_of_another_partner():
    with connect() as opened:
        deciding.record(opened, [Ruling(row="S000001/1/4", person_no=None, said=SAID)])

    assert [pair.row_id for pair in ask().pairs] == ["S000001/1/2", "S000001/1/3"]
    assert ask(partner_id="pemda-99.99").pairs == ()


@pytest.mark.usefixtures("pairs")
def test_a_ruling_on_what_has_changed_is_listed_as_stale(tmp_path: Path):
    with connect() as opened:
        deciding.record(opened, [Ruling(row="S000001/1/4", person_no=1, said=SAID)])
        before = stale.find(opened)

    register(tmp_path / "b", (ANA, KPJ_TWO))
    resolve()
    with connect() as opened:
        after = stale.find(opened)

    assert before == []
    assert [(each.row_id, each.outcome, each.person_no, each.decided_by) for each in after] == [
        ("S000001/1/4", "match", 1, "rina")
    ]


def exported(folder: Path, *, decisions: dict[int, str]) -> Path:
    """Write the undecided pairs into a workbook and decide rows of it, as somebody at a desk does."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(ask().pairs)))
    sheet = book[workbook.SHEET]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for line, decision in decisions.items():
        values = {"Keputusan": decision, "Alasan": SAID.reason, "Pemutus": "rina"}
        for name, value in values.items():
            sheet.cell(line, columns[name]).value = value
    path = folder / "tinjauan.xlsx"
    book.save(path)
    return path


def take(path: Path, *, is_partial: bool = False, returned_by: str = "siti") -> Imported:
    with connect() as opened:
        return importing.take(opened, path, second_by=None, returned_by=returned_by, is_partial=is_partial)


def outcomes(imported: Imported) -> list[str]:
    return [answer.outcome for answer in imported.answers]


def rulings(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "select outcome, person_no, workbook_sha256 from identity.ruling order by ruling_no"
    ).fetchall()


@pytest.mark.usefixtures("pairs")
def test_a_workbook_is_recorded_once_however_often_it_comes_back(connection: Connection, tmp_path: Path):
    path = exported(tmp_path, decisions={2: "sama", 3: "bukan"})
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()

    first, again = take(path), take(path)

    assert outcomes(first) == ["recorded", "recorded", "open"]
    assert outcomes(again) == ["recorded before", "recorded before", "open"]
    assert rulings(connection) == [("match", 1, sha256), ("no_match", None, sha256)]
    assert [pair.row_id for pair in ask().pairs] == ["S000001/1/3"]


@pytest.mark.usefixtures("pairs")
def test_a_workbook_with_a_refused_row_records_nothing_unless_asked_to(
    connection: Connection, tmp_path: Path
):
    path = exported(tmp_path, decisions={2: "sama", 3: "samma"})

    whole = take(path)
    assert rulings(connection) == []
    part = take(path, is_partial=True)

    assert (whole.is_recorded, part.is_recorded) == (False, True)
    assert outcomes(whole) == outcomes(part) == ["recorded", "refused", "open"]
    assert [row[0] for row in rulings(connection)] == ["match"]


@pytest.mark.usefixtures("pairs")
def test_a_pair_decided_otherwise_since_it_was_asked_is_refused(connection: Connection, tmp_path: Path):
    path = exported(tmp_path, decisions={2: "sama"})
    with connect() as opened:
        deciding.record(opened, [Ruling(row="S000001/1/4", person_no=None, said=SAID)])

    answer = take(path, is_partial=True).answers[0]

    assert (answer.row_id, answer.outcome) == ("S000001/1/4", "refused")
    assert "decided it otherwise" in (answer.because or "")
    assert [row[0] for row in rulings(connection)] == ["no_match"]


@pytest.mark.usefixtures("pairs")
def test_a_pair_of_which_a_later_model_says_otherwise_is_refused(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = exported(tmp_path, decisions={2: "sama"})

    def surer(opened: Connection, as_of: datetime) -> None:
        may_be_ana(opened, as_of)
        opened.execute("update row_decided set weight = 23.75, model_version = 'uji 2'")

    monkeypatch.setattr(match, "match", surer)
    register(tmp_path / "b", (CITRA, KPJ_TWO))

    answer = take(path).answers[0]

    assert (answer.outcome, answer.because) == (
        "refused",
        "what is known of it has changed since; export it again",
    )
    assert rulings(connection) == []

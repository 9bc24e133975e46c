"""What a receipt tells of rows that are, or may be, a member: what looks wrong, and nothing of the member."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import sheet
from cakupan import cli
from cakupan.identity import identify, resolve
from cakupan.intake import answering
from cakupan.intake.answering import suggestions
from cakupan.intake.inbox import receive
from cakupan.intake.storing import land
from cakupan.warehouse import locks
from cakupan.warehouse.connection import Connection
from intake_builders import PARTNER, given_file, given_partner, query
from matching_builders import Somebody, register
from openpyxl import load_workbook
from typer.testing import CliRunner

pytestmark = pytest.mark.usefixtures("few_areas")
NAME = f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx"
HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Desa", "Kecamatan"]
KPJ = "10000000017"
WARSITO = Somebody(area="33.28.10.2001", kpj=KPJ, mother="SUMARNI")
FATHER = Somebody(name="SUGENG RIYADI", nik="3328990301750008", born=date(1975, 1, 3), area="33.28.10.2001")
NIK_COLUMN, STATUS, WHY, WHAT = 0, -3, -2, -1


def row(**written: Any) -> list[Any]:
    """A row of Warsito as the partner writes it."""
    told = {"nik": WARSITO.nik, "nama": "WARSITO HADI PURNOMO", "lahir": "17-05-1980", "sex": "L"} | written
    return [told["nik"], told["nama"], told["lahir"], told["sex"], "Kalisapu", "Slawi"]


def answered(*rows: Sequence[Any]) -> Path:
    """Send the rows as one list, and do what the pipeline does."""
    given_file(NAME, sheet([HEADER, *rows]))
    landed = [each for batch in receive.new_batches() for each in land.replace(batch)]
    identify.catch_up()
    return answering.write(landed)[0]


def told(path: Path, row_number: int = 2) -> tuple[str | None, str, str]:
    """The comment on the NIK of a row, its status and its reasons with what to do."""
    own = load_workbook(path)["Sheet1"]
    cells = own[row_number]
    comment = cells[NIK_COLUMN].comment
    return (
        comment and comment.text,
        str(cells[STATUS].value),
        f"{cells[WHY].value} {cells[WHAT].value}",
    )


def texts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        for name in parts.namelist():
            yield parts.read(name).decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("written", "code", "status"),
    [
        ({"nik": "3328991705800017"}, "SARAN_NIK_SATU_ANGKA", "Sah dengan catatan"),
        ({"nik": "3328991705800070"}, "SARAN_NIK_TERTUKAR", "Sah dengan catatan"),
        ({"nik": "332899170580000"}, "SARAN_NIK_TERPOTONG", "Tidak sah"),
        ({"nik": "3328991705800O07"}, "SARAN_NIK_HURUF", "Tidak sah"),
        ({"nik": None}, "SARAN_NIK_TIDAK_ADA", "Tidak sah"),
        ({"nik": "332899030175ABC8"}, "SARAN_NIK_BEDA", "Tidak sah"),
    ],
)
def test_a_row_that_is_a_members_is_told_what_is_wrong_with_its_nik(
    warehouse: str, connection: Connection, written: dict[str, Any], code: str, status: str
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO)

    path = answered(row(**written))

    comment, shown, said = told(path)
    told_text = suggestions.said()[code]
    assert shown == status
    assert told_text.text in said and told_text.advice in said
    assert comment is not None and told_text.text in comment
    assert "tampaknya sudah terdaftar" in said and "seems to be registered already" in said


def test_a_nik_that_is_a_relatives_is_told_to_be_somebody_elses(
    warehouse: str, connection: Connection
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO, FATHER)

    path = answered(row(nik=FATHER.nik))

    assert "milik orang lain" in told(path)[2]
    assert "SUGENG" not in "".join(texts(path))


def test_whoever_only_may_be_somebody_is_told_so(warehouse: str, connection: Connection) -> None:
    given_partner(warehouse)
    register(connection, replace(WARSITO, kpj=None), replace(WARSITO, nik="3328991705800003", kpj=None))

    path = answered(row(nik=None))

    assert "mungkin sudah terdaftar" in told(path)[2] and "tampaknya" not in told(path)[2]


def test_nothing_is_told_where_the_register_has_nobody_or_nothing_is_wrong(
    warehouse: str, connection: Connection
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO)

    path = answered(row(), row(nik="3328991705770017", nama="BAMBANG SIMBOLON", lahir="17-05-1977"))

    assert load_workbook(path).sheetnames == ["Ringkasan Cakupan"]
    assert "SARAN" not in "".join(texts(path)) and "terdaftar" not in "".join(texts(path))


def test_the_summary_counts_suggestions_and_asks_to_look_at_them(
    warehouse: str, connection: Connection
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO)

    summary = load_workbook(answered(row(nik="3328991705800017")))["Ringkasan Cakupan"]

    lines = [[cell.value for cell in line if cell.value is not None] for line in summary]
    assert ["SARAN_NIK_SATU_ANGKA", "Sah dengan catatan"] in [line[:2] for line in lines]
    assert any("Periksa baris berstatus 'Sah dengan catatan'" in str(line) for line in lines)


@pytest.mark.parametrize(
    "written",
    [
        {"nik": "3328991705800017"},
        {"nik": "3328991705800070"},
        {"nik": "332899170580000"},
        {"nik": None},
        {"nik": None, "nama": "WARSITO HADI"},
        {"nik": "3328990301750008", "nama": "WARSITO H PURNOMO"},
        {"lahir": "17-05-1981", "nik": None},
        {"lahir": "05-17-1980", "nama": "SITI HALIMAH"},
    ],
)
def test_no_receipt_holds_a_value_of_the_register_that_the_partner_did_not_write(
    warehouse: str, connection: Connection, written: dict[str, Any]
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO, FATHER)
    sent = row(**written)

    everything = " ".join(texts(answered(sent))).upper()

    own = " ".join(str(cell) for cell in sent).upper()
    known = {
        word
        for somebody in (WARSITO, FATHER)
        for value in (somebody.name, somebody.nik, somebody.kpj, somebody.mother)
        for word in (value or "").split()
    } | {"17-05-1980", "1980-05-17", "17 MEI 1980", "17/05/1980"}
    if FATHER.nik not in own:  # which says his birth date to whoever has it
        known |= {"03-01-1975", "1975-01-03", "3 JANUARI 1975"}
    assert "SARAN_" in everything
    assert [word for word in sorted(known) if word not in own and word in everything] == []


def test_a_failure_of_matching_keeps_no_receipt_back_and_leaves_nothing_half_decided(
    warehouse: str, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO)
    monkeypatch.setattr("cakupan.identity.rows.write_decisions", broken)

    path = answered(row(nik="3328991705800017"))

    assert path.is_file()
    assert query(warehouse, "select count(*) from identity.decision") == [(0,)]
    monkeypatch.undo()
    assert identify.catch_up() is None
    (again,) = answering.write(["S000001"])
    assert "keliru di satu angka" in told(again)[2]


def test_a_command_catches_up_and_writes_receipts_anew(warehouse: str, connection: Connection) -> None:
    given_partner(warehouse)
    register(connection, WARSITO)
    given_file(NAME, sheet([HEADER, row(nik="3328991705800017")]))
    landed = [each for batch in receive.new_batches() for each in land.replace(batch)]
    (before,) = answering.write(landed)
    assert load_workbook(before).sheetnames == ["Ringkasan Cakupan"]

    done = CliRunner().invoke(cli.app, ["review", "resolve", "S000001", "--json"])

    assert done.exit_code == 0, done.output
    assert "keliru di satu angka" in told(Path(json.loads(done.stdout)["receipts"][0]))[2]


def test_what_keeps_matching_waiting_is_told_without_what_it_says(
    warehouse: str, connection: Connection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("cakupan.identity.resolve.persons", broken)

    assert identify.catch_up() == "ValueError"
    assert "3328991705800007" not in caplog.text


def test_matching_does_not_wait_for_ever_for_a_close(
    warehouse: str, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identify, "LONGEST_WAIT", "50ms")
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.PERSONS])

        assert identify.catch_up() == "LockNotAvailable"


def test_a_list_judged_again_before_a_close_is_decided_by_the_rows_that_stand(
    warehouse: str, connection: Connection
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO, FATHER)
    answered(row())
    # The receipt got lost, so that the same file is judged again; by then it is read otherwise.
    connection.execute("delete from intake.receipt")
    land.replace(["S000001"])
    connection.execute(
        "update intake.roster_row set nik = %s, nama = %s, tanggal_lahir = %s",
        [FATHER.nik, FATHER.name, FATHER.born],
    )

    with connection.transaction():
        resolve.persons(connection)

    newest = query(
        warehouse,
        "select identity.key_text(key_no) from identity.decision"
        " inner join identity.person_key using (person_no) order by decision.load_no desc limit 1",
    )
    assert newest == [(FATHER.nik,)]


def test_what_was_decided_of_rows_that_were_judged_again_is_told_of_none(
    warehouse: str, connection: Connection
) -> None:
    given_partner(warehouse)
    register(connection, WARSITO)
    path = answered(row(nik="3328991705800017"))
    assert "SARAN_" in "".join(texts(path))
    connection.execute("delete from intake.receipt")
    land.replace(["S000001"])

    (again,) = answering.write(["S000001"])

    assert "SARAN_" not in "".join(texts(again))


def broken(*_: object) -> None:
    raise ValueError("Key (nik)=(3328991705800007)")

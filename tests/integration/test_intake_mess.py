"""Mess that shows only across files: one person on several lists, one list in several versions."""

import pytest
from builders import nik, sheet
from cakupan.identity import resolve
from cakupan.intake.inbox import receive
from cakupan.intake.replaying import differences
from cakupan.warehouse.connection import connect
from intake_builders import ANI, BORN, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query
from mess_entries import entry
from openpyxl import load_workbook

pytestmark = pytest.mark.usefixtures("few_areas")
VILLAGE = "desa-33.28.10.2001"
CITRA = [3, nik(BORN, 3, is_woman=True), "CITRA", "12-08-1987", "P", "pedagang", "Kalisapu", "Slawi"]
SAME_NUMBER = [2, BUDI[1], "BUDIMAN", "12-08-1987", "L", "nelayan", "Kalisapu", "Slawi"]


def verdicts(dsn: str) -> list[tuple[object, ...]]:
    """Return partner, name and verdict of every row stored."""
    return query(
        dsn,
        "select partner_id, nama, verdict from intake.roster_row inner join intake.submission"
        " using (submission_no) order by submission_no, row_number",
    )


@entry(16)
def test_two_partners_with_one_person_are_both_right_and_it_is_one_person(warehouse: str) -> None:
    given_partner(warehouse)
    given_partner(warehouse, VILLAGE, {"kind": "desa_ekosistem"})
    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx", sheet([HEADER, ANI, BUDI]))
    given_file(f"{VILLAGE}/desa_ekosistem/2024-10/warga.xlsx", sheet([HEADER, CITRA, SAME_NUMBER]))

    ingest()
    with connect() as connection:
        resolve.persons(connection)

    assert verdicts(warehouse) == [
        (VILLAGE, "CITRA", "accepted"),
        (VILLAGE, "BUDIMAN", "accepted"),
        (PARTNER, "ANI", "accepted"),
        (PARTNER, "BUDI", "accepted"),
    ]
    assert query(warehouse, "select count(distinct person_no) from identity.person_key") == [(3,)]


@entry(16)
def test_a_person_on_two_sheets_of_one_file_is_accepted_once(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx", sheet([HEADER, ANI, BUDI, ANI]))

    ingest()

    assert [row[2] for row in verdicts(warehouse)] == ["accepted", "accepted", "duplicate"]


@entry(25)
def test_a_file_sent_again_under_its_name_with_other_rows_is_a_version_of_its_own(warehouse: str) -> None:
    given_partner(warehouse)
    name = f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx"
    given_file(name, sheet([HEADER, ANI, BUDI]))
    ingest()

    given_file(name, sheet([HEADER, ANI, CITRA]))
    ingest()

    counts = query(
        warehouse,
        "select submission_id, file_name, accepted from intake.submission inner join"
        " intake.latest_judgement using (submission_no) order by submission_no",
    )
    assert counts == [("S000001", "daftar.xlsx", 2), ("S000002", "daftar.xlsx", 2)]


@entry(25)
def test_the_same_bytes_sent_again_are_the_same_submission(warehouse: str) -> None:
    given_partner(warehouse)
    data = sheet([HEADER, ANI])
    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx", data)
    ingest()

    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar (1).xlsx", data)
    later = receive.new_batches()

    assert later == []
    assert query(warehouse, "select outcome from intake.delivery order by delivery_no") == [
        ("submission",),
        ("already_received",),
    ]


@entry(25)
def test_between_two_versions_every_row_is_new_changed_gone_or_the_same(warehouse: str) -> None:
    given_partner(warehouse)
    name = f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx"
    given_file(name, sheet([HEADER, ANI, BUDI]))
    ingest()
    given_file(name, sheet([HEADER, [*ANI[:5], "pedagang", *ANI[6:]], CITRA]))
    ingest()

    with connect() as connection:
        found = differences.difference(connection, "S000001", "S000002")

    assert (found.new, found.changed, found.gone, found.same) == (1, 1, 1, 0)
    assert found.fields == {"pekerjaan": 1, "category_code": 1}


@entry(3)
def test_the_number_a_letter_may_have_meant_is_advised_in_the_receipt_and_not_taken(warehouse: str) -> None:
    given_partner(warehouse)
    meant = nik(BORN, 1)
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx",
        sheet([HEADER, [1, f"{meant[:13]}O{meant[14:]}", *ANI[2:]], BUDI]),
    )

    receipts = ingest()

    texts = [cell.value for each in load_workbook(receipts[0]) for row in each for cell in row if cell.value]
    assert any(meant in str(text) for text in texts)
    assert verdicts(warehouse)[0][2] == "quarantined"
    assert query(warehouse, "select count(*) from intake.roster_row where nik = %s", meant) == [(0,)]


@entry(29)
@pytest.mark.parametrize("text", ['=HYPERLINK("x";"A")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3+cmd"])
def test_no_cell_of_a_receipt_is_a_formula_because_a_partner_wrote_one_as_text(
    warehouse: str, text: str
) -> None:
    given_partner(warehouse)
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/daftar.csv",
        "\r\n".join(
            ["NIK;Nama;Pekerjaan", f'{BUDI[1]};"{text.replace(chr(34), chr(34) * 2)}";petani']
        ).encode()
        + b"\r\n123;ANI;petani\r\n",
    )

    receipts = ingest()

    cells = [cell for each in load_workbook(receipts[0]) for row in each for cell in row]
    assert [cell.data_type for cell in cells if cell.value == text] == ["s"]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]

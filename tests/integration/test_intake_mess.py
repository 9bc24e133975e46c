"""Mess that shows only across files: one person on several lists, one list in several versions."""

import pytest
from builders import nik, sheet
from cakupan.identity import keys
from cakupan.intake import receive
from cakupan.warehouse.connection import connect
from intake_builders import ANI, BORN, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query
from mess_entries import entry

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
        keys.resolve(connection)

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
    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx", sheet([HEADER, ANI]))
    ingest()

    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar (1).xlsx", sheet([HEADER, ANI]))
    later = receive.new_batches()

    assert later == []
    assert query(warehouse, "select outcome from intake.delivery order by delivery_no") == [
        ("submission",),
        ("already_received",),
    ]

"""Members of one archive that are for the same partner, kind and month are together one list."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from archives import archive
from builders import SheetSpec, sheet, workbook
from cakupan import cli
from cakupan.intake.inbox import receive
from cakupan.intake.replaying import differences
from cakupan.intake.rows import holding, marks
from cakupan.intake.storing import holds
from cakupan.warehouse.connection import connect
from intake_builders import HEADER, PARTNER, RECEIVED_AT, given_file, given_partner, ingest, people, query
from openpyxl import load_workbook
from typer.testing import CliRunner

pytestmark = pytest.mark.usefixtures("few_areas")

PEOPLE = people(40)
ZIP = f"{PARTNER}/pemda_rentan/2024-10/kiriman.zip"
LISTS = "select submission_no, list_no, part_no from intake.submission order by submission_no"
ARRIVALS = "select outcome, submission_no from intake.delivery order by delivery_no"


def of(*numbers: int) -> bytes:
    """Return the workbook of one kecamatan with these people."""
    return sheet([HEADER[:3], *[PEOPLE[number] for number in numbers]])


def members(*kecamatan: bytes) -> bytes:
    return archive(*[(f"kecamatan {number}.xlsx", data) for number, data in enumerate(kecamatan)])


def corrected_receipt(submission_id: str, rows: list[list[object]]) -> bytes:
    summary = SheetSpec(name=marks.SUMMARY_SHEET, rows=[[marks.SUBMISSION_LABEL, submission_id]])
    return workbook(summary, SheetSpec(name="Daftar", rows=rows))


def outcomes(dsn: str) -> list[Any]:
    rows = query(dsn, "select outcome from intake.latest_judgement order by submission_no")
    return [row[0] for row in rows]


def given_lists(dsn: str, partner: str) -> dict[int, list[tuple[str, bool]]]:
    """Return the files of each list of a partner, the lists numbered from 1; and whether each is a part."""
    rows = query(
        dsn,
        "select dense_rank() over (order by coalesce(list_no, submission_no)), file_name, part_no is not null"
        " from intake.submission where partner_id = %s order by submission_no",
        partner,
    )
    return {number: [(name, is_part) for of, name, is_part in rows if of == number] for number, *_ in rows}


def test_the_members_of_one_archive_are_parts_of_one_list(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1, 2), of(3), of(4, 5)))

    ingest()

    assert query(warehouse, LISTS) == [(1, 1, 1), (2, 1, 2), (3, 1, 3)]
    assert outcomes(warehouse) == ["accepted"] * 3


def test_a_file_that_comes_alone_and_a_single_member_are_lists_by_themselves(warehouse: str):
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(1))
    given_file(ZIP, members(of(2)))

    receive.new_batches()

    assert query(warehouse, LISTS) == [(1, None, None), (2, None, None)]


def test_members_of_other_months_or_additions_are_no_parts(warehouse: str):
    given_partner(warehouse, PARTNER, {}, {"kind": "csr", "mode": "addition"})
    data = archive(
        ("pemda_rentan/2024-09/a.xlsx", of(1)),
        ("pemda_rentan/2024-10/b.xlsx", of(2)),
        ("csr/2024-10/c.xlsx", of(3)),
        ("csr/2024-10/d.xlsx", of(4)),
    )
    given_file(f"{PARTNER}/semua.zip", data)

    receive.new_batches()

    assert query(warehouse, LISTS) == [(number, None, None) for number in (1, 2, 3, 4)]


def test_the_same_archive_under_another_name_was_received_already(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1), of(2)))
    ingest()

    given_file(f"{PARTNER}/pemda_rentan/2024-10/lagi.zip", members(of(2), of(1)))
    receive.new_batches()

    assert query(warehouse, ARRIVALS)[3:] == [
        ("unpacked", None), ("already_received", 2), ("already_received", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("again", [(of(1), of(3)), (of(1), of(2), of(3))], ids=["one other", "one more"])
def test_an_archive_that_differs_in_one_member_is_another_list_as_a_whole(
    warehouse: str, again: tuple[bytes, ...]
):
    given_partner(warehouse)
    given_file(ZIP, members(of(1), of(2)))
    ingest()

    given_file(ZIP, members(*again))
    ingest()

    assert query(warehouse, LISTS)[2:] == [(2 + n, 3, 2 + n) for n in range(1, len(again) + 1)]


def test_one_member_sent_again_alone_counts_already(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1), of(2)))
    ingest()

    given_file(f"{PARTNER}/pemda_rentan/2024-10/kecamatan 0.xlsx", of(1))
    receive.new_batches()

    assert query(warehouse, ARRIVALS)[-1] == ("already_received", 1)


def test_files_that_come_together_are_given_the_lists_they_are_given_one_by_one(warehouse: str):
    other = "pemda-33.76"
    sent = [
        ("a.zip", members(of(1), of(2))),
        ("b.xlsx", of(1)),
        ("c.zip", members(of(1), of(3))),
        ("d.xlsx", of(2)),
        ("e.xlsx", of(3)),
        ("f.zip", members(of(1), of(3))),
        ("g.xlsx", of(1)),
        ("h.zip", members(of(3), of(1))),
        ("i.zip", members(of(1), of(3), of(3))),
    ]
    for partner in (PARTNER, other):
        given_partner(warehouse, partner)

    def give(partner: str, number: int) -> None:
        name, data = sent[number]
        given_file(f"{partner}/pemda_rentan/2024-10/{name}", data, RECEIVED_AT + timedelta(minutes=number))

    for number in range(len(sent)):
        give(PARTNER, number)
    receive.new_batches()
    for number in range(len(sent)):
        give(other, number)
        receive.new_batches()

    together, one_by_one = given_lists(warehouse, PARTNER), given_lists(warehouse, other)
    assert together == one_by_one
    assert {len(parts) for parts in together.values()} == {1, 2}


def test_a_corrected_receipt_of_one_member_takes_the_place_of_that_member(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1, 2), of(3)))
    ingest()

    given_file(f"{PARTNER}/S000002_x.xlsx", corrected_receipt("S000002", [HEADER[:3], *PEOPLE[3:6]]))
    ingest()

    assert query(warehouse, LISTS)[2:] == [(3, 1, 2)]
    assert query(warehouse, "select corrects_submission_no from intake.submission where submission_no = 3")[
        0
    ] == (2,)


def test_the_sum_of_a_list_is_compared_and_all_its_parts_are_held(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(*range(10)))
    given_file(ZIP, members(of(1, 2), of(3, 4)))

    ingest()

    assert outcomes(warehouse) == ["accepted", "held", "held"]
    assert (
        query(warehouse, "select reason_code, reason_details from intake.hold")
        == [(holding.SHRUNK, {"accepted": 4, "replaced": "S000001", "rows": 10})] * 2
    )


def test_parts_that_are_short_only_one_by_one_are_not_held(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(*range(10)))
    given_file(ZIP, members(of(1, 2, 3), of(4, 5), of(6)))

    ingest()

    assert outcomes(warehouse) == ["accepted"] * 4


def test_a_single_file_is_compared_with_the_sum_of_the_list_it_would_replace(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1, 2, 3), of(4, 5, 6)))
    ingest()

    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", of(1, 2))
    ingest()

    assert outcomes(warehouse) == ["accepted", "accepted", "held"]
    assert query(warehouse, "select reason_details from intake.hold") == [
        ({"accepted": 2, "replaced": "S000001, S000002", "rows": 6},)
    ]


def test_a_correction_that_loses_half_the_list_is_held_alone(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1, 2, 3, 4), of(5)))
    ingest()

    given_file(f"{PARTNER}/S000001_x.xlsx", corrected_receipt("S000001", [HEADER[:3], PEOPLE[1]]))
    ingest()

    assert outcomes(warehouse) == ["accepted", "accepted", "held"]


def test_of_a_part_that_was_corrected_before_only_the_newest_file_is_weighed(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1, 2), of(*range(10, 20))))
    ingest()
    given_file(f"{PARTNER}/S000001_x.xlsx", corrected_receipt("S000001", [HEADER[:3], *PEOPLE[3:5]]))
    ingest()

    given_file(f"{PARTNER}/S000002_x.xlsx", corrected_receipt("S000002", [HEADER[:3], *PEOPLE[20:23]]))
    ingest()

    assert outcomes(warehouse) == ["accepted", "accepted", "accepted", "held"]


def test_a_correction_of_a_list_that_is_held_waits_with_it(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(*range(6)))
    given_file(ZIP, members(of(1), of(2)))
    ingest()

    given_file(f"{PARTNER}/S000003_x.xlsx", corrected_receipt("S000003", [HEADER[:3], *PEOPLE[2:9]]))
    ingest()

    assert outcomes(warehouse) == ["accepted", "held", "held", "held"]


def test_releasing_one_part_frees_the_whole_list_each_with_its_own_row(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(*range(10)))
    given_file(ZIP, members(of(1), of(2), of(3)))
    ingest()

    with connect() as connection:
        released = holds.release(connection, "S000003", reason="dikonfirmasi", actor="siti")

    assert released.siblings == ("S000002", "S000004")
    assert outcomes(warehouse) == ["accepted"] * 4
    subjects = query(warehouse, "select subject from control.action where action = 'release' order by 1")
    assert subjects == [("S000002",), ("S000003",), ("S000004",)]


def test_the_receipt_of_a_part_names_the_files_that_count_with_it_and_those_that_do_not(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1), b"\x89PNG\r\n\x1a\n", of(2)))

    receipts = ingest()

    assert len(receipts) == 3
    for each in receipts:
        assert "S000001, S000003; 2 dari 3 berkas. Belum dihitung: S000002 (ditolak)." in told(each)


def test_the_receipt_of_a_correction_names_what_counts_now_and_that_a_list_is_replaced(warehouse: str):
    given_partner(warehouse)
    given_file(ZIP, members(of(1), of(2)))
    ingest()
    given_file(f"{PARTNER}/S000002_x.xlsx", corrected_receipt("S000002", [HEADER[:3], PEOPLE[3]]))
    (corrected,) = ingest()
    given_file(f"{PARTNER}/pemda_rentan/2024-10/semua.xlsx", of(1, 2, 3, 4))
    ingest()
    given_file(f"{PARTNER}/S000001_x.xlsx", corrected_receipt("S000001", [HEADER[:3], PEOPLE[5]]))

    (late,) = ingest()

    assert "S000001, S000003; 2 dari 2 berkas." in told(corrected)
    assert "sudah digantikan" not in told(corrected)
    assert "S000005, S000003; 2 dari 2 berkas. Seluruh daftar ini sudah digantikan oleh S000004" in told(late)


def test_a_part_is_compared_with_the_part_of_the_same_name_and_the_first_one_with_a_whole_list(
    warehouse: str,
):
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(1))
    given_file(ZIP, members(of(1), of(2)))
    ingest()
    given_file(ZIP, members(of(1), of(3)))
    ingest()

    with connect() as connection:
        found = [differences.previous_of(connection, f"S{number:06}") for number in (1, 2, 3, 4, 5)]

    assert found == [None, "S000001", None, "S000002", "S000003"]


def test_a_new_list_is_compared_with_the_newest_file_of_a_list_in_one_file(warehouse: str):
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", of(1, 2))
    ingest()
    given_file(f"{PARTNER}/S000001_x.xlsx", corrected_receipt("S000001", [HEADER[:3], *PEOPLE[1:4]]))
    ingest()
    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", of(1, 2, 5))
    ingest()

    with connect() as connection:
        assert differences.previous_of(connection, "S000003") == "S000002"


def told(receipt: Path) -> str:
    book = load_workbook(receipt)
    return " ".join(str(cell.value) for name in book.sheetnames for row in book[name] for cell in row)


def test_the_command_that_releases_one_part_answers_every_part_anew(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", of(*range(10)))
    given_file(ZIP, members(of(1), of(2)))
    _, *receipts = ingest()

    answer = CliRunner().invoke(cli.app, ["release", "S000002", "--reason", "dikonfirmasi"])

    assert answer.exit_code == 0, answer.output
    assert "Freed with it: S000003" in answer.output
    assert not [each for each in receipts if "DITAHAN" in told(each)]

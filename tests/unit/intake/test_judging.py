"""Rows judged at once and slice by slice."""

from datetime import date

import portions
from builders import nik
from cakupan.contracts import roster
from cakupan.intake import judging

BORN = date(1987, 8, 12)


def test_a_row_struck_through_waits_and_a_hidden_one_is_told() -> None:
    rows = [
        {"nik": nik(BORN, 1), "nama": "A", "is_struck": True},
        {"nik": nik(BORN, 2), "nama": "B", "is_hidden": True},
    ]

    [judged] = judging.judge(portions.of(rows), roster.contract("pemda_rentan"))

    found = judged.findings
    codes = [found.codes[code] for code in found.code]
    assert list(zip(found.row.tolist(), codes, found.is_error.tolist(), strict=True)) == [
        (0, "BARIS_DICORET", True),
        (1, "BARIS_TERSEMBUNYI", False),
    ]
    assert judged.verdict.tolist() == [judging.QUARANTINED, judging.ACCEPTED]

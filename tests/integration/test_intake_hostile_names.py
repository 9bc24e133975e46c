"""What files and folders may be called: any name is a name and nothing more."""

import os
from pathlib import Path

import pytest
from builders import sheet
from cakupan import settings
from intake_builders import ANI, HEADER, PARTNER, given_file, given_partner, ingest, query

pytestmark = pytest.mark.usefixtures("few_areas")

ANIS = sheet([HEADER, ANI])
FOLDER = f"{PARTNER}/pemda_rentan/2024-10"
ODD_NAMES = [
    'it\'s "quoted".xlsx',
    "two\nlines\tand a tab.xlsx",
    "emoji \U0001f468‍\U0001f33e.xlsx",
    "mark ‮xslx.xlsx",
    "é" * 125 + ".xlsx",
    "=cmd|' calc'!A1.xlsx",
    "-rf.xlsx",
    "%s%n {0} {partner_id}.xlsx",
    "back\\slash.xlsx",
    "; drop table intake.delivery; --.xlsx",
    os.fsdecode(b"not \xff\xfe utf-8.xlsx"),
    "x" * 250 + ".xlsx",
    "no ending",
    "folder.xlsx/a.xlsx",
    "con.xlsx",
]


def test_odd_names_are_names(warehouse: str) -> None:
    given_partner(warehouse)
    for number, name in enumerate(ODD_NAMES):
        given_file(f"{FOLDER}/{name}", sheet([HEADER, [number, *ANI[1:2], f"ORANG {number}"]]))

    receipts = ingest()

    assert len(receipts) == len(ODD_NAMES) - 1
    found = query(
        warehouse, "select file_name, outcome, refusal_code from intake.delivery order by delivery_no"
    )
    assert {row[0] for row in found} == {_spelt(name) for name in ODD_NAMES}
    assert [row[1:] for row in found if row[0] == "a.xlsx"] == [("refused", "JENIS_TIDAK_JELAS")]
    assert all(path.name.isascii() and path.name.startswith(("S0", "D0")) for path in receipts)
    assert not [path for path in settings.load().folder("inbox").rglob("*") if path.is_file()]


def _spelt(name: str) -> str:
    return Path(name).name.encode("utf-8", "backslashreplace").decode()


def test_a_partner_folder_with_an_odd_name_is_answered_in_a_plain_one(warehouse: str) -> None:
    for name in ["..hidden", "a\nb", "-x", "\u202epartner", "é" * 120]:
        given_file(f"{name}/a.xlsx", ANIS)

    ingest()

    found = query(warehouse, "select distinct refusal_code from intake.delivery")
    assert found == [("MITRA_TIDAK_DIKENAL",)]
    outbox = settings.load().folder("outbox")
    assert {path.parent.name for path in outbox.rglob("*.xlsx")} == {"_tanpa_mitra"}


def test_folders_may_be_deep_and_named_like_files(warehouse: str) -> None:
    given_partner(warehouse)
    deep = "/".join(["d"] * 300)
    given_file(f"{PARTNER}/{deep}/a.xlsx", ANIS)
    given_file(f"{PARTNER}/pemda_rentan.xlsx/b.xlsx", ANIS)

    ingest()

    found = query(
        warehouse, "select file_name, outcome, refusal_code from intake.delivery order by file_name"
    )
    assert found == [("a.xlsx", "refused", "JENIS_TIDAK_JELAS"), ("b.xlsx", "refused", "JENIS_TIDAK_JELAS")]

"""Rows judged together, one by one, at once and slice by slice: always the same."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import portions
import pyarrow as pa
from builders import nik
from cakupan.contracts import roster
from cakupan.intake.judging import slices as judging
from cakupan.intake.judging import stored
from cakupan.intake.judging.slices import Judged
from cakupan.intake.rows.portion import Portion
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trials import tries

BORN = date(1987, 8, 12)
KIND = "pemda_rentan"
NIKS = [
    nik(BORN, 1),
    nik(BORN, 2),
    "3328991208870010",
    "332899120887001",
    "9171991208870001",
    "-",
    "3,32899E+15",
]
NAMES = ["SUPARNO", "H. Suparno, S.Pd", "suparno suparno", "BUDI", "M. Ali", "M.Ali", "-"]
DATES = [
    "12-08-1987",
    "13/08/1987",
    "08/13/1987",
    "08/12/1987",
    "12 Agustus 87",
    "1987-08-12",
    "32001",
    "31-02-1987",
    "",
]
PLACES = ["Kalisapu", "Ds. Kalisapu", "Merlung", "Kel. Merlung", "Nowhere", ""]
ROW = st.fixed_dictionaries(
    {
        "sheet_no": st.integers(1, 2),
        "nik": st.sampled_from(NIKS),
        "nama": st.sampled_from(NAMES),
        "tanggal_lahir": st.sampled_from(DATES),
        "jenis_kelamin": st.sampled_from(["L", "P", "W", "Pria", ""]),
        "pekerjaan": st.sampled_from(["petani", "Guru Ngaji", 'kata "petik" \\ é', ""]),
        "sumber_dana": st.sampled_from(["APBD", "Dana Desa", ""]),
        "desa_kelurahan": st.sampled_from(PLACES),
        "kecamatan": st.sampled_from(["Slawi", "Margasari", ""]),
        "nik_is_number": st.booleans(),
        "is_struck": st.booleans(),
        "is_1904": st.booleans(),
    }
)
FILE = st.lists(ROW, max_size=12).map(lambda rows: sorted(rows, key=lambda row: int(row["sheet_no"])))
MANY = settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def outcome(rows: Portion, rows_at_once: int = 1000) -> list[tuple[Any, ...]]:
    """Return of each row its submission, what is stored of it, and what was found in it."""
    return [
        each for judged in judging.judge(rows, roster.contract(KIND), rows_at_once) for each in shown(judged)
    ]


def shown(judged: Judged) -> list[tuple[Any, ...]]:
    """Return the rows of a portion as `outcome` has them."""
    found = judged.findings
    of_row: dict[int, list[tuple[str, str, bool]]] = {}
    for row, code, field, is_error in zip(found.row, found.code, found.field, found.is_error, strict=True):
        of_row.setdefault(int(row), []).append((found.codes[code], found.fields[field], bool(is_error)))
    rows = stored.rows(judged).to_pylist()
    return [(each["submission_no"], each, of_row.get(number, [])) for number, each in enumerate(rows)]


@MANY
@given(files=st.lists(FILE, min_size=1, max_size=3), rows_at_once=st.integers(1, 9))
def test_judged_in_slices_is_judged_whole(files: Sequence[Any], rows_at_once: int) -> None:
    rows = portions.of(*files)

    assert outcome(rows, rows_at_once) == outcome(rows)


@MANY
@given(files=st.lists(FILE, min_size=2, max_size=4))
def test_judged_together_is_judged_one_by_one(files: Sequence[Any]) -> None:
    together = outcome(portions.of(*files))

    for number, file in enumerate(files, start=1):
        alone = outcome(portions.of(*([[]] * (number - 1)), file))
        assert [each for each in together if each[0] == number] == alone


@MANY
@given(file=FILE.filter(bool))
def test_attributes_are_what_json_says_of_the_fields_kept_without_a_column(file: Sequence[Any]) -> None:
    [judged] = judging.judge(portions.of(file), roster.contract(KIND))

    rows = stored.rows(judged).to_pylist()

    for row, given_row in zip(rows, file, strict=True):
        kept = {name: given_row[name] for name in ("pekerjaan", "sumber_dana") if given_row[name]}
        assert row["attributes"] == json.dumps(kept, ensure_ascii=False)


def test_an_amount_without_a_column_is_kept_to_the_cent() -> None:
    rows = [{"nama_perusahaan": "PT A", "pekerja_aktif": "3", "realisasi": "1.200", "skala_usaha": "kecil"}]

    [judged] = judging.judge(portions.of(rows, kind="asosiasi"), roster.contract("asosiasi"))

    assert stored.rows(judged)["attributes"].to_pylist() == ['{"realisasi": 1200, "skala_usaha": "kecil"}']
    assert [stored.as_json(Decimal(text)) for text in ("9999999999999999.99", "120.00", "100")] == [
        "9999999999999999.99",
        "120",
        "100",
    ]


def test_a_repeat_is_found_however_far_behind_the_first_it_stands() -> None:
    people = [{"nik": nik(BORN, number), "nama": f"ORANG {number}"} for number in range(1, 8)]
    rows = [*people, people[0], people[3] | {"nama": "ORANG LAIN"}]

    found = [judged.verdict.tolist() for judged in judging.judge(portions.of(rows), roster.contract(KIND), 3)]

    assert found == [[0, 0, 0], [1, 0, 0], [0, judging.DUPLICATE, judging.QUARANTINED]]


def test_a_row_struck_through_waits_and_a_hidden_one_is_told() -> None:
    rows = [
        {"nik": nik(BORN, 1), "nama": "A", "is_struck": True},
        {"nik": nik(BORN, 2), "nama": "B", "is_hidden": True},
    ]

    [first, second] = outcome(portions.of(rows))

    assert first[2] == [("BARIS_DICORET", "", True)]
    assert second[2] == [("BARIS_TERSEMBUNYI", "", False)]
    assert (first[1]["verdict"], second[1]["verdict"]) == ("quarantined", "accepted")


def test_a_serial_number_counts_from_the_day_its_workbook_counts_from() -> None:
    rows = [
        {"nik": nik(BORN, 1), "nama": "A", "tanggal_lahir": "32001"},
        {"nik": nik(BORN, 2), "nama": "B", "tanggal_lahir": "30539", "is_1904": True},
    ]

    assert [row[1]["tanggal_lahir"] for row in outcome(portions.of(rows))] == [BORN, BORN]


def test_rows_without_an_attribute_stay_between_those_with_one() -> None:
    rows = [
        {"nik": nik(BORN, number), "nama": "A", "pekerjaan": text}
        for number, text in enumerate(["x", "", "y"])
    ]

    [judged] = judging.judge(portions.of(rows), roster.contract("desa_ekosistem"))

    assert isinstance(stored.rows(judged), pa.Table)
    assert [json.loads(text) for text in stored.rows(judged)["attributes"].to_pylist()] == [
        {"pekerjaan": "x"},
        {},
        {"pekerjaan": "y"},
    ]

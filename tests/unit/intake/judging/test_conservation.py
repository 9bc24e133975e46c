"""Whatever a workbook holds, every used row has one class and every received row is there once."""

from typing import Any

import pytest
from cakupan.contracts import roster
from cakupan.intake.reading.read import Reading
from cakupan.intake.reading.sheets import structure
from cakupan.intake.reading.sheets.classes import CLASSES
from cakupan.workbooks.model import Merge, Sheet
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sheets import NIKS, made, reading
from trials import tries

HEADERS = [
    ["No", "NIK", "Nama", "Tgl Lahir", "Desa", "Kecamatan", "L/P"],
    ["Nama Lengkap", "No KTP", "Jabatan", "No KPJ"],
    ["NO.", "N.I.K", "NAMA", "NIK", "Nama"],
    ["No", "Nama Perusahaan", "NPP", "Jumlah TK"],
    ["No", "Nama Proyek", "Jumlah TK", "Mulai", "Selesai"],
    ["Desa", "Jumlah"],
]
STRUCTURE = [
    ["DESA KALISAPU"], ["Kecamatan", ":", "Slawi"], ["RT 01"], ["DINAS KESEHATAN"], ["Jumlah", None, 3],
    [None, None, "Total", 12], ["Jumlah : 35 orang"], ["(1)", "(2)", "(3)", "(4)"], [1, 2, 3, 4],
    ["CONTOH", NIKS[0], "A"], ["NIHIL"], [1, "NIHIL", "-"],
    [None, "Mengetahui,", None, "Slawi, 12 Oktober 2024"], [None, "Kepala Dinas"],
    ["NIP. 19700101 199503 1 001"], ["sebanyak 35.782 orang"], ["PEMERINTAH KABUPATEN TEGAL"],
]  # fmt: skip
ODD = st.one_of(
    st.none(),
    st.sampled_from(
        [*NIKS[:5], "Jumlah", "CONTOH", "1", "a", "-", "  ", "\u00a0", "=1+1", "#REF!", "nihil", "2024-10"]
    ),
    st.integers(-5, 10**17),
    st.floats(allow_nan=False, width=32),
    st.booleans(),
    st.text(max_size=9),
)
PERSON = st.builds(
    lambda number, name: [number, NIKS[number], name], st.integers(0, 30), st.text("ab .'", max_size=5)
)
ROW = st.one_of(
    st.just([]),
    PERSON,
    st.sampled_from(HEADERS),
    st.sampled_from(STRUCTURE),
    st.lists(ODD, max_size=8),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Return a sheet of titles, headers, people, structure and anything else, in any order."""
    rows = draw(st.lists(ROW, max_size=25))
    if draw(st.integers(0, 3)):  # most have a header that every list of people is known by
        rows.insert(draw(st.integers(0, 3)), HEADERS[0])
    corner = st.integers(0, 6)
    merges: list[Merge] = []
    for top, left, bottom, right in draw(st.lists(st.tuples(corner, corner, corner, corner), max_size=3)):
        merges.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    numbers = st.frozensets(st.integers(0, 25), max_size=4)
    return made(
        rows,
        merges,
        name=draw(st.sampled_from(["Sheet1", "Slawi", "Ringkasan Cakupan", ""])),
        is_visible=draw(st.booleans()),
        hidden_rows=draw(numbers),
        struck_rows=draw(numbers),
    )


def written(sheet: Sheet) -> list[list[str]]:
    """Return the texts of each row."""
    return [sheet.row(number) for number in range(sheet.height)]


def conserves(found: Reading, given_sheets: list[Sheet]) -> None:
    """Hold what was read against the cells it was read from."""
    assert len(found.sheets) == len(given_sheets)
    for read, sheet in zip(found.sheets, given_sheets, strict=True):
        assert set(read.classes) == set(CLASSES)
        assert sum(read.classes.values()) == read.used_rows == sum(any(row) for row in written(sheet))
    received = sum(read.classes["received"] for read in found.sheets)
    assert found.rows.num_rows == (0 if found.refusal else received)
    keys = list(
        zip(*(found.rows.column(name).to_pylist() for name in ("sheet_no", "row_number")), strict=True)
    )
    assert keys == sorted(set(keys))
    for (sheet_no, row_number), row in zip(keys, found.rows.to_pylist(), strict=True):
        sheet = given_sheets[sheet_no - 1]
        cells = sheet.row(row_number - 1)
        assert all(row[name] in ("", *cells) for name in ("nik", "nama", "kpj", "npp") if name in row)
        assert row["is_struck"] == (row_number - 1 in sheet.struck)
        assert row["is_hidden"] == (row_number - 1 in sheet.hidden_rows or not sheet.is_visible)


KINDS = st.one_of(st.just("pemda_rentan"), st.sampled_from(roster.kinds()))
TRIED = settings(
    max_examples=tries(150),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@TRIED
@given(book=st.lists(sheets(), min_size=1, max_size=3), kind=KINDS)
@example(
    book=[made([HEADERS[0], HEADERS[1], ["A", NIKS[1]], HEADERS[0], [1, NIKS[2], "B"]])], kind="pemda_rentan"
)
@example(book=[made([HEADERS[0], *STRUCTURE, [1, NIKS[2], "B"], *STRUCTURE])], kind="desa_perangkat")
def test_used_rows_are_the_sum_of_the_classes_and_each_received_row_is_there_once(
    book: list[Sheet], kind: str
) -> None:
    conserves(reading(*book, kind=kind), book)


@TRIED
@given(book=st.lists(sheets(), min_size=1, max_size=2), kind=KINDS)
def test_the_same_holds_when_only_telling_rows_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, book: list[Sheet], kind: str
) -> None:
    monkeypatch.setattr(structure, "MOST_LOOKED_AT", 0)

    conserves(reading(*book, kind=kind), book)


def test_something_is_received_in_these_workbooks() -> None:
    rows: list[list[Any]] = [*STRUCTURE, HEADERS[0], [1, NIKS[1], "A"], *STRUCTURE, [2, NIKS[2], "B"]]

    assert reading(made(rows)).rows.num_rows == 3

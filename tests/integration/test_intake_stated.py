"""What files say of themselves is asked of each alone, and costs whoever asks little."""

import io
from typing import Any

import pytest
import xlsxwriter
from builders import sheet
from cakupan import indonesian, settings
from cakupan.intake.inbox import receive, stated
from cakupan.workbooks.watched import messages
from intake_builders import ANI, HEADER, PARTNER, given_file, given_partner, query

pytestmark = pytest.mark.usefixtures("few_areas")


def wordy(columns: int) -> bytes:
    """A small file with one long text in every cell of thirty rows: eighteen megabytes of titles."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("A")
    for row in range(30):
        for column in range(columns):
            page.write_string(row, column, "kata " * 6000)
    book.close()
    return stream.getvalue()


def test_a_wordy_file_tells_little_and_costs_no_other_its_month(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[int] = []
    decoded = messages.decoded

    def measured(line: bytes) -> Any:
        lengths.append(len(line))
        return decoded(line)

    monkeypatch.setattr(messages, "decoded", measured)
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/a.xlsx", wordy(20))
    given_file(f"{PARTNER}/pemda_rentan/b.xlsx", sheet([["DAFTAR PEKERJA BULAN MARET 2024"], HEADER, ANI]))

    receive.arrivals()

    found = query(warehouse, "select file_name, period, period_basis from intake.submission order by 1")
    assert found == [("a.xlsx", "2024-10", "due"), ("b.xlsx", "2024-03", "title")]
    assert max(lengths) < 1000


def test_a_month_in_the_column_is_found_however_long_other_cells_are(warehouse: str) -> None:
    given_partner(warehouse)
    rows = [[*HEADER, "Periode"], [*ANI[:5], "petani " * 4000, *ANI[6:], "03-2024"]]
    given_file(f"{PARTNER}/pemda_rentan/a.xlsx", sheet(rows))

    receive.arrivals()

    assert query(warehouse, "select period, period_basis from intake.submission") == [("2024-03", "column")]


def test_files_asked_side_by_side_each_get_their_own_month(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stated, "LEAST_OF_A_CHILD", 2)
    monkeypatch.setenv("CAKUPAN_PARALLELISM", "3")
    settings.load.cache_clear()
    given_partner(warehouse)
    months = {f"{name}.xlsx": number for number, name in enumerate("abcdefg", start=3)}
    for name, month in months.items():
        rows = [[f"DAFTAR PEKERJA BULAN {indonesian.MONTHS[month - 1]} 2024"], HEADER, ANI]
        given_file(f"{PARTNER}/pemda_rentan/{name}", sheet(rows))

    receive.arrivals()

    found = query(warehouse, "select file_name, period, period_basis from intake.submission order by 1")
    assert found == [(name, f"2024-{month:02d}", "title") for name, month in months.items()]

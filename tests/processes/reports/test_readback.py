"""Gate 3 shuts when a finished file is touched: in each format, at each place."""

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from cakupan.errors import FileRefused
from cakupan.reports import pages, pdf
from cakupan.reports.document import Document, Figure, Table
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book, Printed
from cakupan.reports.readback import read_back
from cakupan.reports.render import render
from cakupan.reports.xlsx import MAP_SHEET, all_sheet
from edition_source import national, small_source
from openpyxl.cell.cell import Cell

RATE = "ucj_ytd:2024-10:33.28"
OTHER = "ucj_ytd:2024-10:33.76"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    render(small_source(), folder)
    return folder


@pytest.fixture
def report(original: Path, tmp_path: Path) -> Path:
    """A copy of the finished report that a test may touch."""
    return Path(shutil.copytree(original, tmp_path / "report"))


def wrong(report: Path) -> pd.DataFrame:
    found = read_back(report, small_source().figures)
    return found[~found["is_equal"]]


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def element(figure_id: str, part: str, text: str) -> str:
    return f'<span data-figure="{figure_id}" data-part="{part}">{text}</span>'


def test_a_report_as_rendered_reads_back_equal_at_every_place(report: Path):
    found = read_back(report, small_source().figures)

    assert set(found["format"]) == {"html", "xlsx", "pdf", "pptx"}
    assert found["is_equal"].all()


def test_a_changed_last_digit_in_html_is_found(report: Path):
    edit(
        report / "laporan.html",
        lambda html: html.replace(element(RATE, "value", "30,19"), element(RATE, "value", "30,18")),
    )

    found = wrong(report)

    assert set(found["figure_id"]) == {RATE}
    assert set(found["printed"]) == {"30,18"}
    assert set(found["format"]) == {"html"}


def test_two_swapped_numbers_in_html_are_found(report: Path):
    first, second = element(RATE, "value", "30,19"), element(OTHER, "value", "52,55")

    def swap(html: str) -> str:
        return html.replace(first, "\0").replace(second, first).replace("\0", second)

    edit(report / "laporan.html", swap)

    assert set(wrong(report)["problem"]) == {"missing", "extra"}


def test_two_swapped_texts_in_html_are_found(report: Path):
    def swap(html: str) -> str:
        return html.replace(">30,19<", ">\0<").replace(">52,55<", ">30,19<").replace("\0", "52,55")

    edit(report / "laporan.html", swap)

    assert {RATE, OTHER} <= set(wrong(report)["figure_id"])


def test_a_dropped_row_in_html_is_found(report: Path):
    edit(
        report / "laporan.html",
        lambda html: re.sub(r"<tr>(?:(?!</tr>).)*Kota Tegal.*?</tr>", "", html, count=1, flags=re.S),
    )

    found = wrong(report)

    assert set(found["problem"]) == {"missing"}
    assert OTHER in set(found["figure_id"])


def test_a_changed_explanation_in_html_is_found(report: Path):
    edit(report / "laporan.html", lambda html: html.replace("164.004 dari 543.310", "164.004 dari 543.311"))

    assert set(wrong(report)["place"]) == {"rincian"}


def workbook_edit(report: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    workbook = openpyxl.load_workbook(report / "laporan.xlsx")
    change(workbook)
    workbook.save(report / "laporan.xlsx")


def cell_of(workbook: openpyxl.Workbook, figure_id: str, part: str, sheet: str) -> str:
    listed = workbook[MAP_SHEET].iter_rows(min_row=2, values_only=True)
    return next(
        cell
        for _, at, cell, start, one, of, *_ in listed
        if (one, of, at) == (figure_id, part, sheet) and not start
    )


def test_saving_a_workbook_unchanged_keeps_the_gate_open(report: Path):
    workbook_edit(report, lambda workbook: None)

    assert wrong(report).empty


def test_a_changed_last_digit_in_a_cell_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Segmen"][cell_of(workbook, RATE, "value", "Segmen")].value = 30.18

    workbook_edit(report, change)

    assert wrong(report)["printed"].tolist() == ["30,18"]


def test_digits_that_a_number_format_would_hide_are_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Segmen"][cell_of(workbook, RATE, "value", "Segmen")].value = 30.194

    workbook_edit(report, change)

    assert wrong(report)["printed"].tolist() == ["30,194"]


def test_a_changed_number_inside_a_sentence_of_a_cell_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        for (cell,) in workbook["Ringkasan"].iter_rows(max_col=1):
            if cell.value and "mencapai 30,19 persen" in str(cell.value):
                cell.value = str(cell.value).replace("mencapai 30,19 persen", "mencapai 30,91 persen")

    workbook_edit(report, change)

    assert wrong(report)["printed"].tolist() == ["30,91"]


def test_two_swapped_cells_are_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Segmen"]
        first, second = (sheet[cell_of(workbook, one, "value", "Segmen")] for one in (RATE, OTHER))
        first.value, second.value = second.value, first.value

    workbook_edit(report, change)

    assert set(wrong(report)["figure_id"]) == {RATE, OTHER}


def test_a_deleted_row_of_a_sheet_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Segmen"]
        sheet.delete_rows(sheet[cell_of(workbook, RATE, "value", "Segmen")].row)

    workbook_edit(report, change)

    assert RATE in set(wrong(report)["figure_id"])


def test_a_number_whose_entries_in_the_map_are_deleted_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        listed = workbook[MAP_SHEET]
        for row in range(listed.max_row, 1, -1):
            if listed.cell(row, 5).value == RATE:
                listed.delete_rows(row)

    workbook_edit(report, change)

    assert set(wrong(report)["problem"]) == {"missing", "extra", "differs"}  # and its chart has no source


@pytest.mark.parametrize("drop", [True, False], ids=["dropped", "changed"])
def test_the_sheet_of_all_figures_is_read_back_too(report: Path, drop: bool):
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[all_sheet(Locale.ID)]
        row = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == RATE)
        if drop:
            sheet.delete_rows(row)
        else:
            sheet.cell(row, 8).value += 1

    workbook_edit(report, change)

    assert set(wrong(report)["figure_id"]) == {RATE}


def at_segment(workbook: openpyxl.Workbook) -> Cell:
    """The cell of the page of segments that shows the rate."""
    return workbook["Segmen"][cell_of(workbook, RATE, "value", "Segmen")]


def test_a_number_in_a_cell_that_the_map_does_not_name_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Segmen"]["Z9"].value = 99

    workbook_edit(report, change)

    found = wrong(report)
    assert found[["place", "printed", "problem"]].values.tolist() == [["Segmen!Z9", "99 [General]", "extra"]]


def test_a_row_added_to_the_sheet_of_all_figures_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        rows = list(workbook[all_sheet(Locale.ID)].iter_rows(min_row=2, values_only=True))
        workbook[all_sheet(Locale.ID)].append(next(row for row in rows if row[0] == RATE))

    workbook_edit(report, change)

    found = wrong(report)
    assert set(found["figure_id"]) == {RATE}
    assert set(found["problem"]) == {"extra"}


def test_numbers_under_a_heading_that_was_taken_away_are_missing_and_extra(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        heading = next(cell for cell in workbook[all_sheet(Locale.ID)][1] if cell.value == "Penyebut")
        heading.value = None

    workbook_edit(report, change)

    found = wrong(report)
    assert set(found["problem"]) == {"missing", "extra"}
    assert set(found["part"]) == {"denominator", ""}


def test_a_number_moved_to_another_cell_is_found(report: Path):
    def change(workbook: openpyxl.Workbook) -> None:
        place = at_segment(workbook).coordinate
        workbook["Segmen"].move_range(place, cols=20)

    workbook_edit(report, change)

    found = wrong(report)
    assert set(found["problem"]) == {"differs", "extra"}
    assert set(found["printed"]) == {"", "30,19"}


def hide_sheet(workbook: openpyxl.Workbook) -> None:
    workbook["Segmen"].sheet_state = "hidden"


def hide_row(workbook: openpyxl.Workbook) -> None:
    workbook["Segmen"].row_dimensions[at_segment(workbook).row].hidden = True


def hide_column(workbook: openpyxl.Workbook) -> None:
    workbook["Segmen"].column_dimensions[at_segment(workbook).column_letter].hidden = True


def squeeze_row(workbook: openpyxl.Workbook) -> None:
    workbook["Segmen"].row_dimensions[at_segment(workbook).row].height = 0.2


def squeeze_column(workbook: openpyxl.Workbook) -> None:
    workbook["Segmen"].column_dimensions[at_segment(workbook).column_letter].width = 0.1


def calculate(workbook: openpyxl.Workbook) -> None:
    at_segment(workbook).value = "=30.19"


def show_nothing(workbook: openpyxl.Workbook) -> None:
    at_segment(workbook).number_format = ";;;"


def show_another(workbook: openpyxl.Workbook) -> None:
    at_segment(workbook).number_format = '"52,55"'


def say_so(workbook: openpyxl.Workbook) -> None:
    at_segment(workbook).value = True


@pytest.mark.parametrize(
    "change",
    [
        *(hide_sheet, hide_row, hide_column, squeeze_row, squeeze_column),
        *(calculate, show_nothing, show_another, say_so),
    ],
)
def test_a_number_that_a_reader_of_the_workbook_would_not_see_is_found(report: Path, change):
    workbook_edit(report, change)

    assert RATE in set(wrong(report)["figure_id"])


def test_a_workbook_that_shows_other_parts_to_other_readers_is_refused(report: Path):
    path = report / "laporan.xlsx"
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("xl/sharedStrings.xml", package.read("xl/sharedStrings.xml"))

    with pytest.raises(FileRefused):
        wrong(report)


class Swapped(Book):
    """Prints one figure's text at another's place."""

    def __init__(self, texts: dict[Figure, str]) -> None:
        super().__init__(small_source(), Locale.ID)
        self._texts = texts

    def printed(self, figure: Figure) -> Printed:
        right = super().printed(figure)
        return right._replace(text=self._texts.get(figure, right.text))


def set_pdf(report: Path, document: Document, texts: dict[Figure, str]) -> None:
    made = pdf.render(document, Swapped(texts), small_source().edition.as_of)
    (report / "laporan.pdf").write_bytes(made)


def test_a_changed_last_digit_in_the_pdf_is_found(report: Path):
    set_pdf(report, pages.document(national(small_source())), {Figure(RATE, "denominator"): "543.311"})

    found = wrong(report)

    assert set(found["printed"]) == {"543.311"}
    assert set(found["format"]) == {"pdf"}


def test_two_swapped_numbers_in_the_pdf_are_found(report: Path):
    set_pdf(report, pages.document(national(small_source())), {Figure(RATE): "52,55", Figure(OTHER): "30,19"})

    assert set(wrong(report)["figure_id"]) == {RATE, OTHER}


def without_a_row(document: Document) -> Document:
    """The document with one row of the page of segments left out."""
    cut = [
        replace(block, rows=block.rows[1:]) if page.name == "segmen" and isinstance(block, Table) else block
        for page in document.pages
        for block in page.blocks
    ]
    made, rest = [], iter(cut)
    for page in document.pages:
        made.append(replace(page, blocks=tuple(next(rest) for _ in page.blocks)))
    return replace(document, pages=tuple(made))


def test_a_dropped_row_in_the_pdf_is_found(report: Path):
    set_pdf(report, without_a_row(pages.document(national(small_source()))), {})

    found = wrong(report)

    assert set(found["problem"]) == {"missing"}
    assert RATE in set(found["figure_id"])

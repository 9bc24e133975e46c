"""Gate 3 reads the English files as an English reader does, and shuts when a number of theirs is touched."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from cakupan.reports import pages, pdf
from cakupan.reports.document import Figure
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book, Printed
from cakupan.reports.readback import read_back
from cakupan.reports.render import render
from edition_source import national, small_source, with_benefits
from openpyxl.worksheet.worksheet import Worksheet

RATE = "ucj_ytd:2024-10:33.28"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    render(with_benefits(small_source()), folder)
    return folder


@pytest.fixture
def report(original: Path, tmp_path: Path) -> Path:
    """A copy of the finished report that a test may touch."""
    return Path(shutil.copytree(original, tmp_path / "report"))


def wrong(report: Path) -> pd.DataFrame:
    found = read_back(report, with_benefits(small_source()).figures)
    assert set(found["language"]) == {"id", "en"}
    return found[~found["is_equal"]]


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def edit_sheet(report: Path, change: Callable[[Worksheet], None]) -> None:
    workbook = openpyxl.load_workbook(report / "en" / "report.xlsx")
    change(workbook["Profiles"])
    workbook.save(report / "en" / "report.xlsx")


def sentences(sheet: Worksheet, before: str, after: str) -> None:
    cells = [cell for (cell,) in sheet.iter_rows(max_col=1) if before in str(cell.value)]
    assert cells
    for cell in cells:
        cell.value = str(cell.value).replace(before, after)


def test_both_languages_read_back_equal(report: Path):
    assert wrong(report).empty


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [(">30.19<", ">30,19<", "30,19"), (">Rp21.35 billion<", ">Rp22.35 billion<", "Rp22.35 billion")],
)
def test_a_number_of_the_english_page_that_is_changed_or_printed_in_indonesian_is_found(
    report: Path, before: str, after: str, printed: str
):
    edit(report / "en" / "report.html", before, after)

    found = wrong(report)

    assert set(found["language"]) == {"en"}
    assert set(found["printed"]) == {printed}


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        ("reached 30.19 percent", "reached 30.91 percent", "30.91"),
        ("Rp21.35 billion", "Rp21.35 million", "Rp21.35 million"),
        ("(164,004 of", "(164,005 of", "164,005"),
    ],
)
def test_a_number_inside_a_sentence_of_the_english_workbook_is_found(
    report: Path, before: str, after: str, printed: str
):
    edit_sheet(report, lambda sheet: sentences(sheet, before, after))

    assert wrong(report)["printed"].tolist() == [printed]


class Misprinted(Book):
    """Prints one number wrongly."""

    def printed(self, figure: Figure) -> Printed:
        right = super().printed(figure)
        return right._replace(text="30,19") if figure == Figure(RATE) else right


def test_an_indonesian_number_in_the_english_pdf_is_found(report: Path):
    told = national(with_benefits(small_source()), Locale.EN)
    book = Misprinted(told.source, Locale.EN)
    made = pdf.render(pages.document(told), book, told.source.edition.as_of)
    (report / "en" / "report.pdf").write_bytes(made)

    found = wrong(report)

    assert set(found["format"]) == {"pdf"}
    assert set(found["printed"]) == {"30,19"}


def test_a_place_that_only_the_other_language_has_is_found(report: Path):
    shutil.copyfile(report / "laporan.html", report / "en" / "report.html")

    found = wrong(report)

    assert set(found["language"]) == {"en"}
    assert "differs" in set(found["problem"])

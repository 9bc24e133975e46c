"""What is printed is what is frozen, in every format, also when it is signed again."""

import os
import signal

import openpyxl
import pyarrow.parquet as pq
import pytest
from bundle_builders import print_report, write
from cakupan.editions.differences import change
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import verify
from cakupan.reports import readback
from tampering import COVERAGE, failures, outcomes, signed_again, with_figure, with_part, with_pdf_text


def test_figures_for_spreadsheets_that_differ_are_named_by_their_line(edition, secrets):
    path = edition / layout.FIGURES_CSV
    path.write_bytes(path.read_bytes().replace(b",33.33,", b",33.34,"))

    assert failures(signed_again(edition, secrets)) == [("csv", "report/figures.csv line 3", None)]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + b"\n",
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text[:-1],
        lambda _: b"",
    ],
)
def test_figures_for_spreadsheets_have_the_same_lines(edition, secrets, change):
    path = edition / layout.FIGURES_CSV
    path.write_bytes(change(path.read_bytes()))

    assert outcomes(signed_again(edition, secrets))["csv"] == "failed"


def test_a_description_of_the_tables_that_says_something_else_is_named(edition, secrets):
    path = edition / layout.PACKAGE
    path.write_bytes(path.read_bytes().replace(b'"numerator"', b'"penyebut"'))

    assert failures(signed_again(edition, secrets)) == [("csv", "report/datapackage.json", None)]


def test_a_report_of_another_edition_is_told_number_by_number_in_every_format(edition, secrets):
    print_report(edition, with_figure(0, value="44.44"))

    found = failures(signed_again(edition, secrets))

    assert {check for check, _, _ in found} == {"html", "pdf", "xlsx", "pptx"}
    assert {part for _, _, part in found} <= {"value", "detail"}


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx", "pptx"])
def test_a_replaced_format_is_told_and_the_others_are_not(edition, secrets, tmp_path, form):
    print_report(tmp_path / "other", with_figure(0, value="44.44"))
    (tmp_path / "other" / "report" / f"laporan.{form}").replace(edition / "report" / f"laporan.{form}")

    found = failures(signed_again(edition, secrets))

    assert {one[0] for one in found} == {form}


def test_a_number_changed_on_a_page_is_told_with_its_place(edition, secrets):
    path = edition / "report" / "laporan.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("33,33", "43,33", 1), encoding="utf-8")

    wrong = verify.verify(signed_again(edition, secrets)).failures

    assert [(one.check, one.part, one.expected, one.found) for one in wrong] == [
        ("html", "value", "33,33", "43,33")
    ]
    assert wrong[0].subject.startswith(f"{COVERAGE} at angka")


def test_a_number_changed_on_an_english_page_is_told_with_its_place_and_language(edition, secrets):
    path = edition / "report" / "en" / "report.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("33.33", "43.33", 1), encoding="utf-8")

    wrong = verify.verify(signed_again(edition, secrets)).failures

    assert [(one.check, one.expected, one.found) for one in wrong] == [("html", "33.33", "43.33")]
    assert wrong[0].subject.startswith(f"{COVERAGE} at angka")
    assert wrong[0].subject.endswith(" (en)")


def test_a_number_changed_in_one_cell_of_the_workbook_is_told_with_its_cell(edition, secrets):
    path = edition / "report" / "laporan.xlsx"
    with_part(path, b"<v>33.33</v>", b"<v>43.33</v>")

    wrong = verify.verify(signed_again(edition, secrets)).failures

    assert [(one.check, one.part, one.expected, one.found) for one in wrong] == [
        ("xlsx", "value", "33,33", "43,33")
    ]
    changed = openpyxl.load_workbook(path)
    figure_id, _, place = wrong[0].subject.partition(" at ")
    sheet, _, cell = place.partition("!")
    assert (figure_id, changed[sheet][cell].value) == (COVERAGE, 43.33)


def test_a_number_changed_in_the_text_of_the_pdf_is_told_with_its_page(edition, secrets):
    with_pdf_text(edition / "report" / "laporan.pdf", "33,33", "63,33")

    wrong = verify.verify(signed_again(edition, secrets)).failures

    assert [(one.check, one.part, one.expected, one.found) for one in wrong] == [
        ("pdf", "value", "33,33", "63,33")
    ]
    assert wrong[0].subject.startswith(f"{COVERAGE} at halaman 3, ")


def test_a_number_that_was_added_to_the_workbook_is_told_with_its_cell(edition, secrets):
    path = edition / "report" / "laporan.xlsx"
    with_part(path, b"</row></sheetData>", b'<c r="Z1"><v>99</v></c></row></sheetData>')

    assert outcomes(signed_again(edition, secrets))["xlsx"] == "failed"


def test_a_pdf_that_is_none_fails_and_the_others_are_checked(edition, secrets):
    path = edition / "report" / "laporan.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(4096))

    found = failures(signed_again(edition, secrets))

    assert {one[0] for one in found} == {"pdf"}


def test_a_file_that_kills_its_reader_fails_and_the_others_are_checked(edition, secrets, monkeypatch):
    monkeypatch.setattr(readback, "read_pdf", lambda _: os.kill(os.getpid(), signal.SIGSEGV))

    wrong = verify.verify(signed_again(edition, secrets)).failures

    assert [one.check for one in wrong] == ["pdf"]
    assert "SIGSEGV" in str(wrong[0])


def test_the_first_version_has_no_differences(edition, secrets):
    row = {"figure_id": COVERAGE, "part": "numerator", "cause": "correction"}
    row |= {"source_kind": "submission", "source_id": "S000002", "source_name": "tegal", "rows": 3}
    row |= {"previous_value": "4", "value": "1", "change": "-3"}
    write(
        edition / layout.CHANGES,
        pq.read_table(edition / layout.CHANGES).from_pylist([row], schema=change.CHANGE),
    )

    found = failures(signed_again(edition, secrets))

    assert ("differences", COVERAGE, None) in found

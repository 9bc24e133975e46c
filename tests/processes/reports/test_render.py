"""The finished files: the same bytes, nothing fetched, nothing executed, readable by everyone."""

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pypdfium2
import pytest
from cakupan.reports.readback import read_back
from cakupan.reports.render import render
from edition_source import coverage, figure, frame, small_source
from full_edition import full_source


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    render(full_source(), folder)
    return folder


def test_rendering_twice_gives_the_same_bytes(report: Path, tmp_path: Path):
    again = render(full_source(), tmp_path)

    assert [str(path.relative_to(tmp_path)) for path in again] == [
        *("laporan.html", "laporan.pdf", "laporan.xlsx", "laporan.pptx"),
        *("places.json", "slides.json"),
        *("en/report.html", "en/report.pdf", "en/report.xlsx", "en/report.pptx"),
        *("en/places.json", "en/slides.json"),
    ]
    names = [path.relative_to(tmp_path) for path in again]
    assert [path.read_bytes() for path in again] == [(report / name).read_bytes() for name in names]


def test_the_only_time_in_the_files_is_the_as_of(report: Path):
    with pypdfium2.PdfDocument(report / "laporan.pdf") as file:
        dated = file.get_metadata_dict()
    with zipfile.ZipFile(report / "laporan.xlsx") as workbook:
        core = workbook.read("docProps/core.xml").decode()
        written = {entry.date_time for entry in workbook.infolist()}

    assert dated["CreationDate"].startswith("D:20241105190000")
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {"2024-11-05T19:00:00Z"}
    assert written == {(1980, 1, 1, 0, 0, 0)}


def test_the_html_asks_nothing_of_the_network(report: Path):
    html = (report / "laporan.html").read_text(encoding="utf-8")

    assert "default-src 'none'" in html
    assert not re.search(r"https?://|//cdn|@import|<link|<img|<iframe", html)
    assert re.findall(r"url\((.{5})", html) == ["data:", "data:"]


class Structure(HTMLParser):
    """Counts what a reader with a screen reader relies on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_html_has_a_language_one_title_captions_and_scopes(report: Path):
    structure = Structure()
    structure.feed((report / "laporan.html").read_text(encoding="utf-8"))
    anchors = {attributes["href"] for attributes in structure.named("a")}
    sections = {"#" + str(attributes["id"]) for attributes in structure.named("section")}

    assert structure.named("html") == [{"lang": "id"}]
    assert len(structure.named("h1")) == 1
    assert len(structure.named("table")) == len(structure.named("caption")) > 10
    assert all(attributes.get("scope") in {"row", "col"} for attributes in structure.named("th"))
    assert sections <= anchors


def test_every_number_in_a_column_of_numbers_is_a_figure(report: Path):
    html = (report / "laporan.html").read_text(encoding="utf-8")
    cells = re.findall(r'<td class="right">(.*?)</td>', html, re.DOTALL)
    rest = [re.sub(r"<span data-figure=.*?</span>", "", cell) for cell in cells]

    assert len(cells) > 300
    assert [text for text in rest if re.search(r"\d", text)] == []


def test_text_from_outside_is_text_in_html(report: Path):
    html = (report / "laporan.html").read_text(encoding="utf-8")

    assert "Desa &lt;b&gt;Contoh&lt;/b&gt; &amp; Co" in html
    assert "<b>Contoh" not in html


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook(report: Path):
    workbook = openpyxl.load_workbook(report / "laporan.xlsx")
    cells = [cell for row in workbook["Mutu data"].iter_rows() for cell in row if "=cmd" in str(cell.value)]
    formulas = [
        cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]

    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].quotePrefix
    assert formulas == []


def test_the_workbook_has_a_sheet_per_page_and_hides_only_its_map(report: Path):
    workbook = openpyxl.load_workbook(report / "laporan.xlsx")
    hidden = [sheet.title for sheet in workbook if sheet.sheet_state != "visible"]

    assert hidden == ["_angka"]
    assert workbook.sheetnames[:2] == ["Sampul", "Ringkasan"]
    assert workbook["Semua angka"].auto_filter.ref is not None
    assert workbook["Semua angka"].freeze_panes == "B2"


def test_the_pdf_is_archivable_tagged_and_set_in_our_own_font(report: Path):
    data = (report / "laporan.pdf").read_bytes()
    fonts = set(
        re.findall(rb"/BaseFont/(?:[A-Z]{6}\+)?([A-Za-z-]+)", data.replace(b"/BaseFont /", b"/BaseFont/"))
    )

    assert b"<pdfaid:part>3</pdfaid:part>" in data
    assert b"/MarkInfo" in data
    assert fonts <= {b"FiraSans-Regular", b"FiraSans-SemiBold"}
    assert fonts


def test_every_page_of_the_pdf_after_the_cover_says_internal_and_where_it_stands(report: Path):
    with pypdfium2.PdfDocument(report / "laporan.pdf") as file:
        texts = [file[number].get_textpage().get_text_bounded() for number in range(len(file))]

    assert "INTERNAL" in texts[0]
    assert "tanggal simulasi" in texts[0]
    last = len(texts) - 1
    for number, text in enumerate(texts[1:], start=1):
        assert f"{number}/{last}" in text
        assert "INTERNAL" in text
        assert "Oktober 2024" in text


def test_a_chapter_of_few_but_tall_rows_is_not_cut_at_the_foot_of_a_page(tmp_path: Path):
    reason = "tidak setiap wilayah di bawahnya punya penyebut dengan dasar dan tanggal yang sama " * 6
    unrated = [
        figure("ucj_ytd", f"64.{number:02d}", 1000 + number, None, note=reason, basis="D1")
        | {"value": None, "unit": "percent"}
        for number in range(1, 21)
    ]
    source = small_source()
    tall = replace(source, figures=pd.concat([source.figures, frame(unrated)], ignore_index=True))

    render(tall, tmp_path)

    found = read_back(tmp_path, tall.figures)
    assert found["is_equal"].all()
    assert (found["figure_id"] == "ucj_ytd:2024-10:64.20").any()


def test_a_province_that_stands_on_the_map_and_in_a_table_reads_back_equal(tmp_path: Path):
    rated = [*coverage("33.28", {"PU": (30, 100)}), *coverage("33", {"PU": (40, 100)})]
    source = replace(small_source(), figures=frame(rated))

    render(source, tmp_path)

    found = read_back(tmp_path, source.figures, source.changes)
    assert found["place"].str.contains("tile").any()
    assert found["is_equal"].all()


def test_a_derived_figure_without_a_value_prints_a_dash_and_its_reason_in_every_format(tmp_path: Path):
    reason = "Tidak ada nilai: penyebut dalam rumusnya nol"
    source = full_source()
    figures = source.figures.astype({"value": "object", "note": "object"})
    figures.loc[figures["figure_id"] == "answer_days_mean:2024-10:ID", ["value", "note"]] = [None, reason]
    without = replace(source, figures=figures)

    render(without, tmp_path)

    found = read_back(tmp_path, figures, source.changes)
    places = found[(found["figure_id"] == "answer_days_mean:2024-10:ID") & (found["part"] == "value")]
    assert found["is_equal"].all()
    assert set(places["format"]) == {"html", "pdf", "xlsx"}
    assert set(places["printed"]) == {"–"}
    with pypdfium2.PdfDocument(tmp_path / "laporan.pdf") as file:
        pdf = " ".join(file[number].get_textpage().get_text_bounded() for number in range(len(file)))
    sheet = openpyxl.load_workbook(tmp_path / "laporan.xlsx")["Mutu data"]
    html = (tmp_path / "laporan.html").read_text(encoding="utf-8")
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    for text in (html, " ".join(pdf.split()), " ".join(cells)):
        assert f"– : {reason} (Indonesia)." in text


def test_units_and_slicings_are_named_on_the_sheet_of_all_figures(report: Path):
    rows = openpyxl.load_workbook(report / "laporan.xlsx")["Semua angka"].iter_rows(values_only=True)
    names = next(rows)
    said = [dict(zip(names, row, strict=True)) for row in rows]

    assert {"persen", "orang", "rupiah", "poin persen"} <= {row["Satuan"] for row in said}
    assert {"Segmen", "Sumber dana", "Total"} <= {row["Irisan"] for row in said}
    assert not {"percent", "people", "segment", "funding"} & {row["Satuan"] for row in said}

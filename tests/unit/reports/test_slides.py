"""Slides carry the numbers of their pages in texts, tables and charts, and reading back sees edits."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from bundle_builders import figure_row, gap_row
from cakupan.editions.frozen import evidence
from cakupan.errors import FileRefused
from cakupan.reports import pptx
from cakupan.reports.document import (
    Bar,
    Bars,
    Column,
    Cover,
    Document,
    Figure,
    Items,
    KeyNumber,
    KeyNumbers,
    Page,
    Paragraph,
    Row,
    Table,
    places,
)
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.reading.pptx import read_pptx
from cakupan.reports.report import COUNTRY, Audience, Report
from cakupan.reports.source import EditionFacts, ReportSource

AS_OF = datetime(2024, 11, 5, 19, tzinfo=UTC)
TEGAL, BREBES, GAP = "ucj_ytd:2024-10:33.28", "ucj_ytd:2024-10:33.29", "gap_full:2024-10:33.28"
TARGET = "target_ucj:2024-10:33.28"
ROWS = [
    gap_row(),
    figure_row(figure_id=TARGET, indicator_code="target_ucj", value="52.69"),
    figure_row(),
    figure_row(figure_id=BREBES, area_code="33.29", area_name="Kabupaten Brebes", value="8.50"),
]
CHART = "ppt/charts/chart"


@pytest.fixture(scope="module")
def report() -> Report:
    table = pa.Table.from_pylist(ROWS, schema=evidence.FIGURE)
    edition = EditionFacts(period="2024-10", version=1, as_of=AS_OF, code_version="a", is_demo_clock=False)
    source = ReportSource(figures=evidence.to_frame(table), edition=edition)
    return Report(source=source, scope=COUNTRY, audience=Audience.INTERNAL, locale=Locale.ID)


@pytest.fixture(scope="module")
def book(report: Report) -> Book:
    return report.book


def document() -> Document:
    sentence = Paragraph(content=("Cakupan ", Figure(TEGAL), " persen."), tone="lead")
    key = KeyNumber(
        label="Aktif", figure=Figure(TEGAL, "numerator"), unit="orang", detail=(Figure(GAP), " poin")
    )
    bars = Bars(
        title="Cakupan",
        unit="persen",
        bars=(
            Bar(label="Tegal", figure=Figure(TEGAL), mark=Figure(TARGET)),
            Bar(label="Brebes", figure=Figure(BREBES)),
            Bar(label="Tanpa angka", figure=Figure("ucj_ytd:2024-10:33.99")),
        ),
        mark_label="Target",
        is_percent=True,
    )
    table = Table(
        caption="Cakupan",
        columns=(Column(label="Wilayah"), Column(label="Cakupan (%)", align="right")),
        rows=(Row(cells=(("Brebes",), (Figure(BREBES),))),),
        notes=(("Selisih ", Figure(GAP), "."),),
    )
    pages = (
        Page(
            name="satu",
            title="<script> = judul",
            sheet="Satu",
            blocks=(
                sentence,
                KeyNumbers(numbers=(key,)),
                Items(items=(("Dari ", Figure(TEGAL, "denominator")),)),
            ),
        ),
        Page(name="dua", title="Grafik", sheet="Dua", blocks=(bars, table)),
    )
    cover = Cover(
        organisation="Contoh",
        title="Laporan",
        period="Oktober 2024",
        classification="INTERNAL",
        facts=(("Versi", "1"),),
        remarks=(),
    )
    return Document(cover=cover, pages=pages, footer="kaki")


@pytest.fixture(scope="module")
def slides(report: Report) -> bytes:
    return pptx.render(document(), report)


def wrong(path: Path, book: Book) -> list[tuple[str, str, str]]:
    """Return figure, what is printed and what ought to be, where they differ."""
    seen = [
        (one.figure.figure_id, one.printed, book.printed(one.figure).text)
        for one in read_pptx(path, Locale.ID)
    ]
    return [one for one in seen if one[1] != one[2]]


def edited(slides: bytes, tmp_path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Return slides of which the parts whose name begins so are changed."""
    path = tmp_path / "laporan.pptx"
    changed = 0
    with zipfile.ZipFile(io.BytesIO(slides)) as given, zipfile.ZipFile(path, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            other = change(content) if name.startswith(part) else content
            changed += other != content
            made.writestr(name, other)
    assert changed
    return path


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old, new)


def workbook_with(number: float) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        workbook, made = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
        workbook.active["B2"] = number
        workbook.save(made)
        return made.getvalue()

    return change


def test_every_number_of_the_pages_is_read_back_in_their_order(
    slides: bytes, book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "laporan.pptx"
    path.write_bytes(slides)

    assert [(one.page, one.figure) for one in read_pptx(path, Locale.ID)] == [
        (place.page, place.figure) for place in places(document())
    ]
    assert wrong(path, book) == []


def test_the_same_report_has_the_same_bytes_whenever_it_is_made(slides: bytes, report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(slides)) as package:
        assert {entry.date_time for entry in package.infolist()} == {pptx.FIXED}
        core = package.read("docProps/core.xml").decode()
        (workbook,) = [name for name in package.namelist() if name.startswith("ppt/embeddings/")]
        inner = zipfile.ZipFile(io.BytesIO(package.read(workbook))).read("docProps/core.xml").decode()

    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core + inner)) == {"2024-11-05T19:00:00Z"}
    assert pptx.render(document(), report) == slides


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        ("ppt/slides/", b">33,33<", b">33,34<", [(TEGAL, "33,34", "33,33")]),
        ("ppt/slides/", b">66,67<", b">6,67<", [(GAP, "6,67", "66,67"), (GAP, "6,67", "66,67")]),
        (CHART, b"<c:v>33.33</c:v>", b"<c:v>93.33</c:v>", [(TEGAL, "93,33 [workbook 33.33]", "33,33")]),
        (CHART, b'<c:min val="0.0"/>', b'<c:min val="5.0"/>', 4),
        ("ppt/slides/slide2", b"<p:sld ", b'<p:sld show="0" ', 4),
        ("customXml/item1", b'part="numerator"', b'part="denominator"', [(TEGAL, "1", "3")]),
    ],
)
def test_what_was_edited_is_seen(
    slides: bytes, book: Book, tmp_path: Path, part: str, old: bytes, new: bytes, found: object
) -> None:
    seen = wrong(edited(slides, tmp_path, part, replaced(old, new)), book)

    assert seen == found if isinstance(found, list) else len(seen) == found


def test_a_workbook_behind_a_chart_that_holds_something_else_is_seen(
    slides: bytes, book: Book, tmp_path: Path
) -> None:
    path = edited(slides, tmp_path, "ppt/embeddings/", workbook_with(33.34))

    assert wrong(path, book) == [(TEGAL, "33,33 [workbook 33.34]", "33,33")]


def test_a_point_that_is_gone_is_seen(slides: bytes, book: Book, tmp_path: Path) -> None:
    def without_point(content: bytes) -> bytes:
        return content.replace(b'<c:pt idx="1"><c:v>8.5</c:v></c:pt>', b"")

    found = wrong(edited(slides, tmp_path, CHART, without_point), book)

    assert found == [(BREBES, "– [workbook 8.5]", "8,50")]


def test_a_point_that_is_no_figure_is_seen(slides: bytes, tmp_path: Path) -> None:
    drop = re.compile(rb'<number [^>]*at="0\.1"[^>]*/>')
    path = edited(slides, tmp_path, "customXml/item1", lambda content: drop.sub(b"", content))

    assert [one.printed for one in read_pptx(path, Locale.ID) if not one.figure.figure_id] == ["8,50"]


def test_a_file_that_is_no_deck_or_says_nothing_of_its_numbers_is_refused(
    slides: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "laporan.pptx"
    for content in (b"", b"PK", slides[:2000]):
        path.write_bytes(content)
        with pytest.raises(FileRefused):
            read_pptx(path, Locale.ID)

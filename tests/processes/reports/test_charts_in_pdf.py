"""Gate 3 shuts when what is drawn in the PDF is not what the figures say, on every kind of chart."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from cakupan.reports.charts.nodes import Bars, Dots, Lines, Multiples, Status, Strips, Tiles, Waterfall
from cakupan.reports.charts.plots import Mark
from cakupan.reports.reading import paths
from cakupan.reports.reading.paths import Box
from cakupan.reports.reading.pdf import _links
from charts_told import ToldCharts, roles

each_case = pytest.mark.parametrize
DRAWN = [(of, role) for of, role in roles() if of is not Status]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> ToldCharts:
    return ToldCharts.made(tmp_path_factory.mktemp("report"))


@pytest.fixture
def report(original: ToldCharts, tmp_path: Path) -> ToldCharts:
    """A copy of the finished report that a test may touch."""
    return replace(original, folder=Path(shutil.copytree(original.folder, tmp_path / "report")))


def box_of(file: pdfium.PdfDocument, address: str) -> tuple[int, Box]:
    """The page and the place of a link."""
    for number in range(len(file)):
        for link in _links(file, file[number]):
            if link.uri.startswith(address):
                return number, link.box
    raise AssertionError(address)


def mark_address(mark: Mark) -> str:
    return f"cakupan+{mark.role}:{mark.figure.figure_id}#{mark.figure.part}"


def edit(report: ToldCharts, role: str, address: str, change: Callable[[object, object], None]) -> None:
    """Change the shape that lies under a link."""
    with pdfium.PdfDocument(report.files.pdf.read_bytes()) as file:
        number, box = box_of(file, address)
        page = file[number]
        shapes = paths.Shapes(paths._paths(page))
        taken = shapes.take(role, box)
        index = next(index for index, one in enumerate(shapes.paths) if one is taken)
        objects = [
            one
            for one in (
                pdfium_c.FPDFPage_GetObject(page.raw, at)
                for at in range(pdfium_c.FPDFPage_CountObjects(page.raw))
            )
            if pdfium_c.FPDFPageObj_GetType(one) == pdfium_c.FPDF_PAGEOBJ_PATH
        ]
        for one, path in zip(objects, shapes.paths, strict=True):
            pdfium_c.FPDFPageObj_SetFillColor(one, *path.fill, 255)  # which pdfium does not write again
        change(page.raw, objects[index])
        assert pdfium_c.FPDFPage_GenerateContent(page.raw)
        page.close()
        file.save(report.files.pdf)


def move(x: float, y: float = 0) -> Callable[[object, object], None]:
    return lambda _, shape: pdfium_c.FPDFPageObj_Transform(shape, 1, 0, 0, 1, x, y)


def remove(page: object, shape: object) -> None:
    pdfium_c.FPDFPage_RemoveObject(page, shape)


def test_charts_as_rendered_read_back_equal_at_every_mark(report: ToldCharts):
    assert report.wrong("pdf") == []


def test_a_page_that_is_written_again_as_it_was_reads_back_equal(report: ToldCharts):
    edit(report, "bar", mark_address(report.marks(Bars, "bar")[0]), move(0))

    assert report.wrong("pdf") == []


@each_case(("of", "role"), DRAWN)
@each_case("by", [0.6, 30])
def test_a_mark_that_is_drawn_elsewhere_is_found(report: ToldCharts, of, role, by):
    mark = report.marks(of, role)[0]
    is_upright = of in (Lines, Multiples)
    far = 4 * by if of is Tiles else by  # which lie in cells, and may not leave the middle of theirs

    edit(report, mark.role, mark_address(mark), move(0, far) if is_upright else move(far))

    assert (mark.figure.figure_id, "differs") in report.told("pdf")


@each_case("by", [0.2, -0.2])
def test_less_than_half_a_pixel_is_not_told(report: ToldCharts, by):
    edit(report, "dot", mark_address(report.marks(Dots, "dot")[0]), move(by))

    assert report.wrong("pdf") == []


@each_case(("of", "role"), DRAWN)
def test_a_mark_that_is_not_drawn_is_found(report: ToldCharts, of, role):
    mark = report.marks(of, role)[-1]

    edit(report, mark.role, mark_address(mark), remove)

    assert "differs" in {problem for _, problem in report.told("pdf")}


@each_case(("of", "role"), [(Bars, "bar"), (Dots, "low"), (Waterfall, "less"), (Waterfall, "total")])
def test_a_longer_bar_is_found(report: ToldCharts, of, role):
    mark = report.marks(of, role)[0]

    def longer(_: object, shape: object) -> None:
        left = paths._path(shape).box[0]
        pdfium_c.FPDFPageObj_Transform(shape, 1.1, 0, 0, 1, left * -0.1, 0)

    edit(report, mark.role, mark_address(mark), longer)

    assert (mark.figure.figure_id, "differs") in report.told("pdf")


@each_case("number", range(0, 14))
def test_a_chart_whose_ground_was_moved_is_found(report: ToldCharts, number):
    edit(report, "scale", f"cakupan+scale:{number}/", move(9, 9))

    assert report.wrong("pdf") != []


def test_a_tile_in_the_shade_of_another_step_is_found(report: ToldCharts):
    mark = report.marks(Tiles, "tile")[0]

    edit(
        report,
        mark.role,
        mark_address(mark),
        lambda _, shape: pdfium_c.FPDFPageObj_SetFillColor(shape, 0x1F, 0x7A, 0x58, 255),
    )

    assert report.told("pdf") == {(mark.figure.figure_id, "differs")}


def test_a_line_that_connects_other_points_is_found(report: ToldCharts):
    with pdfium.PdfDocument(report.files.pdf.read_bytes()) as file:
        number, _ = box_of(file, mark_address(report.marks(Lines, "point")[0]))
        page = file[number]
        count = pdfium_c.FPDFPage_CountObjects(page.raw)
        shapes = (pdfium_c.FPDFPage_GetObject(page.raw, index) for index in range(count))
        stroke = next(
            one
            for one in shapes
            if pdfium_c.FPDFPageObj_GetType(one) == pdfium_c.FPDF_PAGEOBJ_PATH and paths._path(one).ends
        )
        pdfium_c.FPDFPageObj_Transform(stroke, 1, 0, 0, 1, 0, 5)
        pdfium_c.FPDFPage_GenerateContent(page.raw)
        page.close()
        file.save(report.files.pdf)

    assert ("", "differs") in report.told("pdf")


def test_a_bar_under_no_link_is_found(report: ToldCharts):
    mark = report.marks(Bars, "bar")[0]

    def add(page: object, shape: object) -> None:
        left, _, bottom, _ = paths._path(shape).box
        bar = pdfium_c.FPDFPageObj_CreateNewRect(left, bottom + 1, 150, 5)
        pdfium_c.FPDFPageObj_SetFillColor(bar, 0x2F, 0x9E, 0x77, 255)
        pdfium_c.FPDFPath_SetDrawMode(bar, 1, False)
        pdfium_c.FPDFPage_InsertObject(page, bar)

    edit(report, "bar", mark_address(mark), add)

    assert ("", "extra") in report.told("pdf")


def with_bytes(report: ToldCharts, change: Callable[[bytes], bytes]) -> None:
    before = report.files.pdf.read_bytes()
    after = change(before)
    assert after != before
    report.files.pdf.write_bytes(after)


def test_two_swapped_dots_are_found(report: ToldCharts):
    one, other = (mark_address(mark).encode() for mark in report.marks(Strips, "dot")[:2])
    assert len(one) == len(other)

    def swap(pdf: bytes) -> bytes:
        kept = b"\0" * len(one)
        return pdf.replace(one, kept).replace(other, one).replace(kept, other)

    with_bytes(report, swap)

    assert report.wrong("pdf") != []


@each_case(("stated", "told"), [("lines/25/45/5", "lines/35/45/5"), ("dots/-20/100/20", "dots/-10/100/20")])
def test_a_changed_scale_is_found(report: ToldCharts, stated, told):
    with_bytes(report, lambda pdf: pdf.replace(stated.encode(), told.encode()))

    assert ("", "differs") in report.told("pdf")


def test_another_word_of_judgement_is_found(report: ToldCharts):
    mark = report.marks(Status, "missed")[0]

    with_bytes(report, lambda pdf: pdf.replace(b"cakupan+missed:", b"cakupan+mossed:"))

    assert (mark.figure.figure_id, "missing") in report.told("pdf")

"""The report as slides: texts, native charts, and a part beside them that says which figure stands where."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu, Inches, Pt

from cakupan.reports import chart_workbook
from cakupan.reports.charts.nodes import DecisionCard
from cakupan.reports.document import (
    Bars,
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Inline,
    Items,
    KeyNumbers,
    Page,
    Paragraph,
    Table,
    places,
)
from cakupan.reports.printed import Book
from cakupan.reports.report import Report
from cakupan.reports.sheet import number_format

MAP_PART, MAP_SPACE, MAP_TYPE = "/customXml/item1.xml", "urn:cakupan:figures", "application/xml"
FONT = "Calibri"
GREEN, DEEP, LEAF, SOFT, MARK, GROUND, PAPER = (
    RGBColor.from_string(code)
    for code in ("00694E", "064637", "2F9E77", "566762", "C2571A", "EEF4F1", "FFFFFF")
)
WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
TOP, FOOT = Inches(1.35), Inches(6.95)
SIZES = {"plain": 18, "lead": 20, "small": 12, "attention": 18}
CELL = 14  # points of the text in tables
SIGNS_PER_INCH = {12: 13.5, 14: 11.5, 16: 10.2, 18: 9.2, 20: 8.4}
GAP = Inches(0.18)
TITLE_ONLY, TITLE_SLIDE = 5, 0
FIXED = (1980, 1, 1, 0, 0, 0)


class Position(NamedTuple):
    """Where a number stands: in a text of a shape, in a cell of its table, or at a point of its chart."""

    page: str
    shape: int
    at: str
    figure: Figure


@dataclass(kw_only=True)
class _Slide:
    """One slide that is filled from above."""

    slide: Any
    page: str
    book: Book
    created: dt.datetime
    row: int = TOP
    positions: list[Position] = field(default_factory=list)

    def box(self, height: int, left: int = MARGIN, width: int = WIDTH - 2 * MARGIN) -> Any:
        """Add a text box below what is there."""
        shape = self.slide.shapes.add_textbox(Emu(left), Emu(self.row), Emu(width), Emu(height))
        shape.text_frame.word_wrap = True
        return shape

    def said(self, content: Inline) -> str:
        """Return a run of text and figures as it is read."""
        return "".join(self.book.printed(one).text if isinstance(one, Figure) else one for one in content)

    def write(self, shape: Any, frame: Any, content: Inline, place: str, **look: Any) -> None:
        """Write a run of text and figures into the last paragraph of a frame."""
        paragraph = frame.paragraphs[-1]
        start = 0
        for one in content:
            text = self.said((one,))
            run = paragraph.add_run()
            run.text = text
            _look(run.font, **look)
            if isinstance(one, Figure):
                self.positions.append(Position(self.page, shape.shape_id, f"{place}:{start}", one))
            start += len(text)


def render(document: Document, report: Report) -> bytes:
    """Return the slides of a document, one for its cover and one for each page, dated by the report's as-of.

    Raises:
        AssertionError: a slide does not carry the numbers of its page.
    """
    as_of = report.source.edition.as_of
    created = as_of.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book = report.book
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _properties(deck, document.cover, created)
    _cover(deck, document.cover)
    positions: list[Position] = []
    for page in document.pages:
        positions += _page(deck, page, document, book, created)
    part = Part(PackURI(MAP_PART), MAP_TYPE, deck.part.package, _map(positions))
    deck.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    made = io.BytesIO()
    deck.save(made)
    return _dated(made.getvalue())


def _properties(deck: Any, cover: Cover, created: dt.datetime) -> None:
    known = deck.core_properties
    known.title, known.author = f"{cover.title} – {cover.period}", cover.organisation
    known.category, known.last_modified_by = cover.classification, cover.organisation
    known.created = known.modified = created
    known.revision = 1


def _cover(deck: Any, cover: Cover) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_SLIDE])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = DEEP
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    _put(title, MARGIN, Inches(1.9), WIDTH - 2 * MARGIN, Inches(1.9))
    _put(subtitle, MARGIN, Inches(3.9), WIDTH - 2 * MARGIN, Inches(0.8))
    _lines(title, [(cover.title, 40, PAPER, True)], MSO_ANCHOR.BOTTOM)
    _lines(subtitle, [(cover.period, 26, RGBColor.from_string("A9DCC8"), False)], MSO_ANCHOR.TOP)
    facts = slide.shapes.add_textbox(MARGIN, Inches(5.1), WIDTH - 2 * MARGIN, Inches(1.9))
    said = [(f"{label}: {text}", 14, PAPER, False) for label, text in cover.facts[:5]]
    _lines(
        facts, [(f"{cover.organisation} · {cover.classification}", 14, PAPER, True), *said], MSO_ANCHOR.TOP
    )


def _put(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = Emu(left), Emu(top), Emu(width), Emu(height)


def _lines(shape: Any, lines: list[tuple[str, int, RGBColor, bool]], anchor: Any) -> None:
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    for number, (text, size, colour, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = text
        _look(run.font, size=size, colour=colour, bold=bold)


def _look(font: Any, size: int = 18, colour: RGBColor = DEEP, bold: bool = False) -> None:
    font.name, font.size, font.bold = FONT, Pt(size), bold
    font.color.rgb = colour


def _page(deck: Any, page: Page, document: Document, book: Book, created: dt.datetime) -> list[Position]:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide._element.cSld.set("name", page.name)
    title = slide.shapes.title
    _put(title, MARGIN, Inches(0.4), WIDTH - 2 * MARGIN, Inches(0.8))
    _lines(title, [(page.title, 30, DEEP, True)], MSO_ANCHOR.MIDDLE)
    made = _Slide(slide=slide, page=page.name, book=book, created=created)
    for number, block in enumerate(page.blocks):
        _block(made, block, len(page.blocks) - number)
    foot = slide.shapes.add_textbox(MARGIN, FOOT, WIDTH - 2 * MARGIN, Inches(0.35))
    _lines(foot, [(document.footer, 11, SOFT, False)], MSO_ANCHOR.MIDDLE)
    expected = [place.figure for place in places(document) if place.page == page.name]
    if [place.figure for place in made.positions] != expected:
        raise AssertionError(f"slide {page.name} does not carry the numbers of its page")
    return made.positions


def _block(made: _Slide, block: Block, left: int) -> None:
    """Write one block; a chart or table takes its share of the room that is left."""
    room = max(Inches(1.2), (FOOT - GAP - made.row) // left if left > 1 else FOOT - GAP - made.row)
    match block:
        case Heading():
            _texts(made, [((block.text,), {"size": 18, "bold": True})])
        case Paragraph():
            _texts(made, [(block.content, {"size": SIZES[block.tone]})])
        case DecisionCard():
            facts = [((f"{label}: ", *said), {"size": 12, "colour": SOFT}) for label, said in block.facts]
            _texts(made, [(block.issue, {"size": 16, "bold": True}), *facts])
        case Items():
            _texts(made, [(("• ", *item), {"size": 18}) for item in block.items])
        case KeyNumbers():
            _keys(made, block)
        case Bars():
            _bars(made, block, room)
        case Table():
            _table(made, block)
        case _:
            raise AssertionError(f"no slide shows a {type(block).__name__}")


def _texts(made: _Slide, contents: list[tuple[Inline, dict[str, Any]]]) -> None:
    inches = (WIDTH - 2 * MARGIN) / Inches(1)
    lines = sum(
        -(-len(made.said(one)) // int(SIGNS_PER_INCH[look["size"]] * inches)) for one, look in contents
    )
    height = int(Pt(max(look["size"] for _, look in contents) * 1.35) * max(lines, 1) + Pt(10))
    shape = made.box(height)
    for number, (content, look) in enumerate(contents):
        if number:
            shape.text_frame.add_paragraph()
        made.write(shape, shape.text_frame, content, str(number), **look)
    made.row += height + GAP


def _keys(made: _Slide, block: KeyNumbers) -> None:
    width = (WIDTH - 2 * MARGIN) // max(len(block.numbers), 1)
    for number, one in enumerate(block.numbers):
        shape = made.box(Inches(1.5), MARGIN + number * width, width - GAP)
        shape.fill.solid()
        shape.fill.fore_color.rgb = GROUND
        frame = shape.text_frame
        made.write(shape, frame, (one.label,), "0", size=14, colour=SOFT)
        frame.add_paragraph()
        made.write(shape, frame, (one.figure, f" {one.unit}"), "1", size=30, colour=GREEN, bold=True)
        frame.add_paragraph()
        made.write(shape, frame, one.detail, "2", size=14, colour=SOFT)
    made.row += Inches(1.5) + GAP


def _bars(made: _Slide, block: Bars, room: int) -> None:
    """Draw a native chart; its workbook holds the same numbers with their figures."""
    has_mark = any(bar.mark for bar in block.bars)
    _texts(made, [((f"{block.title} ({block.unit})",), {"size": 16, "bold": True})])
    data = CategoryChartData(number_format=_format(made, block))
    data.categories = [bar.label for bar in block.bars]
    data.add_series(block.title, [_value(made, bar.figure) for bar in block.bars])
    if has_mark:
        data.add_series(block.mark_label, [_value(made, bar.mark) for bar in block.bars])
    needed = Inches(0.9) + Inches(0.7) * len(block.bars)
    height = max(Inches(1.2), min(needed, room - Inches(0.45)))
    frame = made.slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, MARGIN, Emu(made.row), Emu(WIDTH - 2 * MARGIN), Emu(height), data
    )
    frame.name = block.title
    _style(frame.chart, has_mark)
    frame.chart.part.chart_workbook.update_from_xlsx_blob(
        chart_workbook.of_bars(block, made.book, made.created)
    )
    for point, bar in enumerate(block.bars):
        for series, figure in enumerate((bar.figure, bar.mark)):
            if figure is not None:
                made.positions.append(Position(made.page, frame.shape_id, f"{series}.{point}", figure))
    made.row += height + GAP


def _style(chart: Any, has_mark: bool) -> None:
    chart.has_title = False
    chart.has_legend = has_mark
    if has_mark:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        _look(chart.legend.font, size=12, colour=SOFT)
    chart.font.name, chart.font.size = FONT, Pt(12)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = SOFT
    chart.value_axis.minimum_scale = 0
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.number_format_is_linked = True
    for series, colour in zip(plot.series, (LEAF, MARK), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour


def _value(made: _Slide, figure: Figure | None) -> float | None:
    number = None if figure is None else made.book.printed(figure).number
    return None if number is None else float(number)


def _format(made: _Slide, block: Bars) -> str:
    shown = [made.book.printed(bar.figure) for bar in block.bars]
    return number_format(max((one.decimals for one in shown), default=0), shown[0].sign if shown else "")


def _table(made: _Slide, block: Table) -> None:
    _texts(made, [((block.caption,), {"size": 16, "bold": True})])
    widths = _widths(block)
    heads = tuple((one.label,) for one in block.columns)
    heights = [_row_height(made, cells, widths) for cells in (heads, *(row.cells for row in block.rows))]
    shape = made.slide.shapes.add_table(
        len(heights), len(widths), MARGIN, Emu(made.row), Emu(sum(widths)), Emu(sum(heights))
    )
    for column, width in zip(shape.table.columns, widths, strict=True):
        column.width = Emu(width)
    for line, height in zip(shape.table.rows, heights, strict=True):
        line.height = Emu(height)
    for column, one in enumerate(block.columns):
        _cell(made, shape, (0, column), (one.label,), one.align, colour=PAPER, bold=True)
    for number, row in enumerate(block.rows, start=1):
        for column, content in enumerate(row.cells):
            _cell(made, shape, (number, column), content, block.columns[column].align, bold=row.is_total)
    made.row += sum(heights) + GAP
    for note in block.notes:
        _texts(made, [(note, {"size": 12})])


def _row_height(made: _Slide, cells: tuple[Inline, ...], widths: list[int]) -> int:
    """Return the height that the longest of these cells needs, in lines of its column."""
    per_inch = SIGNS_PER_INCH[CELL]
    lines = (
        -(-len(made.said(content)) // max(1, int(per_inch * (width / Inches(1) - 0.2))))
        for content, width in zip(cells, widths, strict=True)
    )
    return int(Pt(CELL * 1.25) * max(1, *lines) + Inches(0.12))


def _widths(block: Table) -> list[int]:
    weights = [2 * one.weight if one.align == "left" else 2 for one in block.columns]
    return [(WIDTH - 2 * MARGIN) * weight // sum(weights) for weight in weights]


def _cell(made: _Slide, shape: Any, place: tuple[int, int], content: Inline, align: str, **look: Any) -> None:
    cell = shape.table.cell(*place)
    cell.fill.solid()
    cell.fill.fore_color.rgb = GREEN if place[0] == 0 else GROUND if place[0] % 2 == 0 else PAPER
    made.write(shape, cell.text_frame, content, f"{place[0]}.{place[1]}", **({"size": CELL} | look))
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if align == "right" else PP_ALIGN.LEFT


def _map(positions: list[Position]) -> bytes:
    spaces: dict[Any, str] = {None: MAP_SPACE}
    root = etree.Element(f"{{{MAP_SPACE}}}figures", nsmap=spaces)
    for one in positions:
        etree.SubElement(
            root,
            f"{{{MAP_SPACE}}}number",
            {
                "page": one.page,
                "shape": str(one.shape),
                "at": one.at,
                "figure": one.figure.figure_id,
                "part": one.figure.part,
            },
        )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _dated(package: bytes) -> bytes:
    """Return the package with one date for all its parts: the same slides, the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(made, "w") as kept:
        for name, content in _parts(given):
            kept.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in package.infolist():
        yield entry.filename, package.read(entry)

"""Read finished slides."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError

from cakupan.errors import FileRefused
from cakupan.reports.document import Figure
from cakupan.reports.locales import MISSING, Locale
from cakupan.reports.pptx import MAP_PART, MAP_SPACE
from cakupan.reports.reading.cells import shown
from cakupan.reports.reading.seen import Seen
from cakupan.reports.reading.xlsx import NO_FIGURE, numbers_within

HIDDEN = "0"


class _Entry(NamedTuple):
    """What the slides say of one number: page, shape, place in it, and the figure it is."""

    page: str
    shape: int
    at: str
    figure: Figure


class _Chart:
    """The numbers of a native chart, as it draws them and as its workbook holds them."""

    def __init__(self, chart: Any, locale: Locale) -> None:
        self._locale = locale
        self._series = list(chart.plots[0].series)
        self._axis = chart.value_axis
        self._workbook = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        self.left = {
            (number, point)
            for number, series in enumerate(self._series)
            for point, value in enumerate(series.values)
            if value is not None
        }

    def printed(self, at: str) -> str:
        """Return the number at a point, and what makes it another than it seems."""
        series, point = map(int, at.split("."))
        self.left.discard((series, point))
        values = self._series[series].values if series < len(self._series) else ()
        drawn = values[point] if point < len(values) else None
        kept = self._workbook.cell(row=point + 2, column=series + 2).value
        text = MISSING if drawn is None else shown(repr(drawn), self._format(series), self._locale)
        if kept != drawn:
            text = f"{text} [workbook {kept}]"
        return text if self._axis.minimum_scale == 0 else f"{text} [axis from {self._axis.minimum_scale}]"

    def _format(self, series: int) -> str:
        (code,) = self._series[series]._element.xpath("c:val/c:numRef/c:numCache/c:formatCode/text()") or [""]
        return str(code)


def read_pptx(path: Path, locale: Locale) -> list[Seen]:
    """Return the numbers of slides in order, and what a chart draws that is said to be no figure's.

    Raises:
        FileRefused: BERKAS_RUSAK, the file cannot be read as slides or says nothing of its numbers.
    """
    try:
        deck = Presentation(str(path))
        with zipfile.ZipFile(path) as package:
            listed = _listed(package.read(MAP_PART.lstrip("/")))
    except (
        OSError,
        KeyError,
        ValueError,
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
    ) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    shapes = {
        (slide._element.cSld.get("name", ""), shape.shape_id): shape
        for slide in deck.slides
        if slide._element.get("show") != HIDDEN
        for shape in slide.shapes
    }
    charts = cache(lambda key: _Chart(shapes[key].chart, locale))
    numbers = numbers_within(locale)
    seen = [Seen(one.page, _place(one), one.figure, _printed(one, shapes, charts, numbers)) for one in listed]
    return [*seen, *_unlisted(shapes, charts)]


def _listed(content: bytes) -> list[_Entry]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return [
        _Entry(
            page=one.get("page", ""),
            shape=int(one.get("shape", "0")),
            at=one.get("at", ""),
            figure=Figure(one.get("figure", ""), one.get("part", "")),
        )
        for one in etree.fromstring(content, parser).iter(f"{{{MAP_SPACE}}}number")
    ]


def _place(one: _Entry) -> str:
    return f"{one.page} {one.shape} {one.at}"


def _printed(
    one: _Entry, shapes: Mapping[tuple[str, int], Any], charts: Any, numbers: re.Pattern[str]
) -> str:
    """Return what stands at a place; nothing where there is no such shape."""
    shape = shapes.get((one.page, one.shape))
    if shape is None:
        return ""
    if shape.has_chart:
        return str(charts((one.page, one.shape)).printed(one.at))
    text = _text(shape, one.at.partition(":")[0])
    number = numbers.match(text, int(one.at.partition(":")[2] or 0))
    return number.group() if number else ""


def _text(shape: Any, place: str) -> str:
    if shape.has_table:
        row, column = map(int, place.split("."))
        return str(shape.table.cell(row, column).text_frame.text)
    paragraphs = shape.text_frame.paragraphs
    return str(paragraphs[int(place)].text) if int(place) < len(paragraphs) else ""


def _unlisted(shapes: Mapping[tuple[str, int], Any], charts: Any) -> Iterator[Seen]:
    """Yield the points of charts that are said to be no figure's."""
    for (page, number), shape in shapes.items():
        if shape.has_chart:
            for series, point in sorted(charts((page, number)).left):
                at = f"{series}.{point}"
                yield Seen(page, f"{page} {number} {at}", NO_FIGURE, charts((page, number)).printed(at))

"""Read the native charts of a finished workbook: the source cells of each series, and the values it keeps."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cakupan import settings
from cakupan.workbooks.a1 import area_of, name_of
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import markup, xlsx_parts
from cakupan.workbooks.reading.markup import Attributes
from cakupan.workbooks.reading.package import Package

REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


@dataclass(kw_only=True)
class NativeSeries:
    """One series: where its values stand, and those that the chart keeps of them, by their order."""

    reference: str = ""
    kept: dict[int, str] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, str]]:
        """The sheet and the cell of each value, in order; none where nothing is referred to."""
        found = REFERENCE.fullmatch(self.reference)
        if found is None:
            return []
        quoted, plain, *ends = found.groups()
        sheet = quoted.replace("''", "'") if quoted else plain
        first, last = f"{ends[0]}{ends[1]}", f"{ends[2] or ends[0]}{ends[3] or ends[1]}"
        top, left, bottom, right = area_of(f"{first}:{last}")
        return [
            (sheet, name_of(row, column))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


@dataclass(kw_only=True)
class NativeChart:
    """A native chart: the sheet that it lies on, its scale, and its series."""

    sheet: str
    place: str
    low: str = ""
    high: str = ""
    step: str = ""
    series: list[NativeSeries] = field(default_factory=list)


def read(path: Path) -> list[NativeChart]:
    """Return the charts of a workbook, sheet by sheet in the order in which they lie there.

    Raises:
        FileRefused: it is damaged.
    """
    package = Package(path.read_bytes(), Limits.of(settings.load()))
    return [
        chart
        for part in xlsx_parts.outline(package).sheets
        if part.path is not None
        for chart in _of_sheet(package, part.name, part.path)
    ]


def _of_sheet(package: Package, sheet: str, path: str) -> Iterator[NativeChart]:
    for drawing in _targets(package, path, "/drawing").values():
        charts = _targets(package, drawing, "/chart")
        lying = markup.elements(package.part(drawing) or b"")
        order = [charts.get(_id(attributes), "") for name, attributes in lying if name == "chart"]
        for number, part in enumerate(order, start=1):
            reader = _Chart(NativeChart(sheet=sheet, place=f"{sheet} bagan {number}"))
            if part:
                markup.walk([package.part(part) or b""], reader.start, reader.end, reader.text)
            yield reader.chart


def _id(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")


def _targets(package: Package, path: str, kind: str) -> Mapping[str, str]:
    """Return the parts that a part is related to in one way, by the id of the relation."""
    folder, name = posixpath.split(path)
    relations = package.part(f"{folder}/_rels/{name}.rels") or b""
    return {
        attributes.get("Id", ""): posixpath.normpath(posixpath.join(folder, attributes.get("Target", "")))
        if not attributes.get("Target", "").startswith("/")
        else attributes["Target"].lstrip("/")
        for tag, attributes in (markup.elements(relations) if relations else [])
        if tag == "Relationship" and attributes.get("Type", "").endswith(kind)
    }


class _Chart:
    """Takes the elements of one chart."""

    def __init__(self, chart: NativeChart) -> None:
        self.chart = chart
        self._within: list[str] = []
        self._text: list[str] = []
        self._point = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._within.append(name)
        self._text = []
        if name == "ser":
            self.chart.series.append(NativeSeries())
        elif name == "pt" and "val" in self._within:
            self._point = markup.whole_number(attributes.get("idx"))
        elif "valAx" in self._within:
            self._axis(name, attributes.get("val", ""))

    def _axis(self, name: str, value: str) -> None:
        match name:
            case "min":
                self.chart.low = value
            case "max":
                self.chart.high = value
            case "majorUnit":
                self.chart.step = value

    def end(self, name: str) -> None:
        text = "".join(self._text)
        if "val" in self._within and self.chart.series:
            if name == "f":
                self.chart.series[-1].reference = text
            elif name == "v":
                self.chart.series[-1].kept[self._point] = text
        self._within.pop()
        self._text = []

    def text(self, piece: str) -> None:
        self._text.append(piece)

"""Read a finished HTML report."""

import json
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from cakupan.reports.document import Figure
from cakupan.reports.reading.seen import DrawnChart, Seen
from cakupan.reports.reading.svg import Charts


class _Numbers:
    """Collects the text of every element that names a figure, the details by figure id, and the charts."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.details: dict[str, str] = {}
        self._page = ""
        self._figure: Figure | None = None
        self._tag = ""
        self._text: list[str] = []
        self._details: list[str] | None = None
        self._mark_tag = ""
        self.charts = Charts()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "section":
            self._page = attributes.get("id", "")
        elif tag == "script":
            self._details = [] if attributes.get("id") == "rincian" else None
        self.charts.start(self._page, tag, attributes)
        if "data-mark" in attributes:
            self._mark_tag, self._text = tag, []
        elif "data-figure" in attributes:
            self._tag = tag
            self._figure, self._text = Figure(attributes["data-figure"], attributes.get("data-part", "")), []
        elif "data-tick" in attributes:
            self._text = []

    def end(self, tag: str) -> None:
        if tag == "script" and self._details is not None:
            self.details.update(json.loads("".join(self._details)))
            self._details = None
        elif tag == self._tag and self._figure is not None:
            place = f"{self._page} {len(self.seen)}"
            self.seen.append(Seen(self._page, place, self._figure, "".join(self._text)))
            self._figure = None
        else:
            self._end_of_mark(tag)

    def _end_of_mark(self, tag: str) -> None:
        if tag == self._mark_tag == "strong":
            self.charts.said("".join(self._text))
        elif tag == "text":
            self.charts.text("".join(self._text))

    def data(self, data: str) -> None:
        if self._details is not None:
            self._details.append(data)
        else:
            self._text.append(data)

    def close(self) -> None:
        """End as the parser ends."""


def read_html(path: Path) -> tuple[list[Seen], dict[str, str], list[DrawnChart]]:
    """Return the numbers of an HTML report in order, what it says of each when pointed at, and its charts."""
    numbers = _Numbers()
    parser = etree.HTMLParser(
        target=numbers,  # type: ignore[arg-type]  # the stubs ask it to take comments and bytes, lxml does not
        encoding="utf-8",
        huge_tree=True,
        no_network=True,
    )
    etree.fromstring(path.read_bytes(), parser)
    return numbers.seen, numbers.details, numbers.charts.drawn

"""Read a finished HTML report."""

import json
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from cakupan.reports.document import Figure
from cakupan.reports.reading.seen import Seen


class _Numbers:
    """Collects the text of every element that names a figure, and the details by figure id."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.details: dict[str, str] = {}
        self._page = ""
        self._figure: Figure | None = None
        self._text: list[str] = []
        self._details: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "section":
            self._page = attributes.get("id", "")
        elif tag == "script":
            self._details = [] if attributes.get("id") == "rincian" else None
        elif "data-figure" in attributes:
            self._figure, self._text = Figure(attributes["data-figure"], attributes.get("data-part", "")), []

    def end(self, tag: str) -> None:
        if tag == "script" and self._details is not None:
            self.details.update(json.loads("".join(self._details)))
            self._details = None
        elif tag == "span" and self._figure is not None:
            place = f"{self._page} {len(self.seen)}"
            self.seen.append(Seen(self._page, place, self._figure, "".join(self._text)))
            self._figure = None

    def data(self, data: str) -> None:
        if self._details is not None:
            self._details.append(data)
        elif self._figure is not None:
            self._text.append(data)

    def close(self) -> None:
        """End as the parser ends."""


def read_html(path: Path) -> tuple[list[Seen], dict[str, str]]:
    """Return the numbers of an HTML report in order, and what it says of each figure when pointed at."""
    numbers = _Numbers()
    parser = etree.HTMLParser(
        target=numbers,  # type: ignore[arg-type]  # the stubs ask it to take comments and bytes, lxml does not
        encoding="utf-8",
        huge_tree=True,
        no_network=True,
    )
    etree.fromstring(path.read_bytes(), parser)
    return numbers.seen, numbers.details

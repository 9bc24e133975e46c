"""What a workbook package says of itself: its sheets and where they are, its styles, its shared texts."""

import posixpath
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from cakupan.errors import FileRefused
from cakupan.workbooks.reading import bounds, markup
from cakupan.workbooks.reading.markup import Attributes, Letters, UnboundPrefixError
from cakupan.workbooks.reading.package import Package

WORKBOOK = "xl/workbook.xml"
SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
MOST_KEPT = 16 << 10  # bytes of relations that are kept in mind
SHEET_PART = re.compile(r"xl/worksheets/sheet(\d{1,4})\.xml")
TRUE = ("1", "true", "on")
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(50, 59)}
SPAN_FORMATS = {45, 46, 47}
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """One sheet as the workbook lists it; `path` is nothing when the package does not lead to it."""

    name: str
    is_visible: bool
    path: str | None
    is_table: bool


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The sheets of a workbook, where its shared texts and styles are, and from when its days count."""

    path: str
    sheets: tuple[SheetPart, ...]
    texts_path: str | None
    styles_path: str | None
    is_1904: bool


@dataclass(frozen=True, kw_only=True)
class Styles:
    """For each cell style by number: whether it shows a day or a span of time, and is struck through."""

    day: frozenset[int]
    span: frozenset[int]
    struck: frozenset[int]


def outline(package: Package) -> Outline:
    """Read what the workbook part lists.

    Raises:
        FileRefused: BERKAS_RUSAK.
    """
    path = _workbook_path(package)
    targets = _targets(package, path)
    by_type = {kind: target for target, kind in targets.values() if target in package.names}
    sheets = []
    is_1904 = False
    listed, is_whole = markup.elements_before_damage(package.part(path) or b"", SPACES)
    for name, attributes in listed:
        if name == "workbookPr":
            is_1904 = attributes.get("date1904", "").lower() in TRUE
        elif name == "sheet":
            sheets.append(_sheet_part(package, attributes, targets))
            bounds.check_sheets(len(sheets))
    if not sheets or not (is_whole or ("/sheets", {}) in listed):
        raise FileRefused("BERKAS_RUSAK")
    return Outline(
        path=path,
        sheets=tuple(sheets if targets else _in_order(sheets, package)),
        texts_path=by_type.get("sharedStrings") or _beside(package, path, "sharedStrings.xml"),
        styles_path=by_type.get("styles") or _beside(package, path, "styles.xml"),
        is_1904=is_1904,
    )


def styles(package: Package, path: str | None) -> Styles:
    """Read which cell styles show days and which strike through; of a damaged part what is left of it.

    Raises:
        FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
    """
    try:
        return styles_of((package.part(path) if path else None) or b"")
    except FileRefused as refusal:
        if refusal.code != "BERKAS_RUSAK" or refusal.details:
            raise
        return styles_of(b"")  # how cells look; what they hold stands elsewhere


def styles_of(data: bytes) -> Styles:
    """Read the same of the part itself, as far as it can be read.

    Raises:
        FileRefused: BERKAS_RUSAK for a part that brings a document type.
    """
    formats: dict[int, str] = {}
    fonts: list[bool] = []
    cells: list[tuple[int, int]] = []
    within = ""
    for name, attributes in markup.elements_before_damage(data, SPACES)[0]:
        if name.lstrip("/") in ("numFmts", "fonts", "cellXfs"):
            within = name
        elif within == "numFmts" and name == "numFmt":
            formats[markup.whole_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif within == "fonts" and name == "font":
            fonts.append(False)
        elif within == "fonts" and name == "strike" and fonts:
            fonts[-1] = attributes.get("val", "1").lower() in TRUE
        elif within == "cellXfs" and name == "xf":
            form, font = (markup.whole_number(attributes.get(each)) for each in ("numFmtId", "fontId"))
            cells.append((form, font))
    shown = [shows(number, formats) for number, _ in cells]
    return Styles(
        day=frozenset(style for style, what in enumerate(shown) if what == "day"),
        span=frozenset(style for style, what in enumerate(shown) if what == "span"),
        struck=frozenset(style for style, (_, font) in enumerate(cells) if font < len(fonts) and fonts[font]),
    )


def shared_texts(package: Package, path: str | None) -> tuple[list[str], frozenset[int]]:
    """Return the shared texts, and the positions of those that are struck through from end to end.

    Raises:
        FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
    """
    reader = _Texts()
    if path:
        try:
            markup.walk(package.part_chunks(path), reader.start, reader.end, reader.text, SPACES)
        except UnboundPrefixError:
            reader = _Texts()
            markup.walk(package.part_chunks(path), reader.start, reader.end, reader.text)
    return reader.texts, frozenset(reader.struck)


def unescape(text: str) -> str:
    """Return a text with signs written as _x000D_ put back."""
    return ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text) if "_x" in text else text


class RichText:
    """One text made of runs: phonetic guides are no part of it; struck when every run that shows is."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._letters = Letters()
        self._runs = [0, 0]
        self._is_struck = self._in_guide = self._in_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Note what opens."""
        if name == "r":
            self._is_struck = False
        elif name == "strike":
            self._is_struck = attributes.get("val", "1").lower() in TRUE
        elif name == "rPh":
            self._in_guide = True
        elif name == "t":
            self._in_text = not self._in_guide

    def end(self, name: str) -> None:
        """Note what closes."""
        if name == "rPh":
            self._in_guide = False
        elif name == "t":
            self._in_text = False
        elif name == "r":
            self._is_struck = False

    def text(self, piece: str) -> None:
        """Gather text."""
        if self._in_text:
            self._letters.add(piece)
            if not piece.isspace():
                self._runs[self._is_struck] += 1

    def take(self) -> tuple[str, bool]:
        """Return the text and whether all of it is struck, and start anew."""
        is_struck = self._runs[1] > 0 and self._runs[0] == 0
        self._runs = [0, 0]
        self._is_struck = self._in_guide = self._in_text = False
        return unescape(self._letters.take()), is_struck


class _Texts:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.struck: list[int] = []
        self._rich = RichText()
        self.start = self._rich.start
        self.text = self._rich.text

    def end(self, name: str) -> None:
        self._rich.end(name)
        if name == "si":
            text, is_struck = self._rich.take()
            if is_struck:
                self.struck.append(len(self.texts))
            self.texts.append(text)


def _workbook_path(package: Package) -> str:
    for target, kind in _targets(package, "").values():
        if kind == "officeDocument" and target in package.names:
            return target
    return WORKBOOK


def _beside(package: Package, path: str, name: str) -> str | None:
    """A part that no relation leads to, where programs put it."""
    part = posixpath.join(posixpath.dirname(path), name).lower()
    return part if part in package.names else None


def _targets(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Where the relations of one part lead: id to path and kind; those out of the package are left out."""
    folder, name = posixpath.split(source)
    data = package.part(f"{folder}/_rels/{name}.rels") or b""
    if len(data) > MOST_KEPT:
        return _relations(folder, data)
    return _known_relations(folder, data)


@lru_cache(maxsize=256)
def _known_relations(folder: str, data: bytes) -> dict[str, tuple[str, str]]:
    """Programs write the same few again and again."""
    return _relations(folder, data)


def _relations(folder: str, data: bytes) -> dict[str, tuple[str, str]]:
    relations = {}
    for element, attributes in markup.elements_before_damage(data)[0]:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
            relations[attributes.get("Id", "")] = path, attributes.get("Type", "").rpartition("/")[2]
    return relations


def _in_order(sheets: list[SheetPart], package: Package) -> list[SheetPart]:
    """Where no relation is left, the sheets lie in their parts in the order in which they are listed.

    Somebody may have moved them, so none may be hidden.
    """
    numbers = sorted(int(match[1]) for name in package.names if (match := SHEET_PART.fullmatch(name)))
    if len(numbers) != len(sheets) or not all(each.is_visible for each in sheets):
        return sheets
    paths = (f"xl/worksheets/sheet{number}.xml" for number in numbers)
    return [replace(each, path=path) for each, path in zip(sheets, paths, strict=True)]


def _sheet_part(package: Package, attributes: Attributes, targets: dict[str, tuple[str, str]]) -> SheetPart:
    relation = next((value for name, value in attributes.items() if re.fullmatch(r"(?:.*[ :])?id", name)), "")
    path, kind = targets.get(relation, (None, ""))
    if path is not None and path not in package.names:
        path = unquote(path)
    return SheetPart(
        name=attributes.get("name", ""),
        is_visible=attributes.get("state", "visible") == "visible",
        path=path if path in package.names else None,
        is_table=relation != "" and kind not in ("chartsheet", "dialogsheet"),  # a module leads to no part
    )


def shows(number: int, formats: dict[int, str]) -> str:
    """Return day, span or nothing: what a number format, by number or code, shows a number as."""
    if number not in formats:
        return "day" if number in DAY_FORMATS else "span" if number in SPAN_FORMATS else ""
    code = LITERAL.sub("", formats[number].partition(";")[0]).lower()
    if re.search(r"\[(?:h+|m+|s+)\]", code):
        return "span"
    return "day" if re.search(r"[dmyhs]", code) and "general" not in code else ""

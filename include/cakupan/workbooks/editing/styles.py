"""Styles of a partner's workbook: its own stay as they are, marked copies and ours are added behind them."""

from copy import deepcopy
from typing import Any

from lxml import etree

from cakupan.workbooks.editing.looks import FONT, LINE, LOOKS, MARK_COLOURS, Look
from cakupan.workbooks.editing.package import MAIN, PackageError, parse, to_bytes

THOUSANDS = "3"  # the built-in number format #,##0
SECTIONS = ("fonts", "fills", "borders", "cellXfs")


class Styles:
    """The styles part of one workbook; asked for a style it returns the number to write into a cell."""

    def __init__(self, xml: bytes) -> None:
        self._root = parse(xml)
        self._fonts, self._fills, self._borders, self._formats = (self._section(name) for name in SECTIONS)
        self._marked: dict[tuple[int, str], int] = {}
        self._filled: dict[tuple[str, str], int] = {}
        self._ours: dict[str, int] = {}

    def marked(self, style: int, severity: str) -> int:
        """Return a style's copy whose fill says how bad it is."""
        if (style, severity) not in self._marked:
            origin = self._formats[style if style < len(self._formats) else 0]
            copy = deepcopy(origin)
            copy.set("fillId", str(self._mark_fill(int(origin.get("fillId", "0")), severity)))
            copy.set("applyFill", "1")
            self._marked[style, severity] = _append(self._formats, copy)
        return self._marked[style, severity]

    def ours(self, name: str) -> int:
        """Return the style of one of our own cells."""
        if name not in self._ours:
            self._ours[name] = self._add(LOOKS[name])
        return self._ours[name]

    def unmark(self, *, keeps_background: bool) -> None:
        """Take back the fills of an earlier receipt; behind each lies the colour the cell had before."""
        ours = {f"FF{colour}" for colour in MARK_COLOURS.values()}
        for pattern in self._fills.iter(_tag("patternFill")):
            front, back = pattern.find(_tag("fgColor")), pattern.find(_tag("bgColor"))
            if front is None or front.get("rgb", "").upper() not in ours:
                continue
            before = dict(back.attrib) if back is not None and keeps_background else {}
            for color in list(pattern):
                pattern.remove(color)
            if before.get("indexed", "64" if not before else "") == "64":
                pattern.set("patternType", "none")
            else:
                etree.SubElement(pattern, _tag("fgColor"), before)
                etree.SubElement(pattern, _tag("bgColor"), indexed="64")

    def to_bytes(self) -> bytes:
        """Return the part as it is written."""
        for section in (self._fonts, self._fills, self._borders, self._formats):
            section.set("count", str(len(section)))
        return to_bytes(self._root)

    def _section(self, name: str) -> Any:
        section = self._root.find(_tag(name))
        if section is None or not len(section):
            raise PackageError(f"styles without {name}")
        for each in section.xpath("comment()|processing-instruction()"):
            section.remove(each)
        return section

    def _mark_fill(self, fill_id: int, severity: str) -> int:
        """A solid fill whose unseen background keeps the colour the cell had, so that it can come back."""
        fill = self._fills[fill_id] if fill_id < len(self._fills) else self._fills[0]
        before = fill.find(f"{_tag('patternFill')}[@patternType='solid']/{_tag('fgColor')}")
        kept = dict(before.attrib) if before is not None and before.get("indexed") != "64" else {}
        key = (severity, repr(sorted(kept.items())))
        if key not in self._filled:
            new = etree.Element(_tag("fill"))
            pattern = etree.SubElement(new, _tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, _tag("fgColor"), rgb=f"FF{MARK_COLOURS[severity]}")
            etree.SubElement(pattern, _tag("bgColor"), kept or {"indexed": "64"})
            self._filled[key] = _append(self._fills, new)
        return self._filled[key]

    def _add(self, look: Look) -> int:
        style = {
            "numFmtId": THOUSANDS if look.is_number else "0",
            "fontId": str(_append(self._fonts, _font(look))),
            "fillId": str(_append(self._fills, _fill(look))) if look.fill else "0",
            "borderId": str(_append(self._borders, _border())) if look.has_border else "0",
            "xfId": "0",
            "applyNumberFormat": "1",
            "applyFont": "1",
            "applyFill": "1",
            "applyBorder": "1",
            "applyAlignment": "1",
        }
        new = etree.Element(_tag("xf"), style)
        aligned = {"vertical": "center" if look.is_middle else "top"}
        if look.is_number or look.is_centred or look.indent:
            aligned["horizontal"] = "right" if look.is_number else "center" if look.is_centred else "left"
        if look.indent:
            aligned["indent"] = str(look.indent)
        if not look.is_number:
            aligned["wrapText"] = "1"
        etree.SubElement(new, _tag("alignment"), aligned)
        return _append(self._formats, new)


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _append(section: Any, element: Any) -> int:
    section.append(element)
    return len(section) - 1


def _font(look: Look) -> Any:
    font = etree.Element(_tag("font"))
    if look.is_bold:
        etree.SubElement(font, _tag("b"))
    if look.is_italic:
        etree.SubElement(font, _tag("i"))
    etree.SubElement(font, _tag("sz"), val=f"{look.size:g}")
    etree.SubElement(font, _tag("color"), rgb=f"FF{look.color}")
    etree.SubElement(font, _tag("name"), val=FONT)
    etree.SubElement(font, _tag("family"), val="2")
    return font


def _fill(look: Look) -> Any:
    fill = etree.Element(_tag("fill"))
    pattern = etree.SubElement(fill, _tag("patternFill"), patternType="solid")
    etree.SubElement(pattern, _tag("fgColor"), rgb=f"FF{look.fill}")
    etree.SubElement(pattern, _tag("bgColor"), indexed="64")
    return fill


def _border() -> Any:
    border = etree.Element(_tag("border"))
    for side in ("left", "right", "top", "bottom"):
        edge = etree.SubElement(border, _tag(side), style="thin")
        etree.SubElement(edge, _tag("color"), rgb=f"FF{LINE}")
    etree.SubElement(border, _tag("diagonal"))
    return border

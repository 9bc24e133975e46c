"""How our cells look, said once for both ways in which a receipt is written."""

from dataclasses import dataclass
from typing import Any

FONT = "Calibri"
BLUE, GREEN, INK, GREY_INK, LINE, PALE, WHITE = (
    "00539B", "1E7B3A", "1F2933", "5F6B76", "C9D2DA", "F2F5F8", "FFFFFF",
)  # fmt: skip
ERROR, WARNING, DUPLICATE = "F9CDC4", "FFE9A8", "D9D2EC"
MARK_COLOURS = {"error": ERROR, "warning": WARNING, "duplicate": DUPLICATE}


@dataclass(frozen=True, kw_only=True)
class Look:
    """Font, fill and borders of one sort of cell; colours as six hexadecimal digits, "" for none."""

    size: float = 11
    color: str = INK
    fill: str = ""
    is_bold: bool = False
    is_italic: bool = False
    has_border: bool = False
    is_number: bool = False
    is_centred: bool = False
    is_middle: bool = False

    @property
    def indent(self) -> int:
        """How far a text keeps from the border beside it."""
        return 1 if self.has_border and not self.is_centred else 0


LOOKS = {
    "title": Look(size=18, color=BLUE, is_bold=True),
    "subtitle": Look(color=GREY_INK),
    "outcome": Look(size=13, color=WHITE, fill=BLUE, is_bold=True, is_middle=True),
    "outcome_good": Look(size=13, color=WHITE, fill=GREEN, is_bold=True, is_middle=True),
    "outcome_bad": Look(size=13, color=WHITE, fill="B3362B", is_bold=True, is_middle=True),
    "section": Look(size=12, color=BLUE, is_bold=True),
    "text": Look(),
    "small": Look(size=9, color=GREY_INK),
    "label": Look(fill=PALE, has_border=True, is_middle=True),
    "cell": Look(has_border=True, is_middle=True),
    "heading": Look(color=WHITE, fill=BLUE, is_bold=True, has_border=True, is_middle=True),
    "heading_centred": Look(
        size=10, color=WHITE, fill=BLUE, is_bold=True, has_border=True, is_middle=True, is_centred=True
    ),
    "number": Look(has_border=True, is_number=True, is_middle=True),
    "total": Look(has_border=True, is_bold=True, fill=PALE),
    "total_number": Look(has_border=True, is_number=True, is_bold=True, fill=PALE),
    "plain": Look(has_border=True, is_middle=True),
    "error": Look(has_border=True, is_middle=True, fill=ERROR),
    "warning": Look(has_border=True, is_middle=True, fill=WARNING),
    "duplicate": Look(has_border=True, is_middle=True, fill=DUPLICATE),
}


def for_xlsxwriter(look: Look) -> dict[str, Any]:
    """Return the look as XlsxWriter wants it said."""
    properties: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "font_color": f"#{look.color}",
        "valign": "vcenter" if look.is_middle else "top",
        "text_wrap": not look.is_number,
        "bold": look.is_bold,
        "italic": look.is_italic,
    }
    if look.fill:
        properties["bg_color"] = f"#{look.fill}"
    if look.has_border:
        properties.update(border=1, border_color=f"#{LINE}")
    if look.is_number:
        properties.update(num_format="#,##0", align="right")
    elif look.is_centred:
        properties["align"] = "center"
    elif look.indent:
        properties["align"] = "left"
    if look.indent:
        properties["indent"] = look.indent
    return properties

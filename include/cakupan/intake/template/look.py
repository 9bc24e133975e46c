"""Formats of a template, and where its rows lie."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from cakupan.intake.template.columns import TemplateColumn

DARK, SOFT, PALE, LINE = "#17494D", "#D5E6E4", "#F3F7F6", "#B8C9C7"
MISSING = "#FCE4E1"
GREY = "#6B7B7A"
FONT = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
TITLE_ROW, PARTNER_ROW, PERIOD_ROW, LEGEND_ROW = 0, 1, 2, 3
HEADER_ROW = 5
EXAMPLE_ROW = HEADER_ROW + 1
FIRST_ROW = EXAMPLE_ROW + 1
LAST_ROW = FIRST_ROW + 4999
NUMBER_FORMATS = {"date": "dd/mm/yyyy", "count": "#,##0", "amount": "#,##0"}


def _heading(background: str, colour: str) -> dict[str, Any]:
    return {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "bg_color": background,
        "font_color": colour,
        "border": 1,
        "border_color": LINE,
    }


TABLE = {"text_wrap": True, "border": 1, "border_color": LINE, "indent": 1}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": DARK},
    "label": {"font_color": GREY},
    "stated": {"bold": True},
    "input": {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": DARK, "num_format": "@"},
    "legend": {"font_color": GREY, "italic": True, "font_size": 10},
    "required": _heading(DARK, "#FFFFFF"),
    "expected": _heading(SOFT, DARK),
    "optional": _heading(PALE, DARK),
    "row": {"border": 1, "border_color": LINE},
    "missing": {"bg_color": MISSING, "border": 1, "border_color": LINE},
    "heading": {"bold": True, "font_size": 12, "font_color": DARK, "bottom": 1, "bottom_color": DARK},
    "text": {"text_wrap": True},
    "table head": {**_heading(SOFT, DARK), "align": "left", "indent": 1},
    "table": TABLE,
    "table strong": {**TABLE, "bold": True},
}


@dataclass(frozen=True, kw_only=True)
class TemplateBook:
    """The workbook being written and its formats by name."""

    workbook: Any
    formats: dict[str, Any]

    def cell(self, column: TemplateColumn, *, is_example: bool = False) -> Any:
        """Return the format of the cells below a heading: text where a number would lose digits."""
        return self.formats[f"{'example' if is_example else 'cell'} {_number_format(column)}"]


def book(workbook: xlsxwriter.Workbook) -> TemplateBook:
    """Return a workbook with every format a template needs."""
    made = {name: workbook.add_format({**FONT, **properties}) for name, properties in LOOKS.items()}
    for code in ("@", *sorted(set(NUMBER_FORMATS.values()))):
        side: dict[str, Any] = {"num_format": code}
        if code == "@":
            side |= {"align": "left", "indent": 1}
        elif code == NUMBER_FORMATS["date"]:
            side["align"] = "center"
        made[f"cell {code}"] = workbook.add_format({**FONT, **side})
        made[f"example {code}"] = workbook.add_format(
            {**FONT, **side, "italic": True, "font_color": GREY, "bg_color": PALE, "border": 1}
            | {"border_color": LINE}
        )
    return TemplateBook(workbook=workbook, formats=made)


def width_in_rows(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, so that its row is high enough."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return lines


def day(value: date) -> datetime:
    """Return a day as the workbook stores it."""
    return datetime.combine(value, time())


def _number_format(column: TemplateColumn) -> str:
    return NUMBER_FORMATS.get(column.reading, "@")

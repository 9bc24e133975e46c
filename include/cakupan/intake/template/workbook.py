"""Write the template of one roster kind."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cakupan import indonesian
from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.sheets.guidance import EXAMPLE
from cakupan.intake.template import instructions, lists, look, validation
from cakupan.intake.template.choices import Choices, choices
from cakupan.intake.template.columns import TemplateColumn, columns
from cakupan.intake.template.look import EXAMPLE_ROW, FIRST_ROW, HEADER_ROW, LAST_ROW, TemplateBook
from cakupan.workbooks.a1 import letters_of, name_of

SHEET = "Daftar"
MONTHS_OFFERED = 18
LEGEND = (
    "Kolom bertanda * wajib diisi. Baris CONTOH tidak ikut dihitung. Penjelasan setiap kolom ada pada lembar"
    f" {instructions.NAME}."
)


@dataclass(frozen=True, kw_only=True)
class TemplateOrder:
    """What a template is made for; without a period the partner picks it from a list."""

    kind: str
    partner_id: str | None = None
    area_code: str | None = None
    period: str | None = None
    today: date

    @property
    def file_name(self) -> str:
        """The name suggested for the file."""
        parts = ("daftar", self.kind, self.partner_id, self.period)
        return "-".join(part for part in parts if part) + ".xlsx"


def template(order: TemplateOrder) -> bytes:
    """Return the workbook.

    Raises:
        ContractError: no such kind. NotFound: no such area.
    """
    contract = roster.contract(order.kind)
    asked = columns(contract, order.area_code)
    offered = choices(order.area_code)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as written:
        written.set_properties(
            {"title": contract.title, "created": datetime.combine(order.today, datetime.min.time())}
        )
        book = look.book(written)
        sheet = written.add_worksheet(SHEET)
        told = written.add_worksheet(instructions.NAME)
        months = () if order.period else _months(order.today)
        ranges = lists.write(written.add_worksheet(lists.NAME), asked, offered, months)
        _titles(book, sheet, contract, order, offered, ranges.get("months"))
        _headings(book, sheet, asked)
        _example(book, sheet, asked, offered)
        for position, each in enumerate(asked):
            sheet.data_validation(
                FIRST_ROW, position, LAST_ROW, position, validation.rule(each, position, ranges)
            )
        _paint(book, sheet, asked)
        _print_setup(sheet, contract, asked)
        instructions.write(book, told, contract, asked, offered)
    return buffer.getvalue()


def _titles(
    book: TemplateBook,
    sheet: Worksheet,
    contract: RosterContract,
    order: TemplateOrder,
    offered: Choices,
    months: str | None,
) -> None:
    formats = book.formats
    sheet.write_string(look.TITLE_ROW, 0, contract.title.upper(), formats["title"])
    sheet.set_row(look.TITLE_ROW, 24)
    sheet.write_string(look.PARTNER_ROW, 0, "Mitra", formats["label"])
    named = [text for text in (order.partner_id, offered.area_name) if text]
    if named:
        sheet.write_string(look.PARTNER_ROW, 1, " – ".join(named), formats["stated"])
    else:
        sheet.write_blank(look.PARTNER_ROW, 1, None, formats["input"])
    sheet.write_string(look.PERIOD_ROW, 0, "Periode", formats["label"])
    if order.period:
        sheet.write_string(look.PERIOD_ROW, 1, indonesian.month(order.period), formats["stated"])
    else:
        sheet.write_blank(look.PERIOD_ROW, 1, None, formats["input"])
        sheet.data_validation(
            look.PERIOD_ROW,
            1,
            look.PERIOD_ROW,
            1,
            {
                "validate": "list",
                "source": months,
                "input_title": "Periode",
                "input_message": "Pilih bulan dan tahun daftar ini.",
                "error_type": "warning",
            },
        )
    sheet.write_string(look.LEGEND_ROW, 0, LEGEND, formats["legend"])


def _headings(book: TemplateBook, sheet: Worksheet, asked: Sequence[TemplateColumn]) -> None:
    for position, each in enumerate(asked):
        sheet.set_column(position, position, each.width, book.cell(each))
        sheet.write_string(HEADER_ROW, position, each.title, book.formats[each.need])
    sheet.set_row(HEADER_ROW, 36)
    texts = [column for column, each in enumerate(asked, start=1) if each.reading == "text"]
    first_row, last_row = EXAMPLE_ROW + 1, LAST_ROW + 1
    ranges = (f"{name_of(first_row, column)}:{name_of(last_row, column)}" for column in texts)
    sheet.ignore_errors(
        {"number_stored_as_text": " ".join(ranges)}
    )  # a NIK is text: no warning in its corner
    sheet.freeze_panes(HEADER_ROW + 1, min(3, 1 + sum(each.need == "required" for each in asked)))


def _example(book: TemplateBook, sheet: Worksheet, asked: Sequence[TemplateColumn], offered: Choices) -> None:
    district, village = offered.villages[0] if offered.villages else ("", "")
    places = {"kecamatan": district, "desa_kelurahan": village}
    for position, each in enumerate(asked):
        value = EXAMPLE if each.field == "no_urut" else each.example or places.get(each.field)
        shown = book.cell(each, is_example=True)
        if isinstance(value, date):
            sheet.write_datetime(EXAMPLE_ROW, position, look.day(value), shown)
        elif isinstance(value, int):
            sheet.write_number(EXAMPLE_ROW, position, value, shown)
        else:
            sheet.write_string(EXAMPLE_ROW, position, value or "", shown)


def _paint(book: TemplateBook, sheet: Worksheet, asked: Sequence[TemplateColumn]) -> None:
    """Lines around rows once they are filled; what must be filled and is not turns pink."""
    last = len(asked)
    first_cell = FIRST_ROW + 1
    is_filled = f"COUNTA($A{first_cell}:${letters_of(last)}{first_cell})>0"
    for position, each in enumerate(asked):
        if each.need == "required":
            cell = name_of(first_cell, position + 1)
            sheet.conditional_format(
                FIRST_ROW,
                position,
                LAST_ROW,
                position,
                {
                    "type": "formula",
                    "criteria": f"=AND({is_filled},ISBLANK({cell}))",
                    "format": book.formats["missing"],
                    "stop_if_true": True,
                },
            )
    sheet.conditional_format(
        FIRST_ROW,
        0,
        LAST_ROW,
        last,
        {"type": "formula", "criteria": f"={is_filled}", "format": book.formats["row"]},
    )


def _print_setup(sheet: Worksheet, contract: RosterContract, asked: Sequence[TemplateColumn]) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{contract.title}&RHalaman &P dari &N")
    sheet.set_selection(FIRST_ROW, min(1, len(asked) - 1), FIRST_ROW, min(1, len(asked) - 1))
    sheet.activate()


def _months(today: date) -> tuple[str, ...]:
    """The months a partner may pick, this one first."""
    numbers = [today.year * 12 + today.month - 1 - back for back in range(MONTHS_OFFERED)]
    return tuple(indonesian.month(f"{number // 12}-{number % 12 + 1:02d}") for number in numbers)

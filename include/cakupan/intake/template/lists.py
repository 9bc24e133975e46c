"""The hidden sheet of a template with its drop-down lists, one below the other side by side."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from cakupan.intake.template.choices import Choices
from cakupan.intake.template.columns import TemplateColumn
from cakupan.intake.template.look import FIRST_ROW
from cakupan.workbooks.a1 import letters_of

NAME = "Pilihan"


def write(
    sheet: Worksheet, columns: Sequence[TemplateColumn], choices: Choices, months: Sequence[str]
) -> Mapping[str, str]:
    """Write every list the columns use, and return the range or formula of each by its name."""
    sheet.hide()
    used = {each.choices for each in columns if each.choices}
    lists = {name: values for name, values in choices.lists.items() if name in used}
    if months:
        lists["months"] = tuple(months)
    ranges = {}
    for position, (name, values) in enumerate(lists.items()):
        sheet.write_column(0, position, values)
        ranges[name] = _range(position, len(values))
    if "villages" in used and choices.villages:
        ranges["villages"] = _villages(sheet, len(lists), columns, choices)
    return ranges


def _villages(sheet: Worksheet, position: int, columns: Sequence[TemplateColumn], choices: Choices) -> str:
    """Villages beside their kecamatan; where the row names a kecamatan, only its own are offered."""
    sheet.write_column(0, position, [district for district, _ in choices.villages])
    sheet.write_column(0, position + 1, [village for _, village in choices.villages])
    fields = [each.field for each in columns]
    if "kecamatan" not in fields:
        return _range(position + 1, len(choices.villages))
    cell = f"${letters_of(fields.index('kecamatan') + 1)}{FIRST_ROW + 1}"
    districts, first = (
        _range(position, len(choices.villages))[1:],
        f"{NAME}!${letters_of(position + 2)}$1",
    )
    return f"=OFFSET({first},MATCH({cell},{districts},0)-1,0,COUNTIF({districts},{cell}),1)"


def _range(position: int, count: int) -> str:
    letter = letters_of(position + 1)
    return f"={NAME}!${letter}$1:${letter}${count}"

"""Days that miss their midnight by seconds, as programs write them that count with a zone's oldest clock."""

import struct
from datetime import date

from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import ods_row, open_document, xml_workbook
from judging import LIMITS
from xls_builders import OldSheet, old_workbook

SECONDS = [("00:00:00", "2024-10-01"), ("23:59:48", "2024-10-01"), ("23:59:59", "2024-09-30 23:59:59")]


@each_case(("time", "shown"), SECONDS)
def test_a_day_of_an_open_document_is_the_one_that_was_meant(time: str, shown: str) -> None:
    day = "2024-10-01" if time == "00:00:00" else "2024-09-30"
    stored = f'<table:table-cell office:value-type="date" office:date-value="{day}T{time}"/>'

    data = open_document(ods_row([]).replace("</table:table-row>", f"{stored}</table:table-row>"))

    assert read(data, LIMITS).sheets[0].row(0) == [shown]


@each_case(("time", "shown"), SECONDS)
def test_a_day_of_a_workbook_in_one_file_is_the_one_that_was_meant(time: str, shown: str) -> None:
    day = "2024-10-01" if time == "00:00:00" else "2024-09-30"
    cell = f'<Cell><Data ss:Type="DateTime">{day}T{time}.000</Data></Cell>'

    data = xml_workbook([], sheet=f"<Table><Row>{cell}</Row></Table>")

    assert read(data, LIMITS).sheets[0].row(0) == [shown]


@each_case(("early", "shown"), [(0, "2024-10-01"), (12, "2024-10-01"), (60, "2024-09-30 23:59:00")])
def test_a_day_of_an_old_workbook_is_the_one_that_was_meant(early: int, shown: str) -> None:
    data = old_workbook(OldSheet(rows=[[date(2024, 10, 1)]]))
    data = data.replace(struct.pack("<d", 45566), struct.pack("<d", 45566 - early / 86400))

    assert read(data, LIMITS).sheets[0].row(0) == [shown]

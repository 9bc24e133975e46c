"""Received rows as a reader hands them on, for tests of what is made of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
from cakupan.contracts import roster
from cakupan.intake.reading.sheets import received
from cakupan.intake.rows import portion
from cakupan.intake.rows.portion import Portion, Terms

KIND = "pemda_rentan"
Row = Mapping[str, Any]


def table(rows: Sequence[Row], kind: str = KIND) -> pa.Table:
    """Return rows of one file; what a row does not name is empty, sheet 1 and the rows from 2 on."""
    schema = received.schema(roster.contract(kind))
    empty = {field.name: False if pa.types.is_boolean(field.type) else "" for field in schema}
    whole = [
        {**empty, "sheet_no": 1, "row_number": number, **row} for number, row in enumerate(rows, start=2)
    ]
    return pa.Table.from_pylist(whole, schema=schema)


def terms(number: int = 1, **other: Any) -> Terms:
    """Return what is known of a file of Kabupaten Tegal for October 2024."""
    known: dict[str, Any] = {
        "submission_no": number,
        "reference_date": date(2024, 10, 1),
        "partner_area_code": "33.28",
        "funding_default": "APBD_KAB",
    }
    return Terms(**{**known, **other})


def of(*files: Sequence[Row], kind: str = KIND) -> Portion:
    """Return the rows of several files behind each other."""
    tables = [table(rows, kind) for rows in files]
    return portion.of(tables, [terms(number) for number in range(1, len(files) + 1)])

"""Everything held on a person as one file that is its owner's only: JSON, or a workbook by its suffix."""

import io
import json
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan.editions.proof import private
from cakupan.errors import NotFound, SetupError
from cakupan.rights import actions, held
from cakupan.rights.held import SECTIONS, Held
from cakupan.rights.subject import Subject
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection

SHEET_NAME_LENGTH = 31
WIDTH = 22


def write(connection: Connection, subject: Subject, path: Path, *, actor: str, reason: str) -> Held:
    """Write what is held on a person, recorded with who and why.

    Raises:
        NotFound: nothing is held.
        ReasonTooShort: the reason says too little.
        SetupError: the file cannot be written.
    """
    all_held = held.on(connection, subject)
    if not all_held.is_anything and subject.person_no is None:
        raise NotFound("Nothing is held under this number.")
    actions.record(
        connection, "person_export", subject.name, actor, reason, {"rows": all_held.counts, "file": path.name}
    )
    stated = {
        "person_no": subject.person_no,
        "made_at": str(loads.now(connection)),
        "made_by": actor,
        "reason": actions.require_reason(reason),
    }
    content = _workbook(stated, all_held) if path.suffix.lower() == ".xlsx" else _document(stated, all_held)
    try:
        private.write(path, content)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from error
    return all_held


def _document(stated: dict[str, Any], all_held: Held) -> bytes:
    document = stated | {name: [_flat(row) for row in rows] for name, rows in all_held.sections.items()}
    return (json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _workbook(stated: dict[str, Any], all_held: Held) -> bytes:
    """Write a sheet for each section; every cell is text, so that no number loses its zeros."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        head = workbook.add_format({"bold": True})
        _sheet(workbook, head, "Permintaan ini", [stated])
        for name, rows in all_held.sections.items():
            _sheet(workbook, head, SECTIONS[name], [_flat(row) for row in rows])
    return made.getvalue()


def _sheet(workbook: xlsxwriter.Workbook, head: Any, title: str, rows: list[dict[str, Any]]) -> None:
    sheet = workbook.add_worksheet(title.replace("/", "-")[:SHEET_NAME_LENGTH].strip())
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if not columns:
        sheet.write_string(0, 0, "Tidak ada / None", head)
        return
    sheet.set_column(0, len(columns) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, head)
        for number, row in enumerate(rows, start=1):
            value = row.get(column)
            sheet.write_string(number, place, "" if value is None else str(value))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the columns as stored beside those that say where it stands."""
    return {name: value for name, value in row.items() if name != "stored"} | row.get("stored", {})

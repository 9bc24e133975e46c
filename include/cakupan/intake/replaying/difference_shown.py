"""A difference as people see it: NIK masked, names and values only on demand, and that demand recorded."""

import json
from typing import Any

from cakupan.errors import CakupanError
from cakupan.intake.replaying import differences
from cakupan.intake.replaying.differences import RowAddress, RowChange
from cakupan.masking import mask, mask_number
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

MASKS = {"nik": mask, "kpj": mask_number}


def show(
    connection: Connection,
    earlier: str,
    later: str,
    *,
    limit: int,
    with_rows: bool,
    actor: str,
    reason: str | None,
) -> dict[str, Any]:
    """Return the difference of two submissions; with rows, what stood in them, and who looked is recorded.

    Raises:
        NotFound: there is no such submission, or it is not judged yet.
        CakupanError: they are lists of different partners or kinds.
    """
    sides = _sides(connection, earlier, later)
    difference = differences.difference(connection, earlier, later, limit=limit, with_values=with_rows)
    if with_rows and difference.rows:
        connection.execute(
            "select audit.record_read(%s, %s, %s, %s::jsonb)",
            [f"{earlier}..{later}", actor, reason, json.dumps({"rows": len(difference.rows)})],
        )
    return difference.as_dict() | {"sides": sides, "rows": [_row(each) for each in difference.rows]}


def _sides(connection: Connection, earlier: str, later: str) -> list[dict[str, str]]:
    rows = statements.dicts(
        connection,
        "select submission_id, partner_id, roster_kind as kind, period from intake.submission"
        " where submission_id = any(%s)",
        [[earlier, later]],
    )
    by_id = {row["submission_id"]: row for row in rows}
    sides = [by_id[each] for each in (earlier, later) if each in by_id]
    if len({each["partner_id"] for each in sides}) > 1:
        said = ", ".join("{submission_id} is of {partner_id}".format_map(each) for each in sides)
        raise CakupanError(f"{said}: lists of different partners are not compared.")
    return sides


def _row(each: RowChange) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "change": each.change,
        "matched_by": each.matched_by,
        "earlier": _place(each.earlier),
        "later": _place(each.later),
        "fields": ", ".join(each.fields),
    }
    newest = each.after or each.before
    if newest is None:
        return shown
    return shown | {
        "nik": mask(newest.get("nik")),
        "nama": newest.get("nama") or newest.get("nama_perusahaan") or newest.get("nama_proyek"),
        "before": _values(each, each.before),
        "after": _values(each, each.after),
    }


def _values(each: RowChange, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """What changed in a changed row; everything of a row that has no other side."""
    if row is None:
        return None
    names = each.fields or tuple(row)
    return {name: MASKS[name](row[name]) if name in MASKS else row[name] for name in names if name in row}


def _place(place: RowAddress | None) -> str | None:
    return None if place is None else f"{place.sheet}:{place.row}" if place.sheet else str(place.row)

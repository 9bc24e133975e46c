"""What the reference extracts on this machine say of one partner, for a check without a server."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cakupan import settings
from cakupan.intake.rows.directory import LayoutRow, Obligation, Partner


def partner(partner_id: str) -> Partner | None:
    """Return a partner as the newest extract that names it does, or nothing."""
    own = [row for row in _rows("partner") if row["partner_id"] == partner_id]
    if not own:
        return None
    obligations = {
        (row["roster_kind"], row["valid_from"]): _obligation(row)
        for row in _rows("obligation")
        if row["partner_id"] == partner_id
    }
    layouts = {
        (row["roster_kind"], row["header"], row["valid_from"]): _layout(row)
        for row in _rows("layout")
        if row["partner_id"] == partner_id
    }
    return Partner(
        partner_id=partner_id,
        area_code=own[-1]["area_code"] or None,
        obligations=tuple(obligations.values()),
        layouts=tuple(layouts.values()),
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Rows of this table in all extract folders, the oldest folder first."""
    extracts: Path = settings.load().folder("extracts")
    paths = extracts.glob(f"*/{table}.csv") if extracts.is_dir() else ()
    for path in sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.as_posix())):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)


def _obligation(row: dict[str, str]) -> Obligation:
    return Obligation(
        roster_kind=row["roster_kind"],
        frequency=row["frequency"],
        is_full=row["list_mode"] == "full",
        carry_forward=row["carry_forward"].lower() in ("true", "t", "1"),
        funding_code=row.get("funding_code") or None,
        agreement_id=row.get("agreement_id") or None,
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
    )


def _layout(row: dict[str, str]) -> LayoutRow:
    return LayoutRow(
        roster_kind=row["roster_kind"],
        header=row["header"],
        field=row["field"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
    )

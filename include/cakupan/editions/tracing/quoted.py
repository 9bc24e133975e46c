"""Whence an edition quotes what a figure was in an earlier month."""

from collections.abc import Mapping
from typing import Any

from cakupan.editions import expression
from cakupan.editions.frozen import layout
from cakupan.editions.frozen.series import EDITION, Point
from cakupan.editions.tracing import cells
from cakupan.editions.tracing.files import Files, Originals
from cakupan.editions.tracing.signed import Signed
from cakupan.errors import NotFound

SOURCE = "reference"


def point(edition: Signed, figure_id: str, month: str) -> Point:
    """Return a month of the series of a figure.

    Raises:
        NotFound: the edition quotes nothing of that month.
        DoesNotVerify: its series are not those that were signed.
    """
    known = edition.list_of(layout.SERIES, [("figure_id", "=", figure_id)])
    for one in known:
        if one["period"] == month:
            return one
    months = ", ".join(sorted(one["period"] for one in known)) or "none"
    raise NotFound(
        f"{edition.name} quotes nothing of {figure_id} in {month}; months that it quotes: {months}."
    )


def behind(edition: Signed, figure: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the earlier months that a derived figure is computed of, each with whence it is quoted.

    Raises:
        NotFound: the edition does not quote one of them.
        DoesNotVerify: its series are not those that were signed.
    """
    address = figure["figure_id"].partition(":")[2]
    stated = figure["expression"]
    operands = expression.define(stated).operands if stated else ()
    named = (operand.rpartition(".") for operand in operands)
    months = [(f"{code}:{address}", expression.month_of(part, figure["period"])) for code, _, part in named]
    return [said(edition, point(edition, figure_id, month)) for figure_id, month in months if month]


def said(edition: Signed, one: Point) -> dict[str, Any]:
    """Return a point as it is shown: its number and edition, or its document with file and record."""
    names = ("figure_id", "period", "value", "numerator", "denominator", "whence", "note")
    shown = {name: one[name] for name in names}
    replaced = {name: one[name] for name in ("replaced_value", "replaced_document")}
    if one["whence"] == EDITION:
        of_edition = {name: one[name] for name in ("edition", "quoted_id", "manifest_sha256")}
        return shown | of_edition | replaced
    return shown | {"document": one["document"], "source": _file(edition, one)}


def _file(edition: Signed, one: Point) -> dict[str, Any]:
    file = Files(edition).of(one | {"source_kind": SOURCE})
    return {
        "load_no": one["source_no"],
        "file": file and file.file_name,
        "sha256": file and file.sha256,
        "record": one["row_number"],
    }


def record(
    edition: Signed, one: Point, originals: Originals
) -> tuple[list[dict[str, Any]] | None, str | None]:
    """Return the cells of the record that a point was published by, and what is wrong with its file."""
    file = Files(edition).of(one | {"source_kind": SOURCE})
    if file is None:
        return None, f"The manifest names no file for {SOURCE} {one['source_no']}."
    original = originals.of(file)
    if original.path is None:
        return None, original.problem
    place = (None, int(one["row_number"]))
    row = cells.of(file, original.path, [place]).get(place)
    return None if row is None else [cell.as_dict() for cell in row], None

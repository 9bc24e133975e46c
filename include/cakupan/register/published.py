"""What published figures have to be beside their contract: figures of ours, of months that are over."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa

from cakupan import code_lists
from cakupan.register.check import IS_DELETED, refuse_first
from cakupan.register.contract import Contract
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.settings import JAKARTA
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)

NAME = "published_figure"
NATION, TOTAL = "ID", "total"
Row = Mapping[str, str | None]
Rule = Callable[[Row], bool]


def check(connection: Connection, contract: Contract, rows: pa.Table) -> None:
    """Refuse what no figure of ours can be, and tell of values that do not follow from their counts.

    Raises:
        ExtractRefused: an indicator, slice, area or month is unknown, or cells of a row do not go together.
    """
    if contract.name != NAME:
        return
    records = rows.to_pylist()
    for column, is_wrong, expected in _rules(_areas(connection), loads.now(connection)):
        wrong = [not row.get(IS_DELETED) and is_wrong(row) for row in records]
        refuse_first(contract, column, rows, pa.chunked_array([wrong], pa.bool_()), expected)
    odd = [row for row in records if not row.get(IS_DELETED) and not follows(row)]
    if odd:
        first = odd[0]
        logger.warning(
            "%s: the value of %s records does not follow from its counts; it is quoted as it was published,"
            " with a note. The first is record %s: %s of %s in %s, published as %s.",
            NAME, len(odd), first[ROW_NUMBER], first["indicator_code"], first["area_code"], first["period"],
            first["value"],
        )  # fmt: skip


def _areas(connection: Connection) -> frozenset[str]:
    known = connection.execute(
        "select distinct area_code from reference.area where replaced_by_load_no is null"
    ).fetchall()
    return frozenset({NATION, *(code for (code,) in known)})


def _rules(areas: frozenset[str], now: datetime) -> tuple[tuple[str, Rule, str], ...]:
    """Return the rules in the order in which they are told: the column, what is wrong, what is expected."""
    listed = {code for code in code_lists.rows("indicators") if _has_series(code)}
    running = f"{now.astimezone(JAKARTA):%Y-%m}"
    return (
        (
            "indicator_code",
            lambda row: row["indicator_code"] not in listed,
            f"one of {', '.join(sorted(listed))}",
        ),
        ("slicing", _is_sliced_otherwise, "one of the slicings of the indicator"),
        ("slice_code", _is_no_slice, "TOTAL for the slicing total, else a slice of the slicing"),
        ("area_code", lambda row: row["area_code"] not in areas, "an area that was loaded"),
        ("period", lambda row: str(row["period"]) >= running, f"a month that is over, before {running}"),
        ("value", _has_too_many_digits, "a number with no more decimals than the indicator's unit has"),
        ("denominator", _has_odd_denominator, "a number above 0 of a percentage, nothing of what is counted"),
        (
            "document",
            lambda row: (row["document"] is None) != _is_simulated(row),
            "where it was published; nothing of a simulated figure",
        ),
    )


def _has_series(code: str) -> bool:
    return code_lists.flag("indicators", code, "has_series")


def _unit(row: Row) -> str:
    return code_lists.rows("indicators")[str(row["indicator_code"])]["unit"]


def _is_sliced_otherwise(row: Row) -> bool:
    slicings = code_lists.rows("indicators")[str(row["indicator_code"])]["slicings"]
    return row["slicing"] not in slicings.split("+")


def _is_no_slice(row: Row) -> bool:
    slicing = str(row["slicing"])
    if slicing == TOTAL:
        return row["slice_code"] != TOTAL.upper()
    code_list = code_lists.rows("slicings")[slicing]["code_list"]
    return bool(code_list) and row["slice_code"] not in code_lists.rows(code_list)


def _has_too_many_digits(row: Row) -> bool:
    digits = int(code_lists.rows("units")[_unit(row)]["digits"])
    return len(str(row["value"]).partition(".")[2]) > digits


def _has_odd_denominator(row: Row) -> bool:
    denominator = row["denominator"]
    if denominator is None:
        return False
    return int(denominator) == 0 or not code_lists.flag("units", _unit(row), "is_rate")


def _is_simulated(row: Row) -> bool:
    return str(row["is_simulated"]).lower() == "true"


def follows(row: Row) -> bool:
    """Tell whether a value follows from its counts, rounded to as many digits as it is written with."""
    value, numerator, denominator = (row[name] for name in ("value", "numerator", "denominator"))
    if numerator is None:
        return True
    if not code_lists.flag("units", _unit(row), "is_rate"):
        return Decimal(str(value)) == Decimal(numerator)
    if denominator is None:
        return True
    digits = len(str(value).partition(".")[2])
    share = Decimal(100) * Decimal(numerator) / Decimal(denominator)
    return share.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) == Decimal(str(value))

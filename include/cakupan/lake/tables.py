"""Which tables the lake holds: what a close reads, each with what its rows are kept by and their order."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyarrow as pa

from cakupan.warehouse import copy_out
from cakupan.warehouse.connection import Connection

Portion = Literal["load", "edition", "unit"]
REPLACED_BY = "replaced_by_load_no"
PLACE = ("load_no", "file_no", "row_number")
ARROW = {
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "smallint": pa.int16(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", "UTC"),
    "text": pa.string(),
    "jsonb": pa.string(),
    "text[]": pa.list_(pa.string()),
}


@dataclass(frozen=True, kw_only=True)
class LakeTable:
    """A table of the lake: `key` orders the rows of a portion; of a judged one the judgement has the load.

    The rows of a `load` or an `edition` are written once; those of a `unit` table as they come, by number.
    """

    name: str
    key: tuple[str, ...]
    portion: Portion = "load"
    is_dated: bool = False
    is_judged: bool = False
    is_by_period: bool = False

    @cached_property
    def schema_and_table(self) -> tuple[str, str]:
        """The two parts of its name."""
        schema, _, table = self.name.partition(".")
        return schema, table

    def kinds(self, connection: Connection) -> dict[str, str]:
        """Return the columns that its files hold, with their types in the warehouse.

        Which load replaced a row stands beside it, for files do not change.
        """
        stated = copy_out.columns(connection, *self.schema_and_table)
        return {name: kind for name, kind in stated if not (self.is_dated and name == REPLACED_BY)}

    def shape(self, connection: Connection) -> pa.Schema:
        """Return the columns of its files as Arrow has them."""
        return pa.schema([(name, arrow(kind)) for name, kind in self.kinds(connection).items()])


def arrow(kind: str) -> pa.DataType:
    """Return how Arrow holds a type of the warehouse; a number of any size stays as it is written."""
    if kind.startswith("numeric("):
        digits, after = kind.removeprefix("numeric(").removesuffix(")").split(",")
        return pa.decimal128(int(digits), int(after))
    return ARROW.get(kind, pa.string())


def _dated(name: str) -> LakeTable:
    return LakeTable(name=name, key=PLACE, is_dated=True)


JUDGEMENT = ("submission_no", "judgement_no")
ROW = (*JUDGEMENT, "sheet_no", "row_number")
ROSTER_ROWS = LakeTable(name="intake.roster_row", key=ROW, is_judged=True, is_by_period=True)
TABLES = (
    LakeTable(name="control.load", key=("load_no",)),
    LakeTable(name="intake.submission", key=("submission_no",)),
    LakeTable(name="intake.judgement", key=JUDGEMENT),
    LakeTable(name="intake.hold", key=("hold_no",)),
    LakeTable(name="intake.sheet", key=(*JUDGEMENT, "sheet_no"), is_judged=True),
    LakeTable(
        name="intake.finding", key=(*ROW, "column_name", "code", "severity", "column_number"), is_judged=True
    ),
    ROSTER_ROWS,
    *(
        _dated(f"register.{table}")
        for table in ("membership", "employer", "project", "contribution", "claim")
    ),
    LakeTable(name="register.unit_key", key=("unit_no",), portion="unit"),
    *(
        _dated(f"reference.{table}")
        for table in (
            "area",
            "area_move",
            "office",
            "partner",
            "obligation",
            "workforce",
            "target",
            "agreement",
            "agreement_action",
            "commitment",
            "contribution_rate",
            "published_figure",
        )
    ),
    LakeTable(name="identity.person_key", key=("key_no",)),
    LakeTable(name="identity.merge", key=("younger_person_no",)),
    LakeTable(name="identity.split", key=("person_no", "older_person_no")),
    LakeTable(name="identity.decision", key=ROW),
    LakeTable(name="publication.edition", key=("edition_no",), portion="edition"),
    LakeTable(name="publication.figure", key=("figure_id",), portion="edition"),
)
BY_NAME = {table.name: table for table in TABLES}

"""The figures of an edition told to other programs: a Frictionless data package beside the tables.

Source: Data Package 1 (specs.frictionlessdata.io), which the tools in use read.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from cakupan.editions.differences import change
from cakupan.editions.frozen import evidence, layout, series

PARQUET = "application/vnd.apache.parquet"
TYPES = {pa.int32(): "integer", pa.int64(): "integer", pa.string(): "string"}
# What a spreadsheet or a statistics program is to take a column for, where its text says more than its type.
SAID: Mapping[str, Mapping[str, Any]] = {
    "figure_id": {"description": "indicator:period:area, then the slice", "constraints": {"required": True}},
    "indicator_code": {"description": "what is counted; docs/indicators.md defines it"},
    "period": {"type": "yearmonth", "description": "month of the report"},
    "area_code": {"description": "ID, a code of Kepmendagri, or office:<code>"},
    "area_name": {"description": "name on the last day of the month"},
    "segment_code": {"description": "PU, BPU, JAKON, PMI, or TOTAL"},
    "slicing": {"description": "in which way figures are cut; slices of different slicings never add up"},
    "slice_code": {"description": "the slice"},
    "slice_name": {"description": "what the slice is called in the report"},
    "class": {"description": "how it was made", "constraints": {"enum": ["summed", "derived"]}},
    "expression": {"description": "how a derived figure follows from its inputs"},
    "input_ids": {"description": "figure_id of each input, with a space between"},
    "numerator": {"description": "exact count or amount"},
    "denominator": {"description": "exact count or amount; empty where there is none"},
    "value": {"type": "number", "description": "as printed: rounded once, half up"},
    "unit": {"description": "people, rupiah, percent and so on"},
    "digits": {"description": "decimals of the value"},
    "basis": {"description": "which population the denominator is"},
    "source": {"description": "where it comes from"},
    "excluded": {"description": "units left out until a partner mends them"},
    "excluded_causes": {"type": "object", "description": "units left out by cause"},
    "lower_bound": {"type": "number", "description": "value when all left out counted as not covered"},
    "possible": {"description": "people who may be somebody of the register"},
    "upper_bound": {"type": "number", "description": "value when all of these were"},
    "unknown": {"description": "people whom the register does not know"},
    "rank": {"description": "place among peers"},
    "peer_group": {"description": "among whom"},
    "peer_count": {"description": "how many they are"},
    "flag": {"description": "what is odd about it"},
    "note": {"description": "why there is no value, or what to mind"},
    "part": {"description": "which number of the figure moved"},
    "cause": {"description": "why; docs/reference/causes.md defines them"},
    "source_kind": {"description": "what the cause came with: a submission, a load, a ruling and so on"},
    "source_id": {"description": "its id"},
    "source_name": {"description": "its name"},
    "reason": {"description": "reason stated by whom it came from"},
    "rows": {"description": "rows behind it"},
    "whence": {
        "description": "what a month before is quoted from",
        "constraints": {"enum": ["edition", "document", "simulation"]},
    },
    "edition": {
        "description": "edition quoted: of its month the newest published by the instant of this one"
    },
    "quoted_id": {"description": "figure_id in that edition"},
    "manifest_sha256": {"description": "sha256 of that edition's manifest"},
    "document": {"description": "document quoted; empty where the number is simulated"},
    "replaced_value": {"type": "number", "description": "published elsewhere, and not used"},
    "replaced_document": {"description": "where that was published"},
    "source_no": {"description": "load of a published figure"},
    "sheet_no": {"description": "its file in the load"},
    "row_number": {"description": "its record in the file"},
    "previous_value": {"description": "number before"},
    "change": {"description": "what this cause and source moved"},
}


def text(period: str, version: int | None, as_of: str) -> bytes:
    """Return the descriptor of the tables of an edition, which its manifest names with their hashes.

    Args:
        period: month, such as 2024-10.
        version: version it is published as; None for a rebuild of none.
        as_of: instant up to which data counts, ISO 8601 in UTC.
    """
    described = {
        "profile": "data-package",
        "name": f"cakupan-{period}" + (f"-v{version}" if version else ""),
        "title": f"Laporan Bulanan Cakupan Kepesertaan {period}",
        "version": f"{version or 0}.0.0",
        "created": as_of,
        "resources": list(_resources()),
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _resources() -> Iterator[dict[str, Any]]:
    schema = _schema(evidence.FIGURE, "figure_id")
    yield {
        **_resource(layout.FIGURES_CSV, "figures", "text/csv", schema),
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
    }
    yield _resource(layout.FIGURES, "figures-parquet", PARQUET, schema)
    yield _resource(layout.CHANGES, "changes-parquet", PARQUET, _schema(change.CHANGE))
    yield _resource(layout.SERIES, "series-parquet", PARQUET, _schema(series.SERIES))


def _resource(place: Path, name: str, mediatype: str, schema: dict[str, Any]) -> dict[str, Any]:
    kind = place.suffix.removeprefix(".")
    return {"name": name, "path": place.name, "format": kind, "mediatype": mediatype, "schema": schema}


def _schema(columns: pa.Schema, key: str | None = None) -> dict[str, Any]:
    fields = [_field(column) for column in columns]
    return {"fields": fields, "missingValues": [""], **({"primaryKey": key} if key else {})}


def _field(column: pa.Field) -> dict[str, Any]:
    return {"name": column.name, "type": TYPES.get(column.type, "string"), **SAID.get(column.name, {})}

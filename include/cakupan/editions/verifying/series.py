"""Is what the edition quotes of earlier months what these editions say, where they lie beside it?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions import manifest
from cakupan.editions import period as periods
from cakupan.editions.frozen import definitions, layout, series
from cakupan.editions.frozen.definitions import Definitions
from cakupan.editions.frozen.evidence import ADDRESS
from cakupan.editions.frozen.series import DOCUMENT, EDITION, SIMULATION, Point
from cakupan.editions.verifying import chain, result
from cakupan.editions.verifying.result import CheckResult, Failure, failure
from cakupan.errors import EditionDamaged

NAME = "series"
Row = Mapping[str, Any]
QUOTED = ("value", "numerator", "denominator")
SAID = {
    EDITION: ({"edition", "quoted_id", "manifest_sha256"}, {"document"}),
    DOCUMENT: ({"document", "source_no"}, {"edition", "quoted_id", "manifest_sha256"}),
    SIMULATION: ({"source_no"}, {"document", "edition", "quoted_id", "manifest_sha256"}),
}


def check(edition_dir: Path, stated: Mapping[str, Any]) -> CheckResult:
    """Check the form of every point, and compare those quoted from editions with these.

    Raises:
        EditionDamaged: series, figures or definitions cannot be read.
    """
    points = series.read(edition_dir).to_pylist()
    defined = definitions.read(edition_dir)
    figures = _figures(edition_dir)
    failures = [*_form(points, figures, defined, stated["period"])]
    absent: list[str] = []
    of_editions = sorted((one for one in points if one["whence"] == EDITION), key=itemgetter("edition"))
    for name, quoted in groupby(of_editions, key=itemgetter("edition")):
        earlier = chain.beside(edition_dir, str(name)) if chain.EDITION.fullmatch(str(name)) else None
        if earlier is None:
            absent.append(str(name))
        else:
            failures += _compared(earlier, list(quoted), figures, defined)
    said = f"{len(points)} points of earlier months"
    if absent and not failures:
        why = f"{said}; those of {', '.join(absent)} were not compared, which does not lie beside it"
        return result.unchecked(NAME, why)
    return result.concluded(NAME, failures, f"{said}, as the editions beside it say where they are quoted")


def _figures(bundle: Path) -> dict[str, Row]:
    columns = ["figure_id", *ADDRESS, *QUOTED]
    try:
        table = pq.read_table(layout.regular(bundle / layout.FIGURES), columns=columns)
    except (pa.ArrowException, OSError) as error:
        raise EditionDamaged(f"{layout.FIGURES} cannot be read: {error}.") from error
    return {row["figure_id"]: row for row in table.to_pylist()}


def _form(
    points: Sequence[Point], figures: Mapping[str, Row], defined: Definitions, period: str
) -> Iterator[Failure]:
    """Yield what no series says: each figure and month once, in order, each with whence it is quoted."""
    places = [(one["figure_id"].encode(), one["period"]) for one in points]
    if places != sorted(set(places)):
        yield failure(NAME, str(layout.SERIES), "each figure and month once, in order", "another list")
    for one in points:
        figure = figures.get(one["figure_id"])
        if figure is None or not defined.flag(figure["indicator_code"], "has_series"):
            yield failure(NAME, one["figure_id"], "no series", "a series")
        elif not periods.year_before(period) <= one["period"] < period:
            yield failure(NAME, one["figure_id"], "one of the twelve months before", one["period"])
        elif not _says_whence(one):
            yield failure(NAME, one["figure_id"], "whence it is quoted", one["whence"], one["period"])


def _says_whence(point: Point) -> bool:
    has, lacks = SAID.get(point["whence"], ({"whence"}, {"whence"}))
    return (
        point["value"] is not None
        and all(point[name] is not None for name in has)
        and all(point[name] is None for name in lacks)
    )


def _compared(
    earlier: Path, points: Sequence[Point], figures: Mapping[str, Row], defined: Definitions
) -> Iterator[Failure]:
    """Compare the points quoted from an edition with it: its hash, its values, and that none is left out."""
    name = points[0]["edition"]
    sha256 = manifest.sha256_of(earlier / manifest.MANIFEST)
    other = sorted({one["manifest_sha256"] for one in points} - {sha256})
    if other:
        yield failure(NAME, name, f"manifest sha256 {other[0]}", f"sha256 {sha256}")
        return
    listed = {entry["path"]: entry["sha256"] for entry in manifest.read(earlier)["files"]}
    if listed.get(layout.FIGURES.as_posix()) != manifest.sha256_of(layout.regular(earlier / layout.FIGURES)):
        yield failure(NAME, name, "figures as its manifest says", "others")
        return
    then = {tuple(row[part] for part in ADDRESS): row for row in _figures(earlier).values() if row["value"]}
    quoted = {one["figure_id"]: one for one in points}
    for figure_id, figure in figures.items():
        if not defined.flag(figure["indicator_code"], "has_series"):
            continue
        row, point = then.get(tuple(figure[part] for part in ADDRESS)), quoted.get(figure_id)
        right, said = _said(row, "figure_id"), _said(point, "quoted_id")
        if right != said:
            yield failure(NAME, figure_id, right, said, name)


def _said(row: Row | None, named_by: str) -> str | None:
    if row is None:
        return None
    return f"{row['value']} ({row['numerator']}/{row['denominator']}) of {row[named_by]}"

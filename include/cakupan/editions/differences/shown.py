"""Two editions of a month side by side, as the command shows them: from their folders, without a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from cakupan.editions import manifest
from cakupan.editions.differences import between, change, quoted
from cakupan.editions.differences.between import Comparison
from cakupan.editions.differences.change import Origin
from cakupan.editions.differences.news import News, Stated
from cakupan.editions.differences.rows import AFTER, BEFORE, COME, GONE
from cakupan.editions.frozen import evidence, layout
from cakupan.errors import CakupanError, DoesNotVerify, NotFound

SIGNS = {-1: "-", 1: "+"}


@dataclass(frozen=True, kw_only=True)
class Editions:
    """An earlier and a later edition of one month, as their manifests say."""

    before: Path
    after: Path

    @property
    def stated(self) -> tuple[Stated, Stated]:
        """What both were made of."""
        return Stated.of(manifest.read(self.before)), Stated.of(manifest.read(self.after))


def opened(before: Path, after: Path) -> Editions:
    """Return two editions that can be compared.

    Raises:
        NotFound: one is not there.
        CakupanError: they are not an earlier and a later edition of one month.
        DoesNotVerify: a file of one is not what its manifest says.
    """
    for bundle in (before, after):
        if not (bundle / manifest.MANIFEST).is_file():
            raise NotFound(f"There is no edition in {bundle}: it has no {manifest.MANIFEST}.")
    one, other = (manifest.read(bundle) for bundle in (before, after))
    versions = [stated["version"] or 0 for stated in (one, other)]
    if one["period"] != other["period"] or versions[0] >= versions[1]:
        named = " and ".join(f"{stated['period']}/v{stated['version']}" for stated in (one, other))
        raise CakupanError(
            f"{named} are not an earlier and a later version of one month: write them in this order, such as"
            " 2024-10/v1 2024-10/v2."
        )
    for bundle in (before, after):
        changed = manifest.changed_files(bundle)
        if changed:
            raise DoesNotVerify(
                f"{bundle} is not what its manifest says: {', '.join(changed[:5])}. Verify it first."
            )
    return Editions(before=before, after=after)


def changes(
    editions: Editions, *, figure_id: str | None = None, cause: str | None = None
) -> list[dict[str, Any]]:
    """Return the change of every part of every figure, or of one, by every cause, or by one.

    Raises:
        CakupanError: there is no such cause, or the editions do not explain a difference.
        NotFound: neither edition has the figure.
    """
    _require_known(editions, figure_id, cause)
    frame = between.between(editions.before, editions.after, stated=editions.stated)
    plain = frame.astype(object).where(frame.notna(), None)
    known = [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
    known += quoted.differences(editions.before, editions.after)
    return [
        row
        for row in sorted(known, key=itemgetter("figure_id"))
        if figure_id in (None, row["figure_id"]) and cause in (None, row["cause"])
    ]


def _require_known(editions: Editions, figure_id: str | None, cause: str | None) -> None:
    if cause is not None and cause not in change.CAUSES:
        raise CakupanError(f"There is no cause {cause!r}; there are {', '.join(change.CAUSES)}.")
    if figure_id is not None and not any(
        evidence.read_figures(bundle)["figure_id"].eq(figure_id).any()
        for bundle in (editions.before, editions.after)
    ):
        raise NotFound(f"Neither edition has a figure {figure_id}.")


def rows(
    editions: Editions, *, figure_id: str | None = None, cause: str | None = None, limit: int
) -> list[dict[str, Any]]:
    """Return the rows that one edition has and the other not, with the file, sheet and row of each.

    Raises:
        CakupanError: there is no such cause.
        NotFound: neither edition has the figure.
    """
    _require_known(editions, figure_id, cause)
    with between.compared(editions.before, editions.after, editions.stated) as comparison:
        chosen = "" if figure_id is None else _of_figure(comparison, editions, figure_id)
        shown = comparison.frozen.rows(
            "select moved.*, reasons.why, reasons.origin_kind, reasons.origin_no from main.moved"
            f" inner join main.reasons on moved.row_no = reasons.row_no{chosen}"
            " where ? in ('', reasons.why) order by moved.fact, moved.source_kind, moved.source_no,"
            f" moved.sheet_no, moved.row_number, moved.unit_no, moved.sign limit {int(limit)}",
            [cause or ""],
        )
        return [_shown(row, comparison.news) for row in shown]


def _of_figure(comparison: Comparison, editions: Editions, figure_id: str) -> str:
    """Return the join that leaves the rows which count in a figure or in those it is derived from."""
    wanted = [
        address
        for address in between.addresses_of(editions.before, editions.after, figure_id)
        if address[0] in comparison.queries.asked
    ]
    selects = ["select cast(null as bigint) as row_no where false"]
    for code, *rest in wanted:
        slicing, slice_code, area_code = (text.replace("'", "''") for text in rest)
        for schema, side in ((GONE, BEFORE), (COME, AFTER)):
            below = f"select area_code from {side}.area_closure where ancestor_code = '{area_code}'"
            selects.append(
                f"select row_number as row_no from {schema}.{layout.EVIDENCE_PREFIX}{code}"
                f" where slicing = '{slicing}' and slice_code = '{slice_code}'"
                f" and (area_code = '{area_code}' or (rolls_up and area_code in ({below})))"
            )
    return f" semi join ({' union all '.join(selects)}) as counting on moved.row_no = counting.row_no"


def _shown(row: Mapping[str, Any], news: News) -> dict[str, Any]:
    """Return a row with its file by name; what has no row of a sheet is the file as a whole."""
    origin = Origin(cause=row["why"], source_kind=row["origin_kind"], source_no=int(row["origin_no"]))
    file, sheet = _place(row, news)
    return {
        "change": SIGNS[row["sign"]],
        "cause": row["why"],
        "origin": news.named(origin)[1],
        "unit": f"{row['unit_kind']} {row['unit_no']}",
        "file": file,
        "sheet": sheet,
        "row": row["row_number"],
        "fact": str(row["fact"]).removeprefix(layout.FACT_PREFIX),
    }


def _place(row: Mapping[str, Any], news: News) -> tuple[str, str | None]:
    """Return the file and the sheet that a row stands in."""
    number, part = row["source_no"], row["sheet_no"]
    if row["source_kind"] == "roster":
        stated = news.submission(number)
        names = dict(stated.get("sheets", ()))
        sheet = None if part is None else names.get(part, str(part))
        return f"{stated['submission_id']} {stated.get('file_name', '')}".strip(), sheet
    files = news.after.files.get(number) or news.before.files.get(number, [])
    named = next((str(file["file_name"]) for file in files if file.get("file_no") == part), f"file {part}")
    return f"load {number}, {named}", None

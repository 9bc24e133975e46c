"""What differs between two submissions: rows that are new, changed, gone or the same, each exactly once.

A row of the earlier list is the same as one of the later list that holds the same values; what is left is
matched by NIK, then KPJ, then name and birth date; companies by NPP, then name; projects by number, then
name. Rows that share a key are matched one to one, so counts always add up.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from cakupan.errors import CakupanError, NotFound
from cakupan.intake.replaying import pairs
from cakupan.intake.replaying.pairs import Side
from cakupan.lake import months
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

ROWS_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class RowAddress:
    """Where a row stands in its file."""

    sheet: str
    sheet_no: int
    row: int


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One row that is new, changed or gone. `fields` names what changed; values are there only when asked."""

    change: Literal["new", "changed", "gone"]
    matched_by: str | None
    fields: tuple[str, ...]
    earlier: RowAddress | None
    later: RowAddress | None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class ListDifference:
    """earlier_rows = gone + changed + same and later_rows = new + changed + same.

    `fields` counts the changed rows by what changed in them; `rows` are the first of them, in the order of
    the files.
    """

    earlier: str
    later: str
    earlier_rows: int
    later_rows: int
    new: int
    changed: int
    gone: int
    same: int
    fields: dict[str, int]
    rows: tuple[RowChange, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the difference as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """A row of the earlier list and the one of the later list that it became; one side may be missing."""

    basis: str | None
    earlier_sheet_no: int | None
    earlier_row: int | None
    earlier_sheet: str | None
    later_sheet_no: int | None
    later_row: int | None
    later_sheet: str | None
    fields: list[str]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def previous_of(connection: Connection, submission_id: str) -> str | None:
    """Return the id of the list a submission corrects, or else would replace; None when there is none.

    That is the list its receipt is compared with: `difference(connection, previous, submission_id)`.
    An addition replaces nothing. Of a list in parts it is the part of the same file name; a list of one file
    is compared with the first part of the one that replaces it.
    """
    row = connection.execute(
        statements.beside(__file__, "previous_list"), {"submission_id": submission_id}
    ).fetchone()
    return None if row is None else row[0]


def difference(
    connection: Connection,
    earlier_submission_id: str,
    later_submission_id: str,
    *,
    limit: int = ROWS_SHOWN,
    with_values: bool = False,
) -> ListDifference:
    """Compare all received rows of two submissions as last judged; a refused one has none.

    With `limit=0` only counts. `with_values` adds what stood in changed, new and gone rows: personal data,
    NIK and names as they are; whoever shows it masks and records it.

    Raises:
        NotFound: there is no such submission, or it is not judged yet.
        CakupanError: they are lists of different kinds.
    """
    earlier, later = (_side(connection, each) for each in (earlier_submission_id, later_submission_id))
    if earlier.roster_kind != later.roster_kind:
        raise CakupanError(
            f"{earlier.submission_id} is a list of kind {earlier.roster_kind}, {later.submission_id} of kind"
            f" {later.roster_kind}: their rows cannot be compared."
        )
    with connection.transaction():
        pairs.pair(connection, earlier, later)
        compared = _compared(connection, earlier, later, limit=limit, with_values=with_values)
        pairs.clear(connection)
    return compared


def _side(connection: Connection, submission_id: str) -> Side:
    sides = statements.records(
        connection,
        Side,
        "select submission_no, submission_id, roster_kind, period, judgement_no, received"
        " from intake.submission inner join intake.latest_judgement using (submission_no)"
        " where submission_id = %s",
        [submission_id],
    )
    if not sides:
        raise NotFound(f"There is no judged submission {submission_id}; `cakupan submissions` lists them.")
    months.require_here(connection, [sides[0].period])
    return sides[0]


def _compared(
    connection: Connection, earlier: Side, later: Side, *, limit: int, with_values: bool
) -> ListDifference:
    counted = connection.execute(
        "select (select count(*) from difference_row where not is_later),"
        " (select count(*) from difference_row where is_later),"
        " count(*) filter (where basis = 'digest'), count(*) filter (where basis <> 'digest')"
        " from difference_match"
    ).fetchone()
    assert counted is not None  # noqa: S101 - an aggregate always answers
    earlier_rows, later_rows, same, changed = counted
    if changed:
        pairs.name_changed_fields(connection)
    return ListDifference(
        earlier=earlier.submission_id,
        later=later.submission_id,
        earlier_rows=earlier_rows,
        later_rows=later_rows,
        new=later_rows - same - changed,
        changed=changed,
        gone=earlier_rows - same - changed,
        same=same,
        fields=_fields(connection) if changed else {},
        rows=_rows(connection, earlier, later, limit, with_values) if limit else (),
    )


def _fields(connection: Connection) -> dict[str, int]:
    rows = connection.execute(
        "select field, count(*) from difference_match cross join unnest(fields) as field"
        ' group by field order by count(*) desc, field collate "C"'
    )
    return dict(rows.fetchall())


def _rows(
    connection: Connection, earlier: Side, later: Side, limit: int, with_values: bool
) -> tuple[RowChange, ...]:
    """Changed and new rows stand where they are in the later file, gone ones after them."""
    pairs_shown = statements.records(
        connection,
        _Pair,
        statements.beside(__file__, "changed_rows"),
        {
            "most": limit,
            "earlier_no": earlier.submission_no,
            "earlier_judged": earlier.judgement_no,
            "later_no": later.submission_no,
            "later_judged": later.judgement_no,
        },
    )
    return tuple(_row(each, with_values) for each in pairs_shown)


def _row(pair: _Pair, with_values: bool) -> RowChange:
    is_new, is_gone = pair.earlier_row is None, pair.later_row is None
    return RowChange(
        change="new" if is_new else "gone" if is_gone else "changed",
        matched_by=pair.basis,
        fields=tuple(pair.fields),
        earlier=_place(pair.earlier_sheet, pair.earlier_sheet_no, pair.earlier_row),
        later=_place(pair.later_sheet, pair.later_sheet_no, pair.later_row),
        before=pair.before if with_values else None,
        after=pair.after if with_values else None,
    )


def _place(sheet: str | None, sheet_no: int | None, row: int | None) -> RowAddress | None:
    if sheet_no is None or row is None:
        return None
    return RowAddress(sheet=sheet or "", sheet_no=sheet_no, row=row)

"""What a list changed against the one it replaces, in the words of its receipt."""

from collections.abc import Iterable, Mapping, Sequence

from cakupan.indonesian import count
from cakupan.intake.answering.facts import Facts
from cakupan.intake.replaying import differences
from cakupan.intake.replaying.differences import ListDifference, RowChange
from cakupan.warehouse.connection import Connection

ROWS_NAMED = 30  # over all three sorts of change; the rest are counted

Changes = tuple[tuple[str, str], ...]


def of(connection: Connection, every: Sequence[Facts]) -> Mapping[int, Changes]:
    """Return what each submission changed, by its number; nothing for one that replaces no list."""
    by_submission = {}
    for facts in every:
        if facts.outcome == "refused" or not facts.received:
            continue
        earlier = differences.previous_of(connection, facts.submission_id)
        if earlier is not None:
            difference = differences.difference(connection, earlier, facts.submission_id, limit=ROWS_NAMED)
            by_submission[facts.submission_no] = told(difference, is_part=facts.together is not None)
    return by_submission


def told(difference: ListDifference, *, is_part: bool = False) -> Changes:
    """Return a difference as labels and texts: counts, the first rows of each sort, and which columns."""
    only = "; dibandingkan hanya dengan berkas ini, bukan dengan seluruh bagian daftar" if is_part else ""
    return (
        ("Daftar sebelumnya", f"{difference.earlier}, {count(difference.earlier_rows)} baris{only}"),
        ("Baris tetap", count(difference.same)),
        ("Baris baru", _counted(difference.new, "new", difference.rows)),
        ("Baris berubah", _counted(difference.changed, "changed", difference.rows) + _fields(difference)),
        ("Baris hilang", _counted(difference.gone, "gone", difference.rows)),
    )


def _counted(number: int, sort: str, rows: Iterable[RowChange]) -> str:
    named = [_place(row) for row in rows if row.change == sort]
    if not named:
        return count(number)
    more = f" dan {count(number - len(named))} lainnya" if number > len(named) else ""
    where = "baris daftar sebelumnya" if sort == "gone" else "baris"
    return f"{count(number)} ({where} {', '.join(named)}{more})"


def _place(row: RowChange) -> str:
    place = row.later or row.earlier
    if place is None:
        return "-"
    return f"{place.row} lembar '{place.sheet}'" if place.sheet_no > 1 else str(place.row)


def _fields(difference: ListDifference) -> str:
    if not difference.fields:
        return ""
    parts = [f"{name.replace('_', ' ')} {count(number)}" for name, number in difference.fields.items()]
    return f"; yang berubah: {', '.join(parts)}"

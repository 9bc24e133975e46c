"""What a replay found: new judgements in temporary tables beside the newest stored ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from cakupan.intake.replaying.change import COUNTS, Change, RowVerdict
from cakupan.intake.storing import shrinking
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

SCHEMA = "pg_temp"
NOT_RECORDED = 0  # the number of no load
TABLES = ("judgement", "sheet", "roster_row", "finding")
ROWS_NAMED = 20  # of each submission; a replay of everything must not hold every row
SHEET_COUNTS = (
    "used_rows", "title_rows", "header_rows", "numbering_rows", "section_rows", "total_rows", "note_rows",
    *COUNTS,
)  # fmt: skip


def make_tables(connection: Connection) -> None:
    """Make empty temporary tables like those of intake; they go with the transaction."""
    for table in TABLES:
        connection.execute(
            f"create temporary table {table} (like intake.{table} including defaults) on commit drop"
        )


def changes(connection: Connection, numbers: Sequence[int]) -> list[Change]:
    """Return, by submission, how the judgements in the temporary tables differ from the newest stored ones.

    Compared are outcome, counts, rows and findings. Versions of contract and rules are not, nor the texts
    and column numbers that go with a finding: a judgement that says the same is the same.
    """
    connection.execute(
        "create temporary table if not exists newest on commit drop as select submission_no, submission_id,"
        " partner_id, roster_kind, period, judgement.judgement_no, judgement.outcome, judgement.refusal_code,"
        " judgement.received, judgement.accepted, judgement.quarantined, judgement.duplicates,"
        " judgement.is_nil, judgement.stated_total"
        " from intake.submission inner join intake.judgement using (submission_no)"
        " where submission_no = any(%s) and not exists (select from intake.judgement as newer"
        "  where newer.submission_no = judgement.submission_no"
        "  and newer.judgement_no > judgement.judgement_no)",
        [list(numbers)],
    )
    for table in ("newest", "roster_row", "finding"):
        connection.execute(f"analyze {SCHEMA}.{table}")
    rows, verdicts, values = _rows(connection)
    codes, are_findings_other = _codes(connection)
    sheets = _other_sheets(connection)
    changed: list[dict[str, Any]] = []
    for record in _judgements(connection):
        number = record["submission_no"]
        is_other = record.pop("is_other") or number in sheets | are_findings_other
        if is_other or number in verdicts or number in values:
            changed.append(
                record
                | {
                    "codes": codes.get(number, {}),
                    "verdicts": verdicts.get(number, 0),
                    "values": values.get(number, 0),
                    "rows": tuple(rows.get(number, ())),
                }
            )
    fingerprints, held = _fingerprints(connection), _holds(connection, changed)
    return [
        Change(**each, fingerprint=fingerprints[each["submission_no"]], hold=held[each["submission_no"]])
        for each in changed
    ]


def move(connection: Connection, numbers: Sequence[int], load_no: int) -> None:
    """Store the judgements of these submissions from the temporary tables, numbered after the newest."""
    for table in TABLES:
        connection.execute(
            f"update {SCHEMA}.{table} as judged set judgement_no = newest.judgement_no + 1 from newest"
            " where judged.submission_no = newest.submission_no and judged.submission_no = any(%s)",
            [list(numbers)],
        )
    connection.execute(f"update {SCHEMA}.judgement set load_no = %s", [load_no])
    for table in TABLES:
        connection.execute(
            f"insert into intake.{table} select * from {SCHEMA}.{table} where submission_no = any(%s)",
            [list(numbers)],
        )


def _judgements(connection: Connection) -> list[dict[str, Any]]:
    names = ("outcome", "refusal_code", *COUNTS)
    both = ", ".join(f"newest.{name}, judged.{name}" for name in names)
    rows = connection.execute(
        "select submission_no, submission_id, partner_id, roster_kind, period, newest.judgement_no,"
        " row(newest.is_nil, newest.stated_total) is distinct from row(judged.is_nil, judged.stated_total),"
        f" {both} from newest inner join {SCHEMA}.judgement as judged using (submission_no)"
        " order by submission_no"
    ).fetchall()
    judgements = []
    for row in rows:
        pairs = dict(zip(names, zip(row[7::2], row[8::2], strict=True), strict=True))
        keys = ("submission_no", "submission_id", "partner_id", "roster_kind", "period", "judgement_no")
        record: dict[str, Any] = dict(zip(keys, row, strict=False))
        is_other = row[6] or any(before != after for before, after in pairs.values())
        counts = {name: pairs.pop(name) for name in COUNTS}
        judgements.append(record | pairs | {"counts": counts, "is_other": is_other})
    return judgements


def _rows(connection: Connection) -> tuple[dict[int, list[RowVerdict]], dict[int, int], dict[int, int]]:
    """Rows that differ: the first whose verdict does, and how many there are of either sort."""
    connection.execute(statements.beside(__file__, "other_rows"))
    counted = connection.execute(
        "select submission_no, count(*) filter (where before is distinct from after),"
        " count(*) filter (where before is not distinct from after) from other_row group by 1"
    ).fetchall()
    named: dict[int, list[RowVerdict]] = {}
    for number, sheet, row, before, after in connection.execute(
        "select submission_no, coalesce(stored.sheet_name, judged.sheet_name, ''), row_number, before, after"
        " from other_row inner join newest using (submission_no)"
        " left join intake.sheet as stored using (submission_no, judgement_no, sheet_no)"
        f" left join {SCHEMA}.sheet as judged using (submission_no, sheet_no)"
        " where before is distinct from after and position <= %s"
        " order by submission_no, sheet_no, row_number",
        [ROWS_NAMED],
    ):
        named.setdefault(number, []).append(RowVerdict(sheet=sheet, row=row, before=before, after=after))
    connection.execute("drop table other_row")
    verdicts = {number: count for number, count, _ in counted if count}
    return named, verdicts, {number: count for number, _, count in counted if count}


def _codes(connection: Connection) -> tuple[dict[int, dict[str, tuple[int, int]]], set[int]]:
    """How often each code is given where that differs, and the submissions whose findings differ at all."""
    rows = connection.execute(statements.beside(__file__, "other_codes")).fetchall()
    codes: dict[int, dict[str, tuple[int, int]]] = {}
    for number, code, before, after, _ in rows:
        if before != after:
            codes.setdefault(number, {})[code] = (before, after)
    return codes, {row[0] for row in rows if row[4]}


def _other_sheets(connection: Connection) -> set[int]:
    """The submissions whose sheets are counted otherwise."""
    facts = ", ".join(("sheet_name", "is_visible", "is_ignored", "header_row", *SHEET_COUNTS))
    both = " union all ".join(
        f"(select submission_no, sheet_no, {facts} from {first} except"
        f" select submission_no, sheet_no, {facts} from {second})"
        for first, second in (("stored", "judged"), ("judged", "stored"))
    )
    rows = connection.execute(
        "with stored as (select sheet.* from intake.sheet inner join newest"
        f" using (submission_no, judgement_no)), judged as (select * from {SCHEMA}.sheet)"
        f" select distinct submission_no from ({both}) as other"
    ).fetchall()
    return {row[0] for row in rows}


def _holds(connection: Connection, holds: Sequence[Mapping[str, Any]]) -> dict[int, tuple[str, str]]:
    """Whether each list is held or released now, and whether it is held once the new judgement counts.

    The new judgements are stored, weighed as they would be, and taken back.
    """
    numbers = [each["submission_no"] for each in holds]
    before = _hold_states(connection, numbers)
    with connection.transaction(force_rollback=True):
        connection.execute(
            f"update {SCHEMA}.judgement as judged set judgement_no = newest.judgement_no + 1 from newest"
            " where judged.submission_no = newest.submission_no"
        )
        connection.execute(
            f"insert into intake.judgement select * from {SCHEMA}.judgement where submission_no = any(%s)"
            " order by submission_no on conflict do nothing",
            [numbers],
        )
        shrinking.hold(connection, NOT_RECORDED, numbers)
        after = _hold_states(connection, numbers)
    return {number: (before[number], after[number]) for number in numbers}


def _hold_states(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    rows = connection.execute(
        "select submission_no, case when held_code is not null then 'held' when is_released then 'released'"
        " else '' end from intake.latest_judgement where submission_no = any(%s)",
        [list(numbers)],
    )
    return {number: state for number, state in rows}


def _fingerprints(connection: Connection) -> dict[int, str]:
    """One value for everything that today's judgement of a submission says, and which one it would follow."""
    sums = ", ".join(
        f"(select sum(hashtextextended({table}::text, 0)::numeric) from {SCHEMA}.{table}"
        " where submission_no = judged.submission_no)"
        for table in ("sheet", "roster_row", "finding")
    )
    rows = connection.execute(
        f"select submission_no, md5(row(newest.judgement_no, judged.*, {sums})::text)"
        f" from newest inner join {SCHEMA}.judgement as judged using (submission_no)"
    )
    return {number: fingerprint for number, fingerprint in rows}

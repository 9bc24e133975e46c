"""The rows of two lists paired one to one: by what they hold, then by the keys their kind has."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from cakupan.contracts import roster
from cakupan.intake.judging.fields import names
from cakupan.warehouse.connection import Connection

KEYS = {
    "persons": ("nik", "kpj", "name_and_birth_date"),
    "companies": ("npp", "name"),
    "projects": ("no_proyek", "name"),
}
SIDES = (
    "(values (false, %s::text, %s::bigint, %s::int), (true, %s, %s, %s))"
    " as side (is_later, period, submission_no, judgement_no)"
)
NAME_KEYS = ("name", "name_and_birth_date")
ROWS_PLANNED_BLINDLY = 5000  # below, looking at the tables first takes longer than any plan
BYTES_KEPT = 1 << 23
NAMED_BY = {"persons": "nama", "companies": "nama_perusahaan", "projects": "nama_proyek"}
COMPARED = (
    "verdict", "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "area_code", "category_code",
    "funding_code", "npp", "nama_perusahaan", "pekerja_aktif", "pekerja_terdaftar", "target_peserta",
    "nama_proyek", "no_proyek", "nilai_kontrak", "jumlah_pekerja_proyek", "tempat_magang", "asal_lembaga",
    "starts_on", "ends_on",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two lists, as last judged."""

    submission_no: int
    submission_id: str
    roster_kind: str
    period: str
    judgement_no: int
    received: int


def pair(connection: Connection, earlier: Side, later: Side) -> int:
    """Fill the temporary tables `difference_row` and `difference_match`; return how many rows are paired.

    The tables stay with the session, for the next two lists; `clear` empties them.
    """
    counts = roster.contract(earlier.roster_kind).counts
    most = min(earlier.received, later.received)
    is_large = earlier.received + later.received > ROWS_PLANNED_BLINDLY
    _collect(connection, earlier, later)
    if is_large:
        connection.execute("analyze difference_row")
    paired = _match(connection, "digest")
    if paired < max(earlier.received, later.received):
        _read(connection, earlier, later)
    for key in KEYS[counts]:
        if paired == most:
            break
        if key in NAME_KEYS:
            keys_of = names.person_keys if counts == "persons" else names.company_keys
            _name(connection, NAMED_BY[counts], keys_of)
        if is_large:
            connection.execute("analyze difference_row, difference_match")
        paired += _match(connection, key)
    return paired


def name_changed_fields(connection: Connection) -> None:
    """Note with each pair that does not hold the same values which fields differ."""
    connection.execute(
        "update difference_match set fields = array("
        "  select coalesce(was.key, is_now.key) from jsonb_each(earlier.content) as was"
        "  full join jsonb_each(later.content) as is_now on was.key = is_now.key"
        "  where was.value is distinct from is_now.value"
        '  order by coalesce(was.key, is_now.key) collate "C")'
        " from difference_row as earlier, difference_row as later"
        " where basis <> 'digest' and earlier_no = earlier.row_no and later_no = later.row_no"
    )


def clear(connection: Connection) -> None:
    """Empty the temporary tables; large ones are given back."""
    row = connection.execute(
        "select pg_relation_size('pg_temp.difference_row') > %s", [BYTES_KEPT]
    ).fetchone()
    if row and row[0]:
        connection.execute("drop table pg_temp.difference_row, pg_temp.difference_match")
    else:
        connection.execute("delete from pg_temp.difference_row")
        connection.execute("delete from pg_temp.difference_match")


def _collect(connection: Connection, earlier: Side, later: Side) -> None:
    """Put the rows of both lists into one temporary table, each with its values and the keys it has."""
    if connection.execute("select to_regclass('pg_temp.difference_row')").fetchone() == (None,):
        connection.execute(
            "create temporary table difference_row (row_no bigint, digest text, is_later boolean,"
            " sheet_no integer, row_number integer, nik text, kpj text, npp text, no_proyek text, nama text,"
            " nama_perusahaan text, nama_proyek text, tanggal_lahir date, name text,"
            " name_and_birth_date text, content jsonb) on commit drop"
        )
        connection.execute(
            "create temporary table difference_match (earlier_no bigint, later_no bigint, basis text,"
            " fields text[]) on commit drop"
        )
    connection.execute(
        "insert into difference_row"
        " select row_number() over (order by side.is_later, sheet_no, row_number),"
        f"  md5(row({', '.join(COMPARED)}, attributes)::text), side.is_later, sheet_no, row_number, nik, kpj,"
        "  npp, no_proyek, nama, nama_perusahaan, nama_proyek, tanggal_lahir"
        f" from {SIDES} inner join intake.roster_row using (period, submission_no, judgement_no)",
        _sides(earlier, later),
    )


def _sides(earlier: Side, later: Side) -> list[object]:
    return [
        value for each in (earlier, later) for value in (each.period, each.submission_no, each.judgement_no)
    ]


def _read(connection: Connection, earlier: Side, later: Side) -> None:
    """Give rows that no row of the other list equals their values by name, for most do equal one."""
    content = ", ".join(f"'{name}', roster_row.{name}" for name in COMPARED)
    connection.execute(
        f"update difference_row set content = attributes || jsonb_strip_nulls(jsonb_build_object({content}))"
        f" from {SIDES} inner join intake.roster_row using (period, submission_no, judgement_no)"
        " where difference_row.is_later = side.is_later"
        "  and difference_row.sheet_no = roster_row.sheet_no"
        "  and difference_row.row_number = roster_row.row_number"
        "  and not exists (select from difference_match where earlier_no = row_no)"
        "  and not exists (select from difference_match where later_no = row_no)",
        _sides(earlier, later),
    )


def _match(connection: Connection, key: str) -> int:
    """Pair rows not yet paired that share a key: the first with the first, the second with the second."""
    side = (
        f"(select row_no, {key} as key, row_number() over (partition by {key} order by row_no) as nth"
        f" from difference_row where is_later = {{}} and {key} is not null"
        " and not exists (select from difference_match where {} = row_no))"
    )
    return connection.execute(
        "insert into difference_match (earlier_no, later_no, basis)"
        " select earlier.row_no, later.row_no, %s"
        f" from {side.format('false', 'earlier_no')} as earlier"
        f" inner join {side.format('true', 'later_no')} as later using (key, nth)",
        [key],
    ).rowcount


def _name(connection: Connection, column: str, keys_of: Callable[[pa.StringArray], pa.StringArray]) -> None:
    """Give rows not yet paired the key of their name, as the rules compare names."""
    rows = connection.execute(
        f"select distinct {column} from difference_row where {column} is not null and not exists"
        " (select from difference_match where earlier_no = row_no) and not exists"
        " (select from difference_match where later_no = row_no)"
    ).fetchall()
    written = [row[0] for row in rows]
    keys_written = keys_of(pa.array(written, pa.string())).to_pylist()
    keys = pd.DataFrame({"written": written, "key": keys_written}).dropna()
    connection.execute(
        "update difference_row set name = named.key,"
        " name_and_birth_date = named.key || '/' || coalesce(tanggal_lahir::text, '')"
        f" from unnest(%s::text[], %s::text[]) as named (written, key) where {column} = named.written",
        [keys["written"].tolist(), keys["key"].tolist()],
    )

"""The rows of two lists paired one to one: by what they hold, then by the keys their kind has."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from cakupan.contracts import roster
from cakupan.intake import names
from cakupan.warehouse.connection import Connection

KEYS = {
    "persons": ("nik", "kpj", "name_and_birth_date"),
    "companies": ("npp", "name"),
    "projects": ("no_proyek", "name"),
}
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


def pair(connection: Connection, earlier: Side, later: Side) -> None:
    """Fill the temporary tables `difference_row` and `difference_match`; the caller drops them."""
    counts = roster.contract(earlier.roster_kind).counts
    _collect(connection, earlier, later)
    _match(connection, "content", "digest")
    _name(connection, NAMED_BY[counts], names.person_keys if counts == "persons" else names.company_keys)
    for key in KEYS[counts]:
        _match(connection, key, key)


def _collect(connection: Connection, earlier: Side, later: Side) -> None:
    """Put the rows of both lists into one temporary table, each with its values and the keys it has."""
    content = ", ".join(f"'{name}', {name}" for name in COMPARED)
    connection.execute(
        "create temporary table difference_row on commit drop as"
        " with read as ("
        "  select side.is_later, sheet_no, row_number, nik, kpj, npp, no_proyek, nama, nama_perusahaan,"
        "   nama_proyek, tanggal_lahir, null::text as name, null::text as name_and_birth_date,"
        f"  attributes || jsonb_strip_nulls(jsonb_build_object({content})) as content"
        "  from (values (false, %s::text, %s::bigint, %s::int), (true, %s, %s, %s))"
        "   as side (is_later, period, submission_no, judgement_no)"
        "  inner join intake.roster_row using (period, submission_no, judgement_no)"
        " )"
        " select row_number() over (order by is_later, sheet_no, row_number) as row_no,"
        "  md5(content::text) as digest, read.* from read",
        [
            earlier.period, earlier.submission_no, earlier.judgement_no,
            later.period, later.submission_no, later.judgement_no,
        ],
    )  # fmt: skip
    connection.execute(
        "create temporary table difference_match"
        " (earlier_no bigint, later_no bigint, basis text) on commit drop"
    )
    connection.execute("analyze difference_row")


def _match(connection: Connection, basis: str, key: str) -> None:
    """Pair rows not yet paired that share a key: the first with the first, the second with the second."""
    side = (
        f"(select row_no, {key} as key, row_number() over (partition by {key} order by row_no) as nth"
        f" from difference_row where is_later = {{}} and {key} is not null"
        " and not exists (select from difference_match where {} = row_no))"
    )
    connection.execute(
        "insert into difference_match (earlier_no, later_no, basis)"
        " select earlier.row_no, later.row_no, %s"
        f" from {side.format('false', 'earlier_no')} as earlier"
        f" inner join {side.format('true', 'later_no')} as later using (key, nth)",
        [basis],
    )
    connection.execute("analyze difference_match")


def _name(connection: Connection, column: str, keys_of: Callable[[pa.StringArray], pa.StringArray]) -> None:
    """Give rows not yet paired the key of their name, as the rules compare names."""
    rows = connection.execute(
        f"select distinct {column} from difference_row where {column} is not null and not exists"
        " (select from difference_match where earlier_no = row_no) and not exists"
        " (select from difference_match where later_no = row_no)"
    ).fetchall()
    written = [row[0] for row in rows]
    found = keys_of(pa.array(written, pa.string())).to_pylist()
    keys = pd.DataFrame({"written": written, "key": found}).dropna()
    connection.execute(
        "update difference_row set name = named.key,"
        " name_and_birth_date = named.key || '/' || coalesce(tanggal_lahir::text, '')"
        f" from unnest(%s::text[], %s::text[]) as named (written, key) where {column} = named.written",
        [keys["written"].tolist(), keys["key"].tolist()],
    )
    connection.execute("analyze difference_row")

"""People in a register and rows of a list, as tests of matching describe them, and what comes of the rows."""

from dataclasses import dataclass
from datetime import date

from cakupan.identity import resolve
from cakupan.identity.matching import match
from cakupan.identity.model import files
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection

VILLAGE = "33.28.99.2001"
BORN = date(1980, 5, 17)
NIK = "3328991705800007"
ROW_COLUMNS = (
    "load_no bigint, submission_no bigint, judgement_no integer, sheet_no integer, row_number integer,"
    " period text, partner_no bigint, roster_kind text, verdict text,"
    " nik text, kpj text, nama text, tanggal_lahir date, jenis_kelamin text, area_code text, nama_ibu text"
)


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """What a register or a list says of somebody."""

    name: str | None = "WARSITO HADI PURNOMO"
    nik: str | None = NIK
    kpj: str | None = None
    born: date | None = BORN
    sex: str | None = "L"
    area: str | None = VILLAGE
    mother: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided of a row. `nik` is that of the person, or of the candidate of a possible row."""

    outcome: str
    method: str
    nik: str | None
    reasons: dict[str, int]


def register(connection: Connection, *people: Somebody) -> int:
    """Load a membership for each, number and describe them; return how many descriptions are new."""
    before = _descriptions(connection)
    with connection.transaction():
        with loads.load(connection, "register") as under_way:
            load_no = under_way.load_no
            for number, one in enumerate(people):
                connection.execute(
                    "insert into register.membership (load_no, file_no, row_number, row_hash, membership_id,"
                    " nik, kpj, nama, tanggal_lahir, jenis_kelamin, residence_area_code, nama_ibu,"
                    " segment_code, programme_codes, active_from)"
                    " values (%s, 1, %s, 'h', %s, %s, %s, %s, %s, %s, %s, %s, 'BPU', 'JKK', '2024-01-01')",
                    [load_no, number + 2, f"{load_no}-{number}", *_said(one)],
                )
        resolve.persons(connection)
    return _descriptions(connection) - before


def ask(connection: Connection, *rows: Somebody) -> None:
    """Make `row_to_match` of these rows, as one list, and what matching writes into."""
    connection.execute(f"create temporary table row_to_match ({ROW_COLUMNS}) on commit drop")
    for number, one in enumerate(rows, start=2):
        connection.execute(
            "insert into row_to_match values (99, 1, 1, 1, %s, '2024-10', 1, 'pemda_rentan', 'accepted',"
            " %s, %s, %s, %s, %s, %s, %s)",
            [number, *_said(one)],
        )
    make_room(connection)


def make_room(connection: Connection) -> None:
    """Make what matching writes into, beside `row_to_match`."""
    connection.execute(
        "alter table row_to_match add nik_no bigint, add kpj_no bigint;"
        "update row_to_match set nik_no = identity.nik_no(nik), kpj_no = identity.kpj_no(kpj);"
        "create temporary table merged_person on commit drop as select * from identity.oldest_at('infinity');"
        "create temporary table row_decided (like identity.decision) on commit drop;"
        "create temporary table row_candidate (like identity.candidate) on commit drop"
    )


def decisions(connection: Connection, *rows: Somebody) -> list[Decided]:
    """Match the rows as one list and return what was decided of each."""
    with connection.transaction(force_rollback=True):
        ask(connection, *rows)
        match.match(connection, model=files.read(files.SHIPPED_VERSION))
        found = connection.execute(
            "select outcome, method, (select min(identity.key_text(key_no)) from identity.person_key"
            "  where person_key.person_no = coalesce(row_decided.person_no, candidate_no)),"
            " jsonb_strip_nulls(jsonb_build_object('name', name_level, 'date', date_level, 'sex', sex_level,"
            "  'place', place_level, 'nik', nik_level, 'mother', mother_level))"
            " from row_decided order by row_number"
        ).fetchall()
    return [Decided(outcome=one[0], method=one[1], nik=one[2], reasons=one[3]) for one in found]


def _descriptions(connection: Connection) -> int:
    answer = connection.execute("select count(*) from identity.description").fetchone()
    return int(answer[0]) if answer else 0


def _said(one: Somebody) -> list[object]:
    return [one.nik, one.kpj, one.name, one.born, one.sex, one.area, one.mother]

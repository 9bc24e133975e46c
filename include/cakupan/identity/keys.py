"""Number the persons behind NIKs and KPJs, so that who is who at an old as_of never changes.

Only the register says that a NIK and a KPJ are one person. Loads are taken in the order in which they were
recorded. In a register load, a key not seen before joins the person of the other key in its row, else becomes
a new person, NIK before KPJ, in order of the key; a row whose two keys belong to two persons merges the
younger into the older. A KPJ that one load had beside more than one NIK links nothing from that load on.

A roster row is looked up by its NIK, or by its KPJ when it has no NIK; that key, when new, is a new person.
Rows of a list held as it landed have no persons until it is released: resolving the load of the release
numbers them. A list that gate 1 held a moment later was free until then: its rows have persons from then on.
Keys, persons and merges carry their load and never change; `identity.person_at(as_of)` reads them.
"""

import logging

from cakupan.contracts import roster
from cakupan.warehouse import locks
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)

NIK = r"^\d{16}$"
KPJ = r"^\d{8,13}$"
FILLER = r"^(.)\1*$"  # one digit over and over fills a cell; it names nobody

REGISTER_ROWS = (
    "("
    " with"
    " registered as ("
    "     select membership.load_no, load.recorded_at,"
    "         case when nik ~ %(nik)s then nik end as nik,"
    "         case when kpj ~ %(kpj)s and kpj !~ %(filler)s then kpj end as kpj"
    "     from register.membership inner join control.load on membership.load_no = load.load_no"
    "     where membership.load_no = any(%(load_nos)s)"
    " ),"
    " shared as ("
    "     select membership.kpj, load.recorded_at"
    "     from register.membership inner join control.load on membership.load_no = load.load_no"
    "     where membership.kpj in (select registered.kpj from registered) and membership.nik ~ %(nik)s"
    "     group by 1, 2 having min(membership.nik) <> max(membership.nik)"
    " ),"
    " shared_since as (select kpj, min(recorded_at) as recorded_at from shared group by 1)"
    " select distinct registered.load_no, registered.nik,"
    "     case when registered.nik is null or shared_since.kpj is null then registered.kpj end as kpj"
    " from registered"
    " left join shared_since on registered.kpj = shared_since.kpj"
    "     and registered.recorded_at >= shared_since.recorded_at"
    " where registered.nik is not null or registered.kpj is not null"
    ")"
)
ROSTER_ROWS = (
    "("
    " with"
    " counted as ("
    "     select submission.period, judgement.submission_no, judgement.judgement_no,"
    "         coalesce(release.load_no, judgement.load_no) as load_no"
    "     from intake.judgement"
    "     inner join intake.submission on judgement.submission_no = submission.submission_no"
    "     left join intake.hold as held_at_once"
    "         on judgement.submission_no = held_at_once.submission_no"
    "         and judgement.judgement_no = held_at_once.judgement_no"
    "         and judgement.load_no = held_at_once.load_no"
    "     left join intake.hold as release"
    "         on held_at_once.submission_no = release.submission_no"
    "         and held_at_once.judgement_no = release.judgement_no and release.state = 'released'"
    "     where submission.roster_kind = any(%(kinds_of_people)s)"
    "         and judgement.outcome in ('accepted', 'accepted_with_findings')"
    "         and (held_at_once.hold_no is null or release.hold_no is not null)"
    " )"
    " select distinct counted.load_no, case when nik ~ %(nik)s then nik end as nik,"
    "     case when nik ~ %(nik)s then null else kpj end as kpj"
    " from counted"
    " inner join intake.roster_row on counted.period = roster_row.period"
    "     and counted.submission_no = roster_row.submission_no"
    "     and counted.judgement_no = roster_row.judgement_no"
    " where counted.load_no = any(%(load_nos)s) and roster_row.verdict = 'accepted'"
    "     and (nik ~ %(nik)s or (kpj ~ %(kpj)s and kpj !~ %(filler)s))"
    ")"
)


def resolve(connection: Connection) -> int:
    """Assign persons for every load recorded and not yet resolved; return how many persons are new."""
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.PERSONS])
    load_nos = _unresolved_loads(connection)
    if not load_nos:
        return 0
    _collect_rows(connection, load_nos)
    new_persons = sum(_resolve_load(connection, load_no) for load_no in _loads_with_rows(connection))
    connection.execute(
        "insert into identity.resolved_load (load_no) select unnest(%s::bigint[]) order by 1", [load_nos]
    )
    connection.execute("drop table keyed_row")
    connection.execute("analyze identity.person_key")
    logger.info("%s loads resolved, %s new persons", len(load_nos), new_persons)
    return new_persons


def _unresolved_loads(connection: Connection) -> list[int]:
    """Return the loads to resolve, once none is in flight: whatever comes later is recorded later."""
    # Rolling back gives the lock back at once: loads need not wait until all persons are numbered.
    with connection.transaction(force_rollback=True):
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.LOADS_IN_FLIGHT])
        rows = connection.execute(
            "select load_no from control.load where not exists ("
            " select from identity.resolved_load where resolved_load.load_no = load.load_no)"
            " order by recorded_at, load_no"
        ).fetchall()
    return [row[0] for row in rows]


def _collect_rows(connection: Connection, load_nos: list[int]) -> None:
    """Fill the temporary table `keyed_row`: the distinct keys of each load, in pairs only where they link."""
    connection.execute(
        f"create temporary table keyed_row on commit drop as {REGISTER_ROWS} union {ROSTER_ROWS}",
        {
            "nik": NIK,
            "kpj": KPJ,
            "filler": FILLER,
            "load_nos": load_nos,
            "kinds_of_people": list(roster.kinds_of_people()),
        },
    )
    connection.execute("create index on keyed_row (load_no)")
    connection.execute("analyze keyed_row")


def _loads_with_rows(connection: Connection) -> list[int]:
    rows = connection.execute(
        "select load_no from (select distinct load_no from keyed_row) as keyed"
        " inner join control.load using (load_no) order by load.recorded_at, load_no"
    ).fetchall()
    return [row[0] for row in rows]


def _resolve_load(connection: Connection, load_no: int) -> int:
    """Number the new keys of one load and merge the persons its rows show to be one."""
    first_new = _number_new_keys(connection, load_no, key="nik", other="kpj")
    then_new = _number_new_keys(connection, load_no, key="kpj", other="nik")
    while _merge_once(connection, load_no):
        pass
    return first_new + then_new


def _number_new_keys(connection: Connection, load_no: int, *, key: str, other: str) -> int:
    """Give each new key of one kind the person of the other key in its rows, else a new person."""
    connection.execute(
        "create temporary table new_key on commit drop as"
        f" select keyed_row.{key} as key_value, min(other_key.person_no) as person_no"
        " from keyed_row"
        " left join identity.person_key as other_key"
        f"     on other_key.key_kind = %(other)s and keyed_row.{other} = other_key.key_value"
        f" where keyed_row.load_no = %(load_no)s and keyed_row.{key} is not null"
        "     and not exists (select from identity.person_key as known"
        f"         where known.key_kind = %(key)s and known.key_value = keyed_row.{key})"
        " group by 1",
        {"key": key, "other": other, "load_no": load_no},
    )
    answer = connection.execute("select count(*) from new_key where person_no is null").fetchone()
    connection.execute(
        "with"
        " stranger as ("
        '     select key_value, row_number() over (order by key_value collate "C") as position'
        "     from new_key where person_no is null"
        " ),"
        " person as ("
        "     insert into identity.person (load_no)"
        "     select %(load_no)s from stranger order by position returning person_no"
        " ),"
        " numbered as (select person_no, row_number() over (order by person_no) as position from person)"
        " insert into identity.person_key (key_kind, key_value, person_no, load_no)"
        " select %(key)s, new_key.key_value, coalesce(new_key.person_no, numbered.person_no), %(load_no)s"
        " from new_key"
        " left join stranger on new_key.key_value = stranger.key_value"
        " left join numbered on stranger.position = numbered.position"
        " order by 3, 2",
        {"key": key, "load_no": load_no},
    )
    connection.execute("drop table new_key")
    return int(answer[0]) if answer else 0


def _merge_once(connection: Connection, load_no: int) -> int:
    """Point each younger of two persons that one row names to the older; return how many were merged."""
    return connection.execute(
        "with recursive"
        " known_merge (person_no, older_person_no) as ("
        "     select younger_person_no, older_person_no from identity.merge"
        "     union"
        "     select known_merge.person_no, merge.older_person_no"
        "     from known_merge"
        "     inner join identity.merge on known_merge.older_person_no = merge.younger_person_no"
        " ),"
        " oldest as (select person_no, min(older_person_no) as oldest_person_no from known_merge group by 1),"
        " pair as ("
        "     select"
        "         coalesce(oldest_of_nik.oldest_person_no, nik_key.person_no) as nik_person_no,"
        "         coalesce(oldest_of_kpj.oldest_person_no, kpj_key.person_no) as kpj_person_no"
        "     from keyed_row"
        "     inner join identity.person_key as nik_key"
        "         on nik_key.key_kind = 'nik' and keyed_row.nik = nik_key.key_value"
        "     inner join identity.person_key as kpj_key"
        "         on kpj_key.key_kind = 'kpj' and keyed_row.kpj = kpj_key.key_value"
        "     left join oldest as oldest_of_nik on nik_key.person_no = oldest_of_nik.person_no"
        "     left join oldest as oldest_of_kpj on kpj_key.person_no = oldest_of_kpj.person_no"
        "     where keyed_row.load_no = %(load_no)s"
        " )"
        " insert into identity.merge (younger_person_no, older_person_no, load_no, reason)"
        " select greatest(nik_person_no, kpj_person_no), min(least(nik_person_no, kpj_person_no)),"
        " %(load_no)s, 'one row names both'"
        " from pair where nik_person_no <> kpj_person_no group by 1 order by 1",
        {"load_no": load_no},
    ).rowcount

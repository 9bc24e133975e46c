"""Match the rows of lists of people: rulings, exact passes, candidates, repaired NIKs, then the model.

Works on the temporary tables that `rows` makes: `row_to_match` is what is asked, `row_decided` and
`row_candidate` are what comes of it, a decision for every row.
"""

import logging
from typing import LiteralString

import pyarrow as pa
from psycopg import sql

from cakupan.identity.matching import settled, vetoes
from cakupan.identity.matching.scoring import score
from cakupan.identity.model import files
from cakupan.identity.model.files import Model
from cakupan.warehouse import copy, copy_out, statements
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 20_000  # some 800.000 pairs, of which a part is scored
REPAIRED = (
    "submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no,"
    " name_level, date_level, sex_level, place_level, nik_level"
)
FOUND = f"{REPAIRED}, candidate_no, mother_level, weight, lead, model_version"
COMPARED = ("name", "sound", "name_key", "born", "sex", "area", "nik")
PAIR = pa.schema([("row_no", pa.int64()), ("description_no", pa.int64())])
ROW = pa.schema(
    [
        ("row_no", pa.int64()),
        *((name, pa.string()) for name in COMPARED),
        ("kpj", pa.int64()),
        ("mother", pa.string()),
        ("has_own_nik", pa.bool_()),
    ]
)
DESCRIPTION = pa.schema(
    [
        *((name, pa.int64()) for name in ("description_no", "person_no", "oldest_no")),
        *((name, pa.string()) for name in COMPARED),
        ("nik_fits", pa.bool_()),
        ("kpj", pa.int64()),
        ("mother", pa.string()),
    ]
)


def match(connection: Connection, as_of: object = "infinity", model: Model | None = None) -> None:
    """Decide every row of `row_to_match` in `row_decided` and `row_candidate`, as known at as_of.

    Raises:
        ModelRefused: rows have to be scored and the model is not what it should be.
    """
    connection.execute(statements.beside(__file__, "exact_pass"))
    settled.prepare(connection)
    if model is None:  # a model on trial is asked about every row
        version, _ = _newest(connection, as_of)
        settled.find(connection, version)
        seek(connection)
        settled.decide(connection, version)
    else:
        seek(connection)
    _decide_sought(connection, model, as_of)
    connection.execute(statements.beside(__file__, "one_row_a_person"))
    end(connection)


def seek(connection: Connection) -> None:
    """Make names of undecided rows comparable, in `row_sought`.

    `row_settled` says of which rows it is known already that they are nobody, if nothing was learnt since.
    """
    connection.execute("analyze row_decided (submission_no, row_number)")
    connection.execute(statements.beside(__file__, "rows_undecided"))
    connection.execute("analyze row_undecided (row_number, nama)")
    connection.execute(statements.beside(__file__, "names_sought"))
    connection.execute("analyze name_sought (nama)")
    connection.execute(statements.beside(__file__, "rows_sought"))
    connection.execute("drop table row_undecided, name_sought")
    connection.execute("create unique index on row_sought (row_no)")
    connection.execute("analyze row_sought (row_no, nik_no)")


def end(connection: Connection) -> None:
    """Drop what matching works with, but for what it decided."""
    forget_candidates(connection)
    connection.execute("drop table row_sought, row_settled")


def blocks(connection: Connection) -> list[tuple[int, int]]:
    """Return the first and last numbers of the rows sought, a bounded number of rows at once."""
    return connection.execute(
        "select min(row_no), max(row_no) from ("
        "  select row_no, (row_number() over (order by row_no) - 1) / %s as block from row_sought"
        ") as numbered group by block order by block",
        [ROWS_AT_ONCE],
    ).fetchall()


def _decide_sought(connection: Connection, model: Model | None, as_of: object) -> None:
    """Look for candidates of the rows left, a bounded number at once, and decide."""
    for first, last in blocks(connection):
        find_candidates(connection, first, last)
        repair(connection)
        _score(connection, model or in_force(connection, as_of))
        connection.execute("drop table row_repaired")


def find_candidates(connection: Connection, first: int, last: int) -> None:
    """Fill `row_asked` with the rows sought from first to last, `candidate_pair` with who is in question."""
    forget_candidates(connection)
    connection.execute(
        "create temporary table row_asked on commit drop as"
        " select * from row_sought where row_no between %s and %s",
        [first, last],
    )
    connection.execute("analyze row_asked (row_no)")
    # The index of blocks answers each row; a scan of all descriptions never pays for a bounded number.
    connection.execute("set local enable_seqscan = off")
    connection.execute("set local jit = off")
    connection.execute(statements.beside(__file__, "near_niks"))
    connection.execute("analyze near_nik")
    connection.execute(statements.beside(__file__, "candidates"))
    connection.execute("drop table near_nik")
    connection.execute("set local enable_seqscan = on")
    connection.execute("set local jit = on")
    describe_candidates(connection)


def describe_candidates(connection: Connection) -> None:
    """Fill `candidate` with what the register says of the descriptions in `candidate_pair`, once for each."""
    connection.execute("analyze candidate_pair")
    connection.execute(statements.beside(__file__, "candidates_described"))
    connection.execute("analyze candidate (description_no)")


def repair(connection: Connection) -> None:
    """Decide rows whose NIK is one slip away, in `row_repaired` and `row_decided`; they are asked no more."""
    connection.execute(statements.beside(__file__, "repaired"))
    connection.execute(f"insert into row_decided ({REPAIRED}) select {REPAIRED} from row_repaired")
    connection.execute(
        "delete from candidate_pair using row_repaired where candidate_pair.row_no = row_repaired.row_no"
    )


def forget_candidates(connection: Connection) -> None:
    """Drop the tables of rows that were asked about."""
    connection.execute("drop table if exists row_asked, candidate_pair, candidate")


def in_force(connection: Connection, as_of: object) -> Model:
    """Return the model adopted last by as_of, else the shipped one."""
    return files.read(*_newest(connection, as_of))


def _newest(connection: Connection, as_of: object) -> tuple[str, str | None]:
    """Return version and hash of the model adopted last by as_of, else the version of the shipped one."""
    adopted = connection.execute(
        "select model.version, model.sha256 from identity.model"
        " inner join control.load on model.load_no = load.load_no where load.recorded_at <= %s"
        " order by load.recorded_at desc, load.load_no desc limit 1",
        [as_of],
    ).fetchone()
    return (str(adopted[0]), str(adopted[1])) if adopted else (files.SHIPPED_VERSION, None)


def _score(connection: Connection, model: Model) -> None:
    ranked = _ranked(connection, model)
    connection.execute(statements.beside(__file__, "ranked_table"))
    if ranked is not None:
        copy.copy_table(connection, "row_ranked", ranked)
    connection.execute(
        statements.beside(__file__, "ranked_decided"),
        {
            "model_version": model.version,
            "match": vetoes.bounds().match,
            "lead": vetoes.bounds().lead,
            "possible": vetoes.bounds().possible,
        },
    )
    connection.execute(f"insert into row_decided ({FOUND}) select {FOUND} from row_found")
    connection.execute(statements.beside(__file__, "ranked_candidates"))
    connection.execute("drop table row_ranked, row_found")


def tables(connection: Connection) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Return the rows asked, the candidates and the pairs of `candidate_pair`."""
    return (
        _read(connection, statements.beside(__file__, "rows_compared"), ROW),
        _read(connection, statements.beside(__file__, "described"), DESCRIPTION),
        _read(connection, "select row_no, description_no from candidate_pair", PAIR),
    )


def _ranked(connection: Connection, model: Model) -> pa.Table | None:
    rows, descriptions, pairs = tables(connection)
    if not pairs.num_rows:
        return None
    duck = score.engine()
    try:
        score.take(duck, rows, descriptions, pairs)
        if not score.leave_out_hopeless(duck, model, vetoes.bounds().possible):
            return None
        score.score(duck, model)
        return score.ranked(duck)
    finally:
        duck.close()


def _read(connection: Connection, query: LiteralString, shape: pa.Schema) -> pa.Table:
    blocks = list(copy_out.stream(connection, sql.SQL(query), shape))
    return pa.concat_tables([shape.empty_table(), *blocks])

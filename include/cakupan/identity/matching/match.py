"""Match the rows of lists of people: rulings, exact passes, candidates, repaired NIKs, then the model.

Works on the temporary tables that `rows` makes: `row_to_match` is what is asked, `row_decided` and
`row_candidate` are what comes of it, a decision for every row.
"""

import io
import logging

import pyarrow as pa
import pyarrow.csv as pa_csv

from cakupan.identity.matching import vetoes
from cakupan.identity.matching.scoring import score
from cakupan.identity.model import files
from cakupan.identity.model.files import Model
from cakupan.warehouse import copy, statements
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 10_000  # some 400.000 pairs, 300 MB while they are scored
TYPES = {
    "row_no": pa.int64(),
    "description_no": pa.int64(),
    "person_no": pa.int64(),
    "oldest_no": pa.int64(),
    "has_own_nik": pa.bool_(),
    "nik_fits": pa.bool_(),
}


def match(connection: Connection, as_of: object = "infinity", model: Model | None = None) -> None:
    """Decide every row of `row_to_match` in `row_decided` and `row_candidate`, as known at as_of.

    Raises:
        ModelRefused: rows have to be scored and the model is not what it should be.
    """
    connection.execute(statements.beside(__file__, "exact_pass"))
    _decide_sought(connection, seek(connection), model, as_of)
    connection.execute(statements.beside(__file__, "one_row_a_person"))
    end(connection)


def seek(connection: Connection) -> int:
    """Make names of undecided rows comparable, in `row_sought`; return how many rows that are."""
    connection.execute("create index on row_decided (submission_no, judgement_no, sheet_no, row_number)")
    connection.execute("analyze row_decided")
    connection.execute(statements.beside(__file__, "rows_sought"))
    connection.execute("create unique index on row_sought (row_no)")
    connection.execute("analyze row_sought")
    answer = connection.execute("select count(*) from row_sought").fetchone()
    return int(answer[0]) if answer else 0


def end(connection: Connection) -> None:
    """Drop what matching works with, but for what it decided."""
    connection.execute("drop table if exists candidate_pair")
    connection.execute("drop table row_sought")


def _decide_sought(connection: Connection, count: int, model: Model | None, as_of: object) -> None:
    """Look for candidates of the rows left, a bounded number at once, and decide."""
    for first in range(1, count + 1, ROWS_AT_ONCE):
        block = {"first": first, "last": first + ROWS_AT_ONCE - 1}
        find_candidates(connection, **block)
        connection.execute(statements.beside(__file__, "repaired"))
        connection.execute(statements.beside(__file__, "pairs_left"))
        _score(connection, block, model or in_force(connection, as_of))


def find_candidates(connection: Connection, first: int, last: int) -> None:
    """Fill `candidate_pair` with the descriptions in question for the rows sought from first to last."""
    connection.execute("drop table if exists candidate_pair")
    # The index of blocks answers each row; a scan of all descriptions never pays for a bounded number.
    connection.execute("set local enable_seqscan = off")
    connection.execute("set local jit = off")
    block = {"first": first, "last": last}
    connection.execute(statements.beside(__file__, "near_niks"), block)
    connection.execute("analyze near_nik")
    connection.execute(statements.beside(__file__, "candidates"), block)
    connection.execute("drop table near_nik")
    connection.execute("set local enable_seqscan = on")
    connection.execute("set local jit = on")
    connection.execute("analyze candidate_pair")


def in_force(connection: Connection, as_of: object) -> Model:
    """Return the model adopted last by as_of, else the shipped one."""
    adopted = connection.execute(
        "select model.version, model.sha256 from identity.model"
        " inner join control.load on model.load_no = load.load_no where load.recorded_at <= %s"
        " order by load.recorded_at desc, load.load_no desc limit 1",
        [as_of],
    ).fetchone()
    return files.read(*adopted) if adopted else files.read(files.SHIPPED_VERSION)


def _score(connection: Connection, block: dict[str, int], model: Model) -> None:
    ranked = _ranked(connection, model)
    connection.execute(statements.beside(__file__, "ranked_table"))
    if ranked is not None:
        copy.copy_table(connection, "row_ranked", ranked)
    connection.execute(
        statements.beside(__file__, "ranked_decided"),
        {
            **block,
            "model_version": model.version,
            "match": vetoes.bounds().match,
            "lead": vetoes.bounds().lead,
            "possible": vetoes.bounds().possible,
        },
    )
    connection.execute(statements.beside(__file__, "ranked_candidates"))
    connection.execute("drop table row_ranked")


def tables(connection: Connection) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Return the rows, the descriptions and the pairs of `candidate_pair`."""
    rows = _read(connection, statements.beside(__file__, "rows_compared"))
    descriptions = _read(connection, statements.beside(__file__, "described"))
    return rows, descriptions, _read(connection, "select row_no, description_no from candidate_pair")


def _ranked(connection: Connection, model: Model) -> pa.Table | None:
    rows, descriptions, pairs = tables(connection)
    if not pairs.num_rows:
        return None
    duck = score.engine()
    try:
        score.score(duck, model, rows, descriptions, pairs)
        return score.ranked(duck)
    finally:
        duck.close()


def _read(connection: Connection, query: str) -> pa.Table:
    """Return what a query answers; what is no number or truth value is text."""
    content = io.BytesIO()
    with connection.cursor().copy(f"copy ({query}) to stdout (format csv, header)") as rows:
        for part in rows:
            content.write(part)
    content.seek(0)
    names = content.readline().decode().strip().split(",")
    content.seek(0)
    return pa_csv.read_csv(
        content,
        convert_options=pa_csv.ConvertOptions(
            column_types={name: TYPES.get(name, pa.string()) for name in names},
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            null_values=[""],
        ),
    )

"""What is measured, each in a process of its own: `python -m benchmarks.stages NAME < orders > outcome`."""

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

Orders = dict[str, Any]
BLOCK = 1024 * 1024


def receive(orders: Orders) -> Any:
    """Take in what lies in the inbox; the batches."""
    from cakupan.intake.inbox import receive

    return receive.new_batches()


def land(orders: Orders) -> Any:
    """Judge and land batches in as many processes as Airflow has task slots for; how many submissions."""
    with ProcessPoolExecutor(orders["processes"], get_context("spawn")) as pool:
        return sum(pool.map(_land, orders["batches"]))


def _land(batch: list[str]) -> int:
    from cakupan.intake.storing import land

    return len(land.replace(batch))


def receipts(orders: Orders) -> Any:
    """Write the receipts of submissions, after one more to import and warm up with; how many files."""
    from cakupan.intake import answering

    answering.write(orders["submissions"][:1])
    began = _cpu(), time.perf_counter()
    written = answering.write(orders["submissions"][1:])
    return {
        "written": len(written),
        "cpu": _cpu() - began[0],
        "seconds": time.perf_counter() - began[1],
    }


def copy(orders: Orders) -> Any:
    """COPY the same files as they are, one after the other, into a plain table; how many rows."""
    import psycopg

    with psycopg.connect(orders["dsn"], autocommit=True) as connection:
        columns = ", ".join(f"c{number} text" for number in range(orders["columns"]))
        delimiter = orders.get("delimiter", ";")
        connection.execute(f"create table bare_copy ({columns})")
        rows = 0
        for name in orders["files"]:
            cursor = connection.cursor()
            statement = f"copy bare_copy from stdin (format csv, header, delimiter '{delimiter}')"
            with cursor.copy(statement) as target, Path(name).open("rb") as file:
                while block := file.read(BLOCK):
                    target.write(block)
            rows += cursor.rowcount
        connection.execute("drop table bare_copy")
        return rows


def number(orders: Orders) -> Any:
    """Number the members of a load, merge, and link it; new persons, and the server's seconds."""
    from cakupan.identity.keys import merging, numbering, secret
    from cakupan.warehouse.connection import connect

    with connect() as connection:
        backend = Path(f"/proc/{connection.info.backend_pid}/stat")
        began = _server_cpu(backend)
        new_persons = numbering.number_members(connection, orders["load_no"], secret.of(connection))
        [(instant,)] = connection.execute(
            "select recorded_at from control.load where load_no = %s", [orders["load_no"]]
        ).fetchall()
        merging.merge(connection, orders["load_no"], instant)
        connection.execute("insert into identity.resolved_load (load_no) values (%s)", [orders["load_no"]])
        connection.commit()
        return {"new_persons": new_persons, "server_cpu": _server_cpu(backend) - began}


def resolve(orders: Orders) -> Any:
    """Say who is who for all that was recorded, as a close does; new persons."""
    from cakupan.identity import resolve as resolving
    from cakupan.warehouse.connection import connect

    with connect() as connection:
        return resolving.persons(connection)


def passes(orders: Orders) -> Any:
    """Do the passes over keys of the lists not resolved yet, and undo them; what each took."""
    from cakupan.identity import epochs, rows
    from cakupan.identity.matching import match, settled
    from cakupan.warehouse import statements
    from cakupan.warehouse.connection import connect

    with connect() as connection:
        backend = Path(f"/proc/{connection.info.backend_pid}/stat")
        [epoch] = epochs.unresolved(connection)
        rows.collect(connection, epoch)
        times = [(time.perf_counter(), _server_cpu(backend))]
        connection.execute(statements.beside(match.__file__, "exact_pass"))
        times.append((time.perf_counter(), _server_cpu(backend)))
        settled.prepare(connection)
        match.seek(connection)
        blocks = match.blocks(connection)
        for first, last in blocks:
            match.find_candidates(connection, first, last)
            match.repair(connection)
            connection.execute("drop table row_repaired")
        times.append((time.perf_counter(), _server_cpu(backend)))
        connection.rollback()
    exact, repair = (
        [after - before for before, after in zip(*pair, strict=True)] for pair in pairwise(times)
    )
    return {"sought": blocks[-1][1] if blocks else 0, "exact": exact, "repair": repair}


def load_extract(orders: Orders) -> Any:
    """Load the register's half of a folder of extracts; rows new or changed."""
    from cakupan.register import extracts

    return sum(file.new_rows for file in extracts.load_folder(Path(orders["folder"]), "register").files)


def _server_cpu(stat: Path) -> float:
    """Processor seconds of one session of a server on this machine, without its parallel workers."""
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def step(orders: Orders) -> Any:
    """Do one step of a close."""
    from cakupan.editions import close

    getattr(close, orders["name"])(orders["run_id"])


def reference(orders: Orders) -> Any:
    """Load the shipped lists and those of a folder."""
    from cakupan.reference import shipped
    from cakupan.register import extracts

    shipped.load()
    shipped.load_rates()
    extracts.load_folder(Path(orders["folder"]), "reference")


def verify(orders: Orders) -> Any:
    """Verify an edition with the key of this installation.

    Raises:
        AssertionError: it does not verify.
    """
    from cakupan.editions.verifying import verify as verifying

    result = verifying.verify(Path(orders["edition"]))
    assert result.is_ok, result


def trace(orders: Orders) -> Any:
    """Return the seconds of the first page of a trace, without those of starting up."""
    from cakupan.editions.tracing import trace as tracing
    from cakupan.editions.tracing.asked import Editions, Reader
    from cakupan.warehouse.connection import connect

    began = time.perf_counter()
    with connect() as connection:
        reader = Reader(actor="bench", reason=None, connection=connection)
        editions = Editions(connection, orders["edition"])
        tracing.trace(orders["figure_id"], editions, tracing.Pages(), reader)
    return time.perf_counter() - began


STAGES: dict[str, Callable[[Orders], Any]] = {
    "receive": receive,
    "land": land,
    "receipts": receipts,
    "copy": copy,
    "number": number,
    "resolve": resolve,
    "passes": passes,
    "load_extract": load_extract,
    "step": step,
    "reference": reference,
    "verify": verify,
    "trace": trace,
}


def _cpu() -> float:
    """Return the processor seconds of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Run one stage and say what came of it, how long it took and how much of the processor."""
    began = time.perf_counter()
    orders = json.load(sys.stdin)
    result = STAGES[sys.argv[1]](orders)
    outcome = {"result": result, "seconds": time.perf_counter() - began, "cpu": _cpu()}
    Path(orders["outcome"]).write_text(json.dumps(outcome))


if __name__ == "__main__":
    main()

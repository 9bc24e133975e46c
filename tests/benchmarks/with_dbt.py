"""Build the plain project with dbt on the engine ordered; runs in .venv-bench, which has nothing of ours."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent / "plain"


def build(orders: dict[str, Any]) -> list[list[Any]]:
    """Build every model and return the rows of coverage.

    Raises:
        RuntimeError: dbt could not.
    """
    from dbt.adapters.factory import get_adapter_by_type
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(
        [
            *("run", "--full-refresh", "--target", orders["engine"]),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *("--target-path", orders["folder"], "--log-path", orders["folder"]),
            *("--log-level", "none", "--log-level-file", "none"),
            *("--vars", json.dumps({"members": orders["members"], "lists": orders["lists"]})),
        ]
    )
    if not outcome.success:
        raise RuntimeError([str(one.message) for one in outcome.result or []] or outcome.exception)
    adapter = get_adapter_by_type(orders["engine"])
    with adapter.connection_named("coverage"):
        _, table = adapter.execute("select * from plain.coverage order by area_code", fetch=True)
    return [[row[0], *map(int, row[1:])] for row in table.rows]


def main() -> None:
    """Do what standard input orders and write down what came of it."""
    began = time.perf_counter()
    orders = json.load(sys.stdin)
    rows = build(orders)
    times = os.times()
    outcome = {"result": rows, "seconds": time.perf_counter() - began, "cpu": times.user + times.system}
    Path(orders["outcome"]).write_text(json.dumps(outcome))


if __name__ == "__main__":
    main()

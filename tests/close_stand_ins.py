"""Stand-ins for what a close calls, and a process that closes a month and dies on the way.

Run as a program: `python close_stand_ins.py RUN_ID MODULE.FUNCTION before|after WORKERS` publishes the run
with the stand-ins and dies, without any cleaning up, before or after the first call of that function.
"""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cakupan.editions import build as dbt_build
from cakupan.editions import bundle, close
from cakupan.identity import resolve
from cakupan.quality import gates, verdict
from cakupan.quality.verdict import Verdict
from cakupan.warehouse.connection import connect
from edition_builders import Month, build

Replace = Callable[[object, str, Any], None]
KILLED = 9


def builder(month: Callable[[], Month], built: list[str]) -> Callable[..., None]:
    """Return a stand-in for dbt that builds the month as it is when asked."""

    def stand_in(*, period: str, schema: str, layer: str, results_dir: Path, **others: Any) -> None:
        if layer == "figures":
            built.append(schema)
            with connect() as connection:
                build(connection, schema, period, month(), results_dir)

    return stand_in


def open_gate(gate: str) -> Callable[..., Verdict]:
    """Return a stand-in for a gate that is open."""

    def stand_in(*arguments: Any) -> Verdict:
        result = Verdict(gate=gate, is_open=True)
        verdict.write(arguments[-1], result, [])
        return result

    return stand_in


def install(replace: Replace, month: Callable[[], Month], built: list[str]) -> None:
    """Put every stand-in in its place."""
    replace(dbt_build, "build", builder(month, built))
    replace(resolve, "persons", lambda connection: 0)
    replace(gates, "judge_marts", open_gate("marts"))
    replace(gates, "judge_report", open_gate("report"))
    replace(bundle, "read_back", lambda current, meanwhile: None)


def _die_at(point: str, is_after: bool) -> None:
    module_name, function_name = point.rsplit(".", 1)
    module = importlib.import_module(f"cakupan.{module_name}")
    original = getattr(module, function_name)

    def dies(*arguments: Any, **options: Any) -> None:
        if is_after:
            original(*arguments, **options)
        os._exit(KILLED)

    setattr(module, function_name, dies)


def kill(run_id: str, point: str, when: str, workers: dict[int, str]) -> None:
    """Publish the run, and tell witnesses, in a process of its own that dies at one function."""
    program = [sys.executable, __file__, run_id, point, when, json.dumps(workers)]
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        program, env={**os.environ, "PYTHONPATH": paths}, check=False, capture_output=True, text=True
    )
    assert done.returncode == KILLED, done.stderr


if __name__ == "__main__":
    run_id, point, when, workers = sys.argv[1:]
    found = Month(workers={int(number): segment for number, segment in json.loads(workers).items()})
    install(setattr, lambda: found, [])
    _die_at(point, when == "after")
    close.publish(run_id)
    close.witness(run_id)

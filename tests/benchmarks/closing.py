"""Close a month step by step in one process and measure each: `python -m benchmarks.closing < orders`.

Where the orders name an instant, the edition published as of it is built again.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.measuring import Watcher, family

STEPS = (
    "resolve",
    "build_facts",
    "build_figures",
    "gate_marts",
    "freeze",
    "render",
    "gate_report",
    "sign",
    "publish",
)
TICKS = os.sysconf("SC_CLK_TCK")
OWN_CPU, ENDED_CPU = slice(11, 13), slice(13, 15)  # of /proc/<pid>/stat, counted after the command


def libraries() -> None:
    """Load what Airflow's scheduler has loaded before it forks a task."""
    from cakupan.orchestrator.processes import PRELOADED

    for name in PRELOADED:
        __import__(name)


def close(orders: dict[str, Any]) -> dict[str, Any]:
    """Close the month and return what each step took: seconds, of this processor, of the servers', memory."""
    from cakupan.editions import close as closing
    from cakupan.editions import run as runs

    measured: dict[str, dict[str, float]] = {}
    servers = [orders["postmaster"], *orders.get("servers", [])]
    as_of = datetime.fromisoformat(orders["as_of"]) if orders.get("as_of") else None

    def step(name: str, work: Callable[[], Any]) -> Any:
        before, watcher = _now(servers), Watcher(os.getpid(), *servers)
        result = work()
        after = _now(servers)
        names = ("seconds", "cpu", "server")
        measured[name] = {n: b - a for n, a, b in zip(names, before, after, strict=True)}
        measured[name]["peak"] = watcher.stop()
        return result

    step("start up", libraries)
    run_id = step(
        "start", lambda: closing.start(orders["period"], as_of, orders["reason"], "bench", as_of is not None)
    )
    for name in STEPS:
        step(name, lambda name=name: getattr(closing, name)(run_id))
    done = closing.outcome(run_id)
    assert done.outcome == ("published" if as_of is None else "rebuilt"), done
    nodes = [
        node
        for layer in ("facts", "figures")
        for node in json.loads((runs.get(run_id).results / f"dbt_{layer}.json").read_text())
    ]
    assert done.path is not None
    return {
        "steps": measured,
        "nodes": nodes,
        "path": str(done.path),
        "bytes": _size(done.path),
        "as_of": done.as_of.isoformat(),
        "message": done.message,
    }


def _now(servers: list[int]) -> tuple[float, float, float]:
    times = os.times()
    own = times.user + times.system + times.children_user + times.children_system
    ticks = sum(sum(_fields(server, ENDED_CPU)) for server in servers) + sum(
        sum(_fields(pid, OWN_CPU)) for server in servers for pid in family(server)
    )
    return time.perf_counter(), own, ticks / TICKS


def _fields(pid: int, which: slice) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[which])]
    except OSError:
        return []  # it ended meanwhile and is counted by its parent


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Close as standard input orders and write down what came of it."""
    began = time.perf_counter()
    orders = json.load(sys.stdin)
    result = close(orders)
    times = os.times()
    outcome = {"result": result, "seconds": time.perf_counter() - began, "cpu": times.user + times.system}
    Path(orders["outcome"]).write_text(json.dumps(outcome))


if __name__ == "__main__":
    main()

"""Pipelines run and waited for in Airflow: the one that is named or up, else one started for now."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cakupan import installation, settings
from cakupan.editions import close as closing
from cakupan.orchestrator import local, processes, runs
from cakupan.orchestrator.client import Airflow
from cakupan.orchestrator.progress import Progress
from cakupan.register.contract import contracts
from cakupan.warehouse import server


@contextmanager
def airflow(say: Callable[[str], None]) -> Iterator[Airflow]:
    """Yield a client: of the Airflow CAKUPAN_AIRFLOW_URL names, of the one that is up, else of one for now.

    Raises:
        SetupError: it does not come up.
    """
    home = settings.load().home
    if url := os.environ.get("CAKUPAN_AIRFLOW_URL"):
        with Airflow(url, *local.outside_credentials()) as client:
            yield client
        return
    with server.running(home):
        if local.status(home).is_up:
            with local.connect(home) as client:
                yield client
            return
        installation.prepare(say)
        say("starting Airflow")
        with local.up(home, is_lasting=False, with_schedule=False, say=say) as client:
            try:
                yield client
            finally:
                processes.stop(home)


def load(client: Airflow, folder: Path, progress: Progress) -> dict[str, list[int]]:
    """Run load_reference and load_register, each if the folder has tables for it; return what was loaded."""
    loads: dict[str, list[int]] = {}
    for half in _halves(folder):
        dag_id = f"load_{half}"
        run_id = runs.execute(client, dag_id, {"folder": str(folder.resolve())}, progress.show)
        loads[dag_id] = client.returned(dag_id, run_id, "load") or []
        client.annotate(dag_id, run_id, name_loads(loads[dag_id]))
    return loads


def _halves(folder: Path) -> list[str]:
    """Return which pipelines a folder needs; one that cannot be read goes to a pipeline, which says why."""
    try:
        tables = set(json.loads((folder / "extract.json").read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        tables = set()
    halves = {contract.half for table, contract in contracts().items() if table in tables}
    return sorted(halves) or ["register"]


def name_loads(loads: list[int]) -> str:
    """Say which loads changed something."""
    return f"load {', '.join(map(str, loads))}" if loads else "nothing new"


def close(client: Airflow, conf: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Run close_month and return its outcome as facts, also noted on the run."""
    run_id = runs.execute(client, "close_month", conf, progress.show)
    facts = closing.outcome(client.returned("close_month", run_id, "start")).as_dict()
    client.annotate("close_month", run_id, describe(facts))
    return facts


def describe(facts: dict[str, Any]) -> str:
    """Return the outcome of a close in one or two lines."""
    name = facts["edition"] or facts["period"]
    said = {
        "published": f"{name} is published.",
        "already_published": f"{name} was already published with this as-of and this code.",
        "stands": f"{name} stands: nothing that is printed has changed.",
        "rebuilt": f"{name} was rebuilt and compared; nothing was published.",
        "awaiting_signature": f"{name} is sealed and not published yet.",
    }.get(facts["outcome"], f"{name}: {facts['outcome']}")
    lines = [said, *([facts["message"]] if facts["message"] else []), *facts["warnings"]]
    if facts["path"]:
        lines.append(f"{facts['path']}")
    return "\n".join(lines)

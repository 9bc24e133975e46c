"""dbt in this process: the address it is lent, the arguments of every run, and what is told of each node."""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cakupan.errors import PipelineFailed
from cakupan.settings import DBT_PROJECT

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

log = logging.getLogger(__name__)

THREADS = 4
GOOD = {"success", "pass", "skipped"}


@dataclass(frozen=True, kw_only=True)
class Node:
    """What became of one model, seed or test."""

    name: str
    kind: str
    path: str
    state: str
    seconds: float
    rows: int | None


def invoke(
    arguments: list[str],
    variables: Mapping[str, object],
    target: Path,
    *,
    address: Mapping[str, str],
    parsed: "Manifest | None" = None,
    nodes: list[Node] | None = None,
) -> Any:
    """Run dbt, on a project already parsed if one is given.

    Each finished node is logged and appended to `nodes` as it ends. Compiled SQL lies below
    `<target>/compiled`; of dbt's own reports none is written.
    """
    from dbt.cli.main import dbtRunner

    def finished(event: Any) -> None:
        if event.info.name != "NodeFinished":
            return
        node = _node(event.data)
        if nodes is not None:
            nodes.append(node)
        level = logging.INFO if node.state in GOOD else logging.ERROR
        log.log(
            level, "%s %s: %s, %.2f s, %s rows", node.kind, node.name, node.state, node.seconds, node.rows
        )

    target.mkdir(parents=True, exist_ok=True)
    with _lent(address):
        return dbtRunner(manifest=parsed, callbacks=[finished]).invoke(
            [
                *arguments,
                *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
                *("--target-path", str(target), "--log-path", str(target)),
                *("--log-level", "none", "--log-level-file", "none", "--no-send-anonymous-usage-stats"),
                *("--no-write-json", "--vars", json.dumps(variables)),
            ]
        )


def run(
    arguments: list[str],
    variables: Mapping[str, object],
    results_dir: Path,
    *,
    name: str,
    address: Mapping[str, str],
    parsed: "Manifest | None" = None,
) -> None:
    """Run dbt and keep what became of each node in `dbt_<name>.json`.

    Raises:
        PipelineFailed: a node failed, or dbt could not run; the message names it.
    """
    target = results_dir / "dbt"
    nodes: list[Node] = []
    outcome = invoke(arguments, variables, target, address=address, parsed=parsed, nodes=nodes)
    written = json.dumps([asdict(node) for node in nodes], indent=1)
    (results_dir / f"dbt_{name}.json").write_text(written + "\n", encoding="utf-8")
    if not outcome.success:
        raise PipelineFailed(_reason(outcome, target))
    if not nodes:
        raise PipelineFailed(f"dbt selected nothing for {name}; is {DBT_PROJECT} complete?")


def _reason(outcome: Any, target: Path) -> str:
    """Name what failed first. A database's DETAIL may quote rows, so only what stands before it is told."""
    for result in getattr(outcome.result, "results", None) or []:
        if str(result.status) in {"error", "fail", "runtime error"}:
            node = result.node
            message = str(result.message or "").split("DETAIL:")[0].strip()
            compiled = target / "compiled" / node.package_name / node.original_file_path
            compiled = Path(getattr(node, "compiled_path", None) or compiled)
            return (
                f"dbt {node.resource_type} {node.name} failed: {message}\n"
                f"  model: {DBT_PROJECT.name}/{node.original_file_path}\n  compiled SQL: {compiled}"
            )
    return f"dbt could not run: {outcome.exception or 'no node names itself as failed'}"


def warehouse(schema: str) -> dict[str, str]:
    """Return the address of the warehouse and the schema of a build, as profiles.yml asks for them."""
    # here, for where dbt runs on Spark there is no driver of PostgreSQL
    from psycopg.conninfo import conninfo_to_dict

    from cakupan.warehouse.connection import dsn

    parts = conninfo_to_dict(dsn())
    return {
        "CAKUPAN_DBT_ENGINE": "postgres",
        "CAKUPAN_DBT_HOST": str(parts.get("host") or "127.0.0.1"),
        "CAKUPAN_DBT_PORT": str(parts.get("port") or 5432),
        "CAKUPAN_DBT_USER": str(parts.get("user") or ""),
        "CAKUPAN_DBT_DATABASE": str(parts.get("dbname") or ""),
        "CAKUPAN_DBT_SSLMODE": str(parts.get("sslmode") or "prefer"),
        "CAKUPAN_DBT_SCHEMA": schema,
        "CAKUPAN_DBT_THREADS": str(THREADS),
        "DBT_ENV_SECRET_CAKUPAN_PASSWORD": str(parts.get("password") or ""),
        "DO_NOT_TRACK": "1",
    }


def _node(data: Any) -> Node:
    response = dict(data.run_result.adapter_response)
    rows = response.get("rows_affected")
    return Node(
        name=data.node_info.node_name,
        kind=data.node_info.resource_type,
        path=data.node_info.node_path,
        state=data.run_result.status,
        seconds=round(data.run_result.execution_time, 3),
        rows=None if rows is None or int(rows) < 0 else int(rows),
    )


@contextmanager
def _lent(address: Mapping[str, str]) -> Iterator[None]:
    """Lend dbt an address; profiles.yml reads it from the environment only."""
    before = {name: os.environ.get(name) for name in address}
    os.environ.update(address)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

"""Build one month in a schema of its own: what register, rosters and lists say, as facts or as figures.

dbt runs in this process. Compiled SQL lies below `<results_dir>/dbt/compiled`, one file per model.
"""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from psycopg.conninfo import conninfo_to_dict

from cakupan import code_lists, settings
from cakupan.editions import expression
from cakupan.errors import PipelineFailed
from cakupan.settings import DBT_PROJECT
from cakupan.warehouse.connection import dsn

log = logging.getLogger(__name__)

Layer = Literal["facts", "figures"]
SELECTED: dict[Layer, list[str]] = {
    "facts": ["path:seeds", "path:models/staging", "path:models/intermediate", "path:models/marts"],
    "figures": ["path:models/evidence", "path:models/figures", "path:models/gates", "path:models/lists"],
}
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


def build(
    *,
    period: str,
    as_of: datetime,
    schema: str,
    layer: Layer,
    results_dir: Path | None = None,
    before_edition_no: int | None = None,
) -> None:
    """Build one layer for exactly one period and as_of into a schema that exists, and test it.

    Of published editions a build sees those older than `before_edition_no`, or all when it is None.

    Raises:
        PipelineFailed: a model or test failed; the message names it, its file and the SQL that ran.
    """
    results_dir = results_dir or settings.load().folder("results") / schema
    arguments = ["build", "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"]
    arguments += ["--exclude", "tag:key_of_a_view", "--select", *SELECTED[layer]]
    told = variables(period, as_of, schema, before_edition_no)
    _run(arguments, told, results_dir, name=layer)


def test_definitions(*, period: str, as_of: datetime, schema: str, results_dir: Path) -> None:
    """Run the unit tests of models and the tests a close leaves out, where both layers have been built.

    Raises:
        PipelineFailed: a definition does not give what its test expects.
    """
    arguments = ["test", "--select", "test_type:unit", "tag:key_of_a_view"]
    _run(arguments, variables(period, as_of, schema), results_dir, name="definitions")


def summed_indicators() -> list[str]:
    """Return the codes of the indicators that are sums of evidence, in the order of the list."""
    return [code for code, row in code_lists.rows("indicators").items() if row["class"] == "summed"]


def _expressions() -> dict[str, object]:
    """Return the derived indicators, each with the SQL of its expression, in the order of their codes."""
    rows = code_lists.rows("indicators")
    return {
        code: asdict(expression.define(rows[code]["expression"]))
        for code in sorted(rows)
        if rows[code]["class"] == "derived"
    }


def _listed_slicings() -> dict[str, str]:
    """Return the slicings whose slices are a code list, with the name of that list."""
    rows = code_lists.rows("slicings")
    return {code: row["code_list"] for code, row in rows.items() if row["code_list"]}


def variables(
    period: str, as_of: datetime, schema: str, before_edition_no: int | None = None
) -> dict[str, object]:
    """Return what the models are told of one period, as_of and build schema."""
    current = settings.load()
    return {
        "period": period,
        "as_of": as_of.astimezone(UTC).isoformat(),
        "build_schema": schema,
        "grace_months": current.grace_months,
        "minimum_village_workforce": current.minimum_village_workforce,
        "summed_indicators": summed_indicators(),
        "expressions": _expressions(),
        "listed_slicings": _listed_slicings(),
        "bases": {code: row["basis"] for code, row in code_lists.rows("indicators").items() if row["basis"]},
        "headcount_segment": next(
            code
            for code in code_lists.rows("segments")
            if code_lists.flag("segments", code, "counted_by_headcount")
        ),
        "intern_programmes": [
            code
            for code in code_lists.rows("programmes")
            if code_lists.flag("programmes", code, "is_for_interns")
        ],
        "before_edition_no": before_edition_no,
    }


def _run(arguments: list[str], variables: dict[str, object], results_dir: Path, *, name: str) -> None:
    target = results_dir / "dbt"
    target.mkdir(parents=True, exist_ok=True)
    nodes: list[Node] = []
    outcome = _invoke(
        [
            *arguments,
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(target), "--log-path", str(target)),
            *("--log-level", "none", "--log-level-file", "none", "--no-send-anonymous-usage-stats"),
            *("--vars", json.dumps(variables)),
        ],
        nodes,
        str(variables["build_schema"]),
    )
    written = json.dumps([asdict(node) for node in nodes], indent=1)
    (results_dir / f"dbt_{name}.json").write_text(written + "\n", encoding="utf-8")
    if not outcome.success:
        raise PipelineFailed(_reason(outcome, target))
    if not nodes:
        raise PipelineFailed(f"dbt selected nothing for {name}; is {DBT_PROJECT} complete?")


def _invoke(arguments: list[str], nodes: list[Node], schema: str) -> Any:
    """Run dbt; each finished node is logged and appended to `nodes` as it ends."""
    from dbt.cli.main import dbtRunner

    def finished(event: Any) -> None:
        if event.info.name != "NodeFinished":
            return
        node = _node(event.data)
        nodes.append(node)
        level = logging.INFO if node.state in GOOD else logging.ERROR
        log.log(
            level, "%s %s: %s, %.2f s, %s rows", node.kind, node.name, node.state, node.seconds, node.rows
        )

    with _environment(schema):
        return dbtRunner(callbacks=[finished]).invoke(arguments)


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
def _environment(schema: str) -> Iterator[None]:
    """Lend dbt the address of the warehouse; profiles.yml reads it from the environment only."""
    parts = conninfo_to_dict(dsn())
    lent = {
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
    before = {name: os.environ.get(name) for name in lent}
    os.environ.update(lent)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


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

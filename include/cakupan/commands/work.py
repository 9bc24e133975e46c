"""Commands that change the warehouse: each runs its pipeline in Airflow and waits, showing how far it is."""

import json
import shutil
import uuid
from pathlib import Path
from typing import Annotated, Any

import typer

from cakupan import settings
from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.errors import NotFound


def ingest(
    inbox: Annotated[
        Path | None,
        typer.Option("--inbox", help="A folder laid out like the inbox; its files are copied in."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take in what lies in the inbox: run ingest_rosters and wait."""
    from cakupan.intake.storing import outcome
    from cakupan.orchestrator import local, runs
    from cakupan.orchestrator.progress import Progress

    copied = _bring(inbox) if inbox else 0
    progress = Progress()
    with progress.phase("Taking in rosters"), local.running(progress.say) as client:
        run_id = runs.execute(client, "ingest_rosters", {}, progress.show)
        load_nos = client.returned("ingest_rosters", run_id, "receive") or []
        submissions = client.returned("ingest_rosters", run_id, "gate") or []
        found = outcome.of(load_nos, submissions)
        attention = outcome.to_look_at(load_nos, submissions)
    if as_json:
        facts = {"run_id": run_id, "copied_files": copied, **found.as_dict(), "to_look_at": attention}
        print_json(facts)
        return
    print_line(found.note())
    if attention:
        print_line()
        print_table(attention, ["id", "partner_id", "kind", "period", "outcome", "code", "reason"])
    print_line(f"Receipts are in {settings.load().folder('outbox')}.")


def load(
    folder: Annotated[Path, typer.Argument(help="A folder with extract.json and one file per table.")],
    as_json: Json = False,
) -> None:
    """Load a folder of extracts: run load_reference and load_register and wait."""
    from cakupan.orchestrator import local
    from cakupan.orchestrator.progress import Progress

    if not (folder / "extract.json").is_file():
        raise NotFound(f"{folder} is not a folder of extracts: it has no extract.json.")
    progress = Progress()
    with progress.phase(f"Loading {folder}"), local.running(progress.say) as client:
        facts = run_loads(client, folder, progress)
    if as_json:
        print_json({"folder": str(folder.resolve()), **facts})
    else:
        for dag_id, loads in facts.items():
            print_line(f"{dag_id}: {_name_loads(loads)}")


def run_loads(client: Any, folder: Path, progress: Any) -> dict[str, list[int]]:
    """Run load_reference and load_register, each if the folder has tables for it; return what was loaded."""
    from cakupan.orchestrator import runs

    loads: dict[str, list[int]] = {}
    for half in _halves(folder):
        dag_id = f"load_{half}"
        run_id = runs.execute(client, dag_id, {"folder": str(folder.resolve())}, progress.show)
        loads[dag_id] = client.returned(dag_id, run_id, "load") or []
        client.annotate(dag_id, run_id, _name_loads(loads[dag_id]))
    return loads


def _halves(folder: Path) -> list[str]:
    """Return which pipelines a folder needs; one that cannot be read goes to a pipeline, which says why."""
    from cakupan.register.contract import contracts

    try:
        tables = set(json.loads((folder / "extract.json").read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        tables = set()
    found = {contract.half for table, contract in contracts().items() if table in tables}
    return sorted(found) or ["register"]


def _name_loads(loads: list[int]) -> str:
    return f"load {', '.join(map(str, loads))}" if loads else "nothing new"


def close(
    period: Annotated[str, typer.Argument(help="The month, YYYY-MM.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="What was known when; default now.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why a published month changes.")] = None,
    is_dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Build into rebuilds/ and compare; publish nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Close a month: run close_month and wait for the edition."""
    from cakupan.editions import period as periods
    from cakupan.errors import NotPublishable
    from cakupan.orchestrator import local
    from cakupan.orchestrator.progress import Progress

    try:
        periods.parse(period)
        instant = periods.iso(periods.parse_instant(as_of)) if as_of else None
    except NotPublishable as error:
        raise typer.BadParameter(str(error)) from error
    conf = {
        "period": period,
        "as_of": instant,
        "reason": reason,
        "is_rebuild": is_dry_run,
        "actor": actor(),
    }
    progress = Progress()
    with progress.phase(f"Closing {period}"), local.running(progress.say) as client:
        facts = run_close(client, conf, progress)
    if as_json:
        print_json(facts)
    else:
        print_line(describe(facts))
    if facts["outcome"] not in {"published", "already_published", "stands", "rebuilt"}:
        raise typer.Exit(1)


def run_close(client: Any, conf: dict[str, Any], progress: Any) -> dict[str, Any]:
    """Run close_month and return its outcome as facts, also noted on the run."""
    from cakupan.editions import close as closing
    from cakupan.orchestrator import runs

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
    }.get(facts["outcome"], f"{name}: {facts['outcome']}")
    lines = [said, *([facts["message"]] if facts["message"] else []), *facts["warnings"]]
    if facts["path"]:
        lines.append(f"{facts['path']}")
    return "\n".join(lines)


def demo(
    is_removal: Annotated[bool, typer.Option("--remove", help="Stop and delete the demo world.")] = False,
) -> None:
    """Make the demo world and take it through Airflow to published editions."""
    from cakupan.commands import demonstration

    if is_removal:
        demonstration.remove()
    else:
        demonstration.demo()


def _bring(folder: Path) -> int:
    """Copy files into the inbox, times kept, each put in place in one step; return how many."""
    if not folder.is_dir():
        raise NotFound(f"{folder} is not a folder.")
    inbox = settings.load().folder("inbox")
    inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.resolve() == inbox:
        return 0
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        target = inbox / path.relative_to(folder)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = settings.load().home / f".incoming.{uuid.uuid4().hex}"
        shutil.copy2(path, draft)
        draft.replace(target)
    return len(files)

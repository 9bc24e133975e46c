"""Commands that change the warehouse: each runs its pipeline in Airflow and waits, showing how far it is."""

import shutil
import uuid
from pathlib import Path
from typing import Annotated

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
    from cakupan.commands import pipelines
    from cakupan.intake.storing import outcome
    from cakupan.orchestrator import runs
    from cakupan.orchestrator.progress import Progress

    copied = _bring(inbox) if inbox else 0
    progress = Progress()
    with progress.phase("Taking in rosters"), pipelines.airflow(progress.say) as client:
        run_id = runs.execute(client, "ingest_rosters", {}, progress.show)
        load_nos = client.returned("ingest_rosters", run_id, "receive") or []
        submissions = client.returned("ingest_rosters", run_id, "gate") or []
        brought = outcome.of(load_nos, submissions)
        attention = outcome.to_look_at(load_nos, submissions)
    if as_json:
        facts = {"run_id": run_id, "copied_files": copied, **brought.as_dict(), "to_look_at": attention}
        print_json(facts)
        return
    print_line(brought.note())
    if attention:
        print_line()
        print_table(attention, ["id", "partner_id", "kind", "period", "outcome", "code", "reason"])
    print_line(f"Receipts are in {settings.load().folder('outbox')}.")


def load(
    folder: Annotated[Path, typer.Argument(help="A folder with extract.json and one file per table.")],
    as_json: Json = False,
) -> None:
    """Load a folder of extracts: run load_reference and load_register and wait."""
    from cakupan.commands import pipelines
    from cakupan.orchestrator.progress import Progress

    if not (folder / "extract.json").is_file():
        raise NotFound(f"{folder} is not a folder of extracts: it has no extract.json.")
    progress = Progress()
    with progress.phase(f"Loading {folder}"), pipelines.airflow(progress.say) as client:
        facts = pipelines.load(client, folder, progress)
    if as_json:
        print_json({"folder": str(folder.resolve()), **facts})
    else:
        for dag_id, loads in facts.items():
            print_line(f"{dag_id}: {pipelines.name_loads(loads)}")


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
    from cakupan.commands import pipelines
    from cakupan.editions import period as periods
    from cakupan.errors import NotPublishable
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
    with progress.phase(f"Closing {period}"), pipelines.airflow(progress.say) as client:
        facts = pipelines.close(client, conf, progress)
    if as_json:
        print_json(facts)
    else:
        print_line(pipelines.describe(facts))
    if facts["outcome"] not in {"published", "already_published", "stands", "rebuilt"}:
        raise typer.Exit(1)


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

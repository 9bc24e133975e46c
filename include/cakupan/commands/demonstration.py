"""The demo world through Airflow: what `cakupan demo` shows, measures and prints at its end."""

import json
import shutil
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from cakupan import installation, settings
from cakupan.commands import pipelines
from cakupan.commands.output import print_line
from cakupan.demo import story
from cakupan.errors import DoesNotVerify, SetupError
from cakupan.orchestrator import local, memory, runs
from cakupan.orchestrator.client import Airflow
from cakupan.orchestrator.progress import Progress
from cakupan.warehouse import server

MARKER = ".demo"
MEBIBYTE = 1024**2


class LazyAirflow:
    """Airflow, found or started when the first step needs it and left as it was found."""

    def __init__(self, stack: ExitStack, progress: Progress) -> None:
        self._stack, self._progress = stack, progress
        self._client: Airflow | None = None

    def client(self) -> Airflow:
        """Return the client, starting Airflow if need be."""
        if self._client is None:
            self._client = self._stack.enter_context(pipelines.airflow(self._progress.say))
        return self._client

    def actions(self) -> story.Actions:
        """Return the story's actions, each a run of a pipeline."""
        return story.Actions(load=self._load, ingest=self._ingest, close=self._close)

    def _load(self, folder: Path) -> object:
        return pipelines.load(self.client(), folder, self._progress)

    def _ingest(self) -> object:
        run_id = runs.execute(self.client(), "ingest_rosters", {}, self._progress.show)
        return self.client().returned("ingest_rosters", run_id, "report")

    def _close(self, period: str, as_of: datetime, reason: str | None) -> object:
        conf = {"period": period, "as_of": as_of.isoformat(), "reason": reason, "actor": story.ACTOR}
        return pipelines.close(self.client(), conf, self._progress)


def demo() -> None:
    """Tell the story to its end, verify what it published, print where it is and how long it took."""
    home = settings.load().home
    progress = Progress()
    with memory.watched(home) as peak, ExitStack() as stack:
        with progress.phase("Set-up"):
            installation.prepare(progress.say)
        (home / MARKER).touch(mode=0o600)
        stack.enter_context(server.running())
        airflow = LazyAirflow(stack, progress)
        told = story.tell(airflow.actions(), home)
        is_new = [_show(progress, step, told) for step in story.STEPS]
        with progress.phase("Verifying what was published"):
            editions = _verify(home)
    if any(is_new):
        _record(home, progress, peak.bytes)
    _print_end(editions, progress, peak.bytes, is_new=any(is_new))


def remove() -> None:
    """Stop and delete a demo world.

    Raises:
        SetupError: the home is not a demo's.
    """
    home = settings.load().home
    if not home.exists():
        print_line(f"There is no {home}.")
        return
    if not (home / MARKER).exists():
        raise SetupError(f"{home} is not a demo world; it is left alone.")
    local.down(home)
    shutil.rmtree(home)
    print_line(f"Removed {home}.")


def _show(progress: Progress, step: story.Step, told: Any) -> bool:
    """Show one step while it is done and say whether it was done now."""
    with progress.phase(f"{step.title} ({step.at:%Y-%m-%d %H:%M} WIB)"):
        done: story.Told = next(told)
        if done.was_done:
            progress.say("was done before")
        elif step.close:
            progress.say(pipelines.describe(done.result).splitlines()[0])
    return not done.was_done


def _verify(home: Path) -> list[Path]:
    from cakupan.editions.verifying import verify

    folders = sorted(path.parent for path in (home / "editions").glob("*/v*/manifest.json"))
    for folder in folders:
        result = verify.verify(folder)
        if not result.is_ok:
            raise DoesNotVerify(f"{folder}: {result.failures[0]}")
    return folders


def _record(home: Path, progress: Progress, peak: int) -> None:
    measured = {
        "seconds": {title: round(seconds, 1) for title, seconds in progress.phases},
        "peak_pss_mebibytes": round(peak / MEBIBYTE),
    }
    (home / "results" / "demo.json").write_text(json.dumps(measured, indent=1, ensure_ascii=False))


def _print_end(editions: list[Path], progress: Progress, peak: int, *, is_new: bool) -> None:
    print_line()
    print_line(
        "Published, signed and verified:" if is_new else "The demo world was there already; it verifies:"
    )
    for folder in editions:
        for name in ("laporan.html", "laporan.pdf", "laporan.xlsx", "laporan.pptx"):
            print_line(f"  {folder / 'report' / name}")
    if is_new:
        print_line()
        for title, seconds in progress.phases:
            print_line(f"  {seconds:7.1f} s  {title}")
        total = sum(seconds for _, seconds in progress.phases)
        print_line(f"  {total:7.1f} s  in all; at most {peak / MEBIBYTE:.0f} MiB of memory (summed PSS)")
    print_line()
    print_line("Airflow's web interface: `make up`. Remove the demo world: `make clean-demo`.")

"""The steps of a close as a pipeline takes them: what comes of them stands in the note of its run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cakupan.editions import close
from cakupan.editions import run as runs
from cakupan.editions.period import iso, parse_instant, previous
from cakupan.errors import CakupanError
from cakupan.orchestrator import notes

DAG = "close_month"
TOLD = ("gate_marts", "publish")  # after which there is something to tell
OUTCOMES = {
    "published": "published",
    "already_published": "was published before",
    "stands": "no figure changed, the published version stands",
    "rebuilt": "rebuilt",
    runs.AWAITING: "waits for a signature",
}


def start(run_id: str, month: str, params: Mapping[str, Any], *, instant: datetime | None, actor: str) -> str:
    """Fix period and as_of of a close and return its id; `month` is the one the run began in.

    Raises:
        NotPublishable: the month cannot be closed; the note of the run says why.
    """
    given = parse_instant(params["as_of"]) if params["as_of"] else None
    try:
        return close.start(
            params["period"] or previous(month),
            as_of=instant or given,
            reason=params["reason"],
            actor=actor,
            is_rebuild=params["is_rebuild"],
        )
    except CakupanError as error:
        notes.write(DAG, run_id, f"failed: {error}")
        raise


def step(name: str, close_run: str, run_id: str) -> None:
    """Take a step of a close.

    Raises:
        CakupanError: it failed; the note of the run says why.
    """
    try:
        getattr(close, name)(close_run)
    except CakupanError as error:
        notes.write(DAG, run_id, "\n".join([_month(close_run), f"failed: {error}"]))
        raise
    if name in TOLD:
        notes.write(DAG, run_id, "\n".join(_lines(close_run)))


def sign(close_run: str, run_id: str) -> bool:
    """Sign an edition; tell whether every signature is there that publication needs."""
    is_signed = close.sign(close_run)
    if not is_signed:
        notes.write(DAG, run_id, "\n".join(_lines(close_run)))
    return is_signed


def _month(close_run: str) -> str:
    current = runs.get(close_run)
    return f"month: {current.period}, data as of {iso(current.as_of)}"


def _lines(close_run: str) -> list[str]:
    """Say in lines what a close is of, what became of it, and what its gate warned of, each in full."""
    done = close.outcome(close_run)
    edition = f", edition {done.edition}" if done.edition else ""
    said = [f"outcome: {OUTCOMES[done.outcome]}{edition}"] if done.outcome in OUTCOMES else []
    if done.message:
        said.append(done.message)
    return [_month(close_run), *said, *(f"warning: {text}" for text in done.warnings)]

"""The steps of a replay at the command line: judge, show, ask, keep, gate, answer."""

import sys
from collections.abc import Callable, Sequence
from typing import Any, Literal

import typer

from cakupan.commands.actor import actor
from cakupan.commands.warehouse import warehouse
from cakupan.intake import receipt
from cakupan.intake.versions import replay
from cakupan.intake.versions.replayed import COUNTS, Change
from cakupan.quality import gates
from cakupan.warehouse import server

Say = Callable[[str], None]
CHANGES_LISTED = 1000  # with --json; a replay of everything is read from the table


def run(
    submission_ids: Sequence[str],
    *,
    period: str | None,
    partner_id: str | None,
    reason: str | None,
    wanted: Literal["show", "ask", "keep"],
    say: Say,
) -> dict[str, Any]:
    """Judge again and say what would change; keep it when that is wanted, and answer the partners anew.

    Raises:
        NotFound: a named submission is not there or not judged yet.
    """
    with server.running():
        with warehouse() as connection:
            chosen = replay.choose(connection, submission_ids, period=period, partner_id=partner_id)
        changed: list[str] = []
        listed: list[dict[str, Any]] = []
        for change in replay.compare(chosen):
            changed.append(change.submission_id)
            listed += [change.as_dict()] if len(listed) < CHANGES_LISTED else []
            _tell(change, say)
        say(f"{len(chosen)} submissions judged again: {len(changed)} would change.")
        is_kept = bool(changed) and _is_agreed(wanted, reason, say)
        kept: list[str] = []
        if is_kept:
            order = replay.Order(actor=actor(), reason=reason or "")
            kept = [change.submission_id for change in replay.keep(changed, order)]
            say(f"{len(kept)} new judgements are kept; a published month changes when it is closed again.")
        answered = _answer(chosen) if is_kept or wanted == "keep" else []
        if answered:
            say(f"{len(answered)} receipts are written anew.")
    return {
        "judged": len(chosen),
        "changed": len(changed),
        "kept": kept,
        "receipts": answered,
        "changes": listed,
    }


def _is_agreed(wanted: Literal["show", "ask", "keep"], reason: str | None, say: Say) -> bool:
    if wanted != "ask":
        return wanted == "keep"
    if not sys.stdin.isatty():
        say("Nothing is changed; --yes with --reason keeps the new judgements.")
        return False
    if not (reason or "").strip():
        say("Nothing is changed; --reason says why, then you are asked.")
        return False
    return typer.confirm("Keep these as new judgements?")


def _answer(submission_ids: Sequence[str]) -> list[str]:
    """Gate and answer what was judged again and has no receipt for it, by this run or one that was killed."""
    with warehouse() as connection:
        waiting = replay.unanswered(connection, submission_ids)
    if waiting:
        gates.decide("submissions", waiting)
        receipt.write(waiting)
    return waiting


def _tell(change: Change, say: Say) -> None:
    before, after = change.outcome
    moved = before if before == after else f"{before} -> {after}"
    refused = " -> ".join(code or "taken" for code in change.refusal_code)
    counts = ", ".join(
        f"{name} {was} -> {now}" for name in COUNTS for was, now in [change.counts[name]] if was != now
    )
    facts = [moved, *([refused] if any(change.refusal_code) else []), *([counts] if counts else [])]
    say(
        f"{change.submission_id} {change.partner_id} {change.roster_kind} {change.period}: {'; '.join(facts)}"
    )
    for code, (was, now) in change.codes.items():
        say(f"  {code}: {was} -> {now}")
    for row in change.rows:
        place = f"{row.sheet}:{row.row}" if row.sheet else str(row.row)
        say(f"  row {place}: {row.before or 'no row'} -> {row.after or 'no row'}")
    if left := change.verdicts - len(change.rows):
        say(f"  and {left} more rows with another verdict")
    if change.values:
        say(f"  {change.values} rows keep their verdict and are stored with other values")

"""The steps of a replay at the command line: judge, show, ask, keep, gate, answer."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any, Literal

import typer

from cakupan.commands.actor import actor
from cakupan.commands.warehouse import allowed, warehouse
from cakupan.identity import identify
from cakupan.intake import answering
from cakupan.intake.asking import listing
from cakupan.intake.replaying import replay
from cakupan.intake.replaying.change import COUNTS, Change, Left
from cakupan.intake.storing import gate
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
    with server.running(), allowed():
        with warehouse() as connection:
            listing.require_partner(connection, partner_id)
            chosen = replay.choose(connection, submission_ids, period=period, partner_id=partner_id)
        changed: list[Change] = []
        listed: list[dict[str, Any]] = []
        left: list[Left] = []
        for replayed in replay.compare(chosen):
            if isinstance(replayed, Left):
                left.append(replayed)
                continue
            listed += [replayed.as_dict()] if len(listed) < CHANGES_LISTED else []
            changed.append(replace(replayed, rows=()))  # of a replay of everything, not every row is held
            _tell(replayed, say)
        say(f"{len(chosen) - len(left)} submissions judged again: {len(changed)} would change.")
        _tell_left(left, say)
        is_kept = bool(changed) and _is_agreed(wanted, reason, say)
        kept: list[str] = []
        if is_kept:
            kept, otherwise = _keep(changed, replay.Order(actor=actor(), reason=reason or ""))
            say(f"{len(kept)} new judgements are kept; a published month changes when it is closed again.")
            _tell_left(otherwise, say)
            left += otherwise
        answered = _answer(chosen) if is_kept or wanted == "keep" else []
        if answered:
            say(f"{len(answered)} receipts are written anew.")
    return {
        "judged": len(chosen),
        "changed": len(changed),
        "kept": kept,
        "is_waiting": bool(changed) and wanted == "ask" and not is_kept,
        "left": [asdict(each) for each in left],
        "receipts": answered,
        "changes": listed,
    }


def _keep(changed: Sequence[Change], order: replay.Order) -> tuple[list[str], list[Left]]:
    kept: list[str] = []
    left: list[Left] = []
    for replayed in replay.keep(changed, order):
        if isinstance(replayed, Left):
            left.append(replayed)
        else:
            kept.append(replayed.submission_id)
    return kept, left


def _is_agreed(wanted: Literal["show", "ask", "keep"], reason: str | None, say: Say) -> bool:
    if wanted != "ask":
        return wanted == "keep"
    if not sys.stdin.isatty():
        say("Nothing is changed; run again with --yes and --reason to keep the new judgements.")
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
        gate.decide(waiting)
        identify.catch_up()
        answering.write(waiting)
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
    if any(change.hold):
        say(f"  {_hold_said(change.hold)}")


def _hold_said(hold: tuple[str, str]) -> str:
    match hold:
        case ("released", "held"):
            return "was released, and is held again: too short for the list it replaces; release it anew"
        case ("released", _):
            return "was released: that frees the judgement of then only, and gate 1 looks at the new one"
        case (_, "held"):
            return "is held: too short for the list it replaces"
    return "was held, and is not once it is kept, unless gate 1 holds it"


def _tell_left(left: Sequence[Left], say: Say) -> None:
    for each in left:
        say(f"{each.submission_id} keeps its judgement: it {each.why}")

"""Close a month: the steps from a fixed as_of to a published edition, each safe to run again.

A run's progress is its state in control.close_run. A step whose work is done returns at once; one that was
killed does its work again; a build that was interrupted starts on a fresh schema.
"""

import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from cakupan.editions import approval, bundle, plan
from cakupan.editions import period as periods
from cakupan.editions import publish as publishing
from cakupan.editions import run as runs
from cakupan.editions.run import ENDED, FINAL
from cakupan.editions.steps import REACHED, STEPS
from cakupan.errors import CakupanError, DoesNotVerify, NotPublishable
from cakupan.lake import months
from cakupan.quality import verdict as verdicts
from cakupan.retention import purged
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a run: published, already_published, stands, rebuilt; or how far it is."""

    run_id: str
    outcome: str
    period: str
    as_of: datetime
    edition: str | None
    path: Path | None
    message: str | None
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return what the command line prints as JSON."""
        return asdict(self) | {"as_of": periods.iso(self.as_of), "path": self.path and str(self.path)}


def run(
    period: str,
    as_of: datetime | None = None,
    reason: str | None = None,
    actor: str = "operator",
    is_rebuild: bool = False,
) -> Outcome:
    """Close a month from beginning to end in this process."""
    run_id = start(period, as_of, reason, actor, is_rebuild)
    publish(run_id)
    witness(run_id)
    return outcome(run_id)


def start(
    period: str,
    as_of: datetime | None = None,
    reason: str | None = None,
    actor: str = "operator",
    is_rebuild: bool = False,
) -> str:
    """Fix the as_of of a new run and return its id; tidy up what dead runs of this period left.

    A run of the period that waits for a signature goes on, unless another as_of or reason is given.

    Raises:
        NotPublishable: no such month, not over at as_of, as_of in the future, or nothing to divide by.
        InputsPurged: rows that it would be built from were emptied.
        SetupError: an approver has to sign and no approver's key is trusted.
    """
    periods.parse(period)
    recover(period)
    _bring_back(period, as_of, actor)
    run_id = runs.new_run_id(period)
    with connect() as connection:
        left = [] if is_rebuild else [one for one in runs.waiting(connection) if one.period == period]
        for one in left:
            if as_of in (None, one.as_of) and reason in (None, one.reason):
                return one.run_id
        if not is_rebuild:
            approval.require_approver(connection)
        fixed = loads.fix_as_of(connection, as_of)
        periods.require_over(period, fixed)
        _require_denominator(connection, period, fixed)
        purged.require_inputs(connection, period, fixed)
        for one in left:
            runs.abandon(connection, one)
        connection.execute(
            "insert into control.close_run (run_id, period, as_of, reason, actor, is_rebuild, started_at)"
            " values (%s, %s, %s, %s, %s, %s, control.now())",
            [run_id, period, fixed, reason, actor, is_rebuild],
        )
        same = None if is_rebuild else plan.published_as(connection, period, fixed)
        if same is not None:
            connection.execute(
                "update control.close_run set edition_no = %s where run_id = %s", [same.edition_no, run_id]
            )
            runs.set_state(connection, run_id, "already_published")
    LOGGER.info("close run %s: %s as of %s", run_id, period, periods.iso(fixed))
    return run_id


def _bring_back(period: str, as_of: datetime | None, actor: str) -> None:
    """Have the rows that the month is built from in the database, where some left it for the lake."""
    with connect() as connection:
        away = months.read_by(connection, period, as_of or loads.now(connection))
    if away:
        months.bring_back(away, actor, f"tutup {period}")


def recover(period: str) -> None:
    """Finish what was committed but not moved, and clean up what died before publication."""
    with connect() as connection:
        for left in runs.unfinished(connection, period):
            if left.state == "committed":
                publishing.finish(connection, left)
            else:
                runs.abandon(connection, left)


def _require_denominator(connection: Connection, period: str, as_of: datetime) -> None:
    workforce = connection.execute(
        "select 1 from reference.workforce"
        " inner join control.load on workforce.load_no = load.load_no and load.recorded_at <= %(as_of)s"
        " left join control.load as replacement on workforce.replaced_by_load_no = replacement.load_no"
        " and replacement.recorded_at <= %(as_of)s"
        " where replacement.load_no is null and workforce.valid_from <= %(last_day)s"
        " and workforce.workers > 0 limit 1",
        {"as_of": as_of, "last_day": periods.last_day(period)},
    ).fetchone()
    if workforce is None:
        raise NotPublishable(
            f"{period} has no denominator: no workforce valid by {periods.last_day(period)} was loaded by "
            f"{periods.iso(as_of)}. Load a `workforce` extract first."
        )


def resolve(run_id: str) -> None:
    """Give every row loaded so far its person."""
    _advance(run_id, "resolved")


def build_facts(run_id: str) -> None:
    """Build staging to facts on a fresh schema."""
    _advance(run_id, "facts_built")


def build_figures(run_id: str) -> None:
    """Build evidence, figures and lists; after an interrupted attempt the facts too, on a fresh schema."""
    _advance(run_id, "figures_built")


def gate_marts(run_id: str) -> None:
    """Judge the build.

    Raises:
        GateShut: a critical expectation failed; the build is dropped.
    """
    _advance(run_id, "marts_gated")


def freeze(run_id: str) -> None:
    """Write figures and evidence to the staging folder, or find that the published edition stands.

    Raises:
        NotPublishable: published figures changed and no reason was given.
    """
    _advance(run_id, "frozen")


def render(run_id: str) -> None:
    """Write the report."""
    _advance(run_id, "rendered")


def gate_report(run_id: str) -> None:
    """Read the report back and judge it.

    Raises:
        GateShut: a printed number is not its figure; the build is dropped.
    """
    _advance(run_id, "report_gated")


def sign(run_id: str) -> bool:
    """Sign the bundle; tell whether every signature is there that publication needs."""
    _advance(run_id, "signed")
    return runs.get(run_id).state != runs.AWAITING


def publish(run_id: str) -> Outcome:
    """Publish the edition, once every signature is there, or move the rebuild to its place and compare it."""
    _advance(run_id, "published")
    return outcome(run_id)


def witness(run_id: str) -> list[str]:
    """Tell the head of the edition that a run published to the places outside; return those that have it.

    Raises:
        NotWitnessed: a place could not be told; the edition is published all the same.
    """
    from cakupan.editions.proof import witness as witnesses

    done = outcome(run_id)
    if done.edition is None or done.outcome not in ("published", "already_published"):
        return []
    return witnesses.tell(done.edition, runs.get(run_id).actor)


def outcome(run_id: str) -> Outcome:
    """Return what became of a run so far."""
    with connect() as connection:
        current = runs.read(connection, run_id)
        message = connection.execute(
            "select message from control.close_run where run_id = %s", [run_id]
        ).fetchone()
        known = plan.editions(connection, current.period)
    edition = next((e for e in known if e.edition_no == current.edition_no), None)
    folder = edition.folder if edition else None
    if current.state == "rebuilt":
        folder = publishing.rebuilds(current.period, periods.stamp(current.as_of))
    elif current.state == runs.AWAITING:
        folder = bundle.path(current)
    return Outcome(
        run_id=run_id,
        outcome=current.state,
        period=current.period,
        as_of=current.as_of,
        edition=edition.name if edition else None,
        path=folder,
        message=message[0] if message else None,
        warnings=()
        if current.state == "already_published"
        else verdicts.read(current.results, "marts").warnings,
    )


def _advance(run_id: str, goal: str) -> None:
    """Do whatever is missing up to a state; a failure before publication drops the build and ends the run."""
    with runs.locked(run_id):
        current = runs.get(run_id)
        try:
            while current.state not in FINAL and REACHED[current.state] < REACHED[goal]:
                reached, step = STEPS[REACHED[current.state]]
                began = time.monotonic()
                step(current)
                current = runs.get(run_id)
                if current.state == runs.AWAITING:
                    LOGGER.info("close run %s waits for a signature", run_id)
                    return
                LOGGER.info("close run %s: %s in %.1f s", run_id, reached, time.monotonic() - began)
        except BaseException as error:
            _fail(run_id, error)
            raise


def _fail(run_id: str, error: BaseException) -> None:
    """End a run that failed; one committed only waits for its move, one that lacks a key for the key."""
    message = str(error) if isinstance(error, CakupanError) else type(error).__name__
    with suppress(psycopg.Error), connect() as connection:
        current = runs.read(connection, run_id)
        if not _goes_on(current.state, error):
            runs.end(connection, current, "failed", message)


def _goes_on(state: str, error: BaseException) -> bool:
    """Tell whether a run that could not do its step is worth keeping, or has ended already."""
    is_mendable = not isinstance(error, DoesNotVerify)  # a key can be put back, what was sealed cannot
    return state in {"committed", *ENDED} or (is_mendable and state in {"report_gated", runs.AWAITING})

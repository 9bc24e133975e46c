"""Close a month: the steps from a fixed as_of to a published edition, each safe to run again.

A run's progress is its state in control.close_run. A step whose work is done returns at once; one that was killed
does its work again; a build that was interrupted starts on a fresh schema.
"""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from cakupan.editions import bundle, compare, evidence, plan
from cakupan.editions import freeze as freezing
from cakupan.editions import period as periods
from cakupan.editions import publish as publishing
from cakupan.editions import run as runs
from cakupan.editions.run import ENDED, FINAL, CloseRun
from cakupan.errors import CakupanError, NotPublishable
from cakupan.quality import gates
from cakupan.quality import verdict as verdicts
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a run: published, already_published, stands or rebuilt; or how far it is."""

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
    return publish(run_id)


def start(
    period: str,
    as_of: datetime | None = None,
    reason: str | None = None,
    actor: str = "operator",
    is_rebuild: bool = False,
) -> str:
    """Fix the as_of of a new run and return its id; tidy up what dead runs of this period left.

    Raises:
        NotPublishable: no such month, not over at as_of, as_of in the future, or nothing to divide by.
    """
    periods.parse(period)
    recover(period)
    run_id = runs.new_run_id(period)
    with connect() as connection:
        fixed = loads.fix_as_of(connection, as_of)
        periods.require_over(period, fixed)
        _require_denominator(connection, period, fixed)
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


def recover(period: str) -> None:
    """Finish what was committed but not moved, and clean up what died before, of this period."""
    with connect() as connection:
        left = [found for found in runs.unfinished(connection) if found.period == period]
    for found in left:
        if found.state == "committed":
            publishing.finish(found)
    runs.abandon([found for found in left if found.state != "committed"])


def _require_denominator(connection: Connection, period: str, as_of: datetime) -> None:
    found = connection.execute(
        "select 1 from reference.workforce"
        " inner join control.load on workforce.load_no = load.load_no and load.recorded_at <= %(as_of)s"
        " left join control.load as replacement on workforce.replaced_by_load_no = replacement.load_no"
        " and replacement.recorded_at <= %(as_of)s"
        " where replacement.load_no is null and workforce.valid_from <= %(last_day)s and workforce.workers > 0"
        " limit 1",
        {"as_of": as_of, "last_day": periods.last_day(period)},
    ).fetchone()
    if found is None:
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
    """Read the report back, judge it, sign the bundle.

    Raises:
        GateShut: a printed number is not its figure; the build is dropped.
    """
    _advance(run_id, "report_gated")


def publish(run_id: str) -> Outcome:
    """Publish the edition, or move the rebuild to its place and compare it."""
    _advance(run_id, "published")
    return outcome(run_id)


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
    return Outcome(
        run_id=run_id,
        outcome=current.state,
        period=current.period,
        as_of=current.as_of,
        edition=edition.name if edition else None,
        path=folder,
        message=message[0] if message else None,
        warnings=verdicts.read(current.results, "marts").warnings
        if current.state != "already_published"
        else (),
    )


def _resolve(current: CloseRun) -> None:
    from cakupan.identity import keys

    with connect() as connection:
        keys.resolve(connection)
        runs.set_state(connection, current.run_id, "resolved")


def _build_facts(current: CloseRun) -> None:
    _build(current, "facts", runs.fresh_schema(current.run_id))


def _build_figures(current: CloseRun) -> None:
    assert current.build_schema is not None  # noqa: S101 - the facts are in it
    _build(current, "figures", current.build_schema)


def _build(current: CloseRun, layer: Any, schema: str) -> None:
    from cakupan.editions import build

    _set_state(current, f"building_{layer}")
    build.build(
        period=current.period,
        as_of=current.as_of,
        schema=schema,
        layer=layer,
        results_dir=current.results / layer,
    )
    _set_state(current, f"{layer}_built")


def _gate_marts(current: CloseRun) -> None:
    assert current.build_schema is not None  # noqa: S101 - the figures are in it
    with connect() as connection:
        verdict = gates.judge_marts(connection, current.build_schema, current.results)
    verdict.require_open()
    _set_state(current, "marts_gated")


def _freeze(current: CloseRun) -> None:
    assert current.build_schema is not None  # noqa: S101 - the figures are in it
    with connect() as connection:
        made_for = plan.determine(connection, current)
        frozen = freezing.figures(connection, current.build_schema)
        if made_for.kind == "publish" and made_for.supersedes_version is not None:
            newest = plan.editions(connection, current.period)[-1]
            moved = compare.changed(evidence.read_figures(newest.folder), evidence.to_frame(frozen))
            if moved.empty:
                _stand(connection, current, newest)
                return
            if current.reason is None:
                compare.require_reason(moved, newest.name)
        freezing.freeze(connection, current, made_for, frozen)
    _set_state(current, "frozen")


def _stand(connection: Connection, current: CloseRun, newest: plan.Edition) -> None:
    connection.execute(
        "update control.close_run set edition_no = %s where run_id = %s", [newest.edition_no, current.run_id]
    )
    publishing.record(connection, "stands", current, newest.version)
    connection.commit()
    runs.end(
        current.run_id, "stands", f"{newest.name} stands: no figure changed by {periods.iso(current.as_of)}"
    )


def _render(current: CloseRun) -> None:
    bundle.render(current)
    _set_state(current, "rendered")


def _gate_report(current: CloseRun) -> None:
    verdict = gates.judge_report(bundle.read_back(current), current.results)
    verdict.require_open()
    bundle.seal(current, (verdicts.read(current.results, "marts"), verdict))
    _set_state(current, "report_gated")


def _commit(current: CloseRun) -> None:
    made_for = bundle.plan(current)
    if made_for.kind == "rebuild":
        _keep_rebuild(current, made_for)
    elif not publishing.commit(current, made_for):
        LOGGER.info("%s: another edition was published meanwhile; freezing again", current.run_id)
        _set_state(current, "marts_gated")


def _keep_rebuild(current: CloseRun, made_for: plan.Plan) -> None:
    """Put a rebuild in its place and say whether it has the bytes of the edition it repeats."""
    target = publishing.rebuilds(current.period, periods.stamp(current.as_of))
    if bundle.path(current).exists():
        shutil.rmtree(target, ignore_errors=True)
        publishing.move(bundle.path(current), target)
    message = "no edition has this as_of"
    if made_for.version is not None:
        differing = bundle.differing_files(target, plan.folder(current.period, made_for.version))
        same = f"the same bytes as {current.period}/v{made_for.version}"
        message = f"not {same}: {', '.join(differing[:10])}" if differing else same
    with connect() as connection:
        publishing.record(connection, "rebuild", current, made_for.version)
    runs.end(current.run_id, "rebuilt", message)


def _finish(current: CloseRun) -> None:
    publishing.finish(current)


def _set_state(current: CloseRun, state: str) -> None:
    with connect() as connection:
        runs.set_state(connection, current.run_id, state)


STEPS: tuple[tuple[str, Callable[[CloseRun], None]], ...] = (
    ("resolved", _resolve),
    ("facts_built", _build_facts),
    ("figures_built", _build_figures),
    ("marts_gated", _gate_marts),
    ("frozen", _freeze),
    ("rendered", _render),
    ("report_gated", _gate_report),
    ("committed", _commit),
    ("published", _finish),
)
REACHED = {"started": 0, "failed": 0, "abandoned": 0, "building_facts": 1, "building_figures": 1} | {
    state: place for place, (state, _) in enumerate(STEPS, start=1)
}


def _advance(run_id: str, goal: str) -> None:
    """Do whatever is missing up to a state; a failure before publication drops the build and ends the run."""
    with runs.locked(run_id):
        current = runs.get(run_id)
        try:
            while current.state not in FINAL and REACHED[current.state] < REACHED[goal]:
                STEPS[REACHED[current.state]][1](current)
                current = runs.get(run_id)
        except BaseException as error:
            _fail(run_id, error)
            raise


def _fail(run_id: str, error: BaseException) -> None:
    """End a run that failed; one already committed only waits for its move."""
    message = str(error) if isinstance(error, CakupanError) else type(error).__name__
    with suppress(psycopg.Error):
        if runs.get(run_id).state not in {"committed", *ENDED}:
            runs.end(run_id, "failed", message)

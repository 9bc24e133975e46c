"""The work of each step of a close, from a fixed as_of to a published edition."""

import logging
import shutil
from collections.abc import Callable

from cakupan.editions import approval, bundle, engines, plan
from cakupan.editions import freeze as freezing
from cakupan.editions import period as periods
from cakupan.editions import publish as publishing
from cakupan.editions import run as runs
from cakupan.editions.build import Layer
from cakupan.editions.differences import compare
from cakupan.editions.frozen import evidence
from cakupan.editions.proof import position
from cakupan.editions.proof.position import Position
from cakupan.editions.run import CloseRun
from cakupan.editions.spark.building import Month
from cakupan.errors import LakeNotReached
from cakupan.lake import catching_up
from cakupan.lake import place as places
from cakupan.quality import gates
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)


def _resolve(current: CloseRun) -> None:
    from cakupan.identity import resolve

    with connect() as connection:
        resolve.persons(connection)
    _let_lake_catch_up()
    _set_state(current, "resolved")


def _let_lake_catch_up() -> None:
    """Figures do not wait for the lake: where it does not answer, the next close lets it catch up."""
    if not places.is_kept():
        return
    try:
        catching_up.catch_up()
    except LakeNotReached as error:
        LOGGER.warning("%s The close goes on without it.", error)


def _build_facts(current: CloseRun) -> None:
    _build(current, "facts", runs.fresh_schema(current.run_id))


def _build_figures(current: CloseRun) -> None:
    assert current.build_schema is not None  # noqa: S101 - the facts are in it
    _build(current, "figures", current.build_schema)


def _build(current: CloseRun, layer: Layer, schema: str) -> None:
    with connect() as connection:
        made_for = plan.determine(connection, current)
        runs.set_state(connection, current.run_id, f"building_{layer}")
    month = Month(
        period=current.period,
        as_of=current.as_of,
        schema=schema,
        results=current.results,
        before_edition_no=made_for.repeated_edition_no,
    )
    engines.build(layer, month)
    _set_state(current, f"{layer}_built")


def _gate_marts(current: CloseRun) -> None:
    from cakupan.identity.rulings import stale

    assert current.build_schema is not None  # noqa: S101 - the figures are in it
    with connect() as connection:
        rulings = stale.of_month(connection, current.period, current.as_of)
        verdict = gates.judge_marts(connection, current.build_schema, rulings, current.results)
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
        runs.set_state(connection, current.run_id, "frozen")


def _stand(connection: Connection, current: CloseRun, newest: plan.Edition) -> None:
    connection.execute(
        "update control.close_run set edition_no = %s where run_id = %s", [newest.edition_no, current.run_id]
    )
    publishing.record(connection, "stands", current, newest.version)
    runs.end(
        connection,
        current,
        "stands",
        f"{newest.name} stands: no figure changed by {periods.iso(current.as_of)}",
    )


def _render(current: CloseRun) -> None:
    bundle.render(current)
    _set_state(current, "rendered")


def _gate_report(current: CloseRun) -> None:
    verdict = gates.judge_report(bundle.read_back(current, gates.load), current.results)
    verdict.require_open()
    _set_state(current, "report_gated")


def _sign(current: CloseRun) -> None:
    """Seal once; a run that waits for an approver keeps its seal, or the signature would be over nothing."""
    if current.state == runs.AWAITING:
        with connect() as connection:
            state = publishing.state_before(connection, current, bundle.plan(current))
            if state is None and approval.names_others(connection, bundle.path(current)):
                state = "report_gated"
        if state is not None:
            _go_back(current, state)
            return
    else:
        bundle.seal(current, _position(bundle.plan(current)))
    is_repeated = bundle.plan(current).kind == "rebuild"
    waits_for = None if is_repeated else approval.waits_for(bundle.path(current))
    with connect() as connection:
        if waits_for is None:
            runs.set_state(connection, current.run_id, "signed")
        else:
            message = f"waits for the signature of {waits_for}: cakupan sign {current.run_id} --key FILE"
            runs.set_state(connection, current.run_id, runs.AWAITING, message)


def _position(made_for: plan.Plan) -> Position:
    """Return where a bundle stands in the order of publication, if nothing is published before it."""
    with connect() as connection:
        if made_for.kind == "publish":
            return position.upcoming(connection)
        if made_for.repeated_edition_no is None:
            return Position()
        return position.of_edition(connection, made_for.repeated_edition_no)


def _commit(current: CloseRun) -> None:
    made_for = bundle.plan(current)
    if made_for.kind == "rebuild":
        _keep_rebuild(current, made_for)
    elif (state := publishing.commit(current, made_for)) is not None:
        _go_back(current, state)


def _go_back(current: CloseRun, state: str) -> None:
    LOGGER.info("%s: another edition was published meanwhile; on from %s", current.run_id, state)
    _set_state(current, state)


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
        runs.end(connection, current, "rebuilt", message)


def _finish(current: CloseRun) -> None:
    with connect() as connection:
        publishing.finish(connection, current)


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
    ("signed", _sign),
    ("committed", _commit),
    ("published", _finish),
)
REACHED = {state: place for place, (state, _) in enumerate(STEPS, start=1)}
REACHED |= {"started": 0, "failed": 0, "abandoned": 0, "building_facts": 1, "building_figures": 1}
REACHED[runs.AWAITING] = REACHED["report_gated"]

"""The story of the demo world: what arrives when, and which months are closed, under the demo clock.

The runner is given callables for loading, taking in and closing, so that the same story is told through
Airflow or, in tests, in this process. Told again after any interruption it goes on where it stopped.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.demo import world
from cakupan.demo.clock import set_clock
from cakupan.demo.rosters.plan import Expected
from cakupan.settings import JAKARTA
from cakupan.warehouse.connection import Connection, connect, owner_dsn

logger = logging.getLogger(__name__)

DONE = "demo_step"
ACTOR = "demo"


@dataclass(frozen=True, kw_only=True)
class Close:
    """A month to close at the instant of the step."""

    period: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happens: folders to load, lists to take in, or a month to close."""

    name: str
    title: str
    at: datetime
    loads: tuple[str, ...] = ()
    rosters: str | None = None
    close: Close | None = None


@dataclass(frozen=True, kw_only=True)
class Actions:
    """How the work of a step is done. What `close` returns is handed to the caller."""

    load: Callable[[Path], object]
    ingest: Callable[[], object]
    close: Callable[[str, datetime, str | None], object]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A step that was done now (or found done): what had arrived, and what its work returned."""

    step: Step
    was_done: bool
    files: tuple[Expected, ...] = ()
    result: Any = None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


STEPS = (
    Step(
        name="reference-2024",
        title="Reference lists of January 2024",
        at=_at("2024-01-05T09:00"),
        loads=("reference_2024",),
    ),
    Step(
        name="register-2024-10",
        title="Register at the end of October 2024",
        at=_at("2024-11-04T08:00"),
        loads=("register_2024",),
    ),
    Step(
        name="rosters-2024-10",
        title="Rosters of October 2024",
        at=_at("2024-11-05T21:00"),
        rosters="rosters_october",
    ),
    Step(
        name="close-2024-10",
        title="First close of October 2024",
        at=_at("2024-11-06T02:00"),
        close=Close(period="2024-10"),
    ),
    Step(
        name="rosters-late",
        title="Rosters that came late",
        at=_at("2024-11-20T16:00"),
        rosters="rosters_late",
    ),
    Step(
        name="agreement-nks",
        title="The agreement of Kab. Tegal with its work plan",
        at=_at("2024-11-28T09:00"),
        loads=("agreement_nks",),
    ),
    Step(
        name="close-2024-10-again",
        title="Second close of October 2024",
        at=_at("2024-12-02T02:00"),
        close=Close(
            period="2024-10",
            reason="Daftar DPMD Kutai Timur dan daftar tahap 3 Kota Tegal diterima setelah penutupan pertama",
        ),
    ),
    Step(
        name="register-2025-09",
        title="Register and reference lists at the end of September 2025",
        at=_at("2025-10-03T08:00"),
        loads=("reference_2025", "register_2025"),
    ),
    Step(
        name="rosters-2025-09",
        title="Rosters of September 2025",
        at=_at("2025-10-05T21:00"),
        rosters="rosters_september",
    ),
    Step(
        name="close-2025-09",
        title="Close of September 2025",
        at=_at("2025-10-06T02:00"),
        close=Close(period="2025-09"),
    ),
)


def tell(actions: Actions, home: Path | None = None, upto: str | None = None) -> Iterator[Told]:
    """Do the steps in order, each once, and yield after each; stop after the step named by `upto`.

    Raises:
        SetupError: the warehouse is not a demo's.
    """
    folder = home or settings.load().home
    for step in STEPS:
        yield _tell_step(step, actions, folder)
        if step.name == upto:
            return


def _tell_step(step: Step, actions: Actions, home: Path) -> Told:
    with connect() as connection:
        if _is_done(connection, step):
            return Told(step=step, was_done=True)
    with connect(owner_dsn()) as connection:  # what time it is, nobody else may say
        set_clock(connection, step.at)
    logger.info("%s (%s)", step.title, step.at.isoformat())
    told = _act(step, actions, home)
    with connect() as connection:
        connection.execute(
            "insert into control.action (action, subject, actor, acted_at)"
            " values (%s, %s, %s, control.now())",
            [DONE, step.name, ACTOR],
        )
    return told


def _act(step: Step, actions: Actions, home: Path) -> Told:
    if step.close:
        closed = actions.close(step.close.period, step.at, step.close.reason)
        return Told(step=step, was_done=False, result=closed)
    if step.rosters:
        arrived = world.write(home, step.rosters)
        _leave_out_what_was_taken(home, arrived)
        return Told(step=step, was_done=False, files=arrived.files, result=actions.ingest())
    loaded = [actions.load(folder) for name in step.loads for folder in world.write(home, name).extracts]
    return Told(step=step, was_done=False, result=loaded)


def _is_done(connection: Connection, step: Step) -> bool:
    done = connection.execute(
        "select 1 from control.action where action = %s and subject = %s", [DONE, step.name]
    ).fetchone()
    return done is not None


def _leave_out_what_was_taken(home: Path, arrived: world.Arrived) -> None:
    """Take out of the inbox what an interrupted telling of this step has brought in before."""
    with connect() as connection:
        taken = set(connection.execute("select relative_path, received_at from intake.delivery").fetchall())
    for file in arrived.files:
        if (file.path, file.received_at) in taken:
            (home / "inbox" / file.path).unlink()


def direct(as_actor: str = ACTOR) -> Actions:
    """Return actions that do the work in this process, without Airflow."""
    from cakupan.editions import close as closing

    return Actions(
        load=_load,
        ingest=_ingest,
        close=lambda period, as_of, reason: closing.run(period, as_of=as_of, reason=reason, actor=as_actor),
    )


def _load(folder: Path) -> list[int]:
    """Load the shipped lists when they are not yet loaded, then both halves of a folder; return the loads."""
    from cakupan.reference import shipped
    from cakupan.register import extracts

    done = [
        shipped.load(),
        shipped.load_rates(),
        extracts.load_folder(folder, "reference"),
        extracts.load_folder(folder, "register"),
    ]
    return [one.load_no for one in done if one.load_no is not None]


def _ingest() -> list[str]:
    """Receive, judge, gate, match and answer what lies in the inbox; return the submissions."""
    from cakupan.identity import identify
    from cakupan.intake import answering
    from cakupan.intake.inbox import receive
    from cakupan.intake.storing import gate, land

    landed = [submission for batch in receive.new_batches() for submission in land.replace(batch)]
    if landed:
        gate.decide(landed)
        identify.catch_up()
        answering.write(landed)
    return landed

"""The demo clock: the story's time, kept in the warehouse, which only ever runs forward."""

from datetime import datetime

from cakupan.errors import SetupError
from cakupan.warehouse.connection import Connection


def set_clock(connection: Connection, story_at: datetime) -> bool:
    """Set the clock to an instant of the story unless it is past it already; say whether it moved.

    Raises:
        SetupError: the warehouse holds loads of real time, which a demo must not touch.
    """
    has_clock = connection.execute("select 1 from control.demo_clock").fetchone() is not None
    has_loads = connection.execute("select 1 from control.load limit 1").fetchone() is not None
    if has_loads and not has_clock:
        raise SetupError(
            "This warehouse already holds loads that are not of a demo. Give the demo a home of its own:"
            " set CAKUPAN_HOME to a new folder."
        )
    moved = connection.execute(
        "insert into control.demo_clock (is_only, story_at, set_at) values (true, %s, clock_timestamp())"
        " on conflict (is_only) do update set story_at = excluded.story_at, set_at = excluded.set_at"
        " where control.now() < excluded.story_at returning story_at",
        [story_at],
    ).fetchone()
    return moved is not None

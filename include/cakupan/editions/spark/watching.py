"""Whether a cluster works for a session: without a worker Spark waits for ever, so this says when to stop.

A worker that is lost is no matter while another is there: Spark gives its work to that one.
"""

import threading
from collections.abc import Callable
from typing import Any

EVERY = 1.0
WITHIN = "spark.cakupan.secondsForWorkers"
SECONDS = "300"


class Watch:
    """Gives up where a session waited too long: for a master that takes it, or for a worker to work."""

    def __init__(self, within: float, give_up: Callable[[str], None]) -> None:
        self._within = within
        self._give_up = give_up
        self._context: Any = None
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to watch, beside what the session does."""
        threading.Thread(target=self.watch, daemon=True).start()

    def know(self, context: Any) -> None:
        """Take note that the master took the session, of which this is Spark's context."""
        self._context = context

    def end(self) -> None:
        """Watch no longer."""
        self._ended.set()

    def watch(self) -> None:
        """Look every second, until it has waited too long without a break."""
        waited = 0.0
        while waited < self._within:
            if self._ended.wait(EVERY):
                return
            waited = waited + EVERY if self._waits() else 0.0
        if self._context is None:
            self._give_up(f"did not take the month within {self._within:g} s")
        else:
            self._give_up(
                f"had no worker for it for {self._within:g} s: none is there, or none has the memory and the"
                " cores that spark.executor.memory and spark.executor.cores ask for"
            )

    def _waits(self) -> bool:
        return self._context is None or (_workers(self._context) == 0 and _has_work(self._context))


def _workers(context: Any) -> int:
    """Count executors, of which Spark lists the driver as one; Python has no list of them of its own."""
    return len(context._jsc.sc().statusTracker().getExecutorInfos()) - 1


def _has_work(context: Any) -> bool:
    return bool(context.statusTracker().getActiveStageIds())

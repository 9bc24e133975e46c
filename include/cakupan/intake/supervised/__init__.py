"""Work on partners' files in a watched child process: a file that hangs, swells or kills it goes alone.

The child is forked from this process, so that it imports nothing anew. It says over a pipe which file it is
at. When it takes too long over that file, needs too much memory or dies, the file is refused and a new child
goes on with the others. What breaks while no single file is in hand is tried again with each file alone.
"""

import logging
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cakupan import settings
from cakupan.errors import FileRefused
from cakupan.intake.supervised import watch
from cakupan.intake.supervised.watch import STORING, TOGETHER, Bounds, Ending

__all__ = ["STORING", "TOGETHER", "Announce", "Bounds", "Refused", "run"]

logger = logging.getLogger(__name__)
T = TypeVar("T")
Announce = Callable[[int | None], None]
Refused = Mapping[int, FileRefused]
Work = Callable[[Sequence[int], Announce, Refused], T]

SUBMISSION = "submission S{:06d}".format  # how an item is called in the log
PLACE = "file {} of this load".format
FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def run(
    work: Work[T],
    items: Sequence[int],
    *,
    bounds: Bounds | None = None,
    name: Callable[[int], str] = SUBMISSION,
) -> list[T]:
    """Do `work(items, announce, refused)` in a watched child; return its result, several when it was cut up.

    The work announces each item before it opens its file (again when a large file made progress: that
    restarts the clock), `TOGETHER` when it goes on with all of them, `STORING` when it only waits for the
    database. It does not open what is in `refused`, and stores that reason instead. Results travel as JSON.

    Raises:
        BaseException: what no file is to blame for: no database, a full disk, a contract that is wrong.
    """
    if not items:
        return []
    bound = bounds or Bounds.of(settings.load())
    return _run(_Batch(work=work, bounds=bound, name=name), tuple(items), {})


@dataclass(frozen=True, kw_only=True)
class _Batch:
    work: Work[Any]
    bounds: Bounds
    name: Callable[[int], str]


def _run(batch: _Batch, items: tuple[int, ...], refused: dict[int, FileRefused]) -> list[Any]:
    spared: set[int] = set()
    while True:
        ending = watch.run(batch.work, items, refused, batch.bounds)
        if ending.fault is None:
            return [ending.result]
        item = items[0] if len(items) == 1 else None if ending.is_perhaps_of_all else ending.item
        if item is None:
            logger.warning("%d files together: %s; taking each alone", len(items), ending.fault)
            return _one_by_one(batch, items, refused)
        if _may_try_again(ending, item, spared):
            spared.add(item)
            continue
        if item in refused or ending.refusal is None:
            raise ending.as_error()  # it was not even opened: the file is not to blame
        logger.error("%s is refused: %s", batch.name(item), ending.fault)
        refused[item] = ending.refusal


def _one_by_one(batch: _Batch, items: Sequence[int], refused: Refused) -> list[Any]:
    own = ((item, {item: refused[item]} if item in refused else {}) for item in items)
    return [result for item, known in own for result in _run(batch, (item,), known)]


def _may_try_again(ending: Ending, item: int, spared: set[int]) -> bool:
    """A child that an operator ended, or a machine short of memory, says nothing of the file."""
    return ending.signal in FROM_OUTSIDE and item not in spared

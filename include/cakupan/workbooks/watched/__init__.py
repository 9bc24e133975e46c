"""Work on partners' files in a watched child process: a file that hangs, swells or kills it goes alone.

The child is forked from this process, so that it imports nothing anew. It says over a pipe which file it is
at. When it takes too long over that file, needs too much memory or dies, the file is refused and a new child
goes on with the others. What breaks while no single file is in hand is tried again with each file alone.
"""

import logging
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from cakupan import settings
from cakupan.errors import FileRefused, PipelineFailed
from cakupan.workbooks.watched import watch
from cakupan.workbooks.watched.messages import STORING, TOGETHER
from cakupan.workbooks.watched.watch import Bounds, Ending

__all__ = ["STORING", "TOGETHER", "Announce", "Bounds", "Refused", "run", "run_shares"]

logger = logging.getLogger(__name__)
T = TypeVar("T")
Announce = Callable[[int | None], None]
Refused = Mapping[int, FileRefused]
Work = Callable[[Sequence[int], Announce, Refused], T]

ITEM = "item {} is refused".format  # what the log says becomes of an item at which a child failed
MOST_TRIES = 3
FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def run(
    work: Work[T],
    items: Sequence[int],
    *,
    bounds: Bounds | None = None,
    fate: Callable[[int], str] = ITEM,
) -> list[T]:
    """Do `work(items, announce, refused)` in a watched child; return its result, several when it was cut up.

    The work announces each item before it opens its file, which starts the clock; `TOGETHER` when it goes on
    with all of them, `STORING` when it only waits for the database. It does not open what is in `refused`,
    and stores that reason instead. A child that is gone while it stores may have stored everything: nothing
    is refused then, and the work is done again. Results travel as JSON. `fate` words for the log what becomes
    of an item.

    Raises:
        PipelineFailed: the child is gone each time it stores.
        BaseException: what no file is to blame for: no database, a full disk, a contract that is wrong.
    """
    return run_shares(work, [items], bounds=bounds, fate=fate)


def run_shares(
    work: Work[T],
    shares: Sequence[Sequence[int]],
    *,
    bounds: Bounds | None = None,
    fate: Callable[[int], str] = ITEM,
) -> list[T]:
    """Do the work as `run` does, for each share of the items in a child of its own, side by side.

    Raises:
        BaseException: what `run` raises, or an interruption; then no child goes on.
    """
    filled = [tuple(share) for share in shares if share]
    bound = bounds or Bounds.of(settings.load())
    batch = _Batch(work=work, bounds=bound, fate=fate, stopped=threading.Event())
    if len(filled) < 2:
        return [answer for share in filled for answer in _run(batch, share, {})]
    with ThreadPoolExecutor(len(filled)) as threads:  # each waits for a child
        pending = [threads.submit(_run, batch, share, {}) for share in filled]
        try:
            done, _ = wait(pending, return_when=FIRST_EXCEPTION)
            for each in done:
                each.result()
            return [answer for each in pending for answer in each.result()]
        except BaseException:
            batch.stopped.set()
            raise


@dataclass(frozen=True, kw_only=True)
class _Batch:
    work: Work[Any]
    bounds: Bounds
    fate: Callable[[int], str]
    stopped: threading.Event


def _run(batch: _Batch, items: tuple[int, ...], refused: dict[int, FileRefused]) -> list[Any]:
    spared: set[int] = set()
    tries = 0
    while True:
        ending = watch.run(batch.work, items, refused, batch.bounds, batch.stopped)
        if ending.fault is None:
            return [ending.result]
        if ending.is_perhaps_stored and len(items) == 1:
            tries += 1
            if tries == MOST_TRIES:
                raise ending.as_error()
            logger.warning("%s while it stored; doing it again", ending.fault)
            continue
        item = items[0] if len(items) == 1 else None if ending.is_perhaps_of_all else ending.item
        if item is None:
            logger.warning("%d files together: %s; taking each alone", len(items), ending.fault)
            return _one_by_one(batch, items, refused)
        if _may_try_again(ending, item, spared):
            spared.add(item)
            continue
        if item in refused or ending.refusal is None:
            raise ending.as_error()  # it was not even opened: the file is not to blame
        logger.error("%s: %s", batch.fate(item), ending.fault)
        refused[item] = ending.refusal


def _one_by_one(batch: _Batch, items: Sequence[int], refused: Refused) -> list[Any]:
    """One that cannot be stored is told when all others are done, or it would keep them from it for ever."""
    answers: list[Any] = []
    failed: list[PipelineFailed] = []
    for item in items:
        try:
            answers += _run(batch, (item,), {item: refused[item]} if item in refused else {})
        except PipelineFailed as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return answers


def _may_try_again(ending: Ending, item: int, spared: set[int]) -> bool:
    """A child that an operator ended, or a machine short of memory, says nothing of the file."""
    return ending.signal in FROM_OUTSIDE and item not in spared

"""One child process: forked, told what it may not exceed, watched until it ends, never left behind."""

import gc
import logging
import os
import selectors
import signal
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan.errors import FileRefused, PipelineFailed
from cakupan.settings import Settings
from cakupan.workbooks.watched import messages, process
from cakupan.workbooks.watched.messages import STORING, TOGETHER

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.05
SECONDS_BETWEEN_NEWS = 5.0
SECONDS_OF_STORING = 3600.0  # a lock held for hours, or a server that hangs, is told and not waited out
MOST_MESSAGE_BYTES = 64 * 1024**2
FORKING = threading.Lock()  # a child that had the pipe of another would hide that the other is gone


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What one file may take."""

    seconds: float
    memory_bytes: int

    @classmethod
    def of(cls, current: Settings) -> "Bounds":
        """Return the bounds an installation is set to."""
        return cls(seconds=current.max_file_seconds, memory_bytes=current.max_file_memory_bytes)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a child ended: with a result, or with a fault at an item, which may be a reason to refuse it."""

    result: Any = None
    item: int | None = None
    fault: str | None = None
    refusal: FileRefused | None = None
    signal: int | None = None
    is_perhaps_stored: bool = False

    @property
    def is_perhaps_of_all(self) -> bool:
        """Whether the files read before may have their part in it: memory is that of the whole child."""
        return self.refusal is not None and self.refusal.details.get("bound") == "memory"

    def as_error(self) -> PipelineFailed:
        """Return the fault as an error of ours, when no file can be refused for it."""
        if self.is_perhaps_stored:
            return PipelineFailed(
                f"The child that stores what it read ended before it said that it was done: {self.fault}."
                " No file is to blame; look at the database's log, then run this again."
            )
        return PipelineFailed(f"The child that reads files ended though it opened none: {self.fault}.")


def run(
    work: Callable[..., Any],
    items: Sequence[int],
    refused: Mapping[int, FileRefused],
    bounds: Bounds,
    stopped: threading.Event,
) -> Ending:
    """Do the work in a child and return how that ended.

    Raises:
        BaseException: what the child met and no file is to blame for, a database that keeps it waiting too.
        PipelineFailed: it was stopped because what is done beside it failed.
    """
    parent = os.getpid()
    with FORKING, warnings.catch_warnings():
        reading, writing = os.pipe()
        warnings.simplefilter("ignore", DeprecationWarning)  # threads do not survive; the child needs none
        gc.freeze()  # a child that looks for garbage among what libraries of its parent left may end in them
        pid = os.fork()
        if pid == 0:
            process.live(work, (items, refused), bounds.memory_bytes, writing, parent)
        gc.unfreeze()
        os.close(writing)
    watch = _Watch(pid=pid, reading=reading, bounds=bounds, count=len(items))
    try:
        return watch.until_it_ends(stopped)
    finally:
        watch.end()


class _Watch:
    """What the parent knows of its child."""

    def __init__(self, *, pid: int, reading: int, bounds: Bounds, count: int) -> None:
        self._pid, self._reading, self._bounds, self._count = pid, reading, bounds, count
        self._began = self._looked = self._told = time.monotonic()
        self._memory_before = process.memory_bytes(pid)
        self._item: int | None = TOGETHER
        self._seen: set[int] = set()
        self._line = bytearray()
        self._is_over = False

    def until_it_ends(self, stopped: threading.Event) -> Ending:
        with selectors.DefaultSelector() as selector:
            selector.register(self._reading, selectors.EVENT_READ)
            while True:
                is_ready = selector.select(SECONDS_BETWEEN_LOOKS)
                if ending := (self._hear() if is_ready else None) or self._look():
                    return ending
                if stopped.is_set():
                    raise PipelineFailed("What was done beside this child failed.")

    def end(self) -> None:
        """Kill the child if it still lives, and leave neither process nor pipe behind."""
        os.close(self._reading)
        if not self._is_over:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)

    def _hear(self) -> Ending | None:
        chunk = os.read(self._reading, 1 << 16)
        if not chunk:
            return self._died()
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            line, self._line = self._line + end, bytearray()
            message = messages.decoded(line)
            if message is None:
                return self._fault("talks nonsense", FileRefused("BERKAS_RUSAK", sign="stopped"))
            if ending := self._take(message):
                return ending
        self._line += rest
        if len(self._line) > MOST_MESSAGE_BYTES:
            return self._fault("talks without end", FileRefused("BERKAS_RUSAK", sign="stopped"))
        return None

    def _take(self, message: messages.Message) -> Ending | None:
        match message:
            case messages.At(item=item):
                self._item, self._began = item, time.monotonic()
                self._seen |= {item} if item is not None and item != STORING else set()
            case messages.LogLine():
                logging.getLogger(message.logger).log(message.level, "%s", message.text)
            case messages.Done(result=result):
                return Ending(result=result)
            case messages.Failed():
                if message.is_nobodys_fault:
                    raise message.as_error()
                return self._fault(
                    message.kind,
                    message.refusal or FileRefused("BERKAS_RUSAK", sign="stopped"),
                    is_undone=True,
                )
        return None

    def _look(self) -> Ending | None:
        now = time.monotonic()
        if now - self._looked < SECONDS_BETWEEN_LOOKS:
            return None
        self._looked = now
        if now - self._told >= SECONDS_BETWEEN_NEWS:
            self._told = now
            logger.info("%d of %d files", len(self._seen), self._count)
        seconds, memory = self._bounds.seconds, self._bounds.memory_bytes
        if self._item == STORING:
            if now - self._began > SECONDS_OF_STORING:
                raise PipelineFailed(
                    f"The database kept intake waiting longer than {SECONDS_OF_STORING:g} s: look in"
                    " pg_stat_activity for who holds a lock, then run this again."
                )
        elif now - self._began > seconds:
            refusal = FileRefused("BERKAS_TERLALU_BESAR", bound="seconds", limit=f"{seconds:g}")
            return self._fault(f"took longer than {seconds:g} s", refusal)
        if process.memory_bytes(self._pid) - self._memory_before > memory:
            fault = f"needed more than {memory // 1024**2} MB"
            return self._fault(fault, messages.too_much_memory(memory), is_undone=True)
        return None

    def _died(self) -> Ending:
        _, status = os.waitpid(self._pid, 0)
        self._is_over = True
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        named = (
            f"signal {signal.Signals(number).name}" if number else f"exit {os.waitstatus_to_exitcode(status)}"
        )
        return self._fault(
            f"stopped the reader ({named})", FileRefused("BERKAS_RUSAK", sign="stopped"), number
        )

    def _fault(
        self, fault: str, refusal: FileRefused, number: int | None = None, *, is_undone: bool = False
    ) -> Ending:
        """What raised, or grew, has not committed; a child that is gone while it stores may have."""
        is_storing = self._item == STORING
        return Ending(
            item=None if is_storing else self._item,
            fault=fault,
            refusal=refusal,
            signal=number,
            is_perhaps_stored=is_storing and not is_undone,
        )

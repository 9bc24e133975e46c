"""Work done in forks of this process while it does its own: what they return comes back over a pipe.

A fork shares what was read before it began, and ends when its work is done or nobody waits for it.
"""

import faulthandler
import gc
import os
import pickle
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Generic, NoReturn, TypeVar

from cakupan.errors import ProcessStopped

Result = TypeVar("Result")


class Fork(Generic[Result]):
    """Work that was begun in a fork."""

    def __init__(self, pid: int, reading: int) -> None:
        """Note which process does it, and where it will tell of it."""
        self._pid = pid
        self._reading = reading
        self._is_over = False

    def result(self) -> Result:
        """Wait for what the work returns, once.

        Raises:
            Exception: what the work raised.
            ProcessStopped: its process ended before it was done.
        """
        with open(self._reading, "rb", closefd=False) as pipe:
            content = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        self._is_over = True
        if status != 0:
            raise ProcessStopped(f"The process that reads or writes it was stopped ({_named(status)}).")
        is_done, told = pickle.loads(content)  # noqa: S301 - our own fork wrote it
        if not is_done:
            raise told
        result: Result = told
        return result

    def end(self) -> None:
        """Leave neither process nor pipe behind."""
        os.close(self._reading)
        if not self._is_over:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


@contextmanager
def begun(*works: Callable[[], Result]) -> Iterator[list[Fork[Result]]]:
    """Begin each of these in a fork; what is not waited for is ended."""
    with ExitStack() as stack:
        forks = []
        for work in works:
            fork = _fork(work)
            stack.callback(fork.end)
            forks.append(fork)
        yield forks


def _fork(work: Callable[[], Result]) -> Fork[Result]:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads do not survive; the fork needs none
        pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(work, writing)
    os.close(writing)
    return Fork(pid, reading)


def _live(work: Callable[[], Any], writing: int) -> NoReturn:
    """Do the work, tell what came of it, and end without a word to anything inherited."""
    status = 1
    try:
        faulthandler.disable()  # the parent says how it ended
        gc.disable()  # it ends soon, and its parent's objects stay shared
        with open(writing, "wb") as pipe:
            pipe.write(_told(work))
        status = 0
    finally:
        os._exit(status)


def _told(work: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps((True, work()), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)


def _named(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"

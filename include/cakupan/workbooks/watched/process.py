"""The life of a child that reads files: cut off from its parent's affairs, bounded, gone with its parent."""

import ctypes
import errno
import faulthandler
import gc
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from cakupan.errors import ContractError, FileRefused, SetupError
from cakupan.workbooks.watched import messages
from cakupan.workbooks.watched.messages import STORING, At, Done, Failed, LogLine, Message

logger = logging.getLogger(__name__)

NO_FAULT_OF_A_FILE = (
    ImportError,
    ContractError,
    SetupError,
)
# By name: a check loads no driver.
OF_THE_DATABASE = {
    "OperationalError", "ProgrammingError", "InterfaceError", "InternalError", "IntegrityError",
    "NotSupportedError",
}  # fmt: skip
# An OSError of a parser over odd bytes has another number, or none.
FAULTS_OF_A_MACHINE = {
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOENT,
    errno.EACCES, errno.EPERM, errno.ECONNREFUSED, errno.ECONNRESET, errno.EPIPE,
}  # fmt: skip
PR_SET_PDEATHSIG = 1
SLACK_BYTES = 2 * 1024**3  # allocators reserve what they do not touch
IS_LINUX = sys.platform.startswith("linux")


def live(
    work: Callable[..., Any],
    given: tuple[Sequence[int], Mapping[int, FileRefused]],
    memory: int,
    writing: int,
    parent: int,
) -> NoReturn:
    """Do the work, tell the parent how it ended, and end without a word to anything inherited."""
    status = 1
    try:
        _detach(memory, parent)
        say = _Pipe(writing)
        logging.getLogger().handlers = [_ToParent(say)]
        _work(work, given, memory, say)
        status = 0
    finally:
        os._exit(status)


class _Pipe:
    """The way to the parent."""

    def __init__(self, writing: int) -> None:
        self._writing = writing
        self._lock = threading.Lock()

    def __call__(self, message: Message) -> None:
        line = memoryview(messages.encoded(message))
        with self._lock:
            while line:
                line = line[os.write(self._writing, line) :]


class _ToParent(logging.Handler):
    """Hands log lines to the parent, whose handlers may belong to an orchestrator."""

    def __init__(self, say: _Pipe) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(LogLine(logger=record.name, level=record.levelno, text=record.getMessage()))


def _work(
    work: Callable[..., Any],
    given: tuple[Sequence[int], Mapping[int, FileRefused]],
    memory: int,
    say: _Pipe,
) -> None:
    items, refused = given
    try:
        result = work(items, lambda item: say(At(item=item)), refused)
    except BaseException as error:  # noqa: BLE001 - all of it is told to the parent, which sorts it
        logger.debug("the child failed at\n%s", "".join(traceback.format_tb(error.__traceback__)))
        say(_failed(error, memory))
    else:
        say(At(item=STORING))  # whatever happens from here on, no file is in hand and all may be stored
        say(Done(result=result))


def _failed(error: BaseException, memory: int) -> Failed:
    is_nobodys_fault = _is_nobodys_fault(error)
    is_plain = all(isinstance(each, str | int) for each in error.args)
    refusal = _refusal(error, memory)
    return Failed(
        module=type(error).__module__,
        kind=type(error).__qualname__,
        arguments=error.args if is_nobodys_fault and is_plain else (),
        is_nobodys_fault=is_nobodys_fault,
        code=refusal.code if refusal else None,
        details=dict(refusal.details) if refusal else {},
    )


def _refusal(error: BaseException, memory: int) -> FileRefused | None:
    if isinstance(error, MemoryError):
        return messages.too_much_memory(memory)
    return error if isinstance(error, FileRefused) else None


def _is_nobodys_fault(error: BaseException) -> bool:
    if isinstance(error, OSError) and not isinstance(error, NO_FAULT_OF_A_FILE):
        return error.errno in FAULTS_OF_A_MACHINE
    is_of_database = any(
        each.__module__ == "psycopg" and each.__name__ in OF_THE_DATABASE for each in type(error).__mro__
    )
    return not isinstance(error, Exception) or is_of_database or isinstance(error, NO_FAULT_OF_A_FILE)


def _detach(memory: int, parent: int) -> None:
    """Share nothing that the parent still needs, leave no trace of cells, and die with the parent."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    gc.freeze()  # what the parent left is not ours to finalise, and untouched pages stay shared
    faulthandler.disable()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)  # an orchestrator may talk to the parent there
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what the file held
    if IS_LINUX:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _limit_memory(memory)
    else:
        threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _limit_memory(memory: int) -> None:
    """Stop one enormous allocation at once; what grows step by step the parent sees in time."""
    used = _status_bytes(os.getpid(), "VmData")
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = used + 2 * memory + SLACK_BYTES
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    Path("/proc/self/oom_score_adj").write_text("1000")  # a machine short of memory ends this one first


def _die_with(parent: int) -> None:
    """Where a system does not end orphans by itself, look after the parent."""
    ended = threading.Event()
    while os.getppid() == parent:
        ended.wait(1.0)
    os._exit(1)


def memory_bytes(pid: int) -> int:
    """Return how much memory of its own a process holds now, 0 when it is gone."""
    if IS_LINUX:
        return _status_bytes(pid, "RssAnon")
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(said.stdout.strip() or 0) * 1024


def _status_bytes(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)

"""A unit test needs nothing: no engine is loaded for it and no other process started."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
ENGINES = {"airflow", "dbt", "duckdb", "great_expectations"}
STARTED = {"os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen"}
watched: list[str] = []  # the test or module that is on now; nothing while tests of other folders are


class BelongsInProcessesError(AssertionError):
    """A unit test loads an engine or starts another process."""


def refuse_engines(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop a unit test where it loads an engine or starts a process.

    Raises: BelongsInProcessesError naming what it does.
    """
    if not watched:
        return
    if event == "import" and str(arguments[0]).partition(".")[0] in ENGINES:
        raise BelongsInProcessesError(f"{watched[-1]} loads {arguments[0]}: it belongs in tests/processes.")
    if event in STARTED:
        raise BelongsInProcessesError(f"{watched[-1]} starts a process: it belongs in tests/processes.")


sys.addaudithook(refuse_engines)


@contextmanager
def watching(node: pytest.Item | pytest.Collector) -> Iterator[None]:
    """Watch what a test or a module of this folder does."""
    if FOLDER not in node.path.parents:
        yield
        return
    watched.append(node.nodeid)
    try:
        yield
    finally:
        watched.pop()


@contextmanager
def undisturbed(path: Path, following: Path | None = None) -> Iterator[None]:
    """Let no garbage collector run in a module of this folder: what it leaves is looked through once."""
    if FOLDER not in path.parents:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if following != path:
            gc.collect(0)
            gc.freeze()  # the rest stays until the end
            gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Watch what a module of tests imports."""
    with watching(collector), undisturbed(collector.path):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Watch what a test does."""
    with watching(item), undisturbed(item.path, nextitem.path if nextitem else None):
        return (yield)

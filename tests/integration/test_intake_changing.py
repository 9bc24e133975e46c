"""Files that change while they are taken in: no byte is lost, and every hash is that of its bytes."""

import hashlib
import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import sheet
from cakupan import settings
from cakupan.intake.inbox import inbox, receive
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, query

pytestmark = pytest.mark.usefixtures("few_areas", "settled_at_once")

OLDER = sheet([HEADER, ANI])
NEWER = sheet([HEADER, ANI, BUDI])


@pytest.fixture
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file just written is looked at again after a moment, not after seconds."""
    monkeypatch.setattr(inbox, "SETTLED_SECONDS", 0.05)


def rewritten(path: Path) -> None:
    """Write newer bytes into the same file, as a slow upload does."""
    path.write_bytes(NEWER)


def replaced(path: Path) -> None:
    """Put another file of the same size and time at its place."""
    facts = path.stat()
    other = path.with_name(".upload")
    other.write_bytes(b"\x01" + OLDER[1:])
    os.utime(other, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    other.replace(path)


def just_before(monkeypatch: pytest.MonkeyPatch, step: str, happens: Callable[[], None]) -> None:
    """Let something happen once, before a step of the run."""
    todo = [happens]
    module, _, name = step.rpartition(".")
    original = getattr(importlib.import_module(module), name)

    def stepping(*arguments: Any, **named: Any) -> Any:
        if todo:
            todo.pop()()
        return original(*arguments, **named)

    monkeypatch.setattr(step, stepping)


@pytest.mark.parametrize("moment", ["tempfile.mkstemp", "cakupan.warehouse.archive.state"])
@pytest.mark.parametrize("changed", [rewritten, replaced])
def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run(
    warehouse: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    moment: str,
    changed: Callable[[Path], None],
) -> None:
    given_partner(warehouse)
    path = given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", OLDER)
    with monkeypatch.context() as patch:
        just_before(patch, moment, lambda: changed(path))
        receive.new_batches()

    assert query(warehouse, "select count(*) from intake.delivery") == [(0,)]
    assert path.exists() and "1 files changed while they were read" in caplog.text
    assert_only_whole_files_are_archived()

    newer = hashlib.sha256(path.read_bytes()).hexdigest()
    receive.new_batches()

    assert query(warehouse, "select sha256 from intake.delivery") == [(newer,)]
    assert not path.exists()
    assert_only_whole_files_are_archived()


@pytest.mark.parametrize(
    "moment",
    [
        "cakupan.warehouse.archive.place_of",
        "cakupan.intake.inbox.receive._record",
        "cakupan.warehouse.loads.code_version",
    ],
)
@pytest.mark.parametrize("changed", [rewritten, replaced])
def test_a_file_that_changes_after_it_was_read_is_taken_a_second_time(
    warehouse: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    moment: str,
    changed: Callable[[Path], None],
) -> None:
    given_partner(warehouse)
    path = given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", OLDER)
    with monkeypatch.context() as patch:
        just_before(patch, moment, lambda: changed(path))
        receive.new_batches()

    assert path.exists() and "1 files were changed since they were archived" in caplog.text
    hashes = [hashlib.sha256(OLDER).hexdigest(), hashlib.sha256(path.read_bytes()).hexdigest()]
    receive.new_batches()

    found = query(warehouse, "select sha256 from intake.delivery order by delivery_no")
    assert [row[0] for row in found] == hashes
    assert not path.exists()
    assert_only_whole_files_are_archived()


def assert_only_whole_files_are_archived() -> None:
    """Every file is named by the hash of its bytes; nothing half is left behind."""
    for path in settings.load().folder("archive").iterdir():
        assert path.name == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_vanishes_before_it_is_read_stops_nobody(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_partner(warehouse)
    gone = given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", OLDER)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", NEWER)
    just_before(monkeypatch, "tempfile.mkstemp", gone.unlink)

    receive.new_batches()

    assert query(warehouse, "select file_name from intake.delivery") == [("b.xlsx",)]

"""Folders of the inbox that do not let their files be read or taken away: told, and nobody else waits."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import sheet
from cakupan.intake.inbox import inbox
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query

pytestmark = pytest.mark.usefixtures("few_areas")

STUCK = f"{PARTNER}/pemda_rentan/2024-09"
OTHER = f"{PARTNER}/pemda_rentan/2024-10"
DELIVERIES = "select file_name, outcome from intake.delivery order by delivery_no"
IS_ROOT = os.geteuid() == 0
BY_RIGHTS = pytest.param("rights", marks=pytest.mark.skipif(IS_ROOT, reason="root may do all"))


@pytest.fixture
def folder(warehouse: str) -> Iterator[Path]:
    """A folder with two lists beside a folder with one, of a partner on the list."""
    given_partner(warehouse)
    path = given_file(f"{STUCK}/a.xlsx", sheet([HEADER, ANI])).parent
    given_file(f"{STUCK}/b.xlsx", sheet([HEADER, ANI, BUDI]))
    given_file(f"{OTHER}/c.xlsx", sheet([HEADER, BUDI]))
    yield path
    path.chmod(0o700)


def given_no_right_to_write(monkeypatch: pytest.MonkeyPatch, how: str, folder: Path) -> None:
    """Take the right away, or let the call that needs it fail: root has every right."""
    if how == "rights":
        folder.chmod(0o500)
        return
    usual = Path.unlink

    def refusing(path: Path, missing_ok: bool = False) -> None:
        if path.parent == folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        usual(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)


@pytest.mark.parametrize("how", ["calls", BY_RIGHTS])
def test_files_that_cannot_be_taken_away_are_recorded_once_and_stop_nobody(
    warehouse: str, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    given_no_right_to_write(monkeypatch, how, folder)

    receipts = ingest()

    first = query(warehouse, DELIVERIES)
    assert first == [("a.xlsx", "submission"), ("b.xlsx", "submission"), ("c.xlsx", "submission")]
    assert len(receipts) == 3
    number = folder.stat().st_ino
    assert [line for line in caplog.messages if "cannot be taken out" in line] == [
        "2 recorded files cannot be taken out of a folder of the inbox (Permission denied): give this account"
        f" the right to write there; find inbox -inum {number}"
    ]
    assert ingest() == []
    assert query(warehouse, DELIVERIES) == first
    assert sorted(path.name for path in folder.iterdir()) == ["a.xlsx", "b.xlsx"]


class _Closed:
    """An entry of a folder that may be listed and not entered."""

    def __init__(self, entry: "os.DirEntry[str]") -> None:
        self.name, self.path = entry.name, entry.path

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied")

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return False


class _Listed:
    """A folder that may be listed and not entered."""

    def __init__(self, folder: Path) -> None:
        self._entries = list(SCANDIR(folder))

    def __enter__(self) -> list[_Closed]:
        return [_Closed(entry) for entry in self._entries]

    def __exit__(self, *_: object) -> None:
        self._entries.clear()


SCANDIR = os.scandir


@pytest.mark.parametrize("how", ["calls", BY_RIGHTS])
def test_a_folder_that_may_be_listed_and_not_entered_is_told_once_and_stops_nobody(
    warehouse: str, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    if how == "rights":
        folder.chmod(0o600)
    else:
        monkeypatch.setattr(
            inbox.os, "scandir", lambda path: _Listed(path) if Path(path) == folder else SCANDIR(path)
        )

    ingest()

    assert query(warehouse, DELIVERIES) == [("c.xlsx", "submission")]
    told = {line for line in caplog.messages if "cannot be read" in line}
    assert told == {
        "an entry of the inbox cannot be read (Permission denied) and stays:"
        f" find inbox -inum {folder.stat().st_ino}"
    }

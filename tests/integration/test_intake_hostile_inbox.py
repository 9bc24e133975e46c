"""What may lie in an inbox besides honest files: nothing of it stops, blocks or leads intake astray."""

import errno
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import sheet
from cakupan import settings
from cakupan.intake.inbox import inbox, receive
from cakupan.warehouse import archive
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query

pytestmark = pytest.mark.usefixtures("few_areas", "settled_at_once")

ANIS = sheet([HEADER, ANI])
BUDIS = sheet([HEADER, BUDI])
FOLDER = f"{PARTNER}/pemda_rentan/2024-10"
NAMES = 'select file_name from intake.delivery order by file_name collate "C"'


@pytest.fixture
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file just written is looked at again after a moment, not after seconds."""
    monkeypatch.setattr(inbox, "SETTLED_SECONDS", 0.2)


def lying_in() -> Path:
    """Return the inbox."""
    return settings.load().folder("inbox")


def files_left() -> list[str]:
    return sorted(path.name for path in lying_in().rglob("*") if path.is_file())


def test_links_are_followed_nowhere(warehouse: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    given_partner(warehouse)
    given_partner(warehouse, "pemda-link")
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "secret.xlsx").write_bytes(BUDIS)
    os.utime(secret / "secret.xlsx", (0, 0))
    given_file(f"{FOLDER}/good.xlsx", ANIS)
    (lying_in() / FOLDER / "file.xlsx").symlink_to(secret / "secret.xlsx")
    (lying_in() / FOLDER / "folder").symlink_to(secret)
    (lying_in() / FOLDER / "loop").symlink_to(lying_in() / PARTNER)
    (lying_in() / FOLDER / "nowhere.xlsx").symlink_to(secret / "none")
    (lying_in() / "pemda-link").symlink_to(secret)

    ingest()

    assert query(warehouse, NAMES) == [("good.xlsx",)]
    assert (secret / "secret.xlsx").read_bytes() == BUDIS
    assert "5 entries of the inbox are neither files nor folders and are left alone" in caplog.messages


def test_pipes_sockets_and_devices_block_nothing(warehouse: str, caplog: pytest.LogCaptureFixture) -> None:
    given_partner(warehouse)
    given_file(f"{FOLDER}/good.xlsx", ANIS)
    os.mkfifo(lying_in() / FOLDER / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as door, _inside(lying_in() / FOLDER):
        door.bind("door.xlsx")
        ingest()

    assert query(warehouse, NAMES) == [("good.xlsx",)]
    assert "2 entries of the inbox are neither files nor folders and are left alone" in caplog.messages


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """A socket's address is short: bind it from where it shall lie."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def test_a_pipe_or_link_put_at_a_files_place_since_it_was_seen_is_not_read(
    warehouse: str, tmp_path: Path
) -> None:
    given_partner(warehouse)
    paths = [given_file(f"{FOLDER}/{name}.xlsx", ANIS) for name in ("pipe", "link")]
    other = tmp_path / "other.xlsx"
    other.write_bytes(BUDIS)
    seen = inbox.settled()
    for path in paths:
        path.unlink()
    os.mkfifo(paths[0])
    paths[1].symlink_to(other)

    assert inbox.archived(seen) == []
    assert list(settings.load().folder("archive").iterdir()) == []


def test_a_file_still_being_written_waits_for_the_next_run(
    warehouse: str, caplog: pytest.LogCaptureFixture
) -> None:
    given_partner(warehouse)
    given_file(f"{FOLDER}/good.xlsx", ANIS)
    upload = lying_in() / FOLDER / "upload.xlsx"
    is_over = threading.Event()

    def write_slowly() -> None:
        with upload.open("wb") as stream:
            for start in range(0, len(BUDIS), 100):
                stream.write(BUDIS[start : start + 100])
                stream.flush()
                if is_over.wait(0.02):
                    stream.write(BUDIS[start + 100 :])
                    return

    writer = threading.Thread(target=write_slowly)
    writer.start()
    while not (upload.exists() and upload.stat().st_size):
        time.sleep(0.01)
    ingest()
    is_over.set()
    writer.join()
    first = query(warehouse, NAMES)
    ingest()

    assert first == [("good.xlsx",)]
    assert "1 files are still being written and wait for the next run" in caplog.messages
    assert query(warehouse, NAMES) == [("good.xlsx",), ("upload.xlsx",)]
    assert query(warehouse, "select accepted from intake.judgement") == [(1,), (1,)]


def test_a_file_written_a_moment_ago_and_left_alone_is_taken_in_the_same_run(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{FOLDER}/new.xlsx", ANIS, datetime.now(UTC))

    ingest()

    assert query(warehouse, NAMES) == [("new.xlsx",)]


@pytest.mark.parametrize("year", [1960, 2200], ids=["before all computers", "in the future"])
def test_a_file_whose_time_cannot_be_was_received_when_it_came(warehouse: str, year: int) -> None:
    given_partner(warehouse)
    before = datetime.now(UTC) - timedelta(seconds=1)
    given_file(f"{FOLDER}/a.xlsx", ANIS, datetime(year, 1, 1, tzinfo=UTC))
    ingest()

    ((received_at,),) = query(warehouse, "select received_at from intake.delivery")
    assert before < received_at <= datetime.now(UTC) if year > 2100 else received_at.year == 1970
    assert files_left() == []


def test_a_file_that_may_not_be_read_is_told_stays_and_stops_nobody(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    given_partner(warehouse)
    closed = given_file(f"{FOLDER}/closed ANI.xlsx", ANIS)
    given_file(f"{FOLDER}/good.xlsx", BUDIS)
    opened = os.open

    def refuse(path: Any, *arguments: Any, **named: Any) -> int:
        if path == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *arguments, **named)

    with monkeypatch.context() as patch, caplog.at_level(logging.INFO):
        patch.setattr(os, "open", refuse)
        ingest()
    first = query(warehouse, NAMES)
    ingest()

    assert first == [("good.xlsx",)]
    number = next(line for line in caplog.messages if "cannot be read" in line).rpartition(" ")[2]
    assert "(Permission denied) and stays" in caplog.text
    assert int(number) > 0
    assert "closed" not in caplog.text
    assert query(warehouse, NAMES) == [("closed ANI.xlsx",), ("good.xlsx",)]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_may_not_be_read_stops_nobody(warehouse: str, caplog: pytest.LogCaptureFixture) -> None:
    given_partner(warehouse)
    given_file(f"{FOLDER}/good.xlsx", BUDIS)
    closed = given_file("closed/a.xlsx", ANIS).parent
    closed.chmod(0)
    try:
        ingest()
    finally:
        closed.chmod(0o700)

    assert query(warehouse, NAMES) == [("good.xlsx",)]
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    "moment",
    ["cakupan.warehouse.archive.write_draft", "cakupan.warehouse.archive._sync_bytes"],
)
def test_a_full_disk_leaves_nothing_half_and_the_next_run_takes_all(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", ANIS)
    given_file(f"{FOLDER}/b.xlsx", BUDIS)
    done: list[int] = []
    name = moment.rpartition(".")[2]
    work = getattr(archive, name)

    def fill(*arguments: Any) -> Any:
        if done:
            raise OSError(errno.ENOSPC, "No space left on device")
        done.append(1)
        return work(*arguments)

    if name == "_sync_bytes":
        done.append(1)
    with monkeypatch.context() as patch:
        patch.setattr(moment, fill)
        with pytest.raises(OSError, match="No space left"):
            ingest()
    assert files_left() == ["a.xlsx", "b.xlsx"]
    assert list(settings.load().folder("archive").iterdir()) == []
    assert query(warehouse, NAMES) == []

    ingest()

    assert query(warehouse, NAMES) == [("a.xlsx",), ("b.xlsx",)]
    assert files_left() == []


def test_two_names_of_one_file_are_two_arrivals(warehouse: str) -> None:
    given_partner(warehouse)
    first = given_file(f"{FOLDER}/a.xlsx", ANIS)
    (first.parent / "b.xlsx").hardlink_to(first)

    ingest()
    ingest()

    found = query(warehouse, "select file_name, outcome from intake.delivery order by delivery_no")
    assert [row[0] for row in found[:2]] == ["a.xlsx", "b.xlsx"]
    assert [row[1] for row in found] == ["submission", *["already_received"] * (len(found) - 1)]
    assert files_left() == []


def test_many_empty_files_are_received_in_bounded_statements(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_partner(warehouse)
    monkeypatch.setattr(receive, "FILES_PER_LOAD", 100)
    for number in range(250):
        given_file(f"{FOLDER}/{number:03d}.csv", b"")

    ingest()

    found = query(warehouse, "select outcome, count(*) from intake.delivery group by 1 order by 1")
    assert found == [("already_received", 249), ("submission", 1)]
    assert query(warehouse, "select refusal_code from intake.judgement") == [("BERKAS_KOSONG",)]
    assert query(warehouse, "select count(distinct load_no) from intake.delivery") == [(3,)]


def test_two_runs_at_once_receive_every_file_once(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given_partner(warehouse)
    lists = [sheet([HEADER, [1, *ANI[1:2], f"ORANG {number}"]]) for number in range(6)]
    for number in range(12):
        given_file(f"{PARTNER}/pemda_rentan/2024-{number % 6 + 1:02d}/{number}.xlsx", lists[number % 6])
    both = threading.Barrier(2)
    settled = inbox.settled

    def settled_together() -> list[inbox.Lying]:
        found = settled()
        both.wait(10)
        return found

    monkeypatch.setattr(inbox, "settled", settled_together)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            receive.arrivals()
        except BaseException as error:  # noqa: BLE001 - a thread cannot raise into its test
            failures.append(error)

    runs = [threading.Thread(target=run) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()

    assert failures == []
    found = query(warehouse, "select outcome, count(*) from intake.delivery group by 1 order by 1")
    assert found == [("already_received", 6), ("submission", 6)]
    assert query(warehouse, "select count(*) from intake.submission") == [(6,)]
    assert files_left() == []

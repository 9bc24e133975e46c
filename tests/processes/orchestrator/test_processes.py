"""Processes we start, and only those, end with all their children."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from cakupan.orchestrator import processes

PARENT = (
    "import os, signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'], process_group=0)\n"
    "open(sys.argv[1], 'w').write(str(child.pid))\n"
    "time.sleep(300)\n"
)


@pytest.fixture
def stubborn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose api-server ignores SIGTERM and has a child in a process group of its own."""
    script = tmp_path / "bin" / "airflow"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\n{PARENT}")
    script.chmod(0o700)
    (script.parent / "python").symlink_to(sys.executable)
    monkeypatch.setattr(processes.sys, "executable", str(script.parent / "python"))
    monkeypatch.setattr(processes, "COMMANDS", {"api-server": (str(tmp_path / "child"),)})
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.3)
    return tmp_path


def child_of(home: Path) -> int:
    deadline = time.monotonic() + 120
    while not (home / "child").exists() or not (home / "child").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return int((home / "child").read_text())


def test_a_component_ends_with_its_children_even_when_it_does_not_listen(stubborn: Path):
    started = processes.start(stubborn, "api-server", {})
    child = child_of(stubborn)
    assert processes.is_alive(started)
    assert set(processes.members({started.pid})) == {started.pid, child}

    ended = processes.stop(stubborn)

    assert ended == ["api-server"]
    assert list(processes.members({started.pid})) == []
    assert processes.recorded(stubborn) == []


def test_a_process_that_got_the_number_of_one_of_ours_is_left_alone(stubborn: Path):
    bystander = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(300)"], start_new_session=True
    )
    time.sleep(0.05)  # the kernel counts starts in hundredths of a second
    started = processes.start(stubborn, "api-server", {})
    reused = replace(started, pid=bystander.pid)

    assert processes.is_alive(started)
    assert not processes.is_alive(reused)

    processes.stop(stubborn)
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_stopping_what_never_ran_is_nothing(tmp_path: Path):
    assert processes.stop(tmp_path) == []
    assert list(tmp_path.iterdir()) == []

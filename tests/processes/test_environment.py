"""environment.sh: what it says is missing, and when it makes .venv anew. Pythons here are stand-ins."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cakupan.settings import PROJECT_ROOT

INPUTS = ("requirements.lock", "pyproject.toml")
STAND_IN = f"""#!/bin/sh
case "$*" in
    "-m venv .venv")
        mkdir -p .venv/bin
        cp "$0" .venv/bin/python
        printf '#!/bin/sh\\n' > .venv/bin/uv
        chmod +x .venv/bin/uv
        printf 'command = %s -m venv %s/.venv\\n' "$0" "$(pwd -P)" > .venv/pyvenv.cfg
        touch .venv/has-pip
        ;;
    "-m pip"*) [ -e .venv/has-pip ] ;;
    *hashlib*) exec {sys.executable} "$@" ;;
esac
"""
WITHOUT_VENV = """#!/bin/sh
case "$*" in *ensurepip*) exit 1 ;; esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with nothing in it but what environment.sh reads."""
    folder = tmp_path / "clone"
    folder.mkdir()
    shutil.copy(PROJECT_ROOT / "environment.sh", folder)
    for name in INPUTS:
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def run(folder: Path, python: str = STAND_IN) -> subprocess.CompletedProcess[str]:
    stand_in = folder.parent / "python3"
    stand_in.write_text(python, encoding="utf-8")
    stand_in.chmod(0o755)
    return subprocess.run(
        ["./environment.sh"],
        cwd=folder,
        env={**os.environ, "PYTHON": str(stand_in)},
        capture_output=True,
        text=True,
        check=False,
    )


def made(folder: Path) -> Path:
    """Make .venv and leave a mark in it that is gone when it is made anew."""
    answer = run(folder)
    assert answer.returncode == 0, answer.stderr
    mark = folder / ".venv" / "mark"
    mark.touch()
    return mark


def test_a_python_without_venv_is_answered_with_the_package_to_install(clone: Path):
    answer = run(clone, WITHOUT_VENV)

    assert answer.returncode == 2
    assert "has no venv module" in answer.stderr
    assert "apt install python3-venv" in answer.stderr
    assert not (clone / ".venv").exists()


def test_nothing_is_done_when_nothing_changed(clone: Path):
    mark = made(clone)

    answer = run(clone)

    assert (answer.returncode, answer.stdout) == (0, "")
    assert mark.exists()


def test_another_lock_is_installed_into_the_same_environment(clone: Path):
    mark = made(clone)
    (clone / "requirements.lock").write_text("other", encoding="utf-8")

    answer = run(clone)

    assert answer.returncode == 0, answer.stderr
    assert "Environment made" in answer.stdout
    assert mark.exists()


def test_an_environment_interrupted_before_it_had_pip_is_made_anew(clone: Path):
    mark = made(clone)
    (clone / ".venv" / "has-pip").unlink()
    (clone / ".venv" / ".made-from").unlink()

    answer = run(clone)

    assert answer.returncode == 0, answer.stderr
    assert "Environment made" in answer.stdout
    assert not mark.exists()


def test_the_environment_of_a_moved_clone_is_made_anew(clone: Path):
    made(clone)
    moved = clone.rename(clone.with_name("moved"))

    answer = run(moved)

    assert answer.returncode == 0, answer.stderr
    assert "Environment made" in answer.stdout
    assert not (moved / ".venv" / "mark").exists()

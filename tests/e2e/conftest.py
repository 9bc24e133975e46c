"""The demo world, told once through Airflow for all tests here, with every way out of this machine guarded.

CAKUPAN_E2E_HOME names a home whose demo was told before, to try a test without waiting for the story.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from told_world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demo world at its end."""
    base = tmp_path_factory.mktemp("demo")
    home = Path(os.environ.get("CAKUPAN_E2E_HOME") or base / "home")
    empty = World(home=home, record=home.parent / "network", output="")
    told = empty.run("demo", timeout=1500)
    assert told.returncode == 0, told.stdout + told.stderr
    yield World(home=home, record=empty.record, output=told.stdout + told.stderr)
    empty.run("down")

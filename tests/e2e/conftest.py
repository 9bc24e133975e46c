"""The demo world, told once through Airflow for all tests here, with every way out of this machine guarded.

CAKUPAN_E2E_HOME names a home whose demo was told before, to try a test without waiting for the story.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

GUARD = Path(__file__).parent / "guard"
CAKUPAN = Path(sys.executable).parent / "cakupan"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass(frozen=True, kw_only=True)
class World:
    """A demo world and what telling it printed."""

    home: Path
    record: Path
    output: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment of guarded commands in this world."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("CAKUPAN_", "AIRFLOW"))
        }
        return {
            **kept,
            "CAKUPAN_HOME": str(self.home),
            "CAKUPAN_AIRFLOW_PORT": "18080",
            "NETWORK_RECORD": str(self.record),
            "PYTHONPATH": str(GUARD),
        }

    def run(self, *arguments: str, timeout: int = 600) -> "subprocess.CompletedProcess[str]":
        """Run `cakupan` with these arguments."""
        return subprocess.run(
            [str(CAKUPAN), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demo world at its end."""
    base = tmp_path_factory.mktemp("demo")
    home = Path(os.environ.get("CAKUPAN_E2E_HOME") or base / "home")
    empty = World(home=home, record=base / "network", output="")
    told = empty.run("demo", timeout=1500)
    assert told.returncode == 0, told.stdout + told.stderr
    yield World(home=home, record=empty.record, output=told.stdout + told.stderr)
    empty.run("down")

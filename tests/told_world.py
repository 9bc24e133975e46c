"""A demo world on this machine, and how its commands are run with every way out guarded."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GUARD = Path(__file__).parent / "e2e" / "guard"
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

"""The demo world from a clean state, phase by phase, through Airflow to published editions."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from cakupan.settings import PROJECT_ROOT

from benchmarks.page import Table
from benchmarks.parts import Setting

CAKUPAN = PROJECT_ROOT / ".venv" / "bin" / "cakupan"


def phases(setting: Setting) -> list[str]:
    """Measure `cakupan demo` in a home of its own with a server of its own."""
    home = Path(tempfile.mkdtemp())
    home.chmod(0o711)
    environment = {name: value for name, value in os.environ.items() if name != "CAKUPAN_DSN"}
    environment["CAKUPAN_HOME"] = str(home)
    try:
        subprocess.run([CAKUPAN, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        found = json.loads((home / "results" / "demo.json").read_text(encoding="utf-8"))
    finally:
        subprocess.run([CAKUPAN, "down"], env=environment, check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(home)
    table = Table("phase", "seconds")
    for title, seconds in found["seconds"].items():
        table.add(title, f"{seconds:.1f}")
    table.add("in all", f"{sum(found['seconds'].values()):.1f}")
    return [
        "Environment present, nothing running before, everything through Airflow; one run.",
        "",
        *table.lines(),
        "",
        f"Largest memory of all processes together (summed PSS): {found['peak_pss_mebibytes']} MiB.",
    ]

"""Where state lives and what an operator may set, read once from the environment."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
PROJECT_ROOT = Path(__file__).resolve().parents[2]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
FOLDERS = (
    "inbox",
    "outbox",
    "archive",
    "extracts",
    "editions",
    "rebuilds",
    "results",
    "lineage",
    "logs",
    "airflow",
    "pgdata",
    "secrets",
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one installation is set to. Days, months and bytes are plain integers."""

    home: Path
    dsn: str | None
    is_demo_clock: bool
    grace_months: int
    max_file_bytes: int
    batch_rows: int
    minimum_village_workforce: int
    parallelism: int
    postgres_port: int | None
    airflow_port: int

    def folder(self, name: str) -> Path:
        """Return one of FOLDERS below home; set-up creates it with mode 0700."""
        if name not in FOLDERS:
            raise KeyError(name)
        return self.home / name


def _optional_integer(name: str) -> int | None:
    value = os.environ.get(name)
    return int(value) if value else None


@cache
def load() -> Settings:
    """Read the settings of this process; `load.cache_clear()` after changing the environment."""
    env = os.environ
    return Settings(
        home=Path(env.get("CAKUPAN_HOME") or PROJECT_ROOT / "var").resolve(),
        dsn=env.get("CAKUPAN_DSN") or None,
        is_demo_clock=env.get("CAKUPAN_CLOCK") == "demo",
        grace_months=int(env.get("CAKUPAN_GRACE_MONTHS", "3")),
        max_file_bytes=int(env.get("CAKUPAN_MAX_FILE_BYTES", str(200 * 1024**2))),
        batch_rows=int(env.get("CAKUPAN_BATCH_ROWS", "50000")),
        minimum_village_workforce=int(env.get("CAKUPAN_MINIMUM_VILLAGE_WORKFORCE", "100")),
        parallelism=int(env.get("CAKUPAN_PARALLELISM", "2")),
        postgres_port=_optional_integer("CAKUPAN_POSTGRES_PORT"),
        airflow_port=int(env.get("CAKUPAN_AIRFLOW_PORT", "8080")),
    )

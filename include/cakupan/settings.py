"""Where state lives and what an operator may set, read once from the environment."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from cakupan.errors import SetupError

JAKARTA = ZoneInfo("Asia/Jakarta")
PROJECT_ROOT = Path(__file__).resolve().parents[2]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
MOST_ROWS = 99_999_999  # what the warehouse numbers rows without a person by has eight digits for the row
ENGINES = ("postgres", "spark")
FOLDERS = (
    "inbox",
    "outbox",
    "archive",
    "extracts",
    "editions",
    "briefs",
    "rebuilds",
    "results",
    "lineage",
    "logs",
    "airflow",
    "pgdata",
    "secrets",
    "models",
    "witness",
    "lake",
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one installation is set to. Days, months and bytes are plain integers."""

    home: Path
    dsn: str | None
    owner_dsn: str | None
    grace_months: int
    max_file_bytes: int
    max_text_bytes: int
    max_unpacked_bytes: int
    max_columns: int
    max_rows: int
    max_file_seconds: int
    max_file_memory_bytes: int
    max_archive_members: int
    answer_days: int
    contact: str | None
    batch_rows: int
    minimum_village_workforce: int
    parallelism: int
    required_signatures: int
    witness: tuple[str, ...]
    smtp: str | None
    mail_from: str | None
    timestamp_roots: Path | None
    frozen_memory_bytes: int
    frozen_threads: int
    frozen_spill: Path | None
    lake: str | None
    months_in_database: int | None
    engine: str
    engine_check: bool
    spark_master: str
    spark_settings: Path | None
    postgres_port: int | None
    airflow_port: int

    @property
    def lake_address(self) -> str:
        """Where the lake is, or would be: a folder, or what else fsspec opens."""
        stated = self.lake or str(self.folder("lake"))
        return stated if "://" in stated else str(Path(stated).resolve())

    def folder(self, name: str) -> Path:
        """Return one of FOLDERS below home; set-up creates it with mode 0700."""
        if name not in FOLDERS:
            raise KeyError(name)
        return self.home / name


def _optional_integer(name: str, least: int, most: int | None = None) -> int | None:
    """A whole number that an operator has set; a variable set to nothing is not set."""
    written = os.environ.get(name)
    if not written:
        return None
    is_number = written.isascii() and written.isdigit()
    if not is_number or int(written) < least or (most is not None and int(written) > most):
        allowed = f"from {least} up" if most is None else f"from {least} to {most}"
        raise SetupError(f"{name} is {written!r}; expected a whole number {allowed}.")
    return int(written)


def _integer(name: str, default: int, least: int, most: int | None = None) -> int:
    stated = _optional_integer(name, least, most)
    return default if stated is None else stated


def _one_of(name: str, allowed: tuple[str, ...]) -> str:
    """One of these words, the first where nothing is said."""
    stated = os.environ.get(name) or allowed[0]
    if stated not in allowed:
        raise SetupError(f"{name} is {stated!r}; expected {' or '.join(allowed)}.")
    return stated


def _path(name: str) -> Path | None:
    written = os.environ.get(name)
    return Path(written).resolve() if written else None


@cache
def load() -> Settings:
    """Read the settings of this process; `load.cache_clear()` after changing the environment.

    Raises:
        SetupError: a variable is not the number it should be.
    """
    env = os.environ
    return Settings(
        home=Path(env.get("CAKUPAN_HOME") or PROJECT_ROOT / "var").resolve(),
        dsn=env.get("CAKUPAN_DSN") or None,
        owner_dsn=env.get("CAKUPAN_OWNER_DSN") or None,
        grace_months=_integer("CAKUPAN_GRACE_MONTHS", 3, least=0),
        max_file_bytes=_integer("CAKUPAN_MAX_FILE_BYTES", 200 * 1024**2, least=1),
        max_text_bytes=_integer("CAKUPAN_MAX_TEXT_BYTES", 2 * 1024**3 - 1, least=1),
        max_unpacked_bytes=_integer("CAKUPAN_MAX_UNPACKED_BYTES", 2 * 1024**3, least=1),
        max_columns=_integer("CAKUPAN_MAX_COLUMNS", 1_000, least=1),
        max_rows=_integer("CAKUPAN_MAX_ROWS", 20_000_000, least=1, most=MOST_ROWS),
        max_file_seconds=_integer("CAKUPAN_MAX_FILE_SECONDS", 300, least=1),
        max_file_memory_bytes=_integer("CAKUPAN_MAX_FILE_MEMORY_BYTES", 2 * 1024**3, least=1),
        max_archive_members=_integer("CAKUPAN_MAX_ARCHIVE_MEMBERS", 2_000, least=1),
        answer_days=_integer("CAKUPAN_ANSWER_DAYS", 14, least=1),
        contact=os.environ.get("CAKUPAN_CONTACT", "").strip() or None,
        batch_rows=_integer("CAKUPAN_BATCH_ROWS", 250_000, least=1),
        minimum_village_workforce=_integer("CAKUPAN_MINIMUM_VILLAGE_WORKFORCE", 100, least=0),
        parallelism=_integer("CAKUPAN_PARALLELISM", 2, least=1),
        required_signatures=_integer("CAKUPAN_REQUIRED_SIGNATURES", 1, least=1, most=2),
        witness=tuple(filter(None, map(str.strip, env.get("CAKUPAN_WITNESS", "").split(",")))),
        smtp=env.get("CAKUPAN_SMTP") or None,
        mail_from=env.get("CAKUPAN_MAIL_FROM") or None,
        timestamp_roots=_path("CAKUPAN_TIMESTAMP_ROOTS"),
        frozen_memory_bytes=_integer("CAKUPAN_FROZEN_MEMORY_BYTES", 1_000_000_000, least=1),
        frozen_threads=_integer("CAKUPAN_FROZEN_THREADS", 2, least=1),
        frozen_spill=_path("CAKUPAN_FROZEN_SPILL"),
        lake=env.get("CAKUPAN_LAKE") or None,
        months_in_database=_optional_integer("CAKUPAN_MONTHS_IN_DATABASE", least=2),
        engine=_one_of("CAKUPAN_ENGINE", ENGINES),
        engine_check=_integer("CAKUPAN_ENGINE_CHECK", 0, least=0, most=1) == 1,
        spark_master=env.get("CAKUPAN_SPARK_MASTER") or "local[*]",
        spark_settings=_path("CAKUPAN_SPARK_SETTINGS"),
        postgres_port=_optional_integer("CAKUPAN_POSTGRES_PORT", least=1),
        airflow_port=_integer("CAKUPAN_AIRFLOW_PORT", 8080, least=1),
    )

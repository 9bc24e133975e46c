"""Closes of the small month on an engine that a test chooses, and what its editions are compared by."""

import json
from pathlib import Path
from typing import Any

import pytest
from cakupan import settings
from edition_builders import bytes_of
from real_month import PERIOD

SEALS = {"manifest.json", "manifest.sig"}


def choose(
    chosen: pytest.MonkeyPatch,
    master: str,
    engine: str = "spark",
    check: str = "0",
    stated: Path | None = None,
) -> None:
    """Let closes be built at a master; `stated` is a file of Spark's own settings."""
    chosen.setenv("CAKUPAN_ENGINE", engine)
    chosen.setenv("CAKUPAN_SPARK_MASTER", master)
    chosen.setenv("CAKUPAN_SPARK_SETTINGS", str(stated or ""))
    chosen.setenv("CAKUPAN_ENGINE_CHECK", check)
    settings.load.cache_clear()


def folder_of(version: int) -> Path:
    """Return where a published version of the month is."""
    return settings.load().folder("editions") / PERIOD / f"v{version}"


def without_seals(folder: Path) -> dict[str, str]:
    """Return the hash of every file of an edition but the manifest, which names the engine, and its seal."""
    return {name: digest for name, digest in bytes_of(folder).items() if name not in SEALS}


def manifest(folder: Path) -> dict[str, Any]:
    """Return what an edition says of itself."""
    return dict(json.loads((folder / "manifest.json").read_text()))


def require_same(again: Path | None, version: int, engine: str) -> None:
    """See that a rebuild is the published version, file by file, though another engine built it."""
    assert again is not None
    assert without_seals(again) == without_seals(folder_of(version))
    one, other = manifest(again), manifest(folder_of(version))
    assert one.pop("engine").startswith(f"{engine} ")
    assert other.pop("engine") == "postgres"
    assert one == other

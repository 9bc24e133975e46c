"""A sound edition, printed once, and a key of the agency that an attacker has too."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundle_builders import print_report, write_bundle
from cakupan import settings
from tampering import FIGURES, ROWS


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sound edition."""
    folder = tmp_path_factory.mktemp("printed")
    print_report(folder, FIGURES)
    return folder / "report"


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this installation has its key."""
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield tmp_path / "home" / "secrets"
    settings.load.cache_clear()


@pytest.fixture
def edition(tmp_path: Path, secrets: Path, printed: Path) -> Path:
    """The coverage of 33.28, 1 of 3, and of its wage earners, and the gap to 100 percent."""
    folder = tmp_path / "edition"
    shutil.copytree(printed, folder / "report")
    return write_bundle(folder, FIGURES, ROWS, secrets)

"""The weekly check: every edition the warehouse published is there and is what was published."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import close_stand_ins
import psycopg
import pytest
from bundle_builders import seal
from cakupan import settings
from cakupan.editions import close, published
from cakupan.errors import DoesNotVerify
from edition_builders import Month, record_load, record_workforce

FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)


@pytest.fixture
def editions(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two published versions of a month; the folder they are in."""
    month = Month()
    with psycopg.connect(warehouse) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(
            connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC), "workforce")
        )
    close_stand_ins.install(monkeypatch.setattr, lambda: month, [])
    close.run("2024-10", FIRST)
    month.workers[4] = "PU"
    close.run("2024-10", SECOND, reason="Setoran susulan")
    yield settings.load().folder("editions") / "2024-10"


def test_published_editions_are_found_and_sound(editions: Path) -> None:
    found = published.names()

    assert found == ["2024-10/v1", "2024-10/v2"]
    assert [published.require_sound(name) for name in found] == [None, None]


def test_a_deleted_edition_is_still_looked_for_and_missed(editions: Path) -> None:
    shutil.rmtree(editions / "v1")

    assert published.names() == ["2024-10/v1", "2024-10/v2"]
    with pytest.raises(DoesNotVerify, match=r"2024-10/v1 was published, but .*v1 is gone"):
        published.require_sound("2024-10/v1")


def test_an_edition_sealed_again_with_our_own_key_is_not_what_was_published(editions: Path) -> None:
    (editions / "v1" / "report" / "laporan.html").write_text("lain\n")
    seal(editions / "v1", settings.load().folder("secrets"))

    with pytest.raises(DoesNotVerify, match="2024-10/v1: published with manifest sha256"):
        published.require_sound("2024-10/v1")


def test_a_changed_file_is_named(editions: Path) -> None:
    (editions / "v2" / "report" / "laporan.html").write_text("lain\n")

    with pytest.raises(DoesNotVerify, match=r"2024-10/v2: \d+ failures, first files: report/laporan\.html"):
        published.require_sound("2024-10/v2")


def test_a_folder_that_passes_for_an_edition_is_named(editions: Path) -> None:
    shutil.copytree(editions / "v2", editions / "v3")

    assert published.names()[-1] == "2024-10/v3"
    with pytest.raises(DoesNotVerify, match=r"2024-10/v3: .* published no such edition"):
        published.require_sound("2024-10/v3")

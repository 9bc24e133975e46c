"""What people decide later moves nothing that was published, and is told once it no longer holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from cakupan import settings
from cakupan.commands import pipelines
from cakupan.editions import close
from cakupan.editions.close import Outcome
from cakupan.identity.model import adopting, files
from cakupan.identity.rulings import deciding, joining, stale
from cakupan.identity.rulings.deciding import Ruling
from cakupan.identity.rulings.said import Said
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect
from rights_world import ANA, BUDI, FIRST, PERIOD, person_of, told_world

AGREED = Said(reason="Dua kartu milik orang yang sama", decided_by="rina", second_by="joko")
CITRAS_ROW = "S000001/1/3"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A published month, and the instants at which a ruling on it held, did not, and held again."""

    ruled_at: datetime
    merged_at: datetime
    split_at: datetime
    published: Path
    rebuilt: Outcome
    again: Outcome


def now() -> datetime:
    with connect() as opened:
        return loads.now(opened)


@pytest.fixture(scope="module")
def decided(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decided]:
    """Publish, rule that a row is Budi, merge him with Ana, split them, adopt a model, close again."""
    with told_world(postgres, template, tmp_path_factory.mktemp("decided")) as this:
        published = close.run(PERIOD, FIRST).path
        assert published is not None
        ana, budi = person_of(this, ANA), person_of(this, BUDI)
        with connect() as opened:
            deciding.record(opened, [Ruling(row=CITRAS_ROW, person_no=budi, said=AGREED)])
        ruled_at = now()
        with connect() as opened:
            joining.merge(opened, ana, budi, AGREED)
        merged_at = now()
        with connect() as opened:
            joining.split(opened, max(ana, budi), AGREED)
        split_at = now()
        adopt_another()
        yield Decided(
            ruled_at=ruled_at,
            merged_at=merged_at,
            split_at=split_at,
            published=published,
            rebuilt=close.run(PERIOD, FIRST, is_rebuild=True),
            again=close.run(PERIOD, merged_at, reason="Keputusan petugas tentang satu baris"),
        )


def adopt_another() -> None:
    shipped = files.read(files.SHIPPED_VERSION)
    place = settings.load().folder("models") / "2031.1"
    files.write(place, version="2031.1", odds=shipped.odds, words=shipped.words, trained_on="uji")
    with connect() as opened:
        adopting.adopt(opened, "2031.1", Said(reason="dilatih pada daftar kami", decided_by="siti"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edition_is_rebuilt_to_the_byte_through_rulings_merges_splits_and_models(decided: Decided):
    assert decided.rebuilt.path is not None
    before, after = contents(decided.published), contents(decided.rebuilt.path)

    assert decided.rebuilt.outcome == "rebuilt"
    assert [name for name in before if before[name] != after.get(name)] == []
    assert {".parquet", ".html", ".pdf", ".xlsx", ".pptx", ".csv", ".json", ".sql"} <= {
        Path(name).suffix for name in before
    }


def holding(period: str, as_of: datetime) -> list[tuple[str, bool]]:
    with connect() as opened:
        frame = stale.of_month(opened, period, as_of)
        return list(zip(frame["row_id"].tolist(), frame["is_holding"].tolist(), strict=True))


def test_whether_a_ruling_holds_is_asked_as_known_at_an_instant(decided: Decided):
    assert holding(PERIOD, FIRST) == []
    assert holding(PERIOD, decided.ruled_at) == [(CITRAS_ROW, True)]
    assert holding(PERIOD, decided.merged_at) == [(CITRAS_ROW, False)]
    assert holding(PERIOD, decided.split_at) == [(CITRAS_ROW, True)]
    assert holding("2024-09", decided.merged_at) == []


def test_a_close_tells_in_its_note_that_a_ruling_no_longer_holds(decided: Decided):
    note = pipelines.describe(decided.again.as_dict())

    assert decided.again.outcome == "published"
    assert "`cakupan review stale` lists these rulings" in note
    assert "1 of 1 rows outside" in note and CITRAS_ROW in note
    assert decided.again.path is not None
    report = (decided.again.path / "report").rglob("*.html")
    assert any("cakupan review stale" in path.read_text("utf-8") for path in report)

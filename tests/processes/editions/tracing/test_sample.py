"""A sample of evidence can be drawn again by anybody, and is a workbook an auditor works in."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import traced_edition
from bundle_builders import figure_row
from cakupan import settings
from cakupan.editions.tracing import sample as sampling
from cakupan.editions.tracing import working_paper
from cakupan.editions.tracing.asked import Bundle, Reader
from cakupan.editions.tracing.draw import Rule
from cakupan.editions.tracing.sample import Sample, Wanted
from cakupan.errors import DoesNotVerify, NothingToDraw
from traced_edition import COVERAGE, LISTED, ROSTER, Actions, sha256

MEMBERS = 400


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield tmp_path / "home"
    settings.load.cache_clear()


def month(folder: Path, sizes: Sequence[int]) -> Path:
    """Write an edition in which one company of each size is counted by its size."""
    facts = traced_edition.facts()
    member = facts["worker_months"][0]
    facts["denominators"] = []
    facts["worker_months"] = [
        member | {"unit_no": number, "row_number": number, "active_from": date(2020, 1, 1), "workers": size}
        for number, size in enumerate(sizes, start=1)
    ]
    printed = [figure_row(numerator=sum(sizes), denominator=None, value=str(sum(sizes)), unit="people")]
    return traced_edition.write(folder, facts, printed)


@pytest.fixture
def edition(home: Path) -> Path:
    return traced_edition.write(home / "editions" / "2024-10" / "v1")


def drawn(
    edition: Path, figure_id: str = LISTED, number: int = 2, seed: int = 7, by: Rule = "equal"
) -> Sample:
    reader = Reader(actor="auditor-7", reason=None, connection=Actions())
    return sampling.sample(figure_id, Bundle(edition), Wanted(number=number, seed=seed, by=by), reader)


def units(sample: Sample) -> list[int]:
    return [row.drawn.evidence["unit_no"] for row in sample.rows]


def test_the_same_seed_draws_the_same_rows_and_another_seed_others(home):
    edition = month(home / "v1", [1] * MEMBERS)

    first, again, other = (drawn(edition, COVERAGE, 60, seed) for seed in (7, 7, 8))

    assert units(first) == units(again) != units(other)
    assert (len(first.rows), first.drawn.population) == (60, MEMBERS)


def test_rows_are_drawn_alike_wherever_they_stand(home):
    edition = month(home / "v1", [1] * MEMBERS)

    often = Counter(unit for seed in range(40) for unit in units(drawn(edition, COVERAGE, 100, seed)))

    halves = [
        sum(often[unit] for unit in range(1, MEMBERS + 1) if (unit <= MEMBERS // 2) is half)
        for half in (True, False)
    ]
    assert sum(halves) == 4000
    assert abs(halves[0] - 2000) < 200


def test_by_amount_a_row_is_met_as_often_as_it_is_large(home):
    edition = month(home / "v1", [1] * 50 + [50] + [0] * 10)

    sample = drawn(edition, COVERAGE, 10, 7, "amount")
    times = {row.drawn.evidence["unit_no"]: row.drawn.times for row in sample.rows}

    assert (sample.drawn.population, sample.drawn.amount) == (51, 100)
    assert sum(times.values()) == 10
    assert times[51] == 5
    assert max(times) == 51


@pytest.mark.parametrize("seed", range(5))
def test_by_amount_a_row_larger_than_the_interval_is_always_drawn(home, seed):
    edition = month(home / "v1", [3, 40, 2, 5, 50])

    assert {2, 5} <= set(units(drawn(edition, COVERAGE, 3, seed, "amount")))


def test_more_rows_than_there_are_is_all_of_them(edition):
    assert units(drawn(edition, number=60)) == [3, -13, -14]


def test_a_figure_that_is_calculated_names_those_to_draw_from(edition):
    with pytest.raises(NothingToDraw, match=f"draw from {COVERAGE}"):
        drawn(edition, "gap_full:2024-10:33.28")


def test_nothing_is_drawn_from_members_that_are_not_all_there(home):
    printed = [figure_row(numerator=3, denominator=10, value="30.00")]

    with pytest.raises(DoesNotVerify, match="add up to numerator 2"):
        drawn(traced_edition.write(home / "v1", printed=printed), COVERAGE)


def test_the_same_sample_is_the_same_bytes(edition):
    assert working_paper.render(drawn(edition)) == working_paper.render(drawn(edition))


def opened(sample: Sample) -> Any:
    return openpyxl.load_workbook(io.BytesIO(working_paper.render(sample)))


def test_the_method_sheet_says_how_rows_were_drawn_from_what(edition):
    sheet = opened(drawn(edition, number=2))["Metode"]

    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}
    assert (said["Populasi"], said["Benih"], said["Diminta"], said["Terpilih"]) == (
        "3 baris",
        "7",
        "2",
        "2 baris",
    )
    assert said["Penyebut, jumlah baris bukti"] == "2"
    assert (said["Edisi"], said["Versi kode"]) == ("2024-10/v1", "abc")
    assert said["sha256 manifest"] == drawn(edition).edition.manifest_sha256
    assert said["Perintah"] == f"cakupan sample {LISTED} -n 2 --seed 7 --by equal --edition 2024-10/v1"
    assert "sha256 terkecil" in said["Cara"]


def test_each_drawn_row_stands_with_its_file_its_cells_and_room_for_the_auditor(edition):
    sheet = opened(drawn(edition, number=60))["Sampel"]

    head, first, *others = [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=working_paper.TOP + 1)
    ]
    row = dict(zip(head, first, strict=True))
    assert len(others) == 2
    assert (row["ID angka"], row["Nomor unit"], row["Pembilang"], row["Baris"]) == (LISTED, "3", 1, 2)
    assert (row["sha256"], row["Lembar"]) == (sha256(ROSTER), "Oktober")
    assert row["Isi baris pada berkas (disamarkan)"].startswith("NO: 1; NIK: 3328********0003; NAMA")
    assert "Tercantum sejak 1 Oktober 2024" in row["Mengapa dihitung"]
    assert [row[name] for name in ("Hasil", "Catatan", "Diperiksa oleh", "Tanggal")] == [None] * 4
    assert sheet.freeze_panes == "C5"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["S5:S7", "V5:V7"]


def test_a_file_behind_a_drawn_row_that_is_gone_is_told_on_the_method_sheet(edition):
    (settings.load().folder("archive") / sha256(ROSTER)).unlink()

    sample = drawn(edition)
    said = [cell.value for cell in opened(sample)["Metode"]["B"]]

    assert len(sample.problems) == 1
    assert sample.problems[0] in said

"""Periods of retention are whole months after the month of last use, shipped and an installation's own."""

import datetime as dt
from pathlib import Path

import pytest
from cakupan.errors import SetupError
from cakupan.retention import periods
from cakupan.retention.periods import KINDS, Periods
from case_tables import each_case

TODAY = dt.date(2026, 11, 10)


@each_case(
    ("months", "since"),
    [(1, dt.date(2026, 10, 1)), (11, dt.date(2025, 12, 1)), (12, dt.date(2025, 11, 1)), (None, None)],
)
def test_the_month_of_last_use_and_whole_months_after_it_are_kept(months, since):
    kept = Periods(months=dict.fromkeys(KINDS, months))

    assert kept.kept_since("logs", TODAY) == since


def test_every_kind_is_shipped_with_a_period(tmp_path: Path):
    assert {kind: type(months) for kind, months in periods.read(tmp_path).months.items()} == dict.fromkeys(
        KINDS, int
    )


def test_an_installation_says_otherwise_for_the_kinds_it_names(tmp_path: Path):
    (tmp_path / "retention.yaml").write_text("logs: 3\nroster_rows:\n")

    own = periods.read(tmp_path).months

    assert (own["logs"], own["roster_rows"]) == (3, None)
    assert own["receipts"] == periods.read(tmp_path / "none").months["receipts"]


@pytest.mark.parametrize("text", ["log: 3", "logs: -1", "logs: 0", "logs: true", "logs: lama", "- logs"])
def test_what_is_no_period_is_refused_by_name(tmp_path: Path, text: str):
    (tmp_path / "retention.yaml").write_text(text)

    with pytest.raises(SetupError, match=r"retention\.yaml"):
        periods.read(tmp_path)

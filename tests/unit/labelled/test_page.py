"""The page of matching quality says what was asked, what was found and how the set was made."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from labelled import page, rates, rosters, scoring, truth


@cache
def made() -> rosters.Labelled:
    return rosters.labelled(3, members=4_000, mixed=600, keyless=300)


@pytest.fixture(scope="module")
def by_nik() -> pd.DataFrame:
    return scoring.judged(truth.of_set(made()), truth.nik_only(made()))


def test_what_does_not_hold_is_named_with_what_was_asked(by_nik: pd.DataFrame):
    missed = page.floors_missed(by_nik, with_mothers=False)

    assert "keyless: recall, at least: 0,00 %, asked 85,00 %" in missed
    with_mothers = page.floors_missed(by_nik, with_mothers=True)
    assert "keyless: recall, at least: 0,00 %, asked 86,50 %" in with_mothers


def test_nothing_is_missed_when_every_row_is_right():
    rows = truth.of_set(made())
    right = scoring.judged(rows, scoring.decided(rows["person"].to_numpy(), "oracle"))

    assert page.floors_missed(right, with_mothers=False) == []


def test_a_wrong_match_of_a_namesake_is_missed():
    rows = truth.of_set(made())
    persons = rows["person"].to_numpy().copy()
    persons[rows["has_namesake"].to_numpy()] = 10**9
    wrong = scoring.judged(rows, scoring.decided(persons, "name"))

    missed = page.floors_missed(wrong, with_mothers=False)

    assert any(each.startswith("namesakes of the same date") for each in missed)


def test_the_page_tells_every_rate_with_its_reason_and_every_kind_found(tmp_path: Path, by_nik: pd.DataFrame):
    seal = truth.seal(made())
    facts = page.Facts(seed=3, seal=seal, members=4_000, machine="2024-10-01, 2 cores", with_mothers=False)
    by_name = scoring.judged(truth.of_set(made()), truth.name_and_date(made()))

    page.write(
        tmp_path / "page.md",
        [("As it is", page.lines(facts, {"matched": by_nik, "nik_only": by_nik, "name_and_date": by_name}))],
    )

    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    for kind in (*rates.MIXED, *rates.REGISTER):
        assert f"| {kind.code} |" in text
        assert kind.reason in text
    assert f"Seed 3, seal {seal}; 4.000 memberships; 600 mixed rows and 300 keyless rows" in text
    assert "**not met**" in text
    assert "exact name and birth date" in text
    score = scoring.score(by_nik[by_nik["roster"] == "mixed"])
    assert f"| mixed, NIK only | 600 | {score.wanted} | {score.right} | {score.wrong} |" in text

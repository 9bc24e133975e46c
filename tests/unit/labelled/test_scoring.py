"""Scores of decisions, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from case_tables import each_case
from labelled import scoring

NOBODY = scoring.NOBODY


def _truth(*rows: tuple[set[int], set[str]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "persons": pd.Series([frozenset(persons) for persons, _ in rows], dtype=object),
            "kinds": pd.Series([frozenset(kinds) for _, kinds in rows], dtype=object),
            "has_namesake": [bool(kinds) for _, kinds in rows],
        }
    )


def _decisions(*rows: tuple[str, int, tuple[int, ...]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "outcome": [outcome for outcome, _, _ in rows],
            "method": ["model"] * len(rows),
            "person": [person for _, person, _ in rows],
            "candidates": pd.Series([candidates for _, _, candidates in rows], dtype=object),
        }
    )


def test_right_wrong_missed_and_shown_rows_are_told_apart():
    truth = _truth(({1, 9}, set()), ({2}, {"a"}), ({3}, {"a", "b"}), (set(), {"b"}), (set(), set()))
    decisions = _decisions(
        ("match", 9, ()),
        ("match", 5, ()),
        ("possible", NOBODY, (7, 3)),
        ("match", 6, ()),
        ("no_match", NOBODY, ()),
    )

    rows = scoring.judged(truth, decisions)
    score = scoring.score(rows)

    assert (score.rows, score.wanted, score.right, score.wrong, score.in_review) == (5, 3, 1, 2, 1)
    assert score.precision == pytest.approx(1 / 3)
    assert score.recall == pytest.approx(1 / 3)
    assert score.recall_with_review == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx(1 / 3)
    assert scoring.wrong_namesakes(rows) == (2, 3)
    assert list(scoring.by_method(rows)) == [("model", 1, 2)]
    assert {kind: each.rows for kind, each in scoring.by_kind(rows)} == {
        "none": 2,
        "a": 2,
        "b": 2,
        "two or more": 1,
    }


def test_a_row_of_nobody_in_the_register_is_never_found_in_review():
    rows = scoring.judged(_truth((set(), set())), _decisions(("possible", NOBODY, (4,))))

    assert scoring.score(rows).in_review == 0


@each_case(("successes", "trials"), [(10, 10), (95, 100), (999, 1000), (37_000, 37_500), (1, 2)])
def test_at_its_lower_bound_a_share_lies_1_645_standard_errors_below_what_was_found(successes, trials):
    least = scoring.lower_bound(successes, trials)

    error = (least * (1 - least) / trials) ** 0.5
    assert (successes / trials - least) / error == pytest.approx(1.6449, abs=1e-4)


def test_without_successes_nothing_is_certain():
    assert scoring.lower_bound(0, 10) == 0.0
    assert scoring.lower_bound(0, 0) == 0.0


def test_what_nothing_decides_is_a_loss_of_recall_alone():
    rows = scoring.judged(_truth(({1}, set())), scoring.decided(np.array([NOBODY]), "nik"))

    score = scoring.score(rows)

    assert (score.precision, score.recall, score.least_f1) == (1.0, 0.0, 0.0)

"""What hands and ears make of names, numbers and days stays what it is said to be."""

from datetime import date

import numpy as np
from case_tables import each_case
from labelled import spelling

TRIALS = range(200)


@each_case(
    ("change", "is_so"),
    [
        (spelling.digit_wrong, lambda was, now: sum(a != b for a, b in zip(was, now, strict=True)) == 1),
        (spelling.transposed, lambda was, now: sorted(was) == sorted(now) and was != now),
        (spelling.digits_lost, lambda was, now: len(now) == 16 and now.endswith("0")),
        (spelling.other_length, lambda was, now: len(now) in (15, 17)),
        (spelling.lettered, lambda was, now: sum(letter.isalpha() for letter in now) == 1),
    ],
)
def test_a_number_is_changed_in_its_own_way(change, is_so):
    rng = np.random.default_rng(1)

    changed = [change("3328991208870017", rng) for _ in TRIALS]

    assert all(is_so("3328991208870017", each) for each in changed)


@each_case("name", ["SUPARNO", "AHMAD", "NG", "I WAYAN SUDANA", "MUHAMMAD ABDUL RAHMAN"])
@each_case(
    "change",
    [
        spelling.spelt_otherwise,
        spelling.heard,
        spelling.slipped,
        spelling.abbreviated,
        spelling.word_dropped,
        spelling.joined,
        spelling.reordered,
        spelling.nicknamed,
        spelling.truncated,
        spelling.repeated,
    ],
)
def test_a_name_never_vanishes(change, name: str):
    rng = np.random.default_rng(2)

    assert all(change(name, rng).strip() for _ in TRIALS)


def test_nobody_is_known_by_an_initial_alone():
    rng = np.random.default_rng(3)

    assert {spelling.abbreviated("AHMAD", rng) for _ in TRIALS} == {"AHMAD"}


def test_a_wrong_digit_of_a_day_is_one_digit():
    rng = np.random.default_rng(4)
    born = date(1987, 8, 12)

    changed = [spelling.day_digit_wrong(born, rng) for _ in TRIALS]

    for each in changed:
        pairs = zip(f"{born:%d%m%Y}", f"{each:%d%m%Y}", strict=True)
        assert sum(a != b for a, b in pairs) == 1


def test_day_and_month_are_exchanged_only_where_both_could_be_months():
    rng = np.random.default_rng(5)

    assert spelling.day_swapped(date(1987, 8, 12), rng) == date(1987, 12, 8)
    assert spelling.day_swapped(date(1987, 8, 13), rng) == date(1987, 8, 13)

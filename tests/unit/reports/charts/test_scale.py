"""A scale holds what it shows between round values."""

from decimal import Decimal

import pytest
from cakupan.reports.charts.scale import Scale, plain

each_case = pytest.mark.parametrize


def from_zero(*numbers: str, is_percent: bool = False) -> list[str]:
    scale = Scale.from_zero(map(Decimal, numbers), is_percent=is_percent)
    return [plain(value) for value in scale.ticks]


@each_case(
    ("numbers", "ticks"),
    [
        (["30.19", "52.55"], ["0", "20", "40", "60", "80", "100"]),
        (["250.00"], ["0", "50", "100", "150", "200", "250"]),
        (["-12.50", "40"], ["-20", "0", "20", "40", "60", "80", "100"]),
        ([], ["0", "20", "40", "60", "80", "100"]),
    ],
)
def test_a_scale_of_percentages_reaches_from_zero_to_a_hundred_or_beyond_the_furthest(numbers, ticks):
    assert from_zero(*numbers, is_percent=True) == ticks


@each_case(
    ("numbers", "ticks"),
    [
        (["0"], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (["7"], ["0", "2", "4", "6", "8"]),
        (["-3.00", "-12.50"], ["-12.5", "-10", "-7.5", "-5", "-2.5", "0"]),
        (["2000000000000"], ["0", "500000000000", "1000000000000", "1500000000000", "2000000000000"]),
    ],
)
def test_a_scale_of_counts_reaches_from_zero_to_beyond_the_furthest(numbers, ticks):
    assert from_zero(*numbers) == ticks


def test_a_scale_around_numbers_need_not_begin_at_zero():
    scale = Scale.around(map(Decimal, ["30.19", "33.02"]))

    assert [plain(value) for value in scale.ticks] == ["30", "31", "32", "33", "34"]


@each_case("value", ["33.00", "-33.00", "0"])
def test_a_scale_around_one_number_holds_it(value):
    scale = Scale.around([Decimal(value)])

    assert scale.low <= Decimal(value) <= scale.high
    assert scale.low < scale.high


@each_case("low", ["-7.3", "0", "0.004", "19.99", "99999"])
@each_case("length", ["0.01", "1", "4.9", "5", "5.1", "10", "49", "514", "123456789"])
def test_a_scale_holds_both_ends_in_two_to_six_steps(low, length):
    ends = [Decimal(low), Decimal(low) + Decimal(length)]

    scale = Scale.around(ends)

    assert scale.ticks[0] == scale.low <= ends[0]
    assert ends[1] <= scale.high == scale.ticks[-1]
    assert 2 <= len(scale.ticks) - 1 <= 6
    assert scale.share(scale.low) == 0
    assert scale.share(scale.high) == 100

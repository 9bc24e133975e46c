"""Submissions that wait are divided into batches of a bounded size that no list falls out of."""

from collections.abc import Sequence

import pytest
from cakupan.intake.storing import batches
from cakupan.intake.storing.batches import Waiting
from case_tables import each_case
from hypothesis import given
from hypothesis import strategies as st


def waiting(*rows: int, group: int = 0) -> list[Waiting]:
    """Submissions of one partner and kind, each of so many rows."""
    return [
        Waiting(submission_id=f"{group}-{number}", list_no=number, group=(group, "csr"), rows=each)
        for number, each in enumerate(rows)
    ]


def test_a_batch_is_full_when_the_next_list_would_go_beyond_its_rows():
    found = [each for group in range(5) for each in waiting(40, group=group)]

    assert batches.divide(found, 100) == [["0-0", "1-0"], ["2-0", "3-0"], ["4-0"]]


def test_a_huge_file_is_a_batch_of_its_own():
    found = [*waiting(10, group=1), *waiting(10_000_000, group=2), *waiting(10, group=3)]

    assert batches.divide(found, 100_000) == [["1-0"], ["2-0"], ["3-0"]]


def test_lists_of_one_partner_and_kind_stay_together_in_their_order():
    found = [*waiting(60, 60, 60, group=1), *waiting(10, group=2)]

    assert batches.divide(found, 100) == [["1-0", "1-1", "1-2"], ["2-0"]]


def test_batches_are_bounded_by_files_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batches, "MOST_FILES", 2)
    found = [each for group in range(5) for each in waiting(1, group=group)]

    assert [len(batch) for batch in batches.divide(found, 1000)] == [2, 2, 1]


@each_case(
    ("rows", "processes", "most"),
    [(10_000, 2, 50_000), (400_000, 2, 100_000), (400_000, 4, 50_000), (5_000_000, 2, 250_000)],
)
def test_few_rows_are_divided_among_all_processes_many_into_batches_worth_a_process(
    rows: int, processes: int, most: int
):
    found = waiting(rows // 2, rows // 2)

    assert batches.rows_of_a_batch(found, 250_000, processes) == most


def test_no_batch_is_larger_than_it_is_set_to_be():
    found = waiting(100_000)

    assert batches.rows_of_a_batch(found, 10, 2) == 10


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10**7)), max_size=3000), st.integers(1, 50_000))
def test_however_many_lists_wait_there_are_never_more_batches_than_can_be_mapped(
    lists: Sequence[tuple[int, int]], batch_rows: int
):
    found = [
        Waiting(
            submission_id=str(number),
            list_no=number,
            group=(number if group < 30 else group, "csr"),
            rows=rows,
        )
        for number, (group, rows) in enumerate(lists)
    ]

    divided = batches.divide(found, batch_rows)

    assert len(divided) <= batches.MOST_BATCHES
    assert sorted(each for batch in divided for each in batch) == sorted(each.submission_id for each in found)
    places = {each: place for place, batch in enumerate(divided) for each in batch}
    groups: dict[tuple[int, str], set[int]] = {}
    for each in found:
        groups.setdefault(each.group, set()).add(places[each.submission_id])
    assert all(len(places) == 1 for places in groups.values())

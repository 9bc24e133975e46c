"""The same bytes again: nothing, a return to an older list, or a list of another month or partner."""

from typing import Any

import pytest
from cakupan.intake.storing import holds
from cakupan.warehouse.connection import connect
from intake_builders import HEADER, PARTNER, given_file, given_partner, ingest, people, query

pytestmark = pytest.mark.usefixtures("few_areas")
OTHER = "pemda-33.29"


def given_list(count: int, place: str = f"{PARTNER}/pemda_rentan/2024-10") -> None:
    """A full list of that many people arrives; the same count is the same bytes."""
    given_file(f"{place}/a.csv", csv(count))
    ingest()


def csv(count: int) -> bytes:
    return "\n".join(";".join(str(cell) for cell in row) for row in [HEADER[:3], *people(count)]).encode()


def deliveries(dsn: str) -> list[tuple[Any, ...]]:
    return query(dsn, "select outcome, submission_no from intake.delivery order by delivery_no")


def outcomes(dsn: str) -> list[Any]:
    rows = query(dsn, "select outcome from intake.latest_judgement order by submission_no")
    return [row[0] for row in rows]


def test_bytes_of_the_list_in_force_are_no_new_submission(warehouse: str):
    given_partner(warehouse)

    for count in (4, 3, 3):
        given_list(count)

    assert deliveries(warehouse) == [("submission", 1), ("submission", 2), ("already_received", 2)]


def test_bytes_of_an_older_list_are_a_return_to_it(warehouse: str):
    given_partner(warehouse)

    for count in (4, 3, 4):
        given_list(count)

    assert deliveries(warehouse) == [("submission", 1), ("submission", 2), ("submission", 3)]
    assert outcomes(warehouse) == ["accepted"] * 3


def test_bytes_of_a_held_list_are_a_submission_that_is_held_again(warehouse: str):
    given_partner(warehouse)

    for count in (9, 2, 2):
        given_list(count)

    assert deliveries(warehouse) == [("submission", 1), ("submission", 2), ("submission", 3)]
    assert outcomes(warehouse) == ["accepted", "held", "held"]


def test_bytes_of_the_list_in_force_are_known_though_a_held_one_came_after_it(warehouse: str):
    given_partner(warehouse)

    for count in (9, 2, 9):
        given_list(count)

    assert deliveries(warehouse)[2] == ("already_received", 1)


def test_bytes_of_a_released_list_are_no_new_submission(warehouse: str):
    given_partner(warehouse)
    for count in (9, 2):
        given_list(count)
    with connect() as connection:
        holds.release(connection, "S000002", reason="dikonfirmasi", actor="siti")

    given_list(2)

    assert deliveries(warehouse)[2] == ("already_received", 2)


def test_the_same_bytes_for_another_month_or_partner_are_another_submission(warehouse: str):
    given_partner(warehouse)
    given_partner(warehouse, OTHER)

    for place in (f"{PARTNER}/pemda_rentan/2024-10", f"{PARTNER}/pemda_rentan/2024-09", f"{OTHER}/2024-10"):
        given_list(3, place)

    assert [outcome for outcome, _ in deliveries(warehouse)] == ["submission"] * 3
    assert query(
        warehouse,
        "select partner_id, period, count(distinct sha256) from intake.submission group by 1, 2"
        " order by 1, 2",
    ) == [(PARTNER, "2024-09", 1), (PARTNER, "2024-10", 1), (OTHER, "2024-10", 1)]


def test_an_addition_sent_twice_is_one_submission_and_never_held_for_being_short(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True, "mode": "addition"})

    for count in (9, 2, 9):
        given_list(count)

    assert deliveries(warehouse) == [("submission", 1), ("submission", 2), ("already_received", 1)]
    assert outcomes(warehouse) == ["accepted", "accepted"]

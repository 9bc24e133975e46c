"""What the commands answer when they are asked for what cannot be answered, or leave something to do."""

from typing import Any

import pytest
from builders import sheet
from cakupan import cli
from cakupan.warehouse.connection import connect
from intake_builders import HEADER, PARTNER, given_file, given_partner, ingest, people
from typer.testing import CliRunner, Result

pytestmark = pytest.mark.usefixtures("few_areas")
OTHER = "pemda-33.76"


def asked(*arguments: str, **environment: Any) -> Result:
    return CliRunner().invoke(cli.app, list(arguments), env=environment)


def given_lists(dsn: str) -> None:
    for partner_id in (PARTNER, OTHER):
        given_partner(dsn, partner_id)
        given_file(f"{partner_id}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(3)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", sheet([HEADER[:3], *people(2)]))
    ingest()


@pytest.mark.parametrize("command", [("submissions",), ("replay", "--dry-run")])
def test_a_partner_nobody_knows_is_not_found(warehouse: str, command: tuple[str, ...]):
    given_lists(warehouse)

    assert asked(*command, "--partner", PARTNER).exit_code == 0
    answer = asked(*command, "--partner", "pemda-00.00")

    assert answer.exit_code == 2 or type(answer.exception).__name__ == "NotFound"
    assert "pemda-00.00" in answer.output + str(answer.exception)


def test_lists_of_different_partners_are_not_compared(warehouse: str):
    given_lists(warehouse)
    numbers = {}
    with connect() as connection:
        for submission_id, partner_id in connection.execute(
            "select submission_id, partner_id from intake.submission order by submission_no desc"
        ):
            numbers[partner_id] = submission_id

    answer = asked("diff", numbers[PARTNER], numbers[OTHER])

    assert "different partners" in answer.output + str(answer.exception)
    assert answer.exit_code != 0


def test_the_first_lines_of_a_difference_name_partner_kind_and_month(warehouse: str):
    given_partner(warehouse)
    for count in (3, 2):
        given_file(f"{PARTNER}/pemda_rentan/2024-10/{count}.xlsx", sheet([HEADER[:3], *people(count)]))
        ingest()

    answer = asked("diff", "S000001", "S000002")

    assert answer.stdout.splitlines()[:2] == [
        f"{each}: {PARTNER}, pemda_rentan, 2024-10" for each in ("S000001", "S000002")
    ]


def test_a_submission_and_an_edition_are_not_compared(warehouse: str):
    answer = asked("diff", "S000001", "2024-10/v1")

    assert answer.exit_code == 2
    assert "S000012" in answer.output and "2024-10/v2" in answer.output


def test_a_replay_whose_changes_nobody_agreed_to_ends_with_one(warehouse: str):
    given_lists(warehouse)
    assert asked("replay", "S000001").exit_code == 0
    with connect(warehouse) as connection:
        connection.execute("update intake.judgement set stated_total = 77 where submission_no = 1")

    answer = asked("replay", "S000001")

    assert answer.exit_code == 1
    assert "1 would change; run again with --yes" in answer.output


def test_no_id_is_broken_on_a_narrow_screen(warehouse: str):
    given_lists(warehouse)

    for width in ("80", "140"):
        lines = asked("submissions", COLUMNS=width).stdout.splitlines()

        assert len(lines) == 4
        assert all(line.startswith("S0000") and " pemda-33." in line for line in lines[1:])

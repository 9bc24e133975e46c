"""How the figures of a month moved between two of its versions, as the command tells it."""

import json

import psycopg
import pytest
from cakupan import cli
from cakupan.editions import changes
from cakupan.errors import CakupanError, NotFound
from typer.testing import CliRunner

FIGURE = "ucj_ytd:2024-10:33.28"


@pytest.fixture
def three_versions(connection: psycopg.Connection) -> psycopg.Connection:
    """A month in three versions: first the register moved a figure by two, then rosters took one back."""
    for version in (1, 2, 3):
        connection.execute(
            "insert into publication.edition (period, version, as_of, code_version, published_at, reason,"
            " supersedes_edition_no, manifest_sha256, is_demo_clock)"
            " values ('2024-10', %s, now(), 'x', now(), 'uji', %s, 'x', false)",
            [version, version - 1 or None],
        )
    for edition, cause, before, after, change in (
        (2, "register", "3", "5", 2),
        (3, "roster", "5", "4", -1),
    ):
        connection.execute(
            "insert into publication.figure_change (edition_no, figure_id, previous_edition_no, part, cause,"
            " previous_value, value, change) values (%s, %s, %s, 'numerator', %s, %s, %s, %s)",
            [edition, FIGURE, edition - 1, cause, before, after, change],
        )
    return connection


def test_every_version_between_is_told_with_figure_before_after_change_and_cause(
    three_versions: psycopg.Connection,
):
    assert changes.between(three_versions, "2024-10/v1", "2024-10/v3") == [
        {
            "edition": "2024-10/v2", "figure_id": FIGURE, "part": "numerator", "before": "3", "after": "5",
            "change": "2", "cause": "register",
        },
        {
            "edition": "2024-10/v3", "figure_id": FIGURE, "part": "numerator", "before": "5", "after": "4",
            "change": "-1", "cause": "roster",
        },
    ]  # fmt: skip
    assert [row["cause"] for row in changes.between(three_versions, "2024-10/v2", "2024-10/v3")] == ["roster"]


def test_the_command_prints_one_document(three_versions: psycopg.Connection):
    answer = CliRunner().invoke(cli.app, ["diff", "2024-10/v1", "2024-10/v2", "--json"])

    assert answer.exit_code == 0
    assert [row["change"] for row in json.loads(answer.stdout)] == ["2"]


def test_editions_in_the_wrong_order_or_not_there_are_wrong_use(three_versions: psycopg.Connection):
    with pytest.raises(CakupanError, match="in this order"):
        changes.between(three_versions, "2024-10/v2", "2024-10/v1")
    with pytest.raises(NotFound, match="2024-10/v9"):
        changes.between(three_versions, "2024-10/v1", "2024-10/v9")

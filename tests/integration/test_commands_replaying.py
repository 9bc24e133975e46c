"""What the command line says of lists and their judgements: differences without names, holds, replays."""

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import sheet
from cakupan import cli
from cakupan.contracts import roster
from cakupan.errors import NotFound
from intake_builders import HEADER, PARTNER, given_file, given_partner, ingest, people, query
from typer.testing import CliRunner, Result

pytestmark = pytest.mark.usefixtures("few_areas")
SHORT = HEADER[:3]


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def told(*arguments: str) -> Any:
    answer = asked(*arguments, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


@pytest.fixture
def two_lists(warehouse: str) -> list[list[object]]:
    """Ten people in September; two of them, one renamed, in October: held."""
    given_partner(warehouse, PARTNER, {"carry": True})
    rows = people(10)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([SHORT, *rows]))
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", sheet([SHORT, rows[0], [2, rows[1][1], "NAMA LAIN"]])
    )
    ingest()
    return rows


def test_a_difference_is_told_without_names_and_without_a_record(
    warehouse: str, two_lists: list[list[object]]
):
    answer = told("diff", "S000001", "S000002")

    assert [answer[name] for name in ("new", "changed", "gone", "same")] == [0, 1, 8, 1]
    assert answer["rows"][0] == {
        "change": "changed",
        "matched_by": "nik",
        "earlier": "Sheet1:3",
        "later": "Sheet1:3",
        "fields": "nama",
    }
    said = asked("diff", "S000001", "S000002").output
    assert "ORANG" not in said and "NAMA LAIN" not in said and str(two_lists[1][1]) not in said
    assert query(warehouse, "select count(*) from control.action where action = 'read'") == [(0,)]


def test_names_are_told_on_demand_with_the_nik_masked_and_the_look_recorded(
    warehouse: str, two_lists: list[list[object]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")

    answer = told("diff", "S000001", "S000002", "--rows", "--limit", "2", "--reason", "cek")

    number = str(two_lists[1][1])
    assert answer["rows"][0]["before"] == {"nama": "ORANG 2"}
    assert answer["rows"][0]["after"] == {"nama": "NAMA LAIN"}
    assert answer["rows"][0]["nik"] == f"{number[:4]}{'*' * 8}{number[-4:]}"
    assert number not in json.dumps(answer)
    assert query(
        warehouse, "select subject, actor, reason, details from control.action where action = 'read'"
    ) == [("S000001..S000002", "siti", "cek", {"rows": 2})]


def test_a_submission_that_is_not_there_is_wrong_use(warehouse: str):
    assert type(asked("diff", "S000001", "S000002").exception).__name__ == "NotFound"
    assert type(asked("diff", "2024-10/v1", "2024-10/v2").exception).__name__ == "NotFound"
    assert asked("diff", "2024-10/v1", "S000001").exit_code == 2


def test_held_lists_are_listed_with_the_reason_until_released(warehouse: str, two_lists: list[list[object]]):
    held = told("submissions", "--outcome", "held")

    assert [row["submission_id"] for row in held] == ["S000002"]
    assert "S000001" in held[0]["held_reason"]
    assert held[0]["receipt"] == f"{PARTNER}/S000002_pemda_rentan_2024-10.xlsx"
    assert (held[0]["kind_basis"], held[0]["period_basis"], held[0]["judgement"]) == ("folder", "folder", 1)

    assert asked("release", "S000002", "--reason", "benar dua orang").exit_code == 0

    assert told("submissions", "--outcome", "held") == []
    assert told("submissions", "--period", "2024-10")[0]["release_reason"] == "benar dua orang"


def test_submissions_are_listed_by_partner_and_an_unknown_outcome_is_wrong_use(
    warehouse: str, two_lists: list[list[object]]
):
    assert len(told("submissions", "--partner", PARTNER)) == 2
    assert isinstance(asked("submissions", "--partner", "nobody").exception, NotFound)
    assert asked("submissions", "--outcome", "lost").exit_code == 2


def replayed(*arguments: str) -> Result:
    return asked("replay", *arguments)


@pytest.fixture
def milder(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judged list of two rows, one with too short a NIK, which from now on is only a warning."""
    given_partner(warehouse)
    row = [2, "123456789012", "CITRA"]
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([SHORT, *people(1), row]))
    ingest()
    usual = roster.contract
    changed = {"NIK_FORMAT": "warning"}
    monkeypatch.setattr(roster, "contract", lambda kind: replace(usual(kind), severities=changed))


@pytest.mark.usefixtures("milder")
@pytest.mark.parametrize(
    "arguments", [("--all",), ("--all", "--dry-run", "--yes"), ("S000001", "--reason", "x")]
)
def test_a_replay_that_nobody_agreed_to_only_shows(warehouse: str, arguments: tuple[str, ...]):
    answer = replayed(*arguments)

    assert answer.exit_code == (0 if "--dry-run" in arguments else 1), answer.output
    assert "accepted 1 -> 2" in answer.output
    assert "row Sheet1:3: quarantined -> accepted" in answer.output
    assert query(warehouse, "select max(judgement_no) from intake.judgement") == [(1,)]


@pytest.mark.usefixtures("milder")
def test_a_replay_agreed_to_is_kept_gated_and_answered(warehouse: str):
    answer = told("replay", "--period", "2024-10", "--yes", "--reason", "aturan baru")

    assert (answer["judged"], answer["changed"]) == (1, 1)
    assert answer["kept"] == answer["receipts"] == ["S000001"]
    assert query(warehouse, "select judgement_no from intake.receipt order by 1") == [(1,), (2,)]
    assert told("submissions")[0]["judgement"] == 2


@pytest.mark.usefixtures("milder")
def test_a_replay_killed_before_it_answered_answers_when_run_again(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr("cakupan.intake.answering.write", _dying)
        assert replayed("S000001", "--yes", "--reason", "aturan baru").exit_code == 1

    answer = told("replay", "S000001", "--yes", "--reason", "aturan baru")

    assert (answer["kept"], answer["receipts"]) == ([], ["S000001"])


def _dying(*_: object) -> None:
    raise RuntimeError("killed")


@pytest.mark.parametrize(
    "arguments", [(), ("--all", "--yes"), ("--all", "--yes", "--reason", " "), ("--period", "x")]
)
def test_a_replay_of_nothing_or_without_a_reason_is_wrong_use(arguments: tuple[str, ...]):
    assert replayed(*arguments).exit_code == 2

"""What a replay leaves as it is: files that could not be judged, and judgements other than was shown."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import sheet
from cakupan import settings
from cakupan.commands import replaying
from cakupan.contracts import roster
from cakupan.intake.judging import judge
from cakupan.intake.reading import read
from cakupan.intake.replaying import replay
from cakupan.intake.replaying.change import Change, Left
from cakupan.intake.storing import holds
from cakupan.warehouse.connection import connect
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, people, query

pytestmark = pytest.mark.usefixtures("few_areas")
ORDER = replay.Order(actor="siti", reason="aturan baru")
BROKEN = [3, "123456789012", "CITRA", "12-08-1987", "P", "petani", "Kalisapu", "Slawi"]


@pytest.fixture
def a_list(warehouse: str) -> str:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI, BUDI, BROKEN]))
    ingest()
    return warehouse


def milder(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a NIK that is too short is only a warning."""
    usual = roster.contract
    monkeypatch.setattr(
        roster, "contract", lambda kind: replace(usual(kind), severities={"NIK_FORMAT": "warning"})
    )


def too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on reading any file takes longer than it may."""
    monkeypatch.setenv("CAKUPAN_MAX_FILE_SECONDS", "1")
    settings.load.cache_clear()
    usual = read.read

    def slow(*about: Any) -> Any:
        time.sleep(2.0)
        return usual(*about)

    monkeypatch.setattr(judge.read, "read", slow)


def judgements(dsn: str) -> list[tuple[Any, ...]]:
    return query(
        dsn, "select judgement_no, outcome, accepted from intake.judgement order by submission_no, 1"
    )


def told(*submission_ids: str) -> tuple[dict[str, Any], list[str]]:
    lines: list[str] = []
    answer = replaying.run(
        submission_ids, period=None, partner_id=None, reason="aturan baru", wanted="keep", say=lines.append
    )
    return answer, lines


def test_a_file_that_is_too_slow_for_the_machine_today_keeps_its_judgement(
    a_list: str, monkeypatch: pytest.MonkeyPatch
):
    too_slow(monkeypatch)

    answer, lines = told("S000001")

    assert judgements(a_list) == [(1, "accepted_with_findings", 2)]
    assert (answer["changed"], answer["kept"]) == (0, [])
    assert [each["submission_id"] for each in answer["left"]] == ["S000001"]
    assert any("could not be judged" in line and "longer than 1 s" in line for line in lines)


def test_a_file_too_slow_only_when_it_is_to_be_kept_keeps_its_judgement(
    a_list: str, monkeypatch: pytest.MonkeyPatch
):
    milder(monkeypatch)
    shown = [each for each in replay.compare(["S000001"]) if isinstance(each, Change)]
    too_slow(monkeypatch)

    found = list(replay.keep(shown, ORDER))

    assert [type(each) for each in found] == [Left]
    assert judgements(a_list) == [(1, "accepted_with_findings", 2)]


def test_one_file_that_is_too_slow_takes_no_other_with_it(warehouse: str, monkeypatch: pytest.MonkeyPatch):
    given_partner(warehouse)
    for month in ("2024-09", "2024-10"):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER, ANI, BROKEN]))
    ingest()
    milder(monkeypatch)
    usual = judge._read
    monkeypatch.setattr(judge, "_read", _dying_at(1, usual))

    answer, _ = told("S000001", "S000002")

    assert (answer["kept"], answer["left"][0]["submission_id"]) == (["S000002"], "S000001")
    assert judgements(warehouse) == [
        (1, "accepted_with_findings", 1),
        (1, "accepted_with_findings", 1),
        (2, "accepted_with_findings", 2),
    ]


def _dying_at(submission_no: int, usual: Callable[..., Any]) -> Callable[..., Any]:
    def reading(file: Any, **about: Any) -> Any:
        if file.submission_no == submission_no:
            about["announce"](submission_no)
            os.kill(os.getpid(), signal.SIGSEGV)
        return usual(file, **about)

    return reading


def test_a_child_that_dies_after_it_stored_leaves_one_new_judgement(
    a_list: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    milder(monkeypatch)
    shown = [each for each in replay.compare(["S000001"]) if isinstance(each, Change)]
    once = tmp_path / "once"
    usual = replay._judging

    def judging(*about: Any) -> Callable[..., Any]:
        work = usual(*about)

        def dying(*given: Any) -> Any:
            answer = work(*given)
            if not once.exists():
                once.touch()
                os.kill(os.getpid(), signal.SIGSEGV)
            return answer

        return dying

    monkeypatch.setattr(replay, "_judging", judging)

    found = list(replay.keep(shown, ORDER))

    assert found == shown
    assert judgements(a_list) == [(1, "accepted_with_findings", 2), (2, "accepted_with_findings", 3)]


def test_what_is_judged_otherwise_than_was_shown_is_not_kept(a_list: str, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as then:
        milder(then)
        shown = [each for each in replay.compare(["S000001"]) if isinstance(each, Change)]
    usual = roster.contract
    off = frozenset({"NIK_FORMAT"})
    monkeypatch.setattr(roster, "contract", lambda kind: replace(usual(kind), rules_off=off))

    found = list(replay.keep(shown, ORDER))

    assert [each.why for each in found if isinstance(each, Left)] == [
        "is judged otherwise than was shown; run the replay again"
    ]
    assert judgements(a_list) == [(1, "accepted_with_findings", 2)]


def test_what_says_the_same_twice_is_as_shown(a_list: str, monkeypatch: pytest.MonkeyPatch):
    milder(monkeypatch)

    first, again = (next(iter(replay.compare(["S000001"]))) for _ in range(2))

    assert isinstance(first, Change) and isinstance(again, Change)
    assert first == again
    assert first.is_as_shown(again)


def test_a_released_list_that_is_held_again_is_named_before_it_is_kept(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(2), BROKEN[:3]]))
    ingest()
    with connect() as connection:
        holds.release(connection, "S000002", reason="benar", actor="siti")
    milder(monkeypatch)

    (change,) = replay.compare(["S000002"])
    answer, lines = told("S000002")

    assert isinstance(change, Change)
    assert change.hold == ("released", "held")
    assert answer["changes"][0]["hold"] == ("released", "held")
    assert any("was released, and is held again" in line for line in lines)
    assert query(warehouse, "select outcome from intake.latest_judgement where submission_no = 2") == [
        ("held",)
    ]


def test_a_released_list_that_is_long_enough_now_is_named_too(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(3)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(1), BROKEN[:3]]))
    ingest()
    with connect() as connection:
        holds.release(connection, "S000002", reason="benar", actor="siti")
    milder(monkeypatch)

    (change,) = replay.compare(["S000002"])

    assert isinstance(change, Change)
    assert change.hold == ("released", "")

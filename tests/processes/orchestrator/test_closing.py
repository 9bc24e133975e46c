"""What stands in the note of a run that closes a month."""

from datetime import UTC, datetime

import pytest
from cakupan.editions.close import Outcome
from cakupan.editions.run import CloseRun
from cakupan.errors import GateShut, NotPublishable
from cakupan.orchestrator import closing

WARNING = "gate__figures.has_rate: observed 20 of 195 rows outside"
NOTHING = {"period": None, "as_of": None, "reason": None, "is_rebuild": False}
AS_OF = datetime(2024, 11, 5, 19, tzinfo=UTC)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told to Airflow; the close run is one of October that stands at its gate."""
    kept: list[str] = []
    monkeypatch.setattr(closing.notes, "write", lambda dag_id, run_id, note: kept.append(note))
    monkeypatch.setattr(closing.runs, "get", lambda run_id: _run())
    monkeypatch.setattr(closing.close, "outcome", lambda run_id: _outcome("marts_gated", None))
    return kept


def _run() -> CloseRun:
    given = dict.fromkeys(CloseRun.__dataclass_fields__)
    return CloseRun(**(given | {"run_id": "r", "period": "2024-10", "as_of": AS_OF}))


def _outcome(outcome: str, edition: str | None) -> Outcome:
    return Outcome(
        run_id="r",
        outcome=outcome,
        period="2024-10",
        as_of=AS_OF,
        edition=edition,
        path=None,
        message=None,
        warnings=(WARNING, "second"),
    )


def test_every_warning_of_the_gate_stands_in_it_whole_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    monkeypatch.setattr(closing.close, "gate_marts", lambda run_id: None)

    closing.step("gate_marts", "r", "manual__1")

    (note,) = told
    assert note.splitlines() == [
        "month: 2024-10, data as of 2024-11-05T19:00:00Z",
        f"warning: {WARNING}",
        "warning: second",
    ]


def test_what_was_published_is_named(monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    monkeypatch.setattr(closing.close, "publish", lambda run_id: None)
    monkeypatch.setattr(closing.close, "outcome", lambda run_id: _outcome("published", "2024-10/v1"))

    closing.step("publish", "r", "manual__1")

    assert "outcome: published, edition 2024-10/v1" in told[0].splitlines()


def test_why_a_step_failed_stands_in_it(monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    def shut(run_id: str) -> None:
        raise GateShut("Gate 'marts' is shut, nothing is published:\n  one")

    monkeypatch.setattr(closing.close, "gate_marts", shut)

    with pytest.raises(GateShut):
        closing.step("gate_marts", "r", "manual__1")

    assert told[0].splitlines()[1:] == ["failed: Gate 'marts' is shut, nothing is published:", "  one"]


def test_why_a_month_cannot_be_closed_stands_in_it(monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    def refuse(period: str, **_: object) -> str:
        raise NotPublishable(f"{period} is not over")

    monkeypatch.setattr(closing.close, "start", refuse)

    with pytest.raises(NotPublishable):
        closing.start("manual__1", "2024-11", NOTHING, instant=None, actor="tono")

    assert told == ["failed: 2024-10 is not over"]


def test_a_run_that_waits_for_a_signature_says_so(monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    monkeypatch.setattr(closing.close, "sign", lambda run_id: False)
    monkeypatch.setattr(closing.close, "outcome", lambda run_id: _outcome(closing.runs.AWAITING, None))

    assert not closing.sign("r", "manual__1")
    assert "outcome: waits for a signature" in told[0].splitlines()

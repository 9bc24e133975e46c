"""What a gate found, kept as data and read again."""

import json

import pytest
from cakupan.errors import GateShut, SetupError
from cakupan.quality import verdict
from cakupan.quality.verdict import Notice, Verdict

SHUT = Verdict(
    gate="marts",
    is_open=False,
    critical=("gate__figures.coverage: too high", "gate__previous.change_rate: too fast"),
    warnings=("a warning",),
    notices=(Notice(code="changed", failing=1, rows=3),),
)


def test_a_shut_gate_stops_with_every_critical_expectation_in_its_message():
    with pytest.raises(GateShut) as shut:
        SHUT.require_open()

    assert "'marts' is shut" in str(shut.value)
    assert all(text in str(shut.value) for text in SHUT.critical)
    assert shut.value.exit_code == 1


def test_a_gate_that_only_warns_is_open():
    assert Verdict(gate="marts", is_open=True, warnings=("a warning",)).require_open() is None


def test_a_verdict_is_read_as_it_was_written_with_the_outcome_of_each_expectation(tmp_path):
    path = verdict.write(tmp_path / "results", SHUT, [{"table": "gate__figures", "is_met": False}])

    assert verdict.read(tmp_path / "results", "marts") == SHUT
    assert json.loads(path.read_text())["expectations"] == [{"is_met": False, "table": "gate__figures"}]


def test_a_verdict_that_is_gone_is_no_open_gate(tmp_path):
    with pytest.raises(SetupError, match="'marts' is missing"):
        verdict.read(tmp_path, "marts")

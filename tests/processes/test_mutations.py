"""Files of ours, changed as partners and programs change them, are read or refused and never break intake."""

from collections import Counter

import pytest
from cakupan.workbooks import watched
from fuzz import run, seeds

EXECUTIONS = range(1, 601)


def test_a_changed_file_of_any_form_is_read_or_refused_with_a_reason_and_ends_in_no_traceback():
    executed = [each for part in watched.run(run._work, EXECUTIONS, bounds=run.BOUNDS) for each in part]

    forms = Counter(name for *_, name in executed)
    ends = Counter(what for _, outcome, what, *_ in executed if outcome == "ended")
    assert [each for each in executed if each[1] != "ended"] == []
    assert len(executed) == len(EXECUTIONS)
    assert forms.keys() == seeds.seeds().keys()
    assert ends["taken"] > len(EXECUTIONS) / 4, ends  # else the changes are so great that nothing is read
    assert sum(ends[code] for code in ("BERKAS_RUSAK", "BUKAN_LEMBAR_KERJA")) > 10, ends


def test_what_intake_breaks_at_would_be_seen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run, "read_all", lambda *_: {}["missing"])

    ((_, outcome, what, _, _),) = [
        each for part in watched.run(run._work, [1], bounds=run.BOUNDS) for each in part
    ]

    assert (outcome, what.partition(" ")[0]) == ("raised", "KeyError")

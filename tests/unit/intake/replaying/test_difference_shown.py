"""What somebody sees of the rows in which two lists differ."""

from types import SimpleNamespace

import pytest
from cakupan.intake.replaying import difference_shown, differences
from cakupan.intake.replaying.differences import RowChange
from cakupan.warehouse import statements


def test_a_kpj_shows_four_digits_at_most_and_a_nik_its_ends(monkeypatch: pytest.MonkeyPatch):
    before = {"nik": "3328991208870001", "kpj": "24012345678", "nama": "Siti"}
    changed = RowChange(
        change="changed", matched_by="nik", earlier=None, later=None, fields=("nik", "kpj"), before=before,
        after=before | {"kpj": "24087654321"},
    )  # fmt: skip
    found = SimpleNamespace(rows=(changed,), as_dict=dict)
    monkeypatch.setattr(differences, "difference", lambda *_, **__: found)
    monkeypatch.setattr(statements, "dicts", lambda *_: [])

    answer = difference_shown.show(
        None, "S000001", "S000002", limit=9, with_rows=False, actor="", reason=None
    )

    (row,) = answer["rows"]
    assert row["before"] == {"nik": "3328********0001", "kpj": "*******5678"}
    assert row["after"] == {"nik": "3328********0001", "kpj": "*******4321"}

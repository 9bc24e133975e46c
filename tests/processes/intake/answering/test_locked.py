"""The partner's own workbook is marked, also when Excel locked it without anybody having set a password."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from builders import sheet
from cakupan.intake.answering import workbooks
from locked_builders import locked
from xls_builders import OldSheet, old_workbook

ROSTER = sheet([["NIK", "Nama"], ["3328991208870001", "SUPARNO"]])
OLD = old_workbook(OldSheet(rows=[["NIK"]]))


@pytest.mark.parametrize(
    ("received", "marked"),
    [(ROSTER, ROSTER), (locked(ROSTER), ROSTER), (OLD, OLD), (b"NIK;Nama", b"NIK;Nama")],
)
def test_what_is_marked_is_the_workbook_without_a_lock_that_nobody_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, received: bytes, marked: bytes
) -> None:
    path = tmp_path / "daftar"
    path.write_bytes(received)
    monkeypatch.setattr(workbooks.archive, "place_of", lambda _: path)
    facts: Any = SimpleNamespace(sha256="0" * 64)

    assert workbooks._File(facts=facts).data == marked

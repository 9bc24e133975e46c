"""Files are asked for their month side by side, and rows are read only where titles name none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import sheet
from cakupan.intake.inbox import stated
from cakupan.intake.inbox.stated import LEAST_OF_A_CHILD, MonthRequest, StatedMonths
from cakupan.intake.reading import read
from cakupan.warehouse import archive
from cakupan.workbooks import watched
from case_tables import each_case
from sheets import NIKS

LIST = [["NIK", "Nama"], [NIKS[0], "SUPARNO"]]
REQUEST = MonthRequest(sha256="", roster_kind="pemda_rentan", layout={})


@pytest.fixture
def without_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the work of every child be done here."""

    def run_shares(work: Any, shares: Sequence[Sequence[int]], **_: object) -> list[Any]:
        return [work(items, lambda _: None, {}) for items in shares]

    monkeypatch.setattr(watched, "run_shares", run_shares)


@each_case(
    ("files", "processes", "children"),
    [
        (0, 4, 1),
        (1, 4, 1),
        (2 * LEAST_OF_A_CHILD - 1, 4, 1),
        (2 * LEAST_OF_A_CHILD, 4, 2),
        (500, 4, 4),
        (500, 1, 1),
    ],
)
def test_each_file_is_asked_once_by_as_many_children_as_are_worth_it(
    files: int, processes: int, children: int
) -> None:
    shares = stated._shares(range(files), processes)

    assert len(shares) == children
    assert sorted(item for share in shares for item in share) == list(range(files))


@each_case(
    ("title", "found", "times"),
    [
        ("BULAN OKTOBER 2024", StatedMonths(title_month="2024-10"), 0),
        ("DAFTAR PEKERJA", StatedMonths(), 1),
        ("KEADAAN PER 31 JUNI 2024", StatedMonths(never="31 juni 2024"), 1),
    ],
)
def test_rows_are_read_only_where_no_title_names_the_month(
    without_children: None, place: Path, title: str, found: StatedMonths, times: int
) -> None:
    place.write_bytes(sheet([[title], *LIST]))

    with pytest.MonkeyPatch.context() as patch:
        rows = Counted(read.read_workbook)
        patch.setattr(read, "read_workbook", rows)
        answer = stated.read_all({7: REQUEST})

    assert (answer, rows.times) == ({7: found}, times)


class Counted:
    """A function that counts how often it is called."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self.times = 0

    def __call__(self, *given: Any) -> Any:
        self.times += 1
        return self._function(*given)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the only file of the archive lies."""
    monkeypatch.setattr(archive, "place_of", lambda _: tmp_path / "file")
    return tmp_path / "file"

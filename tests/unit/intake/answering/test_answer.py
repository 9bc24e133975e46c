"""How an answer gets into the outbox: whole, readable by its owner alone, or not at all."""

import os
from pathlib import Path
from typing import Any

import pytest
from cakupan.intake.answering import answer


def test_an_answer_is_its_owners_alone_from_its_first_byte_and_safe_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "S000001.xlsx"
    seen: list[tuple[str, int, bool]] = []
    usual = os.fsync

    def watched(handle: int) -> None:
        (partial,) = tmp_path.iterdir()
        seen.append((partial.read_text(), partial.stat().st_mode & 0o777, target.exists()))
        usual(handle)

    monkeypatch.setattr(os, "fsync", watched)

    before = os.umask(0)
    try:
        answer._put(target, b"isi")
    finally:
        os.umask(before)

    assert seen == [("isi", 0o600, False)]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("S000001.xlsx", b"isi")]
    assert target.stat().st_mode & 0o777 == 0o600


def test_two_processes_that_write_one_answer_do_not_share_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "S000001.xlsx"
    drafts: list[int] = []
    usual = os.fsync

    def meanwhile(handle: int) -> None:
        monkeypatch.setattr(os, "fsync", usual)
        answer._put(target, b"dari yang lain")
        drafts.append(len(list(tmp_path.glob(".*.part"))))
        usual(handle)

    monkeypatch.setattr(os, "fsync", meanwhile)

    answer._put(target, b"dari sini")

    assert drafts == [1]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(target.name, b"dari sini")]


def test_an_answer_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        answer._put(tmp_path / "S000001.xlsx", b"isi")

    assert list(tmp_path.iterdir()) == []

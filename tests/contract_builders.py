"""Contracts as a test writes them, in a folder that leads to the shipped ones for all others."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import documents
import pytest
from cakupan.contracts import roster

CACHED = (roster.kinds, roster.kinds_of_people, roster.contract)  # the lists of words stay as they are
SMALLEST = {
    "number": 90,
    "version": 1,
    "name": "Jenis baru",
    "name_en": "A new kind",
    "title": "Daftar jenis baru",
    "counts": "persons",
    "is_vulnerable": False,
    "is_self_employed": False,
    "unless_owed": {"frequency": "monthly", "list_mode": "full", "carry_forward": False},
    "identifies": {"fields": ["nik", "nama"], "at_least": 2},
    "required": ["nik", "nama"],
    "keeps": ["nik", "nama", "tanggal_lahir"],
    "judges": ["no_urut"],
    "repeats": ["nik", "name_key"],
}


def given_contract(patch: pytest.MonkeyPatch, folder: Path, kind: str, **changed: Any) -> None:
    """Let everything that asks for contracts read copies in this folder, one of them with changed keys.

    The fixture `forget_contracts` must be in use, so that no other test sees them.
    """
    file = roster.FOLDER / "rosters" / f"{kind}.yaml"
    raw = documents.read(file.read_text(encoding="utf-8"))
    _write(patch, folder, kind, {**raw, **changed})


@contextmanager
def contract_with(kind: str, **changed: Any) -> Iterator[None]:
    """Let one contract have these keys as long as this lasts."""
    try:
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            given_contract(patch, Path(folder), kind, **changed)
            yield
    finally:
        forget()


def given_new_kind(patch: pytest.MonkeyPatch, folder: Path, kind: str, **stated: Any) -> None:
    """Let there be one more roster kind: the smallest contract of a list of people, with these keys."""
    _write(patch, folder, kind, {"kind": kind, **SMALLEST, **stated})


def _write(patch: pytest.MonkeyPatch, folder: Path, kind: str, raw: dict[str, Any]) -> None:
    copies = folder / "contracts"
    rosters = copies / "rosters"
    if not copies.exists():
        rosters.mkdir(parents=True)
        for shipped in roster.FOLDER.glob("*.yaml"):
            (copies / shipped.name).symlink_to(shipped)
        for shipped in roster.FOLDER.glob("rosters/*.yaml"):
            (rosters / shipped.name).symlink_to(shipped)
    file = rosters / f"{kind}.yaml"
    file.unlink(missing_ok=True)
    file.write_text(documents.written(raw), encoding="utf-8")
    patch.setattr(roster, "FOLDER", copies)
    forget()


def forget() -> None:
    """Read every contract anew when it is asked for next."""
    for cached in CACHED:
        cached.cache_clear()

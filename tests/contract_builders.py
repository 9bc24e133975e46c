"""Contracts as a test writes them: the shipped ones in a folder of its own, some lines changed."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from cakupan.contracts import roster

CACHED = (roster.headings, roster.aliases, roster.readings, roster.keywords, roster.kinds, roster.contract)


def given_contract(patch: pytest.MonkeyPatch, folder: Path, kind: str, **changed: Any) -> None:
    """Let everything that asks for contracts read copies in this folder, one of them with changed keys.

    The fixture `forget_contracts` must be in use, so that no other test sees them.
    """
    copies = folder / "contracts"
    if not copies.exists():
        shutil.copytree(roster.FOLDER, copies, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = copies / "rosters" / f"{kind}.yaml"
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    file.write_text(yaml.safe_dump({**raw, **changed}, allow_unicode=True), encoding="utf-8")
    patch.setattr(roster, "FOLDER", copies)
    forget()


def forget() -> None:
    """Read every contract anew when it is asked for next."""
    for cached in CACHED:
        cached.cache_clear()

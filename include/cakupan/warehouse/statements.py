"""Statements of SQL that are too long to stand in Python: a file each, beside the module that asks it."""

from functools import cache
from pathlib import Path


@cache
def beside(module: str, name: str) -> str:
    """Return the statement in `name`.sql beside a module, which gives its own `__file__`."""
    return Path(module).with_name(f"{name}.sql").read_text(encoding="utf-8")

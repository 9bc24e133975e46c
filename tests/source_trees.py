"""The syntax of our modules, made once in a process for all conventions that look at it."""

import ast
from functools import cache
from pathlib import Path


@cache
def source(path: Path) -> str:
    """Return the text of a module."""
    return path.read_text(encoding="utf-8")


@cache
def parsed(text: str) -> ast.Module:
    """Return the syntax of a text, which nobody changes."""
    return ast.parse(text)


def tree(path: Path) -> ast.Module:
    """Return the syntax of a module."""
    return parsed(source(path))

"""The syntax of our modules, made once in a process for all conventions that look at it."""

import ast
import gc
from functools import cache
from pathlib import Path


@cache
def source(path: Path) -> str:
    """Return the text of a module."""
    return path.read_text(encoding="utf-8")


@cache
def parsed(text: str) -> ast.Module:
    """Return the syntax of a text, which nobody changes."""
    tree = ast.parse(text)
    gc.freeze()  # it stays until the end: no garbage collector need go through it
    return tree


def tree(path: Path) -> ast.Module:
    """Return the syntax of a module."""
    return parsed(source(path))

"""A table of cases that one test goes through, for cases that take less time than a test of their own."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pytest

CHANGED_BY_A_CASE = {"monkeypatch", "tmp_path"}  # what one case leaves there the next would see
FAILS = (Exception, pytest.fail.Exception)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One row of a table, or of tables that multiply, with the names their rows were given."""

    values: dict[str, Any]
    names: tuple[str, ...] = ()

    def beside(self, other: "Case") -> "Case":
        """Return this case with the values of another table too."""
        return Case(values={**self.values, **other.values}, names=self.names + other.names)

    def __str__(self) -> str:
        values = (f"{name}={repr(value)[:120]}" for name, value in self.values.items())
        return ", ".join((*self.names, *values))


def each_case(
    names: str | Sequence[str], rows: Iterable[Any], *, ids: Sequence[str] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let one test go through all rows and tell every one that fails; a table above a table multiplies.

    Raises: ValueError for a table without rows, a row of another width, or a test that keeps something from
    one case to the next.
    """
    table = _cases(names, list(rows), ids)

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        body = getattr(test, "each_time", test)
        below = getattr(test, "cases", [Case(values={})])
        cases = [case.beside(other) for case in table for other in below]

        @wraps(test)
        def goes_through(*own: Any, **fixtures: Any) -> None:
            failures = list(_failures(lambda values: body(*own, **fixtures, **values), cases))
            if failures:
                raise BaseExceptionGroup(_told(failures, len(cases)), failures)

        described: Any = goes_through
        described.__signature__ = _without(body, cases[0].values)
        described.each_time, described.cases = body, cases
        return goes_through

    return decorate


def _cases(names: str | Sequence[str], rows: list[Any], ids: Sequence[str] | None) -> list[Case]:
    columns = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    if isinstance(names, str) and len(columns) == 1:
        rows = [(row,) for row in rows]
    if not rows or any(len(row) != len(columns) for row in rows):
        raise ValueError(f"A table of {', '.join(columns)} needs rows of as many values.")
    every = [dict(zip(columns, row, strict=True)) for row in rows]
    named = [(each,) for each in ids] if ids else [()] * len(every)
    return [Case(values=row, names=name) for row, name in zip(every, named, strict=True)]


def _failures(try_it: Callable[[dict[str, Any]], None], cases: list[Case]) -> Iterator[BaseException]:
    for case in cases:
        try:
            try_it(case.values)
        except FAILS as failure:
            failure.add_note(f"case: {case}")
            yield failure


def _told(failures: list[BaseException], tried: int) -> str:
    """Name every case that fails, for of many failures pytest shows the first only."""
    lines = [f"{len(failures)} of {tried} cases fail", *(each.__notes__[-1] for each in failures)]
    return "\n".join(lines)


def _without(test: Callable[..., None], columns: Iterable[str]) -> inspect.Signature:
    """Return what a test asks of pytest besides the columns of its table."""
    signature = inspect.signature(test)
    asked = [each for name, each in signature.parameters.items() if name not in columns]
    if kept := CHANGED_BY_A_CASE & {each.name for each in asked}:
        raise ValueError(f"{test.__name__} keeps {', '.join(sorted(kept))} from one case to the next.")
    return signature.replace(parameters=asked)

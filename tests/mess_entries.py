"""Which entry of the mess catalogue a test proves, said where the test stands."""

from collections.abc import Callable
from typing import Any

FIRST, LAST = 1, 33


def entry(number: int) -> Callable[[Any], Any]:
    """Mark a test as proof of one entry of docs/reference/mess-catalogue.md."""

    def mark(test: Any) -> Any:
        test.mess_entry = number
        return test

    return mark

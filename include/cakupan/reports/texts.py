"""The texts of the report in each language: sentences with named slots for figures and names.

A slot is filled by what stands in it, not by its text: a figure stays a figure, and what a partner is called
is not read as part of a sentence.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType

from cakupan.errors import SetupError
from cakupan.reports.document import Figure, Inline
from cakupan.reports.locales import Locale

FOLDER = Path(__file__).parent / "messages"
Slot = str | int | Figure | Inline
# Signs that no text has: Unicode keeps them for the inside of programs.
BEGIN, END = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{BEGIN}(\\d+){END}")


class _Place(FluentType):
    """Where the slot of this number stands, which words beside it may follow where it is a count.

    It is equal to the form of plural that its count asks for, which is how a text chooses among words.
    """

    def __init__(self, number: int, plural: str | None) -> None:
        self._mark = f"{BEGIN}{number}{END}"
        self._plural = plural

    def format(self, locale: object) -> str:
        """Return the mark, which the slot takes the place of."""
        return self._mark

    def __eq__(self, other: object) -> bool:
        """Say whether it asks for this form of plural."""
        return self._plural is not None and self._plural == other

    __hash__ = object.__hash__


@cache
def _bundle(locale: Locale) -> FluentBundle:
    bundle = FluentBundle([locale.value], use_isolating=False)
    for path in sorted((FOLDER / locale.value).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def has(locale: Locale, key: str) -> bool:
    """Say whether the catalogue has a text."""
    return bool(_bundle(locale).has_message(key))


def said(locale: Locale, key: str, count: Callable[[Figure], int | None], /, **slots: Slot) -> Inline:
    """Return a text of the catalogue with its slots filled; `count` is the whole number that a figure prints.

    Raises:
        SetupError: the catalogue has no such text, or the text has a slot that nothing was given for.
    """
    bundle = _bundle(locale)
    places = {
        name: _place(slot, number, count, locale) for number, (name, slot) in enumerate(sorted(slots.items()))
    }
    pattern = bundle.get_message(key).value if bundle.has_message(key) else None
    if pattern is None:
        raise SetupError(f"The report has no text {key} in {locale.value}.")
    text, wrong = bundle.format_pattern(pattern, places)
    if wrong:
        raise SetupError(f"The text {key} of the report in {locale.value} cannot be filled: {wrong[0]}.")
    fillings = [slot for _, slot in sorted(slots.items())]
    return tuple(_filled(str(text), fillings, locale))


def plain(locale: Locale, key: str, /, **slots: str | int) -> str:
    """Return a text of the catalogue that holds no figure.

    Raises:
        SetupError: the catalogue has no such text, or the text has a slot that nothing was given for.
    """
    return "".join(map(str, said(locale, key, lambda _: None, **slots)))


def _place(slot: Slot, number: int, count: Callable[[Figure], int | None], locale: Locale) -> FluentType:
    counted = count(slot) if isinstance(slot, Figure) else slot
    return _Place(number, locale.plural(counted) if isinstance(counted, int) else None)


def _filled(text: str, slots: list[Slot], locale: Locale) -> Iterator[str | Figure]:
    for index, piece in enumerate(MARK.split(text)):
        if index % 2 == 0:
            if piece:
                yield piece
            continue
        match slots[int(piece)]:
            case Figure() | str() as one:
                yield one
            case int(number):
                yield locale.count(number)
            case several:
                yield from several

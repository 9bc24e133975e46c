"""Sentences to partners in two languages; what is stored is a code and what was found, never a sentence."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["id", "en"]
KEPT_TEXT = "text_id"  # the sentence itself, of reasons recorded when that alone was stored
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")  # signs that the database takes in no text


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One sentence in two languages; braces are filled with what was found."""

    text_id: str
    text_en: str

    def said(self, details: Mapping[str, object], language: Language) -> str:
        """Return the sentence with what was found filled in."""
        template = self.text_id if language == "id" else self.text_en
        return template.format_map(_Details(details))


def kept_text(details: Mapping[str, object]) -> str | None:
    """Return the sentence that was stored before details were; it is shown as it is, in any language."""
    return str(details[KEPT_TEXT]) if KEPT_TEXT in details else None


def as_json(details: Mapping[str, object]) -> str:
    """Return details as the warehouse keeps them."""
    return json.dumps(_storable(dict(details)), ensure_ascii=False)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return NOT_STORABLE.sub("", value)
    if isinstance(value, dict):
        return {_storable(name): _storable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else _storable(str(value))


class _Details(dict[str, object]):
    """A detail nobody knew is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "-"

"""Rules that keep the model from matching a row by itself, and the bounds of weights: data, read once."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Veto:
    """A reason not to match: `when` is a condition over levels and the row."""

    name: str
    when: str
    id: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """From which weight, and by which lead, a candidate is matched or shown, in bits."""

    match: Decimal
    lead: Decimal
    possible: Decimal


@cache
def vetoes() -> tuple[Veto, ...]:
    """Return the vetoes in their order."""
    return tuple(Veto(**one) for one in _read("vetoes")["vetoes"])


@cache
def supported() -> str:
    """Return the condition under which a NIK or KPJ speaks for the candidate."""
    return str(_read("vetoes")["supported"])


@cache
def bounds() -> Bounds:
    """Return the bounds of weight and lead."""
    return Bounds(**{name: Decimal(str(bound["at_least"])) for name, bound in _read("deciding").items()})


def as_list() -> str:
    """Return SQL for the names of all vetoes that hold."""
    cases = ", ".join(f"case when {veto.when} then '{veto.name}' end" for veto in vetoes())
    return f"list_filter([{cases}], lambda veto: veto is not null)"


def _read(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return document

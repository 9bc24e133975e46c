"""The rules of what is to be decided, read from their file and held to their form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from cakupan import code_lists
from cakupan.errors import SetupError

FILE = Path(__file__).parent / "rules.yaml"
Each = Literal["own", "listed"]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When a decision is asked for, about what, from whom, by when.

    `base` is the indicator of the figures asked, of the scope itself (`own`) or of each area that it lists,
    and of itself where it lists none with such a figure (`listed`);
    `above` is a number or another indicator that they have to exceed. `list` is a list of the edition
    instead, whose rows are asked for the values of `where`. `slots` names what the texts are filled with:
    indicators of the same area, or columns of the list. `days` count from the last day of the month.
    """

    code: str
    order: int
    days: int
    slots: Mapping[str, str]
    base: str | None = None
    each: Each = "own"
    above: Decimal | str | None = None
    list: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    cost: str | None = None

    @property
    def indicators(self) -> set[str]:
        """The indicators that it reads."""
        if self.base is None:
            return set()
        compared = {self.above} if isinstance(self.above, str) else set()
        return {self.base, *self.slots.values(), *compared, *({self.cost} if self.cost else ())}


@cache
def known() -> tuple[Rule, ...]:
    """Return the rules in their order.

    Raises:
        SetupError: the file is not as the form asks, or names an indicator that there is not.
    """
    try:
        rules = tuple(_rule(dict(one)) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))["rules"])
    except (TypeError, KeyError, ValueError) as error:
        raise SetupError(f"{FILE.name} is not as decisions are written: {error!r}.") from error
    absent = {code for rule in rules for code in rule.indicators} - set(code_lists.rows("indicators"))
    if absent:
        raise SetupError(f"{FILE.name} asks for {', '.join(sorted(absent))}, which is no indicator.")
    return tuple(sorted(rules, key=lambda rule: rule.order))


def _rule(given: dict[str, Any]) -> Rule:
    holds = given.pop("holds", {})
    if ("base" in given) == ("list" in given):
        raise ValueError(f"{given.get('code')} asks for figures or for a list, and not for both")
    above = holds.pop("above", None)
    if holds:
        raise ValueError(f"{given['code']} holds when {', '.join(holds)}, which nobody knows")
    return Rule(**given, above=Decimal(above) if isinstance(above, int) else above)

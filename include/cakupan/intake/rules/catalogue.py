"""What a row rule is, and the list of all of them in the order in which they were declared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from cakupan.contracts.roster import RosterContract

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Rows a rule holds against, the field, and a severity when it differs from the rule's own."""

    rows: pd.Series
    field: str
    severity: Severity | None = None


Check = Callable[[pd.DataFrame, RosterContract], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way a row can be wrong: its code, severity, who mends it, and what to say in two languages."""

    code: str
    severity: Severity
    fixed_by: Literal["partner", "agency"]
    text_id: str
    text_en: str
    check: Check | None = None


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    *,
    text_id: str,
    text_en: str,
    fixed_by: Literal["partner", "agency"] = "partner",
) -> Callable[[Check], Check]:
    """Declare a function as the rule with this code."""

    def declare(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is declared twice")
        RULES[code] = Rule(
            code=code, severity=severity, fixed_by=fixed_by, text_id=text_id, text_en=text_en, check=check
        )
        return check

    return declare


def texts(language: Literal["id", "en"] = "id") -> Mapping[str, str]:
    """Return code to text of every rule."""
    return {code: each.text_id if language == "id" else each.text_en for code, each in RULES.items()}

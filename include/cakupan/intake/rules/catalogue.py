"""What a row rule is, and the list of all of them in the order in which they were declared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from cakupan.contracts.roster import RosterContract
from cakupan.contracts.roster import Severity as Severity

Language = Literal["id", "en"]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Rows a rule holds against, the field, and a severity when it differs from the rule's own."""

    rows: pd.Series
    field: str
    severity: Severity | None = None


Check = Callable[[pd.DataFrame, RosterContract], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way a row can be wrong: its code, severity, who mends it, what is wrong and what to do about it."""

    code: str
    severity: Severity
    fixed_by: Literal["partner", "agency"]
    text_id: str
    text_en: str
    advice_id: str
    advice_en: str
    check: Check | None = None


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    *,
    text_id: str,
    text_en: str,
    advice_id: str,
    advice_en: str,
    fixed_by: Literal["partner", "agency"] = "partner",
) -> Callable[[Check], Check]:
    """Declare a function as the rule with this code."""

    def declare(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is declared twice")
        RULES[code] = Rule(
            code=code,
            severity=severity,
            fixed_by=fixed_by,
            text_id=text_id,
            text_en=text_en,
            advice_id=advice_id,
            advice_en=advice_en,
            check=check,
        )
        return check

    return declare


def texts(language: Language = "id") -> Mapping[str, str]:
    """Return code to what is wrong and what to do, as one text, of every rule."""
    advised = advice(language)
    return {code: f"{text} {advised[code]}" for code, text in reasons(language).items()}


def reasons(language: Language = "id") -> Mapping[str, str]:
    """Return code to what is wrong, of every rule."""
    return {code: each.text_id if language == "id" else each.text_en for code, each in RULES.items()}


def advice(language: Language = "id") -> Mapping[str, str]:
    """Return code to what to do about it, of every rule."""
    return {code: each.advice_id if language == "id" else each.advice_en for code, each in RULES.items()}

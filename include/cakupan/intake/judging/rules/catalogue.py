"""What a row rule is, and the list of all of them in the order in which they were declared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

from cakupan.contracts.roster import RosterContract
from cakupan.contracts.roster import Severity as Severity
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.frame import Frame
from cakupan.intake.judging.rules.groups import Groups

Language = Literal["id", "en"]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Rows a rule holds against, the field, and a severity when it differs from the rule's own."""

    rows: Mask
    field: str
    severity: Severity | None = None


RowCheck = Callable[[Frame, RosterContract], Iterator[Hit]]
GroupCheck = Callable[[Frame, RosterContract, Groups], Iterator[Hit]]
Scope = Literal["row", "submission"]
AnyCheck = TypeVar("AnyCheck", RowCheck, GroupCheck)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way a row can be wrong: its code, severity, who mends it, what is wrong and what to do about it.

    Its label names it in a few words where it is a cause among others, as in the monthly report.
    A rule of scope "row" judges any slice of rows, one of scope "submission" by what all of them show.
    """

    code: str
    severity: Severity
    fixed_by: Literal["partner", "agency"]
    label_id: str
    label_en: str
    text_id: str
    text_en: str
    advice_id: str
    advice_en: str
    scope: Scope = "row"
    check: RowCheck | GroupCheck | None = None

    def hits(self, frame: Frame, contract: RosterContract, groups: Groups) -> Iterator[Hit]:
        """Return the rows the rule holds against, as often as it looks at another field."""
        if self.check is None:
            return iter(())
        if self.scope == "row":
            return cast(RowCheck, self.check)(frame, contract)
        return cast(GroupCheck, self.check)(frame, contract, groups)


WHOLE_ROW = ""  # the field of a rule on no cell in particular
RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    *,
    label_id: str,
    label_en: str,
    text_id: str,
    text_en: str,
    advice_id: str,
    advice_en: str,
    fixed_by: Literal["partner", "agency"] = "partner",
    scope: Scope = "row",
) -> Callable[[AnyCheck], AnyCheck]:
    """Declare a function as the rule with this code."""

    def declare(check: AnyCheck) -> AnyCheck:
        if code in RULES:
            raise ValueError(f"rule {code} is declared twice")
        RULES[code] = Rule(
            code=code,
            severity=severity,
            fixed_by=fixed_by,
            label_id=label_id,
            label_en=label_en,
            text_id=text_id,
            text_en=text_en,
            advice_id=advice_id,
            advice_en=advice_en,
            scope=scope,
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

"""Suggestions about rows that are, or may be, somebody of the register: what looks wrong, never who it is.

They are made of decisions recorded about the rows, so a receipt written before any holds none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from cakupan.intake.judging import rules
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

LIST = Path(__file__).with_name("suggestions.yaml")
POSSIBLE = "_MUNGKIN"  # ends the code of a suggestion about a row that only may be somebody
LIKELY_WORDS = {"tampaknya": "tampaknya", "seems": "seems"}
POSSIBLE_WORDS = {"tampaknya": "mungkin", "seems": "may prove"}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What looks wrong about a row, by code."""

    submission_no: int
    sheet_no: int
    row_number: int
    code: str
    is_likely: bool

    @property
    def told_code(self) -> str:
        """The code that its texts have."""
        return self.code if self.is_likely else f"{self.code}{POSSIBLE}"


@dataclass(frozen=True, kw_only=True)
class Said:
    """The texts of a suggestion, Indonesian with English beside it, and the field that is marked."""

    field: str
    text: str
    advice: str


@cache
def said() -> Mapping[str, Said]:
    """Return the texts by code."""
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return {
        f"{code}{ending}": Said(
            field=one["field"],
            text=f"{one['text_id']} / {one['text_en']}".format(**words),
            advice=f"{one['advice_id']} / {one['advice_en']}",
        )
        for code, one in listed.items()
        for ending, words in (("", LIKELY_WORDS), (POSSIBLE, POSSIBLE_WORDS))
    }


def reasons() -> Mapping[str, str]:
    """Return code to what is wrong, of every rule and suggestion."""
    return {**rules.reasons(), **{code: each.text for code, each in said().items()}}


def advice() -> Mapping[str, str]:
    """Return code to what to do about it, of every rule and suggestion."""
    return {**rules.advice(), **{code: each.advice for code, each in said().items()}}


def texts() -> Mapping[str, str]:
    """Return code to what is wrong and what to do, as one text, of every rule and suggestion."""
    return {**rules.texts(), **{code: f"{each.text} {each.advice}" for code, each in said().items()}}


def of(
    connection: Connection, judged: Sequence[Mapping[str, object]], most: int
) -> Mapping[int, Sequence[Suggestion]]:
    """Return the suggestions about the rows of these judged submissions, at most so many in all."""
    asked = {
        "periods": [each["period"] for each in judged],
        "submission_nos": [each["submission_no"] for each in judged],
        "judgement_nos": [each["judgement_no"] for each in judged],
        "most": most,
    }
    found: dict[int, list[Suggestion]] = defaultdict(list)
    for one in statements.records(connection, Suggestion, statements.beside(__file__, "suggestions"), asked):
        found[one.submission_no].append(one)
    return found

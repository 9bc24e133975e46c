"""Row rules: one function each, over a frame of many submissions of one kind."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.errors import ContractError
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.frame import Frame
from cakupan.intake.judging.rules import identifiers, people, rows  # noqa: F401 - importing declares the rules
from cakupan.intake.judging.rules.catalogue import RULES, WHOLE_ROW, Rule, Severity, advice, reasons, texts
from cakupan.intake.judging.rules.columns import COLUMN_RULES, hint, told
from cakupan.intake.judging.rules.groups import Groups

__all__ = [
    "COLUMN_RULES",
    "RULES",
    "RULES_VERSION",
    "SUBMISSION_RULES",
    "WHOLE_ROW",
    "Findings",
    "Rule",
    "Severity",
    "advice",
    "contract",
    "find",
    "hint",
    "reasons",
    "texts",
    "told",
]
RULES_VERSION = "5"
SUBMISSION_RULES = {
    "TOTAL_BEDA": Rule(
        code="TOTAL_BEDA",
        severity="warning",
        fixed_by="partner",
        label_id="Jumlah tertulis berbeda dengan isi daftar",
        label_en="Stated total differs from the rows",
        text_id="Jumlah yang tertulis pada daftar berbeda dengan jumlah baris yang terbaca.",
        text_en="The total written on the list differs from the rows that were read.",
        advice_id="Pastikan tidak ada baris yang hilang, lalu perbaiki jumlahnya.",
        advice_en="Make sure no row is missing, then correct the total.",
    ),
    **COLUMN_RULES,
}
RULES.update(SUBMISSION_RULES)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What was found in a portion, row by row: `row` is a position in it, the others positions in tuples."""

    row: npt.NDArray[np.int32]
    code: npt.NDArray[np.int8]
    field: npt.NDArray[np.int16]
    is_error: Mask
    codes: tuple[str, ...]
    fields: tuple[str, ...]

    def wrong(self, size: int) -> Mask:
        """Return which of a portion's rows have an error."""
        is_wrong = np.zeros(size, bool)
        is_wrong[self.row[self.is_error]] = True
        return is_wrong


def contract(kind: str) -> RosterContract:
    """Return the contract of one roster kind, to judge by.

    Raises:
        ContractError: the contract is none, or switches a rule that does not exist.
    """
    roster_contract = roster.contract(kind)
    if unknown := sorted((roster_contract.rules_off | set(roster_contract.severities)) - set(RULES)):
        raise ContractError(f"rosters/{kind}.yaml switches rules that do not exist: {', '.join(unknown)}.")
    return roster_contract


def find(frame: Frame, groups: Groups, contract: RosterContract) -> Findings:
    """Return what the contract's rules hold against the rows of a portion, by row, rule and field."""
    codes = tuple(RULES)
    fields: list[str] = []
    parts = []
    for number, each in enumerate(RULES.values()):
        for hit in each.hits(frame, contract, groups):
            severity = contract.severity_of(each.code, hit.severity or each.severity)
            if severity is None or not hit.rows.any():
                continue
            for rows_of_field, name in _by_column(frame, hit.rows, hit.field):
                fields.append(name)
                row = np.flatnonzero(rows_of_field).astype(np.int32)
                parts.append((row, number, len(fields) - 1, severity == "error"))
    return _together(parts, codes, tuple(fields))


Part = tuple[npt.NDArray[np.int32], int, int, bool]


def _together(parts: list[Part], codes: tuple[str, ...], fields: tuple[str, ...]) -> Findings:
    sizes = [len(part[0]) for part in parts]
    row = np.concatenate([np.empty(0, np.int32), *(part[0] for part in parts)])
    code = np.repeat(np.array([part[1] for part in parts], np.int8), sizes)
    field = np.repeat(np.array([part[2] for part in parts], np.int16), sizes)
    is_error = np.repeat(np.array([part[3] for part in parts], bool), sizes)
    rank = np.argsort(np.argsort(np.array(fields, dtype=object), kind="stable")) if fields else field
    order = np.lexsort((rank[field], code, row))
    return Findings(
        row=row[order],
        code=code[order],
        field=field[order],
        is_error=is_error[order],
        codes=codes,
        fields=fields,
    )


def _by_column(frame: Frame, hit: Mask, field: str) -> list[tuple[Mask, str]]:
    """A birth date written with its place is found wrong in that column."""
    if field != "tanggal_lahir" or not frame.is_combined.any():
        return [(hit, field)]
    return [(hit & ~frame.is_combined, field), (hit & frame.is_combined, "tempat_tanggal_lahir")]

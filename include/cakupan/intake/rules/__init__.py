"""Row rules: one function each, over a frame of many submissions of one kind."""

import pandas as pd

from cakupan.contracts.roster import RosterContract
from cakupan.intake.rules import identifiers, people  # noqa: F401 - importing declares the rules
from cakupan.intake.rules.catalogue import RULES, Rule, Severity, advice, reasons, texts

__all__ = [
    "RULES",
    "RULES_VERSION",
    "SUBMISSION_RULES",
    "Rule",
    "Severity",
    "advice",
    "judge",
    "reasons",
    "texts",
]
RULES_VERSION = "1"
KEYS = ["submission_no", "sheet_no", "row_number"]
SUBMISSION_RULES = {
    "TOTAL_BEDA": Rule(
        code="TOTAL_BEDA",
        severity="warning",
        fixed_by="partner",
        text_id="Jumlah yang tertulis pada daftar berbeda dengan jumlah baris yang terbaca.",
        text_en="The total written on the list differs from the rows that were read.",
        advice_id="Pastikan tidak ada baris yang hilang, lalu perbaiki jumlahnya.",
        advice_en="Make sure no row is missing, then correct the total.",
    )
}
RULES.update(SUBMISSION_RULES)


def judge(frame: pd.DataFrame, contract: RosterContract) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the frame with a verdict per row, and the findings (KEYS, field, code, severity) in order."""
    findings = _findings(frame, contract)
    errors = findings.loc[findings["severity"] == "error", "position"].unique()
    is_wrong = pd.Series(False, index=frame.index)
    is_wrong.loc[errors] = True
    is_repeat = _is_repeat(frame, contract, is_wrong)
    verdict = pd.Series("accepted", index=frame.index, dtype="str")
    verdict = verdict.mask(is_repeat, "duplicate").mask(is_wrong, "quarantined")
    return frame.assign(verdict=verdict), findings.drop(columns="position")


def _findings(frame: pd.DataFrame, contract: RosterContract) -> pd.DataFrame:
    parts = [frame.loc[[], KEYS].assign(position=0, field="", code="", severity="", rule_no=0)]
    for number, each in enumerate(RULES.values()):
        if each.check is None or each.code in contract.rules_off:
            continue
        for hit in each.check(frame, contract):
            rows = frame.index[hit.rows.fillna(False).astype(bool)]
            if len(rows):
                severity = contract.severity_of(each.code, hit.severity or each.severity)
                found = frame.loc[rows, KEYS].assign(
                    position=rows,
                    field=_field(frame, rows, hit.field),
                    code=each.code,
                    severity=severity,
                    rule_no=number,
                )
                parts.append(found)
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values([*KEYS, "rule_no", "field"], kind="stable", ignore_index=True).drop(
        columns="rule_no"
    )


def _field(frame: pd.DataFrame, rows: pd.Index, field: str) -> pd.Series | str:
    """A birth date written with its place is found wrong in that column."""
    return frame.loc[rows, "birth_field"] if field == "tanggal_lahir" else field


def _is_repeat(frame: pd.DataFrame, contract: RosterContract, is_wrong: pd.Series) -> pd.Series:
    """A row is a duplicate when an earlier row without errors has the same keys, none of them empty."""
    keys = frame[["submission_no", *contract.repeats]]
    is_candidate = ~is_wrong & keys.notna().all(axis=1)
    repeated = keys[is_candidate].duplicated(keep="first")
    return repeated.reindex(frame.index, fill_value=False).astype(bool)

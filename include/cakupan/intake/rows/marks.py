"""What we add to a partner's workbook, and how it is known again when the workbook comes back."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cakupan.workbooks.model import Workbook

SUMMARY_SHEET = "Ringkasan Cakupan"
SUBMISSION_LABEL = "Nomor kiriman"
STATUS_HEADER = "Status (Cakupan)"
REASON_HEADER = "Alasan (Cakupan)"
ADVICE_HEADER = "Saran (Cakupan)"
ADDED_HEADERS = (STATUS_HEADER, REASON_HEADER, ADVICE_HEADER)
SEARCHED_ROWS = 30
SUBMISSION_ID = re.compile(r"S\d{6,12}")
_KNOWN_HEADERS = frozenset(re.sub(r"\W", "", header).lower() for header in ADDED_HEADERS)
_KNOWN_SHEET = re.compile(rf"{SUMMARY_SHEET}(?: \(\d+\))?", re.IGNORECASE)


def is_added(header: str) -> bool:
    """Whether a column with this heading is one that a receipt of ours added."""
    return re.sub(r"\W", "", header).lower() in _KNOWN_HEADERS


def is_summary(sheet_name: str) -> bool:
    """Whether a sheet of this name is the summary of a receipt, or a copy the partner made of it."""
    return _KNOWN_SHEET.fullmatch(sheet_name.strip()) is not None


def submission_of(workbook: "Workbook") -> str | None:
    """Return the submission that a workbook is the receipt of, None when it is no receipt of ours."""
    for sheet in workbook.sheets:
        if not is_summary(sheet.name):
            continue
        for number in range(min(SEARCHED_ROWS, sheet.height)):
            filled = [text for text in sheet.row(number) if text]
            if filled[:1] == [SUBMISSION_LABEL] and len(filled) > 1 and SUBMISSION_ID.fullmatch(filled[1]):
                return filled[1]
    return None

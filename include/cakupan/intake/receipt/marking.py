"""From findings and verdicts to marks: which cells are coloured, and what each row is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from cakupan.intake import rules
from cakupan.intake.receipt import words
from cakupan.intake.receipt.advice import Advisor
from cakupan.intake.receipt.facts import Facts, Found, JudgedRow, SheetFacts
from cakupan.intake.receipt.marked import CellMark, RowMark, Severity, SheetMarks
from cakupan.intake.receipt.page import Finding

IDENTIFYING = ("nik", "nama", "nama_perusahaan", "nama_proyek", "kpj", "npp")
Key = tuple[int, int]


def sheets(facts: Facts, advisor: Advisor) -> tuple[SheetMarks, ...]:
    """Return the marks of every sheet that rows were taken from."""
    reasons = rules.reasons()
    by_row: dict[Key, list[Found]] = defaultdict(list)
    for found in facts.findings:
        if found.sheet_no is not None and found.row_number is not None:
            by_row[found.sheet_no, found.row_number].append(found)
    return tuple(
        SheetMarks(
            sheet_no=sheet.sheet_no,
            sheet_name=sheet.sheet_name,
            header_row=sheet.header_row,
            cells=tuple(_cells(sheet, facts, by_row, advisor, reasons)),
            rows=tuple(_rows(sheet, facts, by_row, advisor, reasons)),
            added=tuple(each["number"] for each in sheet.columns if each["basis"] == "added"),
        )
        for sheet in facts.sheets
        if not sheet.is_ignored and sheet.header_row is not None
    )


def listed(facts: Facts, advisor: Advisor) -> Iterable[Finding]:
    """Return every finding and repeated row at its place, for a file that cannot be given back marked."""
    texts = rules.reasons()
    names = {each.sheet_no: each.sheet_name for each in facts.sheets}
    for found in facts.findings:
        yield Finding(
            sheet=names.get(found.sheet_no or 0, ""),
            row=found.row_number,
            column=found.column_name or "",
            code=found.code,
            severity=found.severity,
            text=f"{texts[found.code]} {advisor.on(found)}",
        )
    for row in facts.rows:
        if row.verdict == "duplicate":
            yield Finding(
                sheet=names.get(row.sheet_no, ""),
                row=row.row_number,
                column="",
                code=words.REPEATED_CODE,
                severity="duplicate",
                text=f"{words.REPEATED_TEXT} {advisor.on_repeat(row)}",
            )


def _cells(
    sheet: SheetFacts,
    facts: Facts,
    by_row: dict[Key, list[Found]],
    advisor: Advisor,
    reasons: Mapping[str, str],
) -> Iterable[CellMark]:
    """One mark per cell; a finding on a whole row is shown at what identifies the row."""
    marked: dict[Key, list[tuple[Severity, str]]] = defaultdict(list)
    home = next((column for name in IDENTIFYING if (column := sheet.column_of(name))), 1)
    for (sheet_no, row), every in by_row.items():
        if sheet_no == sheet.sheet_no:
            for found in every:
                text = f"{reasons[found.code]} {advisor.on(found)}"
                marked[row, found.column_number or home].append((found.severity, text))
    for each in facts.rows:
        if each.sheet_no == sheet.sheet_no and each.verdict == "duplicate":
            text = f"{words.REPEATED_TEXT} {advisor.on_repeat(each)}"
            marked[each.row_number, home].append(("duplicate", text))
    for (row, column), said in sorted(marked.items()):
        worst = min((severity for severity, _ in said), key=words.WEIGHT.__getitem__)
        yield CellMark(
            row=row, column=column, severity=worst, text="\n\n".join(dict.fromkeys(text for _, text in said))
        )


def _rows(
    sheet: SheetFacts,
    facts: Facts,
    by_row: dict[Key, list[Found]],
    advisor: Advisor,
    reasons: Mapping[str, str],
) -> Iterable[RowMark]:
    """Every received row has a status; a row of another class speaks only when something was found in it."""
    own = {each.row_number: each for each in facts.rows if each.sheet_no == sheet.sheet_no}
    others = {row for sheet_no, row in by_row if sheet_no == sheet.sheet_no} - set(own)
    for number in sorted({*own, *others}):
        found = sorted(by_row.get((sheet.sheet_no, number), ()), key=lambda each: words.WEIGHT[each.severity])
        yield _row(number, own.get(number), found, advisor, reasons)


def _row(
    number: int, row: JudgedRow | None, found: Sequence[Found], advisor: Advisor, reasons: Mapping[str, str]
) -> RowMark:
    why = [_named(each, reasons[each.code]) for each in found]
    what = [advisor.on(each) for each in found]
    severity: Severity | Literal[""] = found[0].severity if found else ""
    status = words.ROW_STATUS[row.verdict] if row else ""
    if row and row.verdict == "duplicate":
        why.append(words.REPEATED_TEXT)
        what.append(advisor.on_repeat(row))
        severity = "duplicate"
    elif row and row.verdict == "accepted" and found:
        status = words.WITH_REMARK
    return RowMark(
        row=number,
        status=status,
        severity=severity,
        reason="\n".join(dict.fromkeys(why)),
        advice="\n".join(dict.fromkeys(what)),
    )


def _named(found: Found, text: str) -> str:
    """Name the column where the text itself does not."""
    name = (found.column_name or "").strip()
    return text if not name or name.lower() in text.lower() else f"{name}: {text}"

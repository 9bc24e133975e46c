"""From findings and verdicts to marks: which cells are coloured, and what each row is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cakupan.intake.answering import suggestions, words
from cakupan.intake.answering.advice import Advisor
from cakupan.intake.answering.facts import Facts, JudgedRow, ReceiptFinding, SheetFacts
from cakupan.intake.answering.page import ListedFinding
from cakupan.intake.judging import rules
from cakupan.intake.rows.marks import ADDED_HEADERS
from cakupan.workbooks.editing.marked import CellMark, RowMark, Severity, SheetMarks

IDENTIFYING = ("nik", "nama", "nama_perusahaan", "nama_proyek", "kpj", "npp")
Key = tuple[int, int]


def sheets(facts: Facts, advisor: Advisor) -> tuple[SheetMarks, ...]:
    """Return the marks of every sheet that rows were taken from."""
    return tuple(
        _Sheet(about=each, facts=facts, advisor=advisor, reasons=suggestions.reasons()).marks(each.header_row)
        for each in facts.sheets
        if not each.is_ignored and each.header_row is not None
    )


def listed(facts: Facts, advisor: Advisor) -> Iterable[ListedFinding]:
    """Return every finding and repeated row at its place, for a file that cannot be given back marked."""
    texts = suggestions.reasons()
    names = {each.sheet_no: each.sheet_name for each in facts.sheets}
    for finding in facts.findings:
        yield ListedFinding(
            sheet=names.get(finding.sheet_no or 0, ""),
            row=finding.row_number,
            column=finding.column_name or "",
            code=finding.code,
            severity=finding.severity,
            text=f"{texts[finding.code]} {advisor.on(finding)}",
        )
    for row in facts.rows:
        if row.verdict == "duplicate":
            yield ListedFinding(
                sheet=names.get(row.sheet_no, ""),
                row=row.row_number,
                column="",
                code=words.REPEATED_CODE,
                severity="duplicate",
                text=f"{words.REPEATED_TEXT} {advisor.on_repeat(row)}",
            )


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One sheet being marked."""

    about: SheetFacts
    facts: Facts
    advisor: Advisor
    reasons: Mapping[str, str]

    @cached_property
    def findings(self) -> dict[int, list[ReceiptFinding]]:
        """The findings of each row."""
        by_row: dict[int, list[ReceiptFinding]] = defaultdict(list)
        for each in self.facts.findings:
            if each.sheet_no == self.about.sheet_no and each.row_number is not None:
                by_row[each.row_number].append(each)
        return by_row

    @property
    def _told(self) -> set[int]:
        """The rows with a finding: one on a heading is told at the heading alone."""
        return {
            number
            for number, every in self.findings.items()
            if any(each.code not in rules.COLUMN_RULES for each in every)
        }

    @cached_property
    def rows(self) -> dict[int, JudgedRow]:
        """The received rows."""
        own = (each for each in self.facts.rows if each.sheet_no == self.about.sheet_no)
        return {each.row_number: each for each in own}

    def marks(self, header_row: int) -> SheetMarks:
        """Return what is to be marked. Every received row has a status, another one when it has findings."""
        return SheetMarks(
            headings=ADDED_HEADERS,
            sheet_no=self.about.sheet_no,
            sheet_name=self.about.sheet_name,
            header_row=header_row,
            cells=tuple(self._cells()),
            rows=tuple(self._row(number) for number in sorted({*self.rows, *self._told})),
            added=tuple(each["number"] for each in self.about.columns if each["basis"] == "added"),
        )

    def _cells(self) -> Iterable[CellMark]:
        """One mark per cell; a finding on a whole row is shown at what identifies the row."""
        marked: dict[Key, list[tuple[Severity, str]]] = defaultdict(list)
        home = next((column for name in IDENTIFYING if (column := self.about.column_of(name))), 1)
        for row, every in self.findings.items():
            for finding in every:
                text = f"{self.reasons[finding.code]} {self.advisor.on(finding)}"
                marked[row, finding.column_number or home].append((finding.severity, text))
        for row, judged in self.rows.items():
            if judged.verdict == "duplicate":
                text = f"{words.REPEATED_TEXT} {self.advisor.on_repeat(judged)}"
                marked[row, home].append(("duplicate", text))
        for (row, column), said in sorted(marked.items()):
            worst = min((severity for severity, _ in said), key=words.WEIGHT.__getitem__)
            text = "\n\n".join(dict.fromkeys(text for _, text in said))
            yield CellMark(row=row, column=column, severity=worst, text=text)

    def _row(self, number: int) -> RowMark:
        row = self.rows.get(number)
        findings = sorted(self.findings.get(number, ()), key=lambda each: words.WEIGHT[each.severity])
        why = [_named(each, self.reasons[each.code]) for each in findings]
        what = [self.advisor.on(each) for each in findings]
        severity: Severity | Literal[""] = findings[0].severity if findings else ""
        status = words.ROW_STATUS[row.verdict] if row else ""
        if row and row.verdict == "duplicate":
            why.append(words.REPEATED_TEXT)
            what.append(self.advisor.on_repeat(row))
            severity = "duplicate"
        elif row and row.verdict == "accepted" and findings:
            status = words.WITH_REMARK
        return RowMark(
            row=number,
            status=status,
            severity=severity,
            reason="\n".join(dict.fromkeys(why)),
            advice="\n".join(dict.fromkeys(what)),
        )


def _named(finding: ReceiptFinding, text: str) -> str:
    """Name the column where the text itself does not."""
    name = " ".join((finding.column_name or "").split())  # a heading may be broken over lines
    return text if not name or name.lower() in text.lower() else f"{name}: {text}"

"""Compare the finished files with the frozen figures: every number at its place, none missing, none extra."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

from cakupan import side_by_side
from cakupan.reports import files
from cakupan.reports.document import Document, Figure, places
from cakupan.reports.files import ReportFiles
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.reading.html import read_html
from cakupan.reports.reading.pdf import read_pdf
from cakupan.reports.reading.seen import Seen
from cakupan.reports.reading.xlsx import Listed, read_xlsx
from cakupan.reports.source import CHANGE_COLUMNS, UNSTATED, ReportSource
from cakupan.reports.xlsx import ALL_NUMBERS, ALL_SHEET

LANGUAGES: tuple[Locale, ...] = (Locale.ID,)
COLUMNS = ("language", "format", "place", "figure_id", "part", "printed", "expected", "problem", "is_equal")
Finding = tuple[str, str, str, str, str, str, str, str, bool]


def places_text(document: Document) -> str:
    """Return the list of places that every format must carry, as canonical JSON."""
    listed = [[place.page, place.figure.figure_id, place.figure.part] for place in places(document)]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_back(
    report_dir: Path,
    figures: pd.DataFrame,
    changes: pd.DataFrame | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> pd.DataFrame:
    """Return one row per number found or missing in each format of a report, in each language.

    `problem` is `differs`, `missing` or `extra` where `is_equal` is false. Numbers on the page of
    corrections are compared with `changes`; without it they count as different. Files are read in processes
    of their own, and `meanwhile` is done here.

    Raises:
        ProcessStopped: a reader ended before it was done.
    """
    known = pd.DataFrame(columns=list(CHANGE_COLUMNS)) if changes is None else changes
    source = ReportSource(figures=figures, edition=UNSTATED, changes=known)
    made = comparisons(report_dir, source)
    with side_by_side.begun(
        lambda: [*made["html"](), *made["xlsx"](), *made["pptx"]()], made["pdf"]
    ) as forks:
        if meanwhile is not None:
            meanwhile()
        rows = [row for fork in forks for row in fork.result()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def comparisons(report_dir: Path, source: ReportSource) -> dict[str, Callable[[], list[Finding]]]:
    """Return how each format is read back and compared in every language, by the name of the format."""
    stated = [_Stated.read(report_dir, source, locale) for locale in LANGUAGES]
    return {
        "html": lambda: [row for one in stated for row in one.html()],
        "xlsx": lambda: [row for one in stated for row in one.xlsx()],
        "pdf": lambda: [row for one in stated for row in one.pdf()],
        "pptx": lambda: [row for one in stated for row in one.pptx()],
    }


@dataclass(frozen=True, kw_only=True)
class _Stated:
    """The files of a report in one language, and what they should carry."""

    files: ReportFiles
    source: ReportSource
    expected: list[tuple[str, Figure]]
    of_slides: list[tuple[str, Figure]]
    book: Book

    @classmethod
    def read(cls, report_dir: Path, source: ReportSource, locale: Locale) -> "_Stated":
        """Read the lists of places."""
        made = files.OF[locale].within(report_dir)
        return cls(
            files=made,
            source=source,
            expected=_expected(made.places),
            of_slides=_expected(made.slide_places),
            book=Book(source, locale),
        )

    def html(self) -> list[Finding]:
        """Read the HTML back."""
        seen, details = read_html(self.files.html)
        shown = {figure.figure_id for _, figure in self.expected}
        return [
            *_compare("html", seen, self.expected, self.book),
            *_compare_details(details, shown, self.source, self.book),
        ]

    def xlsx(self) -> list[Finding]:
        """Read the workbook back."""
        seen, listed = read_xlsx(self.files.xlsx, self.book.locale)
        return [
            *_compare("xlsx", seen, self.expected, self.book),
            *_compare_all(listed, self.source, self.book),
        ]

    def pdf(self) -> list[Finding]:
        """Read the PDF back, which does not say which page of the report a number stands on."""
        return _compare("pdf", read_pdf(self.files.pdf), [("", one) for _, one in self.expected], self.book)

    def pptx(self) -> list[Finding]:
        """Read the slides back."""
        from cakupan.reports.reading.pptx import read_pptx  # what it stands on takes long to load

        return _compare("pptx", read_pptx(self.files.pptx, self.book.locale), self.of_slides, self.book)


def _expected(places: Path) -> list[tuple[str, Figure]]:
    stated = json.loads(places.read_text(encoding="utf-8"))
    return [(page, Figure(figure_id, part)) for page, figure_id, part in stated]


def _compare_all(listed: Listed, source: ReportSource, book: Book) -> list[Finding]:
    """Compare the sheet of all figures column by column, and number by number where they differ."""
    right = {part: book.texts(part) for part, _ in ALL_NUMBERS}
    if listed.ids != list(source.rows) or listed.parts != right:
        return _compare("xlsx", listed.seen(), _all_places(source, book), book)
    return [
        (book.locale.value, "xlsx", place, figure_id, part, text, text, "", True)
        for part, texts in right.items()
        for place, figure_id, text in zip(listed.places[part], listed.ids, texts, strict=True)
        if text
    ]


def _all_places(source: ReportSource, book: Book) -> list[tuple[str, Figure]]:
    named = (Figure(figure_id, part) for figure_id in source.rows for part, _ in ALL_NUMBERS)
    return [(ALL_SHEET, figure) for figure in named if book.printed(figure).plain is not None]


def _compare(
    kind: str, seen: Sequence[Seen], expected: Sequence[tuple[str, Figure]], book: Book
) -> list[Finding]:
    """Align what is seen with what is expected by page and figure, then compare the texts."""
    shown_keys = [(one.page, one.figure) for one in seen]
    if shown_keys == list(expected):
        return [_row(kind, one, book) for one in seen]
    rows: list[Finding] = []
    for step, a, b, c, d in SequenceMatcher(None, list(expected), shown_keys, autojunk=False).get_opcodes():
        if step == "equal":
            rows += [_row(kind, one, book) for one in seen[c:d]]
            continue
        rows += [_missing(kind, page, figure, book) for page, figure in expected[a:b]]
        rows += [_row(kind, one, book, "extra") for one in seen[c:d]]
    return rows


def _row(kind: str, seen: Seen, book: Book, problem: str = "") -> Finding:
    right = book.printed(seen.figure).text
    wrong = problem or ("" if seen.printed == right else "differs")
    figure_id, part = seen.figure
    return (book.locale.value, kind, seen.place, figure_id, part, seen.printed, right, wrong, not wrong)


def _missing(kind: str, page: str, figure: Figure, book: Book) -> Finding:
    right = book.printed(figure).text
    return (book.locale.value, kind, page, figure.figure_id, figure.part, "", right, "missing", False)


def _compare_details(
    details: dict[str, str], shown: set[str], source: ReportSource, book: Book
) -> list[Finding]:
    """Compare what the HTML says of a figure when pointed at."""
    rows: list[Finding] = []
    for figure_id in sorted(shown | set(details)):
        row = source.rows.get(figure_id)
        right, said = ("" if row is None else book.detail(row)), details.get(figure_id, "")
        wrong = "" if said == right else "differs"
        rows.append(
            (book.locale.value, "html", "rincian", figure_id, "detail", said, right, wrong, not wrong)
        )
    return rows

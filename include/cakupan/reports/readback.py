"""Compare the finished files with the frozen figures: every number at its place, none missing, none extra."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

from cakupan import side_by_side
from cakupan.reports import chartback, contents, files, nativeback
from cakupan.reports.chartback import Compared
from cakupan.reports.contents import Contents
from cakupan.reports.document import Figure
from cakupan.reports.files import ReportFiles
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.reading.html import read_html
from cakupan.reports.reading.pdf import read_pdf
from cakupan.reports.reading.seen import Seen
from cakupan.reports.reading.xlsx import Listed, read_xlsx
from cakupan.reports.series import SERIES_COLUMNS
from cakupan.reports.source import CHANGE_COLUMNS, UNSTATED, ReportSource
from cakupan.reports.xlsx import ALL_NUMBERS, all_sheet

LANGUAGES: tuple[Locale, ...] = tuple(Locale)
COLUMNS = ("language", "format", "place", "figure_id", "part", "printed", "expected", "problem", "is_equal")
Finding = tuple[str, str, str, str, str, str, str, str, bool]


def read_back(
    report_dir: Path,
    figures: pd.DataFrame,
    changes: pd.DataFrame | None = None,
    points: pd.DataFrame | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> pd.DataFrame:
    """Return one row per number found or missing in each format of a report, in each language.

    `problem` is `differs`, `missing` or `extra` where `is_equal` is false. Numbers on the page of
    corrections are compared with `changes`, those of earlier months with `points`; without it they count as
    different. Files are read in processes of their own, and `meanwhile` is done here.

    Raises:
        ProcessStopped: a reader ended before it was done.
    """
    moved = pd.DataFrame(columns=list(CHANGE_COLUMNS)) if changes is None else changes
    earlier = pd.DataFrame(columns=list(SERIES_COLUMNS)) if points is None else points
    source = ReportSource(figures=figures, edition=UNSTATED, changes=moved, points=earlier)
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
    contents: Contents
    of_slides: Contents
    book: Book

    @classmethod
    def read(cls, report_dir: Path, source: ReportSource, locale: Locale) -> "_Stated":
        """Read the lists of what they carry."""
        made = files.OF[locale].within(report_dir)
        return cls(
            files=made,
            source=source,
            contents=contents.read(made.places.read_text(encoding="utf-8")),
            of_slides=contents.read(made.slide_places.read_text(encoding="utf-8")),
            book=Book(source, locale),
        )

    def html(self) -> list[Finding]:
        """Read the HTML back."""
        seen, details, charts = read_html(self.files.html)
        marks = ((page, mark.figure) for page, plot in self.contents.plots for mark in plot.marks)
        shown = {figure.figure_id for _, figure in (*self.contents.numbers, *marks)}
        return [
            *_compare("html", seen, self.contents.numbers, self.book),
            *self._found("html", chartback.compare(charts, self.contents.plots, self.book)),
            *_compare_details(details, shown, self.source, self.book),
        ]

    def xlsx(self) -> list[Finding]:
        """Read the workbook back."""
        workbook = read_xlsx(self.files.xlsx, self.book.locale)
        return [
            *_compare("xlsx", workbook.numbers, self.contents.numbers, self.book),
            *self._found("xlsx", nativeback.compare(workbook, self.contents.plots, self.book)),
            *_compare_all(workbook.listed, self.source, self.book),
        ]

    def pdf(self) -> list[Finding]:
        """Read the PDF back, which does not say which page of the report a number stands on."""
        seen, charts = read_pdf(self.files.pdf)
        plots = [("", plot) for _, plot in self.contents.plots]
        return [
            *_compare("pdf", seen, [("", one) for _, one in self.contents.numbers], self.book),
            *self._found("pdf", chartback.compare(charts, plots, self.book)),
        ]

    def _found(self, kind: str, compared: Iterable[Compared]) -> Iterator[Finding]:
        for one in compared:
            figure_id, part = one.figure
            found = (one.drawn, one.expected, one.problem, not one.problem)
            yield (self.book.locale.value, kind, one.place, figure_id, part, *found)

    def pptx(self) -> list[Finding]:
        """Read the slides back."""
        from cakupan.reports.reading.pptx import read_pptx  # what it stands on takes long to load

        seen = read_pptx(self.files.pptx, self.book.locale)
        return _compare("pptx", seen, self.of_slides.numbers, self.book)


def _compare_all(listed: Listed, source: ReportSource, book: Book) -> list[Finding]:
    """Compare the sheet of all figures column by column, and number by number where they differ."""
    right = {part: book.texts(part) for part in ALL_NUMBERS}
    if listed.ids != list(source.rows) or listed.parts != right:
        return _compare("xlsx", listed.seen(), _all_places(source, book), book)
    return [
        (book.locale.value, "xlsx", place, figure_id, part, text, text, "", True)
        for part, texts in right.items()
        for place, figure_id, text in zip(listed.places[part], listed.ids, texts, strict=True)
        if text
    ]


def _all_places(source: ReportSource, book: Book) -> list[tuple[str, Figure]]:
    named = (Figure(figure_id, part) for figure_id in source.rows for part in ALL_NUMBERS)
    return [(all_sheet(book.locale), figure) for figure in named if book.printed(figure).plain is not None]


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

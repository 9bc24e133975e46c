"""Does every format of the report print the frozen figures, each at its place?"""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from lxml import etree

from cakupan.editions.frozen import layout, report
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, failure
from cakupan.errors import EditionDamaged, EditionIncomplete, FileRefused
from cakupan.reports import files, readback
from cakupan.reports.readback import Finding
from cakupan.reports.source import UNSTATED, ReportSource

NAMES = ("html", "pdf", "xlsx", "pptx")
UNREADABLE = (
    *(OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError),
    *(zipfile.BadZipFile, etree.LxmlError, FileRefused, pdfium.PdfiumError, EditionIncomplete),
)


def numbers(edition_dir: Path) -> ReportSource:
    """Return the figures and differences that the formats are compared with, each by its id.

    Raises:
        EditionDamaged: they cannot be read.
    """
    try:
        return report.numbers(edition_dir).stated(UNSTATED, {})  # which looks all of them up
    except UNREADABLE as error:
        raise EditionDamaged(f"What the report prints cannot be read: {error!r}.") from error


def check(edition_dir: Path, numbers: ReportSource, names: tuple[str, ...]) -> tuple[CheckResult, ...]:
    """Read the numbers of these formats back and compare them with the figures, place by place.

    Raises:
        EditionDamaged: the report is not all there.
    """
    folder = edition_dir / layout.FIGURES.parent
    for name in (name for locale in readback.LANGUAGES for name in files.OF[locale]):
        layout.regular(folder / name)
    try:
        comparisons = readback.comparisons(folder, numbers)
    except UNREADABLE as error:
        raise EditionDamaged(f"The places of the report cannot be read: {error!r}.") from error
    return tuple(_checked(name, comparisons[name]) for name in names)


def _checked(name: str, compare: Callable[[], list[Finding]]) -> CheckResult:
    try:
        numbers = compare()
    except UNREADABLE as error:
        return result.concluded(name, [failure(name, "report", f"a {name} file", f"{error!r}"[:200])], "")
    wrong = (dict(zip(readback.COLUMNS, row, strict=True)) for row in numbers if not row[-1])
    failures = [_failure(name, row) for row in wrong]
    return result.concluded(name, failures, f"{len(numbers)} numbers as the figures are, each at its place")


def _failure(name: str, row: Mapping[str, Any]) -> result.Failure:
    where = " at ".join(filter(None, (row["figure_id"], row["place"])))
    if row["language"] != readback.LANGUAGES[0].value:
        where = f"{where} ({row['language']})"
    printed = {"missing": None, "extra": f"{row['printed']}, where none belongs"}
    return failure(name, where, row["expected"], printed.get(row["problem"], row["printed"]), row["part"])

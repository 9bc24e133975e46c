"""Are the pages of the report those that this code makes of the frozen figures, and is none left out?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from cakupan.editions.frozen import layout, report
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, failure
from cakupan.errors import EditionDamaged, EditionIncomplete
from cakupan.reports import contents, deck, files, html, readback
from cakupan.reports import pages as made
from cakupan.reports.report import COUNTRY, Audience, Report
from cakupan.reports.source import ReportSource
from cakupan.warehouse.loads import code_version

NAME = "pages"


def check(edition_dir: Path, numbers: ReportSource, stated: Mapping[str, Any]) -> CheckResult:
    """Make the pages again and compare their list of numbers and the HTML, when this code made the edition.

    Raises:
        EditionDamaged: figures, differences or lists cannot be read.
    """
    if stated["code_version"] != code_version():
        return result.unchecked(
            NAME,
            f"made by code {stated['code_version']}, and this is {code_version()}: whether a page is left out"
            " is not known",
        )
    folder = edition_dir / layout.FIGURES.parent
    try:
        failures = [
            failure(
                NAME, f"{layout.FIGURES.parent}/{name}", "as this code prints the frozen figures", "another"
            )
            for name, content in _printed(edition_dir, numbers, stated)
            if layout.regular(folder / name).read_bytes() != content
        ]
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise EditionDamaged(f"The pages cannot be made again: {error!r}.") from error
    except EditionIncomplete as error:
        return result.concluded(NAME, [failure(NAME, "its lists", "what the report prints", error)], "")
    return result.concluded(NAME, failures, "the HTML, and the lists of numbers that every format carries")


def _printed(
    edition_dir: Path, numbers: ReportSource, stated: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    source = numbers.stated(report.stated(stated), report.lists(edition_dir))
    for locale in readback.LANGUAGES:
        told = Report(source=source, scope=COUNTRY, audience=Audience.INTERNAL, locale=locale)
        document = made.document(told)
        yield str(files.OF[locale].places), contents.text(document, told.book).encode()
        slides = contents.text(deck.document(told), told.book)
        yield str(files.OF[locale].slide_places), slides.encode()
        yield str(files.OF[locale].html), html.render(document, told.book).encode()

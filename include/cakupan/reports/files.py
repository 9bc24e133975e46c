"""What the files of a report are called in each language, and where they lie within its folder."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from cakupan.reports.locales import Locale


@dataclass(frozen=True, kw_only=True)
class ReportFiles:
    """The files of a report in one language.

    `places` lists the numbers that HTML, PDF and workbook carry, `slide_places` those of the slides.
    """

    html: Path
    pdf: Path
    xlsx: Path
    pptx: Path
    places: Path
    slide_places: Path

    def __iter__(self) -> Iterator[Path]:
        """Yield them all."""
        return iter(getattr(self, field.name) for field in fields(self))

    def within(self, folder: Path) -> "ReportFiles":
        """Return them within a folder."""
        return ReportFiles(**{field.name: folder / getattr(self, field.name) for field in fields(self)})


def named(stem: str) -> ReportFiles:
    """Return the files of a report of this name, beside the list of their places."""
    return ReportFiles(
        html=Path(f"{stem}.html"),
        pdf=Path(f"{stem}.pdf"),
        xlsx=Path(f"{stem}.xlsx"),
        pptx=Path(f"{stem}.pptx"),
        places=Path("places.json"),
        slide_places=Path("slides.json"),
    )


OF = {Locale.ID: named("laporan"), Locale.EN: named("report").within(Path("en"))}

"""What the files of a report are called in each language, and where they lie within its folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cakupan.reports.locales import Locale


@dataclass(frozen=True, kw_only=True)
class ReportFiles:
    """The files of a report in one language; `places` lists the numbers that each of the others carries."""

    html: Path
    pdf: Path
    xlsx: Path
    places: Path

    def __iter__(self) -> Iterator[Path]:
        """Yield them all."""
        return iter((self.html, self.pdf, self.xlsx, self.places))

    def within(self, folder: Path) -> "ReportFiles":
        """Return them within a folder."""
        html, pdf, xlsx, places = (folder / path for path in self)
        return ReportFiles(html=html, pdf=pdf, xlsx=xlsx, places=places)


def named(stem: str) -> ReportFiles:
    """Return the files of a report of this name, beside the list of their places."""
    return ReportFiles(
        html=Path(f"{stem}.html"),
        pdf=Path(f"{stem}.pdf"),
        xlsx=Path(f"{stem}.xlsx"),
        places=Path("places.json"),
    )


OF = {Locale.ID: named("laporan"), Locale.EN: named("report").within(Path("en"))}

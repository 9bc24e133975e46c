"""What an edition means by its figures: the code lists, levels and settings that are frozen with it."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cakupan.editions.frozen import layout
from cakupan.errors import EditionDamaged
from cakupan.settings import DBT_PROJECT

Row = Mapping[str, str | None]
LEVELS = ("nation", "province", "regency", "district", "village")
OFFICE = "office"  # serves regencies, and stands beside the tree of areas
NO_DENOMINATOR, NO_TOTAL, ABOVE_100, ZERO_DIVISOR = (
    "TANPA_PENYEBUT",
    "TANPA_TOTAL",
    "DI_ATAS_100",
    "PENYEBUT_NOL",
)


FOLDERS = ("models", "macros", "engines", "seeds")
SUFFIXES = frozenset({".sql", ".yml", ".md", ".csv"})


def of_this_code() -> dict[str, Path]:
    """Return the models, macros and lists of this code, by the place at which an edition keeps them."""
    return {
        source.relative_to(DBT_PROJECT).as_posix(): source
        for folder in FOLDERS
        for source in sorted((DBT_PROJECT / folder).rglob("*"))
        if source.is_file() and source.suffix in SUFFIXES
    }


@dataclass(frozen=True, kw_only=True)
class Definitions:
    """The lists by code, and the least workforce for which a village is ranked."""

    indicators: Mapping[str, Row]
    units: Mapping[str, Row]
    notes: Mapping[str, Row]
    minimum_village_workforce: int

    @property
    def summed(self) -> tuple[str, ...]:
        """The indicators that are sums of evidence."""
        return tuple(code for code, row in self.indicators.items() if row["class"] == "summed")

    @property
    def derived(self) -> tuple[str, ...]:
        """The indicators that are expressions over others."""
        return tuple(code for code, row in self.indicators.items() if row["class"] == "derived")

    def digits(self, indicator_code: str) -> int:
        """Return with how many digits an indicator is printed."""
        return int(self._unit(indicator_code)["digits"] or 0)

    def is_rate(self, indicator_code: str) -> bool:
        """Tell whether an indicator is a share of its denominator."""
        return self._unit(indicator_code)["is_rate"] == "true"

    def flag(self, indicator_code: str, column: str) -> bool:
        """Tell what the list of indicators says under a heading of true and false; no where it has none."""
        return self.indicators[indicator_code].get(column) == "true"

    def note(self, code: str) -> str | None:
        """Return the text of a note."""
        return self.notes[code]["name"]

    def _unit(self, indicator_code: str) -> Row:
        return self.units[str(self.indicators[indicator_code]["unit"])]


def read(bundle: Path) -> Definitions:
    """Return the definitions of a bundle.

    Raises:
        EditionDamaged: a list or the settings are not there, or not what they should be.
    """
    try:
        current = json.loads(layout.regular(bundle / layout.SETTINGS).read_bytes())
        return Definitions(
            indicators=_rows(bundle, "indicators"),
            units=_rows(bundle, "units"),
            notes=_rows(bundle, "notes"),
            minimum_village_workforce=int(current["minimum_village_workforce"]),
        )
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise EditionDamaged(f"The definitions of {bundle} cannot be read: {error!r}.") from error


def _rows(bundle: Path, name: str) -> Mapping[str, Row]:
    """Return a frozen code list by code; what is empty there is nothing, as in a build."""
    path = layout.regular(bundle / layout.SEEDS / f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            row["code"]: {column: text or None for column, text in row.items()}
            for row in csv.DictReader(stream)
        }

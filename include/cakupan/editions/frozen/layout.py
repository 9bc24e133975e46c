"""Where what is frozen lies in the bundle of an edition."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from cakupan.errors import EditionDamaged

FIGURES = Path("report", "figures.parquet")
FIGURES_CSV = Path("report", "figures.csv")
CHANGES = Path("report", "changes.parquet")
SERIES = Path("report", "series.parquet")
PACKAGE = Path("report", "datapackage.json")
FACTS = Path("audit", "facts")
DIMENSIONS = Path("audit", "dimensions")
LISTS = Path("audit", "lists")
SQL = Path("audit", "sql")
SEEDS = SQL / "seeds"
QUERIES = SQL / "evidence"
SETTINGS = SQL / "settings.json"
FROZEN_SETTINGS = ("grace_months", "minimum_village_workforce")
FACT_PREFIX = "fct_"
DIMENSION_PREFIX = "dim_"
EVIDENCE_PREFIX = "evidence__"
NAME = re.compile(r"[a-z][a-z0-9_]*")


def named(folder: Path, suffix: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder with a suffix by their names without it, in byte order.

    Raises:
        EditionDamaged: one is no regular file, or is called what no table is called.
    """
    for path in sorted(folder.glob(f"*{suffix}")):
        name = path.name.removesuffix(suffix)
        if not NAME.fullmatch(name):
            raise EditionDamaged(f"{path}: no frozen table is called {name!r}.")
        yield name, regular(path)


def regular(path: Path) -> Path:
    """Return a path that is a file of its own.

    Raises:
        EditionDamaged: it is a link, a folder, a device, or not there.
    """
    try:
        is_regular = stat.S_ISREG(path.lstat().st_mode)
    except OSError as error:
        raise EditionDamaged(f"{path} cannot be read: {error.strerror}.") from error
    if not is_regular:
        raise EditionDamaged(f"{path} is a link, folder or device; an edition holds files only.")
    return path

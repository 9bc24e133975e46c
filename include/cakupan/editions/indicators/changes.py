"""Write changes of indicators into their list: `python -m cakupan.editions.indicators.changes`."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cakupan import code_lists

INDICATORS = code_lists.SEEDS / "indicators.csv"
INHERITED = (
    "higher_is_better",
    "slicings",
    "highest_level",
    "lowest_level",
    "basis",
    "source",
    "owner",
    "for_offices",
)
POINTS, PERCENT = "points", "change_percent"
Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Since:
    """A month that figures are compared with: in ids, in names, in definitions."""

    code: str
    name: str
    name_en: str
    month: str
    month_en: str


EACH = (
    Since(
        code="month",
        name="Perubahan sebulan",
        name_en="change on the month",
        month="satu bulan sebelumnya",
        month_en="a month before",
    ),
    Since(
        code="year",
        name="Perubahan setahun",
        name_en="change on the year",
        month="bulan yang sama setahun sebelumnya",
        month_en="of the same month a year before",
    ),
)


def text() -> str:
    """Return the list: the rows that people write, then the changes of those with a series."""
    rows = code_lists.rows("indicators")
    written = [row for row in rows.values() if not row["change_of"]]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(written[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(written)
    writer.writerows(change for row in written if row["has_series"] == "true" for change in _changes(row))
    return stream.getvalue()


def _changes(row: Row) -> Iterator[dict[str, str]]:
    """Yield the changes of one: of a percentage in points, of what is counted also in percent."""
    is_rate = code_lists.flag("units", row["unit"], "is_rate")
    for since in EACH:
        yield _change(row, since, POINTS if is_rate else row["unit"])
        if not is_rate:
            yield _in_percent(row, since)


def _change(row: Row, since: Since, unit: str) -> dict[str, str]:
    code = row["code"]
    what, what_en = ("Poin persen", "Points") if unit == POINTS else ("Angka", "Figure")
    return _blank(row) | {
        "code": f"{code}_{since.code}_change",
        "name": f"{since.name}: {_lower(row['name'])}",
        "name_en": f"{row['name_en']}, {since.name_en}",
        "unit": unit,
        "expression": f"{code}.value - {code}.{since.code}_before",
        "definition": f"{what} pada periode dikurangi angka {since.month} sebagaimana diterbitkan waktu itu",
        "definition_en": f"{what_en} of the month less the figure {since.month_en}, as published then",
    }


def _in_percent(row: Row, since: Since) -> dict[str, str]:
    change, code = _change(row, since, PERCENT), row["code"]
    before = f"{code}.{since.code}_before"
    return change | {
        "code": f"{code}_{since.code}_percent",
        "name": f"{since.name} dalam persen: {_lower(row['name'])}",
        "name_en": f"{change['name_en']} in percent",
        "expression": f"100 * ({code}.value - {before}) / {before}",
        "definition": f"{change['definition']}, dibagi angka waktu itu",
        "definition_en": f"{change['definition_en']}, over the figure then",
    }


def _blank(row: Row) -> dict[str, str]:
    """Return what all changes of an indicator share with it."""
    flags = dict.fromkeys(("prints_excluded", "prints_matches", "has_series"), "false")
    shared = {name: row[name] for name in INHERITED}
    named = {"class": "derived", "may_fall": "true", "change_of": row["code"]}
    return dict.fromkeys(row, "") | flags | shared | named


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


if __name__ == "__main__":
    INDICATORS.write_text(text(), encoding="utf-8", newline="")

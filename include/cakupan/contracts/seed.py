"""Write the dbt seed of roster kinds from their contracts: `python -m cakupan.contracts.seed`."""

import csv
import io
from collections import Counter

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.errors import ContractError
from cakupan.settings import DBT_PROJECT

FILE = DBT_PROJECT / "seeds" / "roster_kinds.csv"
COLUMNS = (
    "code",
    "name",
    "name_en",
    "counts",
    "is_vulnerable",
    "is_internship",
    "is_of_village_office",
    "number",
)


def text() -> str:
    """Return the seed: one row per kind, in the order of their numbers.

    Raises:
        ContractError: two kinds have one number.
    """
    contracts = sorted(map(roster.contract, roster.kinds()), key=lambda each: each.number)
    numbers = Counter(each.number for each in contracts)
    if twice := [each.kind for each in contracts if numbers[each.number] > 1]:
        raise ContractError(f"Two roster kinds have one number: {', '.join(twice)}.")
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, contracts))
    return lines.getvalue()


def _row(contract: RosterContract) -> tuple[str, ...]:
    named = {"code": contract.kind, **{name: getattr(contract, name) for name in COLUMNS[1:]}}
    return tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in named.values())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")

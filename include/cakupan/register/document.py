"""Write docs/reference/extracts.md from the contracts: `python -m cakupan.register.document`."""

from cakupan.register.changes import SMALLEST_SHARE
from cakupan.register.check import EXPECTED, IS_DELETED
from cakupan.register.contract import Contract, ExtractColumn, contracts
from cakupan.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "reference" / "extracts.md"

INTRODUCTION = f"""\
# Extract tables

*Written from `include/cakupan/contracts/extracts/` by `python -m cakupan.register.document`: change the
contracts, not this page.*

An extract is a folder with `extract.json` and one file per table, `<table>.csv` or `<table>.parquet`. How
to bring one in: [load an extract](../how-to/load-an-extract.md).

- `extract.json` says of each table whether its file is the whole of it or only changes:
  `{{"membership": "full", "claim": "delta"}}`.
- CSV: UTF-8, commas, one header, cells with commas or line ends in double quotes. Parquet: text, integer,
  decimal, boolean and date columns; no floating-point numbers.
- Every column of the contract must be there, in any order, and no other. An empty cell means "no value".
  Blanks around a value are dropped.
- A row is current until a later extract changes it. Of a **full** file, current rows that it does not have
  are closed; a full file with fewer rows than {SMALLEST_SHARE:.0%} of the current ones is refused as a
  broken export. Of a **delta** file, only the rows it has are touched; the optional column `{IS_DELETED}`
  (true or false) closes a row, and such a row needs nothing but its key.
- Rows keep the load, the file and the record number they came from. In CSV the header is record 1; Parquet
  counts from 1.
- Bytes ever loaded for a table in the same mode are nothing to do: one file mended in an old folder loads
  alone. [Going back](../how-to/load-an-extract.md#correct-a-row) to an older file is asked for by its folder.
- One cell that is not as described here refuses the whole half (register or reference) of the folder. The
  message names table, column and first record, never the cell.

| type | a cell holds |
|---|---|
"""


def text() -> str:
    """Return the page."""
    types = {
        **EXPECTED,
        "code": "one code of the list",
        "codes": "codes of the list joined by `+`, each once",
    }
    rows = "".join(f"| {name} | {expected} |\n" for name, expected in types.items())
    halves = {"register": "The agency's register", "reference": "Reference lists"}
    return INTRODUCTION + rows + "".join(_half(half, title) for half, title in halves.items())


def _half(half: str, title: str) -> str:
    return f"\n## {title}\n" + "".join(_table(one) for one in contracts().values() if one.half == half)


def _table(contract: Contract) -> str:
    rows = "".join(_row(contract, column) for column in contract.columns)
    head = "| column | type | | meaning |\n|---|---|---|---|\n"
    return f"\n### {contract.name}\n{contract.description}\n\n{head}{rows}"


def _row(contract: Contract, column: ExtractColumn) -> str:
    is_key = column.name in contract.key
    need = (
        "key"
        if is_key
        else "required"
        if column.is_required
        else "may be left out"
        if column.is_optional
        else ""
    )
    return f"| `{column.name}` | {_type(column)} | {need} | {column.description} |\n"


def _type(column: ExtractColumn) -> str:
    if not column.codes:
        return column.type
    listed = [f"list `{column.list_name}`"] if column.list_name else []
    return f"{column.type}: {', '.join([*listed, *(f'`{code}`' for code in column.stated_codes)])}"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text(), encoding="utf-8")

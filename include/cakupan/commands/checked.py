"""What `cakupan check` found, for a person to read; cells of the file only when rows were asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

MOST_PLACES = 4  # of one finding; the rest is counted
KIND_BASIS = {
    "given": "as given",
    "obligation": "the partner's only list",
    "partner_id": "from the partner's id",
}
PERIOD_BASIS = {
    "given": "as given",
    "title": "stated in the title",
    "column": "stated in the column of the month",
    "due": "the latest month due",
}
WARNING = "bold yellow"


def show(answer: dict[str, Any], file_name: str) -> None:
    """Print the answer of a check."""
    console = Console(highlight=False, emoji=False, markup=False)
    console.print(Text(file_name, style="bold"))
    _taken_for(console, answer)
    _outcome(console, answer)
    for sheet in answer["sheets"]:
        console.print()
        _sheet(console, sheet)
    if answer["findings"]:
        console.print()
        _findings(console, answer["findings"])
    if answer.get("rows"):
        console.print()
        _rows(console, answer["rows"])


def show_members(answer: dict[str, Any], file_name: str) -> None:
    """Print the answer of a check of an archive: each file as if alone, then one line."""
    console = Console(highlight=False, emoji=False, markup=False)
    if answer["refused"]:
        console.print(Text(file_name, style="bold"))
        _outcome(console, answer)
        return
    for each in answer["members"]:
        show(each, f"{file_name}/{_plain(each['member'])}")
        console.print()
    members = answer["members"]
    accepted = sum(each["accepted"] for each in members)
    received = sum(each["received"] for each in members)
    refused = sum(bool(each["refused"]) for each in members)
    console.print(
        f"{len(members)} files, {refused} of them would be refused;"
        f" {accepted} of {received} rows would be accepted"
    )


def _taken_for(console: Console, answer: dict[str, Any]) -> None:
    for label, value, basis, words in (
        ("kind", answer["kind"], answer["kind_basis"], KIND_BASIS),
        ("period", answer["period"], answer["period_basis"], PERIOD_BASIS),
    ):
        if value:
            console.print(f"{label:<8}{value} ({words.get(basis, basis)})")


def _outcome(console: Console, answer: dict[str, Any]) -> None:
    if answer["refused"]:
        console.print(Text(f"refused {answer['refused']['code']}", style="bold red"))
        console.print(Padding(Text(answer["refused"]["text"]), (0, 0, 0, 8)))
        return
    names = ("received", "accepted", "quarantined", "duplicates")
    counts = " · ".join(f"{name} {answer[name]:,}".replace(",", ".") for name in names)
    console.print(Text(f"{'rows':<8}{counts}"))
    if answer["stated_total"] is not None:
        console.print(f"{'stated':<8}{answer['stated_total']:,}".replace(",", "."))


def _sheet(console: Console, sheet: dict[str, Any]) -> None:
    classes = ", ".join(f"{name} {count}" for name, count in sheet["classes"].items() if count) or "empty"
    name = _plain(sheet["sheet"]) or "(text)"
    hidden = "" if sheet["visible"] else ", hidden"
    if sheet["ignored"] and not sheet["columns"]:
        console.print(Text.assemble((name, "bold"), f"{hidden}: no list, left alone ({classes})"))
        return
    where = "no header found" if sheet["header_row"] is None else f"header in row {sheet['header_row']}"
    told = f"no list of this kind, {where}" if sheet["ignored"] else f"{where} ({classes})"
    console.print(Text.assemble((name, "bold"), f"{hidden}: {told}"))
    table = _table("", "heading", "read as", "why")
    for column in sheet["columns"]:
        is_lost = column["basis"] in ("unknown", "repeated")
        table.add_row(
            column["letter"],
            Text(_plain(column["header"])),
            Text(column["field"] or "-"),
            Text(_why(column), style=WARNING if is_lost else ""),
        )
    console.print(Padding(table, (0, 0, 0, 2)))
    if sheet["left_out"]:
        rows = ", ".join(str(row) for row in sheet["left_out"])
        console.print(Text(f"  another table begins in row {rows} and was not read", style=WARNING))


def _why(column: dict[str, Any]) -> str:
    from cakupan.contracts import roster

    if column["basis"] == "unknown" and column["suggestion"]:
        heading = roster.heading(column["suggestion"])
        return f"{column['why']}: did you mean {heading}?"
    if column["person"]:
        return f"{column['why']}: {column['person']}"
    return str(column["why"])


def _findings(console: Console, findings: Sequence[dict[str, Any]]) -> None:
    """One line per kind of finding: how often, where first, and what to do."""
    grouped: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for each in findings:
        grouped.setdefault((each["severity"], each["code"], each["text"]), []).append(each)
    console.print(Text(f"findings {len(findings)}", style="bold"))
    table = _table("count", "code", "where", "what to do")
    for (severity, code, text), own in sorted(grouped.items(), key=lambda item: (item[0][0], -len(item[1]))):
        table.add_row(
            str(len(own)),
            Text(code, style="red" if severity == "error" else "yellow"),
            Text(_places(own)),
            Text(text),
        )
    console.print(Padding(table, (0, 0, 0, 2)))


def _places(findings: Sequence[dict[str, Any]]) -> str:
    sheets = {each["sheet"] for each in findings}
    column = findings[0]["column"]
    named = [f"{each['sheet']}!{each['row']}" if len(sheets) > 1 else str(each["row"]) for each in findings]
    first = ", ".join(named[:MOST_PLACES]) + (
        f" +{len(named) - MOST_PLACES}" if len(named) > MOST_PLACES else ""
    )
    return f"{_plain(column)}: {first}" if column else f"row {first}"


def _rows(console: Console, rows: Iterable[dict[str, Any]]) -> None:
    names = ("nik", "nama", "tanggal_lahir", "jenis_kelamin", "nama_perusahaan", "nama_proyek", "area_code")
    kept = [name for name in names if any(name in row["fields"] for row in rows)]
    table = _table("row", "verdict", *kept)
    for row in rows:
        fields = [row["fields"].get(name) for name in kept]
        table.add_row(
            str(row["row"]), row["verdict"], *(Text("" if each is None else str(each)) for each in fields)
        )
    console.print(Padding(table, (0, 0, 0, 2)))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column in ("count", "row") else "left")
    return table


def _plain(text: str) -> str:
    """A heading on one line, without what would turn the writing around."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())

"""Commands of auditors: from a figure to rows of files, from a file to figures, and samples to check."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import warehouse

if TYPE_CHECKING:
    from cakupan.editions.tracing.asked import Editions, Reader

MANIFEST = "manifest.json"
OF_MATCHES = ("possible", "unknown")
SOURCE_COLUMNS = ("source", "file", "rows", "numerator", "denominator", "excluded")
TOUCHED_COLUMNS = ("figure_id", "value", "rows", "numerator", "denominator", "excluded")
Edition = Annotated[
    str | None,
    typer.Option("--edition", metavar="PERIOD/vN", help="An edition, or the folder of one; else the newest."),
]
Key = Annotated[
    Path | None, typer.Option("--key", help="The agency's public key or keys, for the folder of an edition.")
]
Untrusted = Annotated[
    bool, typer.Option("--untrusted", help="Look inside the folder of an edition where no key is trusted.")
]
Reason = Annotated[str | None, typer.Option("--reason", help="Why you look; recorded with your name.")]


def trace(
    figure_id: Annotated[
        str | None, typer.Argument(metavar="[FIGURE]", help="Such as ucj_ytd:2024-10:33.28:BPU.")
    ] = None,
    submission: Annotated[
        str | None, typer.Option("--submission", metavar="ID", help="Which figures this file touches.")
    ] = None,
    month: Annotated[
        str | None,
        typer.Option(
            "--month", metavar="YYYY-MM", help="Whence it quotes what the figure was in this month."
        ),
    ] = None,
    edition: Edition = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many evidence rows a page has.")] = 20,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of them.")] = 1,
    key: Key = None,
    is_untrusted: Untrusted = False,
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Follow a figure to rows of files, or a file to figures; who looked is recorded.

    Exit 1 when a file behind it is gone or differs.
    """
    if (figure_id is None) == (submission is None):
        raise typer.BadParameter("give a figure, or a file with --submission")
    if month is not None and figure_id is None:
        raise typer.BadParameter("give a figure with --month")
    with asked(edition, key, is_untrusted, reason) as (editions, reader):
        if submission is not None:
            answer = _touched(submission, edition, editions, reader)
        else:
            answer = _traced(str(figure_id), month, editions, reader, limit, page)
    if as_json:
        print_json(answer)
    elif submission is not None:
        _print_touched(answer)
    elif month is not None:
        _print_month(answer)
    else:
        _print_figure(answer)
    end(answer["problems"])


def sample(
    figure_id: Annotated[str, typer.Argument(metavar="FIGURE", help="Such as ucj_ytd:2024-10:33.28:BPU.")],
    number: Annotated[int, typer.Option("-n", min=1, max=5_000, help="How many rows are drawn.")] = 60,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same rows.")] = 1,
    by: Annotated[
        str, typer.Option("--by", help="equal: each row alike; amount: by the size of its numerator.")
    ] = "equal",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The workbook to write, such as kertas-kerja.xlsx.")
    ] = None,
    edition: Edition = None,
    key: Key = None,
    is_untrusted: Untrusted = False,
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Draw evidence rows of a figure into a workbook for an auditor; the same seed draws the same rows.

    Exit 1 when a file behind a drawn row is gone or differs.
    """
    from cakupan.editions.tracing import draw, working_paper
    from cakupan.editions.tracing import sample as sampling

    rule = next((known for known in draw.RULES if known == by), None)
    if rule is None:
        raise typer.BadParameter(f"{by!r} is no way to draw; one of {', '.join(draw.RULES)}")
    if output is None and not as_json:
        raise typer.BadParameter("give the workbook to write with -o, or --json")
    with asked(edition, key, is_untrusted, reason) as (editions, reader):
        wanted = sampling.Wanted(number=number, seed=seed, by=rule)
        drawn = sampling.sample(figure_id, editions, wanted, reader)
    if output is not None:
        output.write_bytes(working_paper.render(drawn))
    if as_json:
        print_json(drawn.as_dict())
    else:
        print_line(
            f"{output}: {len(drawn.rows)} of {drawn.drawn.population} rows of {figure_id},"
            f" edition {drawn.edition.name}, seed {seed}, by {by}"
        )
    end(list(drawn.problems))


@contextmanager
def asked(
    edition: str | None, key: Path | None, is_untrusted: bool, reason: str | None
) -> Iterator[tuple["Editions", "Reader"]]:
    """Open what a question is about: the folder of an edition, or the warehouse with its editions."""
    from cakupan.editions.tracing.asked import Bundle, Editions, Reader

    if edition is not None and (Path(edition) / MANIFEST).is_file():
        folder = Bundle(Path(edition), key=key, is_untrusted=is_untrusted)
        yield folder, Reader(actor=actor(), reason=reason, connection=None)
        return
    with warehouse() as connection:
        yield Editions(connection, edition), Reader(actor=actor(), reason=reason, connection=connection)


def _traced(
    figure_id: str, month: str | None, editions: "Editions", reader: "Reader", limit: int, page: int
) -> dict[str, Any]:
    from cakupan.editions.tracing import trace as tracing

    pages = tracing.Pages(limit=limit, page=page)
    if month is None:
        return tracing.trace(figure_id, editions, pages, reader)
    return tracing.of_month(figure_id, month, editions, pages, reader)


def _touched(submission: str, edition: str | None, editions: "Editions", reader: "Reader") -> dict[str, Any]:
    from cakupan.editions.tracing import forward

    opened = editions.of_submission(submission) if edition is None else editions.named(edition)
    return forward.touched(submission, opened, reader.connection)


def end(problems: list[str]) -> None:
    """Say what is wrong with files, and end with 1 when anything is."""
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)


def _print_figure(answer: Mapping[str, Any], indent: str = "") -> None:
    figure = answer["figure"]
    definition = answer["definition"]["indicator"]
    print_line(
        f"{indent}{figure['figure_id']}  {figure['value'] or '-'} {figure['unit']}, {figure['area_name']}"
    )
    print_line(f"{indent}{definition.get('name', '')}: {definition.get('definition', '')}")
    print_line(indent + _edition(answer))
    if "inputs" in answer:
        print_line(f"{indent}= {figure['expression']}")
        for one in answer["inputs"]:
            print_line()
            _print_figure(one, indent + "  ")
        for one in answer["quoted"]:
            print_line()
            _print_quoted(one, indent + "  ")
        return
    _print_evidence(answer["evidence"], indent)


def _print_month(answer: Mapping[str, Any]) -> None:
    print_line(_edition(answer))
    _print_quoted(answer["quoted"], "")
    if answer["traced"] is not None:
        print_line()
        _print_figure(answer["traced"], "  ")
    elif answer["quoted"]["whence"] == "edition":
        print_line("that edition does not lie beside this one, so the figure is not followed further")


def _print_quoted(quoted: Mapping[str, Any], indent: str) -> None:
    """Say whence a month is quoted: an edition, or the record of an extract that states a document."""
    print_line(f"{indent}{quoted['figure_id']} in {quoted['period']}: {quoted['value']}, {_whence(quoted)}")
    if quoted["note"]:
        print_line(f"{indent}{quoted['note']}")
    if quoted.get("replaced_value"):
        where = quoted["replaced_document"] or "simulated"
        print_line(f"{indent}not used: {quoted['replaced_value']}, {where}")
    source = quoted.get("source")
    if source is not None:
        named = f"{source['file']}, record {source['record']}, sha256 {source['sha256']}"
        print_line(f"{indent}load {source['load_no']}, {named}")


def _whence(quoted: Mapping[str, Any]) -> str:
    if quoted["whence"] == "edition":
        named = f"edition {quoted['edition']}, manifest sha256 {quoted['manifest_sha256']}"
        return f"quoted as published by {named}, figure {quoted['quoted_id']}"
    if quoted["whence"] == "document":
        return f"quoted from {quoted['document']}"
    return "simulated (simulasi), from no document"


def _print_evidence(evidence: Mapping[str, Any], indent: str) -> None:
    added = ", ".join(
        f"{name} {evidence[name]}"
        for name in ("numerator", "denominator", "excluded", *OF_MATCHES)
        if evidence[name] or name not in OF_MATCHES
    )
    print_line(f"{indent}{evidence['rows']} rows add up to it: {added}")
    print_line()
    print_table([source | {"source": _source(source)} for source in evidence["sources"]], SOURCE_COLUMNS)
    print_line()
    print_line(f"{indent}page {evidence['page']} of {evidence['pages']}")
    for row in evidence["first_rows"]:
        _print_row(row, indent)


def _print_row(row: Mapping[str, Any], indent: str) -> None:
    source = row["source"]
    place = _place(source)
    beside = ", ".join(f"{row[name]} {name}" for name in ("excluded", *OF_MATCHES) if row[name])
    amounts = f"{row['numerator']}/{row['denominator']}" + (f", {beside}" if beside else "")
    unit = f"{row['unit_kind']} {row['unit_no']}"
    print_line(f"{indent}- {unit}: {amounts}; {_source(source)}, {source['file']}, {place}")
    if row["why"]["id"]:
        print_line(f"{indent}  {row['why']['id']}")
        print_line(f"{indent}  {row['why']['en']}")
    if source["cells"]:
        print_line(
            indent
            + "  "
            + " | ".join(f"{cell['header'] or cell['column']}: {cell['text']}" for cell in source["cells"])
        )


def _place(source: Mapping[str, Any]) -> str:
    """Where in its file a row stands; a file may count as a whole, or a sheet of it."""
    if source.get("record"):
        return f"record {source['record']}"
    parts = [f"{name} {source[name]}" for name in ("sheet", "row") if source.get(name)]
    return ", ".join(parts) or "the file itself"


def _edition(answer: Mapping[str, Any]) -> str:
    trusted = "signed" if answer["is_signature_trusted"] else "UNTRUSTED: who signed it was not checked"
    return f"edition {answer['edition']}, manifest sha256 {answer['manifest_sha256']}, {trusted}"


def _source(source: Mapping[str, Any]) -> str:
    if "submission_id" in source:
        return f"{source['submission_id']} {source['partner_id']}"
    return f"{source.get('table', source['kind'])} load {source.get('load_no', '?')}"


def _print_touched(answer: Mapping[str, Any]) -> None:
    stated = answer["submission"]
    print_line(
        f"{stated['submission_id']} of {stated['partner_id']}, {stated['file_name']}, received"
        f" {stated['received_at']}, {stated['outcome']}; sha256 {stated['sha256']}"
    )
    print_line(_edition(answer))
    print_line()
    print_table([row | row["of_file"] for row in answer["figures"]], TOUCHED_COLUMNS)
    for figure_id in answer["derived"]:
        print_line(f"and through these {figure_id}")

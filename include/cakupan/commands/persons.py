"""Commands for what a person may ask of us: what is held on him, a correction, to be forgotten."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import allowed, warehouse
from cakupan.errors import LakeNotReached

app = typer.Typer(
    help="Requests of data subjects (UU 27/2022): export, correct, forget, requests.", no_args_is_help=True
)
Who = Annotated[
    str,
    typer.Argument(
        metavar="NIK|KPJ|PERSON_NO",
        help="A NIK, a KPJ, or a number of a person such as P12; - reads it from standard input, so that it"
        " stays out of the shell's history.",
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", help="Why, in ten letters or more and without names; recorded.")
]
REQUEST_COLUMNS = ("number", "person", "goes_to", "wrong", "asked_by", "acted_at")


@app.command("export")
def export_person(
    who: Who,
    reason: Reason,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file to write: .json, or .xlsx for a workbook.")
    ],
    as_json: Json = False,
) -> None:
    """Write everything held on a person into one file (mode 0600); nothing of it is shown here."""
    from cakupan.rights import export, forget, old_months
    from cakupan.warehouse import server

    stated = _stated(who)
    with server.running(), allowed():
        old_months.bring_back(stated, actor())
        with warehouse() as connection:
            subject = forget.find(connection, stated)
            everything = export.write(connection, subject, output, actor=actor(), reason=reason)
    if as_json:
        print_json({"person": subject.name, "file": str(output), "rows": everything.counts})
        return
    print_line(f"{output} holds what is known of {subject.name}; only you can read it.")
    print_table(
        [{"section": name, "rows": count} for name, count in everything.counts.items()], ("section", "rows")
    )
    print_line("Hand it to the person, or to whom he authorised, and delete it here afterwards.")


@app.command()
def correct(
    who: Who,
    reason: Annotated[
        str, typer.Option("--reason", help="What is wrong, in words and without names or numbers; recorded.")
    ],
    asked_by: Annotated[
        str, typer.Option("--from", help="Who asked and how, such as the number of a letter; recorded.")
    ],
    as_json: Json = False,
) -> None:
    """Record that a person asks for a correction, and say where it goes: data is corrected at its source."""
    from cakupan.rights import forget, requests

    with warehouse() as connection:
        subject = forget.find(connection, _stated(who))
        request = requests.add(connection, subject, wrong=reason, asked_by=asked_by, actor=actor())
    if as_json:
        print_json(asdict(request))
        return
    print_line(f"Request {request.number}, {request.person}. It goes to: {request.goes_to}.")
    print_line("A partner sends a corrected list, which replaces the one before: `cakupan ingest`.")
    print_line("The register is corrected in the agency's system and comes with the next extract.")
    print_line("If two people were taken for one, or one for two, decide it with `cakupan review`.")
    print_line("A published month changes only when it is closed again with a reason.")
    print_line(f"When it is done: cakupan person requests --done {request.number} --reason TEXT")


@app.command()
def requests(
    done: Annotated[
        int | None, typer.Option("--done", metavar="NUMBER", help="Close this request; needs --reason.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="What became of it, without names; recorded.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List open requests for correction and loads in which forgotten persons appeared again; close one."""
    from cakupan.rights import requests as asked

    with warehouse() as connection:
        if done is not None:
            asked.finish(connection, done, reason=reason or "", actor=actor())
        waiting = asked.waiting(connection)
        appeared = asked.appeared_again(connection)
    if as_json:
        print_json(
            {
                "open": [asdict(each) for each in waiting],
                "appeared_again": [asdict(each) for each in appeared],
            }
        )
        return
    if done is not None:
        print_line(f"Request {done} is closed.")
    print_table([asdict(each) for each in waiting], REQUEST_COLUMNS)
    for each in appeared:
        print_line(
            f"Forgotten {each.person} appeared again in load {each.load_no} ({each.kind},"
            f" {each.recorded_at:%Y-%m-%d}); nobody was made of it. Have the source drop the row, or forget"
            " again."
        )


@app.command("forget")
def forget_person(
    who: Who,
    reason: Reason,
    approved_by: Annotated[
        str | None,
        typer.Option(
            "--approved-by", help="Who agreed to it: an office or a letter; recorded as you say it."
        ),
    ] = None,
    is_in_spite_of_membership: Annotated[
        bool,
        typer.Option(
            "--in-spite-of-membership", help="Also an active member, whose data the register is to keep."
        ),
    ] = False,
    is_agreed: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be undone.")] = False,
    as_json: Json = False,
) -> None:
    """Empty what tells of a person and keep the bare number, which published figures rest on. No way back."""
    from cakupan.lake import catching_up
    from cakupan.rights import forget, old_months
    from cakupan.warehouse import server

    stated = _stated(who)
    if not is_agreed:
        typer.confirm("This cannot be undone. Forget the person?", abort=True, err=True)
    order = forget.Order(
        actor=actor(),
        reason=reason,
        approved_by=approved_by,
        is_in_spite_of_membership=is_in_spite_of_membership,
    )
    with server.running(), allowed():
        old_months.bring_back(stated, actor())
        with warehouse() as connection:
            forgotten = forget.apply(connection, stated, order)
        try:
            rewritten = catching_up.settle()
        except LakeNotReached as error:
            raise LakeNotReached(
                f"{forgotten.person} is forgotten in the warehouse, and not in the lake yet. {error}"
                " Run `cakupan lake catch-up` when it answers again."
            ) from error
    if as_json:
        print_json(asdict(forgotten) | {"lake_files": rewritten})
        return
    print_line(f"{forgotten.person} is forgotten; action {forgotten.action_no} says so, with who and why.")
    print_table([{"where": name, "rows": count} for name, count in forgotten.rows.items()], ("where", "rows"))
    print_line("Published figures stay. Months that counted the person cannot be rebuilt as of before today.")
    if forgotten.files:
        print_line("These files hold the person still, with other people; they go when their retention ends:")
    for path in forgotten.files:
        print_line(f"  {path}")


def _stated(who: str) -> str:
    return sys.stdin.readline().strip() if who == "-" else who

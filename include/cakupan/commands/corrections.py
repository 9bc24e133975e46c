"""Commands that mend what came in: release a held list, compare two, judge again under today's rules."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cakupan.commands import changes
from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.questions import parse_edition
from cakupan.commands.warehouse import allowed, require_month, warehouse

Reason = Annotated[str, typer.Option("--reason", help="Why; recorded with your name.")]


def release(
    submission_id: Annotated[str, typer.Argument(help="Such as S000012; `cakupan submissions` lists them.")],
    reason: Reason,
    as_json: Json = False,
) -> None:
    """Let a held list count; who released it and why is recorded, and its receipt is written anew."""
    from cakupan.identity import identify
    from cakupan.intake import answering
    from cakupan.intake.storing import holds
    from cakupan.warehouse import server

    with server.running(), allowed():
        with warehouse() as connection:
            released = holds.release(connection, submission_id, reason=reason, actor=actor())
        identify.catch_up()
        receipts = answering.write([submission_id, *released.siblings])
    own = next(path for path in receipts if path.name.startswith(submission_id))
    if as_json:
        print_json(released.as_dict() | {"receipt": str(own)})
        return
    if released.is_new:
        print_line(
            f"{submission_id} is released: {released.accepted} rows of {released.partner_id}"
            f" ({released.roster_kind}, {released.period}) count from now on."
        )
        if released.siblings:
            print_line(f"Freed with it: {', '.join(released.siblings)}, parts of the same list.")
        print_line("A month already published changes only when it is closed again with a reason.")
    else:
        print_line(f"{submission_id} was released before: {released.reason}")
    print_line(f"Its receipt: {own}")


def diff(
    earlier: Annotated[str, typer.Argument(help="A submission such as S000012, or an edition 2024-10/v1.")],
    later: Annotated[str, typer.Argument(help="What it is compared with, of the same sort.")],
    figure_id: Annotated[str | None, typer.Option("--figure", help="Of editions: this figure only.")] = None,
    cause: Annotated[str | None, typer.Option("--cause", help="Of editions: this cause only.")] = None,
    with_rows: Annotated[
        bool,
        typer.Option(
            "--rows",
            help="Of submissions: show names and values of the rows; recorded with your name."
            " Of editions: list the rows behind the changes.",
        ),
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many rows to name.")] = 20,
    reason: Annotated[str | None, typer.Option("--reason", help="Why you look at rows; recorded.")] = None,
    as_json: Json = False,
) -> None:
    """Say what differs between two submissions, row by row, or between two versions of a month, and why.

    Editions are compared from their folders alone, by name or by path; no server is needed.
    """
    if is_edition(earlier) != is_edition(later):
        raise typer.BadParameter(
            "compare two submissions (diff S000012 S000034) or two editions (diff 2024-10/v1 2024-10/v2)"
        )
    if is_edition(earlier):
        choice = Choice(figure_id=figure_id, cause=cause, limit=limit if with_rows else None)
        _print_changes(earlier, later, choice, as_json)
        return
    if figure_id or cause:
        raise typer.BadParameter("--figure and --cause are for editions")
    _print_difference(earlier, later, limit=limit, with_rows=with_rows, reason=reason, as_json=as_json)


def _print_difference(
    earlier: str, later: str, *, limit: int, with_rows: bool, reason: str | None, as_json: bool
) -> None:
    from cakupan.intake.replaying import difference_shown

    with warehouse() as connection:
        answer = difference_shown.show(
            connection, earlier, later, limit=limit, with_rows=with_rows, actor=actor(), reason=reason
        )
    if as_json:
        print_json(answer)
        return
    counts = ("earlier_rows", "later_rows", "new", "changed", "gone", "same")
    for each in answer["sides"]:
        print_line("{submission_id}: {partner_id}, {kind}, {period}".format_map(each))
    print_line(f"{earlier} -> {later}: " + ", ".join(f"{name} {answer[name]}" for name in counts))
    for name, count in answer["fields"].items():
        print_line(f"  {name}: changed in {count} rows")
    if answer["rows"]:
        columns = (
            "change",
            "matched_by",
            "earlier",
            "later",
            "fields",
            *(("nik", "nama") if with_rows else ()),
        )
        print_table(answer["rows"], columns)
        left = answer["new"] + answer["changed"] + answer["gone"] - len(answer["rows"])
        if left:
            print_line(f"and {left} more rows; --limit shows them")


def is_edition(text: str) -> bool:
    """Tell a version of a month from a submission."""
    return "/" in text


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which changes of editions are asked for; a limit asks for the rows behind them."""

    figure_id: str | None
    cause: str | None
    limit: int | None


def _print_changes(earlier: str, later: str, choice: Choice, as_json: bool) -> None:
    from cakupan.editions.differences import shown

    editions = shown.opened(_edition_folder(earlier), _edition_folder(later))
    asked = {"figure_id": choice.figure_id, "cause": choice.cause}
    width = shutil.get_terminal_size().columns
    if choice.limit is None:
        changed = shown.changes(editions, **asked)
        lines = changes.of_figures(changed, width)
    else:
        changed = shown.rows(editions, **asked, limit=choice.limit)
        lines = changes.of_rows(changed, width)
    if as_json:
        print_json(changed)
        return
    for line in lines:
        print_line(line)


def _edition_folder(text: str) -> Path:
    """Return the folder of an edition that is called by its name or by where it lies."""
    from cakupan.editions import manifest, plan

    if (Path(text) / manifest.MANIFEST).is_file():
        return Path(text)
    period, version = parse_edition(text)
    if version is None:
        raise typer.BadParameter(f"{text!r} is not an edition; write 2024-10/v2")
    return plan.folder(period, version)


def replay(
    submission_ids: Annotated[
        list[str] | None, typer.Argument(metavar="SUBMISSION_ID...", help="Which submissions.")
    ] = None,
    period: Annotated[str | None, typer.Option("--period", help="All of this month, YYYY-MM.")] = None,
    partner: Annotated[str | None, typer.Option("--partner", help="All of this partner.")] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Everything ever judged.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; recorded with your name.")] = None,
    is_agreed: Annotated[bool, typer.Option("--yes", help="Do not ask before it is kept.")] = False,
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    as_json: Json = False,
) -> None:
    """Judge archived submissions again under today's rules: show what changes, ask, and keep what was shown.

    Ends with 1 when one could not be judged, or came out otherwise than it was shown and keeps its judgement,
    or when there are changes that nobody agreed to.
    """
    if not (submission_ids or period or partner or is_all):
        raise typer.BadParameter("name submissions, or give --period, --partner or --all")
    if is_agreed and not is_dry_run and not (reason or "").strip():
        raise typer.BadParameter("say why with --reason before new judgements are kept")
    require_month(period)
    from cakupan.commands import replaying

    answer = replaying.run(
        tuple(submission_ids or ()),
        period=period,
        partner_id=partner,
        reason=reason,
        wanted="show" if is_dry_run else "keep" if is_agreed else "show" if as_json else "ask",
        say=(lambda text: None) if as_json else print_line,
    )
    if as_json:
        print_json(answer)
    if answer["is_waiting"]:
        print_line(f"{answer['changed']} would change; run again with --yes and --reason")
    if answer["left"] or answer["is_waiting"]:
        raise typer.Exit(1)

"""Commands for people who decide who is who: what is undecided, rulings, merges and splits."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line
from cakupan.commands.warehouse import require_month, warehouse

if TYPE_CHECKING:
    from cakupan.identity.review.importing import Imported
    from cakupan.identity.review.listing import Pair

app = typer.Typer(
    help="Rows that may be somebody of the register: list them, decide them, make persons one or two.",
    invoke_without_command=True,
)
Reason = Annotated[
    str, typer.Option("--reason", help="Why, in ten letters or more; recorded with your name.")
]
Second = Annotated[str | None, typer.Option("--second", help="Who agrees, another person than you.")]


@app.callback()
def review(
    context: typer.Context,
    period: Annotated[
        str | None, typer.Option("--period", help="The month, YYYY-MM; else the newest.")
    ] = None,
    partner: Annotated[str | None, typer.Option("--partner", help="Rows of this partner only.")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="How many pairs.")] = 20,
    with_suggestions: Annotated[
        bool, typer.Option("--suggestions", help="Also quarantined rows, which count in no figure; last.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List rows that may be somebody, those that move a figure most first; that you read them is recorded."""
    if context.invoked_subcommand:
        return
    require_month(period)
    from cakupan.identity.review import listing

    asked = listing.Asked(
        period=period, partner_id=partner, limit=limit, with_suggestions=with_suggestions, actor=actor()
    )
    with warehouse() as connection:
        answer = listing.undecided(connection, asked)
    if as_json:
        pairs = [pair.as_dict() for pair in answer.pairs]
        print_json({"period": answer.period, "all_pairs": answer.all_pairs, "pairs": pairs})
        return
    width = shutil.get_terminal_size().columns
    for pair in answer.pairs:
        for line in _lines(pair, width):
            print_line(line)
    print_line(f"{answer.period}: {len(answer.pairs)} of {answer.all_pairs} undecided pairs")


@app.command()
def decide(
    row: Annotated[str, typer.Argument(help="Submission, sheet and row, such as S000123/1/45.")],
    reason: Reason,
    person: Annotated[int | None, typer.Option("--match", help="The number of the person it is.")] = None,
    is_nobody: Annotated[bool, typer.Option("--no-match", help="It is not the person it may be.")] = False,
    second: Second = None,
    as_json: Json = False,
) -> None:
    """Decide who a row is; the same row of later lists follows while the register says the same of him."""
    if (person is None) != is_nobody:
        raise typer.BadParameter("give either --match PERSON or --no-match")
    from cakupan.identity.rulings import deciding
    from cakupan.identity.rulings.said import Said

    said = Said(reason=reason, decided_by=actor(), second_by=second)
    with warehouse() as connection:
        (ruled,) = deciding.record(connection, [deciding.Ruling(row=row, person_no=person, said=said)])
    if as_json:
        print_json(ruled.as_dict())
        return
    told = f"is person {ruled.person_no}" if ruled.person_no is not None else "is not whom it may be"
    print_line(f"{row} {told}{'' if ruled.is_new else ', as was decided before'}.")
    print_line("A month already published changes only when it is closed again with a reason.")


@app.command()
def merge(
    one: Annotated[int, typer.Argument(help="The number of a person.")],
    other: Annotated[int, typer.Argument(help="The number of the same person.")],
    reason: Reason,
    second: Second = None,
    as_json: Json = False,
) -> None:
    """Make two persons one, the older number stays; two people have to agree."""
    from cakupan.identity.rulings import joining
    from cakupan.identity.rulings.said import Said

    said = Said(reason=reason, decided_by=actor(), second_by=second)
    with warehouse() as connection:
        pair = joining.merge(connection, one, other, said)
    if as_json:
        print_json(pair.as_dict())
        return
    print_line(f"Person {pair.younger_no} is person {pair.older_no} from now on.")


@app.command()
def split(
    person: Annotated[int, typer.Argument(help="The number that was made another person's.")],
    reason: Reason,
    second: Second = None,
    as_json: Json = False,
) -> None:
    """Undo a merge from now on; no row of the register makes the two one again."""
    from cakupan.identity.rulings import joining
    from cakupan.identity.rulings.said import Said

    said = Said(reason=reason, decided_by=actor(), second_by=second)
    with warehouse() as connection:
        pairs = joining.split(connection, person, said)
    if as_json:
        print_json([pair.as_dict() for pair in pairs])
        return
    for pair in pairs:
        print_line(f"Person {pair.younger_no} is not person {pair.older_no} from now on.")


@app.command()
def register(as_json: Json = False) -> None:
    """List what is odd about loads of the register, newest first: counted and told, never mended."""
    from cakupan.identity import oddities

    with warehouse() as connection:
        odd = oddities.told(connection)
    if as_json:
        print_json([vars(one) | {"label_id": one.label_id, "label_en": one.label_en} for one in odd])
        return
    for one in odd:
        print_line(f"load {one.load_no}: {one.rows} rows, {one.code}")
        print_line(f"  {one.label_id}")
        print_line(f"  {one.label_en}")
        print_line(f"  first rows (file:row of the extract): {one.first_rows or '-'}")
    print_line(f"{len(odd)} kinds of oddity in the loads of the register")


@app.command()
def stale(as_json: Json = False) -> None:
    """List decisions that apply to no further list, for what they rest on has changed."""
    from cakupan.identity.rulings import stale as staleness

    with warehouse() as connection:
        gone = staleness.find(connection)
    if as_json:
        print_json([each.as_dict() for each in gone])
        return
    for each in gone:
        who = "no match" if each.person_no is None else f"person {each.person_no}"
        print_line(f"{each.row_id}: {who}, by {each.decided_by} on {each.decided_at:%Y-%m-%d}: {each.reason}")
    print_line(f"{len(gone)} decisions no longer apply; decide their rows again")


@app.command()
def resolve(
    submission_ids: Annotated[
        list[str] | None, typer.Argument(help="Lists whose receipts are to be written anew.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say who the rows are that came since, as ingest_rosters does. Exit 1 when that has to wait."""
    from cakupan.identity import identify
    from cakupan.intake import answering

    waits = identify.catch_up()
    receipts = answering.write(submission_ids) if submission_ids and waits is None else []
    if as_json:
        print_json({"waits": waits, "receipts": [str(path) for path in receipts]})
    else:
        print_line(
            f"Matching waits: {waits}." if waits else "Every row that came is matched as far as known."
        )
        for path in receipts:
            print_line(f"Its receipt: {path}")
    if waits:
        raise typer.Exit(1)


@app.command()
def export(
    out: Annotated[Path, typer.Option("-o", "--out", help="The workbook to write.")],
    period: Annotated[
        str | None, typer.Option("--period", help="The month, YYYY-MM; else the newest.")
    ] = None,
    partner: Annotated[str | None, typer.Option("--partner", help="Rows of this partner only.")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="How many pairs.")] = 500,
) -> None:
    """Write undecided pairs into a workbook for a team; that they were read is recorded."""
    require_month(period)
    if out.exists():
        raise typer.BadParameter(f"{out} is there already")
    from cakupan.identity.review import listing, workbook

    asked = listing.Asked(
        period=period, partner_id=partner, limit=limit, with_suggestions=False, actor=actor()
    )
    with warehouse() as connection:
        answer = listing.undecided(connection, asked)
        out.write_bytes(workbook.write(answer.pairs))
    print_line(f"{len(answer.pairs)} of {answer.all_pairs} undecided pairs of {answer.period}: {out}")


@app.command(name="import")
def take_in(
    file: Annotated[Path, typer.Argument(help="A review workbook that came back.")],
    second: Second = None,
    is_partial: Annotated[
        bool, typer.Option("--partial", help="Record what can be, although rows are refused.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Record what a workbook decides, all or nothing, and answer each row. Exit 1 when one is refused."""
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}")
    from cakupan.identity.review import importing

    with warehouse() as connection:
        imported = importing.take(
            connection, file, second_by=second, returned_by=actor(), is_partial=is_partial
        )
    if as_json:
        print_json(imported.as_dict())
    else:
        for line in _answers(imported):
            print_line(line)
    if imported.count("refused"):
        raise typer.Exit(1)


def _answers(imported: "Imported") -> Iterator[str]:
    for each in imported.answers:
        if each.outcome not in ("recorded", "open"):
            where = f"row {each.line}, " if each.line is not None else ""
            because = f", {each.because}" if each.because else ""
            yield f"{where}{each.row_id or '(no pair)'}: {each.outcome}{because}"
    counts = Counter(each.outcome for each in imported.answers)
    yield ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "no row decides anything"
    if counts["recorded"] and not imported.is_recorded:
        yield "Nothing was recorded, for rows are refused; mend them, or give --partial."


def _lines(pair: "Pair", width: int) -> Iterator[str]:
    """A pair in lines of a width: the row, the person, what is alike in both languages, what it moves."""
    yield f"{pair.row_id}  {pair.partner_id}{' (quarantined, a suggestion)' if pair.is_suggestion else ''}"
    yield from _wrapped(f"{pair.name or '-'}, {pair.nik or 'tanpa nomor'}, {pair.place_code or '-'}", width)
    yield from _wrapped(
        f"{pair.person_name or '-'}, {pair.person_nik or 'tanpa nomor'}, {pair.person_place_code or '-'}"
        f" = person {pair.person_no}",
        width,
    )
    yield from _wrapped("; ".join(pair.reasons) or "tidak ada yang dibandingkan", width)
    yield from _wrapped("; ".join(pair.reasons_en) or "nothing compared", width)
    told = {"weight": pair.weight, "lead": pair.lead, "model": pair.model_version}
    score = [f"{name} {value}" for name, value in told.items() if value is not None]
    yield from _wrapped(" · ".join([pair.effect, *score]), width)
    yield ""


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="  ", subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip

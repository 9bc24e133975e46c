"""Commands that answer: what is in this file, what came in, what was published, where a figure comes from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan.commands import checked, witnessing
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import require_month, warehouse

if TYPE_CHECKING:
    from cakupan.editions.verifying.result import VerifyResult

SUBMISSION_COLUMNS = (
    "submission_id",
    "partner_id",
    "kind",
    "period",
    "outcome",
    "received",
    "accepted",
    "quarantined",
    "duplicates",
    "because",
)
SHOWN_FAILURES = 20
NARROW_COLUMNS = ("submission_id", "partner_id", "period", "outcome", "accepted", "received")
SHORT = {"accepted_with_findings": "findings"}  # as --outcome takes it, it is wider than a column
FIGURE_COLUMNS = ("figure_id", "area_name", "value", "unit", "numerator", "denominator", "edition")
Period = Annotated[str | None, typer.Option("--period", help="Only this month, YYYY-MM.")]


def check(
    file: Annotated[Path, typer.Argument(help="The workbook or CSV file to judge.")],
    partner: Annotated[str | None, typer.Option("--partner", help="Whose file it is.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="The roster kind, when no partner is given.")
    ] = None,
    area: Annotated[
        str | None, typer.Option("--area", help="The area code, when no partner is given.")
    ] = None,
    period: Annotated[str | None, typer.Option("--period", help="The month, YYYY-MM.")] = None,
    with_rows: Annotated[bool, typer.Option("--rows", help="Print each row's verdict and fields.")] = False,
    as_json: Json = False,
) -> None:
    """Judge a file, or each one of a ZIP archive, and store nothing. Exit 1 when one would be refused."""
    if partner is None and (kind is None or area is None):
        raise typer.BadParameter("give --partner, or --kind and --area")
    require_month(period)
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}")
    _require_area(area)
    from cakupan.intake.asking import check as checking
    from cakupan.intake.asking import check_archive

    asked: dict[str, str | None] = {"partner_id": partner, "kind": kind, "area_code": area, "period": period}
    members = check_archive.check(file, **asked, with_rows=with_rows)
    answer = checking.check(file, **asked, with_rows=with_rows) if members is None else members
    if as_json:
        print_json(answer)
    elif members is None:
        checked.show(answer, file.name)
    else:
        checked.show_members(members, file.name)
    if answer["refused"] or any(each["refused"] for each in answer.get("members", ())):
        raise typer.Exit(1)


def submissions(
    period: Period = None,
    partner: Annotated[str | None, typer.Option("--partner", help="Only of this partner.")] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="accepted, accepted_with_findings, refused, held or waiting."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what partners sent and what became of it; with --json also when, why and which receipt."""
    from cakupan.intake.asking import listing

    require_month(period)
    if outcome not in (None, *listing.OUTCOMES):
        raise typer.BadParameter(f"{outcome!r} is not an outcome; one of {', '.join(listing.OUTCOMES)}")
    with warehouse() as connection:
        listing.require_partner(connection, partner)
        rows = listing.submissions(connection, period, partner_id=partner, outcome=outcome)
    if as_json:
        print_json(rows)
    else:
        told = [
            row
            | {
                "outcome": SHORT.get(row["outcome"], row["outcome"]),
                "because": row["refusal_code"] or row["held_reason"],
            }
            for row in rows
        ]
        print_table(told, SUBMISSION_COLUMNS, least=NARROW_COLUMNS)


def figures(
    edition: Annotated[
        str, typer.Argument(metavar="PERIOD[/vN]", help="A month, newest version unless said.")
    ],
    as_json: Json = False,
) -> None:
    """List the figures of an edition."""
    from cakupan.editions import listing

    period, version = parse_edition(edition)
    with warehouse() as connection:
        rows = listing.figures(connection, period, version)
    _print_rows(rows, FIGURE_COLUMNS, as_json)


def verify(
    edition_dir: Annotated[Path, typer.Argument(help="The folder of an edition, editions/<month>/v<n>.")],
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", help="The agency's public key or list of keys; without it, this installation's list."
        ),
    ] = None,
    is_untrusted: Annotated[
        bool, typer.Option("--untrusted", help="Look inside also where no key is trusted.")
    ] = False,
    head: Annotated[
        Path | None,
        typer.Option(
            "--head", help="What a witness keeps; with it EDITION_DIR may be the folder of all editions."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check everything an edition says against its own files, one line per check; needs no server."""
    from cakupan.editions.verifying import verify as verifying

    witnessed = None if head is None else witnessing.compare(edition_dir, head, key)
    if witnessed is not None and not (edition_dir / "manifest.json").is_file():
        witnessing.show(witnessed, as_json=as_json)
        raise typer.Exit(0 if witnessed["is_ok"] else 1)
    verified = verifying.verify(edition_dir, key, is_untrusted=is_untrusted)
    if as_json:
        print_json(verified.as_dict() | ({} if witnessed is None else {"head": witnessed}))
    else:
        _show_checks(verified)
        if witnessed is not None:
            witnessing.show(witnessed)
    if not verified.is_ok or (witnessed is not None and not witnessed["is_ok"]):
        raise typer.Exit(1)


def _show_checks(verified: "VerifyResult") -> None:
    for check in verified.checks:
        print_line(str(check))
        for failure in check.failures[:SHOWN_FAILURES]:
            print_line(f"  {failure}")
        if len(check.failures) > SHOWN_FAILURES:
            print_line(f"  and {len(check.failures) - SHOWN_FAILURES} more; --json lists all")
    print_line(f"{verified.verdict} ({verified.seconds} s)")


def parse_edition(text: str) -> tuple[str, int | None]:
    """Return period and version of `2024-10` or `2024-10/v2`."""
    month, _, version = text.partition("/")
    require_month(month)
    if not version:
        return month, None
    if not version.startswith("v") or not version[1:].isdigit():
        raise typer.BadParameter(f"{text!r} is not an edition; write 2024-10/v2")
    return month, int(version[1:])


def _require_area(code: str | None) -> None:
    """Refuse a code that no area has or had; a row of the file would be blamed for it."""
    from cakupan.reference import areas

    if code is not None and not areas.frame()["area_code"].eq(code).any():
        raise typer.BadParameter(f"there is no area {code}; write its Kemendagri code, such as 33.28")


def _print_rows(rows: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        print_json(rows)
    else:
        print_table(rows, columns)

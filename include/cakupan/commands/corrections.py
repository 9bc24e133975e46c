"""Commands that mend what came in: release a held list, compare two, judge again under today's rules."""

from typing import Annotated

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line
from cakupan.commands.warehouse import warehouse

Reason = Annotated[str, typer.Option("--reason", help="Why; recorded with your name.")]


def release(
    submission_id: Annotated[str, typer.Argument(help="Such as S000012; `cakupan submissions` lists them.")],
    reason: Reason,
    as_json: Json = False,
) -> None:
    """Let a held list count; who released it and why is recorded, and its receipt is written anew."""
    from cakupan.intake import holds, receipt
    from cakupan.warehouse import server

    with server.running():
        with warehouse() as connection:
            released = holds.release(connection, submission_id, reason=reason, actor=actor())
        receipts = receipt.write([submission_id])
    if as_json:
        print_json(released.as_dict() | {"receipt": str(receipts[0])})
        return
    if released.is_new:
        print_line(
            f"{submission_id} is released: {released.accepted} rows of {released.partner_id}"
            f" ({released.roster_kind}, {released.period}) count from now on."
        )
        print_line("A month already published changes only when it is closed again with a reason.")
    else:
        print_line(f"{submission_id} was released before: {released.reason}")
    print_line(f"Its receipt: {receipts[0]}")

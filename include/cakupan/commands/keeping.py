"""What is kept no longer: `cakupan retention` tells it, and purges it."""

from typing import Annotated

import typer

from cakupan import settings
from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import warehouse
from cakupan.retention.purge import Purge


def retention(
    is_purged: Annotated[
        bool, typer.Option("--purge", help="Delete what is listed; recorded with your name.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; by default that its period ended.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what has been kept for longer than its period, and purge it when asked to."""
    from cakupan.retention import periods, purge
    from cakupan.warehouse import server

    kept = periods.read(settings.load().home)
    with server.running():
        if is_purged:
            found = purge.apply(kept, actor(), reason or purge.REASON)
        else:
            with warehouse() as connection:
                found = purge.find(connection, kept)
    if as_json:
        print_json(as_dict(found))
        return
    _print(found)


def as_dict(found: Purge) -> dict[str, object]:
    """Return what `--json` prints."""
    home = settings.load().home
    return {
        "purged": found.is_done,
        "counts": found.counts,
        "files": [
            {"kind": file.kind, "path": str(file.path.relative_to(home)), "of": list(file.subjects)}
            for file in found.files
        ],
        "lists": [{"submission_id": one.submission_id, "rows": one.row_count} for one in found.lists],
        "register_rows": [
            {"table": one.table, "replaced_before": one.replaced_before, "rows": one.row_count}
            for one in found.register_rows
        ],
    }


def _print(found: Purge) -> None:
    if not found.counts:
        print_line("Nothing is kept for longer than its period.")
        return
    print_table(
        [{"kind": kind, "number": number} for kind, number in found.counts.items()], ["kind", "number"]
    )
    if found.is_done:
        print_line("Purged and recorded. Published figures stay; `cakupan trace` tells what is gone.")
    else:
        print_line("Nothing was deleted: --purge does it, as the pipeline apply_retention does every month.")

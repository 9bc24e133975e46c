"""The lake: let it catch up, compare its files with what was written, say what it holds."""

from dataclasses import asdict
from typing import Annotated

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import require_month, warehouse
from cakupan.errors import LakeDamaged

app = typer.Typer(
    help="Rows of the warehouse as Parquet, in a folder or bucket: catch-up, check, status.",
    no_args_is_help=True,
)


@app.command("catch-up")
def catch_up(as_json: Json = False) -> None:
    """Write what closes have seen and the lake lacks; also what was emptied since, so that it is gone."""
    from cakupan.lake import catching_up
    from cakupan.warehouse import server

    with server.running():
        done = catching_up.catch_up()
    if as_json:
        print_json(asdict(done))
        return
    print_line(
        f"{done.loads} loads: {done.files} files, {done.rows} rows, {done.bytes} bytes;"
        f" {done.rewritten} written anew."
    )


@app.command("bring-back")
def bring_back(
    months: Annotated[list[str], typer.Argument(help="Months whose rows are in the lake alone, YYYY-MM.")],
    as_json: Json = False,
) -> None:
    """Copy the rows of old months back into the database, until the next run lets them leave again."""
    from cakupan.lake import months as old_months
    from cakupan.warehouse import server

    for month in months:
        require_month(month)
    with server.running():
        back = old_months.bring_back(months, actor(), "diminta")
    if as_json:
        print_json({"months": back})
        return
    for month in months:
        print_line(f"{month}: {back[month]} rows are back." if month in back else f"{month} had not left.")


@app.command()
def check(
    is_mended: Annotated[
        bool, typer.Option("--mend", help="Write again from the warehouse what is missing or damaged.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read every file and compare it with the hash it was written with; exit 1 if one is not as it was."""
    from cakupan.lake import checking, record

    with warehouse() as connection:
        wrong = checking.check(connection, is_mended=is_mended)
        files = len(record.files(connection))
    if as_json:
        print_json({"files": files, "wrong": [asdict(one) for one in wrong]})
    else:
        for one in wrong:
            print_line(f"{one.path}: {one.what}{', written again' if one.is_mended else ''}")
        print_line(f"{files} files, {len(wrong)} not as they were written.")
    left = [one.path for one in wrong if not one.is_mended]
    if left:
        raise LakeDamaged(
            f"{len(left)} files of the lake are not as they were written."
            + (
                " The warehouse does not hold their rows any more: put them back from a backup."
                if is_mended
                else " `cakupan lake check --mend` writes again what the warehouse still holds."
            )
        )


@app.command()
def status(as_json: Json = False) -> None:
    """Say where the lake is, how many rows it holds of each table, and what it lacks."""
    from cakupan.lake import checking

    with warehouse() as connection:
        known = checking.status(connection)
    if as_json:
        print_json(asdict(known))
        return
    print_line(f"{known.address}: {known.files} files, {known.rows} rows, {known.bytes} bytes.")
    if not known.is_kept:
        print_line("A close does not let it catch up: CAKUPAN_LAKE is not set.")
    print_table([{"table": name, "rows": count} for name, count in known.tables.items()], ["table", "rows"])
    print_line(
        f"{known.lacking_loads} loads are lacking, {known.waiting_loads} wait until a close has seen them,"
        f" {known.unsettled} files hold rows that were emptied since."
    )

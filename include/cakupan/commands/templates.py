"""The command that writes the workbook a partner fills in."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cakupan.commands.output import print_line
from cakupan.commands.warehouse import require_month
from cakupan.errors import NotFound


def template(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="The roster kind; any other word names them all.")
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", help="The .xlsx to write, a folder to write it in, or - for stdout."),
    ],
    partner: Annotated[
        str | None, typer.Option("--partner", help="For whom: their area gives the lists of places.")
    ] = None,
    area: Annotated[
        str | None, typer.Option("--area", help="The area code, when no partner is given.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="The month, YYYY-MM; without it the partner picks one.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a workbook that a partner fills in and intake takes without a finding."""
    from cakupan import settings
    from cakupan.contracts import roster
    from cakupan.intake.template.workbook import TemplateOrder
    from cakupan.intake.template.workbook import template as made

    if kind not in roster.kinds():
        raise typer.BadParameter(f"there is no roster kind {kind!r}; known: {', '.join(roster.kinds())}")
    require_month(period)
    order = TemplateOrder(
        kind=kind,
        partner_id=partner,
        area_code=area or _area_of(partner),
        period=period,
        today=datetime.now(settings.JAKARTA).date(),
    )
    if str(output) == "-":
        sys.stdout.buffer.write(made(order))
        return
    path = output / order.file_name if output.is_dir() else output
    _write(path, made(order), force=force)
    print_line(str(path))


def _write(path: Path, data: bytes, *, force: bool) -> None:
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{path.name} must end in .xlsx, or spreadsheets will not open it")
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise typer.BadParameter(f"{path} is there already; --force writes over it") from error
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}") from error


def _area_of(partner_id: str | None) -> str | None:
    """The area the extracts on this machine state for a partner.

    Raises:
        NotFound: they know no such partner.
    """
    from cakupan.intake.asking import partner_files

    if partner_id is None:
        return None
    if known := partner_files.partner(partner_id):
        return known.area_code
    raise NotFound(f"There is no partner {partner_id!r} on the lists of this machine; give --area too.")

"""The command that makes reports of parts of the country from a published edition."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cakupan import settings
from cakupan.commands.output import Json, print_json, print_line
from cakupan.commands.questions import parse_edition
from cakupan.errors import NotFound

CORES = os.cpu_count() or 1
LEVELS = ("province", "regency", "village")


def report(
    edition: Annotated[
        str, typer.Argument(metavar="PERIOD[/vN]", help="A month, newest version unless said.")
    ],
    of: Annotated[
        list[str] | None,
        typer.Option("--of", help="Of which area or office, by its code, such as 33.28; may be repeated."),
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", help="Of every area of a level: province, regency or village.")
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--audience", help="internal, or public: no count of fewer than five, nobody named as late."
        ),
    ] = "internal",
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to; briefs/<month>/v<n> unless said.")
    ] = None,
    processes: Annotated[int, typer.Option("--processes", help="How many at a time.", min=1)] = CORES,
    as_json: Json = False,
) -> None:
    """Make reports of areas or offices from a published edition, each number read back; needs no server."""
    from cakupan.editions import briefs
    from cakupan.reports.report import Audience

    if audience not in {*Audience}:
        raise typer.BadParameter(f"{audience!r} is no audience; internal or public")
    if every is not None and every not in LEVELS:
        raise typer.BadParameter(f"{every!r} is no level; one of {', '.join(LEVELS)}")
    if not of and every is None:
        raise typer.BadParameter("give --of with a code, or --every with a level")
    opened = briefs.Edition.open(_folder(edition))
    scopes = [opened.scope(code) for code in of or ()] + (opened.scopes(every) if every else [])
    if not scopes:
        raise NotFound(f"{opened.name} has no {every} with a rate of coverage.")
    target = out or briefs.default_folder(opened.name)
    made: list[briefs.Brief] = []
    with typer.progressbar(
        briefs.write(opened, scopes, Audience(audience), target, processes),
        length=len(scopes),
        label=f"{opened.name}: {len(scopes)} reports",
        file=typer.get_text_stream("stderr"),
    ) as progress:
        made += progress
    made.sort(key=lambda one: one.code)
    if as_json:
        print_json([asdict(one) | {"folder": str(one.folder)} for one in made])
        return
    for one in made:
        print_line(f"{one.code}: {one.folder} ({one.numbers} numbers read back)")


def _folder(edition: str) -> Path:
    """Return the folder of an edition; the newest version of a month unless one is named.

    Raises:
        NotFound: nothing of it is published here.
    """
    period, version = parse_edition(edition)
    root = settings.load().folder("editions") / period
    if version is not None:
        return root / f"v{version}"
    versions = sorted(
        (path.parent for path in root.glob("v*/manifest.json")), key=lambda path: int(path.name[1:])
    )
    if not versions:
        raise NotFound(f"No edition of {period} is published here ({root}).")
    return versions[-1]

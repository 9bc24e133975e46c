"""Models of matching: which there are, train one on this installation's lists, compare, adopt."""

from typing import TYPE_CHECKING, Annotated

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import warehouse

if TYPE_CHECKING:
    from cakupan.identity.model.trial import Compared

app = typer.Typer(help="Models by which rows find their person: list, train, compare, adopt.")
Rows = Annotated[int, typer.Option("--rows", min=1, help="At most so many rows of the lists in force.")]
COLUMNS = ("version", "asked", "matched", "wrong", "kept for review", "precision", "recall", "with review")


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """List the models that are here, what they were trained on, and which one decides."""
    from cakupan.identity.matching import match
    from cakupan.identity.model import adopting, files

    with warehouse() as connection:
        current = match.in_force(connection, "infinity")
        history = adopting.adopted(connection)
    models = [
        {
            "version": version,
            "decides": version == current.version,
            "sha256": files.read(version).sha256,
            "trained_on": files.read(version).trained_on,
        }
        for version in files.versions()
    ]
    if as_json:
        print_json({"models": models, "adopted": [vars(one) for one in history]})
        return
    shown = [
        one | {"decides": "yes" if one["decides"] else "", "sha256": str(one["sha256"])[:12]}
        for one in models
    ]
    print_table(shown, ["version", "decides", "sha256", "trained_on"])
    for one in history:
        print_line(f"{one.recorded_at:%Y-%m-%d} {one.adopted_by} adopted {one.version}: {one.reason}")


@app.command()
def train(
    version: Annotated[str, typer.Argument(help="What to call it, such as 2026.2.")],
    rows: Rows = 20_000,
    as_json: Json = False,
) -> None:
    """Train a model on rows of the lists in force that the NIK confirms; it decides nothing until adopted."""
    from cakupan import settings
    from cakupan.identity.model import files, trial
    from cakupan.identity.model import train as training

    files.require_name(version)
    with warehouse() as connection, trial.own_rows(connection):
        odds, words, confirmed = training.train(connection, rows)
    place = settings.load().folder("models") / version
    told = f"{confirmed} confirmed pairs of this installation"
    sha256 = files.write(place, version=version, odds=odds, words=words, trained_on=told)
    if as_json:
        print_json({"version": version, "path": str(place), "sha256": sha256, "confirmed": confirmed})
        return
    print_line(f"{place}: trained on {told}, sha256 {sha256[:12]}")
    print_line(f"Compare it before it decides: cakupan model compare {version}")


@app.command()
def compare(
    version: Annotated[str, typer.Argument(help="The model to compare with the one that decides.")],
    other: Annotated[str | None, typer.Argument(help="Another instead of the one that decides.")] = None,
    rows: Rows = 20_000,
    as_json: Json = False,
) -> None:
    """Compare two models on rows whose person the NIK tells, with NIK and KPJ hidden from both."""
    from cakupan.identity.matching import match
    from cakupan.identity.model import files, trial

    with warehouse() as connection:
        before = files.read(other) if other else match.in_force(connection, "infinity")
        compared = trial.compare(connection, [before, files.read(version)], rows)
    if as_json:
        print_json([one.as_dict() for one in compared])
        return
    print_table([_shown(one) for one in compared], COLUMNS)


@app.command()
def adopt(
    version: Annotated[str, typer.Argument(help="The model that is to decide from now on.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in ten letters or more; kept for ever.")],
    as_json: Json = False,
) -> None:
    """Let a model decide from now on; months built as of an earlier instant keep the one of then."""
    from cakupan.identity.model import adopting
    from cakupan.identity.rulings.said import Said

    with warehouse() as connection:
        model = adopting.adopt(connection, version, Said(reason=reason, decided_by=actor()))
    if as_json:
        print_json({"version": model.version, "sha256": model.sha256})
        return
    print_line(f"Model {model.version} decides from now on; rows that were nobody were looked at again.")
    print_line("A month already published changes only when it is closed again with a reason.")


def _shown(one: "Compared") -> dict[str, object]:
    return {
        "version": one.version,
        "asked": one.asked,
        "matched": one.matched,
        "wrong": one.matched - one.matched_rightly,
        "kept for review": one.kept,
        "precision": "" if one.precision is None else f"{one.precision:.4f}",
        "recall": f"{one.recall:.4f}",
        "with review": f"{one.recall_with_review:.4f}",
    }

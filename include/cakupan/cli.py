"""The command `cakupan`: names, options and exit codes. Each command lives in cakupan.commands."""

import logging
import sys

import typer

from cakupan.commands import (
    corrections,
    keeping,
    keys,
    lakes,
    models,
    persons,
    platform,
    questions,
    reporting,
    review,
    roles,
    templates,
    tracing,
    witnessing,
    work,
)
from cakupan.errors import CakupanError

app = typer.Typer(
    help="The warehouse behind the monthly coverage report.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (
    work.demo,
    platform.up,
    platform.down,
    platform.status,
    work.ingest,
    work.load,
    work.close,
    questions.check,
    templates.template,
    questions.submissions,
    corrections.release,
    corrections.diff,
    corrections.replay,
    questions.figures,
    reporting.report,
    tracing.trace,
    tracing.sample,
    questions.verify,
    keys.sign,
    witnessing.witness,
    keeping.retention,
    platform.setup,
):
    app.command()(command)
app.add_typer(keys.app, name="key")
app.add_typer(lakes.app, name="lake")
app.add_typer(review.app, name="review")
app.add_typer(roles.app, name="role")
app.add_typer(persons.app, name="person")
app.add_typer(models.app, name="model")


def main() -> None:
    """Run a command: exit 0 when it is done, 1 when the answer is no, 2 when it was used wrongly."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        app()
    except CakupanError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(130)

"""What commands that ask the warehouse share: opening it, and reading a month."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from cakupan.errors import NotPublishable, SetupError


@contextmanager
def warehouse() -> Iterator[Any]:
    """Open the warehouse for one transaction; say so plainly when it is not there or not set up.

    Raises:
        SetupError: it does not answer, or has no tables.
    """
    import psycopg

    from cakupan.warehouse import server
    from cakupan.warehouse.connection import connect

    try:
        with server.running() as dsn, connect(dsn) as connection:
            yield connection
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise SetupError("The warehouse has no tables yet; run `make setup`.") from error
    except psycopg.OperationalError as error:
        raise SetupError(f"The warehouse does not answer: {error}") from error


def require_month(period: str | None) -> None:
    """Refuse what is no month.

    Raises:
        typer.BadParameter: it is not YYYY-MM.
    """
    from cakupan.editions import period as periods

    if period is None:
        return
    try:
        periods.parse(period)
    except NotPublishable as error:
        raise typer.BadParameter(str(error)) from error

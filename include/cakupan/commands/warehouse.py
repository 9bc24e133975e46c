"""What commands that ask the warehouse share: opening it, and reading a month."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from cakupan.errors import NotAllowed, NotPublishable, SetupError


@contextmanager
def warehouse() -> Iterator[Any]:
    """Open the warehouse for one transaction; say so plainly when it is not there or not set up.

    Raises:
        SetupError: it does not answer, or has no tables.
        NotAllowed: the login has no right to what was asked.
    """
    import psycopg

    from cakupan.warehouse import server
    from cakupan.warehouse.connection import connect

    try:
        with server.running(), allowed(), connect() as connection:
            yield connection
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise SetupError("The warehouse has no tables yet; run `make setup`.") from error
    except psycopg.OperationalError as error:
        raise SetupError(f"The warehouse does not answer: {error}") from error


@contextmanager
def allowed() -> Iterator[None]:
    """Say plainly, of what is asked of the warehouse, when the login has no right to it.

    Raises:
        NotAllowed: it has none.
    """
    import psycopg

    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotAllowed(
            f"Your login may not do this: {error.diag.message_primary}. What each role may do is in"
            " docs/reference/roles.md; `cakupan role list` shows who has which."
        ) from error


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

"""Commands about logins: who may do what in the warehouse, each person under a name of his own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from cakupan import settings
from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import warehouse
from cakupan.errors import CakupanError, SetupError

app = typer.Typer(help="Logins of the warehouse: add, list, end.", no_args_is_help=True)
COLUMNS = ("name", "role", "valid_to", "is_ended")
Reason = Annotated[str, typer.Option("--reason", help="Why; recorded with your name.")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Whose login: small letters, digits and _.")],
    role: Annotated[str, typer.Option("--as", help="reader, auditor, operator, approver or engineer.")],
    reason: Reason,
    expires: Annotated[
        str | None, typer.Option("--expires", metavar="YYYY-MM-DD", help="The last day it works.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file for the address with its password.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a login in a role; its address goes into a file that only you may read, never onto the screen."""
    from cakupan.warehouse.roles import logins

    target = output or settings.load().folder("secrets") / "logins" / f"{name}.env"
    if target.exists():
        raise SetupError(f"{target} is there already; name another file with -o.")
    valid_to = None if expires is None else _end_of(expires)
    with owner() as connection:
        _record(connection, "add_role", name, reason, role=role)
        password = logins.add(connection, name, role, valid_to)
        _hand_over(connection, target, name, password)
    if as_json:
        print_json({"name": name, "role": role, "valid_to": valid_to, "file": str(target)})
        return
    until = f", until {expires}" if expires else ""
    print_line(f"{name} may log in as {role}{until}. The address with its password is in {target}.")
    print_line("Hand it over on a safe way, then delete the file here. It is written nowhere else.")


@app.command("list")
def list_logins(as_json: Json = False) -> None:
    """List who may log in, in which role, until when; those that ended too."""
    from cakupan.warehouse.roles import logins

    with warehouse() as connection:
        found = [login.as_dict() for login in logins.listed(connection)]
    if as_json:
        print_json(found)
    else:
        print_table(found, COLUMNS)


@app.command("end")
def end_login(
    name: Annotated[str, typer.Argument(help="Whose login ends.")],
    reason: Reason,
    as_json: Json = False,
) -> None:
    """Shut a login at once; its name stays in the record and is not given again."""
    from cakupan.warehouse.roles import logins

    with owner() as connection:
        ended = logins.end(connection, name)
        _record(connection, "end_role", name, reason, role=ended.role)
    if as_json:
        print_json(ended.as_dict())
    else:
        print_line(f"{name} may log in no more.")


@contextmanager
def owner() -> Iterator[Any]:
    """Open the warehouse as its owner, for one transaction.

    Raises:
        SetupError: it does not answer, or the owner's address is not given.
    """
    import psycopg

    from cakupan.warehouse import server
    from cakupan.warehouse.connection import connect, owner_dsn

    try:
        with server.running(), connect(owner_dsn()) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise SetupError(f"The warehouse does not answer: {error}") from error


def _end_of(day: str) -> datetime:
    try:
        last = date.fromisoformat(day)
    except ValueError as error:
        raise typer.BadParameter(f"{day!r} is no day; write YYYY-MM-DD") from error
    end = datetime.combine(last, time.max, tzinfo=settings.JAKARTA)
    if end < datetime.now(tz=settings.JAKARTA):
        raise typer.BadParameter(f"{day} is over")
    return end


def _hand_over(connection: Any, target: Path, name: str, password: str) -> None:
    """Write the address beside nothing else; the login is made only if this could be written."""
    from cakupan.warehouse.server import write_private

    info = connection.info
    address = f"postgresql://{name}:{password}@{info.host}:{info.port}/{info.dbname}"
    try:
        write_private(target, f"CAKUPAN_DSN={address}\n")
    except OSError as error:
        raise SetupError(f"{target} cannot be written: {error.strerror}.") from error


def _record(connection: Any, action: str, name: str, reason: str, *, role: str) -> None:
    if not reason.strip():
        raise CakupanError("Say why: --reason TEXT.")
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values (%s, %s, %s, %s, jsonb_build_object('role', %s::text), control.now())",
        [action, name, actor(), reason.strip(), role],
    )

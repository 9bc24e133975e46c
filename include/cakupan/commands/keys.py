"""Commands about keys and signatures: which keys are trusted, rotation, export, an approver's signature."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import settings
from cakupan.commands.actor import actor
from cakupan.commands.output import Json, print_json, print_line, print_table
from cakupan.commands.warehouse import warehouse
from cakupan.errors import NotFound, SetupError

if TYPE_CHECKING:
    from cakupan.editions.proof.store import KeyStore
    from cakupan.editions.proof.trusted import TrustedKey, TrustedKeys

app = typer.Typer(help="The keys that sign editions: list, rotate, export, approvers.", no_args_is_help=True)
COLUMNS = ("fingerprint", "role", "name", "valid_from", "valid_to")
Reason = Annotated[str, typer.Option("--reason", help="Why; recorded with your name.")]


@app.command("list")
def list_keys(as_json: Json = False) -> None:
    """List the trusted keys, and from when to when each counts."""
    keys = [each.as_dict() for each in _trusted().keys]
    if as_json:
        print_json(keys)
    else:
        print_table([each | {"fingerprint": each["fingerprint"][:16]} for each in keys], COLUMNS)


@app.command()
def rotate(reason: Reason, as_json: Json = False) -> None:
    """Put a new signing key, signed by the old one, in its place; editions signed before stay valid."""
    from cakupan.warehouse import loads

    with warehouse() as connection:
        old, new = _store().rotate(lambda: loads.now(connection))
        _record(connection, "rotate_key", new, reason, succeeds=old.fingerprint)
    _show(new, as_json)
    if not as_json:
        print_line(f"The key {old.fingerprint[:16]} ended and is deleted here; delete it from backups too.")
        print_line("Give auditors the new list: `cakupan key export -o FILE`.")


@app.command()
def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; without it, the screen.")
    ] = None,
) -> None:
    """Write the list of trusted keys, which `cakupan verify --key FILE` takes on any machine."""
    content = _trusted().as_bytes()
    if output is None:
        print_line(content.decode().rstrip())
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise SetupError(f"{output} cannot be written: {error.strerror}.") from error
    print_line(f"{output} holds {len(_trusted().keys)} keys. Hand it over on another way than the editions.")


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="The approver's public key, PEM.")],
    name: Annotated[str, typer.Option("--name", help="Whose it is: an office, not a person's number.")],
    reason: Reason,
    as_json: Json = False,
) -> None:
    """Trust an approver's key: from now on an edition needs a signature by it or another approver's."""
    from cakupan.warehouse import loads

    try:
        pem = file.read_bytes()
    except OSError as error:
        raise SetupError(f"{file} cannot be read: {error.strerror}.") from error
    with warehouse() as connection:
        try:
            new = _store().add_approver(pem, name, lambda: loads.now(connection))
        except ValueError as error:
            raise SetupError(f"{file} is not an Ed25519 public key in PEM.") from error
        _record(connection, "add_key", new, reason)
    _show(new, as_json)


@app.command()
def end(
    fingerprint: Annotated[str, typer.Argument(help="The approver's key, as `cakupan key list` shows it.")],
    reason: Reason,
    as_json: Json = False,
) -> None:
    """End the trust in an approver's key; without any approver's key the agency's signature is enough."""
    from cakupan.warehouse import loads

    with warehouse() as connection:
        ended = _store().end_approver(fingerprint, lambda: loads.now(connection))
        _record(connection, "end_key", ended, reason)
    _show(ended, as_json)


def sign(
    name: Annotated[
        str, typer.Argument(metavar="EDITION", help="What waits: a month, PERIOD/vN or a run's id.")
    ],
    key: Annotated[Path, typer.Option("--key", help="The approver's private key, PEM.")],
    password: Annotated[bool, typer.Option("--password", help="Ask for the password of the key.")] = False,
    as_json: Json = False,
) -> None:
    """Add the approver's signature to an edition that waits for it; `cakupan close` then publishes it."""
    from cakupan.editions import approval
    from cakupan.editions.proof import keys
    from cakupan.warehouse import server

    word = typer.prompt("Password", hide_input=True, err=True).encode() if password else None
    signer = keys.read(key, word)
    with server.running():
        signed = approval.sign(name, signer, actor())
    if as_json:
        print_json(signed.as_dict())
        return
    print_line(f"{signed.edition} is signed by {signed.signer}, over the manifest {signed.manifest_sha256}.")
    print_line(f"Publish it: cakupan close {signed.period}")


def _store() -> "KeyStore":
    from cakupan.editions.proof.store import KeyStore

    return KeyStore(home=settings.load().home)


def _trusted() -> "TrustedKeys":
    trusted = _store().trusted()
    if trusted is None:
        raise NotFound(f"{_store().list_file} is not there: nothing was set up here. Run `make setup`.")
    return trusted


def _record(
    connection: Any, action: str, key: "TrustedKey", reason: str, succeeds: str | None = None
) -> None:
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values (%s, %s, %s, %s, jsonb_build_object('role', %s::text, 'name', %s::text,"
        " 'succeeds', %s::text), control.now())",
        [action, key.fingerprint, actor(), reason, key.role, key.name, succeeds],
    )


def _show(key: "TrustedKey", as_json: bool) -> None:
    if as_json:
        print_json(key.as_dict())
    else:
        print_line(f"{key.fingerprint}, {key.role}{f' {key.name}' if key.name else ''}: {key.validity}")

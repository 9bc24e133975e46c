"""What an installation needs before its first command: folders, keys, server, schema, roles."""

import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import psycopg

from cakupan import settings
from cakupan.errors import SetupError
from cakupan.warehouse import server

if TYPE_CHECKING:
    from cakupan.warehouse.connection import Connection

LOGGER = logging.getLogger(__name__)


def prepare(say: Callable[[str], None] = lambda _: None) -> None:
    """Make whatever is missing; running it again finds everything in place.

    Raises:
        SetupError: this machine lacks something; the message names the remedy.
    """
    from cakupan.editions.proof.store import KeyStore
    from cakupan.orchestrator import configuration, local

    current = settings.load()
    make_folders()
    say("keys")
    KeyStore(home=current.home).ensure()
    configuration.ensure_secret(current.home)
    say("PostgreSQL")
    with server.running():
        say("schema")
        _migrate(say)
        if current.dsn is None or "CAKUPAN_AIRFLOW_DSN" in os.environ:
            say("Airflow's database")
            local.migrate_metadata(current.home)


def make_folders() -> None:
    """Make the folders of the installation, closed to everybody else.

    The home itself may be passed through, but not listed: the embedded server may run as another user.
    """
    current = settings.load()
    if not current.home.exists():
        current.home.mkdir(mode=0o711, parents=True)
    for name in settings.FOLDERS:
        current.folder(name).mkdir(mode=0o700, exist_ok=True)


def _migrate(say: Callable[[str], None]) -> None:
    from cakupan.identity.keys import secret
    from cakupan.warehouse import comments, migrate
    from cakupan.warehouse.connection import connect, owner_dsn

    address = owner_dsn()
    password = _pipeline_password()
    try:
        migrate.upgrade(address)
        say("roles")
        with connect(address) as connection:
            comments.ensure(connection)
            _ensure_roles(connection, password)
            secret.of(connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise SetupError(f"The warehouse's user may not create schemas or roles: {error}") from error
    except psycopg.OperationalError as error:
        raise SetupError(f"The warehouse does not answer: {error}") from error


def _ensure_roles(connection: "Connection", password: str) -> None:
    from cakupan.warehouse.roles import granting, logins

    for each in granting.ensure(connection):
        LOGGER.warning("The owner is no superuser and could not keep from everybody: %s.", each)
    logins.ensure_pipeline(connection, password)


def _pipeline_password() -> str:
    """Return the password that the address of the pipeline has.

    Raises:
        SetupError: the address is of another login, or has no password.
    """
    from cakupan.warehouse.connection import dsn
    from cakupan.warehouse.roles import logins

    told = psycopg.conninfo.conninfo_to_dict(dsn())
    if told.get("user") != logins.pipeline_name() or not told.get("password"):
        raise SetupError(
            f"The pipelines log in as {logins.pipeline_name()}: CAKUPAN_DSN has to name it, with a password,"
            f" and names {told.get('user') or 'nobody'}. See docs/how-to/run-a-server.md."
        )
    return str(told["password"])

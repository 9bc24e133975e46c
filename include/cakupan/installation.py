"""What an installation needs before its first command: folders, keys, server, schema, roles."""

import logging
import os
from collections.abc import Callable

import psycopg

from cakupan import settings
from cakupan.errors import SetupError
from cakupan.warehouse import server

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
    with server.running() as dsn:
        say("schema")
        _migrate(dsn)
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


def _migrate(dsn: str) -> None:
    from cakupan.identity.keys import secret
    from cakupan.warehouse import comments, migrate, roles
    from cakupan.warehouse.connection import connect

    try:
        migrate.upgrade(dsn)
        with connect(dsn) as connection:
            comments.ensure(connection)
            roles.ensure(connection)
            secret.of(connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise SetupError(f"The warehouse's user may not create schemas or roles: {error}") from error
    except psycopg.OperationalError as error:
        raise SetupError(f"The warehouse does not answer: {error}") from error

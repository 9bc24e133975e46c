"""Say who the rows just taken in are before their partners are answered, and keep no answer back for it."""

import logging

from psycopg import sql

from cakupan.errors import CakupanError
from cakupan.identity import resolve
from cakupan.warehouse.connection import connect

LOGGER = logging.getLogger(__name__)
LONGEST_WAIT = "60s"  # for a close or a load of the register that is under way; the next run catches up


def catch_up() -> str | None:
    """Resolve all that was recorded; return why it could not be, after which nothing has changed."""
    try:
        with connect() as connection:
            connection.execute(sql.SQL("set local lock_timeout = {}").format(sql.Literal(LONGEST_WAIT)))
            resolve.persons(connection)
    except CakupanError as error:
        return _told(str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with matching, partners get their answer
        # Its text may quote a row, so that only its kind is told.
        return _told(type(error).__name__)
    return None


def _told(why: str) -> str:
    LOGGER.warning("matching waits for the next run, receipts hold no suggestions: %s", why)
    return why

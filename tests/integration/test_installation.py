"""Set-up on a machine of one's own and on a server."""

import json
import os
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import doors
import psycopg
import pytest
from cakupan import settings
from cakupan.warehouse import server

CAKUPAN = Path(sys.executable).parent / "cakupan"


def run(home: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAKUPAN_")}
    return subprocess.run(
        [str(CAKUPAN), *arguments],
        env={**kept, "CAKUPAN_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def tables(dsn: str) -> set[str]:
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "select schemaname || '.' || tablename from pg_tables where schemaname !~ '^(pg_|information)'"
        ).fetchall()
    return {row[0] for row in rows}


def test_set_up_makes_everything_once_and_leaves_nothing_running(tmp_path: Path):
    # given a folder whose parents are closed to everybody else
    home = tmp_path / "closed" / "home"
    home.parent.mkdir(mode=0o700)

    # when it is set up twice
    first = run(home, "setup")
    keys = (home / "secrets" / "signing.key").read_bytes()
    second = run(home, "setup")

    # then folders, keys and both databases are there, closed, and the same as after the first time
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (home / "secrets" / "signing.key").read_bytes() == keys
    for name in settings.FOLDERS:
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o700, name
    assert not server.is_up(home)
    with server.running(home) as dsn:
        assert {"control.load", "publication.figure"} <= tables(dsn)
        assert "public.dag_run" in tables(str(server.read_secret(home)["airflow_dsn"]))


def test_set_up_on_a_server_uses_its_databases_and_makes_none(postgres: str, tmp_path: Path):
    # given a PostgreSQL of the operator's with two empty databases
    name = f"test_server_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        for database in (name, f"{name}_airflow"):
            connection.execute(f"create database {database}")
    warehouse = psycopg.conninfo.make_conninfo(postgres, dbname=name)
    place = psycopg.conninfo.conninfo_to_dict(postgres)
    airflow = (
        f"postgresql://{place['user']}:{place['password']}@{place['host']}:{place['port']}/{name}_airflow"
    )

    # when it is set up as the compose file does
    done = run(
        tmp_path,
        "setup",
        CAKUPAN_DSN=doors.as_pipeline(warehouse),
        CAKUPAN_OWNER_DSN=warehouse,
        CAKUPAN_AIRFLOW_DSN=airflow,
        CAKUPAN_AIRFLOW_HOST="0.0.0.0",  # noqa: S104 - inside a container
        CAKUPAN_AIRFLOW_URL="http://api-server:8080",
    )

    # then both databases hold their tables and no server of ours was made
    try:
        assert done.returncode == 0, done.stderr
        assert "control.load" in tables(warehouse)
        assert "public.dag_run" in tables(airflow)
        assert not (tmp_path / "secrets" / "postgres.json").exists()
        written = (tmp_path / "airflow" / "airflow.cfg").read_text()
        assert "execution_api_server_url = http://api-server:8080/execution/" in written
        assert set(json.loads((tmp_path / "secrets" / "airflow.json").read_text())) >= {"user", "password"}
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            for database in (name, f"{name}_airflow"):
                connection.execute(f"drop database if exists {database} with (force)")


@pytest.mark.parametrize("command", [("figures", "2024-10"), ("submissions",)])
def test_a_warehouse_that_does_not_answer_is_named_without_a_traceback(
    tmp_path: Path, command: tuple[str, ...]
):
    done = run(tmp_path, *command, CAKUPAN_DSN="postgresql://nobody:x@127.0.0.1:1/none")

    assert done.returncode == 2
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr

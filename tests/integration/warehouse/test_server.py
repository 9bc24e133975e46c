"""The embedded server through everything that can happen to it on one machine."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from cakupan.errors import SetupError
from cakupan.warehouse import server, server_processes


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "closed" / "home"
    place.parent.mkdir(mode=0o700)
    yield place
    server.stop(place)


def count(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("select count(*) from kept").fetchone()
    assert row is not None
    return int(row[0])


def test_the_server_is_made_once_and_stops_with_its_last_user(home: Path):
    with server.running(home) as dsn:
        with psycopg.connect(dsn) as connection:
            connection.execute("create table kept as select 1 as one")
        with server.running(home) as again:
            assert again == dsn
        assert server.is_up(home)
    assert not server.is_up(home)

    with server.running(home) as dsn:
        assert count(dsn) == 1


def test_the_server_that_was_asked_to_stay_stays(home: Path):
    with server.running(home):
        server.keep(home, wanted=True)
    assert server.is_up(home)

    server.stop(home)

    assert not server.is_up(home)
    assert not server.is_kept(home)


def test_it_listens_on_this_machine_only_with_a_password_in_a_private_file(home: Path):
    with server.running(home) as dsn:
        secret = home / "secrets" / "postgres.json"
        wrong = psycopg.conninfo.make_conninfo(dsn, password="guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        with psycopg.connect(dsn) as connection:
            shown = {
                name: connection.execute(f"show {name}").fetchone()[0]
                for name in ("listen_addresses", "unix_socket_directories", "synchronous_commit")
            }

        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert stat.S_IMODE((home / "pgdata").stat().st_mode) == 0o700
        assert shown == {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "synchronous_commit": "on",
        }


def test_texts_sort_the_same_on_every_machine(home: Path):
    with server.running(home) as dsn, psycopg.connect(dsn) as connection:
        found = connection.execute(
            "select datlocprovider, datlocale from pg_database where datname = current_database()"
        ).fetchone()
        ordered = connection.execute(
            "select x from (values ('b'), ('B'), ('a'), ('_')) t (x) order by x"
        ).fetchall()

    assert found == ("b", "C.UTF-8")
    assert [row[0] for row in ordered] == ["B", "_", "a", "b"]


def test_after_kill_nine_the_next_start_recovers_what_was_committed(home: Path):
    # given a server with a committed row, a backend at work, and another in an open transaction
    dsn = server.start(home)
    with psycopg.connect(dsn) as connection:
        connection.execute("create table kept as select 1 as one")
    busy = psycopg.connect(dsn)
    open_transaction = psycopg.connect(dsn)
    open_transaction.execute("insert into kept values (2)")
    worker = threading.Thread(target=_work_in_database, args=(busy,))
    worker.start()
    postmaster = server_processes.postmaster(home / "pgdata")
    assert postmaster is not None

    # when its postmaster is killed
    os.kill(postmaster, signal.SIGKILL)
    time.sleep(0.2)
    orphans = list(server_processes.processes(home / "pgdata"))

    # then a new one starts in spite of the backends that outlived it, with the committed row only
    with server.running(home) as dsn:
        assert count(dsn) == 1
        assert server_processes.postmaster(home / "pgdata") != postmaster
    assert orphans, "the busy backend should have outlived its postmaster"
    worker.join(timeout=10)
    busy.close()
    open_transaction.close()


def _work_in_database(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute("select count(*) from generate_series(1, 3000000000) as busy (n)")


def test_a_stale_process_id_of_somebody_else_does_not_stop_the_start(home: Path):
    server.start(home)
    server.stop(home)
    pid_file = home / "pgdata" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{home / 'pgdata'}\n")

    with server.running(home) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_two_first_starts_at_once_make_one_server(home: Path):
    script = (
        "import sys, time; from pathlib import Path; from cakupan.warehouse import server\n"
        "with server.running(Path(sys.argv[1])) as dsn:\n"
        "    print(dsn, flush=True); sys.stdin.readline()\n"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    addresses = {start.stdout.readline().strip() for start in starts if start.stdout}
    postmasters = [pid for pid in server_processes.processes(home / "pgdata")]

    first, second = starts
    first.communicate("\n", timeout=30)
    still_up = server.is_up(home)
    second.communicate("\n", timeout=30)

    assert len(addresses) == 1
    assert addresses.pop().startswith("postgresql://cakupan_owner:")
    assert server_processes.recorded_postmaster(home / "pgdata") is None
    assert postmasters
    assert still_up
    assert not server.is_up(home)


def test_a_port_that_somebody_took_is_replaced(home: Path):
    import socket

    server.start(home)
    taken = int(server.read_secret(home)["port"])
    server.stop(home)

    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # of a busy machine somebody else took it before: as good
            squatter.bind(("127.0.0.1", taken))
            squatter.listen()
        with server.running(home) as dsn, psycopg.connect(dsn) as connection:
            assert connection.execute("select 1").fetchone() == (1,)

    assert server.read_secret(home)["port"] != taken


def test_a_lost_password_file_is_named(home: Path):
    server.start(home)
    server.stop(home)
    (home / "secrets" / "postgres.json").unlink()

    with pytest.raises(SetupError, match=r"postgres\.json is missing"):
        server.start(home)


def test_an_address_that_was_given_is_left_alone(home: Path, warehouse: str):
    with server.running() as dsn:
        assert dsn == warehouse


def test_airflow_cannot_read_the_vault(home: Path):
    with server.running(home):
        address = psycopg.conninfo.make_conninfo(
            str(server.read_secret(home)["airflow_dsn"]), dbname="cakupan"
        )

        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(address)

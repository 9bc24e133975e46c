"""A fresh migrated database for each test that asks for one, on a real PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from cakupan import settings
from cakupan.warehouse import migrate, server


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server: CAKUPAN_TEST_DSN, else an embedded one of our own for this session."""
    if address := os.environ.get("CAKUPAN_TEST_DSN"):
        yield address
        return
    home = tmp_path_factory.mktemp("home")
    with server.running(home) as address:
        yield address


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """The name of a migrated, empty database to copy from."""
    name = f"template_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    migrate.upgrade(psycopg.conninfo.make_conninfo(postgres, dbname=name))
    return name


@pytest.fixture
def warehouse(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a fresh warehouse; CAKUPAN_DSN and CAKUPAN_HOME point at it and at its own folder."""
    name = f"test_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")
    address = psycopg.conninfo.make_conninfo(postgres, dbname=name)
    monkeypatch.setenv("CAKUPAN_DSN", address)
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    for folder in settings.FOLDERS:
        (tmp_path / "home" / folder).mkdir(parents=True, mode=0o700)
    yield address
    settings.load.cache_clear()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")

"""A fresh migrated database for each test that asks for one, on a real PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import doors
import known_areas
import pandas as pd
import psycopg
import pytest
from cakupan import settings
from cakupan.warehouse import server
from cakupan.warehouse.roles import granting


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
    doors.prepare(postgres, name)
    return name


@pytest.fixture
def warehouse(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The owner's address of a fresh warehouse; CAKUPAN_DSN is the pipeline's, CAKUPAN_HOME its own folder.

    So what is tested works as it does in an installation; what a test puts there or spoils, the owner does.
    """
    name = f"test_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")
    address = psycopg.conninfo.make_conninfo(postgres, dbname=name)
    with psycopg.connect(address) as connection:  # what a template does not hand on
        granting.open_database(connection)
    monkeypatch.setenv("CAKUPAN_DSN", doors.as_pipeline(address))
    monkeypatch.setenv("CAKUPAN_OWNER_DSN", address)
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    for folder in settings.FOLDERS:
        (tmp_path / "home" / folder).mkdir(parents=True, mode=0o700)
    yield address
    settings.load.cache_clear()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@cache
def four_areas() -> pd.DataFrame:
    """Return a kabupaten of one kecamatan and one desa."""
    rows = [
        ("33", "ID", "province", "Jawa Tengah"),
        ("33.28", "33", "regency", "Kabupaten Tegal"),
        ("33.28.10", "33.28", "district", "Slawi"),
        ("33.28.10.2001", "33.28.10", "village", "Kalisapu"),
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "parent_code", "level", "area_name"])
    return frame.assign(valid_from="2020-01-01", valid_to=None, bps_code=None)


@pytest.fixture
def few_areas() -> None:
    """Four areas are enough here."""
    known_areas.show(four_areas)


@pytest.fixture
def connection(warehouse: str) -> Iterator[psycopg.Connection]:
    """A connection of the owner's to the fresh warehouse; every statement is its own transaction."""
    with psycopg.connect(warehouse, autocommit=True) as opened:
        yield opened

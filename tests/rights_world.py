"""A month with somebody who asks for what is held on her, and the commands that answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import insider
from cakupan import cli, settings
from cakupan.editions.proof import chain
from cakupan.errors import CakupanError
from cakupan.identity import resolve
from cakupan.warehouse import comments
from cakupan.warehouse.connection import owner_dsn
from typer.testing import CliRunner, Result
from world_builders import World, nik, world

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
KPJ, OTHER_KPJ = "10000000017", "10000000025"
REASON = "permintaan tertulis yang bersangkutan"
ANA, BUDI, CITRA = nik(1), nik(2), nik(3)
FORMER = {"active_to": "2024-10-20"}


@contextmanager
def told_world(postgres: str, template: str, tmp_path: Path) -> Iterator[World]:
    """Ana, a former member who is on a list, and others; who is who is resolved."""
    for name in settings.FOLDERS:
        (tmp_path / name).mkdir(mode=0o700)
    with world(postgres, template, tmp_path) as this:
        comments.ensure(this.connection)
        this.load("2024-01-05")
        this.areas()
        this.workforce(("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4))
        this.partner("pemda-33.28", "pemda_rentan", funding_code="APBD_KAB")
        this.load("2024-11-04")
        this.members(
            {"who": 1, "kpj": KPJ, "nama": "ANA WIDYASTUTI", "tanggal_lahir": "1990-01-01"} | FORMER,
            {"who": 2, "kpj": OTHER_KPJ, "nama": "BUDI SANTOSO", "tanggal_lahir": "1987-11-23"},
        )
        this.rows("register.claim", {
            "claim_id": "K1", "kpj": KPJ, "programme_code": "JKK", "cases": 1, "rupiah": 5,
            "paid_on": "2024-05-01", "area_code": "33.28",
        })  # fmt: skip
        this.load("2024-11-04T05:00")
        this.roster(
            "pemda-33.28", "pemda_rentan",
            {"who": 1, "nama": "ANA WIDYASTUTI", "area_code": "33.28.01.2001"},
            {"who": 3, "nama": "CITRA LESTARI", "area_code": "33.28.01.2001"},
            file_name=f"daftar {ANA}.xlsx", funding_code="APBD_KAB", sha256="b" * 64,
        )  # fmt: skip
        resolve.persons(this.connection)
        this.connection.commit()
        yield this


def asked(*arguments: str, **given: Any) -> Result:
    return CliRunner().invoke(cli.app, ["person", *arguments], **given)


def done(*arguments: str) -> dict[str, Any]:
    result = asked(*arguments, "--json")
    assert result.exception is None, result.exception
    return dict(json.loads(result.stdout))


def refused(*arguments: str) -> CakupanError:
    error = asked(*arguments).exception
    assert isinstance(error, CakupanError)
    return error


def forget(who: str, *more: str) -> dict[str, Any]:
    return done("forget", who, "--reason", REASON, "--yes", *more)


def rows(this: World, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    this.connection.rollback()
    return this.connection.execute(statement.encode(), values).fetchall()


def person_of(this: World, nik: str) -> int:
    ((number,),) = rows(
        this, "select person_no from identity.person_at('infinity') where key_value = %s", nik
    )
    return int(number)


def past_triggers(*statements: str) -> None:
    insider.past_triggers(owner_dsn(), *statements)


def broken(this: World) -> list[str]:
    this.connection.rollback()
    return [str(one) for one in chain.broken(this.connection)]

"""An inbox, a partner list and an ingest run in this process, as tests of intake describe them."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from builders import nik
from cakupan import settings
from cakupan.intake import answering
from cakupan.intake.inbox import receive
from cakupan.intake.storing import land

HEADER = ["No", "NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Pekerjaan", "Desa", "Kecamatan"]
BORN = date(1987, 8, 12)
ANI = [1, nik(BORN, 1, is_woman=True), "ANI", "12-08-1987", "P", "petani", "Kalisapu", "Slawi"]
BUDI = [2, nik(BORN, 2), "BUDI", "12-08-1987", "L", "nelayan", "Kalisapu", "Slawi"]
RECEIVED_AT = datetime(2024, 11, 4, 3, tzinfo=UTC)
PARTNER = "pemda-33.28"


def given_partner(dsn: str, partner_id: str = PARTNER, *owed: dict[str, Any]) -> None:
    """Put a partner on the list, owing pemda_rentan every month unless told otherwise."""
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "insert into reference.partner (load_no, file_no, row_number, row_hash, partner_id,"
            " partner_name, area_code, office_code)"
            " values (0, 1, 1, '', %s, 'Pemerintah Kabupaten Tegal', '33.28', 'KC-TEGAL')",
            [partner_id],
        )
        for each in owed or ({},):
            terms = {
                "kind": "pemda_rentan", "frequency": "monthly", "mode": "full", "carry": False,
                "from": "2024-01-01",
                **each,
            }  # fmt: skip
            connection.execute(
                "insert into reference.obligation (load_no, file_no, row_number, row_hash,"
                " partner_id, roster_kind,"
                " frequency, due_day, list_mode, carry_forward, funding_code, valid_from)"
                " values (0, 1, 1, '', %s, %s, %s, 5, %s, %s, 'APBD_KAB', %s)",
                [partner_id, terms["kind"], terms["frequency"], terms["mode"], terms["carry"], terms["from"]],
            )


def given_file(name: str, data: bytes, received_at: datetime = RECEIVED_AT) -> Path:
    """Lay a file into the inbox as of an instant."""
    path = settings.load().folder("inbox") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (received_at.timestamp(), received_at.timestamp()))
    return path


def ingest() -> list[Path]:
    """Do what the pipeline does, without the gate."""
    return [path for batch in receive.new_batches() for path in answering.write(land.replace(batch))]


def query(dsn: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return all rows of a select."""
    with psycopg.connect(dsn) as connection:
        return connection.execute(statement, values or None).fetchall()


def people(count: int) -> list[list[object]]:
    """Return rows of that many different people."""
    return [[number, nik(BORN, number), f"ORANG {number}"] for number in range(1, count + 1)]

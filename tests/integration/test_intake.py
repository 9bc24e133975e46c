"""From the inbox to judged rows and receipts, on a real warehouse."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest
from builders import nik, sheet
from cakupan import settings
from cakupan.intake import land, places, receipt, receive
from cakupan.reference import areas
from openpyxl import load_workbook

HEADER = ["No", "NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Pekerjaan", "Desa", "Kecamatan"]
BORN = date(1987, 8, 12)
ANI = [1, nik(BORN, 1, is_woman=True), "ANI", "12-08-1987", "P", "petani", "Kalisapu", "Slawi"]
BUDI = [2, nik(BORN, 2), "BUDI", "12-08-1987", "L", "nelayan", "Kalisapu", "Slawi"]
RECEIVED_AT = datetime(2024, 11, 4, 3, tzinfo=UTC)
PARTNER = "pemda-33.28"


@pytest.fixture(autouse=True)
def few_areas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four areas are enough here."""
    rows = [
        ("33", "ID", "province", "Jawa Tengah"),
        ("33.28", "33", "regency", "Kabupaten Tegal"),
        ("33.28.10", "33.28", "district", "Slawi"),
        ("33.28.10.2001", "33.28.10", "village", "Kalisapu"),
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "parent_code", "level", "area_name"])
    frame = frame.assign(valid_from="2020-01-01", valid_to=None, bps_code=None)
    monkeypatch.setattr(areas, "frame", lambda: frame)
    places.forget()
    yield
    places.forget()


def given_partner(dsn: str, partner_id: str = PARTNER, *owed: dict[str, Any]) -> None:
    """Put a partner on the list, owing pemda_rentan every month unless told otherwise."""
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "insert into reference.partner (load_no, file_no, row_number, row_hash, partner_id,"
            " partner_name, area_code)"
            " values (0, 1, 1, '', %s, 'Pemerintah Kabupaten Tegal', '33.28')",
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
    return [path for batch in receive.new_batches() for path in receipt.write(land.replace(batch))]


def query(dsn: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return all rows of a select."""
    with psycopg.connect(dsn) as connection:
        return connection.execute(statement, values or None).fetchall()


def test_a_file_in_the_inbox_becomes_accepted_rows_and_a_receipt(warehouse: str) -> None:
    given_partner(warehouse)
    path = given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx", sheet([HEADER, ANI, BUDI]))

    receipts = ingest()

    assert not path.exists()
    rows = query(
        warehouse,
        "select row_number, nik, nama, jenis_kelamin, area_code, category_code, funding_code, verdict"
        " from intake.roster_row order by row_number",
    )
    assert rows == [
        (2, ANI[1], "ANI", "P", "33.28.10.2001", "PETANI", "APBD_KAB", "accepted"),
        (3, BUDI[1], "BUDI", "L", "33.28.10.2001", "NELAYAN", "APBD_KAB", "accepted"),
    ]
    assert [each.name for each in receipts] == ["S000001_pemda_rentan_2024-10.xlsx"]
    texts = [cell.value for row in load_workbook(receipts[0])["Ringkasan"] for cell in row]
    assert {"DITERIMA", "S000001", "Oktober 2024 (2024-10)", "nama folder tempat berkas dikirim"} <= set(
        texts
    )

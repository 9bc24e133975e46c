"""One odd file stops nobody else, whatever is odd about it."""

import logging

import pandas as pd
import psycopg
import pyarrow as pa
import pytest
from builders import sheet
from cakupan.errors import RowsNotStored
from cakupan.intake.judging import stored
from cakupan.intake.judging.slices import Judged
from cakupan.warehouse.copy import copy_frame
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query

pytestmark = pytest.mark.usefixtures("few_areas")

PROJECTS = ["Nama Proyek", "Nilai Kontrak", "Tanggal Mulai", "Tanggal Selesai", "Jumlah Tenaga Kerja"]
DAYS = ["01-01-2024", "31-12-2024"]


def test_odd_cells_are_nothing_and_the_rest_of_the_batch_lands(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {}, {"kind": "jakon"})
    odd = [
        ["SALAH", "1.000", *DAYS, "30000000000000000000"],
        ["MAHAL", "1e400", *DAYS, "5"],
        ["TEPAT", "123.456.789.012.345,67", *DAYS, "5"],
        ["JUMLAH", None, None, None, "9" * 5000],
    ]
    given_file(f"{PARTNER}/jakon/2024-10/odd.xlsx", sheet([PROJECTS, *odd]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/good.xlsx", sheet([HEADER, ANI]))

    receipts = ingest()

    rows = query(
        warehouse,
        "select coalesce(nama_proyek, nama), nilai_kontrak::text, verdict from intake.roster_row order by 1",
    )
    assert rows == [
        ("ANI", None, "accepted"),
        ("MAHAL", None, "accepted"),
        ("SALAH", "1000.00", "quarantined"),
        ("TEPAT", "123456789012345.67", "accepted"),
    ]
    assert len(receipts) == 2


def test_a_file_nobody_foresaw_is_refused_alone(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_on_budi(judged: Judged) -> pa.Table:
        rows = store(judged)
        born = ["BUDI" if name == "BUDI" else "1987-08-12" for name in rows["nama"].to_pylist()]
        return rows.set_column(rows.column_names.index("tanggal_lahir"), "tanggal_lahir", pa.array(born))

    store = stored.rows
    monkeypatch.setattr(stored, "rows", break_on_budi)
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/odd.xlsx", sheet([HEADER, BUDI]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/good.xlsx", sheet([HEADER, ANI]))

    with caplog.at_level(logging.ERROR):
        receipts = ingest()

    found = query(warehouse, "select submission_no, refusal_code, accepted from intake.judgement order by 1")
    assert found == [(1, "BERKAS_RUSAK", 0), (2, None, 1)]
    assert len(receipts) == 2
    assert caplog.messages == ["submission S000001 is refused: RowsNotStored"]


def test_what_a_table_does_not_take_is_not_told(warehouse: str) -> None:
    frame = pd.DataFrame({"submission_no": ["SECRET"]})

    with psycopg.connect(warehouse) as connection, pytest.raises(RowsNotStored) as caught:
        copy_frame(connection, "intake.finding", frame)

    assert str(caught.value) == "Table intake.finding does not take the rows it was given."
    assert caught.value.__cause__ is None and caught.value.__suppress_context__

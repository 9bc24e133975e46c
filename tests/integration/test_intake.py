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
from cakupan.intake import land, listing, places, receipt, receive
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


def test_the_period_may_come_from_the_title_and_the_kind_from_the_only_obligation(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/daftar.xlsx", sheet([["BULAN SEPTEMBER 2024"], HEADER, ANI]))

    ingest()

    found = query(
        warehouse,
        "select roster_kind, period, kind_basis, period_basis, is_full, funding_code, valid_from, valid_to"
        " from intake.submission",
    )
    assert found == [
        (
            "pemda_rentan",
            "2024-09",
            "obligation",
            "title",
            True,
            "APBD_KAB",
            date(2024, 9, 1),
            date(2024, 9, 30),
        )
    ]


def test_a_list_that_is_carried_forward_has_no_end(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {"frequency": "yearly", "carry": True})
    given_file(f"{PARTNER}/daftar.xlsx", sheet([HEADER, ANI]))

    ingest()

    assert query(warehouse, "select period, period_basis, valid_from, valid_to from intake.submission") == [
        ("2024-01", "due", date(2024, 1, 1), None)
    ]


def test_every_file_refused_at_the_door_is_kept_answered_and_stops_nobody(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {}, {"kind": "pemda_non_asn"})
    given_file("nobody-1/daftar.xlsx", sheet([HEADER, ANI]))
    given_file(f"{PARTNER}/daftar.xlsx", sheet([HEADER, ANI]))
    given_file(f"{PARTNER}/pemda_rentan/2014-12/daftar.xlsx", sheet([HEADER, ANI]))
    given_file("lying-about.xlsx", sheet([HEADER, BUDI]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/good.xlsx", sheet([HEADER, ANI, BUDI]))

    ingest()

    deliveries = query(
        warehouse,
        'select relative_path, outcome, refusal_code from intake.delivery order by relative_path collate "C"',
    )
    assert deliveries == [
        ("lying-about.xlsx", "refused", "MITRA_TIDAK_DIKENAL"),
        ("nobody-1/daftar.xlsx", "refused", "MITRA_TIDAK_DIKENAL"),
        (f"{PARTNER}/daftar.xlsx", "refused", "JENIS_TIDAK_JELAS"),
        (f"{PARTNER}/pemda_rentan/2014-12/daftar.xlsx", "refused", "PERIODE_TIDAK_WAJAR"),
        (f"{PARTNER}/pemda_rentan/2024-10/good.xlsx", "submission", None),
    ]
    outbox = settings.load().folder("outbox")
    assert len(list((outbox / "nobody-1").iterdir())) == 1
    assert len(list((outbox / PARTNER).iterdir())) == 3
    answer = next((outbox / "nobody-1").iterdir())
    said = " ".join(str(cell.value) for row in load_workbook(answer)["Ringkasan"] for cell in row)
    assert "DITOLAK" in said and "'nobody-1' tidak terdaftar" in said
    assert len(list(settings.load().folder("archive").iterdir())) == 3


def test_a_file_that_cannot_be_read_becomes_a_refused_submission_and_the_rest_goes_on(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/rusak.xlsx", b"PK\x03\x04 not really")
    given_file(f"{PARTNER}/pemda_rentan/2024-10/baik.xlsx", sheet([HEADER, ANI]))

    receipts = ingest()

    found = query(
        warehouse, "select outcome, refusal_code, refusal_text, received from intake.judgement order by 1"
    )
    assert [row[:2] for row in found] == [("accepted", None), ("refused", "BERKAS_RUSAK")]
    assert found[1][2].startswith("Berkas rusak") and found[1][3] == 0
    assert len(receipts) == 2


def test_the_same_bytes_again_are_no_new_submission_but_going_back_to_older_ones_is(warehouse: str) -> None:
    given_partner(warehouse)
    name = f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx"
    first, second = sheet([HEADER, ANI]), sheet([HEADER, ANI, BUDI])

    for day, data in enumerate([first, first, second, first], start=4):
        given_file(name, data, datetime(2024, 11, day, tzinfo=UTC))
        ingest()
    given_file(name.replace("2024-10", "2024-09"), first)
    ingest()

    outcomes = query(warehouse, "select outcome, submission_no from intake.delivery order by delivery_no")
    assert outcomes == [
        ("submission", 1), ("already_received", 1), ("submission", 2), ("submission", 3), ("submission", 4),
    ]  # fmt: skip
    assert len(list(settings.load().folder("archive").iterdir())) == 2


def state(dsn: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything intake stores but load numbers and instants."""
    statements = {
        "deliveries": "select delivery_no, partner_id, relative_path, sha256, outcome, submission_no from"
        " intake.delivery",
        "submissions": "select submission_no, partner_id, period, sha256 from intake.submission",
        "judgements": "select submission_no, judgement_no, outcome, received, accepted, held_reason from"
        " intake.judgement",
        "sheets": "select submission_no, judgement_no, sheet_no, used_rows, received from intake.sheet",
        "rows": "select submission_no, judgement_no, sheet_no, row_number, nik, verdict from"
        " intake.roster_row",
        "findings": "select submission_no, judgement_no, sheet_no, row_number, column_name, code from"
        " intake.finding",
        "receipts": "select submission_no, judgement_no, file_name, sha256 from intake.receipt",
    }
    return {name: sorted(query(dsn, text), key=str) for name, text in statements.items()}


def given_a_mixed_inbox() -> None:
    """Two good files, one with findings, one broken, one nobody's."""
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI, BUDI, [3, "123456789012", "C"]]))
    given_file(f"{PARTNER}/pemda_rentan/2024-09/b.xlsx", sheet([HEADER, BUDI]))
    given_file(f"{PARTNER}/pemda_rentan/2024-08/c.xlsx", b"%PDF-1.7")
    given_file("nobody/d.xlsx", sheet([HEADER, ANI]))


class Killed(BaseException):
    """Stands for a process that ends between two steps."""


@pytest.mark.parametrize(
    "step",
    [
        "cakupan.intake.archive.place_of",
        "cakupan.intake.receive._record",
        "cakupan.intake.receipt.write_refused_delivery",
        "pathlib.Path.unlink",
        "cakupan.intake.receive._batches",
        "cakupan.intake.judge.judge",
        "cakupan.intake.land._make_partitions",
        "cakupan.intake.land._write",
        "cakupan.intake.land._hold_if_shrunk",
        "cakupan.intake.receipt._put",
        "cakupan.intake.receipt._content",
    ],
)
def test_a_run_killed_at_any_step_and_started_again_ends_in_the_same_state(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    given_partner(warehouse)
    given_a_mixed_inbox()
    with monkeypatch.context() as patch:
        patch.setattr(step, _dying())
        with pytest.raises(Killed):
            ingest()

    ingest()
    after = state(warehouse)

    outcomes = sorted((row[1], row[2], row[3], row[4]) for row in after["judgements"])
    assert outcomes == [(1, "accepted", 1, 1), (1, "accepted_with_findings", 3, 2), (1, "refused", 0, 0)]
    assert len(after["deliveries"]) == 4 and len(after["rows"]) == 4 and len(after["receipts"]) == 3
    assert len(after["findings"]) == len(set(after["findings"])) == 1
    assert sorted(path.name for path in settings.load().folder("inbox").rglob("*.xlsx")) == []
    outbox = settings.load().folder("outbox")
    assert len([path for path in outbox.rglob("*.xlsx") if not path.name.startswith(".")]) == 4


def _dying() -> Any:
    def die(*_: object, **__: object) -> None:
        raise Killed

    return die


def test_landing_twice_changes_nothing(warehouse: str) -> None:
    given_partner(warehouse)
    given_a_mixed_inbox()
    ids = [each for batch in receive.new_batches() for each in batch]
    land.replace(ids)
    before = state(warehouse)

    land.replace(ids)
    land.replace(ids[:1])

    assert state(warehouse) == before
    assert receive.new_batches() == [ids]


def test_a_judgement_an_edition_has_seen_is_left_as_it_is(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI]))
    ids = [each for batch in receive.new_batches() for each in batch]
    land.replace(ids)
    with psycopg.connect(warehouse) as connection:
        connection.execute(
            "insert into control.close_run (run_id, period, as_of, actor, started_at)"
            " values ('r1', '2024-10', now(), 'test', now())"
        )
    before = query(warehouse, "select * from intake.judgement")

    land.replace(ids)

    assert query(warehouse, "select * from intake.judgement") == before


def people(count: int) -> list[list[object]]:
    """Return rows of that many different people."""
    return [[number, nik(BORN, number), f"ORANG {number}"] for number in range(1, count + 1)]


def test_a_full_list_of_less_than_half_the_one_in_force_is_held(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {"carry": True})
    for month, count in (("2024-08", 10), ("2024-09", 5), ("2024-10", 2)):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER[:3], *people(count)]))

    ingest()

    found = query(
        warehouse, "select submission_no, outcome, accepted, held_reason from intake.judgement order by 1"
    )
    assert [row[1] for row in found] == ["accepted", "accepted", "held"]
    assert "S000002" in found[2][3]


def test_a_monthly_list_that_is_not_carried_is_held_against_its_own_month_only(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(2)]))
    ingest()
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(4)]))
    ingest()

    outcomes = query(warehouse, "select outcome from intake.judgement order by submission_no")
    assert [row[0] for row in outcomes] == ["accepted", "accepted", "held"]


def test_an_addition_is_never_too_short(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {"carry": True, "mode": "addition"})
    for month, count in (("2024-09", 10), ("2024-10", 2)):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER[:3], *people(count)]))

    ingest()

    assert query(warehouse, "select distinct outcome from intake.judgement") == [("accepted",)]


def test_gate_one_may_hold_a_submission_but_not_a_refused_one(warehouse: str) -> None:
    given_partner(warehouse)
    given_a_mixed_inbox()
    ingest()

    with psycopg.connect(warehouse) as connection:
        for submission_id in ("S000001", "S000002", "S000003"):
            land.hold(connection, submission_id, "uji")

    outcomes = query(warehouse, "select outcome from intake.judgement")
    assert sorted(row[0] for row in outcomes) == ["held", "held", "refused"]


def test_only_what_the_contract_keeps_is_stored(warehouse: str) -> None:
    given_partner(warehouse)
    header = [*HEADER, "Agama", "No KK", "No HP"]
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/a.xlsx",
        sheet([header, [*ANI, "Islam", "3328991208879999", "081234567890"]]),
    )

    ingest()

    stored = query(warehouse, "select to_jsonb(roster_row)::text, attributes from intake.roster_row")
    assert not any(secret in stored[0][0] for secret in ("Islam", "3328991208879999", "081234567890"))
    assert stored[0][1] == {"pekerjaan": "petani"}


def test_a_layout_row_of_the_partner_is_followed_from_its_day_on(warehouse: str) -> None:
    given_partner(warehouse)
    with psycopg.connect(warehouse) as connection:
        connection.execute(
            "insert into reference.layout (load_no, file_no, row_number, row_hash, partner_id, roster_kind,"
            " header, field, valid_from)"
            " values (0, 1, 1, '', %s, 'pemda_rentan', 'Warga Ke-', 'nik', '2024-10-01')",
            [PARTNER],
        )
    for month in ("2024-09", "2024-10"):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([["Warga ke", "Nama"], ANI[1:3]]))

    ingest()

    found = query(
        warehouse, "select period, outcome from intake.judgement join intake.submission using (submission_no)"
    )
    assert sorted(found) == [("2024-09", "refused"), ("2024-10", "accepted")]


def test_what_was_received_is_listed_as_documented(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx", sheet([HEADER, ANI, BUDI, ANI]))
    ingest()

    with psycopg.connect(warehouse) as connection:
        found = listing.submissions(connection, "2024-10")
        elsewhere = listing.submissions(connection, "2024-09")

    assert elsewhere == []
    assert found == [
        {
            "submission_id": "S000001", "partner_id": PARTNER, "kind": "pemda_rentan", "period": "2024-10",
            "file": "daftar.xlsx", "sha256": found[0]["sha256"], "outcome": "accepted_with_findings",
            "received": 3,            "accepted": 2, "quarantined": 0, "duplicates": 1,
        }
    ]  # fmt: skip


def test_a_receipt_lists_each_finding_at_its_place_and_no_cell_is_a_formula(warehouse: str) -> None:
    given_partner(warehouse)
    bad_header = ["No", "NIK", "Nama Lengkap", "Tgl Lahir", "=HYPERLINK(1)"]
    rows = [[1, "123456789012", "=cmd|calc", "31-02-1987"], ANI[:4], ANI[:4]]
    given_file(f"{PARTNER}/pemda_rentan/2024-10/=daftar.xlsx", sheet([bad_header, *rows]))

    path = ingest()[0]

    book = load_workbook(path)
    lines = [[cell.value for cell in row] for row in book["Temuan"]][1:]
    assert [(line[1], line[2], line[3] or "", line[4], line[5]) for line in lines] == [
        ("Sheet1", 2, "NIK", "Tidak sah", "NIK_FORMAT"),
        ("Sheet1", 2, "Tgl Lahir", "Catatan", "TANGGAL_TIDAK_SAH"),
        ("Sheet1", 4, "", "Ganda", "BARIS_GANDA"),
    ]
    cells = [cell for name in book.sheetnames for row in book[name] for cell in row]
    assert not any(cell.data_type == "f" or str(cell.value).startswith(("=", "+", "@")) for cell in cells)
    summary = {row[0].value: row[1].value for row in book["Ringkasan"]}
    assert summary["Nama berkas"] == "'=daftar.xlsx"
    assert (summary["Baris diterima dari berkas"], summary["Sah"], summary["Ganda"]) == (3, 1, 1)
    assert "18 November 2024" in " ".join(str(cell.value) for row in book["Ringkasan"] for cell in row)
    assert book["Temuan"].freeze_panes == "A2"


def test_batches_are_bounded_and_keep_a_partners_lists_of_one_kind_together(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKUPAN_BATCH_ROWS", "1")
    settings.load.cache_clear()
    for partner_id in ("pemda-a", "pemda-b"):
        given_partner(warehouse, partner_id)
        for month in ("2024-08", "2024-09"):
            given_file(f"{partner_id}/pemda_rentan/{month}/a.xlsx", sheet([HEADER, ANI]))

    batches = receive.new_batches()

    assert [len(batch) for batch in batches] == [2, 2]
    assert sorted(each for batch in batches for each in batch) == ["S000001", "S000002", "S000003", "S000004"]

"""From the inbox to judged rows and receipts, on a real warehouse."""

import os
from datetime import UTC, date, datetime

import psycopg
import pytest
from builders import sheet
from cakupan import settings
from cakupan.intake.asking import listing
from cakupan.intake.inbox import receive
from intake_builders import ANI, BUDI, HEADER, PARTNER, RECEIVED_AT, given_file, given_partner, ingest, query
from openpyxl import load_workbook

pytestmark = pytest.mark.usefixtures("few_areas")


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
    texts = [cell.value for row in load_workbook(receipts[0])["Ringkasan Cakupan"] for cell in row]
    period = "Oktober 2024 (2024-10); ditentukan dari nama folder tempat berkas dikirim"
    assert {" DITERIMA", "S000001", period} <= set(texts)


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
    said = " ".join(str(cell.value) for row in load_workbook(answer)["Ringkasan Cakupan"] for cell in row)
    assert "DITOLAK" in said and "folder mitra yang terdaftar (folder: 'nobody-1')" in said
    assert len(list(settings.load().folder("archive").iterdir())) == 3


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("daftar.xlsx", "_tanpa_mitra"),
        ("Desa Baru/daftar.xlsx", "Desa Baru"),
        ("=cmd|x/daftar.xlsx", "_tanpa_mitra"),
        (os.fsdecode(b"desa-\xff/daftar.xlsx"), "_tanpa_mitra"),
        ("x" * 200 + "/daftar.xlsx", "_tanpa_mitra"),
    ],
    ids=["no folder", "unknown", "no plain name", "no UTF-8", "endless"],
)
def test_a_file_of_no_known_partner_is_answered_in_a_folder_of_a_plain_name(
    warehouse: str, name: str, folder: str
) -> None:
    given_file(name, sheet([HEADER, ANI]))

    ingest()

    outbox = settings.load().folder("outbox")
    answers = [path.relative_to(outbox).as_posix() for path in outbox.rglob("*") if path.is_file()]
    assert answers == [f"{folder}/D000001_ditolak.xlsx"]
    said = " ".join(
        str(cell.value) for row in load_workbook(outbox / answers[0])["Ringkasan Cakupan"] for cell in row
    )
    assert "DITOLAK" in said and "daftar.xlsx" in said
    assert len(list(settings.load().folder("archive").iterdir())) == 1
    assert not any(path.is_file() for path in settings.load().folder("inbox").rglob("*"))


def test_a_file_that_cannot_be_read_becomes_a_refused_submission_and_the_rest_goes_on(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/rusak.xlsx", b"PK\x03\x04 not really")
    given_file(f"{PARTNER}/pemda_rentan/2024-10/baik.xlsx", sheet([HEADER, ANI]))

    receipts = ingest()

    found = query(
        warehouse, "select outcome, refusal_code, refusal_details, received from intake.judgement order by 1"
    )
    assert [row[:2] for row in found] == [("accepted", None), ("refused", "BERKAS_RUSAK")]
    assert found[1][2:] == ({}, 0)
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
            "received": 3, "accepted": 2, "quarantined": 0, "duplicates": 1,
            "received_at": RECEIVED_AT, "judged_at": found[0]["judged_at"], "judgement": 1,
            "refusal_code": None, "held_reason": None, "release_reason": None,
            "kind_basis": "folder", "period_basis": "folder", "corrects": None, "list": None,
            "receipt": f"{PARTNER}/S000001_pemda_rentan_2024-10.xlsx",
        }
    ]  # fmt: skip
    assert found[0]["judged_at"] > RECEIVED_AT


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

"""ZIP archives: each member is received as if it had come alone, the archive itself is a delivery."""

import hashlib
import os
import re
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archives import archive, told
from builders import sheet
from cakupan import settings
from cakupan.intake.inbox import receive, unpack
from cakupan.workbooks.reading import archive_members
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query
from mess_entries import entry

pytestmark = pytest.mark.usefixtures("few_areas")

ANIS = sheet([HEADER, ANI])
BUDIS = sheet([HEADER, BUDI])
DELIVERIES = (
    "select relative_path, outcome, refusal_code, container_delivery_no, submission_no"
    " from intake.delivery order by delivery_no"
)


@entry(15)
def test_each_member_is_a_submission_and_the_archive_a_delivery(warehouse: str) -> None:
    given_partner(warehouse)
    data = archive(
        ("kiriman/a.xlsx", ANIS), ("kiriman/b.csv", b"NIK;Nama\n" + str(BUDI[1]).encode() + b";BUDI\n")
    )
    path = given_file(f"{PARTNER}/pemda_rentan/2024-10/kiriman.zip", data)

    receipts = ingest()

    zip_path = f"{PARTNER}/pemda_rentan/2024-10/kiriman.zip"
    assert query(warehouse, DELIVERIES) == [
        (zip_path, "unpacked", None, None, None),
        (f"{zip_path}/kiriman/a.xlsx", "submission", None, 1, 1),
        (f"{zip_path}/kiriman/b.csv", "submission", None, 1, 2),
    ]
    found = query(
        warehouse,
        "select file_name, sha256, period, roster_kind from intake.submission order by submission_no",
    )
    assert found[0] == ("a.xlsx", hashlib.sha256(ANIS).hexdigest(), "2024-10", "pemda_rentan")
    assert found[1][0] == "b.csv"
    assert not path.exists()
    assert (settings.load().folder("archive") / hashlib.sha256(data).hexdigest()).read_bytes() == data
    assert sorted(each.name[:7] for each in receipts) == ["S000001", "S000002"]


def test_folders_within_an_archive_may_name_kind_and_month(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {}, {"kind": "csr"})
    members = [("Data Kabupaten/csr/2024-08/a.xlsx", ANIS), ("pemda_rentan\\2024-09\\b.xlsx", BUDIS)]
    given_file(f"{PARTNER}/semua.zip", archive(*members))

    receive.new_batches()

    found = query(warehouse, "select roster_kind, period, kind_basis, period_basis from intake.submission")
    assert sorted(found) == [
        ("csr", "2024-08", "folder", "folder"),
        ("pemda_rentan", "2024-09", "folder", "folder"),
    ]


def test_a_member_that_is_refused_stops_no_other(warehouse: str) -> None:
    given_partner(warehouse)
    members = [
        ("2014-01/old.xlsx", ANIS),
        ("2024-09/broken.xlsx", b"PK\x03\x04 torn"),
        ("2024-10/good.xlsx", BUDIS),
        ("2024-10/picture.png", b"\x89PNG\r\n\x1a\n"),
    ]
    given_file(f"{PARTNER}/pemda_rentan/kiriman.zip", archive(*members))

    ingest()

    found = query(warehouse, "select outcome, refusal_code from intake.delivery order by delivery_no")
    assert found == [
        ("unpacked", None),
        ("refused", "PERIODE_TIDAK_WAJAR"),
        ("submission", None),
        ("submission", None),
        ("submission", None),
    ]
    judged = query(warehouse, "select refusal_code, accepted from intake.judgement order by submission_no")
    assert judged == [("BERKAS_RUSAK", 0), (None, 1), ("BUKAN_LEMBAR_KERJA", 0)]
    assert len(list((settings.load().folder("outbox") / PARTNER).iterdir())) == 4


def test_two_members_with_the_same_bytes_are_one_submission_and_a_second_arrival(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/a.zip", archive(("a.xlsx", ANIS), ("b.xlsx", ANIS), ("a.xlsx", ANIS))
    )

    receive.new_batches()

    assert query(warehouse, "select outcome, submission_no from intake.delivery order by delivery_no") == [
        ("unpacked", None),
        ("submission", 1),
        ("already_received", 1),
        ("already_received", 1),
    ]


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (
            archive(("a.xlsx", ANIS), ("b.zip", archive(("c.xlsx", BUDIS)))),
            "BERKAS_RUSAK",
            "arsip di dalam arsip",
        ),
        (
            archive(*[(f"{number}.csv", b"a;b") for number in range(6)]),
            "BERKAS_TERLALU_BESAR",
            "lebih dari 5 berkas",
        ),
        (archive(), "BERKAS_KOSONG", "kosong"),
        (archive(("a.csv", b"0" * 3_000_000)), "BERKAS_TERLALU_BESAR", "lebih dari 1 MB"),
    ],
    ids=["nested", "too many", "empty", "a bomb"],
)
def test_an_archive_that_cannot_be_taken_is_refused_with_its_reason(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, data: bytes, code: str, reason: str
) -> None:
    monkeypatch.setenv("CAKUPAN_MAX_ARCHIVE_MEMBERS", "5")
    monkeypatch.setenv("CAKUPAN_MAX_FILE_BYTES", str(1024**2))
    monkeypatch.setenv("CAKUPAN_MAX_UNPACKED_BYTES", str(2 * 1024**2))
    settings.load.cache_clear()
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.zip", data)

    ingest()

    assert query(warehouse, "select outcome, refusal_code, container_delivery_no from intake.delivery") == [
        ("refused", code, None)
    ]
    answer = told(next((settings.load().folder("outbox") / PARTNER).iterdir()))
    assert reason in answer
    if code != "BERKAS_KOSONG":
        assert "Keluarkan berkas dari arsip" in answer and ".xlsx, lalu" not in answer
        assert "Isi arsip" in answer and re.search(r"[a0]\.(xlsx|csv)", answer)


def test_an_archive_of_nobody_is_refused_as_a_whole(warehouse: str) -> None:
    given_file("nobody-1/pemda_rentan/2024-10/a.zip", archive(("a.xlsx", ANIS), ("b.xlsx", BUDIS)))

    receive.new_batches()

    assert query(warehouse, "select outcome, refusal_code from intake.delivery") == [
        ("refused", "MITRA_TIDAK_DIKENAL")
    ]
    assert len(list(settings.load().folder("archive").iterdir())) == 1


def test_names_within_an_archive_are_labels_and_lead_nowhere(warehouse: str, tmp_path: Path) -> None:
    given_partner(warehouse)
    names = ["../../../evil.xlsx", "/etc/evil.xlsx", "C:\\evil.xlsx", "..\\..\\evil.xlsx", "a/./../evil.xlsx"]
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/a.zip",
        archive(
            *[(name, sheet([HEADER, [*ANI[:2], f"ORANG {number}"]])) for number, name in enumerate(names)]
        ),
    )

    ingest()

    found = query(
        warehouse, "select relative_path from intake.delivery where container_delivery_no is not null"
    )
    zip_path = f"{PARTNER}/pemda_rentan/2024-10/a.zip"
    assert sorted(row[0] for row in found) == sorted(
        f"{zip_path}/{rest}"
        for rest in ("evil.xlsx", "etc/evil.xlsx", "evil.xlsx", "evil.xlsx", "a/evil.xlsx")
    )
    assert not [path for path in tmp_path.rglob("evil*")]
    assert query(warehouse, "select count(*) from intake.judgement where accepted = 1") == [(5,)]


def test_an_archive_that_kills_its_reader_is_refused_and_the_other_files_are_received(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_partner(warehouse)
    killer, good = archive(("a.xlsx", ANIS)), archive(("b.xlsx", BUDIS))
    given_file(f"{PARTNER}/pemda_rentan/2024-09/killer.zip", killer)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/good.zip", good)
    read = archive_members.is_archive

    def is_archive(data: bytes) -> bool:
        if data == killer:
            os.kill(os.getpid(), signal.SIGSEGV)
        return read(data)

    monkeypatch.setattr(archive_members, "is_archive", is_archive)

    receive.new_batches()

    found = query(warehouse, "select outcome, refusal_code from intake.delivery order by delivery_no")
    assert found == [("refused", "BERKAS_RUSAK"), ("unpacked", None), ("submission", None)]


def test_names_of_members_are_cut_to_what_a_name_may_be(warehouse: str) -> None:
    given_partner(warehouse)
    data = archive((f"{'pemda_rentan/' * 1000}{'n' * 5000}.xlsx", ANIS), ("b.xlsx", BUDIS))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.zip", data)

    ingest()

    ((path, name),) = query(
        warehouse, "select relative_path, file_name from intake.delivery where file_name like '%nn.xlsx'"
    )
    assert len(path) < 1100
    assert name.startswith("…nn")
    assert query(warehouse, "select accepted from intake.judgement") == [(1,), (1,)]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "{archive}/../pgdata/.partial-a"},
        {"name": "{archive}/" + "0" * 64},
        {"sha256": "../inbox/a.xlsx"},
    ],
)
def test_a_child_that_names_places_that_are_no_drafts_moves_nothing(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.zip", archive(("a.xlsx", ANIS)))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", BUDIS)
    folder = settings.load().folder("archive")
    (folder / ("0" * 64)).write_bytes(b"of another partner")
    usual = unpack._members

    def lying(sha256: str) -> list[tuple[str, str, str, int]] | None:
        found = usual(sha256)
        if not found:
            return None
        ((label, name, digest, size),) = found
        return [(label, said.get("name", name).format(archive=folder), said.get("sha256", digest), size)]

    monkeypatch.setattr(unpack, "_members", lying)

    receive.new_batches()

    found = query(warehouse, "select outcome, refusal_code from intake.delivery order by relative_path")
    assert found == [("refused", "BERKAS_RUSAK"), ("submission", None)]
    assert (folder / ("0" * 64)).read_bytes() == b"of another partner"


@pytest.mark.parametrize(
    "step",
    [
        "cakupan.intake.inbox.unpack._member",
        "cakupan.intake.inbox.record.write",
        "cakupan.intake.inbox.record.copy_rows",
        "cakupan.intake.inbox.inbox.remove",
    ],
)
def test_a_run_killed_while_it_receives_an_archive_and_started_again_ends_in_the_same_state(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    given_partner(warehouse)
    data = archive(("2024-09/a.xlsx", ANIS), ("2014-01/b.xlsx", ANIS), ("2024-10/c.xlsx", BUDIS))
    given_file(f"{PARTNER}/pemda_rentan/a.zip", data, datetime(2024, 11, 4, tzinfo=UTC))
    with monkeypatch.context() as patch:
        patch.setattr(step, _dying)
        with pytest.raises(_Killed):
            receive.new_batches()

    ingest()

    found = query(
        warehouse, "select outcome, container_delivery_no is null from intake.delivery order by 1, 2"
    )
    assert found == [("refused", False), ("submission", False), ("submission", False), ("unpacked", True)]
    assert query(warehouse, "select accepted from intake.judgement") == [(1,), (1,)]
    kept = [path for path in settings.load().folder("archive").iterdir() if not path.name.startswith(".")]
    assert len(kept) == 3


class _Killed(BaseException):
    """Stands for a process that ends between two steps."""


def _dying(*_: object, **__: Any) -> None:
    raise _Killed

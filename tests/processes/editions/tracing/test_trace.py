"""A figure is followed to rows of files that are what was signed, or nothing of it is shown."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import traced_edition
from bundle_builders import figure_row
from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.frozen import layout
from cakupan.editions.tracing import trace as tracing
from cakupan.editions.tracing.asked import Bundle, Reader
from cakupan.editions.tracing.trace import Pages
from cakupan.errors import DoesNotVerify, NotFound
from traced_edition import COVERAGE, LISTED, MEMBERSHIPS, PERSONS, ROSTER, Actions, sha256


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield tmp_path / "home"
    settings.load.cache_clear()


@pytest.fixture
def edition(home: Path) -> Path:
    return traced_edition.write(home / "editions" / "2024-10" / "v1")


def traced(
    edition: Path, figure_id: str = LISTED, actions: Actions | None = None, **pages: int
) -> dict[str, Any]:
    reader = Reader(actor="auditor-7", reason="semester", connection=actions or Actions())
    return tracing.trace(figure_id, Bundle(edition), Pages(**pages), reader)


def rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer["evidence"]["first_rows"]
    return found


def test_a_figure_comes_with_its_definition_its_sums_and_its_files(edition):
    answer = traced(edition, COVERAGE)

    evidence = answer["evidence"]
    assert (answer["edition"], answer["problems"]) == ("2024-10/v1", [])
    assert (evidence["rows"], evidence["numerator"], evidence["denominator"]) == (3, 2, 10)
    assert [(source["file"], source["sha256"], source["rows"]) for source in evidence["sources"]] == [
        ("2024-11-04/workforce.csv", sha256(traced_edition.WORKFORCES), 1),
        ("2024-11-04/membership.csv", sha256(MEMBERSHIPS), 2),
    ]
    assert answer["definition"]["indicator"]["name"] == "Cakupan"
    assert "fct_worker_months" in answer["definition"]["sql"]


def test_why_a_member_counts_is_said_in_words(edition):
    workforce, by_employer, paid = [row["why"] for row in rows(traced(edition, COVERAGE))]

    assert workforce["en"] == (
        "10 workers stated for 33.28 Kabupaten Tegal; by Surat BPS 12/2024; used from 1 January 2024."
    )
    assert by_employer["id"] == (
        "Kepesertaan sejak 1 Januari 2020; perlindungan tanpa batas, iuran dibayar pemberi kerja; dikenali"
        " dengan NIK pada register; aktif pada hari terakhir periode."
    )
    assert paid["id"] == (
        "Kepesertaan sejak 1 Februari 2024; dibayar sampai 31 Juli 2024; masa tenggang sampai"
        " 31 Oktober 2024; dikenali dengan KPJ pada register; aktif pada hari terakhir periode."
    )
    assert paid["en"].startswith(
        "Member since 1 February 2024; paid through 31 July 2024; grace until 31 October 2024; matched by KPJ"
    )


def test_why_a_listed_person_counts_or_a_row_was_excluded_is_said_in_words(edition):
    member, unknown, excluded = [row["why"] for row in rows(traced(edition))]

    assert member["id"].startswith(
        "Tercantum sejak 1 Oktober 2024 dalam daftar Pekerja rentan dari pemda-33.28"
    )
    assert "recognised in the register (NIK and name); registered as a member; active" in member["en"]
    assert "nobody of the register was recognised in this row; not registered as a member" in unknown["en"]
    assert (excluded["id"], excluded["en"]) == (
        "Dikecualikan (NIK_KOSONG): NIK kosong.",
        "Excluded (NIK_KOSONG): The NIK is missing.",
    )


def test_the_row_of_the_archived_list_is_read_again_and_masked(edition):
    first = rows(traced(edition))[0]["source"]

    assert (first["submission_id"], first["sheet"], first["row"]) == ("S000001", "Oktober", 2)
    assert {cell["field"]: cell["text"] for cell in first["cells"]} == {
        "no_urut": "1",
        "nik": "3328********0003",
        "nama": "S*** A*****",
        "kpj": "*******5678",
        "kecamatan": "Slawi",
    }
    assert (first["nik"], first["kpj"]) == ("3328********0003", "*******5678")


def test_the_record_of_the_archived_extract_is_read_again_and_masked(edition):
    member = rows(traced(edition, COVERAGE))[2]["source"]

    assert (member["table"], member["record"]) == ("register.membership", 3)
    assert {cell["header"]: cell["text"] for cell in member["cells"]} == {
        "membership_id": "M2",
        "nik": "3328********0002",
        "kpj": "*******0002",
        "nama": "D*** L******",
        "segment_code": "BPU",
        "active_from": "2024-02-01",
    }


def test_nothing_that_names_a_person_is_in_an_answer(edition):
    said = str([traced(edition, figure) for figure in (COVERAGE, LISTED)])

    assert not [
        word for word in (*PERSONS, "Aminah", "Lestari", "24012345678", "24000000002") if word in said
    ]


def test_reading_rows_is_recorded_with_how_many(edition):
    actions = Actions()

    traced(edition, LISTED, actions, limit=2)

    (recorded,) = actions.recorded
    assert recorded[:3] == [LISTED, "auditor-7", "semester"]
    assert '"rows": 2' in recorded[3]


def test_pages_follow_one_another_through_all_members(edition):
    pages = [traced(edition, limit=2, page=number) for number in (1, 2, 3)]

    assert [[row["unit_no"] for row in rows(page)] for page in pages] == [[3, -13], [-14], []]
    assert [(page["evidence"]["pages"], page["evidence"]["rows"]) for page in pages] == [(2, 3)] * 3


def test_a_derived_figure_is_followed_through_its_inputs(edition):
    answer = traced(edition, "gap_full:2024-10:33.28")

    assert [one["figure"]["figure_id"] for one in answer["inputs"]] == [COVERAGE]
    assert answer["inputs"][0]["evidence"]["rows"] == 3


def test_an_archived_file_that_is_gone_is_named(edition):
    (settings.load().folder("archive") / sha256(ROSTER)).unlink()

    answer = traced(edition)

    assert answer["problems"] == [
        f"S000001 of pemda-33.28, daftar.xlsx: archive/{sha256(ROSTER)} is gone; restore it from a backup."
    ]
    assert [row["source"]["cells"] for row in rows(answer)] == [None] * 3


def test_a_file_is_missed_on_whatever_page_its_rows_are(edition):
    (settings.load().folder("archive") / sha256(MEMBERSHIPS)).unlink()

    answer = traced(edition, COVERAGE, limit=1)

    assert len(answer["problems"]) == 1
    assert "membership.csv" in answer["problems"][0]


def test_an_archived_file_that_was_altered_is_not_shown(edition):
    place = settings.load().folder("archive") / sha256(ROSTER)
    place.write_bytes(ROSTER + b" ")

    answer = traced(edition)

    assert "should hold the bytes with that sha256" in answer["problems"][0]
    assert sha256(ROSTER + b" ") in answer["problems"][0]
    assert [row["source"]["nik"] for row in rows(answer)] == [None] * 3


def test_a_purged_file_says_when_and_by_whom(edition):
    (settings.load().folder("archive") / sha256(ROSTER)).unlink()
    purged = Actions((datetime(2025, 11, 3, 2, tzinfo=UTC), "kepala.arsip", "masa simpan berakhir"))

    (problem,) = traced(edition, actions=purged)["problems"]

    assert "was purged on 3 November 2025 pukul 09.00 WIB, by kepala.arsip: masa simpan berakhir" in problem


def test_an_extract_that_lies_in_its_folder_only_is_not_what_was_archived(edition, home):
    (settings.load().folder("archive") / sha256(MEMBERSHIPS)).unlink()
    folder = home / "extracts" / "2024-11-04"
    folder.mkdir(parents=True)
    (folder / "membership.csv").write_bytes(MEMBERSHIPS)

    answer = traced(edition, COVERAGE)

    assert "is gone" in answer["problems"][0]
    assert rows(answer)[2]["source"]["nik"] is None


def rewrite(edition: Path, name: str, column: str, value: object) -> None:
    """Change one column of a fact, as somebody does who has the folder and no key."""
    path = edition / layout.FACTS / f"{name}.parquet"
    table = pq.read_table(path)
    changed = [row | {column: value} for row in table.to_pylist()]
    pq.write_table(table.from_pylist(changed, schema=table.schema), path)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [("roster_months", "listed_rows", 9), ("quarantined_rows", "cause", "NIK_FORMAT")],
)
def test_an_altered_fact_file_is_not_read(edition, name, column, value):
    rewrite(edition, name, column, value)

    with pytest.raises(DoesNotVerify, match=rf"audit/facts/{name}\.parquet is not what was signed"):
        traced(edition)


@pytest.mark.parametrize(
    "path",
    [
        layout.FIGURES,
        layout.DIMENSIONS / "area_closure.parquet",
        layout.QUERIES / "evidence__roster_coverage.sql",
        layout.SEEDS / "indicators.csv",
        layout.SEEDS / "roster_kinds.csv",
    ],
)
def test_no_file_a_trace_needs_may_differ(edition, path):
    with (edition / path).open("ab") as stream:
        stream.write(b"\n")

    with pytest.raises(DoesNotVerify, match=path.name):
        traced(edition)


def test_facts_of_other_figures_may_differ_and_are_left_to_verify(edition):
    rewrite(edition, "worker_months", "segment_code", "PMI")

    assert traced(edition)["evidence"]["rows"] == 3


def test_a_frozen_file_that_is_a_link_is_not_read(edition, tmp_path):
    path = edition / layout.FACTS / "roster_months.parquet"
    path.rename(tmp_path / "elsewhere.parquet")
    path.symlink_to(tmp_path / "elsewhere.parquet")

    with pytest.raises(DoesNotVerify, match=r"roster_months\.parquet is a link"):
        traced(edition)


def test_a_fact_file_that_is_gone_is_named(edition):
    (edition / layout.FACTS / "roster_months.parquet").unlink()

    with pytest.raises(DoesNotVerify, match="no fct_roster_months"):
        traced(edition)


def test_a_hash_of_a_submission_that_was_altered_in_the_manifest_is_not_believed(edition):
    path = edition / manifest.MANIFEST
    path.write_bytes(path.read_bytes().replace(sha256(ROSTER).encode(), b"0" * 64))

    with pytest.raises(DoesNotVerify, match="not signed"):
        traced(edition)


def test_an_edition_signed_by_somebody_else_is_not_believed(edition, home, tmp_path, monkeypatch):
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "other"))
    settings.load.cache_clear()
    traced_edition.seal(edition)
    monkeypatch.setenv("CAKUPAN_HOME", str(home))
    settings.load.cache_clear()

    with pytest.raises(DoesNotVerify, match="another key"):
        traced(edition)


def test_where_no_key_is_trusted_an_edition_is_looked_into_only_when_asked_for(
    edition, tmp_path, monkeypatch
):
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "auditor"))
    settings.load.cache_clear()
    reader = Reader(actor="auditor-7", reason=None, connection=None)

    with pytest.raises(DoesNotVerify, match="no key is trusted here"):
        tracing.trace(LISTED, Bundle(edition), Pages(), reader)
    inside = tracing.trace(LISTED, Bundle(edition, is_untrusted=True), Pages(), reader)
    with_key = tracing.trace(LISTED, Bundle(edition, key=edition / manifest.PUBLIC_KEY), Pages(), reader)

    assert inside == with_key | {"is_signature_trusted": False}
    assert with_key["is_signature_trusted"]
    assert (inside["problems"], rows(inside)[0]["source"]["cells"]) == ([], None)


def test_members_that_do_not_add_up_to_the_figure_are_told(home):
    printed = [figure_row(numerator=3, denominator=10, value="30.00")]
    edition = traced_edition.write(home / "editions" / "2024-10" / "v1", printed=printed)

    with pytest.raises(DoesNotVerify, match="add up to numerator 2, and 3 is printed"):
        traced(edition, COVERAGE)


def test_a_figure_that_is_not_printed_is_named(edition):
    with pytest.raises(NotFound, match="no figure ucj_ytd:2024-10:99"):
        traced(edition, "ucj_ytd:2024-10:99")

"""Figures of a month that was really built are followed to rows of archived files, and files to figures."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
import traced_edition
from builders import sheet
from cakupan import cli, settings
from cakupan.editions import close
from cakupan.editions.tracing import forward
from cakupan.editions.tracing import trace as tracing
from cakupan.editions.tracing.asked import Editions, Reader
from cakupan.editions.tracing.trace import Pages
from cakupan.errors import DoesNotVerify, NotAllowed, NotFound
from traced_edition import sha256
from typer.testing import CliRunner
from world_builders import World, nik, world

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)
COVERAGE, LISTED = "ucj_ytd:2024-10:33.28:BPU", "roster_coverage:2024-10:33.28"
ROSTER = sheet(
    [["NIK", "NAMA"], [nik(3), "Siti Aminah"], [nik(4), "Budi Santoso"], ["33289", "Tanpa Nomor"]],
    name="Sheet1",
)
LATE = sheet([["NIK", "NAMA"], [nik(5), "Dewi Lestari"]])
MEMBERS = f"membership_id,nik,segment_code\nM1,{nik(1)},PU\nM2,{nik(2)},PU\nM3,{nik(3)},BPU\n".encode()
REFERENCE = b"basis,area_code,segment_code,workers\nD1,33.28,TOTAL,10\nD1,33.28,PU,6\nD1,33.28,BPU,4\n"


def fill(this: World) -> None:
    """Reference, register and one list with a row that was excluded, each with its bytes in the archive."""
    this.load("2024-01-05")
    this.areas()
    this.workforce(("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4))
    this.partner("pemda-33.28", "pemda_rentan", carry_forward=True, funding_code="APBD_KAB")
    record_file(this, "reference.workforce", REFERENCE)
    this.load("2024-11-04")
    own = {"segment_code": "BPU", "funding_code": "MANDIRI", "active_from": "2024-02-01"}
    this.members({"who": 1}, {"who": 2}, {"who": 3, **own, "paid_through": "2024-08-31"})
    record_file(this, "register.membership", MEMBERS)
    this.load("2024-11-04T05:00")
    people = [{"who": 3, "area_code": "33.28.01.2001"}, {"who": 4, "area_code": "33.28.01.2001"}]
    this.roster(
        "pemda-33.28", "pemda_rentan", *people, {"verdict": "quarantined", "code": "NIK_FORMAT"},
        funding_code="APBD_KAB", carry_forward=True, sha256=sha256(ROSTER),
    )  # fmt: skip
    this.connection.commit()


def record_file(this: World, table: str, content: bytes) -> None:
    """Say which file the rows of the last load came from."""
    name = f"2024-11-04/{table.split('.')[1]}.csv"
    this.connection.execute(
        "insert into control.load_file values (%s, 1, %s, %s, %s, 'full', 3, 3, 0)",
        [this.load_nos[-1], table, name, sha256(content)],
    )


@pytest.fixture(scope="module")
def told(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two closes of a month with a late list between them."""
    folder = tmp_path_factory.mktemp("traced")
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        for content in (ROSTER, LATE, MEMBERS, REFERENCE):
            traced_edition.keep(content)
        fill(this)
        close.run(PERIOD, FIRST)
        this.load("2024-11-20")
        this.roster(
            "pemda-33.28", "pemda_rentan", {"who": 5, "area_code": "33.28.01.2002"}, is_full=False,
            received_at="2024-11-19T10:00+07:00", funding_code="APBD_KAB", carry_forward=True,
            sha256=sha256(LATE),
        )  # fmt: skip
        this.connection.commit()
        close.run(PERIOD, SECOND, reason="Daftar susulan")
        yield this


@pytest.fixture
def connection(told: World) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(settings.load().dsn) as opened:
        yield opened


@pytest.fixture
def owner(told: World) -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection, who alone can change what was recorded."""
    with psycopg.connect(settings.load().owner_dsn) as opened:
        yield opened


def traced(
    connection: psycopg.Connection[Any], figure_id: str, edition: str | None = "2024-10/v1", **reader: str
) -> dict[str, Any]:
    asks = Reader(**{"actor": "pembaca", "reason": None, "connection": connection} | reader)
    return tracing.trace(figure_id, Editions(connection, edition), Pages(), asks)


@pytest.mark.parametrize("role", ["auditor", "reader"])
def test_an_auditor_traces_under_the_name_of_his_login_and_a_reader_does_not(
    told: World, connection: psycopg.Connection[Any], role: str
):
    name = f"{role}_{uuid.uuid4().hex[:8]}"
    told.connection.execute(f"create role {name} login password 'x' in role cakupan_{role}")
    told.connection.commit()
    own = psycopg.conninfo.make_conninfo(settings.load().dsn, user=name, password="x")
    settings.load.cache_clear()
    try:
        asked = CliRunner().invoke(
            cli.app, ["trace", LISTED, "--reason", "Uji petik"], env={"CAKUPAN_DSN": own}
        )
    finally:
        settings.load.cache_clear()
        told.connection.execute(f"drop role {name}")
        told.connection.commit()

    recorded = connection.execute(
        "select subject, reason from control.action where action = 'read' and actor = %s", [name]
    ).fetchall()
    if role == "auditor":
        assert asked.exit_code == 0, asked.output
        assert recorded == [(LISTED, "Uji petik")]
    else:
        assert isinstance(asked.exception, NotAllowed)
        assert recorded == []


def test_a_roster_figure_is_traced_to_the_masked_row_of_a_hashed_file(connection):
    answer = traced(connection, LISTED)

    evidence, first = answer["evidence"], answer["evidence"]["first_rows"][0]
    assert (answer["problems"], answer["edition"]) == ([], "2024-10/v1")
    assert (evidence["numerator"], evidence["denominator"], evidence["excluded"]) == (1, 2, 1)
    assert (first["source"]["submission_id"], first["source"]["sheet"]) == ("S000001", "Sheet1")
    assert (first["source"]["nik"], first["source"]["matched_by"]) == ("3328********0003", "nik")
    assert [row["source"]["row"] for row in evidence["first_rows"]] == [2, 3, 4]
    assert first["why"]["id"].startswith("Tercantum sejak 1 Oktober 2024 dalam daftar")
    assert evidence["first_rows"][2]["why"]["en"].startswith("Excluded (NIK_FORMAT): ")
    assert nik(3) not in str(answer)


def test_a_register_figure_is_traced_to_the_record_and_says_until_when_the_grace_lasts(connection):
    answer = traced(connection, COVERAGE)

    member = next(row for row in answer["evidence"]["first_rows"] if row["unit_kind"] == "person")
    assert (member["source"]["table"], member["source"]["record"]) == ("register.membership", 3)
    assert "dibayar sampai 31 Agustus 2024; masa tenggang sampai 30 November 2024" in member["why"]["id"]
    assert answer["definition"]["indicator"]["code"] == "ucj_ytd"
    assert "from fct_worker_months" in answer["definition"]["sql"]


def test_what_is_traced_does_not_stand_on_live_tables(owner):
    before = traced(owner, LISTED)
    owner.execute("update intake.submission set sha256 = repeat('0', 64), file_name = 'lain.xlsx'")
    owner.execute("update intake.roster_row set nik = null")

    assert traced(owner, LISTED) == before
    owner.rollback()


def test_a_purge_that_was_recorded_is_told_for_the_file_that_is_gone(connection):
    connection.execute(
        "insert into control.action (action, subject, actor, reason, acted_at)"
        " values ('purge', %s, 'arsip', 'masa simpan berakhir', '2025-11-03T02:00Z')",
        [sha256(MEMBERS)],
    )
    place = settings.load().folder("archive") / sha256(MEMBERS)
    content = place.read_bytes()
    place.unlink()

    (problem,) = traced(connection, COVERAGE)["problems"]
    place.write_bytes(content)
    connection.rollback()

    assert "was purged on 3 November 2025 pukul 09.00 WIB, by arsip: masa simpan berakhir." in problem


def test_a_manifest_that_was_exchanged_after_publication_is_not_believed(owner):
    owner.execute("alter table publication.edition disable trigger user")
    owner.execute("update publication.edition set manifest_sha256 = repeat('0', 64) where version = 1")

    with pytest.raises(DoesNotVerify, match="published with manifest sha256 0000"):
        traced(owner, LISTED)
    owner.rollback()


def test_the_members_of_every_figure_add_up_to_it(connection):
    listed = connection.execute(
        "select figure_id, 'v' || version from publication.figure inner join publication.edition"
        " using (edition_no) where class = 'summed'"
    ).fetchall()

    assert len(listed) > 100
    for figure_id, version in listed:
        answer = traced(connection, figure_id, f"2024-10/{version}")
        assert answer["evidence"]["numerator"] == answer["figure"]["numerator"], figure_id
        assert answer["evidence"]["rows"] == sum(source["rows"] for source in answer["evidence"]["sources"])


def test_every_fact_behind_a_figure_is_said_in_words_and_has_its_file_in_the_manifest(connection):
    listed = connection.execute("select figure_id from publication.figure where edition_no = 1").fetchall()

    silent = {
        (figure_id, row["unit_kind"])
        for (figure_id,) in listed
        for row in traced(connection, figure_id).get("evidence", {"first_rows": []})["first_rows"]
        if not row["why"]["id"]
    }
    assert silent == set()


def test_a_derived_figure_is_traced_through_its_inputs(connection):
    answer = traced(connection, "gap_full:2024-10:33.28", edition=None)

    assert answer["edition"] == "2024-10/v2"
    assert [one["figure"]["figure_id"] for one in answer["inputs"]] == ["ucj_ytd:2024-10:33.28"]
    assert answer["inputs"][0]["evidence"]["rows"] > 0


def test_reading_rows_is_recorded_with_who_and_why(connection):
    traced(connection, COVERAGE, actor="auditor-7", reason="pemeriksaan semester")

    last = connection.execute(
        "select actor, reason, subject, details ->> 'edition', (details ->> 'rows')::int from control.action"
        " where action = 'read' order by action_no desc limit 1"
    ).fetchone()
    assert last == ("auditor-7", "pemeriksaan semester", COVERAGE, "2024-10/v1", 2)


def test_a_figure_or_edition_that_is_not_there_is_named(connection):
    with pytest.raises(NotFound, match="no figure ucj_ytd:2024-10:99"):
        traced(connection, "ucj_ytd:2024-10:99")
    with pytest.raises(NotFound, match="published: 2024-10/v1, 2024-10/v2"):
        traced(connection, COVERAGE, edition="2024-10/v9")


def test_a_late_list_is_followed_to_what_it_adds_to_each_figure(connection):
    editions = Editions(connection)

    answer = forward.touched("S000002", editions.of_submission("S000002"), connection)
    of_file = {figure["figure_id"]: figure["of_file"] for figure in answer["figures"]}

    assert answer["edition"] == "2024-10/v2"
    none = {"excluded": 0, "possible": 0}
    assert of_file[LISTED] == {"numerator": 0, "denominator": 1, "unknown": 1} | none
    assert of_file["files_answered:2024-10:33.28"] == {"numerator": 1, "denominator": 0, "unknown": 0} | none
    with pytest.raises(NotFound, match="not made with S000002"):
        forward.touched("S000002", editions.named("2024-10/v1"), connection)

"""What a person may ask: to see what is held, to have it corrected, to be forgotten; all is recorded."""

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import insider
import openpyxl
import psycopg
import pytest
from cakupan import cli, settings
from cakupan.editions import close
from cakupan.editions.proof import chain
from cakupan.editions.verifying import verify
from cakupan.errors import CakupanError, InputsPurged, NotFound, ReasonTooShort, StillMember
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


@pytest.fixture
def told(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ana, a former member who is on a list, and others; who is who is resolved."""
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
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


@pytest.fixture
def published(told: World) -> World:
    """The month in which all of them counted."""
    close.run(PERIOD, FIRST)
    return told


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


# Shown


def test_everything_held_on_a_person_and_nothing_of_others_is_written_to_a_file_of_the_owner_alone(
    published: World, tmp_path: Path
):
    file = tmp_path / "ana.json"

    result = asked("export", ANA, "--reason", REASON, "-o", str(file))

    content = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [row["nama"] for row in content["memberships"]] == ["ANA WIDYASTUTI"]
    assert [row["claim_id"] for row in content["claims"]] == ["K1"]
    (listed,) = content["roster_rows"]
    assert (listed["nama"], listed["submission_id"], listed["sheet_name"], listed["row_number"]) == (
        "ANA WIDYASTUTI", "S000001", "Sheet1", 2,
    )  # fmt: skip
    assert listed["file_name"] == f"daftar {'*' * 16}.xlsx"
    assert {row["number"] for row in content["keys"]} == {ANA, KPJ}
    assert {row["edition"] for row in content["published"]} == {"2024-10/v1"}
    for other in (BUDI, CITRA, "BUDI", "CITRA", OTHER_KPJ):
        assert other not in file.read_text()
    assert not {ANA, KPJ, "WIDYASTUTI"} & set(result.output.split())
    assert rows(
        published, "select subject, actor, reason from control.action where action = 'person_export'"
    ) == [(f"person {person_of(published, ANA)}", "siti", REASON)]


def test_a_person_is_found_by_every_number_of_his_and_the_workbook_says_the_same(told: World, tmp_path: Path):
    for number, who in enumerate((ANA, KPJ, f"P{person_of(told, ANA)}", str(person_of(told, ANA)))):
        file = tmp_path / f"{number}.xlsx"
        done("export", who, "--reason", REASON, "-o", str(file))

        book = openpyxl.load_workbook(file)
        cells = {cell for sheet in book for row in sheet.values for cell in row}
        assert {ANA, KPJ, "ANA WIDYASTUTI"} <= cells
        assert not {BUDI, CITRA} & cells


def test_a_number_on_standard_input_stays_out_of_the_command(told: World, tmp_path: Path):
    file = tmp_path / "a.json"

    result = asked("export", "-", "--reason", REASON, "-o", str(file), input=f"{ANA}\n")

    assert result.exit_code == 0
    assert json.loads(file.read_text())["person_no"] == person_of(told, ANA)


def test_a_row_with_his_nik_that_is_somebody_elses_shows_its_place_and_no_more(told: World, tmp_path: Path):
    other = person_of(told, CITRA)
    past_triggers(
        f"update identity.decision set outcome = 'match', method = 'ruling', person_no = {other}"
        " where row_number = 2"
    )
    file = tmp_path / "a.json"

    done("export", ANA, "--reason", REASON, "-o", str(file))

    (listed,) = json.loads(file.read_text())["roster_rows"]
    assert (listed["is_own"], listed["nik"], listed.get("nama")) == (False, ANA, None)


def test_later_an_export_says_who_read_before(published: World, tmp_path: Path):
    done("export", ANA, "--reason", REASON, "-o", str(tmp_path / "a.json"))
    published.connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at) values"
        " ('read', 'ucj_ytd:2024-10:33', 'auditor', 'x', '{\"edition\": \"2024-10/v1\"}', control.now()),"
        " ('read', 'ucj_ytd:2024-09:33', 'auditor', 'x', '{\"edition\": \"2024-09/v1\"}', control.now()),"
        " ('read', 'S000001..S000009', 'operator', 'x', '{}', control.now())"
    )
    published.connection.commit()

    done("export", ANA, "--reason", REASON, "-o", str(tmp_path / "b.json"))

    readings = json.loads((tmp_path / "b.json").read_text())["readings"]
    assert [(row["actor"], row["is_of_him"]) for row in readings] == [
        ("siti", "certain"), ("auditor", "possible"), ("operator", "possible"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "reason", "error"),
    [
        (nik(77), REASON, NotFound),
        ("P99", REASON, NotFound),
        ("Ana", REASON, NotFound),
        (ANA, "perlu", ReasonTooShort),
        (ANA, "1234567890 12", ReasonTooShort),
    ],
)
def test_nobody_and_no_reason_write_no_file_and_no_action(
    told: World, tmp_path: Path, who: str, reason: str, error: type[CakupanError]
):
    file = tmp_path / "a.json"

    assert isinstance(refused("export", who, "--reason", reason, "-o", str(file)), error)

    assert not file.exists()
    assert rows(told, "select count(*) from control.action where action = 'person_export'") == [(0,)]


# Corrected


def test_a_correction_goes_to_every_source_and_is_listed_until_it_is_done(told: World):
    request = done("correct", ANA, "--reason", f"tanggal lahir salah, bukan {ANA}", "--from", "surat 12")

    assert request["goes_to"] == "pemda-33.28, register"
    assert request["wrong"] == f"tanggal lahir salah, bukan {'*' * 16}"
    assert [each["number"] for each in done("requests")["open"]] == [request["number"]]
    assert isinstance(refused("requests", "--done", str(request["number"])), ReasonTooShort)
    closed = done("requests", "--done", str(request["number"]), "--reason", "daftar baru sudah masuk")
    assert closed["open"] == []
    assert isinstance(
        refused("requests", "--done", str(request["number"]), "--reason", "daftar baru sudah masuk"), NotFound
    )
    assert rows(told, "select nama from register.membership order by 1") == [
        ("ANA WIDYASTUTI",), ("BUDI SANTOSO",),
    ]  # fmt: skip


# Forgotten


def test_a_forgotten_person_is_empty_everywhere_and_what_was_published_stays(published: World):
    person = person_of(published, ANA)
    edition = settings.load().home / "editions" / PERIOD / "v1"
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    facts = rows(published, "select * from marts.fct_roster_months order by row_number")

    said = forget(ANA)

    assert said["rows"]["identity.person_key"] == 2
    dumped = "".join(
        str(rows(published, f"select * from {table}"))
        for table in (
            "register.membership", "register.claim", "intake.roster_row", "identity.person_key",
            "identity.description", "identity.finding", "identity.forgotten",
        )
    )  # fmt: skip
    for told_of_ana in (ANA, KPJ, "WIDYASTUTI", "datetime.date(1990, 1, 1)", str(int(ANA))):
        assert told_of_ana not in dumped
    for kept in (BUDI, CITRA, "SANTOSO", "LESTARI", OTHER_KPJ):
        assert kept in dumped
    assert rows(published, "select count(*) from identity.person where person_no = %s", person) == [(1,)]
    assert rows(published, "select * from marts.fct_roster_months order by row_number") == facts
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before
    assert verify.verify(edition).is_ok
    assert broken(published) == []


def test_files_that_hold_the_forgotten_with_others_are_named(told: World):
    home = settings.load().home
    (home / "archive" / ("b" * 64)).write_bytes(b"daftar")
    (home / "outbox" / "pemda-33.28").mkdir()
    (home / "outbox" / "pemda-33.28" / f"S000001 daftar {ANA}.xlsx").write_bytes(b"tanda terima")

    said = forget(ANA)

    assert said["files"] == [f"archive/{'b' * 64}", f"outbox/pemda-33.28/S000001 daftar {'*' * 16}.xlsx"]
    assert (home / "archive" / ("b" * 64)).exists()


def test_an_active_member_is_kept_unless_it_is_said_why_not(told: World):
    assert isinstance(refused("forget", BUDI, "--reason", REASON, "--yes"), StillMember)
    assert rows(told, "select count(*) from control.action where action = 'forget'") == [(0,)]

    forget(BUDI, "--in-spite-of-membership", "--approved-by", "kepala kantor")

    ((details,),) = rows(told, "select details from control.action where action = 'forget'")
    assert (details["in_spite_of_membership"], details["approved_by"]) == (True, "kepala kantor")
    assert rows(told, "select count(*) from register.membership where nama = 'BUDI SANTOSO'") == [(0,)]


def test_a_month_that_counted_the_forgotten_is_not_rebuilt_and_says_why(published: World):
    person = person_of(published, ANA)
    forget(ANA)

    with pytest.raises(InputsPurged, match=rf"person {person} on .* by siti: {REASON}"):
        close.run(PERIOD, FIRST, is_rebuild=True)


def test_a_later_month_is_closed_without_the_forgotten(published: World):
    forget(ANA)
    published.load("2024-11-20")
    published.roster(
        "pemda-33.28", "pemda_rentan", {"who": 3, "area_code": "33.28.01.2001"},
        period="2024-11", received_at="2024-12-02T10:00+07:00", funding_code="APBD_KAB",
    )  # fmt: skip
    published.connection.commit()

    outcome = close.run("2024-11", datetime.now(UTC))

    assert verify.verify(outcome.path).is_ok


def test_who_was_forgotten_is_told_when_the_register_or_a_list_names_him_again(told: World):
    person = person_of(told, ANA)
    persons = rows(told, "select count(*) from identity.person")
    forget(ANA)
    told.load("2024-12-01")
    told.members(
        {"who": 1, "nama": "ANA WIDYASTUTI"},
        {"kpj": KPJ},
        {"who": 2, "kpj": KPJ},
        {"who": 1, "kpj": "10000000033"},
    )
    told.load("2024-12-02")
    told.roster("pemda-33.28", "pemda_rentan", {"who": 1, "area_code": "33.28.01.2001"}, period="2024-11")
    told.connection.commit()

    resolve.persons(told.connection)
    told.connection.commit()

    assert rows(
        told,
        "select load_no, code, person_no, row_number, key_no from identity.finding"
        " where code = 'ORANG_DILUPAKAN' order by load_no, row_number",
    ) == [
        (4, "ORANG_DILUPAKAN", person, 1, None),
        (4, "ORANG_DILUPAKAN", person, 2, None),
        (4, "ORANG_DILUPAKAN", person, 4, None),
        (5, "ORANG_DILUPAKAN", person, None, None),
    ]
    assert rows(told, "select count(*) from identity.person") == persons
    assert rows(told, "select identity.key_text(key_no) from identity.person_key order by 1") == [
        (OTHER_KPJ,), (BUDI,), (CITRA,),
    ]  # fmt: skip
    assert {each["person"] for each in done("requests")["appeared_again"]} == {f"person {person}"}
    assert broken(told) == []


def test_who_appeared_again_is_forgotten_again_by_the_key(told: World):
    forget(ANA)
    told.load("2024-12-01")
    told.members({"who": 1, "nama": "ANA WIDYASTUTI"} | FORMER)
    told.connection.commit()
    resolve.persons(told.connection)
    told.connection.commit()

    said = forget(ANA)

    assert said["rows"]["register.membership"] == 1
    assert rows(told, "select count(*) from register.membership where nama = 'ANA WIDYASTUTI'") == [(0,)]
    assert rows(told, "select count(*) from identity.forgotten") == [(2,)]
    assert broken(told) == []


def test_two_forgotten_of_one_portion_leave_the_chain_whole(told: World):
    forget(ANA)
    forget(CITRA)
    forget(BUDI, "--in-spite-of-membership")

    assert rows(told, "select count(*) from identity.person_key") == [(0,)]
    assert broken(told) == []


ALTERED = [
    "update identity.person_key set person_no = person_no + 100 where key_no = {budi}",
    "delete from identity.person_key where key_no = {budi}",
    "insert into identity.person_key select 3328990101900099, person_no, load_no from identity.person_key"
    " where key_no = {budi}",
    "update control.action set details = details || '{{\"portions\": []}}' where action = 'forget'",
    "delete from control.action where action = 'forget'",
]


@pytest.mark.parametrize("statement", ALTERED)
def test_whoever_alters_another_key_beside_a_forgotten_one_or_the_record_of_it_is_seen(
    told: World, statement: str
):
    forget(ANA)

    past_triggers(statement.format(budi=int(BUDI)))

    assert any("identity.resolved_load" in one for one in broken(told))


def test_a_key_taken_away_with_a_forged_record_is_seen(told: World):
    load_no = rows(told, "select load_no from identity.person_key where key_no = %s", int(BUDI))[0][0]
    forged = {
        "load_no": load_no, "part": "person_key", "portion": int(BUDI) // 10_000_000_000, "rows_before": 9,
        "sha256_before": "a" * 64, "rows_after": 0, "sha256_after": None,
    }  # fmt: skip
    past_triggers(
        f"delete from identity.person_key where key_no = {int(BUDI)}",
        "insert into control.action (action, subject, actor, reason, details, acted_at) values ('forget',"
        f" 'person 2', 'siti', 'alasan palsu', '{json.dumps({'portions': [forged]})}', control.now())",
    )

    said = broken(told)

    assert any("(forget person 2): no link knows of it" in one for one in said)
    assert any("identity.resolved_load" in one for one in said)


def test_nobody_but_the_function_takes_a_key_away(told: World):
    for statement in (
        "delete from identity.person_key",
        "update identity.description set name = null",
        "set local cakupan.emptying = 'on'; delete from identity.forgotten",
        "set local cakupan.emptying = 'on'; truncate identity.person_key",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            told.connection.execute(statement.encode())
        told.connection.rollback()


def test_forgetting_nobody_or_without_a_reason_does_nothing(told: World):
    assert isinstance(refused("forget", nik(77), "--reason", REASON, "--yes"), NotFound)
    assert isinstance(refused("forget", ANA, "--reason", "minta", "--yes"), ReasonTooShort)
    assert asked("forget", ANA, "--reason", REASON, input="n\n").exit_code == 1
    forget(ANA)
    assert isinstance(refused("forget", ANA, "--reason", REASON, "--yes"), NotFound)
    assert rows(told, "select count(*) from control.action where action = 'forget'") == [(1,)]

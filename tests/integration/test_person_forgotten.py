"""A person who asks to be forgotten is, and what was published and the chain of persons stay whole."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from cakupan import settings
from cakupan.editions import close
from cakupan.editions.verifying import verify
from cakupan.errors import InputsPurged, NotFound, ReasonTooShort, StillMember
from cakupan.identity import resolve
from rights_world import (
    ANA,
    BUDI,
    CITRA,
    FIRST,
    FORMER,
    KPJ,
    OTHER_KPJ,
    PERIOD,
    REASON,
    asked,
    broken,
    done,
    forget,
    past_triggers,
    person_of,
    refused,
    rows,
    told_world,
)
from world_builders import World, nik


@pytest.fixture
def told(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ana, a former member who is on a list, and others."""
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    with told_world(postgres, template, tmp_path) as this:
        yield this


@pytest.fixture
def published(told: World) -> World:
    """The month in which all of them counted."""
    close.run(PERIOD, FIRST)
    return told


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
    assert rows(
        published,
        "select count(*), count(*) filter (where person_no = %s) from identity.description"
        " where description_no not in (select description_no from identity.description_block)",
        person,
    ) == [(1, 1)]
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

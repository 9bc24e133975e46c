"""A model decides once it is adopted, with a reason; models are compared on rows whose person is known."""

import json
import shutil
from pathlib import Path

import pytest
from cakupan import cli, settings
from cakupan.editions import inputs
from cakupan.editions.proof import chain
from cakupan.errors import AnswerIsNo, CakupanError, ModelRefused
from cakupan.identity import resolve
from cakupan.identity.matching import match
from cakupan.identity.model import adopting, files, trial
from cakupan.identity.rulings.said import Said
from cakupan.warehouse.connection import connect
from matching_builders import BORN, VILLAGE, Somebody, register
from roster_rows import land
from typer.testing import CliRunner

SAID = Said(reason="dilatih pada daftar kami sendiri", decided_by="siti")


def another(version: str) -> Path:
    """Write a model of another version that says what the shipped one says."""
    shipped = files.read(files.SHIPPED_VERSION)
    place = settings.load().folder("models") / version
    files.write(place, version=version, odds=shipped.odds, words=shipped.words, trained_on="uji")
    return place


def adopt(version: str) -> None:
    with connect() as connection:
        adopting.adopt(connection, version, SAID)


def test_the_model_adopted_last_decides_and_an_earlier_one_can_come_back(connection):
    another("2031.1")

    adopt("2031.1")
    then = match.in_force(connection, "infinity").version
    adopt(files.SHIPPED_VERSION)
    adopt("2031.1")

    assert then == "2031.1"
    assert [one.version for one in adopting.adopted(connection)] == [
        "2031.1",
        files.SHIPPED_VERSION,
        "2031.1",
    ]
    rows = connection.execute(
        "select subject, actor, reason from control.action where action = 'adopt_model' order by action_no"
    ).fetchall()
    assert rows[0] == ("2031.1", "siti", SAID.reason)
    assert chain.broken(connection) == []


def test_what_was_known_before_an_adoption_is_decided_by_the_model_of_then(connection):
    another("2031.1")
    before = connection.execute("select control.now()").fetchone()[0]

    adopt("2031.1")

    assert match.in_force(connection, before).version == files.SHIPPED_VERSION


def test_a_model_that_decides_already_or_is_not_as_written_is_not_adopted(connection):
    place = another("2031.1")
    with pytest.raises(AnswerIsNo, match=r"2026\.1 decides already"):
        adopt(files.SHIPPED_VERSION)
    with pytest.raises(CakupanError, match=r"at least 10 letters"), connect() as opened:
        adopting.adopt(opened, "2031.1", Said(reason="ya", decided_by="siti"))

    (place / files.WEIGHTS).write_text((place / files.WEIGHTS).read_text() + " ")

    with pytest.raises(ModelRefused, match=r"2031\.1: weights\.json is not what its manifest says"):
        adopt("2031.1")
    assert adopting.adopted(connection) == []


def test_an_adopted_model_whose_files_are_gone_stops_matching_by_name(connection):
    place = another("2031.1")
    adopt("2031.1")
    shutil.rmtree(place)

    with pytest.raises(ModelRefused, match=r"Model 2031\.1: manifest\.json cannot be read"):
        match.in_force(connection, "infinity")


def given_confirmed_rows(connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four members, all on a list in force with their NIK and name; one of them lives elsewhere there."""
    monkeypatch.setattr(trial, "LEAST_CONFIRMED", 4)
    names = ("WARSITO HADI", "SUGENG RIYADI", "TURINO MULYONO", "KASMIN ABDULLAH")
    people = [
        Somebody(nik=f"332899170580{number:04d}", name=name) for number, name in enumerate(names, start=1)
    ]
    register(connection, *people)
    rows = [{"verdict": "accepted", "nik": str(one.nik), "nama": str(one.name)} for one in people]
    land(connection, kind="pemda_rentan", rows=rows)
    connection.execute(
        "update intake.roster_row set tanggal_lahir = %s,"
        " area_code = case when nama = %s then '64.01.99.2001' else %s end",
        [BORN, names[3], VILLAGE],
    )


def test_models_are_compared_on_rows_whose_numbers_are_hidden(connection, monkeypatch):
    given_confirmed_rows(connection, monkeypatch)
    with connect() as opened:
        resolve.persons(opened)
    before = connection.execute("select count(*) from identity.decision").fetchone()

    with connect() as opened:
        shipped = files.read(files.SHIPPED_VERSION)
        (one, other) = trial.compare(opened, [shipped, shipped], rows_at_most=100)

    assert (one.asked, one.matched, one.matched_rightly, one.kept_rightly) == (4, 3, 3, 1)
    assert (one.precision, one.recall, one.recall_with_review) == (1.0, 0.75, 1.0)
    assert other == one
    assert connection.execute("select count(*) from identity.decision").fetchone() == before


def test_too_few_confirmed_rows_compare_nothing(connection):
    with pytest.raises(ModelRefused, match=r"Only 0 rows .* 100 are needed"), connect() as opened:
        trial.compare(opened, [files.read(files.SHIPPED_VERSION)], rows_at_most=100)


def test_an_edition_names_the_models_behind_its_decisions(connection):
    connection.execute("create schema built")
    connection.execute("create table built.fct_roster_months (model_version text)")
    connection.execute(
        "insert into built.fct_roster_months values (null), (%s), ('2031.1')", [files.SHIPPED_VERSION]
    )
    another("2031.1")
    adopt("2031.1")

    listed = inputs.read(connection, "built", connection.execute("select now()").fetchone()[0])["models"]

    assert listed == [
        {"version": version, "sha256": files.read(version).sha256}
        for version in (files.SHIPPED_VERSION, "2031.1")
    ]


def test_the_commands_list_and_refuse(warehouse):
    runner = CliRunner()

    listed = json.loads(runner.invoke(cli.app, ["model", "list", "--json"]).stdout)
    refused = runner.invoke(cli.app, ["model", "train", "../2031"])
    taken = runner.invoke(cli.app, ["model", "train", files.SHIPPED_VERSION])
    few = runner.invoke(cli.app, ["model", "train", "2031.1"])

    assert [(one["version"], one["decides"]) for one in listed["models"]] == [(files.SHIPPED_VERSION, True)]
    assert "is no version" in str(refused.exception)
    assert "is here already" in str(taken.exception)
    assert "Only 0 rows have a NIK that the register holds" in str(few.exception)
    assert not (settings.load().folder("models") / "2031.1").exists()

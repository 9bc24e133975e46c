"""A model is trained on pairs that the NIK confirms, and on nothing less."""

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import installation
from cakupan import settings
from cakupan.errors import ModelRefused
from cakupan.identity.matching import levels
from cakupan.identity.model import train
from cakupan.warehouse.connection import Connection
from invented import training
from matching_builders import Somebody, ask, register

PEOPLE = [
    replace(Somebody(), nik=f"332899170580{number:04d}", name=name)
    for number, name in enumerate(("WARSITO HADI", "SUGENG RIYADI", "KASMIN", "TURINO", "MULYONO"), start=1)
]


def test_too_few_confirmed_rows_train_no_model(connection: Connection):
    register(connection, *PEOPLE)

    with connection.transaction(force_rollback=True):
        ask(connection, *PEOPLE)
        with pytest.raises(ModelRefused, match=r"Only 5 rows .* 1000"):
            train.train(connection)


def test_a_trained_model_weighs_every_level_and_what_is_the_same_speaks_for_a_person(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(train, "LEAST_CONFIRMED", 5)
    monkeypatch.setattr(train, "LEAST_SEEN", 1)
    register(connection, *PEOPLE)

    with connection.transaction(force_rollback=True):
        ask(connection, *PEOPLE)
        odds, words, confirmed = train.train(connection)

    assert confirmed == 5
    assert words["KASMIN"] == pytest.approx(0.2)
    assert {name: set(by_level) for name, by_level in odds.items()} == {
        field.name: {one.level for one in field.levels} for field in levels.fields()
    }
    m, u = odds["name"][10]
    assert m > u


def test_invented_people_train_the_same_model_each_time(
    postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(installation, "TEMPLATE", template)
    monkeypatch.setattr(train, "LEAST_CONFIRMED", 100)
    for name in ("CAKUPAN_DSN", "CAKUPAN_HOME"):
        monkeypatch.setenv(name, "")  # whatever training says there is undone
    first, second = (_trained(postgres, tmp_path / name) for name in ("first", "second"))

    assert first.keys() == {"weights.json", "words.csv", "manifest.json"}
    assert first == second


def _trained(postgres: str, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    try:
        place = training.trained(postgres, folder, people_count=1_500, row_count=600)
    finally:
        settings.load.cache_clear()
    return {each.name: each.read_bytes() for each in place.iterdir()}

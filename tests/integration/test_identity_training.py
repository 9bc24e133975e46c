"""A model is trained on pairs that the NIK confirms, and on nothing less."""

from dataclasses import replace

import pytest
from cakupan.errors import ModelRefused
from cakupan.identity.matching import levels
from cakupan.identity.model import train
from cakupan.warehouse.connection import Connection
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

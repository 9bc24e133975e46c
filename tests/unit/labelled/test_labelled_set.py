"""The labelled set: repeatable, of nobody, and with the errors it says it has."""

from functools import cache

import numpy as np
import pandas as pd
from cakupan.reference import areas
from labelled import rosters, scoring, truth
from labelled.rosters import CHANCE, Labelled


@cache
def _small() -> Labelled:
    return rosters.labelled(7, members=8_000, mixed=1_200, keyless=600)


def test_a_seed_makes_the_same_set_again_and_another_seed_another_one():
    once, again, other = (rosters.labelled(seed, members=800, mixed=120, keyless=60) for seed in (7, 7, 8))

    pd.testing.assert_frame_equal(once.memberships, again.memberships)
    pd.testing.assert_frame_equal(once.rows, again.rows)
    assert truth.seal(once) == truth.seal(again) != truth.seal(other)
    assert not other.rows["nama"].equals(again.rows["nama"])


def test_no_nik_can_belong_to_anybody():
    districts = (
        areas.frame().query("level == 'district'")["area_code"].str.replace(".", "", regex=False).unique()
    )

    people = _small().people

    assert people["nik"].is_unique
    assert people["nik"].str.fullmatch(r"\d{16}").all()
    assert not people["nik"].str[:6].isin(districts).any()
    assert (people["nik"].str[4:6].astype(int) >= 55).all()


def test_rows_without_errors_say_what_the_person_is():
    people, rows = _small().people, _small().rows
    clean = rows[rows["kinds"].map(len) == 0]

    own = people.iloc[clean["writer"]]

    assert clean["nama"].tolist() == own["name"].tolist()
    assert pd.DatetimeIndex(clean["tanggal_lahir"]).equals(pd.DatetimeIndex(own["born"]))
    mixed = (clean["roster"] == "mixed").to_numpy()
    assert clean["nik"][mixed].tolist() == own["nik"][mixed].tolist()


def test_every_row_with_errors_differs_from_the_person_it_is_of():
    people, rows = _small().people, _small().rows
    wrong = rows[rows["kinds"].map(len) > 0]
    own = people.iloc[wrong["writer"]]

    is_same = (
        (wrong["nama"].to_numpy() == own["name"].to_numpy())
        & (wrong["nik"].to_numpy() == own["nik"].to_numpy())
        & (pd.DatetimeIndex(wrong["tanggal_lahir"]) == pd.DatetimeIndex(own["born"]))
        & (wrong["jenis_kelamin"].to_numpy() == own["sex"].to_numpy())
        & (wrong["village"].to_numpy() == own["village"].to_numpy())
    )

    by_card = wrong["kinds"].map(lambda kinds: "kpj_instead" in kinds).to_numpy()
    assert not (is_same & ~by_card).any()


def test_three_of_four_rows_are_of_members_and_nobody_is_listed_twice():
    rows, memberships = _small().rows, _small().memberships

    assert (rows["person"] != CHANCE).mean() == 0.75
    assert rows["writer"].is_unique
    assert set(rows.loc[rows["person"] != CHANCE, "person"]) <= set(memberships["person"])
    assert set(rows.loc[rows["person"] == CHANCE, "writer"]).isdisjoint(memberships["person"])


def test_keyless_rows_have_no_number_that_could_be_one():
    keyless = _small().rows.query("roster == 'keyless'")

    assert keyless["kpj"].isna().all()
    assert not keyless["nik"].dropna().str.fullmatch(r"(?!(\d)\1*$)\d{16}").any()


def test_namesakes_of_the_same_date_are_among_the_rows_of_nobody():
    marked = truth.of_set(_small())

    planted = _small().people["is_planted"].to_numpy()[marked["writer"]]

    assert planted.sum() > 10
    assert marked["has_namesake"][planted].all()
    assert (marked["person"][planted] == CHANCE).all()


def test_simple_means_find_who_is_written_alike_and_alone():
    labelled = _small()
    marked = truth.of_set(labelled)

    by_nik = scoring.score(scoring.judged(marked, truth.nik_only(labelled)))
    by_name = scoring.score(scoring.judged(marked, truth.name_and_date(labelled)))

    assert 0.4 < by_nik.recall < 0.8
    assert 0.3 < by_name.recall < 0.8
    keyless = (marked["roster"] == "keyless").to_numpy()
    assert (truth.nik_only(labelled)["person"][keyless] == scoring.NOBODY).all()
    assert np.isclose(by_nik.right + by_nik.wrong, (truth.nik_only(labelled)["person"] != -1).sum())

"""Rows are spoiled as meant, and only those."""

import pandas as pd
from cakupan.demo import names, people
from cakupan.demo.rosters import mess
from case_tables import each_case

VILLAGES = ["33.28.10.2001"] * 40


def given_rows() -> pd.DataFrame:
    """Return forty people of one village with what every kind of mess may touch."""
    rows = people.with_nik(people.make("test", VILLAGES))
    return rows.assign(no_kk="3328990101150001", jumlah_pekerja_proyek=5, pekerja_aktif=7)


@each_case("name", sorted(mess.QUARANTINED))
def test_a_mess_changes_exactly_the_rows_it_says(name: str):
    rows = given_rows()

    spoiled = mess.spoil(rows, "test", {name: 4})

    changed = (
        spoiled[rows.columns].astype(str).to_numpy() != rows.astype(object).astype(str).to_numpy()
    ).any(axis=1)
    is_bad = spoiled["verdict"].eq("quarantined")
    assert is_bad.sum() == 4
    assert (changed <= is_bad.to_numpy()).all()
    assert changed.sum() == (2 if name == "family" else 4)


def test_a_family_shares_numbers_two_by_two_and_keeps_its_names():
    rows = given_rows()

    spoiled = mess.spoil(rows, "test", {"family": 6})

    family = spoiled[spoiled["verdict"].eq("quarantined")]
    assert family["nik"].value_counts().to_list() == [2, 2, 2]
    assert family["nama"].to_list() == rows.loc[family.index, "nama"].to_list()


def test_repeats_are_added_behind_and_repeat_only_right_rows():
    spoiled = mess.spoil(given_rows(), "test", {"nik_short": 5}, repeats=3)

    again = spoiled[spoiled["verdict"].eq("duplicate")]
    right = spoiled[spoiled["verdict"].eq("accepted")]
    assert again.index.to_list() == [40, 41, 42]
    assert set(again["nik"]) <= set(right["nik"])
    assert mess.counts(spoiled) == {"accepted": 35, "quarantined": 5, "duplicate": 3}


def test_whatever_is_done_to_a_number_it_belongs_to_nobody():
    every = {name: 2 for name in mess.QUARANTINED}

    spoiled = mess.spoil(given_rows(), "test", every)

    whole = spoiled.loc[spoiled["nik"].str.fullmatch(r"\d{16}"), "nik"]
    assert len(whole) > 25
    assert set(whole.str.slice(4, 6)) == {"99"}


def test_people_are_named_from_our_own_lists_and_numbered_apart():
    rows = people.with_nik(people.make("names", VILLAGES * 50))
    words = {*names.MALE, *names.FEMALE, *names.FAMILY}

    assert rows["nik"].is_unique
    assert rows["kpj"].is_unique
    assert {word for name in rows["nama"] for word in name.split()} <= words
    assert not rows["nik"].str.endswith("0000").any()

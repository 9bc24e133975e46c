"""Fields a contract may keep that none of the shipped ones does: titles, telephones, neighbourhoods."""

from dataclasses import replace

import portions
import pytest
from cakupan.contracts import roster
from cakupan.intake.judging import slices as judging
from cakupan.intake.judging import stored
from cakupan.intake.reading.sheets import received
from cakupan.intake.rows import portion
from case_tables import each_case
from pytest import MonkeyPatch

KEPT = ("nik", "nama", "gelar", "no_hp", "rt", "rw")


@pytest.fixture(autouse=True)
def contract_that_keeps_them(monkeypatch: MonkeyPatch) -> None:
    """Let the list of vulnerable workers keep these fields."""
    changed = replace(roster.contract("pemda_rentan"), keeps=KEPT, judges=())
    monkeypatch.setattr(roster, "contract", lambda kind: changed)


def kept(**fields: str) -> dict[str, object]:
    """Return one row as stored, with its attributes."""
    table = portions.table([{"nik": "3328991208870001", "nama": "SUPARNO", **fields}])
    [judged] = judging.judge(portion.of([table], [portions.terms()]), roster.contract("pemda_rentan"))
    [row] = stored.values(judged).to_pandas().to_dict("records")
    return row


@each_case(
    ("name", "titles"),
    [
        ("Drs. H. Suparno, M.Pd.", "Drs. H., M.Pd."),
        ("Hj. Sri", "Hj."),
        ("Siti, S.Pd.I", "S.Pd.I"),
        ("I Made", None),
    ],
)
def test_titles_are_kept_apart_from_the_name(name: str, titles: str | None) -> None:
    found = kept(nama=name)["gelar"]

    assert found == titles or (titles is None and found != found)


def test_titles_in_a_column_of_their_own_stay() -> None:
    assert kept(nama="Drs. Suparno", gelar="M.Si")["gelar"] == "M.Si"


@each_case(
    ("written", "meant"),
    [
        ("81234567890", "081234567890"),
        ("0812-3456-7890", "081234567890"),
        ("+62 812 3456 789", "+628123456789"),
    ],
)
def test_a_telephone_number_gets_its_zero_back(written: str, meant: str) -> None:
    assert kept(no_hp=written)["no_hp"] == meant


@each_case(("written", "meant"), [("1", "001"), ("02", "002"), ("012", "012"), ("I", "I")])
def test_a_neighbourhood_has_three_digits(written: str, meant: str) -> None:
    assert kept(rt=written)["rt"] == meant


def test_the_table_of_received_rows_follows_the_contract() -> None:
    assert set(KEPT) <= set(received.schema(roster.contract("pemda_rentan")).names)

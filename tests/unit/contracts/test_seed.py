"""The seed of roster kinds is their contracts, written out."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contract_builders
import pytest
from cakupan.contracts import roster, seed
from cakupan.errors import ContractError
from contract_builders import given_contract, given_new_kind

CSV_BOOLEAN = {True: "true", False: "false"}


@pytest.fixture
def own_contracts() -> Iterator[None]:
    """Forget the contracts of a test when it is over."""
    yield
    contract_builders.forget()


def written() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in csv.DictReader(io.StringIO(seed.text()))}


def test_the_seed_is_what_the_contracts_say():
    assert seed.FILE.read_text(encoding="utf-8") == seed.text(), "the seed is stale: run make docs"


def test_every_kind_with_a_contract_is_one_row_with_its_facts():
    rows = written()

    assert sorted(rows) == list(roster.kinds())
    for kind in roster.kinds():
        contract, row = roster.contract(kind), rows[kind]
        assert (row["name"], row["name_en"], row["counts"]) == (
            contract.name,
            contract.name_en,
            contract.counts,
        )
        assert (row["is_vulnerable"], row["is_internship"]) == (
            CSV_BOOLEAN[contract.is_vulnerable],
            CSV_BOOLEAN[contract.is_internship],
        )


def test_a_new_contract_is_a_new_row_at_the_place_of_its_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_contracts: None
):
    given_new_kind(
        monkeypatch, tmp_path, "ojek", number=90, name="Anggota ojek, pangkalan", is_vulnerable=True
    )

    assert list(written())[-1] == "ojek"
    assert written()["ojek"] == {
        "code": "ojek", "name": "Anggota ojek, pangkalan", "name_en": "A new kind", "counts": "persons",
        "is_vulnerable": "true", "is_internship": "false", "is_of_village_office": "false",
        "number": "90",
    }  # fmt: skip


def test_two_kinds_of_one_number_are_not_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_contracts: None
):
    taken = roster.contract("csr").number
    given_new_kind(monkeypatch, tmp_path, "ojek", number=taken)

    with pytest.raises(ContractError, match="one number: csr, ojek"):
        seed.text()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"number": 0}, "number 0; a kind has one from 1 to 99"),
        ({"number": 100}, "number 100"),
        ({"number": "ten"}, "number 'ten'"),
        ({"counts": "families"}, "counts 'families'; known: persons, companies, projects"),
        ({"funding": "LOCAL"}, "funding 'LOCAL'; known: DBH_CHT"),
        ({"funding": "HIBAH"}, "funding 'HIBAH'"),
        ({"is_internship": True}, "does not say what starts_on and ends_on are"),
        ({"unless_owed": {"frequency": "monthly"}}, "list_mode"),
    ],
)
def test_a_contract_the_warehouse_could_not_use_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    own_contracts: None,
    changed: dict[str, Any],
    message: str,
):
    given_contract(monkeypatch, tmp_path, "csr", **changed)

    with pytest.raises(ContractError, match=rf"rosters/csr\.yaml.*{message}"):
        roster.contract("csr")

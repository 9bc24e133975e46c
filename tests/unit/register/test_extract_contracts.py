"""The contracts of extract tables agree with themselves and with the code lists."""

from cakupan.register import check
from cakupan.register.contract import Contract, contracts
from case_tables import each_case

REGISTER = {"membership", "employer", "project", "contribution", "claim"}
REFERENCE = {
    "area", "area_move", "office", "partner", "obligation", "layout", "workforce", "target",
    "agreement", "agreement_action", "commitment", "contribution_rate", "published_figure",
}  # fmt: skip
EVERY_CONTRACT = tuple(contracts().values())


def test_there_is_one_contract_for_each_table_of_both_halves():
    assert {one.name for one in contracts().values() if one.half == "register"} == REGISTER
    assert {one.name for one in contracts().values() if one.half == "reference"} == REFERENCE


@each_case("one", EVERY_CONTRACT)
def test_a_key_is_made_of_required_columns(one: Contract):
    required = {column.name for column in one.columns if column.is_required}

    assert one.key
    assert required >= set(one.key)


@each_case("one", EVERY_CONTRACT)
def test_every_column_has_a_type_that_is_checked_and_a_meaning(one: Contract):
    for column in one.columns:
        assert column.type in {*check.PATTERNS, "code", "codes"}
        assert column.description.endswith(".")
        assert bool(column.codes) == (column.type in ("code", "codes"))


@each_case("one", EVERY_CONTRACT)
def test_the_id_of_a_unit_is_made_of_columns_of_the_table(one: Contract):
    for unit in one.units:
        assert unit.id_columns
        assert set(unit.id_columns) <= set(one.column_names)

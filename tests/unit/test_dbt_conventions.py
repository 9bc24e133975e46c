"""What a reader of the dbt project relies on: models say what they are and have a key, indicators a test."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import documents
import pytest
from cakupan import code_lists
from cakupan.editions import expression
from cakupan.editions.build import SELECTED, summed_indicators
from cakupan.settings import DBT_PROJECT

MODELS = sorted((DBT_PROJECT / "models").rglob("*.sql"))
FACTS = [path for path in MODELS if "marts" in path.parts]
NAMES = [path.stem for path in MODELS]
SEEDS = DBT_PROJECT / "seeds"
LEVELS = ["nation", "province", "regency", "district", "village"]
CODE_LISTS = sorted(path.stem for path in SEEDS.glob("*.csv"))
VAULT = {"nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin"}


@cache
def described(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = documents.read(path.with_suffix(".yml").read_text(encoding="utf-8"))
    return document


def model(path: Path) -> dict[str, Any]:
    [entry] = described(path)["models"]
    assert entry["name"] == path.stem
    return dict(entry)


def indicators() -> list[Mapping[str, str]]:
    return list(code_lists.rows("indicators").values())


def test_there_are_models_in_every_layer():
    layers = {path.relative_to(DBT_PROJECT / "models").parts[0] for path in MODELS}

    assert layers == {"staging", "intermediate", "marts", "evidence", "figures", "gates", "lists"}
    assert {f"path:models/{layer}" for layer in layers} == {
        selected for one in SELECTED.values() for selected in one if selected != "path:seeds"
    }


@pytest.mark.parametrize("path", MODELS, ids=NAMES)
def test_a_model_says_what_a_row_is(path: Path):
    description = " ".join(model(path)["description"].split())

    assert re.search(r"(One row per|Rows? ) ?\w+", description), description
    assert len(description) > len("One row per thing.")


@pytest.mark.parametrize("path", MODELS, ids=NAMES)
def test_a_model_has_a_tested_primary_key(path: Path):
    entry = model(path)
    tested = [test for test in entry.get("data_tests", []) if "primary_key" in test]
    constrained = [one for one in entry.get("constraints", []) if one["type"] == "primary_key"]

    assert len(tested) + len(constrained) == 1


@pytest.mark.parametrize("path", MODELS, ids=NAMES)
def test_only_staging_reads_sources_and_it_reads_nothing_else_but_loads(path: Path):
    text = path.read_text(encoding="utf-8")
    references = set(re.findall(r"ref\('(\w+)'\)", text))

    if "staging" in path.parts:
        assert references <= {"stg_control__loads"}
    else:
        assert "source(" not in text


@pytest.mark.parametrize("path", MODELS, ids=NAMES)
def test_sql_is_lower_case_without_tabs_and_ends_with_one_thought(path: Path):
    text = path.read_text(encoding="utf-8")
    code = re.sub(r"--[^\n]*|'[^']*'|\"[^\"]*\"", "", text)

    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|WITH|GROUP|ORDER|CASE)\b", code)
    assert "\t" not in text
    assert max(map(len, text.splitlines())) <= 100
    assert text.endswith("\n") and not text.endswith("\n\n")


@pytest.mark.parametrize("path", FACTS, ids=[path.stem for path in FACTS])
def test_a_fact_declares_every_column_and_none_of_the_vault(path: Path):
    columns = model(path)["columns"]

    assert all(column["data_type"] and column["description"] for column in columns)
    assert not VAULT & {column["name"] for column in columns}


@pytest.mark.parametrize("code", [row["code"] for row in indicators()])
def test_an_indicator_has_a_unit_test(code: str):
    [indicator] = [row for row in indicators() if row["code"] == code]
    if indicator["class"] == "summed":
        path = DBT_PROJECT / "models" / "evidence" / f"evidence__{code}.sql"
        tests = described(path)["unit_tests"]
    else:
        tests = [
            test
            for test in described(DBT_PROJECT / "models" / "figures" / "figures_derived.sql")["unit_tests"]
            if test["overrides"]["macros"]["derived_indicators"] == [code]
        ]

    assert tests
    assert all(test["expect"]["rows"] for test in tests)


def test_evidence_models_and_summed_indicators_are_the_same():
    models = {name.removeprefix("evidence__") for name in NAMES if name.startswith("evidence__")}

    assert models == set(summed_indicators())


@pytest.mark.parametrize("row", indicators(), ids=lambda row: row["code"])
def test_an_indicator_says_how_it_is_printed(row: Mapping[str, str]):
    assert row["unit"] in code_lists.rows("units")
    assert set(row["slicings"].split("+")) <= set(code_lists.rows("slicings"))
    assert LEVELS.index(row["highest_level"]) <= LEVELS.index(row["lowest_level"])
    assert row["source"] in code_lists.rows("sources")
    assert row["basis"] in {"", *code_lists.rows("bases")}
    assert row["name"] and row["name_en"] and row["definition"]
    assert bool(row["expression"]) == (row["class"] == "derived")


def test_an_expression_stands_on_summed_indicators_only():
    inputs = {
        code
        for row in indicators()
        if row["expression"]
        for code in expression.define(row["expression"]).inputs
    }

    assert inputs and inputs <= set(summed_indicators())


@pytest.mark.parametrize("name", CODE_LISTS)
def test_a_code_list_has_each_code_once_with_names_in_both_languages(name: str):
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert rows
    assert [row["code"] for row in rows] == list(code_lists.rows(name))
    assert all(row["name"].strip() and row["name_en"].strip() for row in rows)


def test_the_connection_comes_from_the_environment_only():
    profiles = documents.read((DBT_PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    [target] = profiles["cakupan"]["outputs"].values()

    assert all("env_var(" in str(setting) for name, setting in target.items() if name != "type")
    project = documents.read((DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert project["flags"]["send_anonymous_usage_stats"] is False


def test_a_slicing_whose_slices_are_a_list_names_one_that_exists():
    listed = {row["code_list"] for row in code_lists.rows("slicings").values()} - {""}

    assert listed == {"segments", "programmes", "fundings", "roster_kinds"}
    assert listed <= set(CODE_LISTS)


def test_rates_are_printed_with_two_digits_and_counts_with_none():
    digits = {code: row["digits"] for code, row in code_lists.rows("units").items()}

    assert {code for code, number in digits.items() if number != "0"} == {"percent", "points", "mean_days"}
    assert {digits[code] for code in ("percent", "points", "mean_days")} == {"2"}


@pytest.mark.parametrize("path", MODELS, ids=NAMES)
def test_rows_of_a_unit_test_name_no_column_that_the_model_never_names(path: Path):
    macros = "".join(one.read_text(encoding="utf-8") for one in (DBT_PROJECT / "macros").glob("*.sql"))
    words = set(re.findall(r"\w+", path.read_text(encoding="utf-8") + macros))
    tests = described(path).get("unit_tests", [])
    given = {
        column
        for test in tests
        for table in test["given"]
        for row in table.get("rows") or []
        if isinstance(row, dict)
        for column in row
    }
    expected = {column for test in tests for row in test["expect"]["rows"] for column in row}

    assert given <= words | expected

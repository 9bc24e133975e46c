"""What a reader of the dbt project relies on: models say what they are and have a key, indicators a test."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import documents
from cakupan import code_lists
from cakupan.editions import expression
from cakupan.editions.build import INLINED, SELECTED, summed_indicators
from cakupan.settings import DBT_PROJECT
from case_tables import each_case

MODELS = sorted((DBT_PROJECT / "models").rglob("*.sql"))
FACTS = [path for path in MODELS if "marts" in path.parts]
NAMES = [path.stem for path in MODELS]
SEEDS = DBT_PROJECT / "seeds"
LEVELS = ["nation", "province", "regency", "district", "village"]
CODE_LISTS = sorted(path.stem for path in SEEDS.glob("*.csv"))
FRACTIONS = {"change_percent", "percent", "points", "share", "mean_days", "per_thousand"}
LONGEST_NAME = 63  # of a relation of PostgreSQL
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
    selected = {one for layer in SELECTED.values() for one in layer} - {"path:seeds"}
    assert {f"path:models/{layer}" for layer in layers} == selected | {*INLINED}
    assert selected & {*INLINED} == set()


def test_a_model_says_what_a_row_is():
    descriptions = {path.stem: " ".join(model(path)["description"].split()) for path in MODELS}
    says = re.compile(r"(One row per|Rows? ) ?\w+")
    least = len("One row per thing.")

    assert {
        name: text for name, text in descriptions.items() if not says.search(text) or len(text) <= least
    } == {}


def primary_keys(path: Path) -> int:
    """Return how many primary keys a model tests or has as a constraint."""
    entry = model(path)
    tested = [test for test in entry.get("data_tests", []) if "primary_key" in test]
    constrained = [one for one in entry.get("constraints", []) if one["type"] == "primary_key"]
    return len(tested) + len(constrained)


def test_a_model_has_a_tested_primary_key():
    assert {path.stem: primary_keys(path) for path in MODELS} == dict.fromkeys(NAMES, 1)


def test_only_staging_reads_sources_and_it_reads_nothing_else_but_loads():
    read = {
        path: set(re.findall(r"\b(ref\('\w+'\)|source\()", path.read_text(encoding="utf-8")))
        for path in MODELS
    }
    staging = {path.stem: found - {"source("} for path, found in read.items() if "staging" in path.parts}
    others = {path.stem: found & {"source("} for path, found in read.items() if "staging" not in path.parts}

    assert {name: found for name, found in staging.items() if found - {"ref('stg_control__loads')"}} == {}
    assert {name for name, found in others.items() if found} == set()


def badly_written(text: str) -> list[str]:
    """Return what is wrong with how a statement is written."""
    code = re.sub(r"--[^\n]*|'[^']*'|\"[^\"]*\"", "", text)
    wrong = {
        "upper case": re.search(r"\b(SELECT|FROM|WHERE|JOIN|WITH|GROUP|ORDER|CASE)\b", code),
        "a tab": "\t" in text,
        "a long line": max(map(len, text.splitlines())) > 100,
        "its end": not text.endswith("\n") or text.endswith("\n\n"),
    }
    return [what for what, is_so in wrong.items() if is_so]


def test_sql_is_lower_case_without_tabs_and_ends_with_one_thought():
    wrong = {path.stem: badly_written(path.read_text(encoding="utf-8")) for path in MODELS}

    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_fact_declares_every_column_and_none_of_the_vault():
    columns = [(path.stem, column) for path in FACTS for column in model(path)["columns"]]

    assert [
        (fact, column["name"])
        for fact, column in columns
        if not (column["data_type"] and column["description"]) or column["name"] in VAULT
    ] == []


def unit_tests(indicator: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the unit tests of an indicator."""
    code = indicator["code"]
    if indicator["class"] == "summed":
        path = DBT_PROJECT / "models" / "evidence" / f"evidence__{code}.sql"
        return list(described(path).get("unit_tests", []))
    return [
        test
        for test in described(DBT_PROJECT / "models" / "figures" / "figures_derived.sql")["unit_tests"]
        if test["overrides"]["macros"]["derived_indicators"] == [code]
    ]


def test_an_indicator_has_a_unit_test():
    tests = {row["code"]: unit_tests(row) for row in indicators() if not row["change_of"]}

    assert tests
    assert [code for code, own in tests.items() if not own] == []
    assert [code for code, own in tests.items() if not all(test["expect"]["rows"] for test in own)] == []


def test_every_change_is_computed_as_one_that_has_a_unit_test():
    ways = {
        row["code"]: row["expression"].replace(row["change_of"], "figure")
        for row in indicators()
        if row["change_of"]
    }
    tested = {
        code
        for test in described(DBT_PROJECT / "models" / "figures" / "figures_derived.sql")["unit_tests"]
        for code in test["overrides"]["macros"]["derived_indicators"]
    }

    assert len(set(ways.values())) == 4
    assert {ways[code] for code in tested & ways.keys()} == set(ways.values())


def test_a_unit_test_has_a_name_that_every_engine_takes_for_a_table():
    names = {test["name"] for path in MODELS for test in described(path).get("unit_tests", [])}

    assert names
    assert [name for name in sorted(names) if len(name) > LONGEST_NAME] == []


def test_evidence_models_and_summed_indicators_are_the_same():
    models = {name.removeprefix("evidence__") for name in NAMES if name.startswith("evidence__")}

    assert models == set(summed_indicators())


def unsaid(row: Mapping[str, str]) -> list[str]:
    """Return what an indicator does not say, or says wrongly, of how it is printed."""
    is_said = {
        "unit": row["unit"] in code_lists.rows("units"),
        "slicings": set(row["slicings"].split("+")) <= set(code_lists.rows("slicings")),
        "levels": LEVELS.index(row["highest_level"]) <= LEVELS.index(row["lowest_level"]),
        "source": row["source"] in code_lists.rows("sources"),
        "basis": row["basis"] in {"", *code_lists.rows("bases")},
        "texts": row["name"] and row["name_en"] and row["definition"],
        "expression": bool(row["expression"]) == (row["class"] == "derived"),
    }
    return [what for what, is_so in is_said.items() if not is_so]


def test_an_indicator_says_how_it_is_printed():
    wrong = {row["code"]: unsaid(row) for row in indicators()}

    assert {code: found for code, found in wrong.items() if found} == {}


def test_an_expression_stands_on_summed_indicators_only():
    inputs = {
        code
        for row in indicators()
        if row["expression"]
        for code in expression.define(row["expression"]).inputs
    }

    assert inputs and inputs <= set(summed_indicators())


@each_case("name", CODE_LISTS)
def test_a_code_list_has_each_code_once_with_names_in_both_languages(name: str):
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert rows
    assert [row["code"] for row in rows] == list(code_lists.rows(name))
    assert all(row["name"].strip() and row["name_en"].strip() for row in rows)


def test_the_connection_comes_from_the_environment_only():
    profiles = documents.read((DBT_PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    targets = profiles["cakupan"]["outputs"].values()

    assert len(targets) == 2
    assert {
        name for target in targets for name, setting in target.items() if "env_var(" not in str(setting)
    } == {"type", "method"}
    project = documents.read((DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert project["flags"]["send_anonymous_usage_stats"] is False


def test_a_slicing_whose_slices_are_a_list_names_one_that_exists():
    listed = {row["code_list"] for row in code_lists.rows("slicings").values()} - {""}

    assert listed == {"segments", "programmes", "fundings", "roster_kinds", "classes"}
    assert listed <= set(CODE_LISTS)


def test_rates_are_printed_with_two_digits_and_counts_with_none():
    digits = {code: row["digits"] for code, row in code_lists.rows("units").items()}

    assert {code for code, number in digits.items() if number != "0"} == FRACTIONS
    assert {digits[code] for code in FRACTIONS} == {"2"}


def strange_columns(path: Path, macros: str) -> set[str]:
    """Return the columns that unit tests of a model give and neither it nor what they expect names."""
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
    return given - words - {column for test in tests for row in test["expect"]["rows"] for column in row}


def test_rows_of_a_unit_test_name_no_column_that_the_model_never_names():
    files = [*DBT_PROJECT.glob("macros/*.sql"), *DBT_PROJECT.glob("engines/*/*.sql")]
    macros = "".join(one.read_text(encoding="utf-8") for one in files)
    strange = {path.stem: strange_columns(path, macros) for path in MODELS}

    assert {name: columns for name, columns in strange.items() if columns} == {}

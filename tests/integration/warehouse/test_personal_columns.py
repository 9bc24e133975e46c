"""Every column of the vault that holds personal data says so, in the database and in the dbt project."""

import re
from typing import Any

import documents
import psycopg
import pytest
from cakupan.contracts import personal
from cakupan.settings import DBT_PROJECT
from cakupan.warehouse import comments

VAULT = ("intake", "register", "reference", "identity")
OPEN = ("marts", "publication", "control", "chain")
# What a column that tells of a person is called, here or in whatever is added later.
SUSPECT = re.compile(
    r"nik|kpj|nama|(?<!file_)(?<!table_)name|lahir|born|birth|kelamin|^sex$|alamat|address|telp|telepon|phone"
    r"|no_hp|email|contact|ibu|mother|residence|attributes|key_no|word_keys"
)


def columns(connection: psycopg.Connection[Any], schemas: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return table, column and comment of each column of the tables of some schemas, partitions left out."""
    return connection.execute(
        "select format('%%I.%%I', nspname, relname), attname,"
        " coalesce(col_description(pg_class.oid, attnum), '')"
        " from pg_attribute inner join pg_class on attrelid = pg_class.oid"
        " inner join pg_namespace on relnamespace = pg_namespace.oid"
        " where nspname = any(%s) and relkind in ('r', 'p') and not relispartition and attnum > 0"
        " and not attisdropped order by 1, attnum",
        [list(schemas)],
    ).fetchall()


def test_every_personal_column_has_a_comment_that_says_what_it_tells(connection):
    comments.ensure(connection)
    comments.ensure(connection)

    said = {(table, column): comment for table, column, comment in columns(connection, VAULT)}
    for one in personal.columns():
        assert said[one.table, one.column].endswith(f"Personal data: {one.kind}. {one.meaning}")
        assert said[one.table, one.column].count("Personal data:") == 1
    assert {key for key, comment in said.items() if "Personal data:" in comment} == {
        (one.table, one.column) for one in personal.columns()
    }


def test_a_comment_that_was_there_stays(connection):
    before = {(table, column): comment for table, column, comment in columns(connection, VAULT) if comment}

    comments.ensure(connection)

    after = {(table, column): comment for table, column, comment in columns(connection, VAULT)}
    assert before
    assert {key: after[key][: len(comment)] for key, comment in before.items()} == before


def test_no_column_that_sounds_personal_is_missing_from_the_list(connection):
    declared = {(one.table, one.column) for one in personal.columns()}
    suspect = [
        (table, column)
        for table, column, _ in columns(connection, VAULT + OPEN)
        if SUSPECT.search(column) and column not in personal.not_personal()
    ]

    assert {(table, column) for table, column in suspect if table.split(".")[0] in VAULT} <= declared
    assert {(table, column) for table, column in suspect if table.split(".")[0] in OPEN} == set()


@pytest.mark.parametrize(
    "name", ["nama_ibu", "no_hp", "alamat_rumah", "email", "tanggal_lahir_ayah", "nik_pasangan"]
)
def test_the_names_of_personal_columns_are_told(name):
    assert SUSPECT.search(name)


def personal_in_dbt() -> dict[str, set[tuple[str, str]]]:
    """Return what sources and models of the dbt project say is personal, by layer."""
    said: dict[str, set[tuple[str, str]]] = {}
    for path in sorted((DBT_PROJECT / "models").rglob("*.yml")):
        document = documents.read(path.read_text(encoding="utf-8"))
        sources = [
            (f"{source['schema']}.{table['name']}", table)
            for source in document.get("sources", [])
            for table in source["tables"]
        ]
        models = [(model["name"], model) for model in document.get("models", [])]
        layer = path.relative_to(DBT_PROJECT / "models").parts[0]
        for place, entries in (("source", sources), (layer, models)):
            for name, entry in entries:
                for column in entry.get("columns", []):
                    if kind := column.get("config", {}).get("meta", {}).get("personal"):
                        said.setdefault(place, set()).add((f"{name}.{column['name']}", kind))
    return said


def test_dbt_says_the_same_of_the_tables_it_reads():
    read = {
        f"{source['schema']}.{table['name']}"
        for path in (DBT_PROJECT / "models" / "staging").rglob("_*.yml")
        for source in documents.read(path.read_text(encoding="utf-8"))["sources"]
        for table in source["tables"]
    }

    assert personal_in_dbt()["source"] == {
        (f"{one.table}.{one.column}", one.kind) for one in personal.columns() if one.table in read
    }


def test_personal_columns_of_models_say_so_and_stop_before_the_facts():
    said = personal_in_dbt()

    assert set(said) <= {"source", "staging", "intermediate"}
    assert {name.split(".")[-1] for name, _ in said["staging"]} >= {"nik", "kpj"}

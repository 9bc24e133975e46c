"""Descriptions are found by their blocks, which the warehouse keeps beside them by itself."""

from dataclasses import replace
from datetime import date

import psycopg
import pytest
from cakupan.warehouse.connection import Connection, connect
from matching_builders import Somebody, register

OTHER = Somebody(name="SUGENG RIYADI", nik="3328991705800008", born=date(1971, 2, 3))
SAID = """
select said.block, description_no
from identity.description
cross join lateral unnest(
    identity.blocks(sound, name_key, word_keys, born_on, sex, area_code, nik_no)
) as said (block)
where said.block is not null
order by 1, 2
"""
KEPT = "select block, description_no from identity.description_block order by 1, 2"


def test_the_blocks_kept_are_those_of_the_descriptions_after_each_load(connection: Connection):
    for people in ([Somebody(), OTHER], [replace(OTHER, nik="3328991705800015", area=None)]):
        register(connection, *people)

        kept = connection.execute(KEPT).fetchall()

        assert kept == connection.execute(SAID).fetchall()
        assert {number for _, number in kept} == {
            number for (number,) in connection.execute("select description_no from identity.description")
        }


def test_blocks_have_one_index_however_they_were_first_written(connection: Connection):
    def indexes() -> list[tuple[str]]:
        return connection.execute(
            "select indexdef from pg_indexes"
            " where schemaname = 'identity' and tablename = 'description_block'"
        ).fetchall()

    before = indexes()

    register(connection, Somebody())
    register(connection, OTHER)

    assert indexes() == before
    assert len(before) == 1


@pytest.mark.parametrize(
    "statement",
    ["insert into identity.description_block values (1, 1)", "delete from identity.description_block"],
)
def test_the_pipelines_write_no_blocks_themselves(warehouse: str, statement: str):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connect() as pipeline:
        pipeline.execute(statement)


def test_names_of_several_rows_are_told_for_each_of_their_persons(connection: Connection):
    people = [
        replace(Somebody(), nik=f"33289917058000{number:02d}", mother="SITI AMINAH") for number in (11, 12)
    ]

    register(connection, *people, replace(Somebody(), nik="3328991705800013", name=None))

    full = (
        "WARSITO HADI PURNOMO",
        "WARSITU HADI PURNUMU",
        "HADI PURNUMU WARSITU",
        ["WRST", "HD", "PRNM"],
        "AMINA SITI",
    )
    assert connection.execute(
        "select name, sound, name_key, word_keys, mother_key from identity.description order by nik_no"
    ).fetchall() == [full, full, (None, None, None, None, None)]

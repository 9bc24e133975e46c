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


def test_what_is_not_known_is_neither_a_place_alike_nor_a_block(connection: Connection):
    assert connection.execute(
        "select identity.place_level(null, '33.28'), identity.place_level('33.28', null),"
        " identity.place_level('33.28.99.2001', '33.28.99.2001'), identity.sorted_words(null),"
        " identity.sorted_words('SITI AMINAH'), identity.blocks(null, null, null, null, null, null, null),"
        " identity.blocks('ANA', 'ANA', '{AN}', null, 'P', null, null)"
    ).fetchone() == (None, None, 6, None, "AMINAH SITI", [], [])


def test_a_word_looks_for_its_village_only_where_both_are_known(connection: Connection):
    (whole, without_sex, without_date), *_ = connection.execute(
        "select identity.blocks('ANA BUTI', 'ANA BUTI', '{AN,BT}', '1990-05-17', 'P', '33.28.99.2001', null),"
        " identity.blocks('ANA BUTI', 'ANA BUTI', '{AN,BT}', '1990-05-17', null, '33.28.99.2001', null),"
        " identity.blocks('ANA BUTI', 'ANA BUTI', '{AN,BT}', null, 'P', '33.28.99.2001', null)"
    ).fetchall()

    assert (len(whole), len(without_sex), len(without_date)) == (10, 8, 3)
    assert set(without_sex) < set(whole)
    assert set(without_date) < set(whole)

"""What the pipeline may have done to what it does not own, and what it may not make of that."""

from collections.abc import Iterator

import doors
import psycopg
import pytest
from psycopg import errors

RUN = (
    "insert into control.close_run (run_id, period, as_of, actor, started_at)"
    " values ('r1', '2024-10', now(), 'operator', now())"
)
EDITION = (
    "insert into publication.edition (period, version, as_of, code_version, published_at, manifest_sha256,"
    " is_demo_clock) values ('2024-10', 1, now(), 'x', now(), 'x', false) returning edition_no"
)
FACT = "create table {}.fct_tried (unit_no bigint not null primary key, area_code text)"


@pytest.fixture
def pipeline(warehouse: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(doors.as_pipeline(warehouse), autocommit=True) as opened:
        yield opened


@pytest.fixture
def schema(pipeline: psycopg.Connection) -> str:
    """A run's build schema."""
    pipeline.execute(RUN)
    row = pipeline.execute("select control.make_build_schema('r1')").fetchone()
    assert row is not None
    return str(row[0])


def publish(pipeline: psycopg.Connection, schema: str, *facts: str) -> int:
    """Publish an edition with these facts in one transaction; return its number."""
    with pipeline.transaction():
        row = pipeline.execute(EDITION).fetchone()
        assert row is not None
        for fact in facts or ("fct_tried",):
            pipeline.execute("select marts.attach_fact(%s, %s, %s)", [schema, fact, row[0]])
    return int(row[0])


def test_a_run_is_given_one_schema_that_the_pipeline_fills_and_drops(
    pipeline: psycopg.Connection, schema: str
):
    assert schema.startswith("build_202410_")
    pipeline.execute(FACT.format(schema))
    with pytest.raises(errors.InsufficientPrivilege, match="no build schema"):
        pipeline.execute("select control.make_build_schema('r1')")

    pipeline.execute(f"drop schema {schema} cascade")
    pipeline.execute("select control.leave_build_schema('r1')")

    assert pipeline.execute("select control.make_build_schema('r1')").fetchone() != (schema,)


def test_there_is_no_schema_for_a_run_that_is_not_there_or_has_ended(pipeline: psycopg.Connection):
    pipeline.execute(RUN)
    pipeline.execute("update control.close_run set state = 'published'")

    for run_id in ("r1", "r2"):
        with pytest.raises(errors.InsufficientPrivilege):
            pipeline.execute("select control.make_build_schema(%s)", [run_id])


def test_facts_become_the_owners_and_are_read_through_their_parent_alone(
    pipeline: psycopg.Connection, connection: psycopg.Connection, schema: str
):
    pipeline.execute(FACT.format(schema))
    pipeline.execute(f"insert into {schema}.fct_tried values (1, '33.28')")

    edition_no = publish(pipeline, schema)

    assert pipeline.execute("select * from marts.fct_tried_current").fetchall() == [(1, "33.28", edition_no)]
    for statement in (
        "insert into marts.fct_tried values (2, '33', {})",
        "select * from marts.fct_tried__e{}",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            pipeline.execute(statement.format(edition_no))
    connection.execute("set role cakupan_reader")
    assert connection.execute("select count(*) from marts.fct_tried").fetchone() == (1,)


def test_facts_are_attached_by_the_transaction_that_publishes_and_never_later(
    pipeline: psycopg.Connection, schema: str
):
    pipeline.execute(FACT.format(schema))
    edition_no = publish(pipeline, schema)
    pipeline.execute(f"create table {schema}.fct_other (unit_no bigint)")

    with pytest.raises(errors.InsufficientPrivilege, match="not being published"):
        pipeline.execute("select marts.attach_fact(%s, 'fct_other', %s)", [schema, edition_no])


MADE_TO_RUN_CODE = [
    "alter table {0}.fct_tried add check ({0}.evil())",
    "alter table {0}.fct_tried alter column area_code set default {0}.evil()::text",
    "create index on {0}.fct_tried (({0}.evil_text(area_code)))",
    "create index on {0}.fct_tried (area_code) where {0}.evil_text(area_code) = 'x'",
    "create trigger evil before insert on {0}.fct_tried for each row execute function {0}.evil_trigger()",
    "create policy evil on {0}.fct_tried using ({0}.evil())",
    "alter table {0}.fct_tried enable row level security",
    "create rule evil as on insert to {0}.fct_tried do also select {0}.evil()",
    "alter table {0}.fct_tried add column odd {0}.odd",
    "create statistics {0}.evil on ({0}.evil_text(area_code)), unit_no from {0}.fct_tried",
    "create table {0}.child () inherits ({0}.fct_tried)",
    "create table {0}.parent (unit_no bigint); alter table {0}.fct_tried inherit {0}.parent",
]


@pytest.mark.parametrize("made", MADE_TO_RUN_CODE)
def test_a_fact_that_would_carry_code_of_the_pipelines_is_not_taken_over(
    pipeline: psycopg.Connection, schema: str, made: str
):
    pipeline.execute(FACT.format(schema))
    for statement in (
        f"create function {schema}.evil() returns boolean language sql as 'select true'",
        f"create function {schema}.evil_text(text) returns text immutable language sql as 'select $1'",
        f"create function {schema}.evil_trigger() returns trigger language plpgsql"
        " as 'begin return new; end'",
        f"create domain {schema}.odd as text check ({schema}.evil())",
        *made.format(schema).split("; "),
    ):
        pipeline.execute(statement)

    with pytest.raises(errors.InsufficientPrivilege, match="not a plain table of a build"):
        publish(pipeline, schema)

    assert pipeline.execute("select count(*) from publication.edition").fetchone() == (0,)


@pytest.mark.parametrize(
    ("schema_name", "fact"),
    [
        ("intake", "roster_row"),
        ("marts", "fct_tried"),
        ("build_none", "fct_tried"),
        ("publication", "fct_figure"),
        ("pg_catalog", "pg_class"),
    ],
)
def test_nothing_but_facts_of_a_build_is_attached(pipeline: psycopg.Connection, schema_name: str, fact: str):
    with pytest.raises(errors.InsufficientPrivilege, match="no fact of a build"):
        publish(pipeline, schema_name, fact)


def test_a_fact_whose_columns_grow_is_read_with_them(pipeline: psycopg.Connection, schema: str):
    pipeline.execute(FACT.format(schema))
    publish(pipeline, schema)
    pipeline.execute(f"create table {schema}.fct_tried (unit_no bigint, share numeric(5, 4))")
    pipeline.execute(f"insert into {schema}.fct_tried values (7, 0.5)")

    with pipeline.transaction():
        row = pipeline.execute(EDITION.replace("'2024-10', 1", "'2024-11', 1")).fetchone()
        assert row is not None
        pipeline.execute("select marts.attach_fact(%s, 'fct_tried', %s)", [schema, row[0]])

    assert pipeline.execute(
        "select unit_no, area_code, share from marts.fct_tried_current where edition_no = %s", [row[0]]
    ).fetchall() == [(7, None, 0.5)]


def test_months_are_given_partitions_and_what_is_no_month_is_not(pipeline: psycopg.Connection):
    pipeline.execute("select intake.make_partition('2024-10'), intake.make_partition('2024-10')")

    for period in ("2024-13", "x'); drop table intake.finding; --", ""):
        with pytest.raises(errors.InsufficientPrivilege, match="is no month"):
            pipeline.execute("select intake.make_partition(%s)", [period])
    with pytest.raises(errors.InsufficientPrivilege):
        pipeline.execute("drop table intake.roster_row_2024_10")


@pytest.mark.parametrize(
    "statement",
    [
        "update control.load_file set rows = 0",
        "delete from control.load_file",
        "update control.load set recorded_at = now()",
        "update control.close_run set as_of = now()",
        "update control.close_run set build_schema = 'marts'",
        "delete from control.close_run",
        "update control.demo_clock set story_at = now()",
        "insert into control.demo_clock values (true, now(), now())",
        "update intake.submission set period = '2024-09'",
        "delete from intake.submission",
        "truncate intake.roster_row",
        "update intake.roster_row set nik = null",
        "update register.membership set nik = null",
        "delete from register.membership",
        "delete from identity.person_key",
        "update identity.decision set person_no = 1",
        "insert into chain.link select * from chain.link",
        "update publication.figure set value = '1'",
        "create schema build_202410_mine",
        "create table marts.mine (one integer)",
        "alter table intake.submission disable trigger all",
        "set session_replication_role = replica",
        "select chain.append('action', 'x', 'x', 'x', 1, 'x', false)",
    ],
)
def test_the_pipeline_changes_nothing_that_only_grows(pipeline: psycopg.Connection, statement: str):
    with pytest.raises(errors.InsufficientPrivilege):
        pipeline.execute(statement)


def test_a_run_that_ended_stays_as_it_ended(pipeline: psycopg.Connection):
    pipeline.execute(RUN)
    pipeline.execute("update control.close_run set state = 'failed'")
    pipeline.execute("update control.close_run set state = 'published'")

    with pytest.raises(errors.InsufficientPrivilege, match="ended never changes"):
        pipeline.execute("update control.close_run set state = 'started'")


def test_the_pipeline_tells_whom_it_works_for_and_a_person_cannot_tell_another(
    warehouse: str, pipeline: psycopg.Connection, connection: psycopg.Connection
):
    action = (
        "insert into control.action (action, subject, actor, acted_at) values ('try', 'x', 'siti', now())"
    )
    pipeline.execute(action)
    connection.execute(action)
    connection.execute(f"create role {(name := 'dewi_' + connection.info.dbname[-8:])} login password 'x'")
    connection.execute(f"grant cakupan_engineer to {name}")
    try:
        with psycopg.connect(psycopg.conninfo.make_conninfo(warehouse, user=name, password="x")) as own:
            own.execute(action)

        assert connection.execute("select actor from control.action order by 1").fetchall() == [
            (name,),
            ("siti",),
            ("siti",),
        ]
    finally:
        connection.execute(f"drop role {name}")

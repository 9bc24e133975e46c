"""Nobody changes a row that was recorded for good unseen, not with the password of the database's owner."""

import insider
import psycopg
import pytest
from cakupan.editions import published
from cakupan.errors import DoesNotVerify
from published_world import ACTION, World, broken, world_of


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> World:
    return world_of(warehouse, monkeypatch.setattr)


@pytest.fixture
def editions(world: World) -> World:
    world.publish_all()
    return world


def test_what_was_recorded_and_left_alone_is_whole(editions: World):
    assert broken() == ""
    assert [published.require_sound(name) for name in published.names()] == [None] * 3
    assert editions.ask("select chain, count(*) > 2 from chain.link group by 1 order by 1") == [
        ("action", True),
        ("identity", False),
        ("publication", True),
    ]
    assert editions.ask("select row_key, row_count from chain.link where chain = 'identity' order by 1") == [
        ("1", 5),
        ("2", 0),
    ]


def test_the_figures_of_an_edition_have_one_link(editions: World):
    assert editions.ask(
        "select row_key, row_count = (select count(*) from publication.figure"
        " where edition_no = row_key::bigint) from chain.link"
        " where table_name = 'publication.figure' order by 1"
    ) == [("1", True), ("2", True), ("3", True)]


ONE_FIGURE = "where edition_no = 2 and figure_id = 'ucj_ytd:2024-10:33'"
CHANGES = [
    ("update control.action set actor = 'lain' where action_no = 1", "control.action 1 (read awal): it says"),
    (
        "delete from control.action where action_no = 1",
        "control.action 1 (read awal): it was recorded and is",
    ),
    (
        "insert into control.action (action, subject, actor, acted_at) values ('release', 'S9', 'x', now())",
        "(release S9): no link knows of it",
    ),
    (
        "update publication.edition set published_at = published_at - interval '1 day' where edition_no = 2",
        "publication.edition 2 (2024-10/v1): it says something else",
    ),
    (
        f"update publication.figure set value = '99.00' {ONE_FIGURE}",
        "publication.figure 2 (2024-10/v1): it says something else",
    ),
    (
        f"delete from publication.figure {ONE_FIGURE}",
        "publication.figure 2 (2024-10/v1): ",
    ),
    (
        f"update publication.figure set figure_id = 'x' {ONE_FIGURE}",
        "publication.figure 2 (2024-10/v1): it says something else",
    ),
    (
        "update publication.figure_change set cause = 'held'",
        "publication.figure_change 3 (2024-10/v2): it says",
    ),
    (
        "delete from publication.figure_change",
        "publication.figure_change 3 (2024-10/v2): it was recorded and",
    ),
    ("update identity.person_key set person_no = 1", "identity.resolved_load 1 (load 1): it says something"),
    (
        "delete from identity.person_key where person_no = 2",
        "identity.resolved_load 1 (load 1): 4 rows, recorded",
    ),
    (
        "insert into identity.person_key values (7, 2, 2)",
        "identity.resolved_load 2 (load 2): 1 rows, recorded with 0",
    ),
    (
        "insert into identity.person_key values (7, 2, 5)",
        "identity.person_key of load 5: no link knows",
    ),
    ("update identity.merge set reason = 'x'", "identity.resolved_load 1 (load 1): it says something else"),
    ("delete from identity.merge", "identity.resolved_load 1 (load 1): 4 rows, recorded with 5"),
    (
        "delete from identity.resolved_load where load_no = 2",
        "identity.resolved_load 2 (load 2): it was recorded",
    ),
    (
        "update chain.link set subject = 'read lain' where chain = 'action' and link_no = 1",
        "chain action, link 1",
    ),
    ("delete from chain.link where chain = 'action' and link_no = 2", "link 3 of control.action 3"),
]


@pytest.mark.parametrize(("statement", "named"), CHANGES)
def test_a_row_changed_deleted_or_inserted_past_the_triggers_is_named(
    editions: World, statement: str, named: str
):
    insider.past_triggers(editions.address, *statement.split(";"))

    assert named in broken()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "insert into publication.figure_change select edition_no, figure_id, previous_edition_no, part,"
            " cause || '2', previous_value, value, change from publication.figure_change",
            "publication.figure_change 3 (2024-10/v2): it has 2 links where one is made",
        ),
        (
            "insert into control.action (action, subject, actor, acted_at)"
            " values ('release', 'S9', 'x', control.now() - interval '40 days')",
            "(release S9): it says ",
        ),
        (
            "insert into identity.person_key values (7, 2, 2)",
            "identity.resolved_load 2 (load 2): 1 rows",
        ),
        (
            "insert into publication.edition (period, version, as_of, code_version, published_at,"
            " manifest_sha256, is_demo_clock) values ('2024-08', 1, now(), 'x', now(), 'x', false)",
            "2024-08/v1: its manifest cannot be read",
        ),
    ],
)
def test_a_row_inserted_at_the_door_but_late_or_backdated_is_named(
    editions: World, statement: str, named: str
):
    editions.do(statement)

    assert named in broken()


@pytest.mark.parametrize("setting", ["set session_replication_role = replica", "set role cakupan_pipeline"])
@pytest.mark.parametrize("table", ["control.action", "publication.figure", "chain.link"])
def test_no_setting_and_no_role_goes_round_the_triggers(editions: World, setting: str, table: str):
    with psycopg.connect(editions.address, autocommit=True) as connection:
        connection.execute(setting)

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"delete from {table}")
        connection.execute(ACTION.format("lagi"))

    assert broken() == ""


def test_the_pipelines_role_cannot_make_a_link_itself(editions: World):
    with psycopg.connect(editions.address, autocommit=True) as connection:
        connection.execute("set role cakupan_pipeline")

        for statement in (
            "insert into chain.link select * from chain.link",
            "select chain.append('action', 'x', '1', 'x', 1, 'x', false)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_trigger_that_was_taken_off_is_named(editions: World):
    names = ("action_is_linked", "action_is_named")
    for name in names:
        editions.do(f"alter table control.action disable trigger {name}")

    told = broken()
    for name in names:
        assert f"control.action: its trigger {name} is gone or does not fire always" in told


def test_a_function_put_in_place_of_the_chains_own_deceives_no_check(editions: World):
    insider.past_triggers(editions.address, "update control.action set actor = 'lain' where action_no = 1")
    editions.do(
        "create or replace function chain.of_actions(action_nos bigint[]) returns table (row_key text,"
        " subject text, row_count bigint, content_sha256 text) language sql stable as $$"
        " select row_key, subject, row_count, content_sha256 from chain.link where chain = 'action' $$"
    )

    assert "control.action 1 (read awal): it says something else" in broken()


def test_edited_rows_of_a_publication_are_named_figure_by_figure(editions: World):
    insider.past_triggers(
        editions.address,
        "update publication.figure set value = '99.00' where edition_no = 2"
        " and figure_id = 'ucj_ytd:2024-10:33'",
        "delete from publication.figure where edition_no = 2 and figure_id = 'ucj_ytd:2024-10:33.28:PU'",
        "update publication.figure set figure_id = 'ucj_ytd:2024-10:99' where edition_no = 2"
        " and figure_id = 'ucj_ytd:2024-10:33.28:BPU'",
    )
    insider.link_anew(editions.address)

    with pytest.raises(DoesNotVerify) as told:
        published.require_sound("2024-10/v1")

    assert sorted(str(told.value).splitlines()) == [
        "ucj_ytd:2024-10:33.28:BPU: is in the bundle, not among the rows of publication.figure",
        "ucj_ytd:2024-10:33.28:PU: is in the bundle, not among the rows of publication.figure",
        "ucj_ytd:2024-10:33: is not as in the bundle among the rows of publication.figure",
        "ucj_ytd:2024-10:99: is not in the bundle, but among the rows of publication.figure",
    ]

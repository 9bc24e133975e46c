"""Editions stand in one order over all months, and an erased, older or rewritten one is told."""

import re
import shutil

import insider
import pytest
from cakupan.editions import close, manifest, plan, published, steps
from cakupan.editions.proof import chain, order
from cakupan.errors import DoesNotVerify
from cakupan.warehouse.connection import connect
from edition_builders import bytes_of
from published_world import ACTION, FIRST, World, broken, world_of


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> World:
    return world_of(warehouse, monkeypatch.setattr)


@pytest.fixture
def editions(world: World) -> World:
    world.publish_all()
    return world


def test_each_manifest_names_the_one_before_it_over_all_months_and_the_head_of_the_log(editions: World):
    stated = [
        manifest.read(plan.folder(period, version))
        for period, version in (("2024-09", 1), ("2024-10", 1), ("2024-10", 2))
    ]

    assert [each["number"] for each in stated] == [1, 2, 3]
    assert [each["previous"] and each["previous"]["edition"] for each in stated] == [
        None,
        "2024-09/v1",
        "2024-10/v1",
    ]
    hashes = [
        row[0] for row in editions.ask("select manifest_sha256 from publication.edition order by number")
    ]
    assert [each["previous"]["manifest_sha256"] for each in stated[1:]] == hashes[:2]
    heads = [each["action_head"] for each in stated]
    assert [head["count"] for head in heads] == [1, 2, 4]
    for head in heads:
        assert editions.ask(
            f"select sha256 from chain.link where chain = 'action' and link_no = {head['count']}"
        ) == [(head["sha256"],)]


ERASE = "delete from {} where edition_no = {}"


def erase(world: World, edition_no: int, folder_of: tuple[str, int]) -> None:
    """Take an edition out of warehouse and folder as if it had never been, with every link over it."""
    tables = ("publication.figure_change", "publication.figure", "publication.edition")
    insider.past_triggers(
        world.address,
        "alter table publication.edition drop constraint edition_supersedes_edition_no_fkey",
        "alter table publication.figure_change drop constraint figure_change_previous_edition_no_fkey",
        *(ERASE.format(table, edition_no) for table in tables),
        f"delete from chain.link where chain = 'publication' and row_key = '{edition_no}'",
    )
    shutil.rmtree(plan.folder(*folder_of))


def test_an_erased_edition_is_missed_by_those_after_it(editions: World):
    erase(editions, 1, ("2024-09", 1))

    assert "2024-10/v1: is edition 2 and the 1. there is" in broken()
    assert re.search(r"2024-10/v1: its manifest says previous \{.*2024-09/v1.*, the warehouse None", broken())
    with pytest.raises(DoesNotVerify, match="2024-10/v1: its manifest says previous"):
        published.require_sound("2024-10/v1")


def test_an_older_version_is_not_shown_as_the_newest(editions: World):
    old, new = plan.folder("2024-10", 1), plan.folder("2024-10", 2)
    shutil.rmtree(new)
    shutil.copytree(old, new)
    stated = manifest.sha256_of(new / manifest.MANIFEST)
    insider.past_triggers(
        editions.address, f"update publication.edition set manifest_sha256 = '{stated}' where edition_no = 3"
    )
    insider.link_anew(editions.address)

    assert "2024-10/v2: its manifest says version 1, the warehouse 2" in broken()
    assert "2024-10/v2: its manifest says number 2, the warehouse 3" in broken()


def test_a_view_that_shows_an_older_version_is_named(editions: World):
    (view,) = editions.ask("select relname from pg_class where relname like 'fct%current' limit 1")[0]
    parent = str(view).removesuffix("_current")
    editions.do(f"create or replace view marts.{view} as select * from marts.{parent} where edition_no <> 3")

    assert f"marts.{view}: shows 2024-10/v1, which a newer one superseded" in broken()
    assert f"marts.{view}: does not show 2024-10/v2, the newest" in broken()


def test_an_owner_who_links_everything_anew_is_caught_by_the_signed_heads(editions: World):
    insider.past_triggers(
        editions.address, "update control.action set actor = 'lain' where subject = 'antara'"
    )
    insider.link_anew(editions.address)

    with connect() as connection:
        assert chain.broken(connection) == []
        assert {each.subject for each in order.broken(connection)} == {"2024-10/v2"}
    assert "2024-10/v2: its manifest says action_head {'count': 4" in broken()


def test_who_is_who_linked_anew_is_caught_by_the_signed_heads(editions: World):
    insider.past_triggers(editions.address, "delete from identity.merge")
    insider.link_anew(editions.address)

    assert "2024-09/v1: its manifest says identity_head {'count': 2" in broken()


def test_a_rebuild_has_the_bytes_of_its_edition_whatever_was_published_and_done_since(editions: World):
    editions.do(ACTION.format("nanti"))
    editions.month.workers.pop(4)

    rebuilt = close.run("2024-10", FIRST, is_rebuild=True)

    assert rebuilt.message == "the same bytes as 2024-10/v1"
    assert bytes_of(rebuilt.path) == bytes_of(plan.folder("2024-10", 1))


def test_a_rebuild_tells_when_the_log_is_no_longer_the_one_that_was_signed(editions: World):
    insider.past_triggers(editions.address, "update control.action set actor = 'lain' where action_no = 1")
    insider.link_anew(editions.address)
    editions.month.workers.pop(4)

    rebuilt = close.run("2024-10", FIRST, is_rebuild=True)

    assert rebuilt.message == "not the same bytes as 2024-10/v1: manifest.json, manifest.sig"


def test_an_edition_sealed_before_another_month_was_published_is_sealed_again_after_it(world: World):
    slow = close.start("2024-10", FIRST)
    close.sign(slow)
    close.run("2024-09", FIRST)

    outcome = close.publish(slow)

    assert outcome.edition == "2024-10/v1"
    stated = manifest.read(plan.folder("2024-10", 1))
    assert (stated["number"], stated["previous"]["edition"]) == (2, "2024-09/v1")
    assert stated["action_head"]["count"] == 2
    assert broken() == ""


def test_nothing_is_built_or_frozen_again_for_another_number(world: World, monkeypatch: pytest.MonkeyPatch):
    slow = close.start("2024-10", FIRST)
    close.sign(slow)
    close.run("2024-09", FIRST)
    done: list[str] = []
    for name in ("freeze", "figures"):
        monkeypatch.setattr(steps.freezing, name, lambda *given, name=name: done.append(name))

    close.publish(slow)

    assert done == []


def test_an_edition_from_before_there_was_a_chain_is_an_ancestor(world: World):
    close.run("2024-09", FIRST)
    old = plan.folder("2024-09", 1)
    stated = manifest.read(old)
    for name in ("number", "previous", "action_head", "identity_head"):
        del stated[name]
    (old / manifest.MANIFEST).write_bytes(manifest.canonical(stated | {"schema": 1}))
    sha256 = insider.seal_anew(old)
    insider.past_triggers(
        world.address,
        f"update publication.edition set manifest_sha256 = '{sha256}', action_count = null,"
        " identity_count = null",
    )
    insider.link_anew(world.address)

    close.run("2024-10", FIRST)

    assert broken() == ""
    assert manifest.read(plan.folder("2024-10", 1))["previous"] == {
        "edition": "2024-09/v1",
        "number": 1,
        "manifest_sha256": sha256,
    }

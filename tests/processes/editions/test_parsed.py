"""The parsed project is kept for a version of the code, and is the same for every build of it."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cakupan import settings
from cakupan.editions import build, parsed, runner

ODD_PERIOD, ODD_SCHEMA, ODD_EDITION = "2091-07", "build_2091_07_of_a_test", 918273
AS_OF = datetime(2091, 8, 6, 5, 4, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def variables() -> Mapping[str, object]:
    """What a build of a month that no definition names is told."""
    return build.variables(ODD_PERIOD, AS_OF, ODD_SCHEMA, ODD_EDITION)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation of these tests', which parses once."""
    lent = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("home")
    lent.setenv("CAKUPAN_HOME", str(folder))
    lent.setenv("CAKUPAN_DSN", "postgresql://nobody@127.0.0.1:1/none")
    settings.load.cache_clear()
    yield folder
    lent.undo()
    settings.load.cache_clear()


def test_database_and_schema_are_those_of_the_build(variables: Mapping[str, object]):
    manifest = parsed.project(variables, "gudang", ODD_SCHEMA)

    [fact] = [node for node in manifest.nodes.values() if node.name == "fct_worker_months"]
    assert fact.relation_name == f'"gudang"."{ODD_SCHEMA}"."fct_worker_months"'
    named = {(node.database, node.schema) for node in manifest.nodes.values()}
    assert named == {("gudang", ODD_SCHEMA)}
    sources = {(source.database, source.relation_name) for source in manifest.sources.values()}
    assert ("gudang", '"gudang"."intake"."in_force"') in sources
    assert {database for database, _ in sources} == {"gudang"}


def test_nothing_of_one_month_is_kept_in_what_a_close_runs(variables: Mapping[str, object], home: Path):
    manifest = parsed.project(variables, "gudang", "elsewhere")

    of_this_month = re.compile(f"{ODD_PERIOD}|{AS_OF:%Y-%m-%d}|{ODD_SCHEMA}|{ODD_EDITION}|{parsed.SCHEMA}")
    telling = [node for node in manifest.nodes.values() if of_this_month.search(repr(node.to_dict()))]
    assert telling, "what a close leaves out is written for a month"
    assert [node.name for node in telling if build.LEFT_TO_DEFINITIONS not in node.tags] == []


def test_what_was_parsed_is_used_again_and_parsed_anew_when_a_setting_changes(
    variables: Mapping[str, object], home: Path, monkeypatch: pytest.MonkeyPatch
):
    parsed.project(variables, "gudang", ODD_SCHEMA)
    [kept] = (home / "results" / "dbt").glob("*.msgpack")
    parsings = []
    invoke = runner.invoke

    def counted(arguments, *others, **more):
        parsings.append(arguments[0])
        return invoke(arguments, *others, **more)

    monkeypatch.setattr(runner, "invoke", counted)
    parsed.project({**variables, "period": "2091-08", "build_schema": "x"}, "gudang", "x")
    assert parsings == []

    parsed.project({**variables, "grace_months": 7}, "gudang", ODD_SCHEMA)

    assert parsings == ["parse"]
    assert not kept.exists()
    assert len(list((home / "results" / "dbt").glob("*.msgpack"))) == 1

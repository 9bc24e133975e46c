"""Frozen queries run over frozen facts, within bounds, and reach nothing else."""

from pathlib import Path

import pyarrow as pa
import pytest
from bundle_builders import figure_row
from cakupan import settings
from cakupan.editions.frozen import engine, evidence, layout, members, sums
from cakupan.errors import EditionDamaged, NoRoom
from frozen_builders import freeze, ucj_query, worker, workforce

AREAS = [
    ("33.28.01", "33.28.01", "district", "district"),
    ("33.28.01", "33.28", "regency", "district"),
    ("33.28", "33.28", "regency", "regency"),
    ("33.28", "33", "province", "regency"),
    ("33", "33", "province", "province"),
]
REGENCY = {"highest_level": "regency", "lowest_level": "regency"}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    workers = [worker(1), worker(2, segment_code="BPU"), worker(3, is_counted_year=False)]
    facts = {"worker_months": workers, "denominators": [workforce(10)]}
    return freeze(tmp_path / "v1", facts, {"ucj_ytd": ucj_query()}, AREAS)


def added(bundle: Path, name: str, text: str) -> Path:
    (bundle / layout.QUERIES / name).write_text(text, encoding="utf-8")
    return bundle


def told(sums_found: list[dict[str, object]]) -> set[tuple[object, ...]]:
    return {(row["slice_code"], row["area_code"], row["numerator"], row["denominator"]) for row in sums_found}


def test_facts_dimensions_and_evidence_are_found_by_their_names(bundle):
    with engine.opened(bundle) as frozen:
        assert frozen.evidence() == ("ucj_ytd",)
        assert frozen.rows("select count(*) as n from fct_worker_months") == [{"n": 3}]
        assert frozen.rows("select count(*) as n from area_closure") == [{"n": 5}]
        assert frozen.rows("select count(*) as n from evidence__ucj_ytd") == [{"n": 6}]


def test_queries_frozen_before_matches_were_told_apart_say_that_nothing_was_possible(bundle):
    lines = ucj_query().splitlines(keepends=True)
    former = "".join(line for line in lines if not line.rstrip().endswith((" as possible,", " as unknown,")))
    added(bundle, "evidence__ucj_ytd.sql", former + "-- to the end of the line")

    with engine.opened(bundle) as frozen:
        counted = frozen.rows(
            "select sum(numerator) as n, sum(possible + unknown) as m from evidence__ucj_ytd"
        )

    assert [(int(row["n"]), int(row["m"])) for row in counted] == [(5, 0)]


def test_figures_published_without_matches_are_read_with_none():
    former = pa.Table.from_pylist([figure_row()], schema=evidence.FIGURE_BEFORE_MATCHES)

    whole = evidence.whole(former)

    assert whole.schema == evidence.FIGURE
    assert [whole[name].to_pylist() for name in ("possible", "upper_bound", "unknown")] == [[None]] * 3
    assert whole["value"].to_pylist() == ["33.33"]


def test_evidence_that_rolls_up_counts_for_every_area_above_and_a_workforce_for_its_own(bundle):
    with engine.opened(bundle) as frozen:
        counted = sums.group(frozen, "ucj_ytd")
        found = list(sums.rolled(frozen, REGENCY | {"highest_level": "nation"}))

    assert counted == 6
    assert told(found) == {
        ("TOTAL", "33.28", 2, 10),
        ("PU", "33.28", 2, 0),
        ("BPU", "33.28", 1, 0),
        ("TOTAL", "33", 2, 0),
        ("PU", "33", 2, 0),
        ("BPU", "33", 1, 0),
    }


def test_evidence_below_what_is_printed_counts_above_only(tmp_path):
    facts = {"worker_months": [worker(1, work_regency_code="33.28.01")], "denominators": []}
    bundle = freeze(tmp_path / "v1", facts, {"ucj_ytd": ucj_query()}, AREAS)

    with engine.opened(bundle) as frozen:
        sums.group(frozen, "ucj_ytd")
        found = list(sums.rolled(frozen, REGENCY))

    assert told(found) == {("TOTAL", "33.28", 1, 0), ("PU", "33.28", 1, 0)}


def test_the_members_of_a_figure_add_up_to_it_in_the_order_of_their_sources(tmp_path):
    workers = [worker(number, work_regency_code="33.28.01") for number in (3, 1, 2)]
    facts = {"worker_months": [*workers, worker(9, work_regency_code="33")], "denominators": [workforce(5)]}
    bundle = freeze(tmp_path / "v1", facts, {"ucj_ytd": ucj_query()}, AREAS)
    figure = {"indicator_code": "ucj_ytd", "slicing": "total", "slice_code": "TOTAL", "area_code": "33.28"}

    with engine.opened(bundle) as frozen:
        kept = members.of(frozen, figure).page(10)
        second = members.of(frozen, figure).page(2, offset=2)
        counted = members.of(frozen, figure).by_source()
        streamed = [row for batch in members.of(frozen, figure).in_order() for row in batch.to_pylist()]
        with pytest.raises(EditionDamaged, match="no query for the evidence of ucj_eom"):
            members.of(frozen, figure | {"indicator_code": "ucj_eom"})

    assert [row["unit_no"] for row in kept] == [99, 1, 2, 3]
    assert (streamed, second) == (kept, kept[2:])
    assert [(row["source_no"], row["rows"], row["numerator"], row["denominator"]) for row in counted] == [
        (2, 1, 0, 5),
        (5, 3, 3, 0),
    ]


def test_for_one_indicator_only_its_own_tables_are_opened(tmp_path):
    facts = {"worker_months": [worker(1)], "denominators": [workforce(10)]}
    bundle = freeze(tmp_path / "v1", facts, {"ucj_ytd": ucj_query(), "ucj_eom": "select no sql"})
    (bundle / layout.FACTS / "claims.parquet").write_bytes(b"no table")

    tables, asked = engine.needed_by(bundle, "ucj_ytd")
    with engine.opened(bundle, "ucj_ytd") as frozen:
        counted = frozen.rows("select count(*) as n from evidence__ucj_ytd")

    assert (sorted(tables), list(asked)) == (
        ["area_closure", "fct_denominators", "fct_worker_months"],
        ["evidence__ucj_ytd"],
    )
    assert counted == [{"n": 3}]


def test_an_indicator_whose_facts_are_gone_is_named_with_them(tmp_path):
    bundle = freeze(tmp_path / "v1", {"denominators": []}, {"ucj_ytd": ucj_query()})

    with pytest.raises(EditionDamaged, match=r"has no fct_worker_months, which evidence__ucj_ytd\.sql reads"):
        engine.needed_by(bundle, "ucj_ytd")


def test_evidence_of_another_indicator_than_the_query_is_called_by_is_told(tmp_path):
    facts = {"worker_months": [worker(1)], "denominators": []}
    bundle = freeze(tmp_path / "v1", facts, {"ucj_eom": ucj_query()}, AREAS)

    with engine.opened(bundle) as frozen:
        sums.group(frozen, "ucj_eom")
        assert sums.others(frozen, "ucj_eom") == ["ucj_ytd"]
        assert sums.others(frozen, "ucj_ytd") == []


def test_a_bundle_without_facts_is_not_taken_for_one_without_rows(tmp_path):
    bundle = tmp_path / "v1"
    (bundle / "audit" / "evidence").mkdir(parents=True)

    with pytest.raises(EditionDamaged, match="holds no facts: other code froze it"), engine.opened(bundle):
        pass


def test_two_editions_are_asked_side_by_side(bundle, tmp_path):
    later = freeze(
        tmp_path / "v2",
        {"worker_months": [worker(1), worker(4)], "denominators": [workforce(10)]},
        {"ucj_ytd": ucj_query()},
    )

    with engine.over(previous=bundle, current=later) as frozen:
        for schema, folder in (("previous", bundle), ("current", later)):
            frozen.ask(schema, folder, ["ucj_ytd"])
        came = frozen.rows(
            "select unit_no from (select * from current.fct_worker_months"
            " except all select * from previous.fct_worker_months)"
        )
        counted = frozen.rows(
            "select (select count(*) from previous.evidence__ucj_ytd) as before,"
            " (select count(*) from current.evidence__ucj_ytd) as after"
        )

    assert came == [{"unit_no": 4}]
    assert counted == [{"before": 6, "after": 5}]


def test_a_bundle_whose_folder_has_an_odd_name_opens(tmp_path):
    folder = tmp_path / "it's [v1] x*?"
    freeze(folder, {"worker_months": [worker(1)], "denominators": []}, {"ucj_ytd": ucj_query()})

    with engine.opened(folder) as frozen:
        assert frozen.rows("select unit_no from fct_worker_months") == [{"unit_no": 1}]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('{outside}')",
        "select * from read_csv('{outside}')",
        "select * from '{outside}'",
        "select * from read_parquet('{bundle}/audit/facts/*.parquet')",
        "copy (select 1) to '{outside}.copy'",
        "attach '{outside}.db'",
        "install httpfs",
        "load httpfs",
        "set memory_limit = '99GB'",
        "set enable_external_access = true",
        "select * from bundle",
    ],
)
def test_nothing_but_the_frozen_files_is_reached(bundle, tmp_path, statement):
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n")

    with engine.opened(bundle) as frozen, pytest.raises(EditionDamaged):
        frozen.rows(statement.format(outside=outside, bundle=bundle))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside.csv", "v1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select 1; select 2", "not one select"),
        ("create table x (y int)", "not one select"),
        ("copy (select 1) to 'x'", "not one select"),
        ("insert into fct_worker_months select * from fct_worker_months", "not one select"),
        ("install httpfs", "not one select"),
        ("set threads = 1", "not one select"),
        ("attach 'x.db'", "not one select"),
        ("pivot fct_worker_months on segment_code", "not one select"),
        ("", "not one select"),
        ("-- nothing", "not one select"),
        ("select from where", "is no SQL"),
        ("select 1 /*", "is no SQL"),
        ("with gone as (delete from area_closure returning *) select * from gone", "cannot be read"),
        ("select * from nowhere", "cannot be read"),
        ("select * from read_text('/etc/hostname')", "cannot be read"),
        ("select 'ucj_eom' as indicator_code", "columns of evidence: some are missing"),
        ("select 1 as zz", "columns of evidence: zz INTEGER"),
        ("select * replace (0.5::double as numerator) from evidence__ucj_ytd", "numerator DOUBLE"),
    ],
)
def test_a_query_that_does_more_than_select_evidence_is_refused(bundle, text, said):
    name = "evidence__zz.sql"
    added(bundle, name, text)

    with pytest.raises(EditionDamaged, match=said), engine.opened(bundle):
        pass


def test_a_query_may_end_in_a_semicolon_and_a_comment(bundle):
    added(bundle, "evidence__zz.sql", "-- first\nselect * from evidence__ucj_ytd; -- last")

    with engine.opened(bundle) as frozen:
        assert frozen.evidence() == ("ucj_ytd", "zz")


@pytest.mark.parametrize("name", ["other.sql", "evidence__A.sql", "evidence__x;y.sql", "Evidence__x.sql"])
def test_a_query_by_another_name_is_refused(bundle, name):
    added(bundle, name, ucj_query())

    with pytest.raises(EditionDamaged, match="called"), engine.opened(bundle):
        pass


def test_a_link_in_the_place_of_a_fact_is_not_followed(bundle, tmp_path):
    path = bundle / layout.FACTS / "worker_months.parquet"
    path.rename(tmp_path / "elsewhere.parquet")
    path.symlink_to(tmp_path / "elsewhere.parquet")

    with pytest.raises(EditionDamaged, match="is a link, folder or device"), engine.opened(bundle):
        pass


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1....PAR1", b"\0" * 100])
def test_a_damaged_fact_is_told(bundle, content):
    (bundle / layout.FACTS / "worker_months.parquet").write_bytes(content)

    with pytest.raises(EditionDamaged, match=r"worker_months\.parquet"), engine.opened(bundle) as frozen:
        frozen.rows("select count(*) as n from fct_worker_months where unit_no > 0")


@pytest.fixture
def little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings with the least memory and a spill folder of their own."""
    spill = tmp_path / "spill"
    spill.mkdir()
    monkeypatch.setenv("CAKUPAN_FROZEN_MEMORY_BYTES", "64000000")
    monkeypatch.setenv("CAKUPAN_FROZEN_SPILL", str(spill))
    settings.load.cache_clear()
    yield spill
    settings.load.cache_clear()


def test_what_does_not_fit_into_memory_spills_into_a_private_folder_that_is_removed(bundle, little_room):
    with engine.opened(bundle) as frozen:
        (private,) = little_room.iterdir()
        assert private.stat().st_mode & 0o777 == 0o700
        frozen.keep("large", "select range as n, hash(range) as h from range(3000000)")
        assert frozen.rows("select count(*) as n from (select * from large order by h)") == [{"n": 3_000_000}]
        assert list(private.iterdir())

    assert list(little_room.iterdir()) == []


def test_too_little_memory_and_room_says_which_settings_to_raise(bundle, little_room):
    with engine.opened(bundle) as frozen, pytest.raises(NoRoom, match="CAKUPAN_FROZEN_MEMORY_BYTES"):
        frozen.rows("select list(range::text || repeat('x', 1000)) as l from range(1000000)")

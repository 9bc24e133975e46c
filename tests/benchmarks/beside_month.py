"""The same files to two of the same figures by a plain dbt project: after a load by dlt, and on DuckDB."""

import os
from pathlib import Path

import pandas as pd
from psycopg.conninfo import conninfo_to_dict

from benchmarks import country, rosters
from benchmarks.against_dlt import PYTHON, with_dlt
from benchmarks.installation import installation
from benchmarks.measuring import Measured, measure_command
from benchmarks.parts import Setting

SCRIPT = Path(__file__).parent / "with_dbt.py"
SET_ASIDE = 0.03  # of the rows of lists: what judging finds wrong, a plain project counts or leaves out
COUNTED = ("ucj_eom", "roster_coverage")


def projects(setting: Setting, members: Path, lists: list[Path], edition: Path) -> dict[str, Measured]:
    """Measure both and see that they give what the edition says.

    Raises:
        AssertionError: one of them does not.
    """
    named = [name.casefold().replace(" ", "_").replace("/", "_") for name in rosters.HEADER]
    with installation(setting.address, setting.folder) as here:
        load = {"dataset": "received", "format": "csv"}
        loads = [
            with_dlt(here, [members], [*country.COLUMNS], delimiter=",", table="members", **load),
            with_dlt(here, lists, named, table="lists", **load),
        ]
        address = conninfo_to_dict(here.dsn)
        environment = {
            **os.environ,
            **{f"PLAIN_{name.upper()}": str(address[name]) for name in ("host", "port", "user")},
            "PLAIN_DATABASE": str(address["dbname"]),
            "DBT_ENV_SECRET_PLAIN_PASSWORD": str(address.get("password") or ""),
            "PLAIN_FILE": str(here.home / "figures.duckdb"),
        }
        built = {
            engine: measure_command(
                [str(PYTHON), str(SCRIPT)],
                environment,
                beside=here.postmaster if engine == "postgres" else None,
                engine=engine,
                folder=str(here.home / "lineage" / engine),
                members=str(members),
                lists=f"{lists[0].parents[3]}/*/*/*/*.csv",
            )
            for engine in ("postgres", "duckdb")
        }
    for one in built.values():
        _compare(one.result, edition)
    loaded = Measured(
        result=None,
        seconds=sum(one.seconds for one in loads),
        cpu=sum(one.cpu for one in loads),
        peak=max(one.peak for one in loads),
    )
    return {
        "beside: load of both by dlt": loaded,
        "beside: plain dbt after it, PostgreSQL": built["postgres"],
        "beside: plain dbt on DuckDB, from the files": built["duckdb"],
    }


def _compare(rows: list[list[int]], edition: Path) -> None:
    """See that members covered are the same, and people on lists but for rows that are set aside."""
    figures = pd.read_parquet(edition / "report" / "figures.parquet")
    figures = figures[(figures["slicing"] == "total") & figures["indicator_code"].isin(COUNTED)]
    by_area = figures.set_index(["indicator_code", "area_code"])[["numerator", "denominator"]].astype(float)
    for area_code, persons, listed, covered in rows:
        population, lists = (by_area.loc[(code, area_code)] for code in COUNTED)
        assert population["numerator"] == persons, (area_code, persons, population)
        for ours, theirs in ((lists["denominator"], listed), (lists["numerator"], covered)):
            assert abs(ours - theirs) <= SET_ASIDE * theirs, (area_code, listed, covered, lists)

"""How good matching is: a labelled set in a warehouse of its own, decided on, and counted."""

import time

import pandas as pd
import psycopg
from cakupan.identity import resolve
from labelled import BENCH_SEED, page, reading, rosters, scoring, storing, truth
from labelled.rosters import Labelled

from benchmarks import machine
from benchmarks.installation import installation
from benchmarks.page import Table, number
from benchmarks.parts import Setting

MEMBERS, MIXED, KEYLESS = 1_000_000, 50_000, 20_000


def quality(setting: Setting) -> list[str]:
    """Measure matching without and with the mother's name, and write docs/matching-quality.md."""
    labelled = rosters.labelled(
        BENCH_SEED,
        members=setting.sized(MEMBERS),
        mixed=setting.sized(MIXED),
        keyless=setting.sized(KEYLESS),
    )
    parts, table = [], Table("mother's name", "numbering and deciding, seconds", "floors not met")
    for with_mothers, title in ((False, "The extract as it is"), (True, "With the mother's name")):
        rows, seconds = _decided(setting, labelled, with_mothers=with_mothers)
        facts = page.Facts(
            seed=BENCH_SEED,
            seal=truth.seal(labelled),
            members=len(labelled.memberships),
            machine=machine.facts(setting.address),
            with_mothers=with_mothers,
        )
        own = truth.of_set(labelled)
        measured = {
            "matched": rows,
            "nik_only": scoring.judged(own, truth.nik_only(labelled)),
            "name_and_date": scoring.judged(own, truth.name_and_date(labelled)),
        }
        parts.append((title, page.lines(facts, measured)))
        missed = page.floors_missed(rows, with_mothers=with_mothers)
        table.add("in the extract" if with_mothers else "not in it", seconds, "; ".join(missed) or "none")
    if setting.scale == 1:
        page.write(page.PAGE, parts)
    return [
        f"{number(len(labelled.memberships))} memberships, {number(len(labelled.rows))} rows; one run."
        " [How good it is](matching-quality.md).",
        "",
        *table.lines(),
    ]


def _decided(setting: Setting, labelled: Labelled, *, with_mothers: bool) -> tuple[pd.DataFrame, float]:
    with (
        installation(setting.address, setting.folder) as here,
        psycopg.connect(here.dsn, autocommit=True) as connection,
    ):
        places = storing.put(connection, labelled, with_mothers=with_mothers)
        connection.execute("analyze")
        began = time.perf_counter()
        with psycopg.connect(here.dsn) as deciding:
            resolve.persons(deciding)
        seconds = time.perf_counter() - began
        own = reading.truth_in_numbers(connection, labelled)
        return scoring.judged(own, reading.decisions(connection, places)), seconds

"""`python -m benchmarks`: measure the parts named, all by default, and write them into docs/benchmarks.md."""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    against_dlt,
    demo,
    extracts,
    frozen,
    identity,
    machine,
    matching,
    month,
    on_spark,
    page,
    parts,
)
from benchmarks.installation import running_server
from benchmarks.parts import Setting

PARTS: dict[str, tuple[str, Callable[[Setting], list[str]]]] = {
    "demo": ("The demo world, phase by phase", demo.phases),
    "csv": ("Large delimited files", parts.csv_files),
    "dlt": ("Large delimited files, beside dlt", against_dlt.sample),
    "villages": ("Workbooks of villages", parts.villages),
    "receipts": ("Receipts", parts.receipts),
    "month": ("A month from its files to an edition", month.months),
    "frozen": ("What is frozen of a month", frozen.months),
    "identity": ("Numbering and matching persons", identity.measured),
    "register": ("Loading the register", extracts.loads),
    "spark": ("On Spark, by size", on_spark.curve),
    "matching": ("Matching rows to persons", matching.quality),
    "big": ("One file of a gigabyte", parts.big_file),
}
TOGETHER = {"close": ["month", "frozen"]}


def main() -> None:
    """Measure and write down; a smaller scale is for trying and only shown."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    wanted = _arguments()
    with tempfile.TemporaryDirectory(dir=wanted.folder) as name, running_server(Path(name)) as address:
        facts = machine.facts(address)
        setting = Setting(
            address=address,
            folder=Path(name),
            scale=wanted.scale,
            runs=wanted.runs,
            processes=wanted.processes,
            rows=tuple(wanted.rows or ()),
            earlier_months=wanted.earlier_months,
        )
        for part in [one for name in wanted.only or PARTS for one in TOGETHER.get(name, [name])]:
            title, measured = PARTS[part]
            began = time.perf_counter()
            lines = measured(setting)
            logging.info("%s: %.0f s with all preparations", part, time.perf_counter() - began)
            sys.stdout.write("\n".join([f"## {title}", "", f"Measured {facts}.", "", *lines, "", ""]))
            sys.stdout.flush()
            if wanted.scale == 1 and not (wanted.rows or wanted.earlier_months):
                page.write(part, title, facts, lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=[*PARTS, *TOGETHER], help="may be repeated")
    parser.add_argument("--scale", type=float, default=1.0, help="a share of the sizes asked, to try")
    parser.add_argument("--runs", type=int, default=1, help="how often to measure what is a ratio")
    parser.add_argument("--processes", type=int, default=2, help="processes that land batches")
    parser.add_argument("--rows", type=int, action="append", help="a size of the part month; may be repeated")
    parser.add_argument(
        "--earlier-months", type=int, default=0, help="months of 200.000 rows in the database before month"
    )
    parser.add_argument("--folder", type=Path, help="where to put files and server; the temporary folder")
    return parser.parse_args()


if __name__ == "__main__":
    main()

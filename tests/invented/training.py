"""`python -m invented.training`: train the shipped model again, and say whether its bytes are the same.

The seed, the sizes and the secret that orders persons are fixed, so whoever runs it gets the same files.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import psycopg
from benchmarks.installation import installation, running_server
from cakupan import settings
from cakupan.identity import resolve
from cakupan.identity.keys import secret
from cakupan.identity.model import files, train
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.server import write_private
from matching_builders import ROW_COLUMNS, make_room

from invented import people, rows
from invented.rows import Row

SEED = 2026
PEOPLE, ROWS, ROWS_AT_MOST = 130_000, 60_000, 20_000
SECRET = "00" * secret.BYTES  # nobody's: the people are invented
MEMBERSHIP = (
    "copy register.membership (load_no, file_no, row_number, row_hash, membership_id,"
    " nik, kpj, nama, tanggal_lahir, jenis_kelamin, residence_area_code, nama_ibu,"
    " segment_code, programme_codes, active_from) from stdin"
)


def main() -> None:
    """Train, then compare with the shipped model or, if asked, put the new one in its place."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory() as name, running_server(Path(name)) as address:
        made = trained(address, Path(name), people_count=PEOPLE, row_count=ROWS)
        shipped = files.SHIPPED / files.SHIPPED_VERSION
        if wanted.write:
            shutil.rmtree(shipped, ignore_errors=True)
            shutil.copytree(made, shipped)
            sys.stdout.write(f"{shipped} is written.\n")
        elif differing := [each.name for each in made.iterdir() if not _is_same(each, shipped / each.name)]:
            sys.exit(
                f"Not as shipped: {', '.join(sorted(differing))}. --write puts the new model in its place."
            )
        else:
            sys.stdout.write(f"Model {files.SHIPPED_VERSION} is, byte for byte, what this code trains.\n")


def trained(address: str, folder: Path, *, people_count: int, row_count: int) -> Path:
    """Train a model on invented people, in a warehouse of its own; return its folder."""
    rng = random.Random(SEED)
    invented, homes = people.population(rng, people_count)
    registered = sorted(rng.sample(range(people_count), round(people_count * rows.REGISTERED)))
    members = rows.members(rng, invented, registered, homes)
    listed = rows.rows(rng, invented, registered, homes, row_count)
    with installation(address, folder) as here:
        os.environ.update(here.environment)
        settings.load.cache_clear()
        write_private(settings.load().folder("secrets") / secret.NAME, SECRET)
        with psycopg.connect(here.dsn) as connection:
            put_members(connection, members)
            ask(connection, listed)
            odds, words, pairs = train.train(connection, ROWS_AT_MOST)
    place = folder / "model"
    told = f"{pairs} pairs of invented people"
    files.write(place, version=files.SHIPPED_VERSION, odds=odds, words=words, trained_on=told)
    return place


def put_members(connection: Connection, members: Sequence[Row]) -> None:
    """Load the memberships, number the members and describe them."""
    with loads.load(connection, "register") as under_way, connection.cursor().copy(MEMBERSHIP) as copy:
        for number, row in enumerate(members, start=2):
            head = (under_way.load_no, 1, number, "", f"I{number:09d}")
            copy.write_row((*head, *astuple(row), "BPU", "JKK,JKM", "2024-01-01"))
    resolve.persons(connection)
    connection.execute("analyze")


def ask(connection: Connection, listed: Sequence[Row]) -> None:
    """Make the rows those to match."""
    connection.execute(f"create temporary table row_to_match ({ROW_COLUMNS}) on commit drop")
    with connection.cursor().copy("copy row_to_match from stdin") as copy:
        for number, row in enumerate(listed, start=2):
            copy.write_row((99, 1, 1, 1, number, "2024-10", 1, "pemda_rentan", "accepted", *astuple(row)))
    make_room(connection)


def _is_same(made: Path, shipped: Path) -> bool:
    return shipped.exists() and made.read_bytes() == shipped.read_bytes()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="put the new model in place of the shipped one")
    return parser.parse_args()


if __name__ == "__main__":
    main()

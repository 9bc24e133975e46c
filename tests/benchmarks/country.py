"""A register and lists of the same people, of any size, as the files an installation is sent.

Every kabupaten has 10.000 people on its list at most; the first two in five of them are members, and
beside them the register holds people on no list, so that it has as many members as there are people on lists.
"""

import csv
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

from cakupan.register.contract import contracts

from benchmarks import rosters
from benchmarks.rosters import Area

PEOPLE = 10_000
LISTED_MEMBERS = 0.4
UNLISTED_FROM = 50_000  # numbers of people nobody lists
NEW = 0.05
CHANGED_EVERY = 50
KIND = "pemda_rentan"
CATEGORIES = ("PETANI", "NELAYAN", "BURUH", "PEDAGANG", "TRANSPORTASI")
COLUMNS = (
    "membership_id", "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "segment_code",
    "programme_codes", "npp", "category_code", "funding_code", "office_code", "work_area_code",
    "residence_area_code", "active_from", "active_to", "paid_through",
)  # fmt: skip
Row = dict[str, str | int]


def areas(rows: int) -> Sequence[Area]:
    """Return the kabupaten that this many people are listed by."""
    return rosters.regencies()[: max(1, rows // PEOPLE)]


def each(rows: int) -> int:
    """Return how many people each of them lists."""
    return min(rows, PEOPLE)


def write_reference(folder: Path, rows: int) -> None:
    """Write partners, what they owe, and workforces."""
    listed = [*areas(rows), _late_area(rows)]
    owed = {
        "roster_kind": KIND, "frequency": "monthly", "due_day": 5, "list_mode": "full",
        "carry_forward": "false", "funding_code": "APBD_KAB", "valid_from": "2020-01-01",
    }  # fmt: skip
    workers = {"basis": "D1", "segment_code": "TOTAL", "workers": 4 * PEOPLE, "valid_from": "2020-01-01"}
    _write(
        folder,
        "full",
        partner=[
            {"partner_id": f"pemda-{area.code}", "partner_name": area.name, "area_code": area.code}
            for area in listed
        ],
        obligation=[{"partner_id": f"pemda-{area.code}", **owed} for area in listed],
        workforce=[{"area_code": area.code, "source": "sintetis", **workers} for area in listed],
    )


def write_register(folder: Path, rows: int, processes: int) -> Path:
    """Write every membership at the end of October 2024, and return its file."""
    folder.mkdir(parents=True)
    (folder / "extract.json").write_text('{"membership": "full"}')
    with ProcessPoolExecutor(processes) as pool:
        texts = pool.map(partial(_memberships, count=each(rows)), areas(rows), chunksize=2)
        return _concatenate(folder / "membership.csv", texts)


def write_changes(folder: Path, rows: int) -> None:
    """Write what a month changes: one membership in fifty paid further, and new ones."""
    count = each(rows)
    changed = (
        {**row, "paid_through": "2024-11-30"}
        for area in areas(rows)
        for row in _members(area, count)
        if int(str(row["membership_id"])[-4:]) % CHANGED_EVERY == 7
    )
    new = (
        row
        for area in areas(rows)
        for row in _people(area, 2 * UNLISTED_FROM, round(count * NEW), "2024-11-05")
    )
    _write(folder, "delta", membership=[*chain(changed, new)])


def write_lists(store: Path, rows: int, processes: int, month: str = "2024-10") -> list[Path]:
    """Write every list of a month into a store like the inbox; after October one person in twenty is new."""
    first = 0 if month <= "2024-10" else round(each(rows) * NEW)
    paths = [store / f"pemda-{area.code}" / KIND / month / "daftar.csv" for area in areas(rows)]
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(partial(_list, count=each(rows), first=first), paths, areas(rows), chunksize=5))
    return paths


def write_late_list(store: Path, rows: int, people: int) -> None:
    """Write the list of the kabupaten that sent none in time."""
    area = _late_area(rows)
    _list(store / f"pemda-{area.code}" / KIND / "2024-10" / "daftar.csv", area, count=people, first=0)


def _late_area(rows: int) -> Area:
    return rosters.regencies()[len(areas(rows))]


def _list(path: Path, area: Area, *, count: int, first: int) -> None:
    """Write a list of the month its folder names, come on the fourth of the next one."""
    rosters.write_csv(path, area, count, first=first)
    came = datetime.fromisoformat(f"{path.parent.name}-28T03:00+00:00") + timedelta(days=7)
    os.utime(path, (came.timestamp(), came.timestamp()))


def _memberships(area: Area, *, count: int) -> str:
    lines = (",".join(map(str, row.values())) for row in _members(area, count))
    return "".join(f"{line}\n" for line in lines)


def _members(area: Area, count: int) -> Iterator[Row]:
    listed = round(count * LISTED_MEMBERS)
    yield from _people(area, 0, listed, "2023-02-01")
    yield from _people(area, UNLISTED_FROM, count - listed, "2021-06-01")


def _people(area: Area, first: int, count: int, active_from: str) -> Iterator[Row]:
    place = area.code.replace(".", "")
    for number, person in enumerate(rosters.people(area, count, first=first, wrong_every=10**9), start=first):
        _, nik, name, born, sex, *_ = person
        is_paid_by_employer = number % 3 > 0
        yield dict(
            zip(
                COLUMNS,
                (
                    f"M{place}{number:07d}", nik.replace(" ", ""), f"{place}{number:07d}", name,
                    "-".join(reversed(born.split("-"))), sex, "PU" if is_paid_by_employer else "BPU",
                    "JKK+JKM+JHT+JP" if is_paid_by_employer else "JKK+JKM",
                    f"NPP{place}{number % 50:03d}" if is_paid_by_employer else "", CATEGORIES[number % 5],
                    "PEMBERI_KERJA" if is_paid_by_employer else "MANDIRI", f"KC-{int(place) % 40:02d}",
                    area.code, area.code, active_from, "2024-06-30" if number % 20 == 0 else "",
                    "2024-10-31" if number % 7 else "2024-03-31",
                ),
                strict=True,
            )
        )  # fmt: skip


def _concatenate(path: Path, texts: Iterator[str]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(COLUMNS) + "\n")
        stream.writelines(texts)
    return path


def _write(folder: Path, mode: str, **tables: Sequence[Row]) -> None:
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        names = [column.name for column in contracts()[name].columns if not column.is_optional]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names, restval="")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "extract.json").write_text(json.dumps(dict.fromkeys(tables, mode)))

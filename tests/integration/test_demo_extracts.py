"""The demo world on disk, added up without the pipeline: the published figures are in the data."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from cakupan.demo import world

NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
GRACE = pd.DateOffset(months=3)
DAYS = ("active_from", "active_to", "paid_through", "paid_on", "starts_on", "ends_on", "baseline_on")
NUMBERS = ("workers", "rupiah", "cases", "active_workers", "members")


@dataclass(frozen=True, kw_only=True)
class Month:
    """The register of one month as an analyst would open it; the year so far from first to last day."""

    tables: dict[str, pd.DataFrame]
    first: pd.Timestamp
    last: pd.Timestamp

    def active(self, area_code: str, segment: str, first: pd.Timestamp | None = None) -> pd.DataFrame:
        """Return memberships active on some day from `first` (the beginning of the year) to the last day."""
        rows = self.tables["membership"]
        rows = rows[rows["work_area_code"].eq(area_code) & rows["segment_code"].eq(segment)]
        covered = rows["paid_through"].where(rows["funding_code"].eq("MANDIRI")) + GRACE
        ends = pd.concat([rows["active_to"], covered], axis=1).min(axis=1)
        return rows[(rows["active_from"] <= self.last) & (ends.isna() | (ends >= (first or self.first)))]

    def construction(self, area_code: str) -> int:
        """Return the headcount of the projects that ran in the year so far."""
        rows = self.tables["project"]
        runs = (rows["starts_on"] <= self.last) & (rows["ends_on"] >= self.first)
        is_registered = rows["is_registered"].astype("str").str.lower().eq("true")
        return int(rows.loc[runs & is_registered & rows["area_code"].eq(area_code), "workers"].sum())


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of an extract, dates as dates and numbers as numbers."""
    tables = {}
    for name in json.loads((folder / "extract.json").read_text()):
        path = folder / f"{name}.parquet"
        table = pd.read_parquet(path) if path.exists() else pd.read_csv(path.with_suffix(".csv"), dtype=str)
        for column in table.columns:
            if column in DAYS:
                table[column] = pd.to_datetime(table[column])
            if column in NUMBERS:
                table[column] = table[column].astype("int64")
        tables[name] = table
    return tables


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with everything that ever arrives in the story."""
    folder = tmp_path_factory.mktemp("demo")
    for step in world.STEPS:
        world.write(folder, step)
    return folder


@pytest.fixture(scope="module")
def october(home: Path) -> Month:
    """October 2024."""
    tables = read(home / "extracts" / "2024-11-04-register")
    return Month(tables=tables, first=pd.Timestamp("2024-01-01"), last=pd.Timestamp("2024-10-31"))


@pytest.fixture(scope="module")
def september(home: Path) -> Month:
    """September 2025."""
    tables = read(home / "extracts" / "2025-10-03-register")
    return Month(tables=tables, first=pd.Timestamp("2025-01-01"), last=pd.Timestamp("2025-09-30"))


def workers(home: Path, folder: str, area_code: str) -> dict[str, int]:
    """Return the D1 denominators an extract states for an area."""
    rows = read(home / "extracts" / folder)["workforce"]
    rows = rows[rows["basis"].eq("D1") & rows["area_code"].eq(area_code)]
    return dict(zip(rows["segment_code"], rows["workers"].astype(int), strict=True))


def percent(numerator: int, denominator: int) -> str:
    """Return a percentage as printed, halves away from zero."""
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")


def test_kab_tegal_is_covered_as_was_published_for_2024(home: Path, october: Month) -> None:
    earners, own = october.active("33.28", "PU"), october.active("33.28", "BPU")
    pu, bpu, jakon = earners["nik"].nunique(), own["nik"].nunique(), october.construction("33.28")
    persons = pd.concat([earners["nik"], own["nik"]]).nunique()

    of = workers(home, "2024-01-05-referensi", "33.28")

    assert 543_474 <= of["TOTAL"] <= 543_609
    assert of["TOTAL"] == of["PU"] + of["BPU"] + of["JAKON"]
    assert percent(pu, of["PU"]) == "64,23"
    assert percent(bpu, of["BPU"]) == "12,39"
    assert percent(jakon, of["JAKON"]) == "34,35"
    assert percent(persons + jakon, of["TOTAL"]) == "30,29"
    assert persons < pu + bpu  # some earn wages and work for themselves, and count once


def test_kab_tegal_at_the_end_of_the_month_is_less_than_in_the_year_so_far(october: Month) -> None:
    now = october.active("33.28", "BPU", first=october.last)
    so_far = october.active("33.28", "BPU")
    in_grace = now[now["paid_through"].lt(october.last) & now["funding_code"].eq("MANDIRI")]

    assert len(in_grace) > 1_000
    assert 0.7 < now["nik"].nunique() / so_far["nik"].nunique() < 0.95
    assert october.active("33.28", "PU")["nik"].duplicated().sum() > 1_000  # changed jobs: two memberships


def test_benefits_of_kab_tegal_in_2024_are_twenty_one_milliard(october: Month) -> None:
    rows = october.tables["claim"]
    rows = rows[rows["area_code"].eq("33.28") & rows["paid_on"].between(october.first, october.last)]

    assert rows["rupiah"].sum() == 21_000_000_000
    assert set(rows["programme_code"]) == {"JKK", "JKM", "JHT", "JP", "JKP"}
    assert rows["rupiah"].min() > 0


def test_kota_tegal_is_covered_as_was_published_of_2025_says(home: Path, september: Month) -> None:
    pu = set(september.active("33.76", "PU")["nik"])
    bpu = set(september.active("33.76", "BPU")["nik"])
    of = workers(home, "2025-10-03-referensi", "33.76")

    assert (len(pu), of["PU"]) == (33_035, 55_201)
    assert (len(bpu), of["BPU"]) == (12_314, 37_880)
    assert (september.construction("33.76"), of["JAKON"]) == (7_509, 7_509)
    assert (len(pu | bpu) + 7_509, of["TOTAL"]) == (52_858, 100_590)


def test_each_shoe_maker_stands_where_its_pledge_says(home: Path, september: Month) -> None:
    pledged = read(home / "extracts" / "2025-10-03-referensi")["commitment"].set_index("npp")
    held = september.tables["membership"]
    held = held[held["npp"].isin(pledged.index) & held["segment_code"].eq("PU")]

    def members(day: pd.Timestamp) -> pd.Series:
        on = held[(held["active_from"] <= day) & (held["active_to"].isna() | (held["active_to"] >= day))]
        return on.groupby("npp")["nik"].nunique().reindex(pledged.index)

    before, now = members(pledged["baseline_on"].iloc[0]), members(september.last)
    share = (now - before) / pledged["active_workers"]

    assert before.equals(pledged["members"].astype("int64"))
    assert (share >= 0.2).sum() == 5
    assert (share == 0.2).sum() == 1
    assert (share == 0).sum() == 1
    assert (share < 0).sum() == 1
    assert (now <= pledged["active_workers"]).all()


def test_the_vulnerable_of_tanjung_jabung_barat_are_two_thousand_most_of_them_members(
    home: Path, october: Month
) -> None:
    folder = home / "inbox" / "pemda-15.06" / "pemda_rentan" / "2024-03"
    listed = [number for path in folder.iterdir() for text in texts(path) for number in NIK.findall(text)]
    members = october.tables["membership"]
    members = members[members["nik"].isin(listed)]
    active = members[members["active_to"] >= october.last]

    assert 2_000 <= len(set(listed)) <= 2_041  # the rest are rows with a fault
    assert 1_800 < active["nik"].nunique() < members["nik"].nunique() < 1_950
    assert set(members["funding_code"]) == {"APBD_KAB"}


def test_the_fifty_interns_have_three_programmes_each(september: Month) -> None:
    interns = september.tables["membership"]
    interns = interns[interns["category_code"].eq("MAGANG") & interns["work_area_code"].eq("35.21")]

    assert interns["nik"].nunique() == len(interns) == 50
    assert set(interns["programme_codes"]) == {"JKK+JKM+JHT"}
    assert (interns["active_from"] <= september.last).all()
    assert (interns["active_to"] >= september.last).all()


def test_the_register_has_hundreds_of_thousands_and_the_second_extract_brings_changes(
    october: Month, september: Month
) -> None:
    before = october.tables["membership"].set_index("membership_id")
    after = september.tables["membership"].set_index("membership_id")
    both = before.index.intersection(after.index)
    moved = (before.loc[both, "active_to"].ne(after.loc[both, "active_to"])) & after.loc[
        both, "active_to"
    ].notna()

    assert len(before) > 300_000
    assert len(after.index.difference(before.index)) > 50_000
    assert len(before.index.difference(after.index)) > 10_000
    assert moved.sum() > 5_000
    assert before.index.is_unique
    assert after.index.is_unique


def is_synthetic(nik: pd.Series) -> pd.Series:
    """Say of each NIK whether its kecamatan is 99 and the rest is well formed."""
    day = nik.str.slice(6, 8).astype(int)
    text = nik.str.slice(8, 12) + (day - (day > 40) * 40).astype(str).str.zfill(2)
    born = pd.to_datetime(text, format="%m%y%d", errors="coerce")
    return nik.str.fullmatch(r"\d{4}99\d{10}") & born.notna() & nik.str.slice(12).ne("0000")


def test_nobody_in_the_register_can_exist(october: Month, september: Month) -> None:
    for month in (october, september):
        members = month.tables["membership"]
        day = members["nik"].str.slice(6, 8).astype(int)

        assert is_synthetic(members["nik"]).all()
        assert (day > 40).equals(members["jenis_kelamin"].eq("P"))
        assert members.groupby("nik")[["nama", "tanggal_lahir", "kpj"]].nunique().max().max() == 1


def texts(path: Path) -> list[str]:
    """Return every cell of a roster file as text; of what is no workbook, nothing."""
    if path.suffix == ".csv":
        encoding = "utf-16" if path.read_bytes()[:2] == b"\xff\xfe" else "cp1252"
        return [path.read_text(encoding=encoding)]
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except Exception:  # noqa: BLE001 - the broken files are broken on purpose
        return []
    return [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]


def test_nobody_on_a_roster_can_exist(home: Path) -> None:
    found = [
        number
        for path in sorted((home / "inbox").rglob("*.*"))
        for text in texts(path)
        for number in NIK.findall(text)
    ]

    assert len(found) > 15_000
    assert {number for number in found if number[4:6] != "99"} == set()


def digest(folder: Path) -> dict[str, str]:
    """Return path to hash and time of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        + (str(path.stat().st_mtime) if "inbox" in path.parts else "")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_world_is_the_same_in_another_process(home: Path, tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from cakupan.demo import world\n"
        "for step in reversed(world.STEPS): world.write(pathlib.Path(sys.argv[1]), step)"
    )

    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        env={
            **os.environ,
            "PYTHONHASHSEED": "7",
            "PYTHONPATH": str(Path(world.__file__).parents[2]),
            "TZ": "Asia/Tokyo",
        },
    )

    assert digest(tmp_path) == digest(home)

"""Rosters of people who cannot exist, as partners write them: one row in a hundred has something wrong."""

import io
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TextIO

import xlsxwriter
from cakupan import indonesian
from cakupan.reference import areas

HEADER = ("No", "NIK", "Nama", "Tgl Lahir", "L/P", "Alamat", "Desa", "Kecamatan", "Pekerjaan")
FIRST_DAY = date(1965, 1, 1)
DAYS = 14_000  # born from 1965 to 2003: of working age on every list here
SERIALS = 9_998
FIRST_NAMES = (
    "SITI", "AGUS", "SRI", "BUDI", "DEWI", "EKO", "RINA", "JOKO", "WATI", "HADI", "NUR", "SLAMET", "YANTI",
    "IMAM", "TUTI", "ARIF", "LINA",
)  # fmt: skip
LAST_NAMES = (
    "LESTARI", "SANTOSO", "WULANDARI", "PRASETYO", "HIDAYAT", "SUSANTI", "NUGROHO", "RAHAYU", "SAPUTRA",
    "KUSUMA", "MAULANA", "UTAMI", "WIBOWO",
)  # fmt: skip
MIDDLE_NAMES = (
    "ADI", "AYU", "BAYU", "CAHYA", "DIAN", "DWI", "ENDAH", "FAJAR", "GALIH", "HENDRA", "INDAH", "JATI",
    "KARTIKA", "LAKSMI", "MEGA", "NOVI", "OKTA", "PUTRA", "PUTRI", "RATNA", "SARI", "SURYA", "TIRTA",
    "TRI", "UMI", "VITA", "WAHYU", "YUDHA", "ZAENAL",
)  # fmt: skip
JOBS = ("petani", "buruh tani", "nelayan", "pedagang", "tukang batu", "ojek", "penjahit", "peternak")
OLD_SPELLINGS = {"Februari": "Pebruari", "November": "Nopember"}
MONTH_NAMES = [OLD_SPELLINGS.get(name, name) for name in indonesian.MONTHS]
RECEIVED_AT = datetime(2024, 11, 4, 3, tzinfo=UTC).timestamp()  # a young file may still be written to
Row = list[str]


@dataclass(frozen=True, kw_only=True)
class Area:
    """A kabupaten, kota or desa with the desa and kecamatan its people live in."""

    code: str
    name: str
    villages: Sequence[tuple[str, str]]

    @property
    def nik_prefix(self) -> str:
        """Province and kabupaten, and the kecamatan part that exists nowhere."""
        return self.code[:5].replace(".", "") + "99"


@cache
def regencies() -> list[Area]:
    """Return every kabupaten and kota in force with its villages."""
    frame = areas.frame()
    frame = frame[frame["valid_to"].isna()]
    names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
    found: dict[str, list[tuple[str, str]]] = {}
    for code in frame.loc[frame["level"] == "village", "area_code"]:
        found.setdefault(code[:5], []).append((names[code], names[code[:8]]))
    return [Area(code=code, name=names[code], villages=villages) for code, villages in found.items()]


@cache
def villages() -> list[Area]:
    """Return every desa and kelurahan in force."""
    frame = areas.frame()
    frame = frame[frame["valid_to"].isna()]
    names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
    codes = frame.loc[frame["level"] == "village", "area_code"]
    return [Area(code=code, name=names[code], villages=[(names[code], names[code[:8]])]) for code in codes]


@cache
def _days() -> list[tuple[str, str, str]]:
    """Each day as a NIK of a man and of a woman has it, and as people write it."""
    found = []
    for number in range(DAYS):
        day = FIRST_DAY + timedelta(days=number)
        found.append((f"{day:%d%m%y}", f"{day.day + 40}{day:%m%y}", f"{day:%d-%m-%Y}"))
    return found


def people(area: Area, count: int, *, first: int = 0, wrong_every: int = 100) -> Iterator[Row]:
    """Yield rows of HEADER; of every `wrong_every` one has something wrong, ten kinds of it in turn."""
    days, prefix, homes = _days(), area.nik_prefix, area.villages
    row: Row = []
    for number in range(first, first + count):
        day = days[((number % SERIALS) * 31 + number // SERIALS) % DAYS]
        is_woman = number % 2
        village, district = homes[number % len(homes)]
        before, row = row, [
            str(number + 1),
            f"{prefix}{day[is_woman]}{number % SERIALS + 1:04d}",
            f"{FIRST_NAMES[number % 17]} {MIDDLE_NAMES[number // 221 % 29]} {LAST_NAMES[number % 13]}",
            day[2],
            "P" if is_woman else "L",
            f"Jl. Melati No. {number % 90 + 1} RT 0{number % 9 + 1}",
            village,
            district,
            JOBS[number % 8],
        ]  # fmt: skip
        yield _with_mess(row, before, number // wrong_every % 10) if number % wrong_every == 7 else row


def _with_mess(row: Row, before: Row, kind: int) -> Row:
    number, nik, name, born, sex, street, village, district, job = row
    day, month, year = born.split("-")
    worded = f"{int(day)} {MONTH_NAMES[int(month) - 1]} {year}"
    messy: list[Row] = [
        [number, f"{nik[:6]} {nik[6:12]} {nik[12:]}", name, born, sex, street, village, district, job],
        [number, nik[:15], name, born, sex, street, village, district, job],
        [number, f"{nik[:13]}O{nik[14:]}", name, born, sex, street, village, district, job],
        [number, nik, name, "31-02-1987", sex, street, village, district, job],
        [number, nik, name, worded, sex, street, village, district, job],
        [number, nik, "", born, sex, street, village, district, job],
        [number, *before[1:]],
        [number, nik, name, born, sex, street, f"{village}x", district, job],
        [number, before[1], name, born, sex, street, village, district, job],
        [number, nik, name, born, "P" if sex == "L" else "L", street, village, district, job],
    ]
    return messy[kind]


def write_csv(path: Path, area: Area, rows: int, *, first: int = 0) -> None:
    """Write one delimited list with its header line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(";".join(HEADER) + "\r\n")
        _write_people(stream, area, first, rows)
    os.utime(path, (RECEIVED_AT, RECEIVED_AT))


def write_large_csv(path: Path, area: Area, rows: int, processes: int) -> None:
    """Write one delimited list, its parts at the same time."""
    write_csv(path, area, 0)
    share = -(-rows // (processes * 100)) * 100  # a wrong row may repeat the one before it
    starts = range(0, rows, share)
    parts = [path.with_name(f".part-{start}") for start in starts]
    with ProcessPoolExecutor(processes) as pool:
        counts = [min(share, rows - start) for start in starts]
        list(pool.map(_write_part, parts, [area] * len(parts), starts, counts))
    with path.open("ab") as whole:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, whole, 1 << 20)
            part.unlink()
    os.utime(path, (RECEIVED_AT, RECEIVED_AT))


def _write_part(path: Path, area: Area, first: int, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        _write_people(stream, area, first, rows)


def _write_people(stream: TextIO, area: Area, first: int, rows: int) -> None:
    stream.writelines(_line(row) for row in people(area, rows, first=first))


def _line(row: Row) -> str:
    """One line as a spreadsheet program writes it: there is a village called Ja"an."""
    line = ";".join(row)
    if '"' in line:
        line = ";".join('"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in row)
    return f"{line}\r\n"


def write_csvs(folder: Path, files: int, rows: int, processes: int) -> list[Path]:
    """Write a list per kabupaten below its partner's folder of October 2024; the paths."""
    paths = [
        folder / f"pemda-{area.code}" / "pemda_rentan" / "2024-10" / "daftar.csv"
        for area in regencies()[:files]
    ]
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(write_csv, paths, regencies()[:files], [rows] * files, chunksize=5))
    return paths


def village_workbook(area: Area, rows: int, *, wrong_every: int = 100) -> bytes:
    """Return a village's list: letterhead, ten columns, a numbering row, the people, total and signature."""
    village, district = area.villages[0]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "align": "center"})
        framed = book.add_format({"border": 1})
        sheet = book.add_worksheet("Daftar")
        sheet.set_column(1, 2, 22)
        sheet.merge_range(0, 0, 0, 9, f"PEMERINTAH DESA {village.upper()}", bold)
        sheet.merge_range(1, 0, 1, 9, "DAFTAR PEKERJA RENTAN EKOSISTEM DESA", bold)
        sheet.merge_range(2, 0, 2, 9, f"KECAMATAN {district.upper()} BULAN OKTOBER 2024", bold)
        columns = (*HEADER[:4], "L/P", "Alamat", "RT/RW", "Pekerjaan", "No HP", "Keterangan")
        sheet.write_row(4, 0, columns, bold)
        sheet.write_row(5, 0, [f"({number})" for number in range(1, 11)], bold)
        for number, person in enumerate(people(area, rows, wrong_every=wrong_every), start=6):
            no, nik, name, born, sex, street, _, _, job = person
            sheet.write_number(number, 0, int(no), framed)
            for column, text in enumerate((nik, name, born, sex, street, "002/003", job, "", ""), start=1):
                sheet.write_string(number, column, text, framed)
        sheet.write_row(rows + 6, 0, ["Jumlah", "", rows], bold)
        sheet.write_string(rows + 9, 7, "Mengetahui, Kepala Desa")
    return buffer.getvalue()


def write_villages(store: Path, count: int, rows: int, processes: int) -> None:
    """Write a workbook per village into a store."""
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_write_village, [store] * count, range(count), [rows] * count, chunksize=50))


def put_villages(store: Path, inbox: Path, count: int, inner: str) -> None:
    """Put workbooks of a store into their partners' folders, in the inner folders if any are given."""
    for area in villages()[:count]:
        target = inbox / f"desa-{area.code}" / inner / "daftar.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(store / f"{area.code}.xlsx", target)


def write_workbook(path: Path, data: bytes) -> None:
    """Write a workbook as one that came a while ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (RECEIVED_AT, RECEIVED_AT))


def _write_village(store: Path, number: int, rows: int) -> None:
    area = villages()[number]
    write_workbook(store / f"{area.code}.xlsx", village_workbook(area, rows))

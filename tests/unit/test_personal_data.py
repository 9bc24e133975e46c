"""The search for what tells of a person finds each kind of it, however it is written, and nothing else."""

import datetime as dt
from pathlib import Path

import personal_data
import pyarrow as pa
import pyarrow.parquet as pq

DATA = personal_data.PersonalData(
    keys=frozenset({"3328990101900001", "99000000017"}),
    names=frozenset({("SITI", "NUR", "AINI"), ("BUDI", "SANTOSO")}),
    days=frozenset({dt.date(1990, 1, 1), dt.date(1987, 11, 23), dt.date(2001, 1, 28)}),
)
TOLD = {
    "nik 3328990101900001.": ("key", "3328990101900001"),
    '{"kpj":"99000000017"}': ("key", "99000000017"),
    "a\tBudi Santoso\tb": ("name", "BUDI SANTOSO"),
    "Yth. Sdri. SITI NUR  AINI, di tempat": ("name", "SITI NUR AINI"),
    "hubungi 081234567890": ("phone", "081234567890"),
    "+6281234567890": ("phone", "+6281234567890"),
    "lahir 1990-01-01": ("birth date", "1990-01-01"),
    "TTL: Slawi, 23/11/1987": ("birth date", "1987-11-23"),
    "23-11-1987": ("birth date", "1987-11-23"),
    "1 Januari 1990": ("birth date", "1990-01-01"),
}
NOT_TOLD = (
    "sha256 a3328990101900001b",
    "0.3328990101900001",
    "43328990101900001",
    "3328990101900002",
    "Budi\nSantoso",  # the end of one line and the beginning of the next
    "BUDIMAN SANTOSO",
    "33.28.01.2001 and 64.03.28.01.2001",  # codes of areas
    "1990-01-02, 31 Februari 1990, 99/99/1990",
    "Rp21.000.000.000",
    "id=01a220ff-f135-77bc-8f51-086536429999",
)


def test_each_kind_is_found_however_it_is_written():
    assert {text: DATA.told_by(text) for text in TOLD} == {text: {one} for text, one in TOLD.items()}


def test_what_only_looks_alike_is_not():
    assert {text: told for text in NOT_TOLD if (told := DATA.told_by(text))} == {}


def test_a_file_is_unpacked_before_it_is_searched(tmp_path: Path):
    pq.write_table(
        pa.table({"nik": [3328990101900001], "lahir": [dt.date(1990, 1, 1)], "nama": ["Budi Santoso"]}),
        tmp_path / "fact.parquet",
        compression="zstd",
    )

    told = personal_data.in_files(DATA, [tmp_path / "fact.parquet"])

    assert {kind for _, found in told.items() for kind, _ in found} == {"key", "name", "birth date"}

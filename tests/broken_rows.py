"""One person each who breaks one row rule: code, severity, and the fields that break it."""

from datetime import date
from typing import Any

from builders import nik

BORN = date(1987, 8, 12)
NIK = nik(BORN, 1)

SINGLE_ROWS: list[tuple[str, str, dict[str, Any]]] = [
    ("NIK_KOSONG", "error", {"nik": "-", "pekerjaan": "petani"}),
    ("NIK_KOSONG", "error", {"nik": "0000000000000000"}),
    ("NIK_BEBERAPA", "error", {"nik": "3328991208870001\n3328991208870002"}),
    ("NIK_BEBERAPA", "error", {"nik": "3328991208870001 / 3328991208870002 / 3328991208870003"}),
    ("NIK_FORMAT", "error", {"nik": "332899120887001"}),
    ("NIK_FORMAT", "error", {"nik": "3328991208870000"}),
    ("NIK_FORMAT", "error", {"nik": "1111111111111111"}),
    ("NIK_FORMAT", "error", {"nik": "332899I208870001"}),
    ("NIK_TANGGAL", "error", {"nik": "3328993202870001"}),
    ("NIK_TANGGAL", "error", {"nik": "3328997202870001"}),
    ("NIK_PROVINSI", "error", {"nik": "2228991208870001"}),
    ("NIK_WILAYAH", "warning", {"nik": "3328771208870001"}),
    ("NIK_BUKAN_NIK", "error", {"nik": "198708122010011001"}),
    ("NIK_BUKAN_NIK", "error", {"nik": NIK, "no_kk": NIK}),
    ("NIK_PRESISI_HILANG", "error", {"nik": 3328991208870010}),
    ("NIK_PRESISI_HILANG", "error", {"nik": 9171991208870002}),
    ("NIK_PRESISI_HILANG", "error", {"nik": "3,32899E+15"}),
    ("NIK_ANGKA", "warning", {"nik": 3328991208870001}),
    ("NOMOR_PRESISI_HILANG", "warning", {"kpj": "1,23457E+10"}),
    ("NAMA_KOSONG", "error", {"nama": ".", "pekerjaan": "petani"}),
    ("TANGGAL_TIDAK_SAH", "warning", {"tanggal_lahir": "31-02-1987"}),
    ("TANGGAL_TIDAK_SAH", "warning", {"tanggal_lahir": "1987"}),
    ("MENINGGAL", "warning", {"keterangan": "Meninggal dunia, Mei 2024"}),
    ("MENINGGAL", "warning", {"keterangan": "ALM."}),
    ("NAMA_KOSONG", "error", {"nama": "12345", "pekerjaan": "petani"}),
    ("NAMA_RUSAK", "warning", {"nama": "SITI NUR\ufffdAINI"}),
    ("NAMA_RUSAK", "warning", {"nama": "NUR?AINI"}),
    ("NIK_PRESISI_HILANG", "error", {"nik": 3328991208870000}),
    ("NIK_TGL_BEDA", "warning", {"tanggal_lahir": "13-08-1987"}),
    ("NIK_JK_BEDA", "warning", {"jenis_kelamin": "Perempuan"}),
    ("JK_TIDAK_TERBACA", "warning", {"jenis_kelamin": "Cowok"}),
    ("JK_TIDAK_TERBACA", "warning", {"jenis_kelamin": "0"}),
    ("USIA_LEWAT", "error", {"nik": nik(date(1959, 10, 1), 1)}),
    ("USIA_DI_BAWAH", "error", {"nik": nik(date(2009, 10, 2), 1)}),
    ("USIA_DI_BAWAH", "warning", {"nik": nik(date(2009, 10, 1), 1)}),
    ("WILAYAH_TAK_DIKENAL", "warning", {"kecamatan": "Slawii"}),
    ("WILAYAH_TAK_DIKENAL", "warning", {"kode_desa": "XX.12"}),
    ("WILAYAH_TAK_DIKENAL", "warning", {"kode_desa": "33.28.77.2001"}),
    ("WILAYAH_GANDA", "warning", {"desa": "Kalisapu"}),
    ("WILAYAH_LUAR", "warning", {"kecamatan": "Tegal Barat"}),
]

"""Agreements with their work plans, targets: what is agreed, who does it by when, what is done."""

from collections.abc import Sequence

import pandas as pd

from cakupan.demo import companies, places

NKS = "nks-33.28-2024"
DECREE = "pks-15.06-2024"
VILLAGES = "kesepakatan-desa-64-2024"
AGREEMENT_COLUMNS = [
    "agreement_id",
    "agreement_kind",
    "title",
    "partner_id",
    "area_code",
    "signed_on",
    "valid_to",
]
ACTION_COLUMNS = [
    "agreement_id",
    "action_id",
    "action",
    "responsible",
    "due_on",
    "done_on",
    "document",
    "measure",
]
DEMO = "Dokumen demo"

FIRST = [
    (
        DECREE,
        "PKS",
        "Perjanjian Kerja Sama Perlindungan 2.000 Pekerja Rentan Tahun 2024 (demo)",
        "pemda-15.06",
        places.TANJAB_BARAT,
        "2024-02-12",
        "2024-12-31",
    ),
    (
        VILLAGES,
        "KESEPAKATAN",
        "Kesepakatan Kepesertaan Ekosistem Desa Kalimantan Timur (demo)",
        None,
        "64",
        "2024-03-05",
        "2026-12-31",
    ),
]
FIRST_ACTIONS = [
    (
        DECREE,
        "01",
        "Menetapkan daftar pekerja rentan dengan keputusan bupati",
        "Disnaker",
        "2024-03-15",
        "2024-03-18",
    ),
    (DECREE, "02", "Memadankan NIK dengan Disdukcapil", "Disdukcapil", "2024-05-31", "2024-05-20"),
    (
        DECREE,
        "03",
        "Menyerahkan kartu kepesertaan kepada penerima",
        "Kantor Cabang Jambi",
        "2024-08-31",
        "2024-11-15",
    ),
    (DECREE, "04", "Mengevaluasi daftar untuk anggaran 2025", "Bappeda", "2024-12-15", "2024-12-12"),
    (
        VILLAGES,
        "01",
        "Mendaftarkan seluruh perangkat desa",
        "DPMD tujuh kabupaten",
        "2024-09-30",
        "2024-09-27",
    ),
    (
        VILLAGES,
        "02",
        "Menganggarkan iuran pekerja rentan desa dalam APBDes",
        "Pemerintah desa",
        "2024-10-31",
        "2025-01-30",
    ),
    (
        VILLAGES,
        "03",
        "Monitoring dan evaluasi kepesertaan ekosistem desa",
        "DPMPD Provinsi",
        "2024-11-30",
        "2024-11-19",
    ),
]
NKS_ROW = (
    NKS,
    "NKS",
    "Nota Kesepakatan Sinergi Perluasan Kepesertaan Kabupaten Tegal",
    "pemda-33.28",
    places.KAB_TEGAL,
    "2024-11-26",
    "2027-11-25",
)
NKS_ACTIONS = [
    ("01", "Memfasilitasi kepesertaan kelompok petani", "Dinas Pertanian", "2025-03-31", "2025-03-19"),
    ("02", "Memfasilitasi kepesertaan kelompok nelayan", "Dinas Perikanan", "2025-03-31", "2025-04-11"),
    (
        "03",
        "Memfasilitasi kepesertaan pekerja konstruksi dan transportasi",
        "DPUPR dan Dishub",
        "2025-06-30",
        "2025-06-23",
    ),
    ("04", "Memfasilitasi kepesertaan guru tidak tetap", "Dinas Dikbud", "2025-06-30", None),
    (
        "05",
        "Memfasilitasi kepesertaan pekerja seni dan pelaku pariwisata",
        "Dinas Porapar",
        "2025-09-30",
        "2025-09-12",
    ),
    ("06", "Memeriksa bersama kepatuhan perusahaan", "Disperinaker", "2025-08-31", None),
    (
        "07",
        "Penghargaan perusahaan penyalur TJSL bagi pekerja rentan",
        "Bappeda dan KC Tegal",
        "2025-12-15",
        None,
    ),
    ("08", "Evaluasi tahunan pelaksanaan rencana kerja", "Sekretariat Daerah", "2025-11-30", None),
]
APRISINDO_ROW = (
    companies.AGREEMENT,
    "KOMITMEN",
    "Komitmen Bersama Aprisindo Jawa Tengah",
    "asosiasi-aprisindo-jateng",
    "33",
    "2025-09-11",
    "2026-09-10",
)
APRISINDO_ACTIONS = [
    (
        "01",
        "Mendaftarkan JKK dan JKM bagi pekerja yang belum terlindungi",
        "Perusahaan anggota",
        "2026-03-31",
        None,
    ),
    ("02", "Memanfaatkan aplikasi Jamsostek Mobile (JMO)", "Perusahaan anggota", "2025-10-31", None),
    ("03", "Membentuk tim kepatuhan perusahaan", "Perusahaan anggota", "2025-09-30", "2025-09-26"),
    ("04", "Menyelenggarakan forum evaluasi rutin", "Aprisindo dan Kanwil", "2025-09-30", None),
]


def _agreements(rows: Sequence[Sequence[str | None]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def _actions(rows: Sequence[Sequence[str | None]], known_on: str) -> pd.DataFrame:
    """Return actions as known on a day: what was done later is not yet done."""
    frame = pd.DataFrame(rows, columns=ACTION_COLUMNS[:6])
    is_done = frame["done_on"].notna() & (frame["done_on"].fillna("9999") <= known_on)
    return frame.assign(
        done_on=frame["done_on"].where(is_done, None),
        document=is_done.map({True: f"{DEMO}: berita acara", False: None}),
        measure="Berita acara pelaksanaan",
    )


def _of(
    agreement_id: str, rows: Sequence[tuple[str, str, str, str, str | None]]
) -> list[tuple[str | None, ...]]:
    return [(agreement_id, *row) for row in rows]


def first() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the agreements known before the first close; their actions as of the end of October 2024."""
    return _agreements(FIRST), _actions(FIRST_ACTIONS, "2024-10-31")


def nks() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the agreement signed on 26 November 2024 with its work plan, nothing of it done yet."""
    return _agreements([NKS_ROW]), _actions(_of(NKS, NKS_ACTIONS), "2024-11-28")


def second() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what is new or done by the end of September 2025."""
    actions = [*FIRST_ACTIONS, *_of(NKS, NKS_ACTIONS), *_of(companies.AGREEMENT, APRISINDO_ACTIONS)]
    return _agreements([APRISINDO_ROW]), _actions(actions, "2025-09-30")


def targets(year: int) -> pd.DataFrame:
    """Return the targets of coverage and of members that hold from January of a year; all synthetic."""
    values = {
        2024: {places.KAB_TEGAL: "38.00", places.KOTA_TEGAL: "50.00", places.TANJAB_BARAT: "40.00"},
        2025: {places.KAB_TEGAL: "45.00", places.KOTA_TEGAL: "58.00", places.TANJAB_BARAT: "44.00"},
    }
    members = {
        2024: {"target_members": "190000", "target_members:PU": "125000", "target_members:BPU": "55000"},
        2025: {"target_members": "235000", "target_members:PU": "140000", "target_members:BPU": "82000"},
    }
    stated = [
        *(("target_ucj", area_code, value) for area_code, value in values[year].items()),
        *((code, places.KAB_TEGAL, value) for code, value in members[year].items()),
    ]
    return pd.DataFrame(
        [
            {
                "indicator_code": code,
                "area_code": area_code,
                "period": f"{year}-01",
                "value": value,
                "document": f"{DEMO}: target sintetis {year}",
            }
            for code, area_code, value in stated
        ]
    )

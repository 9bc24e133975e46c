"""Denominators: how many workers there should be. Totals of public articles are real, all else synthetic."""

import numpy as np
import pandas as pd

from cakupan.demo import places
from cakupan.demo.randomness import stream

SYNTHETIC = "Data demo: angka sintetis, bukan angka resmi"
CARD = "Kartu data potensi pekerja (demo)"
COLUMNS = ["basis", "area_code", "segment_code", "workers", "valid_from", "source", "document"]
KAB_TEGAL = (
    "Data demo: sintetis, dipilih agar cakupan 30,29 / 64,23 / 12,39 / 34,35 persen terjadi"
    " (smpantura, 26 Nov 2024)"
)
KOTA_TEGAL = "Potensi pekerja Kota Tegal, dikutip puskapik.com 28 Sep 2025"
TANJAB_BARAT = "Jumlah dari jambi.antaranews.com 2025 (41.691 + 70.798); pembagian segmen sintetis"


def first() -> pd.DataFrame:
    """Return the lists known from the beginning of 2024."""
    return pd.concat(
        [
            _segments(
                places.KAB_TEGAL, "2024-01-01", {"PU": 181_406, "BPU": 334_956, "JAKON": 27_179}, KAB_TEGAL
            ),
            _segments(
                places.KOTA_TEGAL, "2024-01-01", {"PU": 54_806, "BPU": 37_611, "JAKON": 7_453}, SYNTHETIC
            ),
            _segments(
                places.TANJAB_BARAT, "2024-01-01", {"PU": 51_920, "BPU": 55_280, "JAKON": 5_289}, TANJAB_BARAT
            ),
            villages(),
        ],
        ignore_index=True,
    )


def second() -> pd.DataFrame:
    """Return what became known in 2025."""
    return _segments(
        places.KOTA_TEGAL, "2025-01-01", {"PU": 55_201, "BPU": 37_880, "JAKON": 7_509}, KOTA_TEGAL
    )


def _segments(area_code: str, valid_from: str, workers: dict[str, int], source: str) -> pd.DataFrame:
    rows = [
        ("D1", area_code, segment, number, valid_from, source, CARD)
        for segment, number in [*workers.items(), ("TOTAL", sum(workers.values()))]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def villages() -> pd.DataFrame:
    """Return the reference workforce of every desa of the seven kabupaten of Kaltim, some of them tiny."""
    codes = [
        code for regency in places.KALTIM for code in places.villages_of(regency, only_desa=True)["area_code"]
    ]
    workers = np.clip(stream("workforce/desa").lognormal(5.5, 0.62, len(codes)), 38, 2_400).astype(int)
    return pd.DataFrame(
        {
            "basis": "desa",
            "area_code": codes,
            "segment_code": "TOTAL",
            "workers": workers,
            "valid_from": "2024-01-01",
            "source": SYNTHETIC,
            "document": "Pendataan pekerja desa (demo)",
        }
    )

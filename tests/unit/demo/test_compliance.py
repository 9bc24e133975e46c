"""What supervision knows of synthetic employers is written as its contract asks."""

import io

import numpy as np
import pandas as pd
from cakupan.demo import compliance, extracts


def test_counts_and_amounts_are_whole_though_others_have_none() -> None:
    count = 400
    firms = pd.DataFrame(
        {
            "npp": [f"9{number:07d}" for number in range(count)],
            "nama_perusahaan": "PT Contoh",
            "area_code": "33.28",
            "office_code": "KC-TEGAL",
            "scale": "besar",
            "active_workers_reported": np.arange(count, dtype="int64"),
        }
    )

    written = extracts.as_text(compliance.with_findings(firms)).to_csv(index=False)
    read = pd.read_csv(io.StringIO(written), dtype=str)

    numbers = [
        "active_workers_reported",
        "workers_found",
        "payroll_reported",
        "payroll_found",
        "arrears_rupiah",
    ]
    for name in numbers:
        told = read[name].dropna()
        assert len(told) and told.str.fullmatch(r"\d+").all(), name
    assert read["active_workers_reported"].isna().any()

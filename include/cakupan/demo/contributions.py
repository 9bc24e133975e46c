"""Contributions of one month: the self-paying members of Kab. Tegal and Kota Tegal, per programme."""

import numpy as np
import pandas as pd

from cakupan.demo import places
from cakupan.demo.randomness import stream

RUPIAH = {"JKK": 10_000, "JKM": 6_800, "JHT": 20_000}


def of_month(membership: pd.DataFrame, month: str) -> pd.DataFrame:
    """Return what self-paying members paid for one month, given the membership table of that time."""
    last_day = (np.datetime64(month, "M") + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    paying = membership[
        membership["work_area_code"].isin([places.KAB_TEGAL, places.KOTA_TEGAL])
        & membership["funding_code"].eq("MANDIRI")
        & (membership["paid_through"] >= last_day)
    ]
    days = stream(f"contributions/{month}").integers(0, 25, len(paying)).astype("timedelta64[D]")
    paid_on = np.datetime64(f"{month}-03") + days
    parts = [
        pd.DataFrame(
            {
                "membership_id": paying["membership_id"],
                "month": month,
                "programme_code": programme,
                "rupiah": rupiah,
                "paid_on": paid_on,
            }
        )[paying["programme_codes"].str.contains(programme)]
        for programme, rupiah in RUPIAH.items()
    ]
    return pd.concat(parts).sort_values(["membership_id", "programme_code"], ignore_index=True)

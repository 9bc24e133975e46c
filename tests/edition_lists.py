"""The lists of the made-up edition: actions, submissions, villages, denominators."""

from typing import Any

import pandas as pd
from edition_source import AREAS


def overlapping() -> list[dict[str, Any]]:
    """Three people whose contribution may be paid twice; of the second no rate is known."""
    person = {"area_code": "33.28", "area_name": "Kabupaten Tegal", "partner_names": "Desa Satu; PT Contoh"}
    person |= {"funding_names": "APBDes; CSR/TJSL", "rupiah": 8400, "has_rate": True}
    return [
        person | {"person_no": 7},
        person | {"person_no": 8, "rupiah": 0, "has_rate": False},
        person | {"person_no": 9, "rupiah": 16800},
    ]


def lists(villages: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    """The lists that stand beside the figures, with a partner's name that looks like a formula."""
    action = {
        "agreement_id": "nks-1",
        "agreement_title": "Nota Kesepakatan Sinergi Contoh",
        "area_code": "33.28",
    }
    return {
        "agreement_actions": pd.DataFrame(
            [
                action
                | {
                    "action_id": "01",
                    "action": "Mendaftarkan petani",
                    "responsible": "Dinas Pertanian",
                    "due_on": "2024-06-30",
                    "done_on": "2024-06-20",
                    "status": "done",
                },
                action
                | {
                    "action_id": "02",
                    "action": "Mendaftarkan nelayan",
                    "responsible": "Dinas Perikanan",
                    "due_on": "2024-09-30",
                    "done_on": None,
                    "status": "overdue",
                },
                action
                | {
                    "action_id": "03",
                    "action": "Menilai rencana kerja",
                    "responsible": None,
                    "due_on": "2024-12-15",
                    "done_on": None,
                    "status": "planned",
                },
            ]
        ),
        "funding_overlaps": pd.DataFrame(overlapping()),
        "obligations": pd.DataFrame(
            [
                {
                    "partner_id": partner,
                    "partner_name": name,
                    "roster_kind": "desa_perangkat",
                    "area_code": "33.28.01.2001",
                    "due_on": "2024-11-05",
                    "is_received": received,
                }
                for partner, name, received in (
                    ("desa-1", "=cmd|' /C calc'!A1", True),
                    ("desa-3", "Desa <i>Belum</i> & Kirim", False),
                )
            ]
        ),
        "submissions": pd.DataFrame(
            [
                {
                    "submission_id": "s7",
                    "partner_id": "desa-1",
                    "partner_name": "=cmd|' /C calc'!A1",
                    "area_code": "33.28.01.2001",
                    "roster_kind": "desa_perangkat",
                    "period": "2024-10",
                    "received_on": "2024-10-20",
                    "outcome": "refused",
                    "refusal_code": "TANPA_DATA",
                },
                {
                    "submission_id": "s8",
                    "partner_id": "desa-2",
                    "partner_name": "Desa <b>Contoh</b> & Co",
                    "area_code": None,
                    "roster_kind": "desa_perangkat",
                    "period": None,
                    "received_on": "2024-10-21",
                    "outcome": "held",
                    "refusal_code": None,
                },
            ]
        ),
        "villages": pd.DataFrame(
            [
                {
                    "area_code": row["area_code"],
                    "area_name": row["area_name"],
                    "district_name": "Kecamatan Contoh",
                    "regency_code": row["area_code"][:5],
                    "regency_name": AREAS[row["area_code"][:5]],
                    "rank": row["rank"],
                    "peer_count": row["peer_count"],
                    "is_ranked": row["rank"] is not None,
                }
                for row in villages
            ]
        ),
        "denominators": pd.DataFrame(
            [
                {
                    "area_code": "33.28",
                    "area_name": "Kabupaten Tegal",
                    "segment_code": segment,
                    "basis": "D1",
                    "source": "Potensi pekerja (contoh)",
                    "document": None,
                    "valid_from": "2024-01-01",
                }
                for segment in ("PU", "BPU")
            ]
        ),
    }

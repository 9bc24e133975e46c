"""A made-up edition in which every page has something to show."""

from typing import Any

import pandas as pd
from cakupan.reports.source import ReportSource
from edition_lists import lists
from edition_source import coverage, facts, figure, frame, target

FUNDINGS = {"APBD_KAB": "APBD Kabupaten/Kota", "CSR": "CSR/TJSL"}
PROGRAMMES = {"JKK": "Jaminan Kecelakaan Kerja", "JKM": "Jaminan Kematian", "JHT": "Jaminan Hari Tua"}
KINDS = {"pemda_rentan": "Pekerja rentan pemerintah daerah", "magang": "Peserta magang"}
CAUSES = {"NIK_FORMAT": "NIK bukan 16 angka", "NAMA_KOSONG": "Nama kosong"}
COMPANIES = {"10000001": "PT Contoh Sepatu Satu", "10000002": "PT Contoh Sepatu Dua"}
KUTAI, BERAU = "64.02", "64.03"


def vulnerable() -> list[dict[str, Any]]:
    """Handed over, registered and active, with what is excluded from the rosters."""
    counts = {
        "vulnerable_handed_over": (1_990, 10),
        "vulnerable_registered": (1_951, 9),
        "vulnerable_active": (1_902, 8),
    }
    made = []
    for code, (kabupaten, sponsored) in counts.items():
        at_most = {"possible": 12, "upper_bound": "1922"} if code == "vulnerable_active" else {"possible": 0}
        for area in ("15.06", "ID"):
            made.append(figure(code, area, kabupaten + sponsored, unknown=78, **at_most))
        for slice_code, count in zip(FUNDINGS, (kabupaten, sponsored), strict=True):
            made.append(
                figure(code, "15.06", count, slicing="funding", slice=slice_code, name=FUNDINGS[slice_code])
            )
    causes = {"NIK_FORMAT": 14, "NAMA_KOSONG": 3}
    shared = {"excluded": 17, "excluded_causes": causes, "lower_bound": "94.70"}
    shared |= {"possible": 12, "upper_bound": "96.10", "unknown": 78}
    made.append(figure("roster_coverage", "15.06", 1_910, 2_000, **shared))
    made.append(
        figure(
            "roster_coverage",
            "15.06",
            1_902,
            1_990,
            slicing="funding",
            slice="APBD_KAB",
            name=FUNDINGS["APBD_KAB"],
            **shared,
        )
    )
    made.append(figure("roster_coverage", "ID", 1_910, 2_000, **shared))
    made.append(
        figure(
            "roster_coverage",
            "ID",
            1_910,
            2_000,
            slicing="kind",
            slice="pemda_rentan",
            name=KINDS["pemda_rentan"],
            **shared,
        )
    )
    partner = {"slicing": "partner", "slice": "pemda-15.06", "name": "Pemerintah Kabupaten Contoh"}
    made.append(figure("roster_coverage", "ID", 1_910, 2_000, **partner, **shared))
    return made


def villages() -> list[dict[str, Any]]:
    """Ranked villages of two regencies and one that is too small for a rank."""
    made = []
    for regency in (KUTAI, BERAU):
        for number in range(1, 13):
            made.append(
                figure(
                    "village_coverage",
                    f"{regency}.01.{2000 + number}",
                    900 - 60 * number,
                    1_000 + number,
                    area_name=f"Desa Contoh {number}",
                    rank=number,
                    peer_group=regency,
                    peer_count=12,
                )
            )
    made.append(figure("village_coverage", f"{KUTAI}.01.2099", 3, 3, area_name="Desa Kecil"))
    return made


def commitments() -> list[dict[str, Any]]:
    """Two companies of an association, one of which reached its commitment."""
    named = [(npp, {"slicing": "employer", "slice": npp, "name": name}) for npp, name in COMPANIES.items()]
    return [
        *(
            figure("commitment_progress", "ID", gained, workers, **slice_of)
            for (_, slice_of), gained, workers in zip(named, (260, -12), (1_200, 800), strict=True)
        ),
        figure("commitment_progress", "ID", 248, 2_000),
        figure("companies_committed", "ID", 2, unit="companies"),
        figure("companies_reached", "ID", 1, unit="companies"),
    ]


def interns() -> list[dict[str, Any]]:
    """Fifty interns at one host, by programme."""
    host = {"slicing": "host", "slice": "20000001", "name": "PT Contoh Jahit"}
    return [
        figure("interns_running", "35.21", 50),
        figure("interns_running", "35.21", 50, **host),
        figure("intern_coverage", "35.21", 48, 50),
        figure("intern_coverage", "35.21", 48, 50, **host),
        *(
            figure(
                "intern_coverage", "35.21", count, 50, slicing="programme", slice=code, name=PROGRAMMES[code]
            )
            for code, count in (("JKK", 48), ("JKM", 48), ("JHT", 20))
        ),
    ]


def actions() -> list[dict[str, Any]]:
    """A work plan with something done and something overdue."""
    agreement = {"slicing": "agreement", "slice": "nks-1", "name": "Nota Kesepakatan Sinergi Contoh"}
    counts = (("actions_planned", 3), ("actions_done", 1), ("actions_overdue", 1))
    return [
        figure(code, area, count, unit="actions", **more)
        for code, count in counts
        for area in ("ID", "33.28")
        for more in ({}, agreement)
    ]


def benefits() -> list[dict[str, Any]]:
    """Benefits of the month and of the year, in cases and rupiah, by programme."""
    shares = {"JKK": (40, 2_000_000_000), "JKM": (60, 3_000_000_000), "JHT": (900, 16_000_000_000)}
    made = []
    for area in ("ID", "33.28"):
        for suffix, divisor in (("", 10), ("_ytd", 1)):
            cases = {code: count // divisor for code, (count, _) in shares.items()}
            rupiah = {code: amount // divisor for code, (_, amount) in shares.items()}
            for name, unit, counts in (("cases", "cases", cases), ("rupiah", "rupiah", rupiah)):
                made.append(figure(f"benefit_{name}{suffix}", area, sum(counts.values()), unit=unit))
                made += [
                    figure(
                        f"benefit_{name}{suffix}",
                        area,
                        count,
                        unit=unit,
                        slicing="programme",
                        slice=code,
                        name=PROGRAMMES[code],
                    )
                    for code, count in counts.items()
                ]
    return made


def rosters() -> list[dict[str, Any]]:
    """What was due, received, and what became of the rows."""
    counts = {
        "rosters_due": ("rosters", 12),
        "rosters_received": ("rosters", 11),
        "rosters_on_time": ("rosters", 9),
        "rows_received": ("rows", 2_040),
        "rows_accepted": ("rows", 2_010),
        "rows_quarantined": ("rows", 17),
        "rows_duplicate": ("rows", 13),
        "files_answered": ("files", 12),
        "answer_days": ("days", 15),
        "days_late": ("days", 7),
    }
    made = []
    for code, (unit, count) in counts.items():
        made.append(figure(code, "ID", count, unit=unit, source="roster"))
        made.append(
            figure(
                code, "ID", count, unit=unit, slicing="kind", slice="pemda_rentan", name=KINDS["pemda_rentan"]
            )
        )
    kind = {"slicing": "kind", "slice": "pemda_rentan", "name": KINDS["pemda_rentan"]}
    slices: tuple[dict[str, str], ...] = ({}, kind)
    for slice_of in slices:
        made.append(figure("rows_valid", "ID", 2_010, 2_040, source="roster", **slice_of))
        mean = {"class": "derived", "expression": "answer_days.numerator / files_answered.numerator"}
        made.append(figure("answer_days_mean", "ID", unit="mean_days", **slice_of) | {"value": "1.25"} | mean)
    made.append(figure("funding_overlap", "ID", 21, source="roster"))
    made.append(figure("funding_overlap_rupiah", "ID", 352_800, unit="rupiah", source="roster"))
    made += [
        figure(
            code,
            "ID",
            count * each,
            slicing="funding_pair",
            slice=pair,
            name=name,
            unit=unit,
            source="roster",
        )
        for code, unit, each in (
            ("funding_overlap", "people", 1),
            ("funding_overlap_rupiah", "rupiah", 16_800),
        )
        for pair, count, name in (
            ("APBD_KAB+CSR", 4, "APBD Kabupaten/Kota dan CSR/TJSL"),
            ("APBDES+APBD_KAB", 17, "APBDes dan APBD Kabupaten/Kota"),
        )
    ]
    made += [
        figure("rows_quarantined", "ID", count, unit="rows", slicing="cause", slice=cause, name=CAUSES[cause])
        for cause, count in (("NIK_FORMAT", 14), ("NAMA_KOSONG", 3))
    ]
    return made


def full_source(**more: Any) -> ReportSource:
    """The whole edition; `more` replaces facts of its cover."""
    records = [
        *coverage("33.28", {"PU": (112_403, 175_000), "BPU": (42_267, 341_137), "JAKON": (9_334, 27_173)}),
        *coverage("33.76", {"PU": (33_035, 55_201), "BPU": (12_314, 37_880), "JAKON": (7_509, 7_509)}),
        *coverage(KUTAI, {"PU": (52_000, 90_000), "BPU": (130_000, 120_000)}),
        *coverage(BERAU, {"PU": (20_000, 41_000), "BPU": (8_000, 47_000)}),
        *target("33.28", "35.00", "4.82", 26_205),
        *target("33.76", "50.00", "-2.55", 0),
        figure("ucj_ytd", "33", 216_862, note="tidak semua kabupaten/kota memiliki penyebut", basis="D1")
        | {"value": None, "unit": "percent"},
        figure("ucj_ytd", "ID", 426_862, note="tidak semua provinsi memiliki penyebut", basis="D1")
        | {"value": None, "unit": "percent"},
        *vulnerable(),
        *villages(),
        *commitments(),
        *interns(),
        *actions(),
        *benefits(),
        *rosters(),
    ]
    changes = pd.DataFrame(
        [
            {
                "figure_id": "vulnerable_handed_over:2024-10:15.06",
                "part": "numerator",
                "cause": "late_list",
                "source_kind": "submission",
                "source_id": "S000012",
                "source_name": "mitra-02, desa_perangkat, 2024-10, daftar.xlsx",
                "previous_value": "1987",
                "value": "2000",
                "change": "13",
            },
            {
                "figure_id": "benefit_rupiah_ytd:2024-10:33.28",
                "part": "numerator",
                "cause": "register",
                "source_kind": "load",
                "source_id": "6",
                "source_name": "load 6 (klaim.csv)",
                "previous_value": "20500000000",
                "value": "21000000000",
                "change": "500000000",
            },
            {
                "figure_id": "gap_target:2024-10:33.28",
                "part": "value",
                "cause": "register",
                "source_kind": "load",
                "source_id": "6",
                "source_name": "load 6 (klaim.csv)",
                "previous_value": "5.01",
                "value": "4.82",
                "change": "-0.19",
            },
        ]
    )
    edition = facts(version=2, supersedes_version=1, reason="Daftar dari dua mitra masuk terlambat", **more)
    return ReportSource(figures=frame(records), edition=edition, lists=lists(villages()), changes=changes)

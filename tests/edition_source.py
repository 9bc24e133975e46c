"""A made-up edition for the tests of the report: a few areas, partners and companies with every indicator."""

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
from cakupan.reports.locales import Locale
from cakupan.reports.report import COUNTRY, Audience, Report
from cakupan.reports.source import CHANGE_COLUMNS, LIST_COLUMNS, EditionFacts, ReportSource

PERIOD = "2024-10"
AREAS = {
    "ID": "Indonesia",
    "15": "Jambi",
    "15.06": "Kabupaten Tanjung Jabung Barat",
    "33": "Jawa Tengah",
    "33.28": "Kabupaten Tegal",
    "33.76": "Kota Tegal",
    "35": "Jawa Timur",
    "35.21": "Kabupaten Ngawi",
    "64": "Kalimantan Timur",
    "64.02": "Kabupaten Kutai Kartanegara",
    "64.03": "Kabupaten Berau",
}
NAMES = {"PU": "Penerima upah", "BPU": "Bukan penerima upah", "JAKON": "Jasa konstruksi"}


def figure(
    code: str, area: str, numerator: int | None = None, denominator: int | None = None, **more: Any
) -> dict:
    """One figure as it is frozen; the value follows from the counts unless it is given."""
    unit = more.pop("unit", "percent" if denominator else "people")
    digits = 2 if unit in {"percent", "points"} else 0
    slicing, code_of_slice = more.pop("slicing", "total"), more.pop("slice", "TOTAL")
    parts = [code, PERIOD, area]
    if slicing != "total":
        parts.append(code_of_slice if slicing == "segment" else f"{slicing}={code_of_slice}")
    value = None if numerator is None else str(numerator)
    if denominator:
        share = Decimal(100) * numerator / denominator
        value = str(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
    blank = dict.fromkeys(
        (
            *("expression", "excluded", "lower_bound", "possible", "upper_bound", "unknown", "rank"),
            *("peer_group", "peer_count", "flag", "note", "basis"),
        )
    )
    return (
        blank
        | {
            "figure_id": ":".join(parts),
            "indicator_code": code,
            "period": PERIOD,
            "area_code": area,
            "area_name": more.pop("area_name", AREAS.get(area, area)),
            "segment_code": code_of_slice if slicing == "segment" else "TOTAL",
            "slicing": slicing,
            "slice_code": code_of_slice,
            "slice_name": more.pop("name", NAMES.get(code_of_slice, code_of_slice)),
            "class": "summed",
            "input_ids": [],
            "numerator": numerator,
            "denominator": denominator,
            "value": value,
            "unit": unit,
            "digits": digits,
            "source": "register",
            "excluded_causes": None,
        }
        | more
    )


def coverage(area: str, segments: dict[str, tuple[int, int]]) -> list[dict]:
    """Coverage of one area, year to date and end of month, total and by segment."""
    made = []
    active, workers = (sum(pair[side] for pair in segments.values()) for side in (0, 1))
    for code in ("ucj_ytd", "ucj_eom"):
        made.append(figure(code, area, active, workers, basis="D1"))
        made += [
            figure(code, area, *pair, slicing="segment", slice=segment, basis="D1")
            for segment, pair in segments.items()
        ]
    return made


def target(area: str, value: str, gap: str, people: int) -> list[dict]:
    """A target and what is derived from it."""
    derived = {"class": "derived", "expression": "target_ucj.value - ucj_ytd.value"}
    return [
        figure("target_ucj", area, int(Decimal(value) * 100), 10000, source="reference"),
        figure("gap_target", area, unit="points") | {"value": gap} | derived,
        figure("gap_target_people", area, unit="people") | {"value": str(people)} | derived,
        figure("gap_full", area, unit="points") | {"value": "69.71"} | derived,
    ]


def frame(records: list[dict]) -> pd.DataFrame:
    """Figures as the frame that freezing hands over."""
    made = pd.DataFrame(records)
    for name in ("numerator", "denominator", "excluded", "possible", "unknown", "rank", "peer_count"):
        made[name] = made[name].astype("Int64")
    return made


def facts(**more: Any) -> EditionFacts:
    """The facts of the cover."""
    plain = {
        "period": PERIOD,
        "version": 1,
        "as_of": dt.datetime(2024, 11, 5, 19, 0, tzinfo=dt.UTC),
        "code_version": "0.1.0+abc1234",
        "is_demo_clock": True,
    }
    return EditionFacts(**(plain | more))


def no_lists() -> dict[str, pd.DataFrame]:
    """Every list, without a row."""
    return {name: pd.DataFrame(columns=list(columns)) for name, columns in LIST_COLUMNS.items()}


def small_source(**more: Any) -> ReportSource:
    """Two areas with rates, one of them with a target, and an area without a denominator."""
    records = [
        *coverage("33.28", {"PU": (112_403, 175_000), "BPU": (42_267, 341_137), "JAKON": (9_334, 27_173)}),
        *coverage("33.76", {"PU": (33_035, 55_201), "BPU": (12_314, 37_880), "JAKON": (7_509, 7_509)}),
        *target("33.28", "35.00", "4.82", 26_205),
        figure("ucj_ytd", "33", 216_862, None, note="tidak semua kabupaten/kota punya penyebut", basis="D1")
        | {"value": None, "unit": "percent"},
    ]
    return ReportSource(
        figures=frame(records),
        edition=facts(),
        lists=no_lists(),
        changes=pd.DataFrame(columns=list(CHANGE_COLUMNS)),
        **more,
    )


def national(source: ReportSource, locale: Locale = Locale.ID) -> Report:
    """The report of the whole country for the agency itself."""
    return Report(source=source, scope=COUNTRY, audience=Audience.INTERNAL, locale=locale)


def with_benefits(source: ReportSource) -> ReportSource:
    """The same edition with benefits paid in Kabupaten Tegal, and in the country."""
    paid = [
        figure(code, area, count, unit=unit)
        for code, count, unit in (
            ("benefit_rupiah_ytd", 21_348_200_000, "rupiah"),
            ("benefit_cases_ytd", 1_004, "cases"),
        )
        for area in ("ID", "33.28")
    ]
    return replace(source, figures=pd.concat([source.figures, frame(paid)], ignore_index=True))

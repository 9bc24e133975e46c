"""How a member came to where he is counted, or away from it, and until when his cover lasts, in words."""

from collections.abc import Mapping
from typing import Any

Part = tuple[str, str]
FLOWS: Mapping[str, Part] = {
    "stayed": (
        "aktif juga pada hari terakhir bulan sebelumnya",
        "active on the last day of the month before",
    ),
    "new": ("belum pernah terlindungi sebelum bulan ini", "never covered before this month"),
    "returned": (
        "pernah terlindungi dan aktif kembali bulan ini",
        "covered before and active again",
    ),
    "arrived": ("datang dari segmen atau wilayah lain", "came from another segment or area"),
    "departed": ("pindah ke segmen atau wilayah lain", "moved to another segment or area"),
    "left": ("keluar bulan ini", "left this month"),
}
NONE_HERE = (
    "baris ini menyatakan nol untuk wilayah dan segmennya",
    "this row says zero for its area and segment",
)


def of_member(row: Mapping[str, Any], evidence: Mapping[str, Any]) -> list[Part]:
    """Say of a member what the indicator that is asked about counts; nothing where it counts no flow."""
    code = str(evidence.get("indicator_code"))
    if not code.startswith("members_"):
        return []
    if evidence.get("numerator") == 0:
        return [NONE_HERE]
    return [*_left_to_cover(row), *_flow(row, evidence)]


def of_project(row: Mapping[str, Any], evidence: Mapping[str, Any]) -> list[Part]:
    """Say whether a project began, went on or ended, where a flow is asked about."""
    is_asked = str(evidence.get("indicator_code")).startswith("members_")
    return [FLOWS[row["flow"]]] if is_asked and row.get("flow") else []


def _flow(row: Mapping[str, Any], evidence: Mapping[str, Any]) -> list[Part]:
    flow = row.get("flow_in_segment" if evidence.get("slicing") == "segment" else "flow_in_total")
    return [FLOWS[flow]] if flow else []


def _left_to_cover(row: Mapping[str, Any]) -> list[Part]:
    days = row.get("sponsored_days_left")
    return (
        [(f"perlindungan berakhir {days} hari lagi", f"cover ends in {days} days")]
        if days is not None
        else []
    )

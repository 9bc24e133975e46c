"""Where an area stands: its level by the shape of its code, and whether it lies in another."""

from cakupan.reports.source import NATION

LEVELS = ("province", "regency", "district", "village")


def level(area_code: str) -> str:
    """Return the level of an area; an office of the agency is its own level."""
    if area_code == NATION:
        return "nation"
    return "office" if area_code.startswith("office:") else LEVELS[area_code.count(".")]


def within(area_code: str, ancestor: str) -> bool:
    """Say whether an area lies in another, or is it; an office lies in no area."""
    if area_code.startswith("office:"):
        return area_code == ancestor
    return ancestor in (NATION, area_code) or area_code.startswith(ancestor + ".")


def is_peer(area_code: str, own: str) -> bool:
    """Say whether two areas are of one level and lie in one area."""
    is_level = NATION not in (area_code, own) and level(area_code) == level(own)
    return is_level and area_code.rpartition(".")[0] == own.rpartition(".")[0]

"""Where an area stands: its level by the shape of its code, and whether it lies in another."""

from cakupan.reports.source import NATION

LEVELS = ("province", "regency", "district", "village")


def level(area_code: str) -> str:
    """Return the level of an area; an office of the agency is its own level."""
    if area_code == NATION:
        return "nation"
    return "office" if area_code.startswith("office:") else LEVELS[area_code.count(".")]


def within(area_code: str, ancestor: str) -> bool:
    """Say whether an area lies in another, or is it."""
    return ancestor in (NATION, area_code) or area_code.startswith(ancestor + ".")

"""Everything partners send, month by month."""

from pathlib import Path

from cakupan.demo import partners, places
from cakupan.demo.register import Register
from cakupan.demo.rosters import broken, company_lists, governments, looks, village_lists
from cakupan.demo.rosters.broken import Broken
from cakupan.demo.rosters.plan import Expected, Roster

LATE_REGENCY = "64.08"  # its village affairs office sends after the first close


def october(register: Register) -> list[Roster | Broken]:
    """Return the lists in force for October 2024 that arrive before its first close, and files to refuse."""
    lists = [
        governments.vulnerable_of_tanjab_barat(register),
        governments.tobacco_workers(register),
        *governments.groups(register, "2024-10", "2024-11-01"),
        governments.teachers(register, "2024-10", "2024-11-04"),
        governments.city(register, "2024-06", "2024-07-10", 0),
        governments.city(register, "2024-09", "2024-10-12", 1),
        *village_lists.officials_of_villages(register),
        *village_lists.of_villages(register, "2024-10", "2024-11", every=9),
        *(
            village_lists.officials_of_regency(register, area_code, "2024-09", "2024-10-14T15:00")
            for area_code in places.KALTIM
            if area_code != LATE_REGENCY
        ),
        company_lists.construction(places.KAB_TEGAL, "2024-10", "2024-11-04T11:00", looks.PROJECTS, 2),
        company_lists.construction(places.KOTA_TEGAL, "2024-10", "2024-11-05T08:30", looks.PROJECTS_CSV, 0),
        company_lists.construction(places.TANJAB_BARAT, "2024-10", "2024-11-02T08:30", looks.PROJECTS, 1),
        company_lists.members_of_employers(register, "2024-09", "2024-10-09T10:00"),
        company_lists.pupils_of_slawi(register, "2024-07", "2024-07-22T10:00"),
        company_lists.upload_of_employer(
            register, places.KAB_TEGAL, "93328004", "2024-10", "2024-11-03T19:00"
        ),
        company_lists.upload_of_employer(
            register, places.KOTA_TEGAL, "93376002", "2024-10", "2024-11-04T20:00"
        ),
        company_lists.sponsored_by_bank(register, "2024-10", "2024-11-04T09:00"),
    ]
    return [*lists, *broken.all_of_october(partners.village_codes()[0])]


def late(register: Register) -> list[Roster | Broken]:
    """Return what arrives on 20 November 2024, after the first close of October."""
    missing = governments.city(register, "2024-10", "2024-11-20", 2)
    return [
        village_lists.officials_of_regency(register, LATE_REGENCY, "2024-09", "2024-11-20T10:40"),
        missing,
    ]


def september(register: Register) -> list[Roster | Broken]:
    """Return the lists in force for September 2025."""
    return [
        governments.vulnerable_next_year(register),
        *governments.groups(register, "2025-09", "2025-10-02", ("both", "second")),
        governments.city(register, "2025-06", "2025-07-09", 3),
        *village_lists.of_villages(register, "2025-09", "2025-10", every=2),
        company_lists.construction(places.KAB_TEGAL, "2025-09", "2025-10-03T11:00", looks.PROJECTS_CSV, 1),
        company_lists.construction(places.KOTA_TEGAL, "2025-09", "2025-10-03T14:00", looks.PROJECTS, 0),
        company_lists.members_of_association("2025-09", "2025-10-02T10:00"),
        company_lists.interns_of_ngawi(register, "2025-09", "2025-09-29T10:00"),
        company_lists.upload_of_employer(
            register, places.KAB_TEGAL, "93328004", "2025-09", "2025-10-04T19:00"
        ),
        company_lists.sponsored_by_bank(register, "2025-09", "2025-10-04T09:00"),
    ]


def send(inbox: Path, files: list[Roster | Broken]) -> tuple[Expected, ...]:
    """Write the files into the inbox and return what must come of each."""
    return tuple(expected for file in files for expected in file.send(inbox))

"""Lists of villages: each its own way, and whole kabupaten from the village affairs offices."""

import pandas as pd

from cakupan.demo import partners, places, villages
from cakupan.demo.randomness import stream
from cakupan.demo.register import Register
from cakupan.demo.rosters import looks, persons
from cakupan.demo.rosters.governments import at
from cakupan.demo.rosters.plan import Roster

GROUPS = ("RT_RW", "KADER", "PETANI", "NELAYAN", "PEDAGANG", "BURUH", "PEKERJA_SOSIAL", "LAINNYA")
OFFICIALS = ("PERANGKAT_DESA", "BPD")
PAID_BY = ("DANA_DESA", "APBDES", "APBD_KAB", "DBH_SAWIT", "CSR", "ADD")
MESS: tuple[dict[str, int], ...] = (
    {},
    {"nik_missing": 1},
    {"nik_short": 2, "too_old": 1},
    {"family": 2},
    {"nik_letter": 1, "name_missing": 1},
    {"too_old": 2, "nik_serial": 1},
    {},
)
NIL = "64.09"  # the first village of this kabupaten reports that it has nobody to list


def senders(since: int) -> list[partners.Partner]:
    """Return the villages that send lists, known since a year or before."""
    return [one for one in partners.everyone() if one.partner_id.startswith("desa-") and one.since <= since]


def of_villages(register: Register, period: str, month: str, every: int) -> list[Roster]:
    """Return the lists of volunteers and vulnerable workers of a month; one village in `every` sends none."""
    known = senders(int(period[:4]))
    return [
        _of_village(register, partner, number, period, month)
        for number, partner in enumerate(known)
        if number % every != every - 1
    ]


def _of_village(
    register: Register, partner: partners.Partner, number: int, period: str, month: str
) -> Roster:
    code = partner.area_code
    cohorts = persons.LISTED if period < "2025" else ("both", "second")
    members = persons.members(register, code, PAID_BY, GROUPS, cohorts)
    strangers = persons.strangers(register, villages.UNREGISTERED, code, GROUPS)
    regency, village, district = _names(code)
    look = looks.VILLAGE[number % len(looks.VILLAGE)]
    rows = persons.listed(f"{partner.partner_id}/{period}", members, strangers.head(4 + number % 8))
    rows["sumber_dana"] = "Dana Desa"
    is_nil = code.startswith(NIL) and number == _first(NIL, senders(2024))
    has_one_kind = len(partner.owes) == 1
    names_period = number % 5 != 2
    return Roster(
        partner_id=partner.partner_id,
        roster_kind="desa_ekosistem",
        period=period,
        received_at=at(f"{month}-{1 + number % 5:02d}T{8 + number % 9:02d}:{number:02d}"),
        file_name=f"data desa.{look.file_format}" if number % 2 else f"Ekosistem {period}.{look.file_format}",
        rows=rows.head(0) if is_nil else rows,
        look=looks.titled(look, period, regency, village, district),
        mess={} if is_nil else MESS[number % len(MESS)],
        repeats=0 if is_nil else number % 3,
        names_kind=not has_one_kind,
        names_period=names_period,
    )


def _names(code: str) -> tuple[str, str, str]:
    """Return the names of a village's kabupaten, of itself, and of its kecamatan."""
    place = places.by_code().loc[code]
    return str(place["regency_name"]), str(place["area_name"]), str(place["district_name"])


def _first(regency_code: str, known: list[partners.Partner]) -> int:
    return next(number for number, one in enumerate(known) if one.area_code.startswith(regency_code))


def officials_of_villages(register: Register) -> list[Roster]:
    """Return the yearly lists of officials of those villages that owe one."""
    owing = [one for one in senders(2024) if any(owed.kind == "desa_perangkat" for owed in one.owes)]
    return [
        Roster(
            partner_id=partner.partner_id,
            roster_kind="desa_perangkat",
            period="2024-01",
            received_at=at(f"2024-02-{5 + number % 9:02d}T10:{number:02d}"),
            file_name="perangkat desa dan BPD.xlsx",
            rows=persons.listed(
                f"{partner.partner_id}/officials",
                persons.members(register, partner.area_code, ("ADD", *PAID_BY), OFFICIALS, persons.LISTED),
                persons.strangers(register, villages.UNREGISTERED, partner.area_code, OFFICIALS).tail(2),
            ),
            look=looks.titled(looks.OFFICIALS, "2024-01", "Desa"),
            mess={"nik_missing": 1} if number % 4 == 1 else {},
        )
        for number, partner in enumerate(owing)
    ]


def officials_of_regency(register: Register, area_code: str, period: str, received_at: str) -> Roster:
    """Return the workbook of a village affairs office: a sheet per kecamatan, a section per village."""
    codes = places.villages_of(area_code, only_desa=True)
    districts = sorted(set(codes["district_name"]))[:6]
    members = persons.members(register, area_code, ("ADD",), OFFICIALS, persons.LISTED)
    listed = persons.listed(f"dpmd-{area_code}/{period}", members, _newcomers(register, area_code))
    return Roster(
        partner_id=f"dpmd-{area_code}",
        roster_kind="desa_perangkat",
        period=period,
        received_at=at(received_at),
        file_name=f"Perangkat Desa {period} (rekap kecamatan).xlsx",
        rows=listed[listed["kecamatan"].isin(districts)].reset_index(drop=True),
        look=looks.titled(looks.OFFICIALS, period, codes["regency_name"].iloc[0]),
        mess={"nik_missing": 4, "nik_short": 3, "family": 2, "nik_date": 1},
        repeats=3,
        names_kind=False,
    )


def _newcomers(register: Register, area_code: str) -> pd.DataFrame:
    people = persons.strangers(register, villages.UNREGISTERED, area_code, OFFICIALS)
    chosen = stream(f"newcomers/{area_code}").random(len(people)) < 0.05
    return people[chosen].reset_index(drop=True)

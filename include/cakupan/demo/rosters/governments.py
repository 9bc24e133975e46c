"""Lists of vulnerable workers and non-permanent staff from local governments and their offices."""

from dataclasses import replace
from datetime import datetime

import pandas as pd

from cakupan.demo import memberships, places, pools
from cakupan.demo.randomness import pick, stream
from cakupan.demo.register import Register
from cakupan.demo.rosters import looks, persons, rows
from cakupan.demo.rosters.look import Look
from cakupan.demo.rosters.plan import Roster
from cakupan.settings import JAKARTA

# (partner, category, look, file name, members listed, strangers listed, mess, rows standing twice)
GROUPS: tuple[tuple[str, str, Look, str, int, int, dict[str, int], int], ...] = (
    ("distan-33.28", "PETANI", looks.FARMERS, "daftar petani.xlsx", 640, 120,
     {"nik_missing": 6, "nik_short": 9, "too_old": 14, "family": 6, "nik_lost_precision": 3}, 12),
    ("diskan-33.28", "NELAYAN", looks.FISHERS, "NELAYAN_kirim.csv", 380, 60,
     {"nik_dash": 5, "nik_letter": 3, "too_old": 4, "name_missing": 2}, 7),
    ("dishub-33.28", "TRANSPORTASI", looks.DRIVERS, "Rekap Sopir Ojek.xlsx", 260, 80,
     {"too_old": 7, "too_young": 1, "name_missing": 1}, 5),
    ("disperkim-33.28", "KONSTRUKSI", looks.BUILDERS, "usulan tukang.xlsx", 180, 50,
     {"family_card": 4, "civil_servant": 1, "nik_date": 3, "too_old": 2}, 3),
    ("seni-33.28", "SENI", looks.ARTISTS, "seniman.csv", 90, 25, {"nik_missing": 4, "family": 2}, 2),
    ("porapar-33.28", "PARIWISATA", looks.TOURISM, "pelaku pariwisata.xlsx", 130, 30,
     {"nik_province": 2, "nik_serial": 1, "too_old": 3}, 4),
)  # fmt: skip


def at(text: str) -> datetime:
    """Return an instant given as local time."""
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def vulnerable_of_tanjab_barat(register: Register) -> Roster:
    """Return the decree of 2024: 2.000 right rows, and more that are not."""
    people = register.people_of(pools.VULNERABLE)
    work = pick(stream("work/15.06"), memberships.OCCUPATIONS, len(people), memberships.OCCUPATION_SHARES)
    return Roster(
        partner_id="pemda-15.06",
        roster_kind="pemda_rentan",
        period="2024-03",
        received_at=at("2024-03-18T10:12"),
        file_name="Lampiran SK Pekerja Rentan 2024 FINAL (1).xlsx",
        rows=rows.of(people, "pemda-15.06", work),
        look=looks.titled(looks.DECREE, "2024-03"),
        mess={
            "nik_missing": 5,
            "nik_short": 7,
            "nik_letter": 3,
            "nik_date": 4,
            "too_old": 9,
            "civil_servant": 2,
            "family": 8,
            "name_missing": 3,
        },
        repeats=11,
    )


def tobacco_workers(register: Register) -> Roster:
    """Return the tobacco-fund list of Kab. Tegal as separated text: two-digit years, scientific notation."""
    registered = persons.members(
        register,
        places.KAB_TEGAL,
        ("DBH_CHT",),
        ("PETANI", "BURUH", "LAINNYA", "PEDAGANG"),
        ("both", "first"),
    )
    strangers = persons.strangers(
        register, pools.unregistered(places.KAB_TEGAL), places.KAB_TEGAL, ("PETANI", "BURUH")
    )
    return Roster(
        partner_id="pemda-33.28",
        roster_kind="pemda_rentan",
        period="2024-02",
        received_at=at("2024-03-04T08:40"),
        file_name="data buruh tani tembakau.csv",
        rows=persons.listed("pemda-33.28", registered.head(620), strangers.head(180)),
        look=looks.titled(looks.TOBACCO, "2024-02"),
        mess={
            "nik_scientific": 4,
            "nik_dash": 3,
            "nik_province": 1,
            "nik_serial": 1,
            "too_old": 6,
            "family": 4,
        },
        repeats=9,
    )


def groups(
    register: Register, period: str, day: str, cohorts: tuple[str, ...] = persons.LISTED
) -> list[Roster]:
    """Return the groups that Kab. Tegal's agreement names, one list per office, for one month."""
    sent = []
    for number, (partner, category, look, name, listed, more, mess, repeats) in enumerate(GROUPS):
        members = persons.members(register, places.KAB_TEGAL, ("APBD_KAB",), (category,), cohorts)
        strangers = persons.strangers(
            register, pools.unregistered(places.KAB_TEGAL), places.KAB_TEGAL, (category,)
        )
        first = 100 + 170 * number
        sent.append(
            Roster(
                partner_id=partner,
                roster_kind="pemda_rentan",
                period=period,
                received_at=at(f"{day}T{8 + number:02d}:15"),
                file_name=name.replace("Ojek", f"Ojek {period}"),
                rows=persons.listed(
                    f"{partner}/{period}", members.head(listed), strangers.iloc[first : first + more]
                ),
                look=looks.titled(look, period),
                mess=mess,
                repeats=repeats,
                names_kind=number % 2 == 0,
                names_period=partner != "dishub-33.28",
                sent_again_as="daftar petani_kirim ulang.xlsx" if partner == "distan-33.28" else None,
            )
        )
    return sent


def teachers(register: Register, period: str, day: str) -> Roster:
    """Return the non-permanent teachers, a sheet per kecamatan, each NIK with `.0` behind it."""
    people = persons.members(
        register, places.KAB_TEGAL, ("APBD_KAB",), ("GURU_TIDAK_TETAP",), ("both", "first")
    )
    more = persons.strangers(
        register, pools.unregistered(places.KAB_TEGAL), places.KAB_TEGAL, ("GURU_TIDAK_TETAP",)
    ).iloc[1_400:1_440]
    return Roster(
        partner_id="dikbud-33.28",
        roster_kind="pemda_non_asn",
        period=period,
        received_at=at(f"{day}T13:20"),
        file_name="GTT PTT per kecamatan.xlsx",
        rows=persons.listed(f"dikbud/{period}", people.head(900), more),
        look=looks.TEACHERS,
        mess={"civil_servant": 6, "nik_missing": 3, "nik_short": 2},
        repeats=4,
        names_kind=False,
    )


def city(register: Register, period: str, day: str, batch: int) -> Roster:
    """Return one batch of Kota Tegal: additions, not replacements."""
    cohorts = persons.LISTED if period < "2025" else ("second",)
    people = persons.members(register, places.KOTA_TEGAL, ("APBD_KAB",), memberships.OCCUPATIONS, cohorts)
    more = persons.strangers(
        register, pools.unregistered(places.KOTA_TEGAL), places.KOTA_TEGAL, ("PEDAGANG", "BURUH")
    )
    first = batch * 400 if period < "2025" else 0
    part = people.iloc[first : first + 400]
    listed = persons.listed(f"pemda-33.76/{period}", part, more.iloc[batch * 60 : batch * 60 + 60])
    return Roster(
        partner_id="pemda-33.76",
        roster_kind="pemda_rentan",
        period=period,
        received_at=at(f"{day}T09:05"),
        file_name=f"Penerima tahap {batch + 1}.xlsx",
        rows=listed.assign(sumber_dana="APBD Kota"),
        look=looks.titled(looks.CITY, period),
        mess={"nik_missing": 2, "nik_short": 3, "too_old": 5},
        repeats=2,
    )


def vulnerable_next_year(register: Register) -> Roster:
    """Return the decree of Tanjung Jabung Barat for 2025: a shorter list, mostly the same people."""
    people = register.people_of(pools.VULNERABLE).head(pools.VULNERABLE_NEXT_YEAR)
    more = persons.strangers(
        register, pools.unregistered(places.TANJAB_BARAT), places.TANJAB_BARAT, ("NELAYAN", "PETANI")
    )
    work = pick(
        stream("work/15.06/2025"), memberships.OCCUPATIONS, len(people), memberships.OCCUPATION_SHARES
    )
    listed = pd.concat([people.assign(category_code=work), more.head(320)], ignore_index=True)
    return replace(
        vulnerable_of_tanjab_barat(register),
        period="2025-02",
        received_at=at("2025-03-03T11:30"),
        file_name="SK Pekerja Rentan 2025.xlsx",
        rows=persons.listed("pemda-15.06/2025", listed),
        look=looks.titled(looks.DECREE, "2025-02"),
        mess={"nik_missing": 3, "too_old": 12, "family": 2},
        repeats=5,
    )

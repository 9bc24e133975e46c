"""Lists that count companies, projects and interns, and those of employers and sponsors."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from cakupan.demo import companies, places, pools, projects
from cakupan.demo.employers import company_names
from cakupan.demo.randomness import pick, stream
from cakupan.demo.register import Register
from cakupan.demo.rosters import looks, persons, rows
from cakupan.demo.rosters.governments import at
from cakupan.demo.rosters.look import Look
from cakupan.demo.rosters.plan import Roster

WORKS = (
    "Peningkatan Jalan Ruas",
    "Rehabilitasi Saluran Irigasi",
    "Pembangunan Balai",
    "Pemeliharaan Jembatan",
    "Rehab SD",
)

MATCHED_BY = ["nama", "tanggal_lahir", "jenis_kelamin"]


def construction(area_code: str, period: str, received_at: str, look: Look, broken: int) -> Roster:
    """Return the projects of a public-works office that run in the year so far; some lack the headcount."""
    generator = stream(f"jakon/{area_code}/{period}")
    year = next(one for one in projects.YEARS if one.area_code == area_code and one.year == int(period[:4]))
    known = projects.of_year(year)
    known = known[known["funding_code"].isin(["APBD_KAB", "DANA_DESA"])].reset_index(drop=True)
    village = places.villages_of(area_code).sample(len(known), replace=True, random_state=int(period[-2:]))
    listed = pd.DataFrame(
        {
            "nama_proyek": [
                f"{work} {name} (paket {number})"
                for number, (work, name) in enumerate(
                    zip(pick(generator, WORKS, len(known)), village["area_name"], strict=True), 1
                )
            ],
            "no_kontrak": [f"{number:03d}/SPK-DEMO/{period[:4]}" for number in range(1, len(known) + 1)],
            "nilai_kontrak": [
                f"Rp {value:,.0f},-".replace(",", ".", value // 10**3) for value in known["contract_rupiah"]
            ],
            "nama_perusahaan": company_names(f"jakon/{area_code}", len(known)),
            "mulai_proyek": known["starts_on"],
            "selesai_proyek": known["ends_on"],
            "jumlah_pekerja_proyek": known["workers"].astype(object),
            "pemilik_proyek": "PPK Bina Marga",
            "kecamatan": village["district_name"].to_numpy(),
        }
    )
    return Roster(
        partner_id=f"dpupr-{area_code}",
        roster_kind="jakon",
        period=period,
        received_at=at(received_at),
        file_name=f"Rekap paket {period}.{look.file_format}",
        rows=listed,
        look=looks.titled(look, period),
        mess={"headcount_missing": broken},
        repeats=0,
        names_kind=False,
    )


def members_of_association(period: str, received_at: str) -> Roster:
    """Return the shoe makers as the association knows them: its own numbers, not those of the register."""
    generator = stream(f"aprisindo/{period}")
    listed = pd.DataFrame(
        {
            "nama_perusahaan": [maker.name.upper().replace("PT ", "PT. ") for maker in companies.MAKERS],
            "npp": [maker.npp for maker in companies.MAKERS],
            "pekerja_aktif": [
                int(maker.active_workers * share)
                for maker, share in zip(
                    companies.MAKERS, generator.choice([0.98, 1.0, 1.03], len(companies.MAKERS)), strict=True
                )
            ],
            "pekerja_terdaftar": [maker.members + maker.joined // 2 for maker in companies.MAKERS],
            "target_peserta": [-(-maker.active_workers // 5) for maker in companies.MAKERS],
            "pic": "HRD",
        }
    ).astype(object)
    listed.loc[9, "npp"] = None
    return Roster(
        partner_id="asosiasi-aprisindo-jateng",
        roster_kind="asosiasi",
        period=period,
        received_at=at(received_at),
        file_name="Komitmen Aprisindo Jateng.xlsx",
        rows=listed,
        look=looks.titled(looks.MEMBERS, period),
    )


def members_of_employers(register: Register, period: str, received_at: str) -> Roster:
    """Return the employers' association of Kab. Tegal: forty companies, two without a number of workers."""
    firms = register.employers[register.employers["area_code"].eq(places.KAB_TEGAL)].head(40)
    listed = pd.DataFrame(
        {
            "nama_perusahaan": firms["nama_perusahaan"],
            "npp": firms["npp"],
            "pekerja_aktif": firms["active_workers_reported"].astype(object),
            "pekerja_terdaftar": (firms["active_workers_reported"] * 4 // 5).astype(object),
            "target_peserta": None,
            "pic": "HRD",
        }
    ).reset_index(drop=True)
    return Roster(
        partner_id="asosiasi-apindo-33.28",
        roster_kind="asosiasi",
        period=period,
        received_at=at(received_at),
        file_name="anggota.xlsx",
        rows=listed,
        look=looks.titled(looks.MEMBERS, period),
        mess={"workers_missing": 2},
        names_kind=False,
    )


def interns_of_ngawi(register: Register, period: str, received_at: str) -> Roster:
    """Return the fifty interns of the host in Ngawi."""
    people = register.people_of(companies.INTERNS_PIECE)
    listed = rows.of(people, "magang-35.21", np.full(len(people), "MAGANG", dtype=object))
    return Roster(
        partner_id="magang-35.21-dwi-prima-sentosa",
        roster_kind="magang",
        period=period,
        received_at=at(received_at),
        file_name="Peserta Magang Upper Sepatu.xlsx",
        rows=_as_interns(
            listed, companies.HOST_NAME, "Menjahit Upper Sepatu", date(2025, 9, 1), date(2026, 2, 28)
        ),
        look=looks.INTERNS,
        names_kind=False,
    )


def pupils_of_slawi(register: Register, period: str, received_at: str) -> Roster:
    """Return pupils in practice, most of them minors; some have no NIK at hand, which is only a warning.

    Of these three are members of the register: by name and birth date, by a part of the name, by another day.
    """
    people = register.people_of(pools.PUPILS)
    listed = rows.of(people, "magang-33.28", np.full(len(people), "MAGANG", dtype=object))
    listed.loc[::6, "nik"] = ""
    known = persons.members(register, places.KAB_TEGAL, ("MANDIRI",), ("PEDAGANG",), persons.LISTED)
    for place, member in zip(listed.index[::6], _told(known.head(3)), strict=False):
        listed.loc[place, MATCHED_BY] = member
    return Roster(
        partner_id="magang-33.28-smk-demo-slawi",
        roster_kind="magang",
        period=period,
        received_at=at(received_at),
        file_name="PKL kelas XII.xlsx",
        rows=_as_interns(
            listed, "CV Bengkel Demo Slawi", "Teknik Sepeda Motor", date(2024, 7, 15), date(2024, 12, 14)
        ),
        look=looks.INTERNS,
        names_kind=False,
    )


def _told(members: pd.DataFrame) -> list[list[Any]]:
    """Return what three lists say of three members: all of it, a name without its last word, another day."""
    whole, shortened, dated = members[MATCHED_BY].to_dict("records")
    shortened["nama"] = shortened["nama"].rpartition(" ")[0] or shortened["nama"]
    dated["tanggal_lahir"] += pd.Timedelta(days=1)
    return [list(one.values()) for one in (whole, shortened, dated)]


def _as_interns(listed: pd.DataFrame, host: str, programme: str, first: date, last: date) -> pd.DataFrame:
    return listed.assign(
        asal_lembaga="SMK Demo 1",
        jurusan=programme,
        tempat_magang=host,
        mulai_magang=pd.Timestamp(first),
        akhir_magang=pd.Timestamp(last),
    )


def upload_of_employer(register: Register, area_code: str, npp: str, period: str, received_at: str) -> Roster:
    """Return an employer's upload sheet, all cells text."""
    held = register.memberships
    chosen = (
        held[held["npp"].eq(npp) & held["cohort"].isin(persons.LISTED)].drop_duplicates("person").head(400)
    )
    people = register.people.iloc[chosen["person"]].reset_index(drop=True)
    listed = rows.of(people, f"perusahaan/{npp}", np.full(len(people), "BURUH", dtype=object))
    listed["nip"] = [f"K{number:05d}" for number in range(1, len(listed) + 1)]
    return Roster(
        partner_id=f"perusahaan-{npp}",
        roster_kind="perusahaan",
        period=period,
        received_at=at(received_at),
        file_name=f"template_tk_{npp}.xlsx",
        rows=listed.assign(gelar=None, jenis_identitas="KTP", status="Y"),
        look=looks.UPLOAD,
        mess={"nik_short": 1, "nik_missing": 1},
        names_kind=False,
    )


def sponsored_by_bank(register: Register, period: str, received_at: str) -> Roster:
    """Return the neighbours whose contributions a bank pays."""
    people = persons.members(
        register, places.KAB_TEGAL, ("CSR",), ("PEDAGANG", "PETANI"), persons.LISTED
    ).head(70)
    more = persons.strangers(register, pools.unregistered(places.KAB_TEGAL), places.KAB_TEGAL, ("PEDAGANG",))
    return Roster(
        partner_id="csr-bank-demo-33.28",
        roster_kind="csr",
        period=period,
        received_at=at(received_at),
        file_name="SERTAKAN.xlsx",
        rows=persons.listed(f"csr/{period}", people, more.iloc[1_500:1_520]),
        look=looks.SPONSORED,
        mess={"too_old": 2, "nik_dash": 1},
        names_kind=False,
    )

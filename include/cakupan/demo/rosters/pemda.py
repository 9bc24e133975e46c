"""Lists of vulnerable workers from local governments and their offices."""

from datetime import datetime

import pandas as pd

from cakupan.demo import memberships, places, pools
from cakupan.demo.randomness import pick, stream
from cakupan.demo.register import Register
from cakupan.demo.rosters import rows
from cakupan.demo.rosters.look import Look, columns
from cakupan.demo.rosters.plan import Roster
from cakupan.settings import JAKARTA

DECREE = Look(
    columns=columns(
        "no=NO|nama=NAMA LENGKAP|nik=NIK (16 DIGIT)|ttl=TEMPAT, TGL LAHIR|jenis_kelamin=L//P|alamat=ALAMAT/JALAN"
        "|rt=ALAMAT/RT|rw=ALAMAT/RW|desa=ALAMAT/DESA//KEL|kecamatan=ALAMAT/KECAMATAN|pekerjaan=PEKERJAAN"
    ),
    title=(
        "LAMPIRAN KEPUTUSAN BUPATI TANJUNG JABUNG BARAT (DATA DEMO)",
        "NOMOR 000/KEP.DEMO/2024",
        "DAFTAR PENERIMA BANTUAN IURAN JAMINAN SOSIAL KETENAGAKERJAAN BAGI PEKERJA RENTAN TAHUN 2024",
    ),
    is_numbered=True,
    sheet_by="kecamatan",
    signature=("BUPATI TANJUNG JABUNG BARAT,", "ttd", "(DATA DEMO)"),
    date_style="long",
)
TOBACCO = Look(
    columns=columns(
        "no=No.|nik=No. KTP|nama=Nama Penerima|tempat_lahir=Tmp Lahir|tanggal_lahir=Tgl. Lahir|jenis_kelamin=JK"
        "|kecamatan=Kec.|desa=Desa//Kelurahan|pekerjaan=Jenis Pekerjaan"
    ),
    title=("DATA BURUH TANI TEMBAKAU PENERIMA DBHCHT – DATA DEMO", "BULAN OKTOBER 2024"),
    total_label="JUMLAH",
    date_style="short",
    file_format="csv",
    delimiter=";",
    encoding="cp1252",
)


def vulnerable_of_tanjab_barat(register: Register) -> Roster:
    """Return the decree of 2024: 2.000 right rows, and more that are not."""
    people = register.people_of(pools.VULNERABLE)
    work = pick(stream("work/15.06"), memberships.OCCUPATIONS, len(people), memberships.OCCUPATION_SHARES)
    return Roster(
        partner_id="pemda-15.06",
        roster_kind="pemda_rentan",
        period="2024-03",
        received_at=datetime(2024, 3, 18, 10, 12, tzinfo=JAKARTA),
        file_name="Lampiran SK Pekerja Rentan 2024 FINAL (1).xlsx",
        rows=rows.of(people, "pemda-15.06", work),
        look=DECREE,
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


def vulnerable_of_kab_tegal(register: Register) -> Roster:
    """Return the tobacco-fund list of Kab. Tegal as separated text: section rows, two-digit years, repeats."""
    held = register.memberships
    paid = held[
        held["work_area_code"].eq(places.KAB_TEGAL)
        & held["funding_code"].eq("DBH_CHT")
        & held["cohort"].eq("both")
    ]
    registered = register.people.iloc[paid["person"].head(620)]
    people = pd.concat(
        [registered, register.people_of(f"unregistered/{places.KAB_TEGAL}").head(180)], ignore_index=True
    )
    work = pick(stream("work/33.28"), ("PETANI", "BURUH"), len(people))
    return Roster(
        partner_id="pemda-33.28",
        roster_kind="pemda_rentan",
        period="2024-10",
        received_at=datetime(2024, 11, 2, 8, 40, tzinfo=JAKARTA),
        file_name="data buruh tani tembakau oktober.csv",
        rows=rows.of(people, "pemda-33.28", work),
        look=TOBACCO,
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

"""Who sends rosters in the story, and what each owes: rows of the partner and obligation lists."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from cakupan.demo import agreements, companies, places, workforce

PARTNER_COLUMNS = ["partner_id", "partner_name", "area_code", "office_code", "contact"]
OBLIGATION_COLUMNS = [
    "partner_id",
    "roster_kind",
    "frequency",
    "due_day",
    "list_mode",
    "carry_forward",
    "funding_code",
    "agreement_id",
    "valid_from",
    "valid_to",
]
VILLAGES_PER_REGENCY = 7
SMALLEST_VILLAGE = 120  # a village that sends lists has at least so many workers
PROVINCE_OFFICES = {"33": "KC-SEMARANG", "64": "KC-SAMARINDA"}


@dataclass(frozen=True, kw_only=True)
class Owes:
    """One kind of roster a partner has to send."""

    kind: str
    frequency: str = "monthly"
    due_day: int = 5
    list_mode: str = "full"
    carry_forward: bool = False
    funding: str | None = None
    agreement: str | None = None


@dataclass(frozen=True, kw_only=True)
class Partner:
    """One sender and what it owes since a year."""

    partner_id: str
    name: str
    area_code: str
    owes: tuple[Owes, ...]
    since: int = 2024

    @property
    def office_code(self) -> str:
        """Return the branch that looks after the partner."""
        return places.OFFICE_OF.get(self.area_code[:5]) or PROVINCE_OFFICES[self.area_code[:2]]


def _lasting(kind: str, frequency: str, funding: str | None = None, agreement: str | None = None) -> Owes:
    """A list that stays in force until the next one: a decree, a batch, a quarter."""
    return Owes(
        kind=kind, frequency=frequency, due_day=15, carry_forward=True, funding=funding, agreement=agreement
    )


def _governments() -> list[Partner]:
    vulnerable = "pemda_rentan"
    return [
        Partner(
            partner_id="pemda-15.06",
            name="Pemerintah Kabupaten Tanjung Jabung Barat",
            area_code=places.TANJAB_BARAT,
            owes=(_lasting(vulnerable, "yearly", "APBD_KAB", agreements.DECREE),),
        ),
        Partner(
            partner_id="pemda-33.28",
            name="Pemerintah Kabupaten Tegal",
            area_code=places.KAB_TEGAL,
            owes=(_lasting(vulnerable, "yearly", "DBH_CHT"),),
        ),
        Partner(
            partner_id="pemda-33.76",
            name="Pemerintah Kota Tegal",
            area_code=places.KOTA_TEGAL,
            owes=(
                Owes(
                    kind=vulnerable,
                    frequency="quarterly",
                    due_day=15,
                    list_mode="addition",
                    carry_forward=True,
                    funding="APBD_KAB",
                ),
            ),
        ),
    ]


# (partner, name, kind of list, who pays): offices of Kab. Tegal, one list each month
OFFICES_OF_KAB_TEGAL = (
    ("distan-33.28", "Dinas Pertanian Kabupaten Tegal", "pemda_rentan", "APBD_KAB"),
    ("diskan-33.28", "Dinas Perikanan Kabupaten Tegal", "pemda_rentan", "APBD_KAB"),
    ("dishub-33.28", "Dinas Perhubungan Kabupaten Tegal", "pemda_rentan", "APBD_KAB"),
    ("disperkim-33.28", "Dinas Perumahan dan Permukiman Kabupaten Tegal", "pemda_rentan", "APBD_KAB"),
    ("dikbud-33.28", "Dinas Pendidikan dan Kebudayaan Kabupaten Tegal", "pemda_non_asn", "APBD_KAB"),
    ("seni-33.28", "Dewan Kesenian Kabupaten Tegal", "pemda_rentan", "APBD_KAB"),
    ("porapar-33.28", "Dinas Pemuda, Olahraga dan Pariwisata Kabupaten Tegal", "pemda_rentan", "APBD_KAB"),
    ("dpupr-33.28", "Dinas Pekerjaan Umum Kabupaten Tegal", "jakon", "APBD_KAB"),
    ("dpupr-33.76", "Dinas Pekerjaan Umum Kota Tegal", "jakon", "APBD_KAB"),
    ("dpupr-15.06", "Dinas Pekerjaan Umum Kabupaten Tanjung Jabung Barat", "jakon", "APBD_KAB"),
    ("csr-bank-demo-33.28", "Bank Demo Cabang Slawi (CSR)", "csr", "CSR"),
    ("perusahaan-93328004", "Perusahaan contoh NPP 93328004", "perusahaan", "PEMBERI_KERJA"),
    ("perusahaan-93376002", "Perusahaan contoh NPP 93376002", "perusahaan", "PEMBERI_KERJA"),
    ("dispermades-33.28", "Dispermades Kabupaten Tegal", "desa_perangkat", "ADD"),
)


def _others() -> list[Partner]:
    monthly = [
        Partner(
            partner_id=partner,
            name=name,
            area_code=partner.split("-", 1)[1],
            owes=(Owes(kind=kind, funding=funding),),
        )
        for partner, name, kind, funding in OFFICES_OF_KAB_TEGAL
        if not partner.startswith(("csr", "perusahaan"))
    ]
    companies_and_sponsors = [
        Partner(partner_id=partner, name=name, area_code=area, owes=(Owes(kind=kind, funding=funding),))
        for (partner, name, kind, funding), area in zip(
            [row for row in OFFICES_OF_KAB_TEGAL if row[0].startswith(("csr", "perusahaan"))],
            [places.KAB_TEGAL, places.KAB_TEGAL, places.KOTA_TEGAL],
            strict=True,
        )
    ]
    return [
        *monthly,
        *companies_and_sponsors,
        Partner(
            partner_id="asosiasi-apindo-33.28",
            name="Asosiasi Pengusaha Kabupaten Tegal (demo)",
            area_code=places.KAB_TEGAL,
            owes=(_lasting("asosiasi", "quarterly"),),
        ),
        Partner(
            partner_id="magang-33.28-smk-demo-slawi",
            name="SMK Demo Slawi",
            area_code=places.KAB_TEGAL,
            owes=(_lasting("magang", "once", "PEMBERI_KERJA"),),
        ),
        Partner(
            partner_id="asosiasi-aprisindo-jateng",
            name="Asosiasi Persepatuan Indonesia Jawa Tengah",
            area_code="33",
            since=2025,
            owes=(Owes(kind="asosiasi", agreement=companies.AGREEMENT),),
        ),
        Partner(
            partner_id="magang-35.21-dwi-prima-sentosa",
            name="PT Dwi Prima Sentosa (penyelenggara magang)",
            area_code=places.NGAWI,
            since=2025,
            owes=(_lasting("magang", "once", "PEMBERI_KERJA"),),
        ),
    ]


@cache
def village_codes() -> tuple[str, ...]:
    """Return the villages that send their own lists: some of each kabupaten of Kaltim, none tiny."""
    lists = workforce.villages()
    large = lists.loc[lists["workers"] >= SMALLEST_VILLAGE, "area_code"]
    regency = large.str.slice(0, 5)
    return tuple(
        code
        for area in places.KALTIM
        for code in large[regency.eq(area)].iloc[3::6].head(VILLAGES_PER_REGENCY)
    )


def _villages() -> list[Partner]:
    names = places.by_code()["area_name"]
    since_2025 = village_codes()[VILLAGES_PER_REGENCY - 1 :: VILLAGES_PER_REGENCY]
    return [
        Partner(
            partner_id=f"desa-{code}",
            name=f"Pemerintah Desa {names[code]}",
            area_code=code,
            since=2025 if code in since_2025 else 2024,
            owes=(
                Owes(kind="desa_ekosistem", due_day=10, funding="DANA_DESA", agreement=agreements.VILLAGES),
                *((_lasting("desa_perangkat", "yearly", "ADD"),) if number % 3 == 0 else ()),
            ),
        )
        for number, code in enumerate(village_codes())
    ]


def _village_offices() -> list[Partner]:
    names = places.villages().drop_duplicates("regency_code").set_index("regency_code")["regency_name"]
    return [
        Partner(
            partner_id=f"dpmd-{code}",
            name=f"DPMD {names[code]}",
            area_code=code,
            owes=(_lasting("desa_perangkat", "quarterly", "ADD", agreements.VILLAGES),),
        )
        for code in places.KALTIM
    ]


@cache
def everyone() -> tuple[Partner, ...]:
    """Return all partners."""
    return (*_governments(), *_others(), *_villages(), *_village_offices())


def partner_table(since: int) -> pd.DataFrame:
    """Return the partner rows that became known in one year."""
    rows = [
        (
            partner.partner_id,
            partner.name,
            partner.area_code,
            partner.office_code,
            f"{partner.partner_id}@contoh.example",
        )
        for partner in everyone()
        if partner.since == since
    ]
    return pd.DataFrame(rows, columns=PARTNER_COLUMNS)


def obligation_table(since: int) -> pd.DataFrame:
    """Return the obligations that became known in one year."""
    rows = [
        (
            partner.partner_id,
            owed.kind,
            owed.frequency,
            owed.due_day,
            owed.list_mode,
            str(owed.carry_forward).lower(),
            owed.funding,
            owed.agreement,
            f"{since}-01-01",
            None,
        )
        for partner in everyone()
        if partner.since == since
        for owed in partner.owes
    ]
    return pd.DataFrame(rows, columns=OBLIGATION_COLUMNS)

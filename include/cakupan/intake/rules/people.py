"""Rules on names, required cells, dates, ages, sex and places."""

from collections.abc import Iterator

import pandas as pd

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.rules.catalogue import Hit, Severity, rule

RETIREMENT_AGE = 65
ADULT_AGE = 18
WORKING_AGE = 15


@rule(
    "NAMA_KOSONG",
    "error",
    text_id="Nama kosong.",
    text_en="The name is missing.",
    advice_id="Isi nama lengkap sesuai KTP.",
    advice_en="Fill in the full name as on the identity card.",
)
def name_is_missing(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A person without a name, or with signs only."""
    if "nama" in contract.required:
        yield Hit(rows=frame["name_key"].isna(), field="nama")


@rule(
    "KOLOM_WAJIB_KOSONG",
    "error",
    text_id="Isian yang diperlukan ini kosong atau tidak terbaca.",
    text_en="A cell that is needed is empty or cannot be read.",
    advice_id="Lengkapi isinya.",
    advice_en="Fill it in.",
)
def required_cell_is_empty(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """NIK and name have rules of their own; an expected cell that is empty is only told."""
    for name in contract.required:
        if name not in ("nik", "nama"):
            yield Hit(rows=frame[name].isna() & ~_is_bad_date(frame, name), field=name)
    for names in contract.required_one_of:
        stated = frame[[_stated(name) for name in names]].notna().any(axis=1)
        yield Hit(rows=~stated, field=names[0])
    for name in contract.expected:
        if name != "nik":
            yield Hit(rows=frame[name].isna(), field=name, severity="warning")


@rule(
    "TANGGAL_TIDAK_SAH",
    "warning",
    text_id="Tanggal ini tidak sah (tidak ada di kalender, tidak lengkap, atau tanggal lahir yang"
    " belum tiba).",
    text_en="This is not a valid date (not in the calendar, incomplete, or a birth still to come).",
    advice_id="Tulis tanggal sebagai hh-bb-tttt, misalnya 12-08-1987.",
    advice_en="Write the date as dd-mm-yyyy, for example 12-08-1987.",
)
def date_is_impossible(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """No such day, or a birth after the list begins; an error where the date is required."""
    yield from _date_hits(frame, contract, "invalid")


@rule(
    "TANGGAL_MERAGUKAN",
    "warning",
    text_id="Hari dan bulan pada tanggal ini tidak dapat dibedakan.",
    text_en="The day and the month of this date cannot be told apart.",
    advice_id="Tulis nama bulannya, misalnya 12 Agustus 1987.",
    advice_en="Write the name of the month, for example 12 August 1987.",
)
def date_is_ambiguous(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """The column holds both orders and the NIK does not decide; an error where the date is required."""
    yield from _date_hits(frame, contract, "ambiguous")


@rule(
    "NIK_TGL_BEDA",
    "warning",
    text_id="Tanggal lahir berbeda dengan tanggal lahir pada NIK.",
    text_en="The birth date differs from the one in the NIK.",
    advice_id="Cocokkan keduanya dengan KTP, lalu perbaiki yang salah. Bila keduanya sesuai KTP, biarkan.",
    advice_en="Compare both with the identity card and correct the wrong one. If both agree with"
    " the card, leave them.",
)
def birth_date_differs_from_nik(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A NIK never changes, even when its birth digits are wrong: both may be right."""
    if contract.counts == "persons":
        stated, said = frame["stated_birth_date"], frame["nik_birth_date"]
        yield Hit(rows=stated.notna() & said.notna() & (stated != said), field="tanggal_lahir")


@rule(
    "NIK_JK_BEDA",
    "warning",
    text_id="Jenis kelamin berbeda dengan jenis kelamin menurut NIK.",
    text_en="The sex differs from the one in the NIK.",
    advice_id="Cocokkan keduanya dengan KTP, lalu perbaiki yang salah. Bila keduanya sesuai KTP, biarkan.",
    advice_en="Compare both with the identity card and correct the wrong one. If both agree with"
    " the card, leave them.",
)
def sex_differs_from_nik(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Only where the NIK holds a date."""
    if contract.counts == "persons":
        has_both = frame["stated_sex"].notna() & frame["nik_birth_date"].notna()
        differs = (frame["stated_sex"] != frame["nik_sex"]).fillna(False).astype(bool)
        yield Hit(rows=has_both & differs, field="jenis_kelamin")


@rule(
    "USIA_LEWAT",
    "error",
    text_id="Berusia 65 tahun atau lebih saat daftar mulai berlaku, sehingga tidak dapat"
    " didaftarkan sebagai pekerja mandiri (BPU).",
    text_en="65 or older on the day the list begins, so this person cannot be registered as"
    " self-employed (BPU).",
    advice_id="Periksa tanggal lahir sesuai KTP. Bila benar, hapus baris ini dari daftar.",
    advice_en="Check the birth date against the identity card. If it is right, take the row off the list.",
)
def person_is_too_old(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Lists of the self-employed only; the 65th birthday is already too late."""
    if contract.is_self_employed:
        yield Hit(rows=_age(frame) >= RETIREMENT_AGE, field="tanggal_lahir")


@rule(
    "USIA_DI_BAWAH",
    "error",
    text_id="Usia di bawah batas (kurang dari 15 tahun; 15 sampai 17 tahun hanya untuk magang).",
    text_en="Below the age limit (under 15; 15 to 17 only for interns).",
    advice_id="Periksa tanggal lahir sesuai KTP.",
    advice_en="Check the birth date against the identity card.",
)
def person_is_too_young(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Under 15 waits; 15 to 17 is told, outside internships."""
    if contract.counts != "persons":
        return
    age = _age(frame)
    yield Hit(rows=age < WORKING_AGE, field="tanggal_lahir")
    if not contract.takes_minors:
        yield Hit(rows=(age >= WORKING_AGE) & (age < ADULT_AGE), field="tanggal_lahir", severity="warning")


@rule(
    "WILAYAH_TAK_DIKENAL",
    "warning",
    text_id="Nama wilayah tidak ditemukan; baris ini dihitung pada wilayah Anda.",
    text_en="No such place was found; the row counts for your own area.",
    advice_id="Periksa ejaan kecamatan dan desa/kelurahan.",
    advice_en="Check how kecamatan and desa/kelurahan are spelt.",
)
def place_is_unknown(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """No area of that name inside the partner's."""
    yield from _place_hits(frame, "unknown")


@rule(
    "WILAYAH_GANDA",
    "warning",
    text_id="Nama wilayah ini ada lebih dari satu; baris ini dihitung pada wilayah Anda.",
    text_en="More than one place has this name; the row counts for your own area.",
    advice_id="Tuliskan kecamatannya, dan apakah itu desa atau kelurahan, kabupaten atau kota.",
    advice_en="Name the kecamatan, and say whether it is a desa or kelurahan, a kabupaten or kota.",
)
def place_is_ambiguous(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Two villages of one name and nothing to tell them apart."""
    yield from _place_hits(frame, "ambiguous")


@rule(
    "WILAYAH_LUAR",
    "warning",
    text_id="Tempat ini berada di luar wilayah Anda; baris ini dihitung pada wilayah Anda.",
    text_en="This place lies outside your area; the row counts for your own area.",
    advice_id="Pastikan baris ini memang termasuk daftar Anda.",
    advice_en="Make sure the row belongs on your list.",
)
def place_is_outside(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A known place, but not of this partner."""
    yield from _place_hits(frame, "outside")


@rule(
    "NAMA_GANDA",
    "warning",
    text_id="Nama dan tanggal lahir ini muncul lagi dengan NIK lain.",
    text_en="This name and birth date appear again with another NIK.",
    advice_id="Pastikan bukan orang yang sama. Bila orangnya sama, sisakan satu baris dengan NIK yang benar.",
    advice_en="Make sure it is not the same person. If it is, keep one row with the right NIK.",
)
def name_appears_twice(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Two NIKs, one name and birth date: perhaps one person."""
    if contract.counts == "persons":
        keys = [frame["submission_no"], frame["name_key"], frame["stated_birth_date"]]
        yield Hit(rows=frame["nik"].groupby(keys).transform("nunique") > 1, field="nama")


def _stated(name: str) -> str:
    return "stated_birth_date" if name == "tanggal_lahir" else name


def _is_bad_date(frame: pd.DataFrame, name: str) -> pd.Series:
    state = f"{name}_state"
    return frame[state] != "" if state in frame else pd.Series(False, index=frame.index)


def _date_hits(frame: pd.DataFrame, contract: RosterContract, state: str) -> Iterator[Hit]:
    for name in contract.fields:
        if roster.readings()[name] == "date":
            severity: Severity | None = "error" if name in contract.required else None
            yield Hit(rows=frame[f"{name}_state"] == state, field=name, severity=severity)


def _place_hits(frame: pd.DataFrame, state: str) -> Iterator[Hit]:
    for name in ("kecamatan", "desa_kelurahan", "kabupaten_kota", "kode_desa"):
        yield Hit(rows=(frame["area_state"] == state) & (frame["area_field"] == name), field=name)


def _age(frame: pd.DataFrame) -> pd.Series:
    """Whole years on the day the list begins, empty without a birth date."""
    birth, day = frame["tanggal_lahir"], frame["reference_date"]
    is_before_birthday = (day.dt.month * 100 + day.dt.day) < (birth.dt.month * 100 + birth.dt.day)
    return day.dt.year - birth.dt.year - is_before_birthday

"""Rules on NIK: present, well-formed, whole, and one person's own."""

from collections.abc import Iterator

import pandas as pd

from cakupan.contracts.roster import RosterContract
from cakupan.intake import places
from cakupan.intake.nik import PROVINCES, SCIENTIFIC, TEST_DISTRICT
from cakupan.intake.rules.catalogue import Hit, Severity, rule

LARGEST_EXACT = 2**53
ENOUGH_NUMBERS = 5
COLUMN = ["submission_no", "sheet_no"]


@rule(
    "NIK_KOSONG",
    "error",
    text_id="NIK kosong.",
    text_en="The NIK is missing.",
    advice_id="Isi 16 angka NIK sesuai KTP atau Kartu Keluarga.",
    advice_en="Fill in the 16 digits from the identity card or the family card.",
)
def nik_is_missing(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A list of people needs NIKs; where it may do without, it is told so."""
    if "nik" in contract.fields:
        severity: Severity = "error" if "nik" in contract.required else "warning"
        yield Hit(rows=frame["nik"].isna(), field="nik", severity=severity)


@rule(
    "NIK_PRESISI_HILANG",
    "error",
    text_id="Angka terakhir NIK hilang atau berubah menjadi 0, karena NIK tersimpan dengan format"
    " Angka (Number).",
    text_en="The last digits of the NIK were lost or became 0, because it was stored as a number.",
    advice_id="Ubah format kolom NIK menjadi Teks, lalu ketik ulang NIK sesuai KTP.",
    advice_en="Format the NIK column as text, then type the NIK again from the identity card.",
)
def nik_lost_digits(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A number keeps 15 digits: above 2^53 always lost; else ending in 0, unless few of many numbers do."""
    if "nik" not in contract.fields:
        return
    is_number = frame["nik_is_number"] & frame["nik"].notna()
    value = pd.to_numeric(frame["nik"].where(is_number), errors="coerce")
    ends_in_zero = is_number & frame["nik"].str.endswith("0").fillna(False).astype(bool)
    keys = [frame[name] for name in COLUMN]
    numbers = is_number.groupby(keys).transform("sum")
    zeros = ends_in_zero.groupby(keys).transform("sum")
    is_suspect = ends_in_zero & ((numbers < ENOUGH_NUMBERS) | (zeros * 2 >= numbers))
    is_scientific = frame["nik"].str.fullmatch(SCIENTIFIC).fillna(False).astype(bool)
    yield Hit(rows=(value > LARGEST_EXACT) | is_suspect | is_scientific, field="nik")


@rule(
    "NIK_ANGKA",
    "warning",
    text_id="NIK tersimpan dengan format Angka (Number), bukan Teks.",
    text_en="The NIK is stored as a number.",
    advice_id="Ubah format kolom NIK menjadi Teks, agar angkanya tidak hilang saat berkas disimpan lagi.",
    advice_en="Format the NIK column as text, so that no digit is lost when the file is saved again.",
)
def nik_is_a_number(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Whole this time; the next save may lose it."""
    if "nik" in contract.fields:
        yield Hit(rows=frame["nik_is_number"] & frame["nik"].notna(), field="nik")


@rule(
    "NIK_FORMAT",
    "error",
    text_id="NIK bukan 16 angka yang sah (kurang, lebih, semua angkanya sama, atau berakhir 0000).",
    text_en="The NIK is not 16 valid digits (too few, too many, all the same, or ending in 0000).",
    advice_id="Periksa kembali NIK sesuai KTP. Pastikan angka 0 dan 1 tidak tertulis sebagai huruf O dan I.",
    advice_en="Check it against the identity card. Make sure that 0 and 1 are not written as the"
    " letters O and I.",
)
def nik_has_wrong_shape(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Not 16 digits, all digits the same, or serial 0000."""
    if "nik" in contract.fields:
        is_other = _is_civil_servant(frame) | frame["nik"].str.fullmatch(SCIENTIFIC).fillna(False).astype(
            bool
        )
        yield Hit(rows=frame["nik"].notna() & ~frame["nik_has_shape"] & ~is_other, field="nik")


@rule(
    "NIK_BUKAN_NIK",
    "error",
    text_id="Yang diisi bukan NIK, melainkan NIP (18 angka) atau nomor Kartu Keluarga.",
    text_en="This is not a NIK but a civil servant's number (18 digits) or a family card number.",
    advice_id="Ganti dengan NIK orang tersebut sesuai KTP.",
    advice_en="Replace it with the person's own NIK from the identity card.",
)
def nik_is_another_number(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A civil servant's number, or the number of the family card beside it."""
    if "nik" not in contract.fields:
        return
    rows = _is_civil_servant(frame)
    if "no_kk" in contract.fields:
        rows = rows | (frame["nik"] == frame["no_kk"]).fillna(False).astype(bool)
    yield Hit(rows=rows, field="nik")


@rule(
    "NIK_TANGGAL",
    "error",
    text_id="Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin.",
    text_en="Digits 7 to 12 of the NIK are no possible birth date.",
    advice_id="Periksa kembali NIK sesuai KTP.",
    advice_en="Check the NIK against the identity card.",
)
def nik_holds_no_date(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Day 1-31 or 41-71, month 1-12, a day of the calendar."""
    yield Hit(rows=frame["nik_has_shape"] & frame["nik_birth_date"].isna(), field="nik")


@rule(
    "NIK_PROVINSI",
    "error",
    text_id="Dua angka pertama NIK bukan kode provinsi.",
    text_en="The first two digits of the NIK are no province code.",
    advice_id="Periksa kembali NIK sesuai KTP.",
    advice_en="Check the NIK against the identity card.",
)
def nik_has_no_province(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Two digits no province has or had."""
    yield Hit(rows=frame["nik_has_shape"] & ~frame["nik_province"].isin(PROVINCES), field="nik")


@rule(
    "NIK_WILAYAH",
    "warning",
    text_id="Enam angka pertama NIK tidak ada dalam daftar kode wilayah, baik sekarang maupun dahulu.",
    text_en="The first six digits of the NIK are in no list of area codes, current or former.",
    advice_id="Cocokkan NIK dengan KTP. Bila sudah sama, biarkan.",
    advice_en="Compare the NIK with the identity card. If they agree, leave it.",
)
def nik_has_unknown_district(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Prefixes outlive their kecamatan, and our lists have gaps: never more than a warning."""
    if not frame["nik_has_shape"].any():
        return
    district = frame["nik_district_code"]
    is_known = district.isin(places.district_codes()) | district.str.slice(0, 5).isin(
        places.former_regency_codes()
    )
    is_test = district.str.endswith(f".{TEST_DISTRICT}").fillna(False).astype(bool)
    is_unknown = frame["nik_has_shape"] & frame["nik_province"].isin(PROVINCES) & ~is_test & ~is_known
    yield Hit(rows=is_unknown, field="nik")


@rule(
    "NIK_DIPAKAI_BERSAMA",
    "error",
    text_id="Satu NIK dipakai untuk nama atau tanggal lahir yang berbeda dalam berkas ini.",
    text_en="One NIK stands for different names or birth dates in this file.",
    advice_id="Perbaiki semua baris dengan NIK itu, sesuai KTP masing-masing orang.",
    advice_en="Correct every row with that NIK, from each person's own identity card.",
)
def nik_is_shared(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Which of the group is right, only the partner knows: all of them wait."""
    if contract.counts != "persons" or not frame["nik_has_shape"].any():
        return
    keys = [frame["submission_no"], frame["nik"].where(frame["nik_has_shape"])]
    names = frame["name_key"].groupby(keys).transform("nunique")
    births = frame["stated_birth_date"].groupby(keys).transform("nunique")
    yield Hit(rows=frame["nik_has_shape"] & ((names > 1) | (births > 1)), field="nik")


def _is_civil_servant(frame: pd.DataFrame) -> pd.Series:
    return frame["nik"].str.fullmatch(r"(?:19|20)\d{16}").fillna(False).astype(bool)

"""Rules on NIK: present, well-formed, whole, and one person's own."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import columns, days, gazetteer
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.frame import IDENTIFIERS, Frame
from cakupan.intake.judging.fields.nik import PROVINCES
from cakupan.intake.judging.rules.catalogue import Hit, Severity, rule
from cakupan.intake.judging.rules.groups import Groups

SEVERAL = r"^\D{0,5}(?:\d{16}\D{0,5}){2,}$"
FEWEST_SIGNS = 32  # of two NIKs
TEST_DISTRICT = 99  # a kecamatan part that exists nowhere: numbers that belong to nobody
IS_PROVINCE = np.isin(np.arange(100), PROVINCES)


@rule(
    "NIK_KOSONG",
    "error",
    label_id="NIK kosong",
    label_en="NIK missing",
    text_id="NIK kosong.",
    text_en="The NIK is missing.",
    advice_id="Isi 16 angka NIK sesuai KTP atau Kartu Keluarga.",
    advice_en="Fill in the 16 digits from the identity card or the family card.",
)
def nik_is_missing(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A list of people needs NIKs; where it may do without, it is told so."""
    if "nik" in contract.fields:
        severity: Severity = "error" if "nik" in contract.required else "warning"
        yield Hit(rows=columns.missing(frame.niks.text), field="nik", severity=severity)


@rule(
    "NIK_PRESISI_HILANG",
    "error",
    label_id="Angka terakhir NIK hilang",
    label_en="Last digits of the NIK lost",
    text_id="Angka terakhir NIK hilang atau berubah menjadi 0, karena NIK pernah tersimpan dengan format"
    " Angka (Number).",
    text_en="The last digits of the NIK were lost or became 0, because it was once stored as a number.",
    advice_id="Ubah format kolom NIK menjadi Teks, lalu ketik ulang NIK sesuai KTP.",
    advice_en="Format the NIK column as text, then type the NIK again from the identity card.",
)
def nik_lost_digits(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A number keeps 15 digits; the loss shows above 2^53, in 3,32E+15, and where too many NIKs end in 0.

    Of texts, which may have been numbers before, ten or more have to end in 0, and at least half of all.
    """
    if "nik" in contract.fields:
        yield Hit(rows=frame.is_nik_lost, field="nik")


@rule(
    "NOMOR_PRESISI_HILANG",
    "warning",
    label_id="Angka terakhir nomor hilang",
    label_en="Last digits of a number lost",
    text_id="Angka terakhir nomor ini hilang, karena pernah tersimpan dengan format Angka (Number).",
    text_en="The last digits of this number were lost, because it was once stored as a number.",
    advice_id="Ubah format kolomnya menjadi Teks, lalu ketik ulang nomornya.",
    advice_en="Format the column as text, then type the number again.",
)
def identifier_lost_digits(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Card, telephone and contract numbers in 1,23E+10, an NIP that ends in 000: what is left is not kept."""
    for name in contract.keeps:
        if name in IDENTIFIERS:
            yield Hit(rows=frame.is_lost(name), field=name)


@rule(
    "NIK_ANGKA",
    "warning",
    label_id="NIK tersimpan sebagai angka",
    label_en="NIK stored as a number",
    text_id="NIK tersimpan dengan format Angka (Number), bukan Teks.",
    text_en="The NIK is stored as a number.",
    advice_id="Ubah format kolom NIK menjadi Teks, agar angkanya tidak hilang saat berkas disimpan lagi.",
    advice_en="Format the NIK column as text, so that no digit is lost when the file is saved again.",
)
def nik_is_a_number(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Whole this time; the next save may lose it."""
    if "nik" in contract.fields:
        is_told = columns.missing(frame.niks.text) | frame.is_nik_lost
        yield Hit(rows=frame.texts.flag("nik_is_number") & ~is_told, field="nik")


@rule(
    "NIK_FORMAT",
    "error",
    label_id="NIK bukan 16 angka yang sah",
    label_en="NIK not 16 valid digits",
    text_id="NIK bukan 16 angka yang sah (kurang, lebih, semua angkanya sama, atau berakhir 0000).",
    text_en="The NIK is not 16 valid digits (too few, too many, all the same, or ending in 0000).",
    advice_id="Periksa kembali NIK sesuai KTP. Pastikan angka 0 dan 1 tidak tertulis sebagai huruf O dan I.",
    advice_en="Check it against the identity card. Make sure that 0 and 1 are not written as the"
    " letters O and I.",
)
def nik_has_wrong_shape(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Not 16 digits, all digits the same, or serial 0000."""
    if "nik" in contract.fields:
        niks = frame.niks
        is_other = columns.missing(niks.text) | niks.is_civil_servant | frame.is_nik_lost
        is_other |= _are_several(niks.text)
        yield Hit(rows=~niks.has_shape & ~is_other, field="nik")


@rule(
    "NIK_BEBERAPA",
    "error",
    label_id="Beberapa NIK dalam satu sel",
    label_en="Several NIKs in one cell",
    text_id="Satu sel berisi NIK beberapa orang, jadi orang-orang pada baris ini tidak terbaca.",
    text_en="One cell holds the NIKs of several people, so the people of this row were not read.",
    advice_id="Tulis satu orang pada satu baris: NIK, nama dan isian lainnya masing-masing dalam selnya"
    " sendiri.",
    advice_en="Write one person on one row: NIK, name and all else each in a cell of its own.",
)
def nik_of_several(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Sixteen digits twice or more, on lines of one cell or behind one another."""
    if "nik" in contract.fields:
        yield Hit(rows=_are_several(frame.niks.text), field="nik")


@rule(
    "NIK_BUKAN_NIK",
    "error",
    label_id="Kolom NIK berisi data lain",
    label_en="Another number in place of the NIK",
    text_id="Yang diisi bukan NIK, melainkan NIP (18 angka) atau nomor Kartu Keluarga.",
    text_en="This is not a NIK but a civil servant's number (18 digits) or a family card number.",
    advice_id="Ganti dengan NIK orang tersebut sesuai KTP.",
    advice_en="Replace it with the person's own NIK from the identity card.",
)
def nik_is_another_number(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A civil servant's number, or the number of the family card beside it."""
    if "nik" not in contract.fields:
        return
    rows = frame.niks.is_civil_servant
    card = frame.text("no_kk")
    if card.null_count < len(card):
        rows = rows | (columns.flags(pc.equal(frame.niks.text, card)) & ~frame.is_nik_lost)
    yield Hit(rows=rows, field="nik")


@rule(
    "NIK_TANGGAL",
    "error",
    label_id="Tanggal dalam NIK tidak mungkin",
    label_en="Impossible date in the NIK",
    text_id="Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin.",
    text_en="Digits 7 to 12 of the NIK are no possible birth date.",
    advice_id="Periksa kembali NIK sesuai KTP.",
    advice_en="Check the NIK against the identity card.",
)
def nik_holds_no_date(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Day 1-31 or 41-71, month 1-12, a day of the calendar."""
    yield Hit(rows=frame.niks.has_shape & (frame.niks.birth == days.NO_DAY), field="nik")


@rule(
    "NIK_PROVINSI",
    "error",
    label_id="Kode provinsi dalam NIK tidak ada",
    label_en="NIK of no province",
    text_id="Dua angka pertama NIK bukan kode provinsi.",
    text_en="The first two digits of the NIK are no province code.",
    advice_id="Periksa kembali NIK sesuai KTP.",
    advice_en="Check the NIK against the identity card.",
)
def nik_has_no_province(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Two digits no province has or had."""
    yield Hit(rows=frame.niks.has_shape & ~IS_PROVINCE[frame.niks.province], field="nik")


@rule(
    "NIK_WILAYAH",
    "warning",
    label_id="Kode wilayah dalam NIK tidak dikenal",
    label_en="NIK of an unknown area",
    text_id="Enam angka pertama NIK tidak ada dalam daftar kode wilayah, baik sekarang maupun dahulu.",
    text_en="The first six digits of the NIK are in no list of area codes, current or former.",
    advice_id="Cocokkan NIK dengan KTP. Bila sudah sama, biarkan.",
    advice_en="Compare the NIK with the identity card. If they agree, leave it.",
)
def nik_has_unknown_district(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Prefixes outlive their kecamatan, and our lists have gaps: never more than a warning."""
    niks = frame.niks
    if niks.has_shape.any():
        is_unknown = niks.has_shape & IS_PROVINCE[niks.province] & ~_known_districts()[niks.district]
        yield Hit(rows=is_unknown, field="nik")


@rule(
    "NIK_DIPAKAI_BERSAMA",
    "error",
    scope="submission",
    label_id="Satu NIK dipakai beberapa orang",
    label_en="One NIK for several people",
    text_id="Satu NIK dipakai untuk nama atau tanggal lahir yang berbeda dalam berkas ini.",
    text_en="One NIK stands for different names or birth dates in this file.",
    advice_id="Perbaiki semua baris dengan NIK itu, sesuai KTP masing-masing orang.",
    advice_en="Correct every row with that NIK, from each person's own identity card.",
)
def nik_is_shared(frame: Frame, contract: RosterContract, groups: Groups) -> Iterator[Hit]:
    """Which of the group is right, only the partner knows: all of them wait."""
    if contract.lists_people:
        yield Hit(rows=groups.is_shared, field="nik")


def _known_districts() -> Mask:
    """Which six digits stand for a kecamatan of today, of a kabupaten of old, or for nobody."""
    return _marked(gazetteer.district_codes(), gazetteer.former_regency_codes())


@lru_cache(maxsize=4)
def _marked(districts: frozenset[str], regencies: frozenset[str]) -> Mask:
    is_known = np.zeros(1_000_000, bool)
    is_known[[int(code.replace(".", "")) for code in districts]] = True
    for code in regencies:
        first = int(code.replace(".", "")) * 100
        is_known[first : first + 100] = True
    is_known[TEST_DISTRICT::100] = True
    return is_known


def _are_several(texts: pa.StringArray) -> Mask:
    if not (columns.lengths(texts) >= FEWEST_SIGNS).any():
        return np.zeros(len(texts), bool)
    return columns.flags(pc.match_substring_regex(texts, SEVERAL))

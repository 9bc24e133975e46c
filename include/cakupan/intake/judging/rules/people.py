"""Rules on names, required cells, dates, ages, sex and places."""

from collections.abc import Iterator
from string import ascii_letters

import numpy as np
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import columns, dates, days, values
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.frame import NUMBERS, Frame
from cakupan.intake.judging.rules.catalogue import Hit, Severity, rule
from cakupan.intake.judging.rules.groups import NO_KEY, Groups

RETIREMENT_AGE = 65
ADULT_AGE = 18
WORKING_AGE = 15
LETTERS = columns.table_of(ascii_letters.encode() + bytes(range(128, 256)))  # or the part of one
MAY_BE_BROKEN = columns.table_of(b"?\xef")  # the question mark and the first byte of U+FFFD
BROKEN = r"\x{FFFD}|\p{L}\?\p{L}"
DEATH = r"\b(?:meninggal|wafat|almarhum(?:ah)?|almh?|mati)\b"
OF_ANOTHER = (
    r"\b(?:suami|isteri|istri|ayah|bapak|ibu|orang tua|ortu|anak|cucu|belum|tidak|bukan|ktp|kartu|hp)\b"
    rf"\W+(?:\w+\W+)?{DEATH}"
)


@rule(
    "NAMA_KOSONG",
    "error",
    label_id="Nama kosong",
    label_en="Name missing",
    text_id="Nama kosong.",
    text_en="The name is missing.",
    advice_id="Isi nama lengkap sesuai KTP.",
    advice_en="Fill in the full name as on the identity card.",
)
def name_is_missing(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A person without a name, or with signs and digits only."""
    if "nama" in contract.required:
        has_letter = columns.holding(frame.text("nama"), LETTERS)
        yield Hit(rows=(frame.name_keys["nama"] == NO_KEY) | ~has_letter, field="nama")


@rule(
    "NAMA_RUSAK",
    "warning",
    label_id="Nama dengan huruf rusak",
    label_en="Name with broken letters",
    text_id="Ada huruf pada nama ini yang tidak terbaca lagi (tertulis � atau tanda tanya).",
    text_en="A letter of this name cannot be read any more (it is written as � or a question mark).",
    advice_id="Tulis kembali nama sesuai KTP. Bila banyak, simpan ulang berkas sebagai .xlsx.",
    advice_en="Write the name again as on the identity card. If there are many, save the file as .xlsx.",
)
def name_has_broken_letters(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A program has put a sign in the place of a letter it did not know."""
    names = frame.text("nama")
    if columns.holding(names, MAY_BE_BROKEN).any():
        yield Hit(rows=columns.flags(pc.match_substring_regex(names, BROKEN)), field="nama")


@rule(
    "KOLOM_WAJIB_KOSONG",
    "error",
    label_id="Isian wajib kosong",
    label_en="Required cell empty",
    text_id="Isian yang diperlukan ini kosong.",
    text_en="A cell that is needed is empty.",
    advice_id="Lengkapi isinya.",
    advice_en="Fill it in.",
)
def required_cell_is_empty(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """NIK and name have rules of their own; an expected cell that is empty is only told."""
    for name in contract.required:
        if name not in ("nik", "nama"):
            yield Hit(rows=~frame.is_stated(name) & ~frame.is_unread(name), field=name)
    for names in contract.required_one_of:
        stated = [frame.is_stated(name) for name in names]
        yield Hit(rows=~np.logical_or.reduce(stated), field=names[0])
    for name in contract.expected:
        if name != "nik":
            yield Hit(rows=~frame.is_stated(name) & ~frame.is_unread(name), field=name, severity="warning")


@rule(
    "TANGGAL_TIDAK_SAH",
    "warning",
    label_id="Tanggal tidak sah",
    label_en="Invalid date",
    text_id="Tanggal ini tidak sah (tidak ada di kalender, tidak lengkap, atau tanggal lahir yang"
    " belum tiba).",
    text_en="This is not a valid date (not in the calendar, incomplete, or a birth still to come).",
    advice_id="Tulis tanggal sebagai hh-bb-tttt, misalnya 12-08-1987.",
    advice_en="Write the date as dd-mm-yyyy, for example 12-08-1987.",
)
def date_is_impossible(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """No such day, or a birth after the list begins; an error where the date is required."""
    yield from _date_hits(frame, contract, dates.INVALID)


@rule(
    "ANGKA_TIDAK_TERBACA",
    "warning",
    label_id="Angka tidak terbaca",
    label_en="Number cannot be read",
    text_id="Isian ini bukan angka, atau titik dan komanya dapat berarti dua hal.",
    text_en="This is not a number, or its points and commas may mean two things.",
    advice_id="Tulis angkanya saja, tanpa titik, koma, atau satuan, misalnya 1250000.",
    advice_en="Write the number alone, without points, commas or a unit, for example 1250000.",
)
def number_cannot_be_read(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A count or an amount that was given and of which nothing is made; an error where it is required."""
    for name in contract.fields:
        if roster.readings()[name] in NUMBERS:
            severity: Severity | None = "error" if name in contract.required else None
            yield Hit(rows=frame.is_unread(name), field=name, severity=severity)


@rule(
    "TANGGAL_MERAGUKAN",
    "warning",
    label_id="Hari dan bulan tidak dapat dibedakan",
    label_en="Day and month cannot be told apart",
    text_id="Hari dan bulan pada tanggal ini tidak dapat dibedakan.",
    text_en="The day and the month of this date cannot be told apart.",
    advice_id="Tulis nama bulannya, misalnya 12 Agustus 1987.",
    advice_en="Write the name of the month, for example 12 August 1987.",
)
def date_is_ambiguous(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """The column holds both orders and the NIK does not decide; an error where the date is required."""
    yield from _date_hits(frame, contract, dates.AMBIGUOUS)


@rule(
    "NIK_TGL_BEDA",
    "warning",
    label_id="Tanggal lahir berbeda dengan NIK",
    label_en="Birth date differs from the NIK",
    text_id="Tanggal lahir berbeda dengan tanggal lahir pada NIK.",
    text_en="The birth date differs from the one in the NIK.",
    advice_id="Cocokkan keduanya dengan KTP, lalu perbaiki yang salah. Bila keduanya sesuai KTP, biarkan.",
    advice_en="Compare both with the identity card and correct the wrong one. If both agree with"
    " the card, leave them.",
)
def birth_date_differs_from_nik(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A NIK never changes, even when its birth digits are wrong: both may be right."""
    if contract.lists_people:
        stated, said = frame.stated_birth, frame.niks.birth
        has_both = (stated != days.NO_DAY) & (said != days.NO_DAY)
        yield Hit(rows=has_both & (stated != said), field="tanggal_lahir")


@rule(
    "NIK_JK_BEDA",
    "warning",
    label_id="Jenis kelamin berbeda dengan NIK",
    label_en="Sex differs from the NIK",
    text_id="Jenis kelamin berbeda dengan jenis kelamin menurut NIK.",
    text_en="The sex differs from the one in the NIK.",
    advice_id="Cocokkan keduanya dengan KTP, lalu perbaiki yang salah. Bila keduanya sesuai KTP, biarkan.",
    advice_en="Compare both with the identity card and correct the wrong one. If both agree with"
    " the card, leave them.",
)
def sex_differs_from_nik(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Only where the NIK holds a date."""
    if contract.lists_people:
        has_both = (frame.stated_sex != values.NO_SEX) & (frame.niks.birth != days.NO_DAY)
        is_woman = frame.stated_sex == values.WOMAN
        yield Hit(rows=has_both & (is_woman != frame.niks.is_woman), field="jenis_kelamin")


@rule(
    "JK_TIDAK_TERBACA",
    "warning",
    label_id="Jenis kelamin tidak terbaca",
    label_en="Sex cannot be read",
    text_id="Isian jenis kelamin ini tidak kami kenali, jadi yang dipakai adalah jenis kelamin menurut NIK.",
    text_en="We do not know what this sex means, so the one in the NIK is used.",
    advice_id="Tulis L untuk laki-laki atau P untuk perempuan.",
    advice_en="Write L for a man or P for a woman.",
)
def sex_cannot_be_read(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A sex that was given and of which nothing is made is never replaced in silence."""
    if "jenis_kelamin" in contract.fields:
        yield Hit(rows=frame.is_unread("jenis_kelamin"), field="jenis_kelamin")


@rule(
    "USIA_LEWAT",
    "error",
    label_id="Berusia 65 tahun atau lebih",
    label_en="Aged 65 or over",
    text_id="Berusia 65 tahun atau lebih saat daftar mulai berlaku, sehingga tidak dapat"
    " didaftarkan sebagai pekerja mandiri (BPU).",
    text_en="65 or older on the day the list begins, so this person cannot be registered as"
    " self-employed (BPU).",
    advice_id="Periksa tanggal lahir sesuai KTP. Bila benar, hapus baris ini dari daftar.",
    advice_en="Check the birth date against the identity card. If it is right, take the row off the list.",
)
def person_is_too_old(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Lists of the self-employed only; the 65th birthday is already too late."""
    if contract.is_self_employed:
        yield Hit(rows=_has_age(frame, RETIREMENT_AGE), field="tanggal_lahir")


@rule(
    "USIA_DI_BAWAH",
    "error",
    label_id="Usia di bawah batas",
    label_en="Below the age limit",
    text_id="Usia di bawah batas (kurang dari 15 tahun; 15 sampai 17 tahun hanya untuk magang).",
    text_en="Below the age limit (under 15; 15 to 17 only for interns).",
    advice_id="Periksa tanggal lahir sesuai KTP.",
    advice_en="Check the birth date against the identity card.",
)
def person_is_too_young(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Under 15 waits; 15 to 17 is told, outside internships."""
    if not contract.lists_people:
        return
    is_born = frame.birth != days.NO_DAY
    may_work = _has_age(frame, WORKING_AGE)
    yield Hit(rows=is_born & ~may_work, field="tanggal_lahir")
    if not contract.takes_minors:
        is_minor = may_work & ~_has_age(frame, ADULT_AGE)
        yield Hit(rows=is_minor, field="tanggal_lahir", severity="warning")


@rule(
    "MENINGGAL",
    "warning",
    label_id="Disebut telah meninggal",
    label_en="Said to have died",
    text_id="Keterangan menyebut orang ini telah meninggal.",
    text_en="The remark says that this person has died.",
    advice_id="Bila benar, hapus baris ini dari daftar. Bila keliru, perbaiki keterangannya.",
    advice_en="If so, take the row off the list. If not, correct the remark.",
)
def person_is_said_to_have_died(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A remark on this very person, not on a husband, a parent or a card that ran out."""
    if contract.lists_people:
        remarks = frame.texts.column("keterangan")
        if remarks.null_count < len(remarks):
            says = pc.match_substring_regex(remarks, DEATH, ignore_case=True)
            of_another = pc.match_substring_regex(remarks, OF_ANOTHER, ignore_case=True)
            yield Hit(rows=columns.flags(pc.and_not(says, of_another)), field="keterangan")


@rule(
    "WILAYAH_TAK_DIKENAL",
    "warning",
    label_id="Nama wilayah tidak ditemukan",
    label_en="Place not found",
    text_id="Nama wilayah tidak ditemukan; baris ini dihitung pada wilayah Anda.",
    text_en="No such place was found; the row counts for your own area.",
    advice_id="Periksa ejaan kecamatan dan desa/kelurahan.",
    advice_en="Check how kecamatan and desa/kelurahan are spelt.",
)
def place_is_unknown(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """No area of that name inside the partner's."""
    yield from _place_hits(frame, "unknown")


@rule(
    "WILAYAH_GANDA",
    "warning",
    label_id="Nama wilayah lebih dari satu",
    label_en="Place name not unique",
    text_id="Nama wilayah ini ada lebih dari satu; baris ini dihitung pada wilayah Anda.",
    text_en="More than one place has this name; the row counts for your own area.",
    advice_id="Tuliskan kecamatannya, dan apakah itu desa atau kelurahan, kabupaten atau kota.",
    advice_en="Name the kecamatan, and say whether it is a desa or kelurahan, a kabupaten or kota.",
)
def place_is_ambiguous(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Two villages of one name and nothing to tell them apart."""
    yield from _place_hits(frame, "ambiguous")


@rule(
    "WILAYAH_LUAR",
    "warning",
    label_id="Di luar wilayah mitra",
    label_en="Outside the partner's area",
    text_id="Tempat ini berada di luar wilayah Anda; baris ini dihitung pada wilayah Anda.",
    text_en="This place lies outside your area; the row counts for your own area.",
    advice_id="Pastikan baris ini memang termasuk daftar Anda.",
    advice_en="Make sure the row belongs on your list.",
)
def place_is_outside(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A known place, but not of this partner."""
    yield from _place_hits(frame, "outside")


@rule(
    "NAMA_GANDA",
    "warning",
    scope="submission",
    label_id="Nama dan tanggal lahir sama dengan NIK lain",
    label_en="Same name and birth date, another NIK",
    text_id="Nama dan tanggal lahir ini muncul lagi dengan NIK lain.",
    text_en="This name and birth date appear again with another NIK.",
    advice_id="Pastikan bukan orang yang sama. Bila orangnya sama, sisakan satu baris dengan NIK yang benar.",
    advice_en="Make sure it is not the same person. If it is, keep one row with the right NIK.",
)
def name_appears_twice(frame: Frame, contract: RosterContract, groups: Groups) -> Iterator[Hit]:
    """Two NIKs, one name and birth date: perhaps one person."""
    if contract.lists_people:
        yield Hit(rows=groups.has_other_nik, field="nama")


def _date_hits(frame: Frame, contract: RosterContract, state: int) -> Iterator[Hit]:
    for name, states in frame.states.items():
        severity: Severity | None = "error" if name in contract.required else None
        yield Hit(rows=states == state, field=name, severity=severity)


def _place_hits(frame: Frame, state: str) -> Iterator[Hit]:
    if frame.places.state.any():
        for name in ("kecamatan", "desa_kelurahan", "kabupaten_kota", "kode_desa"):
            yield Hit(rows=frame.places.is_in_state(state, name), field=name)


def _has_age(frame: Frame, years: int) -> Mask:
    """At least that many whole years on the day the list begins; nobody without a birth date."""
    latest = frame.per_file(days.years_before(frame.portion.reference_dates, years))
    has_age: Mask = (frame.birth != days.NO_DAY) & (frame.birth <= latest)
    return has_age

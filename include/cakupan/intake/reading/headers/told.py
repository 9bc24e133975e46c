"""Columns whose content the list needs and that are read for no field, or by a guess: what is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers.mapping import ColumnReading
from cakupan.intake.reading.headers.samples import MOSTLY, Samples, share

SEXES = re.compile(r"l|p|lk|pr|w|laki\W*laki|perempuan|pria|wanita|male|female", re.IGNORECASE)
DAYS = re.compile(
    r"\d{1,2}\W{1,2}(?:\d{1,2}|[a-z]{3,9})\W{1,2}(?:\d{4}|\d{2})|\d{4}\W\d{1,2}\W\d{1,2}(?: .*)?",
    re.IGNORECASE,
)
BORN_IN = re.compile(r"(?:.*\D)?(?:19[2-9]\d|200\d|201[0-2])(?:\D.*)?|\d{1,2}\W\w+\W\d{2}")
CARDS = re.compile(r"\d{11}")
NAMES = re.compile(r"[^\W\d_][^\d@/:;]{2,60}")
NAMED = 0.8  # of the cells: words in capitals may be an address as well as a name
FEWEST = 3  # cells: fewer show nothing
BIRTH = "tanggal_lahir"


def told(
    readings: Sequence[ColumnReading], samples: Samples, contract: RosterContract
) -> list[ColumnReading]:
    """Return the readings with what each column is told; one that nobody misses is told nothing."""
    taken = {each.field: each.number - 1 for each in readings if each.field}
    held = set(taken) | ({BIRTH} if "tempat_tanggal_lahir" in taken else set())
    lacking = [name for name in contract.keeps if name not in held]
    readings_told = []
    for each in readings:
        if each.basis == "repeated" and _is_clash(each, taken, samples, contract):
            each = replace(each, code="KOLOM_GANDA")
        elif each.basis == "mistyped" and each.field:
            each = replace(each, suggestion=each.field, code="KOLOM_SALAH_KETIK")
        elif each.basis == "unknown":
            each = _missed(each, lacking, samples)
        readings_told.append(each)
    return readings_told


def _is_clash(
    reading: ColumnReading, taken: Mapping[str, int], samples: Samples, contract: RosterContract
) -> bool:
    chosen = taken.get(reading.suggestion or "")
    is_kept = reading.suggestion in contract.keeps and chosen is not None
    if not is_kept or not samples.differ(reading.number - 1, int(chosen or 0)):
        return False
    return reading.suggestion != "nama" or not samples.are_nested(reading.number - 1, int(chosen or 0))


def _missed(reading: ColumnReading, lacking: Sequence[str], samples: Samples) -> ColumnReading:
    """A heading nobody knows over what a field that is lacking would hold, or spelled much like one."""
    column = reading.number - 1
    cells = samples.filled(column)
    if not cells:
        return reading
    guess = reading.suggestion if reading.suggestion in lacking else _likely(column, cells, lacking, samples)
    if guess:
        return replace(reading, suggestion=guess, code="KOLOM_TIDAK_DIKENAL")
    is_needed = samples.national_share(column) >= MOSTLY or _is_a_needed_day(cells, lacking)
    return replace(reading, code="KOLOM_TIDAK_DIKENAL") if is_needed else reading


def _likely(column: int, cells: Sequence[str], lacking: Sequence[str], samples: Samples) -> str | None:
    if "nik" in lacking and samples.national_share(column) >= MOSTLY:
        return "nik"
    if BIRTH in lacking and share(cells, DAYS) >= MOSTLY and share(cells, BORN_IN) >= MOSTLY:
        return BIRTH
    if "jenis_kelamin" in lacking and share(cells, SEXES) >= NAMED:
        return "jenis_kelamin"
    if "kpj" in lacking and share(cells, CARDS) >= MOSTLY:
        return "kpj"
    if "nama" in lacking and len(cells) >= FEWEST and len(set(cells)) >= NAMED * len(cells):
        return "nama" if share(cells, NAMES) >= NAMED else None
    return None


def _is_a_needed_day(cells: Sequence[str], lacking: Sequence[str]) -> bool:
    """Days where the list lacks some other than that of birth."""
    wanted = [name for name in lacking if roster.readings()[name] == "date" and name != BIRTH]
    return bool(wanted) and share(cells, DAYS) >= MOSTLY

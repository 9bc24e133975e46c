"""Rows that name a place for the rows below them, and rows that only head a part of a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

ENUMERATION = r"(?:(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)]\s*)?"
VILLAGE = (
    r"desa\s*/\s*kelurahan|kelurahan\s*/\s*desa|desa|kelurahan|kel|ds|gampong|nagari|kalurahan|pekon|kampung"
)
DISTRICT = r"kecamatan|kec|distrik|kapanewon|kemantren"
ABOVE = r"kabupaten|kab|provinsi|propinsi|prov"
LABEL = rf"(?P<village>{VILLAGE})|(?P<district>{DISTRICT})|(?P<above>{ABOVE})"
FIRST = re.compile(rf"^\W*{ENUMERATION}(?:pemerintah\s+|wilayah\s+)?(?:{LABEL})\b[\s.:]*", re.IGNORECASE)
NEXT_DISTRICT = re.compile(rf"[\s,;/:(-]+(?:{DISTRICT})\b[\s.:]*", re.IGNORECASE)
NEXT_VILLAGE = re.compile(r"[\s,;/:(-]+(?:desa|kelurahan|kel\.|ds\.)\s*[.:]?\s*", re.IGNORECASE)
NEXT_ABOVE = re.compile(rf"[\s,;/:(-]+(?:{ABOVE})\b.*$|[,;/(-]\s*kota\b.*$", re.IGNORECASE)
COUNTED = re.compile(r"[\s:(=-]*\d[\d.]*\s*(?:orang|jiwa|peserta|pekerja|tk|org)\W*$", re.IGNORECASE)
NAME = re.compile(r"[^\W\d][^:;,=]{0,58}")
PART = re.compile(
    rf"^\W*{ENUMERATION}(?:rt|rw|dusun|dukuh|dukuhan|padukuhan|lingkungan|jorong|banjar|kelompok|poktan"
    r"|gapoktan|dinas|badan|bagian|bidang|puskesmas|rsud|rumah sakit|sekretariat|opd|skpd|unit|upt|uptd"
    r"|kantor|satpol|sd|sdn|smp|smpn|sma|smk|tk|paud|bpd|perangkat|kader|linmas|lembaga|kategori|profesi|nelayan"
    r"|petani|pedagang|guru|tukang|buruh)\b",
    re.IGNORECASE,
)
HEAD = r"kepala\s+(?:keluarga|kel|rumah\s*tangga)"
FAMILY = re.compile(
    r"^\W*no(?:mor)?\.?\s*(?:kk|kartu\s+keluarga)\b\W*(?:$|\d{12})"
    r"|^\W*(?:kk|kartu\s+keluarga)\b(?:\s*[:=]|\W*(?:no(?:mor)?\W*)?\d{12})"
    rf"|^\W*(?:nama\s+)?{HEAD}\b\s*[:=]|^\W*nama\s+(?:kk|{HEAD})\b\W*$",
    re.IGNORECASE,
)
LABEL_OF_NUMBER = re.compile(r"^\W*no(?:mor)?\.?\s*(?:kk|kartu\s+keluarga)\W*$", re.IGNORECASE)
HEAD_ALONE = re.compile(rf"\W*(?:nama\s+)?{HEAD}\W*", re.IGNORECASE)
ON_CARD = re.compile(r"^\W*(?:alamat|rt\s*/\s*rw|kode\s*pos)\s*[:=]", re.IGNORECASE)
CARD_COLUMNS = frozenset(  # of the lower half of a family card, whose rows stand below other headings
    ("status perkawinan", "status hubungan dalam keluarga", "kewarganegaraan", "nama ayah", "nama ibu")
)
FAMILY_NUMBER = re.compile(r"^\W*\d{12}")
LABEL_ONLY = re.compile(rf"^\W*{ENUMERATION}(?:{LABEL})\W*$", re.IGNORECASE)
ORDINAL = re.compile(r"\(?(?:[IVXLC]+|[A-Z]|\d{1,3})[.)]*", re.IGNORECASE)
MOST_CELLS, MOST_CELLS_OF_PART = 4, 2
LONGEST_HEADING = 3  # cells: what follows a family's number
LONGEST = 300  # a row that names a place is short; searching a long one takes its length squared


@dataclass(frozen=True, kw_only=True)
class SectionArea:
    """A place as a row names it; what it does not name is empty."""

    desa: str = ""
    kecamatan: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the row names any place."""
        return bool(self.desa or self.kecamatan)


NO_AREA = SectionArea()


@dataclass(frozen=True, kw_only=True)
class Section:
    """From this row on, rows lie in this place."""

    row: int
    place: SectionArea


def place(written: Sequence[str]) -> SectionArea:
    """Return the place a row such as "DESA KALISAPU" or "Kecamatan | : | Slawi" names, else an empty one."""
    if len(written) > MOST_CELLS + 1:
        return NO_AREA
    written = _without_ordinal(written)
    if len(written) > MOST_CELLS or (len(written) > 1 and not LABEL_ONLY.match(written[0])):
        return NO_AREA
    whole = " ".join(written)
    if len(whole) > LONGEST:
        return NO_AREA
    text = COUNTED.sub("", whole)
    match = FIRST.match(text)
    if not match or match["above"]:
        return NO_AREA
    rest = NEXT_ABOVE.sub("", text[match.end() :])
    if match["district"]:
        name, _, inner = _cut(rest, NEXT_VILLAGE)
        return _named(kecamatan=name, desa=inner)
    name, _, outer = _cut(rest, NEXT_DISTRICT)
    return _named(desa=name, kecamatan=outer)


def is_part(written: Sequence[str]) -> bool:
    """Whether a row heads a part of the list that is no village: an RT, a group, an office, a trade."""
    if len(written) > MOST_CELLS_OF_PART + 1:
        return False
    written = _without_ordinal(written)
    return len(written) <= MOST_CELLS_OF_PART and all(map(PART.match, written))


def is_family(written: Sequence[str]) -> bool:
    """Whether a row heads a family as its card does: No. KK and a number, Kepala Keluarga : and a name."""
    written = _without_ordinal(written)
    first = " ".join(written[:2]) if len(written) > 1 and written[1][0] in ":=" else written[0]
    if ON_CARD.match(first) or any(FAMILY.match(text) for text in (first, *written[1:LONGEST_HEADING])):
        is_bare = len(written) > 1 and LABEL_OF_NUMBER.match(first)
        return not is_bare or any(map(FAMILY_NUMBER.match, written[1:LONGEST_HEADING]))
    return False


def _without_ordinal(written: Sequence[str]) -> Sequence[str]:
    """A section may be numbered in a cell of its own."""
    return written[1:] if len(written) > 1 and ORDINAL.fullmatch(written[0]) else written


def changes(
    titles: Sequence[tuple[int, SectionArea]], below: Sequence[tuple[int, SectionArea]]
) -> list[Section]:
    """Follow the places named one after the other; below a header a new kecamatan ends the desa before it.

    In a title desa and kecamatan belong together, whichever comes first.
    """
    places: list[Section] = []
    current = SectionArea()
    for row, named in titles:
        current = SectionArea(desa=named.desa or current.desa, kecamatan=named.kecamatan or current.kecamatan)
        places.append(Section(row=row, place=current))
    for row, named in below:
        current = named if named.kecamatan else SectionArea(desa=named.desa, kecamatan=current.kecamatan)
        places.append(Section(row=row, place=current))
    return places


def carried(
    places: Sequence[Section], rows: npt.NDArray[np.int64]
) -> tuple[pa.Array | None, pa.Array | None]:
    """Return desa and kecamatan of the rows at these positions, nothing where no row names any."""
    if not places:
        return None, None
    which = np.searchsorted([each.row for each in places], rows)
    codes = pa.array(which)
    columns = []
    for names in ([each.place.desa for each in places], [each.place.kecamatan for each in places]):
        columns.append(pa.array(["", *names], pa.string()).take(codes))
    return columns[0], columns[1]


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str, str]:
    match = pattern.search(f" {text}")
    if not match:
        return text, "", ""
    padded = f" {text}"
    return padded[: match.start()], match[0], padded[match.end() :]


def _named(*, desa: str, kecamatan: str) -> SectionArea:
    """Names only: letters first, no second label, nothing that reads like a sentence."""
    names = [name.strip(" .-()/") for name in (desa, kecamatan)]
    if any(name and not NAME.fullmatch(name) for name in names):
        return SectionArea()
    return SectionArea(desa=names[0], kecamatan=names[1])

"""Names to compare by: capitals without titles, signs or padding; company names without their legal form."""

import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.judging.fields import columns
from cakupan.intake.judging.fields.columns import Mask

TITLES = (
    "H", "HJ", "DRS", "DRA", "IR", "DR", "DRG", "PROF", "KH", "UST", "APT", "NS", "SPD", "SPDI", "SE", "SH",
    "SSOS", "ST", "SKOM", "SIP", "SSTP", "SKEP", "AMA", "AMAPD", "AMD", "MM", "MSI", "MPD", "MH", "SPT",
    "SAG", "SP", "SPTK", "SKM", "MKES", "MAG", "ALM", "ALMH",
    "MSC", "SSI", "SHI", "SST", "AMK", "AMKEB", "MHUM", "MKOM", "SPSI",
)  # fmt: skip
BY_LENGTH = sorted(TITLES, key=len, reverse=True)
DOTTED = "|".join(r"\.?".join(title) for title in BY_LENGTH)
# St. Aminah is Siti Aminah: only behind a name it is a degree.
IN_FRONT = "|".join(r"\.?".join(title) for title in BY_LENGTH if title != "ST")
BEFORE = rf"^(?:(?:{IN_FRONT})(?: |\. ?))+"
AFTER = rf"(?:[ .](?:{DOTTED})\.?)+$"
CALLED = r" (?:(?:BIN|BINTI|ALIAS) |@).*$"  # whose child, or what else people call somebody
WRITTEN_BEFORE = rf"(?i)^(?P<titles>(?:(?:{IN_FRONT})(?: |\. ?))+)"
WRITTEN_AFTER = rf"(?i)(?P<titles>(?:[ ,]+(?:{DOTTED})\.?)+)$"
PLAIN_TITLE = rf"^(?:{'|'.join(TITLES)}) | (?:{'|'.join(TITLES)})$|{CALLED}"
COMPANY_FORMS = "|".join(("PT", "CV", "UD", "TBK", "PERSERO", "PD", "FA", "KOPERASI"))
NEEDS_MENDING = columns.table_of('"ÃâÂ'.encode())
LONE_QUOTE = r'^"\s*([^"]+)$|^([^"]+?)\s*"$'
NOT_PLAIN = ~columns.table_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ")
SPACE = ord(" ")


def mended(names: pa.StringArray) -> pa.StringArray:
    """Return names without the one quote that lost its other half, and with letters that were read twice.

    A nickname has both its quotes; UTF-8 that a program took for cp1252 is what it was: BÃ‰LA is BÉLA.
    """
    is_odd = columns.holding(names, NEEDS_MENDING)
    if not is_odd.any():
        return names
    bare = pc.replace_substring_regex(names.filter(pa.array(is_odd)), LONE_QUOTE, r"\1\2")
    return columns.changed(
        names, is_odd, pa.array([text and _read_once(text) for text in bare.to_pylist()], pa.string())
    )


def _read_once(name: str) -> str:
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def person_keys(names: pa.StringArray) -> pa.StringArray:
    """Return names to compare by; most are capitals and spaces already, the others are looked at closely.

    Balinese I, Ni, Ida and Gusti are names, not titles.
    """
    key = pc.ascii_upper(names)
    is_odd = columns.holding(key, NOT_PLAIN) | columns.flags(pc.match_substring_regex(key, PLAIN_TITLE))
    is_odd |= _is_said_twice(key)
    if not is_odd.any():
        return key
    return columns.changed(key, is_odd, _odd_keys(key.filter(pa.array(is_odd))))


def titles(names: pa.StringArray) -> pa.StringArray:
    """Return the titles that stand before and behind names, as written; nothing where there are none."""
    before = _ends(names, WRITTEN_BEFORE)
    after = _ends(names, WRITTEN_AFTER)
    return pc.coalesce(pc.binary_join_element_wise(before, after, ", "), before, after)


def _ends(names: pa.StringArray, pattern: str) -> pa.StringArray:
    ends = pc.struct_field(pc.extract_regex(names, pattern), "titles")
    bare = pc.ascii_trim(ends, " ,")
    return columns.without(bare, columns.flags(pc.equal(bare, "")))


def _odd_keys(names: pa.StringArray) -> pa.StringArray:
    """Only what is a title loses its dots: S.Pd goes, M.Ali is M ALI."""
    plain = pc.utf8_normalize(names, "NFKD")
    key = pc.replace_substring_regex(pc.utf8_upper(plain), r"[’‘'`´\p{Mn}]", "")
    key = pc.replace_substring_regex(key, CALLED, "")
    key = pc.replace_substring_regex(key, r"[^A-Z0-9.]+", " ")
    key = pc.replace_substring_regex(pc.ascii_trim(key, " ."), r" ?\.[ .]+", ". ")
    key = pc.replace_substring_regex(key, BEFORE, "")
    key = pc.replace_substring_regex(key, AFTER, "")
    key = pc.ascii_trim(pc.replace_substring_regex(key, r"[ .]+", " "), " ")
    twice = _is_said_twice(key)
    if twice.any():
        half = pc.replace_substring_regex(key, r" \S+$", "")
        key = pc.if_else(pa.array(twice), half, key)
    return columns.without(key, columns.flags(pc.equal(key, "")))


def _is_said_twice(keys: pa.StringArray) -> Mask:
    """SUPARNO SUPARNO: a one-word name written again to fill a second column."""
    data, begins = columns.spans(keys)
    lengths = begins[1:] - begins[:-1]
    middle = begins[:-1] + lengths // 2
    is_twice = (lengths > 2) & (lengths % 2 == 1)
    padded = columns.padded(data)
    is_twice &= (padded[middle] == SPACE) & (padded[begins[:-1]] == padded[middle + 1])
    for row in is_twice.nonzero()[0]:  # the few that are as long on both sides and begin alike
        first, half, last = begins[row], middle[row], begins[row + 1]
        word = data[first:half]
        is_twice[row] = bool((word == data[half + 1 : last]).all()) and not (word == SPACE).any()
    return is_twice


def company_keys(names: pa.StringArray) -> pa.StringArray:
    """Return company names to compare by: capitals, no legal form, no signs."""
    key = pc.replace_substring_regex(pc.utf8_upper(names), r"[^A-Z0-9]+", " ")
    key = pc.replace_substring_regex(key, rf"\b(?:{COMPANY_FORMS})\b", " ")
    key = pc.ascii_trim(pc.replace_substring_regex(key, r" +", " "), " ")
    return columns.without(key, columns.flags(pc.equal(key, "")))

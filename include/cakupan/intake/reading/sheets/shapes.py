"""What a single row looks like by its texts: numbering, total, example, signature, nil."""

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import normalize

KEY = re.compile(r"^\D{0,2}\d{12,18}\D{0,2}$")
TOTAL = re.compile(
    r"^\W*(?:[A-Z0-9]{1,2}[.)]\s*)?(?:(?:sub|grand)\W*)?(?:jumlah|jml|total)"
    r"(?:\W+(?:total|seluruh(?:nya)?|keseluruhan|semua|peserta|pekerja|tenaga kerja|tk|orang|data|anggota"
    r"|perusahaan|proyek|desa|kelurahan|kec|kecamatan|laki|perempuan|pria|wanita|l|p|rt|rw|dusun|halaman|pindahan|dipindahkan"
    r"|nelayan|petani|buruh|pedagang|guru|kader)\b.*?)?"
    r"[\s:=.]*(?P<stated>\d[\d.]*)?\s*(?:orang|jiwa|peserta|pekerja|tk|org)?\W*$",
    re.IGNORECASE,
)
PARTIAL = re.compile(r"\b(?:laki|perempuan|pria|wanita|l|p|halaman)\b", re.IGNORECASE)
NIL = re.compile(r"^\W*(?:nihil|n i h i l)\W*$|:\s*nihil\W*$", re.IGNORECASE)
NOTHING = re.compile(r"\W*|nihil", re.IGNORECASE)
SIGNED_ON = re.compile(
    r"^[A-Z][A-Za-z .']{2,40},\s*(?:tgl\.?|tanggal)?\s*(?:\d{1,2}|\.{2,}|_{2,})?\s*[\s\w./-]{0,14}"
    r"(?:20\d\d|\.{3,}|_{3,})\W*$",
    re.IGNORECASE,
)
SIGNING = re.compile(
    r"^\W*(?:mengetahui|menyetujui|mengesahkan|disahkan oleh|diketahui oleh|dibuat oleh|yang membuat"
    r"|pembuat daftar|hormat kami|tanda tangan|ttd\b|a\.\s?n\.?\s|an\.|plt\.?\s)",
    re.IGNORECASE,
)
SIGNER = re.compile(
    r"^\W*(?:nip|nikp|nipd|kepala|sekretaris|camat|lurah|bupati|wali ?kota|direktur|pimpinan|manajer|hrd)\b",
    re.IGNORECASE,
)
MARKED = re.compile(r"[-−]\d{1,2}|\(\s*\w{1,4}\s*\)|\[\s*\w{1,4}\s*\]")
COLUMN_NUMBER = re.compile(
    r"^(?:kol(?:om)?|no(?:mor)?|k(?=\W*\d))?[\W_]*(\d{1,2}|[a-z]|[ivx]{1,5})(?:(?<=\d)[a-z])?[^\w=]*(?:=.*)?$"
)
COLUMN_WORD = re.compile(r"\W*(?:no(?:mor)?\W*)?(?:kolom|kol|column|col)\W*", re.IGNORECASE)
FIRST_NUMBERS = ("0", "1", "a", "i")
ROMANS = (
    "-", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
)  # fmt: skip
LONGEST_NUMBER = max(map(len, ROMANS))
MOST_SIGNED = 4  # cells of one row of a signature block
LONGEST = 300  # signs: no longer text is a total or a signature, and searching one takes its length squared


def is_numbering(written: Sequence[str]) -> bool:
    """(1) (2) (3), 1 2 3, a b c or I II III: what people print below a header to number its columns.

    A spreadsheet makes -1 of (1), and a column that is worked out says how: 5 = 3 x 4. A row that says
    KOLOM numbers those of a form, some of which may have been left out.
    """
    if written and COLUMN_WORD.fullmatch(written[0]):
        numbers = [int(text) if text.isdecimal() and len(text) < 4 else -1 for text in written[1:]]
        return len(numbers) > 1 and numbers[0] >= 0 and all(left < right for left, right in pairwise(numbers))
    if len(written) < 3 and not (len(written) == 2 and all(map(MARKED.fullmatch, written))):
        return False
    if _column_number(written[0]) not in FIRST_NUMBERS:
        return False
    plain = list(map(_column_number, written[:2]))
    if max(map(len, plain)) > LONGEST_NUMBER:
        return False  # a row of data, nearly always
    plain += map(_column_number, written[2:])
    digits = [int(text) if text.isdecimal() and len(text) < 3 else -1 for text in plain]
    letters = [ord(text) - 96 if len(text) == 1 and "a" <= text <= "z" else -1 for text in plain]
    romans = [ROMANS.index(text) if text in ROMANS[1:] else -1 for text in plain]
    return any(
        0 <= numbers[0] <= 1
        and all(0 <= after - before <= 1 for before, after in pairwise(numbers))
        and numbers[-1] >= len(numbers) - 1
        for numbers in (digits, letters, romans)
    )


def is_total(written: Sequence[str], *, is_numbered: bool) -> bool:
    """Whether a row sums up others: its first text says so, or a later one with only numbers beside it.

    A numbered row is somebody or something called Total.
    """
    if _total(written[0]):
        return True
    if is_numbered:
        return False
    later = [text for text in written if _total(text)]
    others = [text for text in written if text not in later]
    return len(later) == 1 and len(written) > 1 and all(_is_count(text) for text in others)


def total_text(written: Sequence[str]) -> re.Match[str] | None:
    """Return how the word for a total is written in a row that is one."""
    return next((match for text in written if (match := _total(text))), None)


def is_nil(written: Sequence[str]) -> bool:
    """Whether a row says that there is nothing to report, in one cell or in each."""
    whole = "\n".join(written).lower()  # looked through at once, for next to no row says so
    return ("nihil" in whole or "n i h i l" in whole) and any(map(NIL.search, written))


def is_nil_row(written: Sequence[str]) -> bool:
    """Whether a row has nothing but NIHIL, dashes and its own number."""
    return is_nil(written) and all(NOTHING.fullmatch(text) or text.isdigit() for text in written)


def begins_signature(written: Sequence[str], dated: Sequence[str]) -> bool:
    """Whether a row begins what people sign below a list: who takes note, or place and date.

    `dated` are the texts in which a place and a date are no birth.
    """
    if len(written) > MOST_SIGNED:
        return False
    return any(map(SIGNING.match, written)) or any(
        SIGNED_ON.match(text) for text in dated if len(text) <= LONGEST
    )


def _column_number(text: str) -> str:
    return COLUMN_NUMBER.sub(r"\1", normalize("NFKC", text).strip().lower())


def _total(text: str) -> re.Match[str] | None:
    return TOTAL.match(text) if len(text) <= LONGEST else None


def _is_count(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.,\s]+(?:orang|jiwa|peserta|tk)?|\W*", text))

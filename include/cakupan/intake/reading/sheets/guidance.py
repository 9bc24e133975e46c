"""Rows right below a header that show or say how to fill in a list: examples, and what each column takes."""

import re
from collections.abc import Iterable, Sequence, Set
from itertools import chain, pairwise

from cakupan.intake.reading.headers import HeaderMapping
from cakupan.intake.reading.sheets import shapes
from cakupan.intake.reading.sheets.structure import NOTE, NUMBERING, SheetRow

EXAMPLE = "CONTOH"  # what our own template writes in front of the row that shows how to fill it in
LONGEST = 80  # signs: no longer text says what a column takes
SAYS_EXAMPLE = re.compile(
    r"^\W*(?:(?:ini|hanya|baris|data|isian)\s+){0,2}(?:(?:contoh|cth|example|sample)(?![a-z])"
    r"|(?:misal(?:nya)?|ex|e\.\s?g|eg)\s*(?:[.:=)\-]|$)|.*[(\[]\s*contoh\s*[)\]]\W*$)",
    re.IGNORECASE,
)
ONLY_EXAMPLE = re.compile(
    r"\W*(?:(?:ini|hanya|baris|data)\s+){0,2}contoh(?:\s+(?:saja|(?:cara\s+)?pengisian|isian|data|baris))*\W*",
    re.IGNORECASE,
)
SAYS_HOW = re.compile(
    r"\b\d+\s*(?:angka|huruf)\b|\b(?:digit|karakter|sesuai|wajib|opsional|optional|required|mandatory)\b"
    r"|\b(?:di)?isi(?:kan)?\b|\b(?:kosongkan|format|pilih(?:an)?|lihat|contoh|misal(?:nya)?|drop ?down)\b"
    r"|x{4,}|\btanpa (?:gelar|spasi|titik|tanda)\b|\bhuruf (?:kapital|besar)\b"
    r"|(?:^|\W)(?:dd?|hh?|tgl|tt)\s*[-/. ]\s*(?:mm?m?|bb?b?|bln)\s*[-/. ]\s*(?:yy|tt|th)"
    r"|(?:yyyy|tttt)\s*[-/. ]\s*(?:mm|bb)\s*[-/. ]\s*(?:dd|hh)",
    re.IGNORECASE,
)
TYPE = re.compile(
    r"\W*(?:te(?:xt|ks)|string|(?:var)?char(?:acter)?|karakter|alfanumerik|alphanumeric|huruf|number|numeri[ck]|numerical|angka"
    r"|int(?:eger)?|bilangan(?: bulat)?|decimal|desimal|date|tanggal|general|umum|boolean|otomatis|auto"
    r"|ya\s*/\s*tidak|y\s*/\s*n|l\s*(?:/|atau)\s*p|laki(?:-laki)?\s*/\s*perempuan|pria\s*/\s*wanita"
    r"|nomor urut|no\.? urut)\W*(?:\(?\s*\d{1,3}\s*\)?)?\W*",
    re.IGNORECASE,
)
NO_NIK = re.compile(r"\W*(?:1234567890\d{0,6}|(\d)\1{9,}|[\dx]*x{3,}[\dx]*|\d*_{3,})\W*", re.IGNORECASE)
NO_NAME = re.compile(
    r"\W*(?:nama\b.*|(?:si )?fulan(?:ah|i)?\b.*|j(?:ohn|ane) doe|x{3,}(?: x+)*|_{3,})\W*", re.IGNORECASE
)
RULED = re.compile(r"[-=_:. ]{2,}")
LETTER = re.compile(r"[A-Za-z]")
MARK = re.compile(r"[\s(]*[*MOCR][\s)*]*")  # mandatory, optional, conditional, required
OF_COLUMNS = re.compile(r"\W*(?:no(?:mor)?\W*)?(?:kolom|kol|column)\W*", re.IGNORECASE)
SMALL = re.compile(r"\(?\d{1,2}\)?", re.ASCII)
FEWEST_NUMBERS = 3
MOSTLY = 0.6
MOST_ROWS = 12  # used rows below a header that may come before the first person
MOST_EXAMPLES = 3


def rows(
    below: Iterable[SheetRow],
    mapping: HeaderMapping,
    *,
    received: Set[int],
    keyed: Set[int],
    may_show: bool,
) -> dict[int, int]:
    """Return the classes of those of the first rows below a header that are guidance, up to the first person.

    `may_show` says whether examples are looked for; a row with a key says nothing of what columns take.
    """
    numbers: dict[int, int] = {}
    examples: list[SheetRow] = []
    for row, following in pairwise(chain(below, (None,))):
        if row is None:
            break
        if shapes.is_numbering(row.written):
            continue
        if row.number not in keyed and counts_a_form(row.written):
            numbers[row.number] = NUMBERING
        elif row.number not in keyed and is_description(row.written):
            numbers[row.number] = NOTE
        elif may_show and _is_example(row, following, examples, mapping):
            numbers[row.number] = NOTE
            examples.append(row)
        elif row.number in received:
            break
    return numbers


def _is_example(
    row: SheetRow, following: SheetRow | None, examples: Sequence[SheetRow], mapping: HeaderMapping
) -> bool:
    """Whether a row says that it is an example, or stands below one that says nothing else."""
    if len(examples) >= MOST_EXAMPLES:
        return False
    places = [mapping.columns[name] for name in ("no_urut", "nik", "nama") if name in mapping.columns]
    texts = [row.written[0], *(row.cells[place] for place in places)]
    remark = mapping.columns.get("keterangan")
    if says_example(texts, "" if remark is None else row.cells[remark]):
        return not examples or row.written[0] != EXAMPLE  # who copies our own mark downwards means people
    if all(name in mapping.columns for name in ("nik", "nama")) and is_placeholder(*texts[-2:]):
        return True
    is_below_label = bool(examples) and (
        len(examples[-1].written) == 1 or _is_unnumbered(row, following, mapping)
    )
    return is_below_label and following is not None and _begins_anew(row, following, mapping)


def _is_unnumbered(row: SheetRow, following: SheetRow | None, mapping: HeaderMapping) -> bool:
    """Whether a row has no number and the one below it is the first of the list."""
    place = mapping.columns.get("no_urut")
    return (
        place is not None
        and following is not None
        and (row.cells[place], following.cells[place]) == ("", "1")
    )


def _begins_anew(row: SheetRow, following: SheetRow, mapping: HeaderMapping) -> bool:
    """Whether the list begins below a row: its numbers do, or a gap or a heading parts them."""
    if following.number > row.number + 1 or len(following.written) == 1:
        return True
    place = mapping.columns.get("no_urut")
    if place is None or not following.cells[place].isdecimal():
        return False
    own = row.cells[place]
    return not own.isdecimal() or int(following.cells[place]) <= int(own)


def says_example(texts: Sequence[str], remark: str = "") -> bool:
    """Whether one of a row's first texts says that the row is an example, or its remark says nothing else."""
    return any(map(SAYS_EXAMPLE.match, texts)) or bool(ONLY_EXAMPLE.fullmatch(remark))


def is_placeholder(nik: str, name: str) -> bool:
    """Whether neither a number nor a name is anybody's: 1234567890123456 of NAMA ANDA."""
    return bool(NO_NIK.fullmatch(nik)) and bool(NO_NAME.fullmatch(name))


def counts_a_form(written: Sequence[str]) -> bool:
    """Whether a row numbers columns taken from a larger form: 2, 7, 9, 13, or KOLOM and such numbers."""
    numbers = written[1:] if OF_COLUMNS.fullmatch(written[0]) else written
    if len(numbers) < FEWEST_NUMBERS or not all(map(SMALL.fullmatch, numbers)):
        return False
    values = [int(text.strip("()")) for text in numbers]
    return all(before < after for before, after in pairwise(values))


def is_description(written: Sequence[str]) -> bool:
    """Whether a row says of most columns what they take: 16 digit, sesuai KTP, dd/mm/yyyy, text."""
    if len(written) > 1 and (all(map(MARK.fullmatch, written)) or all(map(RULED.fullmatch, written))):
        return True  # or a line drawn below the headings
    words = [text for text in written if LETTER.search(text)]
    said = [
        text for text in words if len(text) <= LONGEST and (TYPE.fullmatch(text) or SAYS_HOW.search(text))
    ]
    return len(said) >= 2 and len(said) >= MOSTLY * len(written)

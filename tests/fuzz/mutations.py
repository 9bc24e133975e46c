"""Changes to a file: of its bytes, or of what its form is made of, so that the first check is passed."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

TOKENS = [
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b";", b",", b"\t", b"|", b"\r", b"\n",
    b"\r\n", b"<", b">", b"&", b"&amp;", b"&#0;", b"&#x10FFFF;", b"&x;", b"<![CDATA[", b"]]>", b"<!--",
    b"-->", b"<!DOCTYPE x>", b"=1+1", b"-1", b"0", b"1e999", b"-1e999", b"nan", b"1e308",
    b"99999999999999999999", b"4294967295", b"2147483648", b"65536", b"16385", b"1048577", b"XFD1048576",
    b"A1:XFD1048576", b"ZZZZZZ99999999", b"A0", b"A1:A0", b"3.32899E+15", b"31-02-1987", b"00-00-0000",
    b"9999-99-99", b"12/13/14", b"1987-08-12T25:61:61", b"PT999999999H", b"45292", b"2958466", b"-693594",
    b"\xf0\x9f\x91\xa8\xe2\x80\x8d", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xc0\x80", b"O" * 300, b"NIHIL",
    b"JUMLAH", b"TOTAL 8", b"DESA", b"KECAMATAN", b"No", b"NIK", b"Nama", b"CONTOH", b"Status (Cakupan)",
    b"Ringkasan Cakupan", b"Nomor kiriman", b"S000001", b"sep=;", b"_x0000_", b"_xD800_",
]  # fmt: skip
ATTRIBUTE = re.compile(rb'([\w:.-]+)=(["\'])(.*?)\2', re.DOTALL)
ELEMENT = re.compile(rb"<[^<>]{1,400}>")
NUMBERS = re.compile(rb"\d+")
INTEGERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
LONGEST = 2_000_000  # a mutation of mutations must not grow without end


def mutated(form: str, data: bytes, random: Random) -> bytes:
    """Return a changed file; most often by its form, sometimes by its bytes alone."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        change = random.choice(BY_FORM.get(form, ())) if form in BY_FORM and random.random() < 0.75 else None
        data = (change or random.choice(BYTES))(data, random)[:LONGEST]
    return data


def _place(data: bytes, random: Random) -> int:
    return random.randrange(len(data) + 1)


def flip(data: bytes, random: Random) -> bytes:
    """Flip some bits."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 4, 16))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, random: Random) -> bytes:
    """Write a number of some width over what stands there."""
    place, width = _place(data, random), random.choice(("<B", "<H", "<I", "<Q", ">H", ">I"))
    written = struct.pack(width, random.choice(INTEGERS) & (2 ** (8 * struct.calcsize(width)) - 1))
    return data[:place] + written + data[place + len(written) :]


def insert(data: bytes, random: Random) -> bytes:
    """Insert a token, sometimes many times."""
    place = _place(data, random)
    return data[:place] + random.choice(TOKENS) * random.choice((1, 1, 1, 3, 200)) + data[place:]


def cut(data: bytes, random: Random) -> bytes:
    """Take a piece out, or everything from a place on."""
    first = _place(data, random)
    length = len(data) if random.random() < 0.2 else random.choice((1, 2, 8, 64, 512))
    return data[:first] + data[first + length :]


def repeat(data: bytes, random: Random) -> bytes:
    """Write a piece again, sometimes often."""
    first = _place(data, random)
    piece = data[first : first + random.choice((1, 8, 64, 1024))]
    return data[:first] + piece * random.choice((2, 2, 5, 100)) + data[first:]


def swap(data: bytes, random: Random) -> bytes:
    """Exchange two pieces."""
    first, second = sorted((_place(data, random), _place(data, random)))
    length = random.choice((1, 4, 32))
    one, other = data[first : first + length], data[second : second + length]
    return data[:first] + other + data[first + length : second] + one + data[second + length :]


BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (flip, overwrite, insert, cut, repeat, swap)


def attribute(data: bytes, random: Random) -> bytes:
    """Give an attribute another value."""
    found = list(ATTRIBUTE.finditer(data))
    if not found:
        return flip(data, random)
    match = random.choice(found)
    return data[: match.start(3)] + random.choice(TOKENS) + data[match.end(3) :]


def element(data: bytes, random: Random) -> bytes:
    """Take a tag out, write it twice, put it elsewhere or nest it deeply."""
    found = list(ELEMENT.finditer(data))
    if not found:
        return insert(data, random)
    tag, other = random.choice(found), random.choice(found)
    return {
        "out": data[: tag.start()] + data[tag.end() :],
        "twice": data[: tag.end()] + tag.group() + data[tag.end() :],
        "elsewhere": data[: other.start()] + tag.group() + data[other.start() :],
        "deep": data[: tag.end()] + tag.group() * 3000 + data[tag.end() :],
    }[random.choice(("out", "twice", "elsewhere", "elsewhere", "deep"))]


def number(data: bytes, random: Random) -> bytes:
    """Put another number where one stands."""
    found = list(NUMBERS.finditer(data))
    if not found:
        return overwrite(data, random)
    match = random.choice(found)
    return data[: match.start()] + random.choice(TOKENS) + data[match.end() :]


MARKUP = (attribute, element, number, insert, repeat, cut)


def member(data: bytes, random: Random) -> bytes:
    """Change one part of a package and pack it again, so that sums and lengths are right."""
    try:
        parts = _parts(data)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return flip(data, random)
    if not parts:
        return insert(data, random)
    place = random.randrange(len(parts))
    name, content = parts[place]
    doing = random.random()
    if doing < 0.85:
        parts[place] = (name, random.choice(MARKUP if b"<" in content[:100] else BYTES)(content, random))
    elif doing < 0.9:
        del parts[place]
    elif doing < 0.95:
        parts.append((name, random.choice(parts)[1]))
    else:
        parts[place] = (
            random.choice(["../" + name, name.upper(), "/" + name, name * 40, "xl/workbook.bin"]),
            content,
        )
    return _packed(parts, random)


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if info.file_size < LONGEST]
        return [(info.filename, archive.read(info)) for info in infos]


def _packed(parts: list[tuple[str, bytes]], random: Random) -> bytes:
    buffer = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if random.random() < 0.9 else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name.replace("\x00", "") or "-"), content[:LONGEST], method)
    return buffer.getvalue()


def record(data: bytes, random: Random) -> bytes:
    """Change the number, the length or the content of one record of an old workbook."""
    places = _records(data)
    if not places:
        return overwrite(data, random)
    start, length = random.choice(places)
    body = data[start + 4 : start + 4 + length]
    kind = struct.unpack_from("<H", data, start)[0]
    doing = random.randrange(6)
    if doing == 0:
        kind = random.choice(
            (0x809, 0x85, 0xFC, 0x3C, 0x0A, 0xBD, 0x203, 0x6, 0xE5, random.randrange(0x10000))
        )
    elif doing == 1:
        length = random.choice((0, 1, 3, 0x2020, 0x2021, 0xFFFF, random.randrange(0x10000)))
    elif doing == 2:
        return data[:start] + data[start + 4 + length :]
    elif doing == 3:
        return data[: start + 4 + length] + data[start : start + 4 + length] * 3 + data[start + 4 + length :]
    else:
        body = random.choice(BYTES)(body, random)
    return data[:start] + struct.pack("<HH", kind, length & 0xFFFF) + body + data[start + 4 + len(body) :]


def _records(data: bytes) -> list[tuple[int, int]]:
    """The places of the records of the first stream: it begins with that of a workbook."""
    start = data.find(b"\x09\x08\x10\x00")
    places = []
    while 0 <= start <= len(data) - 4:
        kind, length = struct.unpack_from("<HH", data, start)
        places.append((start, length))
        start += 4 + length
        if kind == 0 or len(places) > 5000:
            break
    return places


BY_FORM: dict[str, tuple[Callable[[bytes, Random], bytes], ...]] = {
    "xlsx": (member,),
    "ods": (member,),
    "zip": (member,),
    "html": MARKUP,
    "xml": MARKUP,
    "xls": (record,),
    "biff": (record,),
    "text": (insert, insert, number, cut, repeat, swap),
}

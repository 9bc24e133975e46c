"""What a file is that is no sheet, told by its first bytes, so that its sender learns what was sent."""

import re

HEAD = 1 << 14
STARTS = {
    b"%PDF": "pdf",
    b"\xff\xd8\xff": "picture",
    b"\x89PNG": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"8BPS": "picture",
    b"\x00\x00\x01\x00": "picture",
    b"AT&TFORM": "picture",
    b"\xd7\xcd\xc6\x9a": "picture",
    b"\x00\x00\x00\x0cjP  ": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"\x1f\x9d": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"(\xb5/\xfd": "archive",
    b"MSCF": "archive",
    b"\x04\x22\x4d\x18": "archive",
    b"{\\rtf": "document",
    b"%!PS": "document",
    b"\xffWPC": "document",
    b"SQLite format 3": "database",
    b"PAR1\x15": "database",
    b"ARROW1\x00\x00": "database",
    b"Obj\x01": "database",
    b"\x89HDF": "database",
    b"RDX2\n": "database",
    b"RDX3\n": "database",
    b"PGDMP\x01": "database",
    b"HEADER RECORD*******": "database",
    b"$FL2": "database",
    b"$FL3": "database",
    b"<stata_dta>": "database",
    b"L\x00\x00\x00\x01\x14\x02\x00": "link",
    b"book\x00\x00\x00\x00mark": "link",
    b"bplist00": "link",
    b"\x78\x9f\x3e\x22": "mail",
    b"\x00\x00\x02\x00": "old_sheet",
    b"\x00\x00\x1a\x00": "old_sheet",
    b"\xff\x00\x02\x00": "old_sheet",
    b"OggS": "recording",
    b"ID3\x02": "recording",
    b"ID3\x03": "recording",
    b"ID3\x04": "recording",
    b"#!AMR": "recording",
    b"fLaC": "recording",
    b"\x00\x00\x01\xba": "recording",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "recording",
    b"\xff\xfb": "recording",
    b"\x1aE\xdf\xa3": "recording",
    b"MZ\x90": "program",
    b"\x7fELF": "program",
}
WITHIN = (
    (4, b"Standard Jet DB", "database"),
    (4, b"Standard ACE DB", "database"),
    (12, b"\xc2\xea\x81\x60\xb3\x14\x11\xcf", "database"),
    (40, b" EMF", "picture"),
    (2, b"-lh", "archive"),
    (7, b"**ACE**", "archive"),
    (32769, b"CD001", "archive"),
    (257, b"ustar\x0000", "archive"),
    (257, b"ustar  \x00", "archive"),
)
PICTURES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"WEBP")
BITMAP_HEADERS = (12, 40, 64, 108, 124)
TABLES_OF_DBASE = (0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0xF5)  # their first bytes, before a date
LOCK_SIZES, LONGEST_NAME = (162, 165), 55  # who has a workbook open: the name twice, and nothing else
JSON = re.compile(
    rb"""(?:[\w.$]{1,60}\(\s*)?(?:\{\s*(?:(["'])[^"'\r\n]{0,200}\1\s*:|\})|\[\s*(?:\{\s*["'}]|\[\s*["'\d]|["']|\]))"""
)
ONLINE = re.compile(rb'"doc_id"|docs\.google\.com')
TEXTS = (
    (re.compile(rb"BEGIN:V(?:CARD|CALENDAR)\b", re.IGNORECASE), "contacts"),
    (re.compile(rb"\[(?:InternetShortcut|Desktop Entry|DEFAULT)\]", re.IGNORECASE), "link"),
    (
        re.compile(rb"\[\{[\dA-F-]{36}\}\](?=.*?[\r\n]\[InternetShortcut\])", re.IGNORECASE | re.DOTALL),
        "link",
    ),
    (re.compile(rb"https?://[^\s;,|]+\s*\Z", re.IGNORECASE), "link"),
    (re.compile(rb"WEB\s+\d+\s+https?:"), "link"),
    (re.compile(rb"ID;(?:P[^\r\n]*)?[\r\n]+(?=(?:.*?[\r\n])?C;(?:[A-Z]\d+;)*[XY]\d)", re.DOTALL), "exchange"),
    (re.compile(rb"TABLE\s+0,1\s"), "exchange"),
    (
        re.compile(
            rb"(?:--|/\*|SET\s+\w+|USE\s+[\[`\w]+|DROP\s+TABLE)(?=.*?[\r\n]"
            rb"(?:INSERT\s+(?:INTO\s|\[)|CREATE\s+TABLE\s|COPY\s[^\r\n]*\sFROM\s+stdin))",
            re.DOTALL | re.IGNORECASE,
        ),
        "sql",
    ),
    (re.compile(rb"(?:INSERT\s+INTO|CREATE\s+TABLE)\s+[`\"\[\w]", re.IGNORECASE), "sql"),
    (re.compile(rb",[^,\r\n]*,[^,\r\n]*,\d\d\.\d\d\.\d{4} \d\d:\d\d,file:"), "lock"),
    (re.compile(rb"-----BEGIN [A-Z]"), "sealed"),
    (re.compile(rb"From \S+@\S+ [A-Z][a-z]{2} [A-Z][a-z]{2} "), "mail"),
)
HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n")
OF_MESSAGES = {
    b"mime-version",
    b"content-type",
    b"received",
    b"message-id",
    b"return-path",
    b"x-document-type",
    b"snapshot-content-location",
}
OF_MAIL = {b"received", b"message-id", b"return-path", b"to"}
MOST_HEADERS = 200


def of_bytes(data: bytes) -> str | None:
    """Return what the bytes are when they are no text and no sheet: pdf, picture, archive and so on."""
    for start, kind in STARTS.items():
        if data.startswith(start):
            return kind
    for place, sign, kind in WITHIN:
        if data[place : place + len(sign)] == sign:
            return kind
    if data[4:8] == b"ftyp" or data[:4] == b"RIFF":
        return "picture" if data[8:12] in PICTURES else "recording"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _of_headers(data)


def of_text(head: bytes) -> str | None:
    """Return what a text in signs of one byte is when it is no list: json, mail, a saved page and so on."""
    head = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if JSON.match(head):
        return "link" if ONLINE.search(head) else "json"
    for sign, kind in TEXTS:
        if sign.match(head):
            return kind
    return _of_message(head)


def _of_headers(data: bytes) -> str | None:
    """What has numbers at its beginning that say how it goes on."""
    kind = int.from_bytes(data[14:18], "little")
    if data[:2] == b"BM" and data[6:10] == bytes(4) and kind in BITMAP_HEADERS:
        return "picture"
    is_name = len(data) in LOCK_SIZES and 0 < data[0] < LONGEST_NAME and b"\x00" in data
    if is_name and not data[1 + data[0] : LONGEST_NAME].strip(b" \x00"):
        return "lock"
    is_dated = len(data) > 64 and 0 < data[2] <= 12 and 0 < data[3] <= 31 and data[12:14] == bytes(2)
    return "database" if is_dated and data[0] in TABLES_OF_DBASE else None


def _of_message(head: bytes) -> str | None:
    """A page saved with all its parts, which is written as mail is, or mail itself."""
    names: dict[bytes, bytes] = {}
    place = 0
    while len(names) < MOST_HEADERS and (header := HEADER.match(head, place)):
        names.setdefault(header[1].lower(), header[0].lower())
        place = header.end()
    if len(names) < 2 or not OF_MESSAGES & names.keys():
        return None
    if OF_MAIL & names.keys():
        return "mail"
    is_page = any(kind in names.get(b"content-type", b"") for kind in (b"multipart/related", b"text/html"))
    return "mhtml" if is_page else "mail"

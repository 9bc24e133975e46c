"""What a file is, told by its content alone: its name may say anything."""

import re

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import letters, ole, other_forms
from cakupan.workbooks.reading.package import Package

HEAD = 4096
MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<")
SPREADSHEET_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument:xmlns:office"
FLAT_DOCUMENT = b"<office:document"
OPEN_KIND = re.compile(rb"vnd\.oasis\.opendocument\.(\w+)")
TABLE = re.compile(rb"<(?:\w+:)?(?:table|tr|td)\b", re.IGNORECASE)
OPENED_TABLE = re.compile(rb"<table\b[^<>]{0,2000}>\s*(?:<[^<>]{1,2000}>\s*){0,20}?<t[rdh]\b", re.IGNORECASE)
SAYS_OPEN_DOCUMENT = frozenset(("mimetype", "meta-inf/manifest.xml"))
KINDS_OF_OPEN_DOCUMENTS = {
    b"presentation": "slides",
    b"graphics": "picture",
    b"image": "picture",
    b"base": "database",
    b"database": "database",
}
FOLDERS = {"word/": "document", "ppt/": "slides", "visio/": "document"}
PROGRAMS = frozenset(("androidmanifest.xml", "meta-inf/manifest.mf"))
OTHER_DOCUMENTS = frozenset(("fixeddocseq.fdseq", "fixeddocumentsequence.fdseq", "meta-inf/container.xml"))
OTHER_MARKUP = {
    b"<svg": "picture",
    b"<plist": "link",
    b"office/word/2003": "document",
    b"office/2006/xmlPackage": "document",
}
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|tr|td|div|style|title)\b", re.IGNORECASE)
NESTED = re.compile(rb"<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?>\s*<[A-Za-z][\w.:-]*[\s/>]")
WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def form(data: bytes) -> str:
    """Return what the bytes are: xlsx, ods, fods, xls, biff, html, mhtml, xml2003, text, or something else.

    What else: zip (an archive of files), locked, broken, empty, unknown, and the kinds that refusals name.
    """
    if data.startswith(b"PK"):
        return _form_of_package(data)
    if data.startswith(ole.SIGNATURE):
        return ole.form(data)
    if ole.is_bare_workbook(data):
        return "biff"
    if kind := other_forms.of_bytes(data):
        return kind
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        return "empty"
    return _form_of_text(data)


def _form_of_text(data: bytes) -> str:
    if kind := _form_of_markup(data) or other_forms.of_text(_narrow(data[: 4 * HEAD])):
        return kind
    return "html" if _has_table(data) else "text"


def _form_of_package(data: bytes) -> str:
    limits = Limits(
        max_file_bytes=0, max_text_bytes=0, max_unpacked_bytes=16 * HEAD, max_columns=0, max_rows=0
    )
    try:
        package = Package(data, limits)
    except FileRefused:
        return "broken"
    names = package.names
    if "content.xml" in names and names & SAYS_OPEN_DOCUMENT:
        return _form_of_open_document(package)
    if kind := _kind_by_parts(names):
        return kind
    if "[content_types].xml" in names or "xl/workbook.xml" in names:
        is_workbook = any("workbook" in name and name.endswith(".xml") for name in names)
        return "xlsx" if is_workbook else "unknown"
    return "zip"


def _kind_by_parts(names: frozenset[str]) -> str | None:
    """What a package is that is no workbook to be read, by the parts it has."""
    if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
        return "xlsb"
    for folder, kind in FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return kind
    if any(name.endswith((".iwa", "index.numbers", "index.apxl")) for name in names) or "index.zip" in names:
        return "apple"
    if names & OTHER_DOCUMENTS:
        return "document"
    return "program" if names & PROGRAMS else None


def _form_of_open_document(package: Package) -> str:
    try:
        said = package.part("mimetype") or package.part("meta-inf/manifest.xml") or b""
    except FileRefused:
        return "broken"
    return "old_sheet" if b"sun.xml.calc" in said else _kind_of_open_document(said, "ods")


def _kind_of_open_document(said: bytes, spreadsheet: str) -> str:
    if b"opendocument.spreadsheet" in said:
        return spreadsheet
    kind = OPEN_KIND.search(said)
    return KINDS_OF_OPEN_DOCUMENTS.get(kind[1], "document") if kind else "document"


def _has_table(data: bytes) -> bool:
    """Whether a page begins with words before its first tag."""
    head = _narrow(data[: 64 * HEAD])
    return bool(OPENED_TABLE.search(head))


def _narrow(head: bytes) -> bytes:
    """The beginning of a text in signs of one byte."""
    if wide := WIDE.get(head[:2]):
        return head[2:].decode(wide, "replace").encode("utf-8")
    encoding = letters.wide(head)
    return head.decode(encoding, "replace").encode("utf-8") if encoding else head


def _form_of_markup(data: bytes) -> str | None:
    head = _narrow(data[:HEAD])
    if not MARKUP.match(head):
        return None
    if OPEN_DOCUMENT in head or (FLAT_DOCUMENT in data[: 64 * HEAD] and OPEN_DOCUMENT in data[: 64 * HEAD]):
        return _kind_of_open_document(_narrow(data[: 64 * HEAD]), "fods")
    if SPREADSHEET_2003 in head or SPREADSHEET_2003 in data[: 64 * HEAD]:
        return "xml2003"
    for sign, kind in OTHER_MARKUP.items():
        if sign in head:
            return kind
    if PAGE.search(head) or TABLE.search(data[: 64 * HEAD]):
        return "html"
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return "markup" if bare.startswith((b"<?xml", b"<!")) or NESTED.match(bare) else None

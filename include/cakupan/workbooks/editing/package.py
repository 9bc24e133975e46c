"""An .xlsx as what it is: a zip of parts, their content types and their relations."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DEFAULT: Any = {None: MAIN}  # said once, so that no element needs a prefix
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PACKED = (".png", ".jpg", ".jpeg", ".gif", ".zip", ".emz", ".wmz")
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
QUICK = 3  # of zlib's nine levels: a tenth larger than the usual 6, in half the time
HEADER = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class PackageError(Exception):
    """A workbook that cannot be edited as a package; the message says which part is odd, never a cell."""


@dataclass(kw_only=True)
class Package:
    """Parts by name in the order of the file; a part is bytes until somebody needs to look into it."""

    parts: dict[str, bytes] = field(default_factory=dict)

    def part(self, name: str) -> bytes:
        """Return a part.

        Raises:
            PackageError: there is no such part.
        """
        if name not in self.parts:
            raise PackageError(f"no part {name}")
        return self.parts[name]

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern with {} that no part has."""
        taken = {name.lower() for name in self.parts}
        return next(
            name for number in range(1, 100_000) if (name := pattern.format(number)).lower() not in taken
        )

    def relations(self, owner: str) -> "Relations":
        """Return what a part is related to."""
        folder, name = posixpath.split(owner)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        empty = b'<Relationships xmlns="%s"/>' % RELATIONS.encode()
        return Relations(package=self, folder=folder, path=path, root=parse(self.parts.get(path, empty)))

    def set_type(self, part: str, content_type: str) -> None:
        """Say what a part is."""
        root = parse(self.part(CONTENT_TYPES))
        for each in root.findall(f"{{{TYPES}}}Override"):
            if each.get("PartName", "").lower() == f"/{part}".lower():
                root.remove(each)
        if content_type:
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        self.parts[CONTENT_TYPES] = to_bytes(root)

    def set_default_type(self, extension: str, content_type: str) -> None:
        """Say what parts with this extension are, unless that is said already."""
        root = parse(self.part(CONTENT_TYPES))
        known = {each.get("Extension", "").lower() for each in root.findall(f"{{{TYPES}}}Default")}
        if extension not in known:
            default = etree.Element(f"{{{TYPES}}}Default", Extension=extension, ContentType=content_type)
            root.insert(0, default)
            self.parts[CONTENT_TYPES] = to_bytes(root)

    def remove(self, part: str) -> None:
        """Drop a part and what is said about it."""
        self.parts.pop(part, None)
        folder, name = posixpath.split(part)
        self.parts.pop(posixpath.join(folder, "_rels", f"{name}.rels"), None)
        self.set_type(part, "")


@dataclass(kw_only=True)
class Relations:
    """What one part is related to; `save` writes it back."""

    package: Package
    folder: str
    path: str
    root: Any

    def targets(self, kind: str) -> list[tuple[str, str]]:
        """Return (id, part name) of relations whose type ends so; those that lead outside are left out."""
        return [
            (each.get("Id", ""), self._resolved(each.get("Target", "")))
            for each in self.root
            if isinstance(each.tag, str)
            and each.get("Type", "").rsplit("/", 1)[-1] == kind
            and each.get("TargetMode") != "External"
        ]

    def add(self, kind: str, part: str) -> str:
        """Relate to a part and return the id."""
        taken = {each.get("Id") for each in self.root if isinstance(each.tag, str)}
        number = next(number for number in range(1, 100_000) if f"rIdCakupan{number}" not in taken)
        etree.SubElement(
            self.root,
            f"{{{RELATIONS}}}Relationship",
            Id=f"rIdCakupan{number}",
            Type=f"{OFFICE}/{kind}",
            Target=f"/{part}",
        )
        self.save()
        return f"rIdCakupan{number}"

    def drop(self, kind: str) -> list[str]:
        """Forget the relations of a type and return the parts they led to."""
        relations = self.targets(kind)
        ids = {identity for identity, _ in relations}
        for each in [each for each in self.root if isinstance(each.tag, str) and each.get("Id") in ids]:
            self.root.remove(each)
        if relations:
            self.save()
        return [part for _, part in relations]

    def save(self) -> None:
        """Write the relations back; a new part of them needs a type where each of the others has its own."""
        if self.path not in self.package.parts:
            self.package.set_default_type("rels", RELATIONS_TYPE)
        self.package.parts[self.path] = to_bytes(self.root)

    def _resolved(self, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")


def is_package(data: bytes) -> bool:
    """Whether bytes are an Office Open XML workbook of cells."""
    if not data.startswith(b"PK"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return "xl/workbook.xml" in names


def unpack(data: bytes, max_bytes: int) -> Package:
    """Return the parts of a workbook.

    Raises:
        PackageError: the zip is damaged, or its parts are larger than allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if sum(member.file_size for member in members) > max_bytes:
                raise PackageError("the parts are too large")
            return Package(parts={member.filename: archive.read(member) for member in members})
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise PackageError(f"not a zip to be read: {type(error).__name__}") from error


def pack(package: Package) -> bytes:
    """Return the workbook; equal parts give equal bytes."""
    buffer = io.BytesIO()
    names = [CONTENT_TYPES, *(name for name in package.parts if name != CONTENT_TYPES)]
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            about = zipfile.ZipInfo(name, FIXED_TIME)
            about.external_attr = 0o600 << 16
            is_packed = name.lower().endswith(PACKED)
            about.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(about, package.parts[name], compresslevel=None if is_packed else QUICK)
    return buffer.getvalue()


def parse(xml: bytes) -> Any:
    """Return the root of a part; nothing is fetched and no entity is followed.

    Raises:
        PackageError: it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError("a part is no XML") from error


def to_bytes(root: Any) -> bytes:
    """Return a part as it is written."""
    return HEADER + etree.tostring(root, encoding="UTF-8")

"""ZIP archives as a test describes them, hostile ones among them."""

import io
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path


def archive(*members: tuple[str, bytes]) -> bytes:
    """Return a ZIP archive with these members in this order; a name may stand twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(info, data)
    return buffer.getvalue()


def inside(data: bytes, part: str, content: bytes) -> bytes:
    """Return a workbook of which one part has other content."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = [info.filename for info in source.infolist()]
    members: Sequence[tuple[str, bytes]] = [
        (name, content if name == part else source.read(name)) for name in names
    ]
    return archive(*members)


def bomb(data: bytes, part: str, megabytes: int) -> bytes:
    """Return a workbook of which one part unpacks to many megabytes of spaces within its XML."""
    xml = zipfile.ZipFile(io.BytesIO(data)).read(part)
    return inside(data, part, xml.replace(b"<sheetData>", b"<sheetData>" + b" " * (megabytes * 1024**2)))


def told(receipt: Path) -> str:
    """Return every text of a receipt."""
    from openpyxl import load_workbook

    book = load_workbook(receipt)
    return " ".join(
        str(cell.value) for name in book.sheetnames for row in book[name] for cell in row if cell.value
    )

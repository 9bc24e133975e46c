"""What a file says once it is unpacked: a search of the bytes of Parquet, XLSX or PDF would find nothing."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pypdfium2 as pdfium


def contents(path: Path) -> str:
    """Return the text of a file: each value of a Parquet column, part of a workbook or of slides, page."""
    if path.suffix == ".parquet":
        return "\n".join(_parquet(path))
    if path.suffix in (".xlsx", ".pptx") and zipfile.is_zipfile(path):
        return "\n".join(_packed(path.read_bytes()))
    if path.suffix == ".pdf":
        return "\n".join(_pages(path))
    return path.read_bytes().decode("utf-8", "replace")


def files_below(home: Path, folders: Iterable[str]) -> list[Path]:
    """Return every file below these folders of an installation."""
    found = [path for name in folders for path in (home / name).rglob("*")]
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _packed(content: bytes) -> Iterator[str]:
    """Yield the text of each part of a package, and of the workbooks that lie behind charts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith(".xlsx"):
                yield from _packed(part)
            else:
                yield part.decode("utf-8", "replace")


def _parquet(path: Path) -> Iterator[str]:
    table = pq.read_table(path)
    for name in table.column_names:
        yield name
        column = table[name]
        yield from map(
            str, column.to_pylist() if pa.types.is_nested(column.type) else column.unique().to_pylist()
        )


def _pages(path: Path) -> Iterator[str]:
    document = pdfium.PdfDocument(path)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    finally:
        document.close()

"""What an attacker who has the agency's key does to an edition, and what the checks say of it."""

import ctypes
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from bundle_builders import NO_DENOMINATOR, evidence_row, figure_row, gap_row, seal, workforce_row, write
from cakupan.editions import manifest
from cakupan.editions.proof import keys, signature
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.verifying import verify

SEGMENT = {
    "figure_id": "ucj_ytd:2024-10:33.28:PU",
    "segment_code": "PU",
    "slicing": "segment",
    "slice_code": "PU",
    "slice_name": "Penerima Upah",
}
FIGURES = [
    figure_row(),
    figure_row(**SEGMENT, denominator=None, value=None, note=NO_DENOMINATOR),
    gap_row(),
]
ROWS = [
    evidence_row(),
    evidence_row(slicing="segment", slice_code="PU", segment_code="PU"),
    workforce_row(3),
]
COVERAGE, OF_PU, GAP = (str(row["figure_id"]) for row in FIGURES)
CHECKS = (
    *("signature", "manifest", "chain", "files", "queries", "facts", "figures"),
    *("series", "definitions", "csv"),
    *("differences", "pages", "html", "pdf", "xlsx", "pptx"),
)


def failures(edition: Path) -> list[tuple[str, str, str | None]]:
    return [(one.check, one.subject, one.part) for one in verify.verify(edition).failures]


def of_figures(edition: Path) -> list[tuple[str, str, str | None]]:
    """What fails but the formats of the report, which print what the figures were."""
    return [one for one in failures(edition) if one[0] not in {"html", "pdf", "xlsx", "pptx"}]


def outcomes(edition: Path) -> dict[str, str]:
    return {check.name: check.outcome for check in verify.verify(edition).checks}


def signed_again(edition: Path, secrets: Path) -> Path:
    """What somebody with the agency's key does after every change."""
    for name in (manifest.MANIFEST, manifest.SIGNATURE):
        (edition / name).unlink(missing_ok=True)
    seal(edition, secrets)
    return edition


def rewritten(path: Path, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """Change the rows of a frozen table."""
    table = pq.read_table(path)
    write(path, table.from_pylist(change(table.to_pylist()), schema=table.schema))


def with_figure(position: int, **given: Any) -> list[dict[str, Any]]:
    return [row | given if place == position else row for place, row in enumerate(FIGURES)]


def with_entries(edition: Path, secrets: Path, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """Sign a manifest whose list of files is another."""
    return with_stated(edition, secrets, lambda stated: change(stated["files"]))


def with_stated(edition: Path, secrets: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Sign a manifest that says something else."""
    stated = manifest.read(edition)
    change(stated)
    return sign(edition, secrets, manifest.canonical(stated))


def sign(edition: Path, secrets: Path, content: bytes) -> Path:
    """Put a manifest in its place and sign it."""
    signer = keys.read(KeyStore(home=secrets.parent).key_file)
    (edition / manifest.MANIFEST).write_bytes(content)
    signed = {signature.fingerprint(signer.public): signer.sign(content)}
    (edition / manifest.SIGNATURE).write_bytes(signature.lines(signed))
    return edition


def with_part(path: Path, before: bytes, after: bytes) -> str:
    """Change these bytes once, in the first part of a package that has them, and return its name."""
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    name = next(info.filename for info, content in parts if before in content)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts:
            package.writestr(info, content.replace(before, after, 1) if info.filename == name else content)
    return name


def with_pdf_text(path: Path, before: str, after: str) -> None:
    """Change the first text of a PDF that is this one, and leave its place and its link as they were."""
    file = pdfium.PdfDocument(path)
    for page in file:
        letters = page.get_textpage()
        for text in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
            if _written(text, letters) == before:
                pdfium_c.FPDFText_SetText(text.raw, _wide(after))
                pdfium_c.FPDFPage_GenerateContent(page.raw)
                content = io.BytesIO()
                file.save(content)
                file.close()
                path.write_bytes(content.getvalue())
                return
    raise AssertionError(f"{before} stands nowhere in {path.name}")


def _written(text: pdfium.PdfObject, letters: pdfium.PdfTextPage) -> str:
    length = pdfium_c.FPDFTextObj_GetText(text.raw, letters.raw, None, 0)
    buffer = (pdfium_c.FPDF_WCHAR * (length // 2 + 1))()
    pdfium_c.FPDFTextObj_GetText(text.raw, letters.raw, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le").rstrip("\0").strip()


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    content = f"{text}\0".encode("utf-16-le")
    return (pdfium_c.FPDF_WCHAR * (len(content) // 2)).from_buffer_copy(content)

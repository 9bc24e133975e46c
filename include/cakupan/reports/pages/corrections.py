"""Koreksi terhadap versi sebelumnya: angka semula, angka perbaikan, dan sebabnya."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import right
from cakupan.reports.document import Block, Column, Figure, Page, Paragraph, Row, Table
from cakupan.reports.source import ReportSource

CAUSES = {
    "roster": "daftar mitra yang masuk atau berubah",
    "register": "perubahan register kepesertaan",
    "reference": "perubahan daftar rujukan",
    "inputs": "mengikuti angka asalnya",
    "definition": "perubahan cara hitung",
    "as_of": "posisi data yang lebih baru (jatuh tempo)",
}
PARTS = {"numerator": "pembilang", "denominator": "pembagi", "value": "nilai"}


def page(source: ReportSource) -> Page | None:
    """Return the page of corrections; None for a first version."""
    before = source.edition.supersedes_version
    if before is None:
        return None
    blocks: list[Block] = [Paragraph(content=(_introduction(source, before),))]
    if source.change_rows:
        columns = (
            Column(label="Angka", weight=6),
            Column(label="Bagian", weight=2),
            *right("Semula", "Perbaikan", "Perubahan"),
            Column(label="Sebab", weight=4),
        )
        blocks.append(
            Table(
                caption=f"Angka semula (versi {before}) dan angka perbaikan",
                columns=columns,
                rows=tuple(_rows(source)),
                notes=(("Perubahan per sebab bila dijumlahkan sama dengan selisih semula dan perbaikan.",),),
            )
        )
    return Page(
        name="koreksi", title="Koreksi terhadap versi sebelumnya", sheet="Koreksi", blocks=tuple(blocks)
    )


def _introduction(source: ReportSource, before: int) -> str:
    reason = source.edition.reason
    return f"Edisi ini menggantikan versi {before}." + (f" Alasan: {reason}." if reason else "").replace(
        "..", "."
    )


def _rows(source: ReportSource) -> Iterator[Row]:
    for figure_id, part, cause in source.change_rows:
        where = f"{part}.{cause}"
        yield Row(
            cells=(
                (name(source, figure_id),),
                (PARTS.get(part, part),),
                (Figure(figure_id, f"previous.{where}"),),
                (Figure(figure_id, f"current.{where}"),),
                (Figure(figure_id, f"change.{where}"),),
                (CAUSES.get(cause, cause),),
            )
        )


def name(source: ReportSource, figure_id: str) -> str:
    """Name a figure in words: indicator, area, slice; its id when it is no longer published."""
    row = source.rows.get(figure_id)
    if row is None:
        return figure_id
    said = [catalogue.name(row.indicator_code), row.area_name]
    if row.slicing == "cause":
        return ", ".join([*said, catalogue.cause(row.slice_code)])
    return ", ".join(said if row.slicing == "total" else [*said, row.slice_name])

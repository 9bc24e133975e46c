"""Lampiran: cakupan daftar tiap mitra, dengan baris yang dikecualikan dan batas bawahnya."""

from cakupan.reports.compose import roster_coverage, widest
from cakupan.reports.document import Page, Paragraph
from cakupan.reports.source import ReportSource

INTRODUCTION = (
    "Cakupan daftar adalah orang pada daftar mitra yang aktif pada hari terakhir bulan, dibagi semua orang "
    "pada daftar itu. Ukuran ini bukan cakupan penduduk: daftar yang pendek dapat tercakup seluruhnya."
)


def page(source: ReportSource) -> Page | None:
    """Return every partner with a roster in force, at the widest area; None when there is none."""
    rows = source.select("roster_coverage", "partner")
    first = widest(rows)
    if first is None:
        return None
    figures = roster_coverage(
        source, "Cakupan daftar per mitra", "Mitra", (row for row in rows if row.area_code == first.area_code)
    )
    return Page(
        name="lampiran-mitra",
        title="Lampiran: daftar per mitra",
        sheet="Lampiran mitra",
        blocks=(Paragraph(content=(INTRODUCTION,)), figures),
    )

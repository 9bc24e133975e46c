"""Lampiran: cakupan daftar tiap mitra, dengan baris yang dikecualikan dan batas bawahnya."""

from cakupan.reports.compose import roster_coverage
from cakupan.reports.document import Page, Paragraph
from cakupan.reports.report import Report

INTRODUCTION = (
    "Cakupan daftar adalah orang pada daftar mitra yang aktif pada hari terakhir bulan, dibagi semua orang "
    "pada daftar itu. Ukuran ini bukan cakupan penduduk: daftar yang pendek dapat tercakup seluruhnya."
)


def page(report: Report) -> Page | None:
    """Return every partner with a roster in force, None when there is none."""
    rows = report.own("roster_coverage", "partner")
    if not rows:
        return None
    figures = roster_coverage(report, "Cakupan daftar per mitra", "Mitra", rows)
    return Page(
        name="lampiran-mitra",
        title="Lampiran: daftar per mitra",
        sheet="Lampiran mitra",
        blocks=(Paragraph(content=(INTRODUCTION,)), figures),
    )

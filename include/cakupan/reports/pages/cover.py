"""Sampul: what this report is, what it is made of and what it replaces."""

from cakupan.indonesian import last_day
from cakupan.reports.document import Cover
from cakupan.reports.report import Report

ORGANISATION = "BPJS Ketenagakerjaan"
TITLE = "Laporan Bulanan Cakupan Kepesertaan Jaminan Sosial Ketenagakerjaan"
CLASSIFICATION = "INTERNAL"
DEMO_MARK = "edisi peraga, bukan angka resmi"
DEMO = (
    "Edisi ini dibuat dengan jam peraga dari data sintetis: bukan angka resmi. "
    "Tidak ada orang sungguhan di dalamnya."
)


def version(report: Report) -> str:
    """Name the version of the edition."""
    number = report.source.edition.version
    return "belum diterbitkan" if number is None else f"versi {number}"


def footer(report: Report) -> str:
    """Return the line at the foot of every page."""
    said = [ORGANISATION, report.locale.month(report.source.edition.period), version(report)]
    return " · ".join([*said, DEMO_MARK] if report.source.edition.is_demo_clock else said)


def cover(report: Report) -> Cover:
    """Return the cover."""
    edition = report.source.edition
    facts = [
        ("Periode", report.locale.month(edition.period)),
        ("Posisi data", f"per {report.locale.day(last_day(edition.period))}"),
        ("Sebagaimana diketahui", report.locale.moment(edition.as_of)),
        ("Versi", version(report)),
        ("Versi kode", edition.code_version),
    ]
    if edition.supersedes_version is not None:
        facts.append(("Menggantikan", f"versi {edition.supersedes_version}"))
    if edition.reason:
        facts.append(("Alasan perbaikan", edition.reason))
    remarks = [DEMO] if edition.is_demo_clock else []
    remarks += [f"Catatan gerbang mutu: {warning}" for warning in edition.warnings]
    return Cover(
        organisation=ORGANISATION,
        title=TITLE,
        period=report.locale.month(edition.period),
        classification=CLASSIFICATION,
        facts=tuple(facts),
        remarks=tuple(remarks),
    )

"""Sampul: what this report is, what it is made of and what it replaces."""

from cakupan import indonesian
from cakupan.reports.document import Cover
from cakupan.reports.source import ReportSource

ORGANISATION = "BPJS Ketenagakerjaan"
TITLE = "Laporan Bulanan Cakupan Kepesertaan Jaminan Sosial Ketenagakerjaan"
CLASSIFICATION = "INTERNAL"
DEMO_MARK = "edisi peraga, bukan angka resmi"
DEMO = (
    "Edisi ini dibuat dengan jam peraga dari data sintetis: bukan angka resmi. "
    "Tidak ada orang sungguhan di dalamnya."
)


def version(source: ReportSource) -> str:
    """Name the version of the edition."""
    number = source.edition.version
    return "belum diterbitkan" if number is None else f"versi {number}"


def footer(source: ReportSource) -> str:
    """Return the line at the foot of every page."""
    said = [ORGANISATION, indonesian.month(source.edition.period), version(source)]
    return " · ".join([*said, DEMO_MARK] if source.edition.is_demo_clock else said)


def cover(source: ReportSource) -> Cover:
    """Return the cover."""
    edition = source.edition
    facts = [
        ("Periode", indonesian.month(edition.period)),
        ("Posisi data", f"per {indonesian.day(indonesian.last_day(edition.period))}"),
        ("Sebagaimana diketahui", indonesian.moment(edition.as_of)),
        ("Versi", version(source)),
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
        period=indonesian.month(edition.period),
        classification=CLASSIFICATION,
        facts=tuple(facts),
        remarks=tuple(remarks),
    )

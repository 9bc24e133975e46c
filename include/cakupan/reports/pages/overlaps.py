"""Orang pada daftar lebih dari satu sumber dana: berapa, iuran yang dapat terbayar ganda, baris per orang."""

from collections.abc import Iterator
from typing import Any

from cakupan.reports.compose import beside, cell, right, table
from cakupan.reports.document import Block, Column, Figure, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

SHOWN = 50


def blocks(report: Report) -> Iterator[Block]:
    """Yield people and amounts in all and by pair of sources, then a line for each person."""
    listed = report.records("funding_overlaps")
    total = report.total("funding_overlap")
    if total is None:
        return
    yield Paragraph(
        content=(
            "Orang pada daftar berlaku dari dua sumber dana atau lebih: ",
            Figure(total.figure_id),
            "; iuran bulan ini yang dapat terbayar ganda: ",
            *beside(total, "funding_overlap_rupiah"),
            ". Setiap orang dihitung sekali dalam cakupan; pembayarannya perlu dicocokkan oleh para mitra.",
        )
    )
    pairs = report.select("funding_overlap", "funding_pair", total.area_code)
    if pairs:
        yield _pairs(report, pairs)
    if listed:
        yield _people(report, listed)


def _pairs(report: Report, pairs: list[FigureRow]) -> Table:
    ordered = sorted(pairs, key=lambda row: (-(row.numerator or 0), row.slice_code))
    return table(
        report,
        "Orang pada daftar lebih dari satu sumber dana",
        (Column(label="Sumber dana", weight=3), *right("Orang", "Dapat terbayar ganda")),
        (Row(cells=((row.slice_name,), cell(row), beside(row, "funding_overlap_rupiah"))) for row in ordered),
    )


def _people(report: Report, listed: list[dict[str, Any]]) -> Table:
    """Return one line for each person, dearest first; who it is stays in the warehouse."""
    ordered = sorted(
        listed, key=lambda one: (-int(one["rupiah"]), str(one["area_code"]), int(one["person_no"]))
    )
    rest = len(ordered) - SHOWN
    notes = [
        ("Nomor orang adalah nomor di dalam gudang data; bukan NIK dan tidak memuat keterangan apa pun.",)
    ]
    if rest > 0:
        said = (
            f"{report.locale.count(rest)} orang lainnya ada pada daftar funding_overlaps.parquet edisi ini."
        )
        notes.append((said,))
    return Table(
        caption="Satu baris untuk setiap orang yang iurannya dapat terbayar ganda",
        columns=(
            *(Column(label="Nomor orang", weight=2), Column(label="Wilayah", weight=3)),
            *(Column(label="Sumber dana", weight=4), Column(label="Mitra", weight=5)),
            Column(label="Dapat terbayar ganda", weight=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    (f"orang {one['person_no']}",),
                    (str(one["area_name"] or one["area_code"]),),
                    (str(one["funding_names"]),),
                    (str(one["partner_names"]),),
                    (_amount(report, one),),
                )
            )
            for one in ordered[:SHOWN]
        ),
        notes=tuple(notes),
    )


def _amount(report: Report, one: dict[str, Any]) -> str:
    return report.locale.decimal(str(one["rupiah"]), "Rp") if one["has_rate"] else "tarif tidak diketahui"

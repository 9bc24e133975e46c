"""Target dan selisih: dalam poin persen, dalam orang, dan terhadap 100 persen."""

from cakupan.reports.compose import attained, beside, cell, right, same, table
from cakupan.reports.document import Column, Page, Paragraph, Row, Table
from cakupan.reports.report import Report

INTRODUCTION = (
    "Selisih dalam poin persen adalah target dikurangi cakupan; selisih dalam orang adalah tambahan peserta"
    " yang diperlukan untuk mencapai target, dibulatkan ke atas. Angka negatif berarti target sudah "
    "dilampaui. Kesenjangan ke 100 persen adalah ukuran lain dan tidak sama dengan selisih terhadap target."
)


def page(report: Report) -> Page | None:
    """Return the page of targets; None when no area with a rate has a target or a gap."""
    figures = gaps(report)
    if not figures.rows:
        return None
    return Page(
        name="target",
        title="Target dan selisih",
        sheet="Target",
        blocks=(Paragraph(content=(INTRODUCTION,)), figures),
    )


def gaps(report: Report) -> Table:
    """Return the table of target, coverage and gaps of every area that has one of them."""
    gap_rows = [
        row for row in report.rated() if same(report, row, "target_ucj") or same(report, row, "gap_full")
    ]
    columns = (
        Column(label="Wilayah", weight=3),
        *right("Cakupan (%)", "Target (%)", "Selisih (poin)", "Selisih (orang)", "Kesenjangan ke 100 (poin)"),
        Column(label="Status", weight=2),
    )
    return table(
        report,
        "Cakupan tahun berjalan terhadap target",
        columns,
        (
            Row(
                cells=(
                    (row.area_name,),
                    cell(row),
                    beside(row, "target_ucj"),
                    beside(row, "gap_target"),
                    beside(row, "gap_target_people"),
                    beside(row, "gap_full"),
                    (attained(report, row),),
                )
            )
            for row in gap_rows
        ),
    )

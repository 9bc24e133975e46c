"""Target dan selisih: dalam poin persen, dalam orang, dan terhadap 100 persen."""

from cakupan.reports.compose import attained, beside, cell, rated, right, same, table
from cakupan.reports.document import Column, Page, Paragraph, Row, Table
from cakupan.reports.source import ReportSource

INTRODUCTION = (
    "Selisih dalam poin persen adalah target dikurangi cakupan; selisih dalam orang adalah tambahan peserta"
    " yang diperlukan untuk mencapai target, dibulatkan ke atas. Angka negatif berarti target sudah "
    "dilampaui. Kesenjangan ke 100 persen adalah ukuran lain dan tidak sama dengan selisih terhadap target."
)


def page(source: ReportSource) -> Page | None:
    """Return the page of targets; None when no area with a rate has a target or a gap."""
    figures = gaps(source)
    if not figures.rows:
        return None
    return Page(
        name="target",
        title="Target dan selisih",
        sheet="Target",
        blocks=(Paragraph(content=(INTRODUCTION,)), figures),
    )


def gaps(source: ReportSource) -> Table:
    """Return the table of target, coverage and gaps of every area that has one of them."""
    gap_rows = [
        row for row in rated(source) if same(source, row, "target_ucj") or same(source, row, "gap_full")
    ]
    columns = (
        Column(label="Wilayah", weight=3),
        *right("Cakupan (%)", "Target (%)", "Selisih (poin)", "Selisih (orang)", "Kesenjangan ke 100 (poin)"),
        Column(label="Status", weight=2),
    )
    return table(
        source,
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
                    (attained(source, row),),
                )
            )
            for row in gap_rows
        ),
    )

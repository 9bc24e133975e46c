"""No page grows beyond what can be set and read; what has no room is counted and its place is named."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from cakupan.reports import bounded, pages
from cakupan.reports.charts.nodes import Dot, Dots, Strip, StripDot, Strips
from cakupan.reports.document import Bar, Bars, Block, Column, Figure, Heading, Page, Paragraph, Row, Table
from cakupan.reports.source import ReportSource
from edition_source import facts, figure, frame, national, no_lists, small_source

MANY = 1_050  # more rows than any page has room for


def table(rows: int, total: bool = False) -> Table:
    listed = [Row(cells=((f"baris {number}",),)) for number in range(rows)]
    if total:
        listed.append(Row(cells=(("Semua",),), is_total=True))
    return Table(caption="Daftar", columns=(Column(label="Nama"),), rows=tuple(listed))


def page(*blocks: Block) -> Page:
    return Page(name="halaman", title="Halaman", sheet="Halaman", blocks=blocks, rest="berkas sisa.csv")


def shortened(whole: Page) -> Page:
    return bounded.page(national(small_source()), whole)


def rows(of: Page) -> list[str]:
    return [str(row.cells[0][0]) for block in of.blocks if isinstance(block, Table) for row in block.rows]


def said(of: Page) -> str:
    (first, *_) = of.blocks
    assert isinstance(first, Paragraph)
    return "".join(map(str, first.content))


def test_a_page_with_room_for_all_its_rows_stays_as_it_is():
    whole = page(Paragraph(content=("Pengantar.",)), table(600))

    assert shortened(whole) is whole


def test_a_page_says_first_how_many_of_its_rows_it_holds_and_where_the_others_stand():
    short = shortened(page(table(1_000), table(500)))

    assert rows(short) == [f"baris {number}" for number in range(600)]
    assert said(short) == (
        "Halaman ini memuat 600 dari 1.500 baris tabelnya. Yang lainnya ada pada berkas sisa.csv."
    )


def test_a_row_that_sums_a_table_stays_with_what_is_left_of_it():
    short = shortened(page(table(2_000, total=True)))

    assert rows(short)[-2:] == ["baris 598", "Semua"]
    assert said(short).startswith("Halaman ini memuat 600 dari 2.001 baris tabelnya.")


def test_sections_beyond_the_room_are_left_out_with_their_headings_but_not_what_has_no_table():
    parts = [
        (Heading(text=f"Wilayah {number}"), table(250), Paragraph(content=("x",))) for number in range(4)
    ]
    warnings = (Heading(text="Catatan gerbang mutu"), Paragraph(content=("Peringatan.",)))

    short = shortened(page(*(block for part in parts for block in part), *warnings))

    headings = [block.text for block in short.blocks if isinstance(block, Heading)]
    assert headings == ["Wilayah 0", "Wilayah 1", "Wilayah 2", "Catatan gerbang mutu"]
    assert Paragraph(content=("Peringatan.",)) in short.blocks
    assert said(short).startswith("Halaman ini memuat 600 dari 1.000 baris tabelnya.")


def test_a_chart_has_no_more_bars_than_can_be_told_apart():
    bars = Bars(title="Bagan", unit="orang", bars=(Bar(label="a", figure=Figure("x")),) * 450)

    short = shortened(page(bars, table(3)))

    (_, chart, listed) = short.blocks
    assert isinstance(chart, Bars)
    assert (len(chart.bars), listed) == (100, table(3))
    assert said(short).startswith("Halaman ini memuat 100 dari 450 batang bagannya.")


def test_a_chart_of_dots_has_no_more_rows_than_can_be_told_apart():
    dots = Dots(title="Bagan", unit="orang", dots=(Dot(label="a", figure=Figure("x")),) * 450)

    short = shortened(page(dots))

    (_, chart) = short.blocks
    assert isinstance(chart, Dots)
    assert len(chart.dots) == 100
    assert said(short).startswith("Halaman ini memuat 100 dari 450 baris bagannya.")


def test_strips_stay_whole_and_are_as_many_as_there_is_room_for_their_dots():
    sizes = (2_000, 900, 200, 100)
    strips = tuple(
        Strip(label=str(size), dots=(StripDot(label="a", figure=Figure("x")),) * size) for size in sizes
    )

    short = shortened(page(Strips(title="Bagan", unit="orang", strips=strips)))

    (_, chart) = short.blocks
    assert isinstance(chart, Strips)
    assert [len(strip.dots) for strip in chart.strips] == [2_000, 900]
    assert said(short).startswith("Halaman ini memuat 2 dari 4 baris bagannya.")


def with_figures(records: Iterable[dict[str, Any]]) -> ReportSource:
    small = small_source()
    return ReportSource(
        figures=pd.concat([small.figures, frame(list(records))], ignore_index=True),
        edition=facts(version=2, supersedes_version=1),
        lists=no_lists(),
    )


def partners() -> ReportSource:
    sliced = {"slicing": "partner", "basis": "D1"}
    return with_figures(
        figure("roster_coverage", "ID", 1, 2, slice=f"M{number:04}", **sliced) for number in range(MANY)
    )


def companies() -> ReportSource:
    sliced = {"slicing": "employer", "basis": "D1"}
    return with_figures(
        figure("commitment_progress", "ID", 1, 2, slice=f"N{number:04}", **sliced) for number in range(MANY)
    )


def villages() -> ReportSource:
    return with_figures(
        figure("village_coverage", f"33.{number % 90:02}.01.{2000 + number}", 1, 200)
        | {"rank": 1 + number // 90, "peer_group": f"33.{number % 90:02}", "peer_count": 20}
        for number in range(3 * MANY)
    )


def areas_without_a_rate() -> ReportSource:
    return with_figures(
        figure("ucj_ytd", f"33.28.{number:04}", 5, None) | {"value": None, "unit": "percent"}
        for number in range(MANY)
    )


def corrections() -> ReportSource:
    source = partners()
    moved = [
        {
            "figure_id": figure_id,
            "part": "value",
            "cause": "late_list",
            "source_kind": "submission",
            "source_id": "S000001",
            "source_name": "S000001",
            "previous_value": "1.00",
            "value": "2.00",
            "change": "1.00",
        }
        for figure_id in source.figures["figure_id"].tail(MANY)
    ]
    return replace(source, changes=pd.DataFrame(moved))


def refused_files() -> ReportSource:
    refused = {
        "partner_id": "M1",
        "partner_name": "Mitra",
        "roster_kind": "desa_ekosistem",
        "period": "2024-10",
        "received_on": "2024-11-02",
        "outcome": "refused",
        "refusal_code": "BERKAS_RUSAK",
    }
    listed = [refused | {"submission_id": f"S{number:06}"} for number in range(MANY)]
    return replace(small_source(), lists=no_lists() | {"submissions": pd.DataFrame(listed)})


def denominators() -> ReportSource:
    stated = {
        "area_name": "Desa",
        "segment_code": "TOTAL",
        "basis": "D1",
        "source": "BPS",
        "document": None,
        "valid_from": "2024-01-01",
    }
    listed = [stated | {"area_code": f"33.28.01.{number}"} for number in range(MANY)]
    return replace(small_source(), lists=no_lists() | {"denominators": pd.DataFrame(listed)})


@pytest.mark.parametrize(
    ("source", "name", "where"),
    [
        (partners, "lampiran-mitra", "“Semua angka”"),
        (companies, "komitmen", "“Semua angka”"),
        (villages, "desa", "“Semua angka”"),
        (villages, "lampiran-desa", "“Semua angka”"),
        (areas_without_a_rate, "tanpa-persentase", "“Semua angka”"),
        (corrections, "koreksi", "changes.parquet"),
        (refused_files, "mutu-data", "submissions.parquet"),
        (denominators, "silsilah", "denominators.parquet"),
    ],
)
def test_whatever_there_is_much_of_a_page_holds_a_bounded_part_and_names_the_place_of_the_rest(
    source, name, where
):
    document = pages.document(national(source()))

    held = {one.name: len(rows(one)) for one in document.pages}
    assert [name for name, count in held.items() if count > (1_000 if name == "lampiran-desa" else 600)] == []
    (short,) = [one for one in document.pages if one.name == name]
    assert said(short).startswith("Halaman ini memuat ")
    assert where in said(short)


def test_a_note_names_no_more_areas_than_can_be_read_and_counts_the_others():
    source = with_figures(
        figure("village_coverage", f"33.28.01.{2000 + number}", 5, None, note="penyebut tidak ada")
        | {"value": None}
        for number in range(80)
    )

    (appendix,) = [one for one in pages.document(national(source)).pages if one.name == "lampiran-desa"]

    notes = [
        "".join(map(str, note))
        for block in appendix.blocks
        if isinstance(block, Table)
        for note in block.notes
    ]
    (missing,) = [note for note in notes if "penyebut tidak ada" in note]
    assert missing.endswith("33.28.01.2049, dan 30 lainnya).")

"""Gate 3 shuts when a native chart of the workbook is not one of the figures, and shows their values."""

import re
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from cakupan.reports.charts.nodes import Bars, Dots, Lines, Status, Strips, Tiles
from cakupan.reports.xlsx import MAP_SHEET
from charts_told import ToldCharts
from openpyxl.styles import PatternFill

each_case = pytest.mark.parametrize
CHARTS = re.compile(r"xl/charts/chart(\d+)\.xml")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> ToldCharts:
    return ToldCharts.made(tmp_path_factory.mktemp("report"))


@pytest.fixture
def report(original: ToldCharts, tmp_path: Path) -> ToldCharts:
    """A copy of the finished report that a test may touch."""
    return replace(original, folder=Path(shutil.copytree(original.folder, tmp_path / "report")))


def edit(report: ToldCharts, chart: int, change: Callable[[str], str]) -> None:
    """Change the part of a chart, counted from 1."""
    path = report.files.xlsx
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    name = f"xl/charts/chart{chart}.xml"
    before = parts[name].decode()
    parts[name] = change(before).encode()
    assert parts[name] != before.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)


def charts(report: ToldCharts) -> list[str]:
    with zipfile.ZipFile(report.files.xlsx) as package:
        names = sorted(
            (name for name in package.namelist() if CHARTS.fullmatch(name)),
            key=lambda name: int(CHARTS.sub(r"\1", name)),
        )
        return [package.read(name).decode() for name in names]


def workbook_edit(report: ToldCharts, change: Callable[[openpyxl.Workbook], None]) -> None:
    workbook = openpyxl.load_workbook(report.files.xlsx)
    change(workbook)
    workbook.save(report.files.xlsx)


def cell_of(workbook: openpyxl.Workbook, figure_id: str) -> str:
    listed = workbook[MAP_SHEET].iter_rows(min_row=2, values_only=True)
    return next(row[2] for row in listed if row[4] == figure_id and not row[3])


def test_charts_as_rendered_read_back_equal(report: ToldCharts):
    assert report.wrong("xlsx") == []
    assert len(charts(report)) == 4 + 5 + 1  # bars, dots, strips, lines; five small ones; a waterfall


def test_saving_the_workbook_unchanged_keeps_the_gate_open(report: ToldCharts):
    workbook_edit(report, lambda workbook: None)

    assert report.wrong("xlsx") == []


@each_case("chart", range(1, 11))
def test_another_kept_value_is_found(report: ToldCharts, chart):
    def change(xml: str) -> str:
        start = xml.index("<c:val>")
        return xml[:start] + re.sub(r"<c:v>[\d.-]+</c:v>", "<c:v>7.25</c:v>", xml[start:], count=1)

    edit(report, chart, change)

    assert {problem for _, problem in report.told("xlsx")} == {"differs"}


@each_case("chart", range(1, 11))
def test_other_source_cells_are_found(report: ToldCharts, chart):
    def change(xml: str) -> str:
        start = xml.index("<c:val>")
        moved = re.sub(r"(<c:f>[^<]*?\$[A-Z]+\$)(\d+)", r"\g<1>1\g<2>", xml[start:], count=1)
        return xml[:start] + moved

    edit(report, chart, change)

    assert "differs" in {problem for _, problem in report.told("xlsx")}


@each_case("chart", range(1, 11))
@each_case("end", ["min", "max"])
def test_a_changed_axis_is_found(report: ToldCharts, chart, end):
    edit(report, chart, lambda xml: re.sub(rf'<c:{end} val="[^"]*"/>', f'<c:{end} val="37"/>', xml))

    assert ("", "differs") in report.told("xlsx")


@each_case("chart", range(1, 11))
def test_a_series_that_was_taken_out_is_found(report: ToldCharts, chart):
    edit(report, chart, lambda xml: re.sub(r"<c:ser>.*?</c:ser>", "", xml, count=1, flags=re.S))

    assert "differs" in {problem for _, problem in report.told("xlsx")}


@each_case("chart", [1, 2])
def test_a_series_that_was_added_is_found(report: ToldCharts, chart):
    def again(xml: str) -> str:
        (series, *_) = re.findall(r"<c:ser>.*?</c:ser>", xml, flags=re.S)
        return xml.replace(series, series + series, 1)

    edit(report, chart, again)

    assert "differs" in {problem for _, problem in report.told("xlsx")}


def test_two_swapped_charts_are_found(report: ToldCharts):
    first, second = charts(report)[:2]

    edit(report, 1, lambda _: second)
    edit(report, 2, lambda _: first)

    assert "differs" in {problem for _, problem in report.told("xlsx")}


def test_a_chart_that_was_taken_out_is_missing(report: ToldCharts):
    workbook_edit(report, lambda workbook: workbook["Bagan"]._charts.pop())

    assert ("", "missing") in report.told("xlsx")


def test_a_chart_that_was_added_is_extra(report: ToldCharts):
    def add(workbook: openpyxl.Workbook) -> None:
        workbook["Bagan"]._charts.append(deepcopy(workbook["Bagan"]._charts[-1]))

    workbook_edit(report, add)

    assert ("", "extra") in report.told("xlsx")


@each_case(
    ("of", "role"), [(Bars, "bar"), (Dots, "low"), (Dots, "target"), (Lines, "point"), (Strips, "dot")]
)
def test_another_number_behind_a_mark_is_found(report: ToldCharts, of, role):
    mark = report.marks(of, role)[1]

    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Bagan"][cell_of(workbook, mark.figure.figure_id)].value = 77.25

    workbook_edit(report, change)

    assert (mark.figure.figure_id, "differs") in report.told("xlsx")


def test_two_swapped_tiles_are_found(report: ToldCharts):
    one, other = (mark.figure.figure_id for mark in report.marks(Tiles, "tile")[:2])

    def swap(workbook: openpyxl.Workbook) -> None:
        listed = {row[4].value: row[2] for row in workbook[MAP_SHEET].iter_rows(min_row=2) if row[4].value}
        first, second = (workbook["Bagan"][listed[name].value] for name in (one, other))
        first.value, second.value = second.value, first.value
        listed[one].value, listed[other].value = listed[other].value, listed[one].value

    workbook_edit(report, swap)

    assert {figure_id for figure_id, _ in report.told("xlsx")} >= {other}


def test_another_word_of_judgement_is_found(report: ToldCharts):
    def change(workbook: openpyxl.Workbook) -> None:
        for row in workbook["Bagan"].iter_rows():
            for cell in row:
                if cell.value == "belum tercapai":
                    cell.value = "tercapai"

    workbook_edit(report, change)

    assert (report.marks(Status, "missed")[0].figure.figure_id, "differs") in report.told("xlsx")


@each_case("colour", ["FF1F7A58", None])
def test_a_tile_in_the_shade_of_another_step_is_found(report: ToldCharts, colour):
    mark = report.marks(Tiles, "tile")[0]

    def change(workbook: openpyxl.Workbook) -> None:
        cell = workbook["Bagan"][cell_of(workbook, mark.figure.figure_id)]
        cell.fill = PatternFill("solid", fgColor=colour) if colour else PatternFill()

    workbook_edit(report, change)

    assert report.told("xlsx") == {(mark.figure.figure_id, "differs")}

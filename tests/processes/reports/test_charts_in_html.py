"""Gate 3 shuts when what is drawn in the HTML is not what the figures say, on every kind of chart."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cakupan.reports.charts.nodes import (
    Bars,
    Dots,
    Lines,
    Multiples,
    Status,
    Strips,
    Tiles,
    Waterfall,
)
from cakupan.reports.charts.plots import Mark
from charts_told import ToldCharts, roles

each_case = pytest.mark.parametrize
MEASURED = [
    (Bars, "bar", "width"),
    (Bars, "bar", "x"),
    (Bars, "target", "x1"),
    (Dots, "dot", "cx"),
    (Dots, "low", "x"),
    (Dots, "high", "width"),
    (Dots, "target", "x2"),
    (Strips, "dot", "cx"),
    (Lines, "point", "cx"),
    (Lines, "point", "cy"),
    (Lines, "target", "y1"),
    (Multiples, "point", "cy"),
    (Tiles, "tile", "x"),
    (Tiles, "tile", "y"),
    (Waterfall, "more", "x"),
    (Waterfall, "less", "width"),
    (Waterfall, "total", "width"),
]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> ToldCharts:
    return ToldCharts.made(tmp_path_factory.mktemp("report"))


@pytest.fixture
def report(original: ToldCharts, tmp_path: Path) -> ToldCharts:
    """A copy of the finished report that a test may touch."""
    return replace(original, folder=Path(shutil.copytree(original.folder, tmp_path / "report")))


def edit(report: ToldCharts, change: Callable[[str], str]) -> None:
    before = report.files.html.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    report.files.html.write_text(after, encoding="utf-8")


def element(html: str, mark: Mark) -> str:
    """The element of a mark."""
    named = rf'data-mark="{mark.role}" data-figure="{mark.figure.figure_id}" data-part="{mark.figure.part}"'
    found = re.search(rf"<\w+ [^>]*{named}[^>]*>", html)
    assert found is not None
    return found.group()


def moved(tag: str, name: str, by: float) -> str:
    """The element with a number of its geometry moved."""

    def add(found: re.Match[str]) -> str:
        return f'{found[1]}{float(found[2]) + by:.3f}{found[3]}"'

    return re.sub(rf'( {name}=")(-?[\d.]+)(%?)"', add, tag, count=1)


def change_mark(report: ToldCharts, mark: Mark, change: Callable[[str], str]) -> None:
    def one(html: str) -> str:
        tag = element(html, mark)
        return html.replace(tag, change(tag))

    edit(report, one)


def test_charts_as_rendered_read_back_equal_at_every_mark(report: ToldCharts):
    assert report.wrong("html") == []


@each_case(("of", "role", "name"), MEASURED)
def test_a_mark_that_is_drawn_elsewhere_is_found(report: ToldCharts, of, role, name):
    mark = report.marks(of, role)[-1]

    change_mark(report, mark, lambda tag: moved(tag, name, 1.7))

    assert (mark.figure.figure_id, "differs") in report.told("html")


@each_case(("by", "is_found"), [(0.05, False), (-0.07, False), (0.1, True), (-0.1, True)])
def test_half_a_pixel_is_the_most_that_a_mark_may_be_away(report: ToldCharts, by, is_found):
    mark = report.marks(Bars, "bar")[0]

    change_mark(report, mark, lambda tag: moved(tag, "width", by))  # a hundredth of 640 pixels is 6,4

    assert bool(report.wrong("html")) == is_found


@each_case(("of", "role"), list(roles()))
def test_a_mark_that_is_not_drawn_is_missing(report: ToldCharts, of, role):
    mark = report.marks(of, role)[0]

    change_mark(report, mark, lambda tag: re.sub(' data-mark="[^"]*"', "", tag) if of is Status else "")

    assert (mark.figure.figure_id, "missing") in report.told("html")


@each_case(("of", "role"), [(of, role) for of, role in roles() if of is not Status])
def test_a_mark_that_is_drawn_twice_is_extra(report: ToldCharts, of, role):
    mark = report.marks(of, role)[0]

    change_mark(report, mark, lambda tag: tag + tag)

    assert (mark.figure.figure_id, "extra") in report.told("html")


@each_case(
    ("of", "role"), [(Bars, "bar"), (Strips, "dot"), (Lines, "point"), (Multiples, "point"), (Tiles, "tile")]
)
def test_two_swapped_marks_are_found(report: ToldCharts, of, role):
    one, other = (mark.figure.figure_id for mark in report.marks(of, role)[:2])
    named = f'data-mark="{role}" data-figure="'

    def swap(html: str) -> str:
        html = html.replace(f'{named}{one}"', f'{named}\0"').replace(f'{named}{other}"', f'{named}{one}"')
        return html.replace(f'{named}\0"', f'{named}{other}"')

    edit(report, swap)

    assert {figure_id for figure_id, _ in report.told("html")} & {one, other}


def test_a_tile_in_the_shade_of_another_step_is_found(report: ToldCharts):
    mark = report.marks(Tiles, "tile")[0]

    change_mark(report, mark, lambda tag: re.sub('fill="[^"]*"', 'fill="#1F7A58"', tag))

    assert report.told("html") == {(mark.figure.figure_id, "differs")}


@each_case("kind", ["bars", "dots", "strips", "lines", "multiples", "tiles", "waterfall", "status"])
@each_case("name", ["data-from", "data-to", "data-step", "data-columns", "data-rows"])
def test_a_changed_scale_is_found(report: ToldCharts, kind, name):
    edit(
        report,
        lambda html: re.sub(rf'(data-chart="{kind}"[^>]* {name}=")[^"]*"', r'\g<1>37"', html, count=1),
    )

    assert ("", "differs") in report.told("html")


@each_case(("kind", "name"), [("dots", "x"), ("strips", "x"), ("lines", "y"), ("multiples", "y")])
@each_case("fault", ["says another number", "stands elsewhere", "is not there"])
def test_a_changed_axis_is_found(report: ToldCharts, kind, name, fault):
    changes = {
        "says another number": lambda tick: re.sub(">[^<]*<", ">77<", tick),
        "stands elsewhere": lambda tick: tick.replace(f' {name}="', f' {name}="1'),
        "is not there": lambda _: "",
    }

    def change(html: str) -> str:
        start = html.index(f'data-chart="{kind}"')
        found = re.search(r'<text data-tick="(?:20|30)"[^>]*>[^<]*</text>', html[start:])
        assert found is not None
        return html[:start] + html[start:].replace(found.group(), changes[fault](found.group()), 1)

    edit(report, change)

    assert ("", "differs") in report.told("html")


@each_case(
    "change",
    [
        lambda line: line.replace(' y2="', ' y2="1'),
        lambda line: re.sub(r' x1="[^"]*"', ' x1="0.000%"', line),
        lambda _: "",
        lambda line: line + line,
    ],
)
def test_a_line_that_connects_other_points_is_found(report: ToldCharts, change):
    def stroke(html: str) -> str:
        found = re.findall(r'<line data-stroke="0"[^>]*>', html)[5]
        return html.replace(found, change(found), 1)

    edit(report, stroke)

    assert ("", "differs") in report.told("html")


@each_case(
    "hidden",
    ['style="width:1px"', 'transform="scale(2)"', 'visibility="hidden"', "hidden", 'opacity="0"'],
)
@each_case("tag", ["circle class=", "svg class=", "figure class=", "rect class="])
def test_whatever_else_would_shape_or_hide_a_drawing_is_found(report: ToldCharts, hidden, tag):
    def add(html: str) -> str:
        start = html.index('data-chart="dots"')
        start = html.rindex("<figure", 0, start)
        name, attribute = tag.split()
        return html[:start] + html[start:].replace(f"<{tag}", f"<{name} {hidden} {attribute}", 1)

    edit(report, add)

    assert ("", "differs") in report.told("html")


@each_case(
    "shape",
    [
        '<rect class="bar" x="0%" width="99%" y="0" height="14"/>',
        '<circle class="dot" cx="50%" cy="10" r="5"/>',
        '<path d="M0 0H99"/>',
        '<rect class="ground" width="100%" height="14" fill="#C2571A"/>',
        '<use href="#tanda-near"/>',
    ],
)
def test_a_shape_that_is_no_mark_is_found(report: ToldCharts, shape):
    edit(report, lambda html: html.replace('<rect class="ground"', f'{shape}<rect class="ground"', 1))

    assert ("", "differs") in report.told("html")


def test_a_mark_that_says_another_number_to_who_cannot_see_is_found(report: ToldCharts):
    mark = report.marks(Lines, "point")[3]

    change_mark(report, mark, lambda tag: re.sub(r'(aria-label="[^"]*): [^"]*"', r'\g<1>: 99,99"', tag))

    (found,) = report.wrong("html")
    assert found["figure_id"] == mark.figure.figure_id
    assert "99,99" in found["printed"]


def test_another_word_of_judgement_is_found(report: ToldCharts):
    edit(report, lambda html: html.replace(">belum tercapai<", ">tercapai<"))

    (found,) = report.wrong("html")
    assert (found["printed"], found["expected"]) == ("tercapai", "belum tercapai")


def test_a_chart_that_was_taken_out_is_missing_with_all_its_marks(report: ToldCharts):
    edit(report, lambda html: re.sub(r'<figure class="chart waterfall".*?</figure>', "", html, flags=re.S))

    missing = {row["figure_id"] for row in report.wrong("html") if row["problem"] == "missing"}
    assert {mark.figure.figure_id for mark in report.marks(Waterfall, "more")} <= missing


def test_pointing_at_a_mark_says_what_its_figure_is_made_of(report: ToldCharts):
    mark = report.marks(Dots, "low")[0]

    edit(report, lambda html: html.replace(f'"{mark.figure.figure_id}":"', f'"{mark.figure.figure_id}":"1 '))

    (found,) = report.wrong("html")
    assert (found["figure_id"], found["part"]) == (mark.figure.figure_id, "detail")

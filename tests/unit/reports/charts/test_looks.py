"""Charts can be told apart without colour and read with weak eyes, and one list owns their colours."""

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from cakupan.reports.charts import looks

CSS = (Path(looks.__file__).parents[1] / "templates" / "report.css").read_text(encoding="utf-8").upper()


def light(colour: str) -> float:
    """The relative luminance of a colour."""
    parts = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("shade", looks.SHADES)
def test_texts_on_tiles_can_be_read(shade):
    assert contrast(shade.fill, shade.ink) >= 4.5


@pytest.mark.parametrize(
    "colour", [*(look.colour for look in looks.STROKES), *looks.STATES.values(), looks.SOFT, looks.GREEN]
)
def test_texts_beside_charts_can_be_read(colour):
    assert contrast(colour, looks.WHITE) >= 4.5


@pytest.mark.parametrize("colour", [looks.LEAF, looks.DEEP, looks.ORANGE])
def test_marks_stand_out_from_white_and_from_their_ground(colour):
    assert contrast(colour, looks.WHITE) >= 3
    assert contrast(colour, looks.GROUND) >= 2.9


def test_neighbouring_shades_differ_in_lightness_by_more_than_a_glance():
    steps = [light(shade.fill) for shade in looks.SHADES]

    assert steps == sorted(steps, reverse=True)
    assert all(before / after > 1.2 for before, after in pairwise(steps))


def test_no_two_lines_have_the_same_dashes():
    assert all(one.dashes != other.dashes for one, other in combinations(looks.STROKES, 2))


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("GREEN", looks.GREEN),
        ("DEEP", looks.DEEP),
        ("LEAF", looks.LEAF),
        ("MARK", looks.ORANGE),
        ("SOFT", looks.SOFT),
        ("GROUND", looks.GROUND),
        ("LINE", looks.LINE),
    ],
)
def test_pages_have_the_colours_that_charts_are_measured_by(name, colour):
    assert f"--{name}:{colour}" in CSS


@pytest.mark.parametrize("colour", [looks.RANGE, *looks.STATES.values()])
def test_pages_have_the_other_colours_of_charts_too(colour):
    assert colour in CSS or colour == looks.GREEN

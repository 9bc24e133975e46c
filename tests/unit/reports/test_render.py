"""The same source gives the same bytes, in every format."""

from pathlib import Path

from cakupan.reports.render import render
from edition_source import small_source


def test_rendering_twice_gives_the_same_bytes(tmp_path: Path):
    first = render(small_source(), tmp_path / "first")
    second = render(small_source(), tmp_path / "second")

    assert [path.name for path in first] == ["laporan.html", "laporan.pdf", "laporan.xlsx", "places.json"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]

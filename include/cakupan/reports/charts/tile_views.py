"""What the templates of pages need of a map of tiles."""

from dataclasses import dataclass
from itertools import pairwise

from cakupan.reports.charts import looks, tile_map
from cakupan.reports.charts.labels import said
from cakupan.reports.charts.nodes import Tiles
from cakupan.reports.charts.plots import Plot, Span, plots, step_of
from cakupan.reports.charts.scale import plain
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book


@dataclass(frozen=True, kw_only=True)
class TileView:
    """One province on the map of tiles; without a figure it is empty."""

    row: int
    column: int
    short_name: str
    iso_code: str
    label: str
    figure: Figure | None
    said: str
    shade: looks.Shade | None


@dataclass(frozen=True, kw_only=True)
class TilesView:
    """The map of tiles and the steps of its shades."""

    plot: Plot
    tiles: tuple[TileView, ...]
    steps: tuple[tuple[looks.Shade, str, str], ...]


def tiles(block: Tiles, book: Book) -> TilesView:
    """Return the view of a map of tiles."""
    (plot,) = plots(block, book)
    given = {tile.area_code: tile for tile in block.tiles}
    steps = [Span(*edges) for edges in pairwise(plot.scale.ticks)]
    shades = dict(zip(steps, looks.SHADES, strict=False))
    made = []
    for code, place in sorted(tile_map.placed(given).items(), key=lambda item: item[1]):
        tile = given.get(code)
        found = None if tile is None else book.printed(tile.figure).number
        made.append(
            TileView(
                row=place.row,
                column=place.column,
                short_name=place.short_name,
                iso_code=place.iso_code,
                label=tile.label if tile else place.short_name,
                figure=tile.figure if tile else None,
                said=said(tile.label, tile.figure, book) if tile else place.short_name,
                shade=None if found is None else shades[step_of(found, plot.scale)],
            )
        )
    return TilesView(
        plot=plot,
        tiles=tuple(made),
        steps=tuple(
            (shades[step], book.scale_text(plain(step.low)), book.scale_text(plain(step.high)))
            for step in steps
        ),
    )

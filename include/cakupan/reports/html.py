"""The report as one HTML file that needs nothing else: style, fonts, script and charts are inside."""

import base64
import hashlib
import json
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cakupan.reports import contents, texts
from cakupan.reports.charts import line_views, looks, row_views, tile_views
from cakupan.reports.charts.plots import plots
from cakupan.reports.charts.scale import HUNDRED, plain
from cakupan.reports.document import Document, Figure, Inline
from cakupan.reports.printed import Book

HERE = Path(__file__).parent
WEIGHTS = {400: "FiraSans-Regular.woff2", 600: "FiraSans-SemiBold.woff2"}


@cache
def _font_faces() -> str:
    faces = []
    for weight, name in WEIGHTS.items():
        data = base64.b64encode((HERE / "fonts" / name).read_bytes()).decode()
        faces.append(
            f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-display:block;'
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)


def _share(value: Decimal | float) -> str:
    """Write a share of a scale as an attribute of a drawing."""
    return f"{value:.3f}%"


def _down(share: Decimal, view: line_views.LinesView) -> str:
    """Write how far below the top of a drawing of lines a share of its scale lies."""
    return f"{looks.TOP + float(HUNDRED - share) / 100 * view.height:.2f}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"share": _share, "down": _down}
    made.globals |= {
        "plain": plain,
        "stroke": looks.stroke,
        "track": looks.TRACK,
        "top": looks.TOP,
        "tall": looks.TILE_HEIGHT,
    }
    return made


def _details(document: Document, book: Book) -> str:
    """Return what pointing at a figure shows, by figure id, as JSON that is safe inside a script element."""
    shown = {one: book.row(Figure(one)) for one in contents.figure_ids(document, book)}
    said = {figure_id: book.detail(row) for figure_id, row in sorted(shown.items()) if row is not None}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _our_own(text: str) -> Markup:
    """Mark text as safe: style and script we ship, and JSON that cannot end its element."""
    return Markup(text)  # noqa: S704 - nothing of it comes from a partner unescaped


def _number(figure: Figure, book: Book) -> Markup:
    printed = book.printed(figure)
    reason = Markup(' title="{}"').format(printed.reason) if printed.reason else ""
    return Markup('<span data-figure="{}" data-part="{}"{}>{}</span>').format(
        figure.figure_id, figure.part, reason, printed.text
    )


def render(document: Document, book: Book) -> str:
    """Return the HTML text of a report."""

    say = partial(texts.plain, book.locale)

    def inline(content: Inline) -> Markup:
        return Markup("").join(_number(one, book) if isinstance(one, Figure) else one for one in content)

    script = (HERE / "templates" / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            document=document,
            language=book.locale.value,
            say=say,
            number=lambda figure: _number(figure, book),
            inline=inline,
            printed=lambda figure: book.printed(figure).text,
            row_view=lambda block: row_views.rows(block, book),
            line_views=lambda block: line_views.lines(block, book),
            status_plot=lambda block: plots(block, book)[0],
            tile_view=lambda block: tile_views.tiles(block, book),
            kind=lambda block: type(block).__name__,
            style=_our_own(_font_faces() + (HERE / "templates" / "report.css").read_text(encoding="utf-8")),
            script=_our_own(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            details=_our_own(_details(document, book)),
        )
    )

"""A sample of the evidence of a figure, with the rows of the files behind it, for an auditor to check."""

from dataclasses import dataclass
from typing import Any

from cakupan.editions.frozen import members
from cakupan.editions.frozen.evidence import MEASURES
from cakupan.editions.tracing import draw, explained
from cakupan.editions.tracing.asked import Editions, Reader
from cakupan.editions.tracing.cells import Row
from cakupan.editions.tracing.draw import Draw, Drawn, Rule
from cakupan.editions.tracing.explained import Explained
from cakupan.editions.tracing.files import Files, Originals
from cakupan.editions.tracing.signed import Signed
from cakupan.editions.tracing.trace import definition, require_complete, row_of
from cakupan.errors import NothingToDraw


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How many rows are drawn by which rule under which seed."""

    number: int
    seed: int
    by: Rule


@dataclass(frozen=True, kw_only=True)
class SampledRow:
    """A drawn row with all an auditor needs to find it in its file."""

    drawn: Drawn
    explained: Explained
    cells: Row | None

    def as_dict(self) -> dict[str, Any]:
        """Return what a program reads of it."""
        return row_of(self.explained, self.cells) | {"times_drawn": self.drawn.times}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was drawn from which figure of which edition, and what is wrong with the files behind it."""

    edition: Signed
    figure: dict[str, Any]
    indicator: dict[str, Any]
    wanted: Wanted
    sums: dict[str, int]
    drawn: Draw
    rows: tuple[SampledRow, ...]
    problems: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return what a program reads of it."""
        return {
            **self.edition.named,
            "figure_id": self.figure["figure_id"],
            "by": self.wanted.by,
            "seed": self.wanted.seed,
            "asked": self.wanted.number,
            "population": self.drawn.population,
            "population_amount": self.drawn.amount,
            **self.sums,
            "rows": [row.as_dict() for row in self.rows],
            "problems": list(self.problems),
        }


def sample(figure_id: str, editions: Editions, wanted: Wanted, reader: Reader) -> Sample:
    """Draw evidence rows of a figure; that rows of persons were read is recorded.

    Raises:
        NotFound: there is no such edition, or it prints no such figure.
        DoesNotVerify: a frozen file it needs is not what was signed, or members do not add up to the figure.
        NothingToDraw: the figure is calculated from others, or no row of it has a size.
    """
    edition = editions.of_figure(figure_id)
    figure = edition.figure(figure_id)
    if figure["class"] == "derived":
        inputs = ", ".join(figure["input_ids"])
        raise NothingToDraw(f"{figure_id} is calculated from other figures; draw from {inputs}.")
    with edition.evidence(figure["indicator_code"]) as frozen:
        of_figure = members.of(frozen, figure)
        by_source = of_figure.by_source()
        require_complete(edition, figure, by_source)
        drawn = _drawn(of_figure, wanted, sum(source["rows"] for source in by_source))
        rows = sorted(drawn.rows, key=lambda one: _place(one.evidence))
        explanations = explained.explain(
            edition, frozen, Files(edition), figure["indicator_code"], [one.evidence for one in rows]
        )
    shown = explained.shown(explanations, Originals(reader.connection))
    reader.record(figure_id, edition.name, rows=shown.read_rows)
    return Sample(
        edition=edition,
        figure=figure,
        indicator=definition(edition, figure["indicator_code"])["indicator"],
        wanted=wanted,
        sums={name: sum(source[name] for source in by_source) for name in MEASURES},
        drawn=drawn,
        rows=tuple(
            SampledRow(drawn=one, explained=row, cells=cells)
            for one, row, cells in zip(rows, explanations, shown.rows, strict=True)
        ),
        problems=tuple(shown.problems),
    )


def _drawn(of_figure: members.Members, wanted: Wanted, population: int) -> Draw:
    if wanted.by == "amount":
        drawn = draw.by_amount(of_figure, wanted.number, wanted.seed)
    else:
        drawn = draw.equal(of_figure, wanted.number, wanted.seed, population)
    if not drawn.rows:
        raise NothingToDraw(
            f"No row of {of_figure.figure['figure_id']} can be drawn: {population} rows add up to it."
        )
    return drawn


def _place(row: Any) -> tuple[Any, ...]:
    """Where a row stands among the files, so that each file is opened once."""
    numbers = (row["source_no"], row["sheet_no"], row["row_number"], row["unit_no"])
    return (str(row["source_kind"]), *(number or 0 for number in numbers))

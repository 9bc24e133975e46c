"""Write docs/indicators.md from lists, models, contracts: `python -m cakupan.editions.indicators.page`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cakupan import code_lists
from cakupan.editions.indicators import lineage
from cakupan.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "indicators.md"
KPIS = Path(__file__).with_name("kpis.yaml")
INTRODUCTION = """\
# Indicators

*Written from `dbt_project/seeds/indicators.csv`, the models of `dbt_project/models/`, the contracts of
extracts and `include/cakupan/editions/indicators/kpis.yaml` by `make docs`: change those, not this page.
How to: [add an indicator](how-to/add-an-indicator.md).*

A **summed** indicator is the sum of its evidence, row by row over [facts](#facts); a **derived** one is an
expression over printed figures. Where a series is kept of a figure ([how](reference/series.md)), its changes
on the month and on the year are figures too, named below it. A better figure is higher or lower as said; of
some neither is better.
[What cannot be computed yet](#what-cannot-be-computed-yet) stands at the end.

## What leadership asks for
"""
OF_LISTS = "see [rules](rules.md)"
DIRECTIONS = {"true": "higher is better", "false": "lower is better", "": "neither is better"}


@cache
def kpis() -> Sequence[Mapping[str, Any]]:
    """Return what leadership asks for, in its order."""
    listed: Sequence[Mapping[str, Any]] = yaml.safe_load(KPIS.read_text(encoding="utf-8"))
    return listed


def text() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, *_asked(), "", *_indicators(), *_facts(), *_missing(), ""])


def _asked() -> Iterator[str]:
    yield from _table(
        ("asked for", "answered by", "in English", "still missing"),
        (
            (
                kpi["name"],
                ", ".join(_link(code) for code in kpi["indicators"]) or "nothing yet",
                kpi["name_en"],
                ", ".join(f"`{gap['extract']}.{gap['field']}`" for gap in kpi.get("missing", ())),
            )
            for kpi in kpis()
        ),
    )


def _link(code: str) -> str:
    return f"[`{code}`](#{code})"


def _indicators() -> Iterator[str]:
    yield "## Each indicator"
    for code, row in code_lists.rows("indicators").items():
        if row["change_of"]:
            continue
        yield from ("", f"### {code}", "", f"**{row['name']}** ({row['name_en']}). {row['definition']}.")
        yield from (f"*{row['definition_en']}.*", "")
        yield from _table(("", ""), _said(code, row))


def _said(code: str, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    facts = lineage.facts(code)
    yield "formula", f"`{row['expression']}`" if row["expression"] else _summed(row)
    yield "unit", f"{code_lists.name('units', row['unit'], 'id')}, {DIRECTIONS[row['higher_is_better']]}"
    yield "areas", f"{row['highest_level']} to {row['lowest_level']}"
    yield "sliced by", row["slicings"].replace("+", ", ")
    if row["basis"]:
        yield "basis", code_lists.rows("bases")[row["basis"]]["name_en"]
    yield "owner", code_lists.rows("owners")[row["owner"]]["name_en"]
    if changes := _changes_of(code):
        yield "changes", ", ".join(f"`{change}`" for change in changes)
    if inputs := lineage.inputs(code):
        yield "stands on", ", ".join(_link(one) for one in inputs)
    yield "facts", ", ".join(f"[`{fact}`](#{fact})" for fact in facts)
    yield "reads", ", ".join(f"`{table}`" for table in sorted({t for f in facts for t in _extracts(f)}))


def _changes_of(code: str) -> list[str]:
    """Return the indicators that say how much one changed since a month or a year before."""
    return [change for change, row in code_lists.rows("indicators").items() if row["change_of"] == code]


def _summed(row: Mapping[str, str]) -> str:
    is_rate = code_lists.flag("units", row["unit"], "is_rate")
    return "100 × numerator / denominator of its evidence" if is_rate else "sum of its evidence"


def _extracts(fact: str) -> Mapping[str, tuple[str, ...]]:
    """Return the extracts and lists a fact stands on, with the fields read; what is our own left out."""
    ours = ("control.", "identity.", "publication.")
    read = lineage.sources(fact).items()
    return {table: fields for table, fields in read if not table.startswith(ours) and "unit_key" not in table}


def _facts() -> Iterator[str]:
    yield from (
        "",
        "## Facts",
        "",
        "Each with the tables it stands on and the fields of extracts that are read of them.",
    )
    used = sorted({fact for code in code_lists.rows("indicators") for fact in lineage.facts(code)})
    for fact in used:
        yield from ("", f"### {fact}", "")
        yield from _table(
            ("table", "fields"),
            (
                (
                    f"`{table}`",
                    ", ".join(f"`{field}`" for field in fields) or "see [formats](reference/formats.md)",
                )
                for table, fields in _extracts(fact).items()
            ),
        )


def _missing() -> Iterator[str]:
    yield from ("", "## What cannot be computed yet", "")
    yield from _table(
        ("asked for", "what", "missing field"),
        (
            (kpi["name"], gap["what"], f"`{gap['field']}` of [`{gap['extract']}`](reference/extracts.md)")
            for kpi in kpis()
            for gap in kpi.get("missing", ())
        ),
    )


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")

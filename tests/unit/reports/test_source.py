"""What a report is made of: tables that lack what is printed are refused by name."""

from functools import cache

import pandas as pd
import pytest
from cakupan.errors import EditionIncomplete
from cakupan.reports import pages
from cakupan.reports.source import FIGURE_COLUMNS, LIST_COLUMNS, ReportSource
from case_tables import each_case
from edition_source import facts, figure, frame, national, no_lists, small_source


@cache
def small() -> ReportSource:
    return small_source()


def figures() -> pd.DataFrame:
    return small().figures


@each_case("column", FIGURE_COLUMNS)
def test_figures_without_a_column_are_refused_with_edition_table_and_column(column: str):
    lacking = figures().drop(columns=column)

    with pytest.raises(EditionIncomplete, match=rf"2024-10/v1.*figures.*no column {column}\b"):
        ReportSource(figures=lacking, edition=facts(), lists=no_lists())


@each_case(
    ("name", "column"), [(name, column) for name, columns in LIST_COLUMNS.items() for column in columns]
)
def test_a_list_without_a_column_is_refused_with_edition_list_and_column(name: str, column: str):
    lists = no_lists()
    lists[name] = lists[name].drop(columns=column)

    with pytest.raises(EditionIncomplete, match=rf"2024-10, not yet published.*{name}.*no column {column}\b"):
        ReportSource(figures=figures(), edition=facts(version=None), lists=lists)


@each_case("name", LIST_COLUMNS)
def test_a_list_that_is_not_there_is_no_empty_list(name: str):
    lists = no_lists()
    del lists[name]
    ranked = figure("village_coverage", "33.28.01.2001", 3, 30, rank=1, peer_group="33.28", peer_count=1)
    source = ReportSource(
        figures=pd.concat([figures(), frame([ranked])], ignore_index=True),
        edition=facts(),
        lists=lists,
    )

    with pytest.raises(EditionIncomplete, match=rf"2024-10/v1 has no list {name}"):
        pages.document(national(source))


def test_changes_without_a_column_are_refused():
    with pytest.raises(EditionIncomplete, match="changes has no column cause"):
        ReportSource(
            figures=figures(),
            edition=facts(),
            changes=small().changes.drop(columns="cause"),
        )

"""One term, one population, one number: the same words never stand over two numbers of an area."""

from dataclasses import replace

import pytest
from cakupan.reports import deck, pages
from cakupan.reports.document import Column, Document, Figure, Page, Row, Table
from cakupan.reports.locales import Locale
from cakupan.reports.source import ReportSource
from captions import captions, contradictions, headings
from edition_source import facts, figure, frame, national, no_lists
from full_edition import full_source


@pytest.mark.parametrize("locale", Locale)
def test_no_caption_stands_over_two_numbers_in_pages_and_slides(locale: Locale):
    report = national(full_source(), locale)
    made = pages.document(report), deck.document(report)

    assert sum(1 for document in made for _ in captions(document)) > 400
    assert contradictions(report, *made) == {}


def test_a_caption_that_stands_over_two_numbers_is_found():
    rows = [
        figure("rows_quarantined", "ID", 168, unit="rows"),
        figure("rows_duplicate", "ID", 319, unit="rows"),
    ]
    report = national(ReportSource(figures=frame(rows), edition=facts(), lists=no_lists()))
    tables = tuple(
        Table(
            caption=f"Tabel {number}",
            columns=(Column(label="Jenis"), Column(label="Baris dikecualikan")),
            rows=(Row(cells=(("Semua jenis",), (Figure(row["figure_id"]),))),),
        )
        for number, row in enumerate(rows)
    )
    cover = pages.document(report).cover
    document = Document(cover=cover, pages=(Page(name="a", title="A", sheet="A", blocks=tables),), footer="")

    found = contradictions(report, document)

    assert found == {("ID", "Baris dikecualikan", "Semua jenis"): {"168", "319"}}


@pytest.mark.parametrize("locale", Locale)
def test_rosters_of_vulnerable_workers_and_all_rosters_of_a_payer_are_told_apart(locale: Locale):
    source = full_source()
    figures = source.figures.copy()
    payer = figures["figure_id"].str.endswith(":15.06:funding=APBD_KAB")
    figures.loc[payer, "unknown"] = range(78, 78 + payer.sum())

    report = national(replace(source, figures=figures), locale)

    assert payer.sum() == 4
    assert contradictions(report, pages.document(report), deck.document(report)) == {}


@pytest.mark.parametrize("locale", Locale)
def test_every_caption_of_numbers_names_its_day_or_month(locale: Locale):
    report = national(full_source(), locale)
    named = tuple(report.days.values())

    said = [
        caption
        for document in (pages.document(report), deck.document(report))
        for page in document.pages
        for block in page.blocks
        for caption in headings(block)
    ]

    assert [caption for caption in said if not any(day in caption for day in named)] == []
    assert len(said) > 40

"""A whole report reads back equal at every place, in each format."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from cakupan.reports import bounded, contents, files, pages
from cakupan.reports.document import places
from cakupan.reports.locales import Locale
from cakupan.reports.readback import read_back
from cakupan.reports.render import render
from cakupan.reports.xlsx import all_sheet
from edition_source import national
from full_edition import full_source


def test_every_format_carries_every_place_of_the_report(tmp_path: Path):
    source = full_source()
    render(source, tmp_path)

    found = read_back(tmp_path, source.figures, source.changes)
    listed = tuple(map(all_sheet, Locale))
    of_pages = found[~found["place"].str.startswith(listed)]
    shown = of_pages.groupby(["language", "format"])
    read = {kind: Counter(zip(rows["figure_id"], rows["part"], strict=True)) for kind, rows in shown}

    assert found["is_equal"].all()
    for locale in Locale:
        made, language = files.OF[locale].within(tmp_path), locale.value
        stated, slides = (
            contents.read(path.read_text(encoding="utf-8")) for path in (made.places, made.slide_places)
        )
        marks = [mark.figure for _, plot in stated.plots for mark in plot.marks]
        for kind in ("html", "pdf", "xlsx"):
            assert read[language, kind] >= Counter(tuple(figure) for _, figure in stated.numbers)
            assert set(read[language, kind]) >= {tuple(figure) for figure in marks}
        assert read[language, "pptx"] >= Counter(tuple(figure) for _, figure in slides.numbers)
        assert len(stated.numbers) > 500 and len(marks) > 30 and len(slides.numbers) > 20


def test_a_report_that_is_shortened_carries_its_places_and_all_numbers_in_the_sheet_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = full_source()
    whole = sum(1 for _ in places(pages.document(national(source))))
    bound = bounded.page
    monkeypatch.setattr(bounded, "page", lambda report, page: bound(report, replace(page, room=3)))
    render(source, tmp_path)

    found = read_back(tmp_path, source.figures, source.changes)

    listed = found[found["place"].str.startswith(all_sheet(Locale.ID))]
    stated = contents.read((tmp_path / "places.json").read_text(encoding="utf-8"))
    assert found["is_equal"].all()
    assert len(stated.numbers) < whole
    assert set(listed["figure_id"]) >= set(source.figures.loc[source.figures["value"].notna(), "figure_id"])


def test_the_page_of_corrections_is_wrong_without_the_changes_to_compare_with(tmp_path: Path):
    source = full_source()
    render(source, tmp_path)

    found = read_back(tmp_path, source.figures)
    differing = found[~found["is_equal"]]

    assert len(differing) > 0
    assert differing["part"].str.contains(r"^(?:previous|current|change)\.").all()

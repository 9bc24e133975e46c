"""The editions of the demo in both languages: the same words never carry two numbers, each says its own."""

import json
from pathlib import Path

import pytest
from cakupan.editions.frozen import report as frozen
from cakupan.reports import contents, deck, pages
from cakupan.reports.locales import Locale
from cakupan.reports.report import Report
from captions import captions, contradictions
from edition_source import national
from told_world import World

EDITIONS = ("2024-10/v1", "2024-10/v2", "2025-09/v1")


def told(edition_dir: Path, locale: Locale) -> Report:
    """Return the report of a published edition as its files tell it."""
    stated = json.loads((edition_dir / "manifest.json").read_bytes())
    return national(frozen.source(edition_dir, frozen.stated(stated)), locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_caption_of_an_edition_stands_over_two_numbers(world: World, edition: str, locale: Locale):
    report = told(world.home / "editions" / edition, locale)
    made = pages.document(report), deck.document(report)

    assert sum(1 for document in made for _ in captions(document)) > 1000
    assert contradictions(report, *made) == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_both_languages_carry_the_same_figures_on_the_same_pages(world: World, edition: str):
    folder = world.home / "editions" / edition / "report"
    listed = [
        contents.read((folder / name).read_text(encoding="utf-8"))
        for name in ("places.json", "en/places.json")
    ]

    assert sorted(listed[0].numbers) == sorted(listed[1].numbers)
    assert len(listed[0].numbers) > 1000


def test_the_english_report_says_the_first_coverage_in_english(world: World):
    page = world.home / "editions" / "2024-10" / "v1" / "report" / "en" / "report.html"
    text = page.read_text(encoding="utf-8")

    assert '<html lang="en">' in text
    assert ">30.29<" in text
    assert ">30,29<" not in text

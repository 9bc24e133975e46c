"""The report as its reader opens it: one file, no network, every number where it belongs."""

from pathlib import Path

import pytest
from browsing import open_browser
from playwright.sync_api import Page
from told_world import World


@pytest.fixture(
    params=[
        *("2024-10/v1/report/laporan.html", "2024-10/v2/report/laporan.html"),
        *("2025-09/v1/report/laporan.html", "2025-09/v1/report/en/report.html"),
    ]
)
def report(request: pytest.FixtureRequest, world: World) -> Path:
    return world.home / "editions" / request.param


def opened(page: Page, report: Path) -> tuple[list[str], list[str]]:
    """Open the report and return what it asked for besides itself, and what it complained of."""
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(report.as_uri())
    page.wait_for_load_state("networkidle")
    return [url for url in requests if url != report.as_uri() and not url.startswith("data:")], complaints


def test_it_is_one_file_that_asks_for_nothing_else(report: Path):
    with open_browser() as page:
        asked, complaints = opened(page, report)

    assert asked == []
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 420])
def test_it_fits_the_width_of_a_screen_and_of_a_telephone(report: Path, width: int):
    with open_browser(width=width) as page:
        opened(page, report)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    assert overflow <= 0


def test_the_first_figure_of_kab_tegal_is_shown_where_it_belongs(world: World):
    report = world.home / "editions" / "2024-10" / "v1" / "report" / "laporan.html"
    with open_browser() as page:
        opened(page, report)
        shown = page.locator('[data-figure="ucj_ytd:2024-10:33.28"]').first
        text = shown.inner_text()
        is_visible = shown.is_visible()

    assert is_visible
    assert "30,29" in text

"""What was published before the story: months of articles with their document, all others simulated."""

from datetime import UTC, datetime

import pandas as pd
import pyarrow as pa
import pytest
from cakupan.demo import extracts, published
from cakupan.reference import areas
from cakupan.register import check
from cakupan.register import published as rules
from cakupan.register.contract import contracts
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse import loads
from case_tables import each_case

CONTRACT = contracts()["published_figure"]
LOADED = {1: datetime(2024, 11, 4, 1, tzinfo=UTC), 2: datetime(2025, 10, 3, 1, tzinfo=UTC)}
REGENCIES = ("15.06", "33.28", "33.76")


class Areas:
    """Stands in for the warehouse: it knows the shipped areas."""

    def execute(self, query: str) -> "Areas":
        return self

    def fetchall(self) -> list[tuple[str]]:
        return [(code,) for code in areas.frame()["area_code"].unique()]


@pytest.mark.parametrize("extract", [1, 2])
def test_every_figure_is_taken_at_the_instant_that_it_is_loaded(
    extract: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    text = extracts.as_text(published.table(extract))
    columns = {name: pa.array(text[name], pa.string()) for name in text}
    rows = pa.table(columns | {ROW_NUMBER: pa.array(range(2, 2 + len(text)), pa.int64())})
    monkeypatch.setattr(loads, "now", lambda connection: LOADED[extract])

    rules.check(Areas(), CONTRACT, check.check(CONTRACT, rows, is_delta=True))  # type: ignore[arg-type]  # a stand-in

    assert caplog.records == []


def of(extract: int, **cells: str) -> pd.DataFrame:
    table = published.table(extract)
    for name, cell in cells.items():
        table = table[table[name].eq(cell)]
    return table.set_index("period")


@each_case("area_code", REGENCIES)
def test_coverage_of_each_regency_has_its_twelve_months_before_each_month_that_is_closed(area_code: str):
    asked = {"area_code": area_code, "slice_code": "TOTAL"}
    for code in ("ucj_ytd", "ucj_eom"):
        before = [of(extract, indicator_code=code, **asked) for extract in (1, 2)]
        assert list(before[0].index) == published.MONTHS[:12]
        assert set(before[1].index) >= set(published.MONTHS[13:])


def test_a_month_of_an_article_is_its_figure_with_the_document_and_no_other_has_one():
    coverage = of(2, indicator_code="ucj_ytd", area_code="33.28", slice_code="TOTAL")

    assert tuple(coverage.loc["2025-08", ["value", "numerator", "document"]]) == (
        "40.46",
        219_917,
        "smpantura.news, 2025",
    )
    assert not coverage.loc["2025-08", "is_simulated"]
    both = pd.concat([published.table(1), published.table(2)])
    assert (both["document"].isna() == both["is_simulated"]).all()
    assert both["document"].notna().sum() == len(published.STATED)


def test_a_month_that_the_story_closes_is_published_elsewhere_by_articles_alone():
    october = of(2).loc["2024-10"]

    assert not october["is_simulated"].any()
    assert set(october["area_code"]) == {"33.28"}


def test_what_a_province_and_the_nation_count_is_what_their_regencies_do():
    asked = {"indicator_code": "benefit_cases", "slice_code": "TOTAL"}
    table = of(1, **asked).reset_index()
    vulnerable = of(1, indicator_code="vulnerable_active", period="2024-09")

    kaltim = vulnerable[vulnerable["area_code"].str.startswith("64.")]["value"].astype(int)
    assert kaltim.sum() == int(vulnerable.set_index("area_code").loc["64", "value"])
    by_area = table.assign(value=table["value"].astype(int)).pivot_table("value", "period", "area_code")
    assert (by_area["33"] == by_area["33.28"] + by_area["33.76"]).all()
    assert (by_area["ID"] == by_area[list(REGENCIES)].sum(axis=1)).all()

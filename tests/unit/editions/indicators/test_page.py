"""docs/indicators.md is code lists, models and contracts written out, and says what cannot be computed."""

from cakupan import code_lists
from cakupan.editions.indicators import lineage
from cakupan.editions.indicators import page as indicators_page
from cakupan.register.contract import contracts


def test_the_page_is_fresh():
    assert indicators_page.PAGE.read_text(encoding="utf-8") == indicators_page.text(), (
        "docs/indicators.md is stale: run make docs"
    )


def test_what_leadership_asks_for_is_answered_by_indicators_that_exist_and_none_is_asked_for_by_nobody():
    answering = {code for kpi in indicators_page.kpis() for code in kpi["indicators"]}

    own = {code for code, row in code_lists.rows("indicators").items() if not row["change_of"]}
    assert answering == own


def test_a_change_stands_below_the_indicator_that_changes():
    text = indicators_page.text()

    assert "### ucj_ytd_month_change" not in text
    assert "| changes | `ucj_ytd_month_change`, `ucj_ytd_year_change` |" in text


def test_a_field_said_to_be_missing_is_missing_from_a_contract_that_exists():
    gaps = [gap for kpi in indicators_page.kpis() for gap in kpi.get("missing", ())]

    assert gaps
    assert [gap for gap in gaps if gap["extract"] not in contracts()] == []
    assert [gap for gap in gaps if gap["field"] in contracts()[gap["extract"]].column_names] == []


def test_every_indicator_says_who_answers_for_it_and_which_direction_is_better():
    rows = code_lists.rows("indicators").values()

    assert {row["owner"] for row in rows} == set(code_lists.rows("owners"))
    assert {row["higher_is_better"] for row in rows} == {"true", "false", ""}
    assert [row["code"] for row in rows if not row["definition_en"].strip()] == []


def test_facts_are_found_through_the_macros_that_write_evidence():
    assert lineage.facts("ucj_ytd") == ("fct_denominators", "fct_project_months", "fct_worker_months")
    assert lineage.facts("intern_coverage") == ("fct_intern_months", "fct_quarantined_rows")


def test_a_derived_indicator_reads_what_those_it_stands_on_read():
    assert lineage.facts("gap_target") == tuple(
        sorted({*lineage.facts("target_ucj"), *lineage.facts("ucj_ytd")})
    )


def test_the_fields_read_of_an_extract_are_those_its_staging_model_names():
    fields = lineage.sources("fct_claims")["register.claim"]

    assert {"programme_code", "rupiah", "area_code"} <= set(fields)
    assert "kpj" not in fields

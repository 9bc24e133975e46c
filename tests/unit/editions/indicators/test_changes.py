"""Every indicator with a series has its changes in the list, and no other has."""

from cakupan import code_lists
from cakupan.editions.indicators import changes


def rows_of(code: str) -> dict[str, dict[str, str]]:
    return {
        change: dict(row) for change, row in code_lists.rows("indicators").items() if row["change_of"] == code
    }


def test_the_list_is_fresh():
    assert changes.INDICATORS.read_text(encoding="utf-8") == changes.text(), (
        "dbt_project/seeds/indicators.csv lacks changes: run make docs"
    )


def test_a_percentage_changes_in_points_on_the_month_and_on_the_year():
    rows = rows_of("ucj_ytd")

    assert {code: (row["unit"], row["expression"]) for code, row in rows.items()} == {
        "ucj_ytd_month_change": ("points", "ucj_ytd.value - ucj_ytd.month_before"),
        "ucj_ytd_year_change": ("points", "ucj_ytd.value - ucj_ytd.year_before"),
    }
    assert {row["slicings"] for row in rows.values()} == {"total+segment"}


def test_what_is_counted_changes_in_its_own_unit_and_in_percent():
    rows = rows_of("benefit_rupiah")

    assert {code: row["unit"] for code, row in rows.items()} == {
        "benefit_rupiah_month_change": "rupiah",
        "benefit_rupiah_month_percent": "change_percent",
        "benefit_rupiah_year_change": "rupiah",
        "benefit_rupiah_year_percent": "change_percent",
    }


def test_a_change_says_in_both_languages_what_it_is_and_is_better_as_the_figure_is():
    row = rows_of("benefit_rupiah")["benefit_rupiah_year_percent"]

    assert row["name"] == "Perubahan setahun dalam persen: manfaat dibayarkan bulan ini"
    assert row["name_en"] == "Benefits paid of the month, change on the year in percent"
    assert row["definition_en"] == (
        "Figure of the month less the figure of the same month a year before, as published then, over the"
        " figure then"
    )
    assert row["higher_is_better"] == code_lists.rows("indicators")["benefit_rupiah"]["higher_is_better"]


def test_without_a_series_there_are_no_changes():
    assert code_lists.rows("indicators")["days_late"]["has_series"] == "false"
    assert rows_of("days_late") == {}

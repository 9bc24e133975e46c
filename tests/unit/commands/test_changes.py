"""Differences of editions are told so that they can be read in a terminal of eighty columns."""

from typing import Any

from cakupan.commands import changes

COVERAGE = "ucj_ytd:2024-10:33.28"


def change(**given: Any) -> dict[str, Any]:
    row = {"figure_id": COVERAGE, "part": "numerator", "previous_value": "4", "value": "9"}
    row |= {"change": "5", "cause": "late_list", "source_id": "S000012", "rows": 5}
    return row | {"source_name": "tegal, desa_ekosistem, 2024-10, daftar.xlsx", "reason": None} | given


def test_a_figure_is_named_once_above_its_parts_and_a_part_once_above_its_causes():
    rows = [
        change(change="7", rows=7),
        change(change="-2", cause="withdrawn", source_id="S000003", source_name="brebes", rows=2),
        change(part="rank", previous_value="3", value=None, change=None, cause="peers", rows=0),
        change(figure_id=f"{COVERAGE}:PU"),
    ]

    assert list(changes.of_figures(rows, 80)) == [
        COVERAGE,
        "  numerator: 4 -> 9",
        "    +7 by late_list (7 rows): S000012 tegal, desa_ekosistem, 2024-10,",
        "        daftar.xlsx",
        "    -2 by withdrawn (2 rows): S000003 brebes",
        "  rank: 3 -> nothing",
        "    peers: S000012 tegal, desa_ekosistem, 2024-10, daftar.xlsx",
        f"{COVERAGE}:PU",
        "  numerator: 4 -> 9",
        "    +5 by late_list (5 rows): S000012 tegal, desa_ekosistem, 2024-10,",
        "        daftar.xlsx",
    ]


def test_no_line_is_longer_than_the_terminal_and_no_name_is_broken():
    reason = "Daftar DPMD Kutai Timur dan daftar tahap 3 Kota Tegal diterima setelah penutupan pertama"
    name = "perlindungan-pekerja-rentan_kabupaten-kutai-timur_2024-10.xlsx"

    lines = list(changes.of_figures([change(source_name=name, reason=reason)], 80))

    assert max(map(len, lines)) <= 80
    assert any(name in line for line in lines)
    assert reason in " ".join(map(str.strip, lines))


def test_a_source_whose_name_says_its_number_is_named_once():
    load = change(cause="reference", source_id="8", source_name="load 8 (agreement.csv)", rows=0)

    assert list(changes.of_figures([load], 80))[-1] == "    +5 by reference: load 8 (agreement.csv)"


def test_rows_behind_changes_are_told_with_file_sheet_and_row():
    row = {"change": "+", "cause": "late_list", "origin": "tegal, 2024-10", "unit": "person 12"}
    row |= {"file": "S000012 daftar.xlsx", "sheet": "Lembar1", "row": 7, "fact": "roster_months"}

    assert list(changes.of_rows([row, row | {"sheet": None, "row": None}], 80)) == [
        "+ person 12 in roster_months: late_list, tegal, 2024-10",
        "    S000012 daftar.xlsx, sheet Lembar1, row 7",
        "+ person 12 in roster_months: late_list, tegal, 2024-10",
        "    S000012 daftar.xlsx",
    ]


def test_where_nothing_moved_that_is_said():
    assert list(changes.of_figures([], 80)) == list(changes.of_rows([], 80)) == ["(none)"]

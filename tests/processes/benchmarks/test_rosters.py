"""What the benchmarks feed to intake is what they say it is."""

import csv
from pathlib import Path

import pytest
from benchmarks import page, rosters
from judging import judge_file

ROWS = 1000


def test_six_rows_in_a_thousand_wait_or_repeat_and_four_are_told(tmp_path: Path) -> None:
    area = rosters.regencies()[200]
    path = tmp_path / "daftar.csv"
    rosters.write_csv(path, area, ROWS)

    judged = judge_file(path.read_bytes(), partner_area_code=area.code)

    counts = judged.judgement.counts
    assert (counts["accepted"], counts["quarantined"], counts["duplicate"]) == (ROWS - 6, 5, 1)
    errors = sorted(code for _, code, severity in judged.codes if severity == "error")
    assert errors == ["NAMA_KOSONG", "NIK_DIPAKAI_BERSAMA", "NIK_DIPAKAI_BERSAMA", "NIK_FORMAT", "NIK_FORMAT"]


def test_a_village_with_a_quotation_mark_in_its_name_stays_one_cell_of_the_list(tmp_path: Path) -> None:
    named = [area for area in rosters.regencies() if any('"' in village for village, _ in area.villages)]
    area = named[0]
    rows = len(area.villages)
    rosters.write_csv(tmp_path / "daftar.csv", area, rows)

    written = (tmp_path / "daftar.csv").read_text(encoding="utf-8")
    quoted = [name.replace('"', '""') for name, _ in area.villages if '"' in name]
    assert all(f';"{name}";' in written for name in quoted)
    assert len(list(csv.DictReader(written.splitlines(), delimiter=";"))) == rows


def test_a_large_list_written_in_parts_is_the_one_written_at_once(tmp_path: Path) -> None:
    area = rosters.regencies()[3]
    rosters.write_csv(tmp_path / "once.csv", area, 501)

    rosters.write_large_csv(tmp_path / "parts.csv", area, 501, processes=2)

    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "once.csv").read_bytes()


def test_a_village_workbook_is_taken_whole_and_states_its_month_and_total() -> None:
    area = rosters.villages()[30_000]

    judged = judge_file(rosters.village_workbook(area, 200), "desa_ekosistem", partner_area_code=area.code)

    classes = judged.judgement.reading.sheets[0].classes
    assert (classes["title"], classes["numbering"], classes["received"], classes["total"]) == (3, 1, 200, 1)
    assert judged.judgement.stated_total == 200
    assert any("OKTOBER 2024" in title for title in judged.judgement.reading.titles)


def test_every_person_of_the_largest_list_has_a_number_of_his_own() -> None:
    area = rosters.regencies()[0]

    numbers = {row[1] for row in rosters.people(area, 100_000, wrong_every=10**9)}

    assert len(numbers) == 100_000


def test_a_part_is_replaced_where_it_stands_and_the_rest_of_the_page_stays(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text("# Benchmarks\n\nWritten by hand.\n")

    page.write("csv", "Files", "on Monday", ["first"], path)
    page.write("big", "One file", "on Monday", ["other"], path)
    page.write("csv", "Files", "on Tuesday", ["second"], path)

    text = path.read_text()
    assert text.startswith("# Benchmarks\n\nWritten by hand.\n")
    assert "first" not in text
    assert text.index("second") < text.index("other")
    assert "Measured on Tuesday." in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(5_000_000, "5.000.000"), (1234.5, "1.234"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (3, "3")],
)
def test_numbers_are_shown_with_three_figures(value: float, shown: str) -> None:
    assert page.number(value) == shown

"""Mess in identity numbers: what Excel did to them, and what people type into their cells."""

from datetime import date
from typing import Any

from builders import nik, text_file
from case_tables import each_case
from judging import Judged, judge_file, judge_person, judge_rows
from mess_builders import BORN
from mess_entries import entry

HEADER = ["NIK", "Nama"]
WHOLE = nik(BORN, 1)
PAPUA = 9171991208870001  # above 2^53 = 9007199254740992


def judge_niks(*written: Any) -> Judged:
    """Judge a column of NIKs, each with a name of its own."""
    return judge_rows(HEADER, *([cell, f"ORANG {row}"] for row, cell in enumerate(written)))


def rows_with(judged: Judged, code: str) -> list[int]:
    """Return the rows, counted from the first below the header, that carry a code."""
    return sorted(row - 2 for row, found, _ in judged.codes if found == code)


@entry(1)
def test_a_column_of_numbers_that_all_end_in_zero_has_lost_its_last_digit() -> None:
    judged = judge_niks(*(int(nik(BORN, number * 10)) for number in range(1, 7)))

    assert rows_with(judged, "NIK_PRESISI_HILANG") == [0, 1, 2, 3, 4, 5]
    assert judged.verdicts == ["quarantined"] * 6


@entry(1)
def test_one_in_ten_numbers_ends_in_zero_by_nature_and_is_only_told_to_be_text() -> None:
    judged = judge_niks(*(int(nik(BORN, number)) for number in range(1, 11)))

    assert judged.verdicts == ["accepted"] * 10
    assert rows_with(judged, "NIK_PRESISI_HILANG") == []
    assert rows_with(judged, "NIK_ANGKA") == list(range(10))


@entry(1)
def test_where_half_of_five_numbers_end_in_zero_only_those_wait() -> None:
    serials = (10, 20, 30, 4, 5)

    judged = judge_niks(*(int(nik(BORN, serial)) for serial in serials))

    assert rows_with(judged, "NIK_PRESISI_HILANG") == [0, 1, 2]
    assert judged.verdicts == ["quarantined"] * 3 + ["accepted"] * 2


@entry(1)
def test_four_numbers_are_too_few_to_tell_so_those_that_end_in_zero_wait() -> None:
    judged = judge_niks(*(int(nik(BORN, serial)) for serial in (1, 2, 3, 10)))

    assert rows_with(judged, "NIK_PRESISI_HILANG") == [3]
    assert judged.verdicts == ["accepted"] * 3 + ["quarantined"]


@entry(1)
def test_texts_that_end_in_zero_say_nothing_about_the_numbers_beside_them() -> None:
    texts = [nik(BORN, number * 10) for number in range(1, 7)]
    numbers = [int(nik(BORN, number)) for number in range(1, 6)]

    judged = judge_niks(*texts, *numbers, int(nik(BORN, 90)))

    assert judged.verdicts == ["accepted"] * 12


@entry(1)
@each_case("text", ["3,32899E+15", "3.32899E+15", "3,32899120887E+15", "3.3e+15"])
def test_scientific_notation_is_beyond_repair(text: str) -> None:
    judged = judge_niks(text, WHOLE)

    assert rows_with(judged, "NIK_PRESISI_HILANG") == [0]
    assert judged.verdicts == ["quarantined", "accepted"]


@entry(2)
def test_even_numbers_above_two_to_the_53_wait_whatever_they_end_in() -> None:
    even_ones = [PAPUA // 2 * 2 + 2 * step for step in range(8)]

    judged = judge_niks(*even_ones)

    assert rows_with(judged, "NIK_PRESISI_HILANG") == list(range(8))
    assert set(judged.verdicts) == {"quarantined"}


@entry(2)
def test_the_same_number_as_text_keeps_every_digit_and_is_accepted() -> None:
    judged = judge_niks(str(PAPUA))

    assert (judged.values("nik"), judged.verdicts) == ([str(PAPUA)], ["accepted"])
    assert judged.codes == []


@entry(2)
def test_no_reader_of_delimited_text_makes_a_number_of_it() -> None:
    judged = judge_file(text_file([HEADER, [PAPUA, "A"], [WHOLE, "B"]]))

    assert judged.values("nik") == [str(PAPUA), WHOLE]
    assert judged.codes == []


@entry(3)
def test_the_sign_by_which_web_exports_keep_a_number_a_text_is_taken_off() -> None:
    judged = judge_file(text_file([HEADER, [f'="{WHOLE}"', "A"], [WHOLE[:15] + "2", "B"]]))

    assert judged.values("nik") == [WHOLE, WHOLE[:15] + "2"]
    assert judged.codes == []


@entry(3)
@each_case(
    "written",
    [
        f"'{WHOLE}", f"’{WHOLE}", f" {WHOLE} ", f"\u00a0{WHOLE}", f"{WHOLE[:6]}\u00a0{WHOLE[6:]}",
        f"{WHOLE[:6]} {WHOLE[6:12]} {WHOLE[12:]}", f"{WHOLE[:4]}.{WHOLE[4:8]}.{WHOLE[8:12]}.{WHOLE[12:]}",
        f"\u200b{WHOLE}", f"\ufeff{WHOLE}",
    ],
)  # fmt: skip
def test_signs_around_the_digits_are_taken_off_without_a_word(written: str) -> None:
    judged = judge_niks(written)

    assert (judged.values("nik"), judged.codes) == ([WHOLE], [])


@entry(3)
@each_case(
    "written",
    [f"{WHOLE[:13]}O{WHOLE[14:]}", f"{WHOLE[:13]}o{WHOLE[14:]}", f"{WHOLE[:15]}l", f"{WHOLE[:15]}I"],
)
def test_a_letter_for_a_digit_is_never_replaced_by_us(written: str) -> None:
    judged = judge_niks(written)

    assert judged.codes == [(2, "NIK_FORMAT", "error")]
    assert judged.verdicts == ["quarantined"]
    assert judged.values("nik") == [written]


@entry(4)
def test_a_point_zero_behind_sixteen_digits_is_taken_off() -> None:
    judged = judge_niks(f"{WHOLE}.0", f"{nik(BORN, 2)}.00")

    assert judged.values("nik") == [WHOLE, nik(BORN, 2)]
    assert judged.codes == []


@entry(4)
def test_a_point_zero_behind_fifteen_digits_is_not_made_a_digit() -> None:
    short = nik(BORN, 12)[:15]  # with a zero behind it, it would be somebody else's number

    judged = judge_niks(f"{short}.0")

    assert judged.codes == [(2, "NIK_FORMAT", "error")]
    assert judged.verdicts == ["quarantined"]


@entry(5)
def test_a_card_number_that_lost_its_zero_stays_as_it_is() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "No KPJ"],
        [nik(BORN, 1), "A", "06012345678"],
        [nik(BORN, 2), "B", 6012345678],
        [nik(BORN, 3), "C", "6012345678.0"],
    )

    assert judged.values("kpj") == ["06012345678", "6012345678", "6012345678"]
    assert judged.verdicts == ["accepted"] * 3


@entry(5)
def test_phone_rt_rw_and_post_code_are_no_fields_of_ours_and_stay_in_the_file() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "No HP", "RT", "RW", "Kode Pos"], [WHOLE, "A", 81234567890, 1, 2, 5241]
    )

    assert set(judged.judgement.reading.sheets[0].mapping) == {"nik", "nama"}
    assert judged.codes == []


@entry(17)
def test_one_number_for_a_whole_family_waits_as_a_group() -> None:
    head = nik(BORN, 7)

    judged = judge_rows(HEADER, [head, "SUPARNO"], [head, "SITI"], [head, "BUDI"], [nik(BORN, 8), "ANI"])

    assert rows_with(judged, "NIK_DIPAKAI_BERSAMA") == [0, 1, 2]
    assert judged.verdicts == ["quarantined"] * 3 + ["accepted"]


@entry(17)
def test_one_number_with_two_birth_dates_waits_even_under_one_name() -> None:
    judged = judge_rows(
        [*HEADER, "Tgl Lahir"], [WHOLE, "SUPARNO", "12-08-1987"], [WHOLE, "SUPARNO", "13-08-1987"]
    )

    assert rows_with(judged, "NIK_DIPAKAI_BERSAMA") == [0, 1]
    assert judged.verdicts == ["quarantined", "quarantined"]


@entry(17)
def test_the_number_of_the_family_card_is_nobodys_own() -> None:
    judged = judge_rows([*HEADER, "No KK"], [WHOLE, "A", WHOLE], [nik(BORN, 2), "B", WHOLE])

    assert (2, "NIK_BUKAN_NIK", "error") in judged.codes
    assert judged.verdicts == ["quarantined", "accepted"]


@entry(18)
def test_a_number_whose_birth_date_or_sex_differs_is_told_and_accepted() -> None:
    judged = judge_person(tanggal_lahir="13-08-1987", jenis_kelamin="Perempuan")

    assert set(judged.codes) == {(2, "NIK_TGL_BEDA", "warning"), (2, "NIK_JK_BEDA", "warning")}
    assert judged.verdicts == ["accepted"]
    assert (judged.values("tanggal_lahir"), judged.values("jenis_kelamin")) == (["1987-08-13"], ["P"])


@entry(18)
def test_a_woman_whose_number_says_day_plus_forty_agrees_with_it() -> None:
    judged = judge_person(
        nik=nik(date(1990, 1, 31), 1, is_woman=True), tanggal_lahir="31-01-1990", jenis_kelamin="P"
    )

    assert judged.codes == []


@entry(18)
def test_p_beside_w_is_pria_and_p_beside_l_is_perempuan() -> None:
    man, woman = nik(BORN, 1), nik(BORN, 2, is_woman=True)

    beside_w = judge_rows([*HEADER, "JK"], [man, "A", "P"], [woman, "B", "W"])
    beside_l = judge_rows([*HEADER, "JK"], [man, "A", "L"], [woman, "B", "P"])

    assert beside_w.values("jenis_kelamin") == beside_l.values("jenis_kelamin") == ["L", "P"]
    assert beside_w.codes == beside_l.codes == []


@entry(18)
def test_a_column_of_nothing_but_p_is_read_as_most_of_its_numbers_say() -> None:
    men = [[nik(BORN, number), f"ORANG {number}", "P"] for number in range(1, 4)]
    odd_one = [nik(BORN, 4, is_woman=True), "ORANG 4", "P"]

    judged = judge_rows([*HEADER, "JK"], *men, odd_one)

    assert judged.values("jenis_kelamin") == ["L"] * 4
    assert judged.codes == [(5, "NIK_JK_BEDA", "warning")]

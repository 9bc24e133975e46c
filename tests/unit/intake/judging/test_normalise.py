"""Cells nobody would write on purpose become nothing, and money stays what it was."""

from decimal import Decimal

import pyarrow as pa
from cakupan.intake.judging.fields import numbers
from cakupan.intake.judging.fields.columns import Coded
from case_tables import each_case
from judging import judge_rows

HEADER = ["Nama Proyek", "Nilai Kontrak", "Tanggal Mulai", "Tanggal Selesai", "Jumlah Tenaga Kerja"]


@each_case("text", ["30000000000000000000", "1000000000001", "-5", "2,5", "1e400", "inf", "nan"])
def test_a_count_that_cannot_be_makes_a_row_wait(text: str) -> None:
    judged = judge_rows(HEADER, ["JALAN", "1.000", "01-01-2024", "31-12-2024", text], kind="jakon")

    assert judged.values("jumlah_pekerja_proyek") == [None]
    assert [code for code in judged.codes if code[2] == "error"] == [(2, "ANGKA_TIDAK_TERBACA", "error")]


def test_the_largest_count_is_taken() -> None:
    assert numbers.counts(Coded.of(pa.array(["0", "1.000.000.000.000"]))).to_pylist() == [0, 10**12]


@each_case("text", ["1" + "0" * 16, "9999999999999999,995", "1e400", "inf", "nan", "9" * 5000, "1e999999 m"])
def test_an_amount_the_column_cannot_hold_is_nothing(text: str) -> None:
    assert numbers.amounts(Coded.of(pa.array([text]))).to_pylist() == [None]


def test_an_amount_keeps_every_cent() -> None:
    texts = Coded.of(pa.array(["9.999.999.999.999.999,99", "Rp 0,1 jt"]))

    assert numbers.amounts(texts).to_pylist() == [Decimal("9999999999999999.99"), Decimal("100000")]


@each_case("text", ["01-01-0001", "01-01-10000", "٠١-٠١-٢٠٢٤", "²"])
def test_a_day_that_cannot_be_is_a_finding(text: str) -> None:
    judged = judge_rows(
        HEADER, ["JALAN", "1", text, "31-12-2024", "5"], ["²", "1", text, None, "²"], kind="jakon"
    )

    assert judged.values("mulai_proyek")[0] is None
    assert (2, "TANGGAL_TIDAK_SAH", "error") in judged.codes


@each_case("total", ["30000000000", "9" * 5000])
def test_a_total_beyond_any_head_count_is_not_stated(total: str) -> None:
    row = ["JALAN", "1", "01-01-2024", "31-12-2024", "5"]

    judged = judge_rows(HEADER, row, ["JUMLAH", None, None, None, total], kind="jakon")

    assert judged.judgement.stated_total is None


@each_case(
    ("written", "name"),
    [
        ('"BUDI', "BUDI"),
        ('BUDI"', "BUDI"),
        ('" BUDI', "BUDI"),
        ('BUDI "UDIN" S', 'BUDI "UDIN" S'),
        ("NUR'AINI", "NUR'AINI"),
    ],
)
def test_a_quote_that_lost_its_other_half_is_no_part_of_a_name(written: str, name: str) -> None:
    judged = judge_rows(["NIK", "Nama"], ["3328991208870001", written])

    assert judged.values("nama") == [name]


@each_case(
    ("written", "name"),
    [
        ("NURâ€™AINI BÃ‰LA", "NUR’AINI BÉLA"),
        ("JOSÃ‰", "JOSÉ"),
        ("BÉLA", "BÉLA"),
        ("JÃO", "JÃO"),
        ("ÂNI", "ÂNI"),
    ],
)
def test_letters_that_a_program_read_twice_are_what_they_were(written: str, name: str) -> None:
    judged = judge_rows(["NIK", "Nama"], ["3328991208870001", written])

    assert judged.values("nama") == [name]

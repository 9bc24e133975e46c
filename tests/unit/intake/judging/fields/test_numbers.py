"""Counts and amounts: what a text says by itself, what its column says of it, and what nobody can say."""

from collections.abc import Mapping
from typing import Any

import known_areas
import portions
import pyarrow as pa
import pytest
from builders import sheet
from cakupan.contracts import roster
from cakupan.intake.judging import slices
from cakupan.intake.judging.fields import numbers
from cakupan.intake.judging.fields.columns import Coded
from case_tables import each_case
from judging import Judged, area_frame, judge_files, judge_rows, received
from mess_entries import entry

HEADER = ["Nama Proyek", "Nilai Kontrak", "Jumlah TK", "Mulai", "Selesai"]
AMOUNTS: list[tuple[str, float]] = [
    ("1234567", 1_234_567), ("1.234", 1234), ("1,5", 1.5), ("1200.5", 1200.5), ("0,125", 0.13),
    ("1.234.567,89", 1_234_567.89), ("1.250.000.000", 1_250_000_000),
    ("1.250.000.000,00", 1_250_000_000), ("1,250,000,000.00", 1_250_000_000),
    ("1,250,000,000", 1_250_000_000), ("1.250.000.000.00", 1_250_000_000),
    ("1,250,000,000,00", 1_250_000_000), ("1250000000.00", 1_250_000_000), ("1.250.00", 1250),
    ("1250000000,00", 1_250_000_000), ("1 250 000 000", 1_250_000_000), ("1 250 000,50", 1_250_000.5),
    ("1\u00a0250\u00a0000", 1_250_000), ("1'250'000", 1_250_000), ("'1250000", 1_250_000),
    ("1.25E+11", 125_000_000_000), ("1,25E+11", 125_000_000_000), ("1.25e11", 125_000_000_000),
    ("2E+09", 2_000_000_000), ("1,2345E+08", 123_450_000), ("Rp 1,25E+11", 125_000_000_000),
    ("1.250.000/-", 1_250_000), ("Rp. 12.500.000,=", 12_500_000), ("Rp 1.250.000 (incl. PPN)", 1_250_000),
    ("1.250.000 termasuk PPN", 1_250_000),
    ("Rp 16.800,-", 16_800), ("Rp1.000", 1000), ("Rp. 1.250.000,-", 1_250_000),
    ("Rp.1.250.000.-", 1_250_000), ("Rp 1.250.000,00", 1_250_000), ("RP : 1.250.000", 1_250_000),
    ("IDR 1,250,000,000", 1_250_000_000), ("IDR1.250.000", 1_250_000), ("1.250.000,--", 1_250_000),
    ("Rp 1.250.000 ,-", 1_250_000), ("1.250.000 rupiah", 1_250_000), ("Rp2.500.000/bulan", 2_500_000),
    ("Rp 1.250.000,- (satu juta dua ratus lima puluh ribu rupiah)", 1_250_000),
    ("2,5 jt", 2_500_000), ("2.5 jt", 2_500_000), ("125 juta", 125_000_000), ("125juta", 125_000_000),
    ("Rp 125 Juta,-", 125_000_000), ("750 rb", 750_000), ("750 ribu", 750_000),
    ("3 milyar", 3_000_000_000), ("1,2 M", 1_200_000_000), ("1,2 miliar", 1_200_000_000),
    ("1.2 miliar", 1_200_000_000), ("125 M", 125_000_000_000), ("1,5 triliun", 1_500_000_000_000),
    ("1 miliar 250 juta", 1_250_000_000), ("1 M 250 jt", 1_250_000_000), ("1.25 billion", 1_250_000_000),
    ("1,250,000 IDR", 1_250_000), ("1.250.000 Rp", 1_250_000), ("Rp1.250.000;-", 1_250_000),
    ("Rp(1.250.000)", -1_250_000), ("(1.250.000)", -1_250_000),
    ("-1.250.000", -1_250_000), ("- 1.250.000", -1_250_000),
    ("Rp -1.250.000", -1_250_000), ("(Rp 1.250.000,00)", -1_250_000), ("0", 0),
]  # fmt: skip
NO_AMOUNTS = [
    "banyak", "12a3", "1-2", "terlampir", "20%", "USD 5000", "$1,250,000", "1.25.000", "12,50,000",
    "1.250,000.00", "25 30", "1.2 M", "1.250 juta", "1,250 M", "2 juta - 3 juta", "250 juta 1 miliar",
    "1 juta 2 juta", "5 juta 250", "2.500.000/hari", "..5", ",5", "1e400", "inf", "nan",
    "1,250", "٣", "9" * 400,
]  # fmt: skip


def rows_of(values: list[Any], workers: list[Any] | None = None) -> list[list[Any]]:
    """Return rows of projects with these contract values and numbers of workers."""
    return [
        [f"JALAN {number}", value, count, "01-10-2024", "31-12-2024"]
        for number, (value, count) in enumerate(zip(values, workers or ["5"] * len(values), strict=True))
    ]


def projects(values: list[Any], workers: list[Any] | None = None) -> Judged:
    """Judge projects with these contract values and numbers of workers."""
    return judge_rows(HEADER, *rows_of(values, workers), kind="jakon")


@pytest.fixture(scope="module")
def alone() -> Mapping[str, Judged]:
    """Each text as the only amount of a file of its own; all files judged in one batch."""
    known_areas.show(area_frame)
    texts = [*(text for text, _ in AMOUNTS), *NO_AMOUNTS]
    files = [sheet([HEADER, *rows_of([text])]) for text in texts]
    judged = judge_files([received(data, "jakon", number) for number, data in enumerate(files)])
    return dict(zip(texts, judged, strict=True))


def amounts(*texts: Any) -> list[float | None]:
    """What a column of amounts is read as."""
    return amounts_of(projects(list(texts)))


def amounts_of(judged: Judged) -> list[float | None]:
    """What the amounts of a file were read as; nothing is nothing without being told."""
    found = judged.values("nilai_kontrak")
    told = [row - 2 for row, code, _ in judged.codes if code == "ANGKA_TIDAK_TERBACA"]
    assert told == [row for row, value in enumerate(found) if value is None]
    return [None if value is None else float(value) for value in found]


def counts(*texts: Any) -> list[int | None]:
    """What a column of required counts is read as; a row of which nothing is made waits and is told."""
    judged = projects(["1000"] * len(texts), list(texts))
    found = judged.values("jumlah_pekerja_proyek")
    assert [verdict == "quarantined" for verdict in judged.verdicts] == [value is None for value in found]
    told = [(row - 2, severity) for row, code, severity in judged.codes if code == "ANGKA_TIDAK_TERBACA"]
    assert told == [(row, "error") for row, value in enumerate(found) if value is None]
    return [None if value is None else int(value) for value in found]


@entry(14)
@each_case(("text", "number"), AMOUNTS)
def test_an_amount_that_says_by_itself_what_it_is_is_read(
    alone: Mapping[str, Judged], text: str, number: float
) -> None:
    assert amounts_of(alone[text]) == [number]


@entry(14)
@each_case("text", NO_AMOUNTS)
def test_what_is_no_amount_or_may_be_two_is_told_and_never_guessed(
    alone: Mapping[str, Judged], text: str
) -> None:
    assert amounts_of(alone[text]) == [None]


@entry(14)
@each_case(
    ("column", "expected"),
    [
        (["1,250", "1,250,000,000.00"], [1250, 1_250_000_000]),
        (["1,250", "980.50"], [1250, 980.5]),
        (["1.250", "1.250.000.000"], [1250, 1_250_000_000]),
        (["1.250", "980,50"], [1250, 980.5]),
        (["1.250", "850.000"], [1250, 850_000]),
        (["1.250", "1,250,000"], [None, 1_250_000]),
        (["1,250", "1.250.000"], [None, 1_250_000]),
        (["1,250", "1.250.000", "1,250,000"], [None, 1_250_000, 1_250_000]),
        (["1.250", "1.250.000", "1,250,000"], [None, 1_250_000, 1_250_000]),
        (["125 M", "1,250,000,000"], [None, 1_250_000_000]),
        (["125 juta", "1,250,000,000"], [125_000_000, 1_250_000_000]),
        (["850.000", "2.5 jt", "1,25E+8"], [850_000, 2_500_000, 125_000_000]),
    ],
)
def test_what_one_sign_means_is_said_by_the_column(column: list[str], expected: list[float | None]) -> None:
    assert amounts(*column) == expected


@each_case(
    ("text", "workers"),
    [
        ("25", 25), ("25 orang", 25), ("25 org", 25), ("25 Pekerja", 25), ("25 (dua puluh lima) orang", 25),
        ("25,0", 25), ("25.00", 25), ("1.250", 1250), ("1,250", 1250), ("25.000", 25_000), ("1 234", 1234),
        ("1.25E+3", 1250), ("2 ribu", 2000), ("0", 0),
    ],
)  # fmt: skip
def test_a_count_is_a_whole_number_so_that_three_decimals_are_thousands(text: str, workers: int) -> None:
    assert counts(text) == [workers]


@each_case("text", ["25,5", "-5", "(25)", "banyak", "25,000", "3-5 orang", "1e-3", "±25"])
def test_a_count_that_is_none_makes_its_row_wait(text: str) -> None:
    assert counts(text) == [None]


def test_one_count_in_thousands_says_what_the_others_of_its_column_mean() -> None:
    assert counts("25,000", "1,250") == [25_000, 1250]
    assert counts("25.000", "1,250") == [None, 1250]
    assert counts("25,000", "1.250") == [None, 1250]


def test_a_stored_number_of_three_decimals_is_no_thousand() -> None:
    assert amounts(1.125, 12.5, "850.000") == [1.13, 12.5, None]
    assert counts(12) == [12]


def test_each_sheet_is_decided_by_itself_and_a_slice_by_the_whole_sheet() -> None:
    rows = [
        {"sheet_no": sheet_no, "nama_proyek": f"JALAN {number}", "nilai_kontrak": text}
        for number, (sheet_no, text) in enumerate(
            [(1, "1,250"), (1, "1,250,000"), (2, "1.250"), (2, "1,250"), (3, "1,250"), (3, "1,250")]
        )
    ]
    whole = portions.of(rows, kind="jakon")

    for rows_at_once in (1, 2, 4, 100):
        judged = list(slices.judge(whole, roster.contract("jakon"), rows_at_once))
        values = [each for part in judged for each in part.frame.value("nilai_kontrak").to_pylist()]
        assert [None if each is None else float(each) for each in values] == [
            1250, 1_250_000, 1250, None, None, None,
        ]  # fmt: skip


def test_a_column_without_an_amount_is_told_nothing() -> None:
    judged = projects(["-", "", None, "nihil", "Rp -", "Rp-", "Rp"])

    assert judged.values("nilai_kontrak") == [None] * 7
    assert judged.codes == []


def test_the_same_text_may_be_a_count_and_no_amount() -> None:
    coded = Coded.of(pa.array(["1,250", None, "1,250"]))

    assert numbers.counts(coded).to_pylist() == [1250, None, 1250]
    assert numbers.amounts(coded).to_pylist() == [None, None, None]

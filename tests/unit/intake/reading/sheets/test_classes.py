"""Every used row of a sheet has one class."""

from builders import sheet
from case_tables import each_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judging import judge_file, judge_sheet
from sheets import classes, read_rows, values
from trials import tries

HEADER = ["No", "NIK", "Nama", "Desa", "Kecamatan", "Iuran"]
NIKS = [f"33289912088700{number:02d}" for number in range(1, 30)]


def row(number: int, name: str = "SUPARNO", *rest: object) -> list[object]:
    """Return a data row."""
    return [number, NIKS[number], name, *rest]


def classes_of(rows: list[list[object]]) -> dict[str, int]:
    """Return the classes of a sheet that has any row of them."""
    reading = judge_sheet(rows).judgement.reading
    return {name: count for name, count in reading.sheets[0].classes.items() if count}


def test_footers_signatures_and_repeated_headers_are_not_people() -> None:
    found = classes_of(
        [
            ["DAFTAR"],
            HEADER,
            row(1, "A"),
            HEADER,
            row(2, "B"),
            ["Jumlah", None, 2],
            [],
            [None, None, None, None, "Slawi, 1 Oktober 2024"],
            [None, None, None, None, "Mengetahui"],
            [None, None, None, None, "Kepala Dinas", "NIP. 19700101"],
        ]
    )

    assert found == {"title": 1, "header": 2, "total": 1, "note": 3, "received": 2}


@each_case(
    "text",
    ["JUMLAH", "Total", "Sub Total", "Jml.", "TOTAL KESELURUHAN", "Jumlah : 2 orang", "Jumlah Peserta = 2"],
)
def test_a_total_is_known_by_its_word(text: str) -> None:
    assert classes_of([HEADER, row(1), [text, None, None, None, None, "33.600"]])["total"] == 1


def test_a_person_or_company_named_like_a_total_is_received() -> None:
    people = classes_of([HEADER, row(1, "TOTAL WIBOWO"), row(2, "JUMLAH")])
    companies = judge_sheet(
        [["Nama Perusahaan", "Jumlah TK"], ["Total Bangun Persada", 12], ["PT Total", 3]], kind="asosiasi"
    )

    assert people == {"header": 1, "received": 2}
    assert companies.verdicts == ["accepted", "accepted"]


def test_section_rows_carry_their_place_to_the_rows_below() -> None:
    judged = judge_sheet(
        [
            ["NIK", "Nama"],
            ["KECAMATAN SLAWI"],
            ["DESA KALISAPU"],
            [NIKS[1], "A"],
            ["Desa : Dukuh Salam"],
            [NIKS[2], "B"],
            ["Kecamatan Margasari"],
            [NIKS[3], "C"],
            ["DESA KALISAPU KECAMATAN MARGASARI"],
            [NIKS[4], "D"],
        ]
    )

    assert judged.judgement.reading.sheets[0].classes["section"] == 5
    assert judged.values("area_code") == ["33.28.10.2001", "33.28.10.2002", "33.28.01", "33.28.01.2001"]


def test_a_place_in_the_title_counts_for_the_sheet() -> None:
    judged = judge_sheet([["Kecamatan", ": Slawi"], ["Desa", ": Kalisapu"], ["NIK", "Nama"], [NIKS[1], "A"]])

    assert judged.values("area_code") == ["33.28.10.2001"]


def test_a_row_with_a_nik_and_nothing_else_is_received_and_a_lone_word_is_a_note() -> None:
    judged = judge_sheet([HEADER, [None, NIKS[1]], [3, None, "catatan"]])

    assert judged.verdicts == ["quarantined"]
    assert judged.judgement.reading.sheets[0].classes["note"] == 1


def test_money_in_a_total_row_is_no_head_count() -> None:
    judged = judge_sheet([HEADER, row(1, "A"), row(2, "B"), ["Jumlah", None, None, None, None, 33600]])

    assert (judged.judgement.stated_total, judged.codes) == (None, [])


def test_subtotals_are_held_against_their_own_rows() -> None:
    rows = [
        ["No", "NIK", "Nama"],
        row(1, "A"),
        ["Jumlah", None, 1],
        row(2, "B"),
        row(3, "C"),
        ["Jumlah", None, 2],
    ]

    parts = judge_sheet(rows)
    whole = judge_sheet([*rows, ["Total", None, 3]])

    assert (parts.judgement.stated_total, parts.codes) == (3, [])
    assert (whole.judgement.stated_total, whole.codes) == (3, [])


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "NIK",
            "Nama",
            "No",
            "Jumlah",
            "NIHIL",
            "DESA KALISAPU",
            "Kecamatan Slawi",
            "1",
            "2",
            "3",
            "-",
            "=1+1",
        ]
    ),
    st.sampled_from(NIKS),
    st.integers(0, 99999),
    st.text("abc xyz.,'", max_size=8),
)
SHEETS = st.lists(st.lists(CELLS, max_size=6), max_size=12)


@settings(
    max_examples=tries(40),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(above=SHEETS, below=SHEETS, has_header=st.booleans())
def test_whatever_is_on_a_sheet_no_row_is_lost(
    above: list[list[object]], below: list[list[object]], has_header: bool
) -> None:
    rows = [*above, *([["No", "NIK", "Nama", "Desa"]] if has_header else []), *below]
    used = sum(any(cell not in (None, "") and str(cell).strip() for cell in cells) for cells in rows)

    judged = judge_file(sheet(rows))

    for each in judged.judgement.reading.sheets:
        assert each.used_rows == used
    if judged.refusal is None:
        received_rows = sum(each.classes["received"] for each in judged.judgement.reading.sheets)
        assert received_rows == sum(judged.judgement.counts.values()) == len(judged.rows)


def test_only_the_first_row_below_the_header_is_an_example() -> None:
    header = ["No", "NIK", "Nama"]
    example = ["CONTOH", NIKS[0], "SUPARNO"]

    found = read_rows(
        [header, example, [1, NIKS[1], "A"], ["CONTOH", NIKS[2], "B"], ["CONTOH", NIKS[3], "C"]]
    )

    assert classes(found.sheets[0]) == {"header": 1, "note": 1, "received": 3}


def test_examples_further_down_are_people_like_any_other() -> None:
    found = read_rows(
        [["No", "NIK", "Nama"], *(["CONTOH", NIKS[number], f"A{number}"] for number in range(3))]
    )

    assert classes(found.sheets[0]) == {"header": 1, "note": 1, "received": 2}


def test_a_list_below_a_recapitulation_is_read_and_takes_no_place_from_it() -> None:
    recap = [["REKAP"], ["Desa", "Jumlah"], *([f"Desa Nomor {number}", number] for number in range(30))]

    found = read_rows([*recap, ["No", "NIK", "Nama"], [1, NIKS[0], "BUDI"]])

    assert values(found, "nik") == [NIKS[0]]
    assert found.sheets[0].header_row == len(recap) + 1
    assert values(found, "place_desa") == [""]

"""Delimited text: every dress reads the same, quotes never swallow rows, and large reads as small."""

import csv
import io
from collections.abc import Iterator

import pytest
from builders import text_file
from cakupan.errors import FileRefused
from cakupan.workbooks.model import Sheet
from cakupan.workbooks.reading import text, text_blocks
from cakupan.workbooks.reading.reading import read
from cakupan.workbooks.reading.text_blocks import NotPlain
from case_tables import each_case
from format_builders import grid
from hypothesis import example, given, settings
from hypothesis import strategies as st
from judging import LIMITS
from mess_entries import entry
from trials import tries

HEADER = ["No", "NIK", "Nama"]
ROW = ["1", "3328991208870001", "SUPARNO"]
SMALL = 4096  # bytes: so many do here for what takes sixteen times as many elsewhere
LARGE = SMALL // 20  # rows that make a file large enough to be read block by block


@pytest.fixture(autouse=True, scope="module")
def blocks_from_few_bytes_on() -> Iterator[None]:
    """Let the reader of large files have files that are quickly written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "SMALL", SMALL)
        yield


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a text file."""
    (found,) = read(data, LIMITS).sheets
    return found


def by_blocks(data: bytes) -> list[list[str]]:
    """Return the texts as the reader of large files sees them."""
    return grid(text.by_blocks(data, text._dialect(data, LIMITS), LIMITS))


def by_records(data: bytes) -> list[list[str]]:
    """Return the texts as the reader of small files sees them."""
    return grid(text.by_records(data, text._dialect(data, LIMITS), LIMITS))


def people(count: int) -> list[list[str]]:
    """Return rows of that many people."""
    return [[str(number), f"33289912{number:08d}", f"ORANG {number}"] for number in range(count)]


@each_case(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "cp1252",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "latin-1",
    ],
)
@each_case("delimiter", [";", ",", "\t", "|"])
@each_case("line_end", ["\r\n", "\n", "\r"])
@each_case("count", [1, LARGE])
def test_a_text_file_reads_the_same_in_every_dress(
    encoding: str, delimiter: str, line_end: str, count: int
) -> None:
    rows = [["DAFTAR PEKERJA"], HEADER, ["1", "3328991208870001", "JOSÉ"], *people(count)]

    found = only_sheet(text_file(rows, delimiter, encoding, line_end))

    assert grid(found) == [["DAFTAR PEKERJA", "", ""], *rows[1:]]
    assert (found.name, found.is_visible, found.kinds) == ("", True, ())


@each_case("count", [0, LARGE])
def test_line_ends_may_be_mixed_and_empty_lines_are_counted(count: int) -> None:
    tail = "".join(";".join(cells) + "\n" for cells in people(count))
    data = f"No;NIK;Nama\r\n\r\n1;3328991208870001;A\r2;3328991208870002;B\n\n;;\n3;;C\n{tail}".encode()

    found = only_sheet(data)

    assert found.height == 7 + count
    assert [found.row(number)[2] for number in range(7)] == ["Nama", "", "A", "B", "", "", "C"]


def test_a_line_may_name_the_delimiter_and_counts_as_a_row() -> None:
    found = only_sheet(b"sep=|\nNo|Nama, lengkap; tanpa gelar\n1|SITI\n")

    assert grid(found) == [["sep=", ""], ["No", "Nama, lengkap; tanpa gelar"], ["1", "SITI"]]


@each_case("count", [0, LARGE])
def test_decimals_with_a_comma_do_not_part_cells(count: int) -> None:
    rows = [["Nama", "Upah"], ["SITI", "1.250.000,50"], *([f"ORANG {n}", "2,5"] for n in range(count))]

    assert grid(only_sheet(text_file(rows))) == rows


@each_case("count", [0, LARGE])
def test_quotes_keep_delimiters_line_ends_and_quotes_within_a_cell(count: int) -> None:
    buffer = io.StringIO()
    rows = [HEADER, ["1", "3328991208870001", 'SITI "ITI", S.Pd'], ["2", "", "a\nb"], *people(count)]
    csv.writer(buffer).writerows(rows)

    assert grid(only_sheet(buffer.getvalue().encode())) == rows


@each_case("count", [3, LARGE])
@each_case("stray", ['"SUPARNO', 'SUPARNO"', 'pipa 5"', '"SU"PARNO', '""SUPARNO'])
def test_a_quote_that_is_never_closed_swallows_no_rows(stray: str, count: int) -> None:
    lines = [";".join(cells) for cells in people(count)]
    lines[1] = f"1;3328991200000001;{stray}"

    found = only_sheet("\n".join(lines).encode())

    assert found.height == count
    assert found.row(1)[:2] == ["1", "3328991200000001"]
    assert "SUPARNO" in found.row(1)[2] or "5" in found.row(1)[2]
    assert found.row(2) == people(3)[2]


@each_case("count", [60, LARGE])
def test_two_quotes_far_apart_are_signs_and_no_cell(count: int) -> None:
    lines = [";".join(cells) for cells in people(count)]
    lines[1], lines[50] = '1;3328991200000001;"SUPARNO', '50;3328991200000050;BUDI"'

    found = only_sheet("\n".join(lines).encode())

    assert found.height == count
    assert (found.row(1)[2], found.row(50)[2]) == ('"SUPARNO', 'BUDI"')


LIST = ["NO;NIK;NAMA;TANGGAL LAHIR;JK"] + [
    f"{number};33289912088700{number:02d};ORANG {number};12/08/1987;L" for number in range(1, 31)
]
QUOTED_LIST = [",".join(f'"{cell}"' for cell in line.split(";")) for line in LIST]


@entry(13)
@each_case("count", [0, LARGE])
@each_case(
    ("rows", "changed"),
    [
        (
            LIST,
            {3: '3;3328991208870003;"ORANG 3;12/08/1987;L', 9: '9;3328991208870009;ORANG 9";12/08/1987;L'},
        ),
        (
            LIST,
            {3: '3;3328991208870003;"ORANG 3;12/08/1987;L', 4: '4;3328991208870004;ORANG 4";12/08/1987;L'},
        ),
        (
            LIST,
            {5: '"5;3328991208870005;ORANG 5;12/08/1987;L', 8: '8;3328991208870008;ORANG 8;12/08/1987;L"'},
        ),
        (LIST, {30: '30;3328991208870030;"ORANG 30;12/08/1987;L'}),
        (QUOTED_LIST, {3: QUOTED_LIST[3][:-1]}),
        (QUOTED_LIST, {3: QUOTED_LIST[3] + '"'}),
        (QUOTED_LIST, {3: QUOTED_LIST[3].replace('"ORANG', '""ORANG')}),
        (QUOTED_LIST, {3: QUOTED_LIST[3].replace('ORANG 3"', "ORANG 3")}),
        (QUOTED_LIST, {3: QUOTED_LIST[3].replace("ORANG 3", 'ORANG "A" 3')}),
        (QUOTED_LIST, {30: QUOTED_LIST[30][:-1]}),
        (QUOTED_LIST, {12: QUOTED_LIST[12][:-1], 13: QUOTED_LIST[13][1:]}),
    ],
)
def test_every_row_stays_a_row_whatever_became_of_its_quotes(
    rows: list[str], changed: dict[int, str], count: int
) -> None:
    lines = [changed.get(number, line) for number, line in enumerate(rows)]
    lines += [rows[-1].replace("30", f"{number}") for number in range(count)]

    found = only_sheet("\n".join(lines).encode())

    assert found.height == len(lines)
    assert {tuple(found.row(number)[3:]) for number in range(1, 31)} >= {("12/08/1987", "L")}
    for number in range(1, 31):
        texts = [text.strip('"') for text in found.row(number)]
        assert texts[:2] == [f"{number}", f"33289912088700{number:02d}"]
        assert texts[3:] == ["12/08/1987", "L"]


@each_case("count", [0, LARGE])
@each_case("address", ["Jl. A, RT 1\nDesa B", "Jl. A; RT 1; RW 2; Desa B; Tegal\n;;;;\nTegal"])
@each_case("place", [0, 2, 4])
def test_a_cell_of_several_lines_is_one_cell_wherever_it_stands(address: str, place: int, count: int) -> None:
    rows = [line.split(";") for line in LIST] + [
        [f"{n}", f"{10**15 + n}", "A", "-", "L"] for n in range(count)
    ]
    rows[4][place] = address
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)

    assert grid(only_sheet(buffer.getvalue().encode())) == rows


@entry(13)
@each_case("count", [8, LARGE])
def test_addresses_of_several_lines_in_every_row_are_cells(count: int) -> None:
    address = '"JL. A NO 1,\nRT 01, RW 02,\nDESA B"'
    lines = [f'{n},{10**15 + n},"ORANG {n}",{address},12/08/1987,L' for n in range(count)]

    found = grid(only_sheet("\n".join(["NO,NIK,NAMA,ALAMAT,TANGGAL LAHIR,JK", *lines]).encode()))

    assert len(found) == count + 1
    assert found[8] == ["7", f"{10**15 + 7}", "ORANG 7", address.strip('"'), "12/08/1987", "L"]


@each_case("count", [0, LARGE])
def test_a_space_before_a_quoted_cell_belongs_to_no_cell(count: int) -> None:
    lines = [line.replace(",", ", ") for line in QUOTED_LIST]
    lines[2] = lines[2].replace("ORANG 2", "ORANG 2, S.Pd")
    lines[3] = lines[3][:-1]
    lines += [lines[1].replace('"1"', f'"{number}"') for number in range(count)]

    found = grid(only_sheet("\n".join(lines).encode()))

    assert len(found) == len(lines)
    assert found[2] == ["2", "3328991208870002", "ORANG 2, S.Pd", "12/08/1987", "L"]
    assert found[3] == ["3", "3328991208870003", "ORANG 3", "12/08/1987", "L"]


def test_a_cell_that_lost_its_quote_keeps_the_delimiter_in_it() -> None:
    lines = list(QUOTED_LIST)
    lines[3] = lines[3].replace('ORANG 3"', "ORANG 3, S.Pd")

    found = only_sheet("\n".join(lines).encode())

    assert found.row(3) == ["3", "3328991208870003", "ORANG 3, S.Pd", "12/08/1987", "L"]


def test_the_rows_of_a_short_list_stay_rows_though_most_have_a_stray_quote() -> None:
    lines = LIST[:4]
    lines[0] = lines[0].replace("NIK", '"NIK')
    lines[3] = lines[3].replace("ORANG 3", 'ORANG 3"')

    found = only_sheet("\n".join(lines).encode())

    assert [found.row(number)[1] for number in range(1, 4)] == [f"33289912088700{n:02d}" for n in (1, 2, 3)]


def test_a_quote_for_what_stands_above_swallows_no_rows() -> None:
    lines = [line if number < 2 else line[:-1] + '"' for number, line in enumerate(LIST)]

    found = only_sheet("\n".join(lines).encode())

    assert [found.row(number)[1:] for number in (2, 30)] == [
        ["3328991208870002", "ORANG 2", "12/08/1987", '"'],
        ["3328991208870030", "ORANG 30", "12/08/1987", '"'],
    ]


def test_a_list_in_a_quoted_cell_of_a_quoted_file_is_no_row() -> None:
    rows = [line.split(";") for line in LIST]
    rows[4][4] = "L\n" + LIST[9]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)

    assert grid(only_sheet(buffer.getvalue().encode())) == rows


def test_delimiters_within_quotes_leave_a_large_file_to_the_quick_reader() -> None:
    rows = [["NIK", "ALAMAT"], *([f"{10**15 + n}", f"JL A; RT {n}; RW 1"] for n in range(LARGE))]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    block = buffer.getvalue().encode()

    like = text._dialect(block, LIMITS).like

    assert text_blocks._usual_width(block, like, has_quotes=True) == 2
    assert by_blocks(block) == rows


@entry(13)
@each_case("count", [0, LARGE])
def test_a_byte_of_another_encoding_spoils_no_other_row(count: int) -> None:
    rows = [HEADER, ["1", "3328991208870001", "NUR’AINI BÉLA"], *people(count)]
    data = text_file([*rows, ["2", "3328991208870002", "JO?O"]]).replace(b"JO?O", b"JO\xcbO")

    assert grid(only_sheet(data)) == [*rows, ["2", "3328991208870002", "JOËO"]]


@each_case("count", [4, LARGE])
def test_rows_longer_and_shorter_than_others_keep_their_cells_and_places(count: int) -> None:
    rows = people(count)
    lines = [";".join(cells) for cells in rows]
    lines[0], lines[2] = "DAFTAR", "2;3328991200000002;ORANG 2;tambahan;lagi"

    found = only_sheet("\n".join(lines).encode())

    assert found.row(0) == ["DAFTAR", "", "", "", ""]
    assert found.row(2) == ["2", "3328991200000002", "ORANG 2", "tambahan", "lagi"]
    assert found.row(count - 1) == [*rows[-1], "", ""]


@each_case("count", [0, LARGE])
def test_signs_nobody_sees_are_taken_out(count: int) -> None:
    rows = [["NIK", "Nama"], ["\u200e3328991208870001\x00", "SITI\u00a0AMINAH\u202e"]]
    rows += [cells[1:] for cells in people(count)]

    found = only_sheet(text_file(rows))

    assert found.row(1) == ["3328991208870001", "SITI AMINAH"]


def test_empty_columns_and_rows_at_the_end_are_no_part_of_the_sheet() -> None:
    found = only_sheet(b"NIK;Nama;;;;\n1;A;;;;\n;;;;;\n\x1a")

    assert grid(found) == [["NIK", "Nama"], ["1", "A"]]


@each_case("count", [3, LARGE])
def test_a_line_that_ends_in_a_million_empty_cells_is_no_reason_to_refuse(count: int) -> None:
    lines = [";".join(cells) for cells in people(count)]
    lines[1] += ";" * 1_000_000

    found = only_sheet("\n".join(lines).encode())

    assert (found.height, found.width) == (count, 3)
    assert found.row(1) == people(2)[1]


@each_case("count", [1, LARGE])
@each_case(
    ("bound", "line"),
    [
        ("cell", "x" * 1_500_000),
        ("cell", "x" * 9_000_000),
        ("columns", "x;" * 3_000),
        ("columns", "1,2" * 9_999),
    ],
)
def test_a_line_without_end_is_refused_with_the_bound_it_breaks(bound: str, line: str, count: int) -> None:
    data = "\n".join([*(",".join(cells) for cells in people(count)), line]).encode()
    if ";" in line:
        data = data.replace(b",", b";")

    with pytest.raises(FileRefused) as refused:
        read(data, LIMITS)

    assert (refused.value.code, refused.value.details["bound"]) == ("BERKAS_TERLALU_BESAR", bound)


def test_a_file_of_zeros_and_one_of_noise_are_no_text() -> None:
    for data in (b"\x01\x02\x03\x04" * 500, bytes(range(256)) * 40):
        with pytest.raises(FileRefused, match="BUKAN_LEMBAR_KERJA"):
            read(data, LIMITS)


def test_more_rows_than_a_sheet_may_have_are_refused() -> None:
    limits = LIMITS.__class__(**{**vars(LIMITS), "max_rows": 10})

    for count in (11, LARGE):
        with pytest.raises(FileRefused) as refused:
            read(text_file(people(count)), limits)
        assert refused.value.details["bound"] == "rows"


LETTERS = st.text(st.sampled_from(list('a1 é;,"\n\r\t\u00a0\u200b')), max_size=6)
LINES = st.lists(LETTERS, max_size=12).map(lambda parts: "\n".join(parts))


@settings(max_examples=tries(300), deadline=None)
@given(LINES)
@example('a;b\n"c;d";e\n')
@example('"a""b";c\r\n\r\nd')
@example('a;"b\nc";d\n"e";f;g\n')
def test_a_file_reads_block_by_block_as_it_reads_record_by_record(written: str) -> None:
    data = f"NIK;Nama\n{written}".encode()
    try:
        found = by_blocks(data)
    except NotPlain:
        return

    assert found == by_records(data)


WITHOUT_NUMBERS = st.text(st.sampled_from(list('aé;,"\n\r\t\u00a0')), max_size=6)


@settings(max_examples=tries(100), deadline=None)
@given(st.lists(st.lists(WITHOUT_NUMBERS, min_size=1, max_size=4), min_size=1, max_size=8))
def test_what_a_proper_writer_wrote_is_read_as_it_was(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["NIK", "Nama"], *rows])
    data = buffer.getvalue().encode()

    assert by_blocks(data) == by_records(data)
    assert len(by_records(data)) <= len(rows) + 1

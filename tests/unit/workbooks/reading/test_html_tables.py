"""Each row of a web page is read once, however its tables are parted, nested and closed."""

from cakupan.workbooks.model import Sheet
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid
from judging import LIMITS
from mess_entries import entry

ROWS = [
    ["NO", "NIK", "NAMA"],
    ["1", "3328991208870001", "SUPARNO"],
    ["2", "3328991208870002", "SITI"],
    ["3", "3328991208870003", "BUDI"],
]


def cells(texts: list[str], tag: str = "td") -> str:
    """Return the cells of a row."""
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def row(texts: list[str]) -> str:
    """Return a row as it should be written."""
    return f"<tr>{cells(texts)}</tr>"


ROWS_WRITTEN = "".join(map(row, ROWS))
LIST = f"<table border=1>{ROWS_WRITTEN}</table>"


def sheets(page: str) -> list[list[list[str]]]:
    """Return the texts of each sheet of a page."""
    return [grid(each) for each in read(page.encode(), LIMITS).sheets]


def only_sheet(page: str) -> Sheet:
    """Return the single sheet of a page."""
    (found,) = read(page.encode(), LIMITS).sheets
    return found


@entry(15)
@each_case(
    "page",
    [
        f"<table>{row(ROWS[0])}{cells(ROWS[1])}</tr>{row(ROWS[2])}{cells(ROWS[3])}</tr></table>",
        f"<table>{row(ROWS[0])}{''.join(f'{cells(each)}</tr>' for each in ROWS[1:])}</table>",
        f"<table>{''.join(f'{cells(each)}</tr>' for each in ROWS)}</table>",
        f"<table>{row(ROWS[0])}{''.join(map(cells, ROWS[1:]))}</table>",
        f"<table><thead>{cells(ROWS[0], 'th')}</thead><tbody>{''.join(map(row, ROWS[1:]))}</tbody></table>",
        f"<table><tbody>{row(ROWS[0])}</tbody>\n<tbody>{cells(ROWS[1])}</tbody>"
        f"<tfoot>{''.join(map(row, ROWS[2:]))}</tfoot></table>",
        f"<table>{row(ROWS[0])}<form>{row(ROWS[1])}</form><div>{row(ROWS[2])}</div>{row(ROWS[3])}</table>",
        f"<table>{row(ROWS[0])}{row(ROWS[1])}</table>{row(ROWS[2])}{row(ROWS[3])}",
        f"<html><body>{ROWS_WRITTEN}</body></html>",
        f"<table><tr><td>{'<td>'.join(ROWS[0])}<tr><td>{'<td>'.join(ROWS[1])}{row(ROWS[2])}{row(ROWS[3])}</table>",
        f"Daftar Pekerja<br>Kabupaten Tegal\n<br>{LIST}",
        f"<!-- <table><tr><td>x</td></tr></table> -->{LIST}<!--[if gte mso 9]><xml><x:y/></xml><![endif]-->",
        f"<table>{row(ROWS[0])}</table><div class=body><table>{''.join(map(row, ROWS[1:]))}</table></div>",
        "".join(f"<table>{row(each)}</table>" for each in ROWS),
        f"<table>{row(ROWS[0])}{row(ROWS[1])}</table><hr><table>{row(ROWS[2])}{row(ROWS[3])}</table>",
        "<table>" + "".join(f"<tr><td><table>{row(each)}</table></td></tr>" for each in ROWS) + "</table>",
        f"<table><tr><td>{''.join(f'<table>{row(each)}</table>' for each in ROWS)}</td></tr></table>",
        f"<table><tr><td>{LIST}</td></tr></table>",
    ],
)
def test_each_row_is_a_row_of_the_list_in_its_order(page: str) -> None:
    assert [sheet for sheet in sheets(page) if sheet] == [ROWS]


def test_rows_behind_the_end_of_their_table_are_rows_of_it_however_narrow() -> None:
    narrow = [cells[1:] for cells in ROWS]

    page = f"<table>{row(narrow[0])}{row(narrow[1])}</table>{row(narrow[2])}{row(narrow[3])}"

    assert sheets(page) == [narrow]


def test_lists_in_a_layout_are_sheets_beside_the_words_of_the_layout() -> None:
    second = LIST.replace("SUPARNO", "DWI")
    page = f"<table><tr><td>PEMERINTAH KABUPATEN</td></tr><tr><td>{LIST}</td><td>{second}</td></tr></table>"

    first, *lists = sheets(page)

    assert first[0][0] == "PEMERINTAH KABUPATEN"
    assert [lists[0], lists[1][1][2]] == [ROWS, "DWI"]


def test_lists_apart_from_each_other_stay_apart() -> None:
    assert sheets(f"{LIST}<p>dan</p>{LIST}") == [ROWS, ROWS]


def test_a_small_table_in_a_cell_is_its_text_unless_it_has_one_of_its_own() -> None:
    small = "<table><tr><td>Slawi</td></tr><tr><td>Tegal</td></tr></table>"

    found = only_sheet(f"<table>{row(['NIK', 'Alamat', f'Nama{small}'])}{row(['1', small, 'SITI'])}</table>")

    assert grid(found) == [["NIK", "Alamat", "Nama"], ["1", "Slawi\nTegal", "SITI"]]


def test_rows_and_columns_not_shown_are_told_and_a_hidden_part_hides_its_rows() -> None:
    page = (
        "<table><col><colgroup><col style='display:none'></colgroup>"
        f"{row(ROWS[0])}<tbody style='display: none'>{row(ROWS[1])}</tbody>"
        "<tr><td>2</td><td>9</td><td style='display:none'>x</td></tr></table>"
        f"<div style='display:none'>{LIST}</div>"
    )
    unseen = "<td style='display:none'>2</td>"
    hidden_cells = f"<table><tr><td>1</td>{unseen}</tr><tr><td>3</td>{unseen}</tr></table>"

    first, second = read(page.encode(), LIMITS).sheets

    assert (first.hidden_rows, first.hidden_columns, first.is_visible) == ({1}, {1}, True)
    assert second.is_visible is False
    assert only_sheet(hidden_cells).hidden_columns == {1}


def test_an_odd_byte_in_a_page_spoils_no_other_name() -> None:
    page = f"<meta charset=utf-8>{LIST}".replace("SITI", "NUR’AINI").encode().replace(b"BUDI", b"JO\x92O")

    (found,) = read(page, LIMITS).sheets

    assert [found.row(2)[2], found.row(3)[2]] == ["NUR’AINI", "JO’O"]


def test_the_head_of_a_table_is_shown_first_and_its_foot_last_wherever_they_are_written() -> None:
    head, body = row(ROWS[0]), "".join(map(row, ROWS[1:]))
    foot = row(["Jumlah", "3", ""])
    page = f"<table><tfoot>{foot}</tfoot><tbody>{body}</tbody><thead>{head}</thead></table>"

    assert sheets(page) == [[*ROWS, ["Jumlah", "3", ""]]]


@each_case(
    "unseen",
    [
        "<span style='display:none'>19870812</span>",
        "<div hidden>id=7</div>",
        "<input type=hidden value=7>",
        "<noscript>tanpa skrip</noscript>",
        "<template>x</template>",
    ],
)
def test_what_a_cell_does_not_show_is_no_part_of_its_text(unseen: str) -> None:
    page = LIST.replace("SITI", f"{unseen}SITI").replace("BUDI", f"<b>BUDI{unseen}</b>")

    assert sheets(page) == [ROWS]


def test_a_cell_that_shows_nothing_keeps_what_it_has() -> None:
    assert sheets(LIST.replace("SITI", "<i style='display:none'>SITI</i>")) == [ROWS]


def test_what_was_typed_or_chosen_in_a_field_is_the_text_of_its_cell() -> None:
    typed, date = "<input value='SITI'>", "<input type=date value='SITI'>"
    chosen = "<select><option>ANI<option selected>SITI</select>"
    first = "<select><option>SITI<option>ANI</select>"

    for field in (typed, date, chosen, first):
        assert sheets(LIST.replace("SITI", field)) == [ROWS]


@each_case("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_page_in_letters_of_two_bytes_is_read_with_and_without_a_mark(encoding: str) -> None:
    (found,) = read(f"<html><body>{LIST}</body></html>".encode(encoding), LIMITS).sheets

    assert grid(found) == ROWS

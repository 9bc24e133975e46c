"""Workbooks read at once: what is read is what the reader of every mark reads, and the odd is left to it."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import SheetSpec, workbook
from cakupan.workbooks.model import NUMBER, TEXT, Sheet
from cakupan.workbooks.reading import package, reading, xlsx, xlsx_blocks, xlsx_parts, xlsx_plain
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.xlsx_blocks import NotPlainError, RowBlocks
from case_tables import each_case
from format_builders import grid, packed_workbook, zip_of
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import LIMITS
from trials import tries

TEXTS = "<si><t>NIK</t></si><si><t>A &amp; B</t></si>"
ROWS = (
    '<row r="2" spans="1:28"><c r="A2" t="s"><v>0</v></c><c r="AB2" s="0" t="s"><v>1</v></c></row>'
    '<row r="10"><c r="A10"><v>3328991208870001</v></c><c r="B10" s="0"/></row>'
)
OWN_TEXTS = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>NIK</t></is></c><c r="B2" t="n"><v>12</v></c></row>'
    '<row r="3"><c r="A3" s="0" t="inlineStr"><is><t xml:space="preserve"> A &amp; B é</t></is></c>'
    '<c r="C3" t="str"><f>UPPER(A2)</f><v>3328991208870001</v></c></row>'
)
VALUES = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.integers(-(10**17), 10**17),
    st.floats(-1e18, 1e18, allow_nan=False),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - a day in a cell has no zone
)
SCRAPS = (
    "<",
    ">",
    '"',
    "/",
    " ",
    "1",
    "0",
    "A",
    "s",
    "&amp;",
    "<v>1</v>",
    "<c>",
    "</c>",
    "<f>1</f>",
    "'",
    "\n",
)


def at_once(data: bytes) -> tuple[Sheet, ...]:
    """Read the sheets at once or not at all."""
    parts = Package(data, LIMITS)
    return xlsx_plain.sheets(parts, xlsx_parts.outline(parts), LIMITS)


def by_marks(data: bytes) -> tuple[Sheet, ...]:
    """Read the sheets mark by mark."""
    parts = Package(data, LIMITS)
    outline = xlsx_parts.outline(parts)
    reader = xlsx.Reader(parts, outline, LIMITS)
    return tuple(reader.sheet(part) for part in outline.sheets)


def shown(found: tuple[Sheet, ...]) -> list[tuple[object, ...]]:
    """Return what sheets hold in a form that compares."""
    return [
        (each.name, each.is_visible, grid(each), [kinds.tolist() for kinds in each.kinds], each.merges)
        for each in found
    ]


def packed(rows: str = ROWS, *, around: str = "", texts: str = TEXTS, styles: str | None = None) -> bytes:
    """Return a workbook of one sheet with these rows."""
    more = {} if styles is None else {"styles": styles}
    return packed_workbook(f"{around}<sheetData>{rows}</sheetData>", texts=texts, **more)


def test_texts_and_numbers_stand_where_their_references_say() -> None:
    (found,) = at_once(packed())

    assert (found.height, found.width) == (10, 28)
    assert found.row(1)[0] == "NIK" and found.row(1)[27] == "A & B"
    assert found.row(9)[0] == "3328991208870001"
    assert [found.kinds[0][1], found.kinds[0][9]] == [TEXT, NUMBER]
    assert shown((found,)) == shown(by_marks(packed()))


def test_the_value_of_a_formula_is_read_and_not_the_formula() -> None:
    cells = '<c r="A1"><f>SUM(B1:C1)</f><v>12</v></c><c r="B1"><f t="shared" si="0"/><v>5</v></c>'

    assert at_once(packed(f'<row r="1">{cells}</row>'))[0].row(0) == ["12", "5"]


def test_a_number_on_a_line_of_its_own_is_read_as_mark_by_mark() -> None:
    book = packed(ROWS.replace("3328991208870001", "\n3328991208870001\n"))

    assert at_once(book)[0].row(9)[0] == "3328991208870001"
    assert shown(at_once(book)) == shown(by_marks(book))


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(st.lists(VALUES, max_size=5), min_size=1, max_size=6))
def test_what_is_read_at_once_is_what_is_read_mark_by_mark(rows: list[list[object]]) -> None:
    data = workbook(SheetSpec(name="A", rows=rows, merges=[(8, 0, 9, 1)]), SheetSpec(name="B", rows=[["x"]]))

    try:
        found = at_once(data)
    except NotPlainError:
        return

    assert shown(found) == shown(by_marks(data))


def test_texts_that_stand_in_their_cells_are_read_at_once() -> None:
    (found,) = at_once(packed(OWN_TEXTS))

    assert [found.row(1), found.row(2)] == [["NIK", "12", ""], ["A & B é", "", "3328991208870001"]]
    assert [kinds[2] for kinds in found.kinds] == [TEXT, 0, TEXT]
    assert shown((found,)) == shown(by_marks(packed(OWN_TEXTS)))


def test_signs_written_as_numbers_in_a_text_of_a_cell_are_put_back() -> None:
    (found,) = at_once(packed(OWN_TEXTS.replace("NIK", "N_x0049_K")))

    assert found.row(1)[0] == "NIK"


@settings(max_examples=tries(200), deadline=None)
@given(st.data())
def test_a_sheet_with_a_scrap_in_it_is_read_as_mark_by_mark_or_left(data: st.DataObject) -> None:
    rows = data.draw(st.sampled_from((ROWS, OWN_TEXTS)))
    place = data.draw(st.integers(0, len(rows)))
    scrap, cut = data.draw(st.sampled_from(SCRAPS)), data.draw(st.integers(0, 3))
    book = packed(rows[:place] + scrap + rows[place + cut :])

    try:
        found = at_once(book)
    except NotPlainError:
        return

    assert shown(found) == shown(by_marks(book))


@each_case(
    "rows",
    [
        ROWS.replace('r="10"', 'r="10" hidden="1"'),
        ROWS.replace('r="10"', 'r="10" ht="0"'),
        OWN_TEXTS.replace("<t>NIK</t>", "<r><t>NIK</t></r>"),
        OWN_TEXTS.replace("<t>NIK</t>", "<t>NIK</t><t>KPJ</t>"),
        OWN_TEXTS.replace("<t>NIK</t>", "NIK"),
        OWN_TEXTS.replace("<t>NIK</t></is>", "<t>NIK</t></ix>"),
        OWN_TEXTS.replace("<is><t>NIK", "<is><t>NI&#75;"),
        OWN_TEXTS.replace("NIK", "N\rIK"),
        OWN_TEXTS.replace("preserve", "unlikely"),
        OWN_TEXTS.replace("inlineStr", "inlineSts"),
        ROWS.replace('<c r="A10">', '<c r="A11">'),
        ROWS.replace('<c r="A10">', '<c r="C10">'),
        ROWS.replace('<row r="10">', '<row r="1">').replace('"A10"', '"A1"').replace('"B10"', '"B1"'),
        ROWS.replace('<row r="10">', "<row>"),
        ROWS.replace('<row r="10">', '<ros r="10">').replace("</row>", "</ros>"),
        ROWS[: -len("</row>")] + '</r"w>',
        ROWS.replace("<v>1</v>", "<v>2</v>"),
        ROWS.replace("<v>1</v>", "<v></v>"),
        ROWS.replace("3328991208870001", "nan"),
        ROWS.replace("3328991208870001", "1_0"),
        ROWS.replace("3328991208870001", "33289912\n08870001"),
        ROWS.replace('<c r="A10">', '<c r="A10" t="b">'),
        ROWS.replace("<v>3328991208870001</v>", "<f>A1</f>"),
        ROWS.replace("</row>", "</row> "),
        ROWS.replace('<row r="10">', '<row r="10" spans=1>'),
        ROWS.replace("<c ", "<!-- --><c "),
        "x",
    ],
)
def test_rows_written_in_another_way_are_left_to_others(rows: str) -> None:
    with pytest.raises(NotPlainError):
        at_once(packed(rows))


@each_case(
    "texts",
    [
        "<si><r><t>NIK</t></r></si><si><t>x</t></si>",
        "<si><t>_x0041_</t></si><si><t>x</t></si>",
        "<si><t>&#65;</t></si><si><t>x</t></si>",
        "<si><t>a\r\nb</t></si><si><t>x</t></si>",
        f"<si><t>{'x' * 200_000}</t></si><si><t>x</t></si>",
    ],
)
def test_shared_texts_that_need_care_are_left_to_others(texts: str) -> None:
    with pytest.raises(NotPlainError):
        at_once(packed(texts=texts))


def test_a_long_sheet_is_read_in_blocks_as_if_it_were_short(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{3 * number}"><c r="A{3 * number}"><v>{number}</v></c>'
        f'<c r="C{3 * number}" t="inlineStr"><is><t>{"x" * number}</t></is></c></row>'
        for number in range(1, 40)
    )
    book = packed(rows + '<row r="200"/>', around='<cols><col min="1" max="2" width="9"/></cols>')
    whole = shown(at_once(book))

    monkeypatch.setattr(xlsx_blocks, "BLOCK", 300)
    monkeypatch.setattr(package, "CHUNK", 100)

    assert shown(at_once(book)) == whole == shown(by_marks(book))
    assert (len(whole[0][2]), whole[0][2][116]) == (117, ["39", "", "x" * 39])


def test_a_row_that_comes_again_in_a_later_block_is_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_blocks, "BLOCK", 10)
    monkeypatch.setattr(package, "CHUNK", 100)

    with pytest.raises(NotPlainError):
        at_once(packed(ROWS + ROWS))


def test_a_part_without_an_end_of_its_rows_is_left_to_others() -> None:
    for part in (b"", b"<worksheet><sheetData>", b"<worksheet><dimension/></worksheet>"):
        with pytest.raises(NotPlainError):
            list(RowBlocks(iter([part])))


def test_what_was_read_in_vain_does_not_count_towards_what_may_be_unpacked() -> None:
    book = packed(ROWS.replace("<c ", "<!-- --><c "))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        size = sum(each.file_size for each in archive.infolist())

    (found,) = xlsx.read(book, replace(LIMITS, max_unpacked_bytes=size)).sheets

    assert found.row(9)[0] == "3328991208870001"


def test_a_sheet_that_nobody_filled_in_is_empty() -> None:
    for sheet in ("<sheetData/>", "<sheetData></sheetData>", '<sheetData><row r="3"/></sheetData>'):
        found = at_once(packed_workbook(sheet, f"<sheetData>{ROWS}</sheetData>", texts=TEXTS))

        assert [(each.height, each.width) for each in found] == [(0, 0), (10, 28)]


def test_what_is_broken_beside_the_rows_is_left_to_others() -> None:
    with pytest.raises(NotPlainError):
        at_once(packed(around='<cols><col min="1" hidden="1"/></cols>'))
    with pytest.raises(NotPlainError):
        at_once(packed(around='<cols><col min=1"/></cols>'))


def test_cells_in_a_style_that_strikes_through_are_left_to_others() -> None:
    styles = (
        "<styleSheet><fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
    )

    assert at_once(packed(styles=styles))
    with pytest.raises(NotPlainError):
        at_once(packed(ROWS.replace('s="0" t', 's="1" t'), styles=styles))


def test_a_small_part_is_unpacked_once_however_often_it_is_asked_for() -> None:
    data = packed(ROWS.replace("<c ", "<!-- --><c "))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kept = Package(zip_of(parts), LIMITS)

    first = kept.part("xl/sharedStrings.xml")

    assert kept.part("xl/sharedStrings.xml") is first
    assert b"".join(kept.part_chunks("xl/sharedStrings.xml")) == first == parts["xl/sharedStrings.xml"]


def test_a_workbook_left_to_others_is_read_all_the_same() -> None:
    (found,) = reading.read(packed(ROWS.replace("<c ", "<!-- --><c ")), LIMITS).sheets

    assert grid(found) == grid(at_once(packed())[0])
